from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from incident_builders import (
    DAY,
    FAR_TOWN,
    ISIS,
    NEXT_TOWN,
    SYRIA,
    TOWN,
    killed,
    tell,
)

from crosswire.incidents import Telling, explain, link
from crosswire.incidents.facts import place_key
from crosswire.records import Passage, Story

MARKET = "Warplanes struck the vegetable market of Binnish and killed 12 people"
OTHER_WORDS = "Twelve shoppers died when jets hit stalls in Binnish"
NEXT_DAY, WEEK_LATER = DAY + timedelta(days=1), DAY + timedelta(days=7)
UNIT = replace(TOWN, name="Idlib", gazetteer_id="g9", where_prec=4)
SUMMARY = tuple(
    replace(TOWN, name=name, gazetteer_id=name) for name in ("Sarmin", "Maarat", "Kafr", "Saraqib")
)

# (two claims, whether they tell of one incident)
PAIRS = {
    "same day, place and words": (tell("a", "SANA"), tell("b", "Reuters"), True),
    "own words, same number and day": (
        tell("a", "SANA", MARKET, counts=(killed(12),)),
        tell("b", "Reuters", OTHER_WORDS, counts=(killed(12),)), True,
    ),
    "shelling or air strike": (
        tell("a", "SANA", MARKET), tell("b", "Reuters", MARKET, type="shelling"), True,
    ),
    "bomb or suicide bomb": (
        tell("a", "SANA", "A blast tore through the bus station", type="bombing"),
        tell("b", "Reuters", "A bomber blew himself up at the bus station",
             type="suicide_bombing"), True,
    ),
    "rival doers": (
        tell("a", "SANA", MARKET, doer=ISIS), tell("b", "Reuters", MARKET, doer=SYRIA), True,
    ),
    "contradicting tolls": (
        tell("a", "SANA", MARKET, counts=(killed(12),)),
        tell("b", "Reuters", MARKET, counts=(killed(31),)), True,
    ),
    "a town and its province": (
        tell("a", "SANA", MARKET), tell("b", "Reuters", MARKET, places=(UNIT,)), True,
    ),
    "one without a day": (
        tell("a", "SANA", MARKET), tell("b", "Reuters", MARKET, on=None), True,
    ),
    "a denial of that very strike": (
        tell("a", "SANA", MARKET),
        tell("b", "Reuters", "The ministry denied a strike on the vegetable market of Binnish",
             status="denied"), True,
    ),
    "an announcement and the agreement": (
        tell("a", "SANA", "The parties announced a truce in Binnish", type="agreement"),
        tell("b", "Reuters", "A truce was agreed in Binnish", type="agreement"), True,
    ),
    "the same words a week later": (
        tell("a", "SANA", MARKET), tell("b", "Reuters", MARKET, on=WEEK_LATER), False,
    ),
    "the same words in another province": (
        tell("a", "SANA", MARKET), tell("b", "Reuters", MARKET, places=(FAR_TOWN,)), False,
    ),
    "the same words in another country": (
        tell("a", "SANA", MARKET),
        tell("b", "Reuters", MARKET, places=(replace(TOWN, country="IQ", admin1="Idlib"),)), False,
    ),
    "the next village, other words": (
        tell("a", "SANA", MARKET),
        tell("b", "Reuters", "Three barrels fell on a school of Taftanaz", places=(NEXT_TOWN,)),
        False,
    ),
    "a strike and the clash it supported": (
        tell("a", "SANA", "Jets struck the ridge in support of an assault on Binnish"),
        tell("b", "Reuters", "Fighting raged on the ridge of Binnish after the jets had struck",
             type="armed_clash"), False,
    ),
    "talks and a strike": (
        tell("a", "SANA", "Envoys met in Binnish", type="talks"), tell("b", "Reuters"), False,
    ),
    "a summary over many places": (
        tell("a", "SANA", "Strikes hit five towns of the province and killed dozens",
             places=(TOWN, *SUMMARY)),
        tell("b", "Reuters", OTHER_WORDS), False,
    ),
    "a plan for another day's strike": (
        tell("a", "SANA", MARKET),
        tell("b", "Reuters", "The army will strike more depots around Binnish",
             status="planned", on=None, places=(UNIT,)), False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_pair(name):
    """Do two claims tell of one incident?"""
    first, second, same = PAIRS[name]
    assert len(link([first, second])) == (1 if same else 2)


def test_same_as_holds_through_a_chain():
    """Do claims that their article tells as one stay together, however they are worded?"""
    told = [
        tell("a", "SANA", MARKET, article="x"),
        tell("b", "SANA", "Schools were closed", article="x", same_as="a", start=90, on=None),
        tell("c", "SANA", "A fire burned for hours", article="x", same_as="b", start=120, on=None),
        tell("d", "SANA", "Envoys met in Ankara", article="x", type="talks", start=160),
    ]
    assert [[t.claim.id for t in group] for group in link(told)] == [["a", "b", "c"], ["d"]]


def test_same_as_of_nowhere_and_in_a_ring():
    """Is a chain that ends nowhere, or in itself, no reason to fail?"""
    told = [
        tell("a", "SANA", "One thing", article="x", same_as="b", type="talks"),
        tell("b", "SANA", "Other thing", article="x", same_as="a", start=40, type="talks"),
        tell("c", "SANA", "Third thing", same_as="gone", type="protest"),
    ]
    assert [[t.claim.id for t in group] for group in link(told)] == [["c"], ["a", "b"]]


def test_one_article_tells_two_events():
    """Do two claims that an article tells as two stay two, in it and in its copy?"""
    raids = ("A raid on the mill killed 5 people", "Jets also hit a dairy, where 7 workers died")
    story = Story("sto_1", (Passage("art_x", 0, 90), Passage("art_y", 0, 90)), "art_x")
    told = [
        tell(f"{key}{at}", outlet, raid, article=f"art_{key}", start=45 * at, story=story)
        for key, outlet in (("x", "SANA"), ("y", "Reuters"))
        for at, raid in enumerate(raids)
    ]
    assert [[t.claim.id for t in group] for group in link(told)] == [["x0", "y0"], ["x1", "y1"]]


def test_copies_tell_the_same_claim():
    """Are the same words in copies of one story one telling, though nothing else is known?"""
    story = Story("sto_1", (), "art_a")
    words = "They were said to have gone by night"
    told = [
        tell("a", "SANA", words, places=(), on=None, story=story, type="displacement"),
        tell("b", "Reuters", words, places=(), on=None, story=story, published=None,
             type="displacement"),
    ]  # fmt: skip
    assert len(link(told)) == 1


def test_no_chain_joins_what_contradicts():
    """Is a claim without place or day kept from joining two incidents through itself?"""
    words = "Warplanes struck the market and killed twelve shoppers at noon"
    told = [
        tell("a", "SANA", words),
        tell("b", "Reuters", words, places=(), on=None),
        tell("c", "Al Jazeera", words, places=(FAR_TOWN,)),
    ]
    groups = [{t.claim.id for t in group} for group in link(told)]
    assert not any({"a", "c"} <= group for group in groups)


NAMES = [
    (("Hasaka", "al-Hasakah", "Al Hasakeh"), True),
    (("Raqqa", "al-Raqa", "Raqqah province"), True),
    (("Khan Sheikhoun", "Khan Shaykhun"), True),
    (("Homs", "Hama"), False),
    (("Deir Hafer", "Deir ez-Zor"), False),
]


@pytest.mark.parametrize(("names", "same"), NAMES)
def test_place_key(names, same):
    """Are the romanisations of one toponym one, and two toponyms two?"""
    assert (len({place_key(name) for name in names}) == 1) is same


def test_explain_says_why():
    """Can the reasons of a link be read, the weightiest first?"""
    told = tell("a", "SANA", counts=(killed(28),)), tell("b", "Reuters", counts=(killed(28),))
    reasons = explain([told[0]], [told[1]])
    assert "same numbers: 28 killed (+2.5)" in reasons
    assert any(reason.startswith("same place: ") for reason in reasons)
    assert "same day (+4.0)" in reasons


QUOTES = [MARKET, OTHER_WORDS, "Shells fell on the old bridge", "A truce was broken at dawn"]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_order_gives_the_same_groups(data):
    """Is each claim in exactly one group, and are the groups the same in any order?"""
    told: list[Telling] = [
        tell(
            f"c{at:02}",
            data.draw(st.sampled_from(["SANA", "Reuters"])),
            data.draw(st.sampled_from(QUOTES)),
            type=data.draw(st.sampled_from(["air_strike", "shelling", "armed_clash"])),
            on=data.draw(st.sampled_from([DAY, NEXT_DAY, WEEK_LATER, None])),
            places=data.draw(st.sampled_from([(TOWN,), (NEXT_TOWN,), (UNIT,), ()])),
            published=data.draw(st.sampled_from([DAY, NEXT_DAY, None])),
        )
        for at in range(data.draw(st.integers(1, 10)))
    ]
    groups = link(told)
    assert sorted(t.claim.id for group in groups for t in group) == [t.claim.id for t in told]
    assert link(data.draw(st.permutations(told))) == groups


def test_no_claims():
    """Is nothing linked to nothing?"""
    assert link([]) == []
    assert link([tell("a", None, "", on=None, places=(), published=None)])[0][0].claim.id == "a"
