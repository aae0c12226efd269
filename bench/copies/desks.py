"""What newsrooms write: their names, spellings and synonyms, credits, datelines and lines."""

from __future__ import annotations


def rows(text: str) -> list[tuple[str, str]]:
    """The columns of a hand-written list: what stands in a text | what another desk writes."""
    pairs = (pair.split(" | ") for pair in " ".join(text.split()).split("; "))
    return [(left, right) for left, right in pairs]


NAMES = rows(r"""
    Deir (?:[ae]l[- ])?(?:E[zl][ -]?)?Z(?:o|ou)r|Deir Ezzor | Dayr az-Zawr; \b[Aa]l[-
    ](?=[A-Z]) | el-; Idlib | Idleb; Homs | Hims; Raqqa | ar-Raqqah; Ghouta | Ghuta;
    Douma | Duma; Dara'?a | Deraa; Latakia | Lattakia; Kobani | Kobane; Khan Shei?khoun | Khan
    Shaykhun; Hezbollah | Hizbullah; Qaeda | Qaida; Nusra | Nosra; Mohamm?[ae]d | Muhammad;
    Houthi | Huthi; Sanaa | Sana'a; Kyiv | Kiev; Kharkiv | Kharkov; Odesa | Odessa;
    Zelenskyy? | Zelenskiy; Luhansk | Lugansk; Mykolaiv | Nikolaev; Zaporizhzh?ia | Zaporozhye;
    Mekelle | Mekele; Tigrayan | Tegaru; Oromia | Oromiya; Khan Younis | Khan Yunis;
    Lavrov | Lavroff; Yemeni | Yamani; Daesh | Da'esh; Erdogan | Erdoğan
    """)
SPELLINGS = rows(r"""
    air ?strike | air-strike; ceasefire | cease-fire; cease-fire | ceasefire; defence | defense;
    defense | defence; organis | organiz; organiz | organis; neighbour | neighbor;
    neighbor | neighbour; centre | center; armour | armor; \bmetre | meter; labour | labor;
    honour | honor; programme\b | program; travelling | traveling; co-?operat | cooperat;
    north-?east | north east; south-?west | south west; per cent | percent; percent | per cent;
    toward\b | towards; anti- | anti; pro- | pro
    """)
SYNONYMS = rows(r"""
    attacked | assaulted; killed | left dead; wounded | injured; injured | wounded; said
    on | stated on; said that | added that; announced | declared; reported | noted;
    troops | soldiers; soldiers | troops; fighters | militants; militants | fighters;
    rebels | insurgents; at least | no fewer than; more than | over; around | about;
    about | roughly; according to | as reported by; began | started; started | began;
    continued | went on; near | close to; capital | capital city; several | a number of;
    many | scores of; also | likewise; however | still; but | yet; because | since;
    after | following; before | ahead of; town | township; children | minors;
    residents | inhabitants; officials | authorities; hit | struck; struck | hit;
    seized | captured; captured | seized; destroyed | wrecked; shelling | bombardment;
    clashes | fighting; government | authorities; talks | negotiations; help | aid;
    fled | escaped; large | big
    """)
NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty",
)  # fmt: skip
AGENCIES = ("Reuters", "AFP", "AP", "TASS", "Xinhua", "DPA", "Anadolu Agency", "ANSA")
CREDITS = (
    "(Source: {})", "Source: {}", "— {}", "(With inputs from {})",
    "With additional reporting by {}", "This article was originally published by {}.",
)  # fmt: skip
DATELINES = (
    "{place}, {month} {day} ({agency}) - ", "{place} ({agency}) — ", "{place}, {month} {day} - ",
)  # fmt: skip
PLACES = ("BEIRUT", "AMMAN", "CAIRO", "ISTANBUL", "KYIV", "NAIROBI", "GENEVA", "DAMASCUS")
TITLES = (
    "{name}: what is known so far", "New reports from {name}", "Fears grow over {name}",
    "{name} and {other}: the latest", "What happened in {name}", "Eyes on {name} as tension rises",
)  # fmt: skip
PROMO = (
    "Read more: Ten things to know about the conflict",
    "Follow us on Facebook and Twitter for breaking news.",
    "Subscribe to our newsletter and get the day's top stories in your inbox every morning.",
    "Advertisement",
    "RELATED: Timeline of a war that nobody wanted to begin",
    "Download our app for live alerts from the region.",
    "SHARE THIS STORY",
    "Watch: our correspondent explains what comes next for the region and its people",
    "You can support independent journalism by becoming a member for the price of a coffee.",
    "Also on our pages: how grain prices changed the lives of farmers along the river",
    "All rights reserved. No part of this article may be reproduced without permission.",
    "The views expressed here do not necessarily reflect the editorial policy of this newspaper.",
    "Get all the latest news from our world desk, and join the conversation in the comments below.",
    "Do you live in the area? Tell us your story in confidence through our secure form.",
)
NEWS = (
    "The death toll rose to {n} on {weekday}, a medical source said.",
    "Rescue workers pulled {n} more people from under the rubble overnight.",
    "By {weekday} evening the number of dead had reached {n}, officials said.",
    "Hospitals in the area put the number of wounded at {n} and appealed for blood.",
    "An earlier version of this report gave a lower figure of {n}.",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
