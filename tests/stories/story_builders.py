"""Made-up dispatches in a few sentences, and articles of them."""

from datetime import date, timedelta

from crosswire.records import Article, Credit, Dateline, Mask, MaskKind, Span, Story
from crosswire.stories import find_stories

DAY = date(2021, 5, 4)
LEAD = (
    "Fighters of the Harun Front attacked a convoy of grain lorries on the road between Tal Amer "
    "and the river crossing at noon, a local council member said."
)
SECOND = (
    "Four drivers were killed and nine lorries burned out, while the escort withdrew towards the "
    "crossing under machine gun fire that lasted for about forty minutes."
)
THIRD = (
    "The council had asked for a second escort vehicle the evening before, but none was sent "
    "because the army had moved its armoured cars to the northern front."
)
LAST = (
    "It was the third attack on grain transports this spring, and bakers in the town expect flour "
    "to run out within the week unless another road is opened."
)
BODY = "\n".join((LEAD, SECOND, THIRD, LAST))
# The same event, told by another desk in its own words.
OWN_WORDS = (
    "An ambush near Tal Amer left four lorry drivers dead, according to residents who heard "
    "shooting around midday. They said gunmen fired on vehicles carrying wheat and set many of "
    "them alight. Soldiers who guarded the transport drove away. Flour is getting scarce in the "
    "town, where two earlier raids had already cut deliveries, and people queue before dawn."
)
STATEMENT = (
    '"We call on all who hold arms along the river to let the grain pass, because neither the '
    "front nor the council nor the army gains one metre of ground by keeping bread from the people "
    'of the valley, and because winter will ask none of us which flag we stood under," he said.'
)
PROMOTION = (
    "The paper has been printed in the valley since the mills were built, and lives from those who "
    "read it. Sign up for the letter that our editors write each evening, listen to our voices on "
    "the air, and bring us what you have seen and heard at the old customs house."
)
OTHER = (
    "The port of Kesh reopened after a storm that had kept ferries and fishing boats inside the "
    "harbour for three days. The harbour master said that divers were clearing two sunken barges "
    "from the fairway, and that larger ships would be let in from the weekend on if the wind eased."
)


def article(
    name: str,
    body: str,
    outlet: str | None = None,
    *,
    day: int | None = 0,
    title: str = "",
    url: str | None = None,
    credit: str | None = None,
    dateline: str | None = None,
    masked: str = "",
) -> Article:
    text = f"{title}\n\n{body}" if title else body
    if credit:
        text += f" (source: {credit})"
    at = text.find(masked) if masked else -1
    masks = (Mask(Span(at, at + len(masked), masked), MaskKind.COPYRIGHT),) if masked else ()
    start = text.rfind(credit) if credit else 0
    credits = (Credit(Span(start, start + len(credit), credit), credit),) if credit else ()
    when = DAY + timedelta(days=day) if day is not None else None
    line = Dateline(Span(0, 0, ""), None, dateline) if dateline else None
    return Article(
        name, f"doc_{name}", name, title, text, outlet, url, masks, line, credits,
        published_at=when, anchor_date=when,
    )  # fmt: skip


def stories_of(*bodies: str) -> list[Story]:
    return find_stories(article(f"a{at}", body, f"Outlet {at}") for at, body in enumerate(bodies))
