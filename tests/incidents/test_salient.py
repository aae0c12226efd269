"""What names neither place nor day, and the one event that the news of those days is full of."""

from dataclasses import replace
from datetime import timedelta

import pytest
from incident_builders import DAY, FAR_TOWN, TOWN, tell

from crosswire.incidents import Telling, link
from crosswire.records import Passage, Story

WORDS = (
    "Sarin killed dozens in Binnish at dawn",
    "Doctors of Binnish treat victims of nerve gas",
    "Gas fell on Binnish, its hospital said",
    "A gas attack on Binnish left 58 dead",
)
LATER = DAY + timedelta(days=3)
SYRIA_ALONE = replace(TOWN, name="Syria", gazetteer_id="SY", admin1=None, where_prec=6)


def known(number: int, words: tuple[str, ...] = WORDS, **told) -> list[Telling]:
    """So many articles of their own on one gas attack in Binnish."""
    told = {"type": "chemical_attack"} | told
    return [tell(f"k{n}", f"Outlet {n}", words[n % len(words)], **told) for n in range(number)]


def unnamed(**told) -> Telling:
    told = {"type": "chemical_attack", "on": None, "places": (), "published": LATER} | told
    return tell("u", "Late Post", "World powers blamed the government for it", **told)


def copies(number: int) -> list[Telling]:
    passages = tuple(Passage(f"art_k{n}", 0, 40) for n in range(number))
    story = Story("sto_1", passages, "art_k0")
    return [replace(told, story=story) for told in known(number, (WORDS[0],))]


def elsewhere(number: int) -> list[Telling]:
    """So many articles of their own on another gas attack, in another province."""
    words, told = "Chlorine was dropped on Sarmin, medics said", {"type": "chemical_attack"}
    return [tell(f"e{n}", f"Paper {n}", words, places=(FAR_TOWN,), **told) for n in range(number)]


# (the claims that name it, one that names nothing, whether it is of the event)
CASES = {
    "what the news is full of": (known(4), unnamed(), True),
    "only its country is told": (known(4), unnamed(places=(SYRIA_ALONE,)), True),
    "a denial of it": (known(4), unnamed(status="denied"), True),
    "a threat of another": (known(4), unnamed(status="hypothetical"), False),
    "three articles are not enough": (known(3), unnamed(), False),
    "copies are one text": (copies(6), unnamed(), False),
    "another type": (known(4), unnamed(type="protest"), False),
    "another country": (
        known(4), unnamed(places=(replace(SYRIA_ALONE, name="Iraq", country="IQ"),)), False,
    ),
    "a month later": (known(4), unnamed(published=DAY + timedelta(days=31)), False),
    "before it": (known(4), unnamed(published=DAY - timedelta(days=3)), False),
    "it has a day of its own": (known(4), unnamed(on=LATER), False),
    "twice as much as another": ([*known(4), *elsewhere(2)], unnamed(), True),
    "not twice as much": ([*known(4), *elsewhere(3)], unnamed(), False),
}  # fmt: skip


@pytest.mark.parametrize(("naming", "late", "joined"), CASES.values(), ids=CASES)
def test_what_names_nothing(naming: list[Telling], late: Telling, joined: bool) -> None:
    """Is it of the event that most of the news tells, and of none where two could be meant?"""
    groups = [{told.claim.id for told in group} for group in link([*naming, late])]
    own = next(group for group in groups if "u" in group)
    assert ("k0" in own) is joined
    assert joined or own == {"u"}
