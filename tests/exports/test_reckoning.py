import pytest
from made_up_incidents import all_incidents, clash, strike
from made_up_rows import MALI, incident, on, telling

from crosswire.reckoning import Deaths, Range, deaths, of_class, people
from crosswire.records import EventType, Outcome, Toll, Who

K, U, C, F = Outcome.KILLED, Who.UNKNOWN, Who.CIVILIAN, Who.COMBATANT


def made(*tolls):
    """An incident of two articles, "one" and "two"; a toll is (who, low, best, high, article)."""
    from datetime import date

    rows = {
        name: telling(f"{name} news", date(2031, 3, 1), "Blast", f"A blast hit the {name} gate.",
                      "hit", EventType.BOMBING, when=on(date(2031, 3, 1)))
        for name in ("one", "two")
    }  # fmt: skip
    found = [
        Toll(K, who, low, best, high, *[rows[article].claim.id] * 3)
        for who, low, best, high, article in tolls
    ]
    return incident("made", EventType.BOMBING, list(rows.values()), tolls=found, place=MALI)


@pytest.mark.parametrize(
    ("tolls", "expected"),
    [
        # nothing told
        ((), Range()),
        # told without a number
        (((U, None, None, None, "one"),), Range(told=True)),
        # classes of one article are added
        (((C, 3, 3, 3, "one"), (F, 5, 5, 5, "one")), Range(8, 8, 8, True)),
        # a number without class is the article's whole
        (((C, 3, 3, 3, "one"), (U, 8, 8, 8, "one")), Range(8, 8, 8, True)),
        # rival classes of two articles are never added
        (((C, 12, 12, 12, "one"), (F, 12, 12, 12, "two")), Range(12, 12, 12, True)),
        # the smallest and the largest whole of two articles
        (((U, 9, 9, 9, "one"), (C, 14, 14, 14, "two")), Range(9, 14, 14, True)),
        # "at least 30": the low end is the best, the high end stays open
        (((U, 30, None, None, "one"),), Range(30, 30, None, True)),
    ],
)
def test_people_over_all_classes(tolls, expected):
    """Which number stands for an incident whose claims count in classes?"""
    assert people(made(*tolls), K) == expected


@pytest.mark.parametrize(
    ("tolls", "expected"),
    [
        ((), Deaths(0, 0, 0, 0)),
        (((C, 3, 3, 3, "one"), (U, 8, 8, 8, "one")), Deaths(0, 0, 3, 5)),
        (((C, 12, 12, 12, "one"), (F, 12, 12, 12, "two")), Deaths(0, 0, 12, 0)),
    ],
)
def test_deaths_split(tolls, expected):
    """Do UCDP's four columns come from one article and add up?"""
    found = deaths(made(*tolls))
    assert found.best == expected.best
    assert found in (expected, Deaths(0, 0, 0, found.best))


def test_sides_of_the_dead_come_from_the_article_with_the_best_number():
    """Are eight soldiers side a's, and 23 paramilitaries side b's?"""
    assert deaths(clash()) == Deaths(8, 23, 0, 0)


def test_part_of_is_never_added():
    """Are nine civilians among eleven dead still eleven?"""
    assert people(strike(), K) == Range(11, 14, 14, True)
    assert of_class(strike(), K, C) == Range(9, 14, 14, True)
    assert of_class(strike(), K, F) == Range()


def test_ends_stand_in_order():
    """Is low never above best, and best never above high?"""
    for row in all_incidents():
        for outcome in Outcome:
            found = people(row, outcome)
            ends = [end for end in (found.low, found.best, found.high) if end is not None]
            assert ends == sorted(ends)
