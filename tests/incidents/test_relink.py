from dataclasses import replace
from datetime import timedelta

import pytest
from incident_builders import DAY, FAR_TOWN, NEXT_TOWN, TOWN, day, tell

from crosswire.incidents import link, relink
from crosswire.incidents.relink import NEAREST, nearest
from crosswire.records import EventType

MARKET = "Warplanes struck the vegetable market of Binnish and killed 12 people"
LATER = DAY + timedelta(days=40)
A, B, C = tell("a", "SANA", MARKET), tell("b", "AFP", MARKET), tell("c", "TASS", MARKET)
FAR = tell("f", "AFP", "Warplanes struck the souk of Palmyra", places=(FAR_TOWN,))
FAR_TOO = tell("g", "TASS", "Warplanes struck the souk of Palmyra", places=(FAR_TOWN,))


def on(telling, when):
    return replace(telling, resolution=replace(telling.resolution, date=day(when)))


def at(telling, place):
    return replace(telling, resolution=replace(telling.resolution, places=(place,)))


def of_type(telling, kind):
    return replace(telling, claim=replace(telling.claim, type=EventType(kind)))


def by_hand(telling, name="p"):
    """The claim made by a person, in an article of its own."""
    article = replace(telling.article, id=f"art_{name}")
    claim = replace(telling.claim, id=name, article_id=article.id, extractor="person:Rana")
    return replace(telling, claim=claim, article=article)


def names(groups):
    return sorted("".join(sorted(t.claim.id for t in group)) for group in groups)


def relinked(coded, now, moved="", rejected=""):
    return relink(link(coded), now, set(moved), set(rejected))


def test_what_nobody_touched_stays_as_linked():
    """Are the linker's groups the very same where nothing was changed?"""
    linked = link([A, B, FAR])
    found = relink(linked, [A, B, FAR], ())
    assert list(found.groups) == linked
    assert found.left == found.aside == frozenset()


MOVES = [  # (what is linked, what a person moved to what, the groups then)
    ([A, B, C], {"c": on(C, DAY + timedelta(days=1))}, ["abc"]),  # "overnight" may be either day
    ([A, B, C], {"c": on(C, LATER)}, ["ab", "c"]),
    ([A, B, C], {"c": at(C, NEXT_TOWN)}, ["abc"]),  # the village that the town's name stands for
    ([A, B, C], {"c": at(C, FAR_TOWN)}, ["ab", "c"]),
    ([A, B, FAR], {"b": at(B, FAR_TOWN)}, ["a", "bf"]),
    ([A, B, C], {"c": of_type(C, "shelling")}, ["abc"]),  # what outlets take for each other
    ([A, B, C], {"c": of_type(C, "protest")}, ["ab", "c"]),
    ([A, B], {"a": on(A, LATER), "b": on(B, LATER)}, ["ab"]),  # a whole incident moved together
    ([A, B], {"a": on(A, LATER)}, ["a", "b"]),
    ([A, B, C], {"b": on(B, LATER), "c": on(C, LATER)}, ["a", "bc"]),  # those that left are linked
]


@pytest.mark.parametrize(("coded", "changed", "expected"), MOVES)
def test_a_claim_that_a_person_moved(coded, changed, expected):
    """Does it stay unless it excludes what the others tell, and else find where it belongs?"""
    now = [changed.get(telling.claim.id, telling) for telling in coded]
    assert names(relinked(coded, now, changed).groups) == expected


def test_what_excluded_the_others_before_stays():
    """Does a claim stay that stood in its group against its own day, when another field changes?"""
    odd = on(C, LATER)
    coded = [(A, B, odd)]
    found = relink(coded, [A, B, at(odd, NEXT_TOWN)], {"c"})
    assert names(found.groups) == ["abc"]
    assert found.aside == {"c"}


MADE = [  # (what is linked, the person's claim, the groups then)
    ([A, B], by_hand(C), ["abp"]),
    ([A, B], by_hand(on(C, LATER)), ["ab", "p"]),
    ([A, B, FAR, FAR_TOO], by_hand(FAR), ["ab", "fgp"]),
    ([FAR], by_hand(at(C, replace(TOWN, admin1=None))), ["f", "p"]),  # no unit to look in
    ([], by_hand(C), ["p"]),
]


@pytest.mark.parametrize(("coded", "made", "expected"), MADE)
def test_a_persons_claim_joins_what_it_tells_of(coded, made, expected):
    """Does a claim made by hand join the incident of its place and day, and no other?"""
    found = relinked(coded, [*coded, made])
    assert names(found.groups) == expected
    assert found.left == {"p"}


def test_claims_made_by_hand_join_each_other():
    """Are two that no group of the linker's takes one incident?"""
    made = [by_hand(on(C, LATER)), by_hand(on(B, LATER), "q")]
    assert names(relinked([A], [A, *made]).groups) == ["a", "pq"]


def test_a_rejected_claim_stays_and_attracts_none():
    """Does it keep its place, so that undoing is simple, and draw no claim into its group?"""
    found = relinked([A, B], [A, B], rejected="b")
    assert names(found.groups) == ["ab"]
    assert found.aside == {"b"}
    assert names(relinked([A], [A, by_hand(C)], rejected="a").groups) == ["a", "p"]


def test_the_order_of_what_is_given_changes_nothing():
    """Are the groups the same whatever order tellings and groups come in?"""
    coded = [A, B, FAR, FAR_TOO]
    now = [on(A, LATER), B, FAR, at(FAR_TOO, TOWN), by_hand(C)]
    forward = relink(link(coded), now, {"a", "g"})
    backward = relink(link(coded)[::-1], now[::-1], {"a", "g"})
    assert forward == backward


def test_a_claim_that_is_no_more_is_left_out():
    """Is a member of a group that does not read as anything now simply gone?"""
    assert names(relink([(A, B)], [B], ()).groups) == ["b"]


def test_only_the_nearest_days_are_looked_at():
    """Of very many claims around a day, are the nearest kept, in an order of their own?"""
    around = [(DAY + timedelta(days=n % 7), f"clm_{n:03}") for n in range(200)]
    found = nearest(around, DAY)
    assert len(found) == NEAREST
    assert found == nearest(around[::-1], DAY)
    assert found[0] == "clm_000"
