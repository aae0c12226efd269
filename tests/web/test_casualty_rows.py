"""A claim's numbers of people as the rows of a form, and back."""

import json

import pytest

from crosswire.records import Casualties, Claim, EventType, Outcome, Role, Span, Status, Who
from crosswire.web.casualty_rows import COLUMNS, rows_of, value_of

TEXT = "19 people, including six children, were killed and some hurt"


def span(words):
    return Span(TEXT.index(words), TEXT.index(words) + len(words), words)


def claim():
    return Claim(
        id="clm_x",
        article_id="art_x",
        quote=Span(0, len(TEXT), TEXT),
        trigger=span("killed"),
        type=EventType.SHELLING,
        status=Status.OCCURRED,
        casualties=(
            Casualties(span("19 people"), Outcome.KILLED, Who.UNKNOWN, 19, 19, Role.SIDE_B),
            Casualties(span("six children"), Outcome.KILLED, Who.CIVILIAN, 6, 6, None, 0),
            Casualties(span("some"), Outcome.INJURED, Who.UNKNOWN, None, None),
        ),
    )


def columns(rows):
    return {name: [row[name] for row in rows] for name in COLUMNS}


def test_a_form_that_nobody_changed_is_the_same_numbers():
    """Do bounds, classes, sides and parts come back as they were, without the spare row?"""
    told = json.loads(value_of(columns(rows_of(claim()))))
    assert [(t["words"], t["low"], t["high"], t["side"], t["part_of"]) for t in told] == [
        ("19 people", 19, 19, "side_b", None),
        ("six children", 6, 6, None, 0),
        ("some", None, None, None, None),
    ]
    assert [(t["outcome"], t["who"]) for t in told] == [
        ("killed", "unknown"),
        ("killed", "civilian"),
        ("injured", "unknown"),
    ]


def test_a_number_whose_words_are_emptied_goes_and_its_parts_stand_alone():
    """Is a row without words left out, and is nothing part of it any more?"""
    rows = rows_of(claim())
    rows[0]["words"] = " "
    told = json.loads(value_of(columns(rows)))
    assert [(t["words"], t["part_of"]) for t in told] == [("six children", None), ("some", None)]


def test_parts_follow_their_whole_to_its_new_place():
    """Does a part still point to its whole where a row before both was emptied?"""
    rows = rows_of(claim())
    rows = [rows[2], *rows[:2], rows[3]]
    rows[2]["part_of"] = "1"
    rows[0]["words"] = ""
    told = json.loads(value_of(columns(rows)))
    assert [(t["words"], t["part_of"]) for t in told] == [("19 people", None), ("six children", 0)]


@pytest.mark.parametrize("low", ["a few", "-1", "1.5", "٣"])
def test_what_is_no_number_is_refused(low):
    """Is a bound that is not digits refused in one sentence?"""
    rows = rows_of(claim())
    rows[0]["low"] = low
    with pytest.raises(ValueError, match="is no number of people"):
        value_of(columns(rows))
