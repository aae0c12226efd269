"""Datelines: where, when and by whom an article was filed."""

from __future__ import annotations

from datetime import date

import pytest

from crosswire.clean.dateline import find_dateline
from crosswire.clean.days import read_day

AGENCIES = {"Reuters", "AP", "AFP", "SANA", "TASS", "EFE", "Delta Wire"}
PUBLISHED = date(2017, 4, 6)
REST = (
    "Shells fell on the bridge at Oum Sidra, two medics said, and the road to the coast was shut."
)


def find_agency(words: str) -> str | None:
    return f"the {words}" if words in AGENCIES else None


DATELINES = [
    # the words above the text; their place, agency and day
    ("BEIRUT (Reuters) - ", "BEIRUT", "the Reuters", None),
    ("TEHRAN - ", "TEHRAN", None, None),
    ("ADDIS ABABA — ", "ADDIS ABABA", None, None),
    ("DUBAI: ", "DUBAI", None, None),
    ("NAIROBI, Kenya — ", "NAIROBI, Kenya", None, None),
    ("KYIV, Ukraine (AP) — ", "KYIV, Ukraine", "the AP", None),
    ("BEIRUT, Mar 23 (Levant Post) - ", "BEIRUT", "Levant Post", date(2017, 3, 23)),
    ("BEIRUT, April 3 (Reuters) - ", "BEIRUT", "the Reuters", date(2017, 4, 3)),
    ("MOSCOW, April 3. /TASS/. ", "MOSCOW", "the TASS", date(2017, 4, 3)),
    ("Cairo, Apr 4 (EFE).- ", "Cairo", "the EFE", date(2017, 4, 4)),
    ("DAMASCUS, (ST) – ", "DAMASCUS", "ST", None),
    ("Aleppo, SANA - ", "Aleppo", "the SANA", None),
    ("KABUL, Afghanistan (April 2, 2017) - ", "KABUL, Afghanistan", None, date(2017, 4, 2)),
    ("(Bunia, 2 April 2017) - ", "Bunia", None, date(2017, 4, 2)),
    ("Damascus, 2 April 2017 - ", "Damascus", None, date(2017, 4, 2)),
    ("Donetsk, April 5. ", "Donetsk", None, date(2017, 4, 5)),
    ("Aweil - 2 Apr 2017\n", "Aweil", None, date(2017, 4, 2)),
    ("GAZA/JERUSALEM (Delta Wire) - ", "GAZA/JERUSALEM", "the Delta Wire", None),
    ("(Reuters) - ", None, "the Reuters", None),
    ("Khartoum – ", "Khartoum", None, None),
    # a printed day alone, or with its agency
    ("Wed 05 Apr 2017\n", None, None, date(2017, 4, 5)),
    ("Fri 07 Apr 2017 at 0914 ", None, None, date(2017, 4, 7)),
    ("Date of publication 2 April 2017 ", None, None, date(2017, 4, 2)),
    ("Published April 2, 2017\n", None, None, date(2017, 4, 2)),
    ("AFP Sunday 2 Apr 2017 ", None, "the AFP", date(2017, 4, 2)),
    ("02-04-2017 ", None, None, date(2017, 4, 2)),
    # both
    ("Wed 05 Apr 2017\nBEIRUT (Reuters) - ", "BEIRUT", "the Reuters", date(2017, 4, 5)),
    ("Bridge shelled. BEIRUT (Reuters) - ", "BEIRUT", "the Reuters", None),
    ("5 April 2017 Bridge shelled MOSCOW (AP) ", "MOSCOW", "the AP", date(2017, 4, 5)),
]


@pytest.mark.parametrize(("words", "place", "agency", "day"), DATELINES)
@pytest.mark.parametrize("title", ["", "Bridge shelled"])
def test_datelines(
    words: str, place: str | None, agency: str | None, day: date | None, title: str
) -> None:
    """Is every common form of dateline read, under a title and without one?"""
    text = f"{title}\n\n{words}{REST}" if title else f"{words}{REST}"
    if not title and words.startswith("Bridge"):
        return  # without a title there is none to repeat
    found = find_dateline(text, title, PUBLISHED, find_agency)
    assert found is not None
    assert (found.place, found.agency, found.day) == (place, agency, day)
    assert text[found.span.start : found.span.end] == found.span.quote


NO_DATELINES = [
    f"On 5 April 2017 {REST}",
    REST,
    "Analysis - The bridge at Oum Sidra was shelled again, and nobody was there to count the dead.",
    "UPDATE: the bridge at Oum Sidra was shelled.",
    "Islamic State (IS) - also known by other names - took the bridge.",
    "The army told Reuters - which was there - that it left.",
    f"{REST}\nCOLOMBIA: rebels burned a mill.",
    "Gunmen - nine of them - burned a mill near Tor Dagaba on the road to the coast, he said.",
]


@pytest.mark.parametrize("text", NO_DATELINES)
def test_what_is_no_dateline(text: str) -> None:
    """Is a sentence, a desk's label or a body's short name left alone?"""
    assert find_dateline(text, "", PUBLISHED, find_agency) is None


NEAR = date(2017, 1, 2)
DAYS = [
    # a missing year is the one closest to the publishing day
    ("Dec 30", NEAR, date(2016, 12, 30)),
    ("Jan. 3", NEAR, date(2017, 1, 3)),
    ("30 December", None, None),
    # the order of day and month too, but with points the day comes first
    ("02-01-2017", NEAR, date(2017, 1, 2)),
    ("01-02-2017", NEAR, date(2017, 1, 2)),
    ("01-02-2017", None, None),
    ("13/01/2017", None, date(2017, 1, 13)),
    ("01.02.2017", NEAR, date(2017, 2, 1)),
    ("2017-01-02", None, date(2017, 1, 2)),
    ("Tuesday 2nd August, 2016 19:11", None, date(2016, 8, 2)),
    ("Feb 30", NEAR, None),
    ("Feb 29", date(2017, 1, 2), date(2016, 2, 29)),
    ("soon", NEAR, None),
]


@pytest.mark.parametrize(("words", "near", "expected"), DAYS)
def test_printed_days(words: str, near: date | None, expected: date | None) -> None:
    """Is a day completed by the publishing day, and never without it?"""
    assert read_day(words, near) == expected
