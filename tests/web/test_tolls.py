"""Numbers of people as charts: the ends, and who stands behind them."""

import pytest
from made_up_evidence import FIRST, OWN, claim, incident, row, shelling

from crosswire import records as r
from crosswire.web.tolls import WIDTH, _round_up, charts

KILLED, UNKNOWN = r.Outcome.KILLED, r.Who.UNKNOWN


def test_each_end_has_its_claim():
    """Does the low number lead to who says it, and equal numbers of one claim stand as one?"""
    chart = charts(shelling()).rows[0]
    told = [(end.names, end.number, end.claim.claim.id) for end in chart.ends]
    assert told == [(("low",), 9, "clm_own"), (("best", "high"), 12, "clm_first")]
    assert (chart.label, chart.words) == ("Killed", "9–12, best 12")


def test_the_axis_begins_at_nobody_and_ends_at_a_round_number():
    """Are the ends of the range where their numbers lie on the axis?"""
    found = charts(shelling())
    chart = found.rows[0]
    assert found.most == 20
    assert (chart.low, chart.best, chart.high) == (9 / 20 * WIDTH, 12 / 20 * WIDTH, 12 / 20 * WIDTH)
    assert chart.told == ((9 / 20 * WIDTH, "9, in 1 claim"), (12 / 20 * WIDTH, "12, in 2 claims"))


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, 1), (3, 5), (5, 5), (12, 20), (21, 25), (26, 50), (101, 200), (999, 1000), (2001, 2500)],
)
def test_round_ends(number, expected):
    """Does an axis end at the next of 1, 2, 2.5 and 5 times a power of ten?"""
    assert _round_up(number) == expected


def test_an_open_range_reaches_the_end_of_the_axis():
    """Is "at least 30" drawn as open, with room beyond it?"""
    toll = r.Toll(KILLED, UNKNOWN, 30, 30, None, "clm_own", "clm_own")
    found = charts(
        incident([row(OWN, claim(OWN))], {"Orontes Post": ["clm_own"]}, casualties=(toll,))
    )
    assert found.rows[0].open
    assert found.rows[0].high == WIDTH
    assert found.most > 30


def test_classes_stand_below_their_sum():
    """Has each class of people a chart of its own with its ends, and the whole none?"""
    told = (
        r.Toll(KILLED, r.Who.CIVILIAN, 3, 3, 3, "clm_first", "clm_first", "clm_first"),
        r.Toll(KILLED, r.Who.COMBATANT, 5, 5, 5, "clm_first", "clm_first", "clm_first"),
    )
    rows = [row(FIRST, claim(FIRST))]
    found = charts(incident(rows, {"Levant Wire": ["clm_first"]}, casualties=told)).rows
    assert [(each.label, each.words, each.part) for each in found] == [
        ("Killed", "8", False),
        ("civilian", "3", True),
        ("combatant", "5", True),
    ]
    assert not found[0].ends
    assert [end.names for end in found[1].ends] == [("low", "best", "high")]


def test_parts_of_a_number_are_no_numbers_of_their_own():
    """Is "19, including six children" one mark on the axis?"""
    words = r.Span(0, 6, "Shells")
    six = r.Casualties(words, KILLED, UNKNOWN, 6, 6, part_of=0)
    whole = r.Casualties(words, KILLED, UNKNOWN, 19, 19)
    made = claim(FIRST, casualties=(whole, six))
    toll = r.Toll(KILLED, UNKNOWN, 19, 19, 19, made.id, made.id, made.id)
    found = charts(incident([row(FIRST, made)], {"Levant Wire": [made.id]}, casualties=(toll,)))
    assert [words for _, words in found.rows[0].told] == ["19, in 1 claim"]


def test_no_number_no_chart():
    """Is an incident without any number drawn as none?"""
    assert charts(incident([row(FIRST, claim(FIRST))], {})).rows == ()
