from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.records import Span
from crosswire.resolve.dates import date_precision, find_dates, resolve_date

ANCHOR = date(2016, 10, 5)  # a Wednesday


def resolved(words, anchor=ANCHOR, *, coming=False):
    when = resolve_date(Span(0, len(words), words), anchor, coming=coming)
    return (when.start.isoformat(), when.end.isoformat(), when.date_prec) if when else None


def day(text):
    return (text, text, 1)


DAYS = [
    ("on Monday", day("2016-10-03")),
    ("Wednesday", day("2016-10-05")),
    ("last Wednesday", day("2016-09-28")),
    ("last Tuesday", day("2016-10-04")),
    ("next Monday", day("2016-10-10")),
    ("late Tuesday", day("2016-10-04")),
    ("Tuesday evening", day("2016-10-04")),
    ("early on Sunday", day("2016-10-02")),
    ("Earlier Tuesday", day("2016-10-04")),
    ("SUNDAY", day("2016-10-02")),
    ("Sundays raid", day("2016-10-02")),
    ("yesterday", day("2016-10-04")),
    ("yesterday evening", day("2016-10-04")),
    ("the day before yesterday", day("2016-10-03")),
    ("today", day("2016-10-05")),
    ("tonight", day("2016-10-05")),
    ("this morning", day("2016-10-05")),
    ("overnight", ("2016-10-04", "2016-10-05", 2)),
    ("overnight Sunday", day("2016-10-02")),
    ("overnight Sunday and into Monday", ("2016-10-02", "2016-10-03", 2)),
    ("overnight into Tuesday", day("2016-10-04")),
    ("tomorrow", day("2016-10-06")),
    ("last night", day("2016-10-04")),
    ("two days ago", day("2016-10-03")),
]
CALENDAR = [
    ("on 14 March", day("2016-03-14")),
    ("March 14", day("2016-03-14")),
    ("the 14th of March", day("2016-03-14")),
    ("October 12", day("2016-10-12")),  # a week ahead, not a year ago
    ("December 12", day("2015-12-12")),
    ("29 February", day("2016-02-29")),
    ("Feb.11", day("2016-02-11")),
    ("Sept. 30", day("2016-09-30")),
    ("11 Feb 2016", day("2016-02-11")),
    ("Tuesday, 4 October 2016", day("2016-10-04")),
    ("October 4th, 2015", day("2015-10-04")),
    ("June 4 this year", day("2016-06-04")),
    ("June 4 last year", day("2015-06-04")),
    ("2016-01-02", day("2016-01-02")),
    ("14/03/2017", day("2017-03-14")),
    ("03/14/2017", day("2017-03-14")),
    ("04/10/2016", day("2016-10-04")),  # the other reading lies half a year off
    ("04/05/2012", None),
    ("31 June", None),
    ("30/30/2016", None),
]
PERIODS = [
    ("the past week", ("2016-09-29", "2016-10-05", 3)),
    ("over last 7 days", ("2016-09-29", "2016-10-05", 3)),
    ("in the last 24 hours", ("2016-10-04", "2016-10-05", 2)),
    ("in the past two months", ("2016-08-05", "2016-10-05", 5)),
    ("for a fourth day", ("2016-10-02", "2016-10-05", 2)),
    ("since Saturday", ("2016-10-01", "2016-10-05", 2)),
    ("since 1 September", ("2016-09-01", "2016-10-05", 5)),
    ("since mid-September", ("2016-09-15", "2016-10-05", 4)),
    ("since the siege began in March 2013", ("2013-03-01", "2016-10-05", 5)),
    ("since 2011", ("2011-01-01", "2016-10-05", 5)),
    ("overnight", ("2016-10-04", "2016-10-05", 2)),
    ("this week", ("2016-10-03", "2016-10-05", 2)),
    ("last week", ("2016-09-26", "2016-10-02", 3)),
    ("last month", ("2016-09-01", "2016-09-30", 4)),
    ("earlier this month", ("2016-10-01", "2016-10-05", 2)),
    ("this year", ("2016-01-01", "2016-10-05", 5)),
    ("last year", ("2015-01-01", "2015-12-31", 5)),
    ("in August", ("2016-08-01", "2016-08-31", 4)),
    ("in November", ("2015-11-01", "2015-11-30", 4)),
    ("in October", ("2016-10-01", "2016-10-05", 2)),
    ("in October 2014", ("2014-10-01", "2014-10-31", 4)),
    ("early 2015", ("2015-01-01", "2015-04-01", 5)),
    ("late August", ("2016-08-22", "2016-08-31", 4)),
    ("in the first week of July", ("2016-07-01", "2016-07-07", 3)),
    ("in 2014", ("2014-01-01", "2014-12-31", 5)),
    ("between 2012 and 2014", ("2012-01-01", "2014-12-31", 5)),
    ("March 3-5", ("2016-03-03", "2016-03-05", 2)),
    ("from 3 to 5 March", ("2016-03-03", "2016-03-05", 2)),
    ("30 December to 2 January", ("2015-12-30", "2016-01-02", 2)),
    ("March 30, 2015 to April 2, 2016", ("2015-03-30", "2016-04-02", 5)),
    ("between Monday and Wednesday", ("2016-10-03", "2016-10-05", 2)),
    ("over the weekend", ("2016-10-01", "2016-10-02", 2)),
    ("last summer", ("2016-06-01", "2016-08-31", 5)),
    ("in the winter of 2014", ("2014-12-01", "2015-02-28", 5)),
    ("three weeks ago", ("2016-09-11", "2016-09-17", 3)),
    ("two months ago", ("2016-08-01", "2016-08-31", 4)),
]
NO_TIME = [
    "months ago",
    "in recent days",
    "the next day",
    "2,014 people",
    "at dawn",
    "may march 5",
    "",
]


@pytest.mark.parametrize(("words", "expected"), DAYS + CALENDAR + PERIODS)
def test_resolve_date(words, expected):
    """Which day or period do words tell, in an article of a Wednesday in October?"""
    assert resolved(words) == expected


@pytest.mark.parametrize("words", NO_TIME)
def test_words_without_a_known_time(words):
    """Is there no date where the words give none, rather than the article's own day?"""
    assert resolved(words) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on Monday", day("2016-10-10")),
        ("on Wednesday", day("2016-10-05")),
        ("by Friday", day("2016-10-07")),
        ("on 14 March", day("2017-03-14")),
        ("in January", ("2017-01-01", "2017-01-31", 4)),
        ("in August", ("2016-08-01", "2016-08-31", 4)),  # more than half a year ahead
        ("this week", ("2016-10-05", "2016-10-09", 2)),
        ("since Monday", ("2016-10-03", "2016-10-05", 2)),  # it has begun
    ],
)
def test_events_to_come(words, expected):
    """Does the time of a planned event lie ahead of the article's day?"""
    assert resolved(words, coming=True) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on Monday", None),
        ("yesterday", None),
        ("14 March", None),
        ("in October", None),
        ("this year", None),
        ("since 2011", None),
        ("14 March 2016", day("2016-03-14")),
        ("in 2014", ("2014-01-01", "2014-12-31", 5)),
    ],
)
def test_without_an_anchor(words, expected):
    """Does only what is dated in full have a day, where the article has none?"""
    assert resolved(words, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell on Monday and again late Tuesday.", ["on Monday", "late Tuesday"]),
        ("Clashes on Oct. 3, 2016 near Kafr Haya", ["Oct. 3, 2016"]),
        ("May rebels march on the town in May", ["in May"]),
        ("He may march 5 miles", []),
        ("Route 2011 and 4.5 km", []),
    ],
)
def test_find_dates(text, expected):
    """Which stretches of a text tell a time?"""
    assert [span.quote for span in find_dates(text)] == expected


@given(st.text(max_size=60), st.sampled_from([words for words, _ in DAYS + CALENDAR + PERIODS]))
def test_spans_hold_their_quotes(noise, words):
    """Is every span the words that stand there, in order and apart?"""
    text = f"{noise} {words} {noise}"
    spans = find_dates(text)
    assert all(text[span.start : span.end] == span.quote for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.sampled_from(DAYS + CALENDAR + PERIODS))
def test_any_anchor_gives_an_ordered_period(anchor, case):
    """Is the start never after the end, whatever day the article has?"""
    when = resolve_date(Span(0, len(case[0]), case[0]), anchor)
    assert when is None or (when.start <= when.end and 1 <= when.date_prec <= 5)


@pytest.mark.parametrize(
    ("days", "expected"), [(1, 1), (2, 2), (6, 2), (7, 3), (8, 4), (31, 4), (32, 5)]
)
def test_date_precision(days, expected):
    """Which of UCDP's classes has a period of so many days?"""
    start = date(2016, 1, 1)
    assert date_precision(start, date.fromordinal(start.toordinal() + days - 1)) == expected


@pytest.mark.parametrize(
    ("words", "anchor", "expected"),
    [
        ("the October 7 attacks", date(2025, 6, 22), day("2023-10-07")),
        ("Hamas's 7 October attack", date(2026, 3, 1), day("2023-10-07")),
        ("the October 7 Hamas-led attacks", date(2024, 11, 2), day("2023-10-07")),
        ("the Sept. 11 attacks", date(2011, 5, 3), day("2001-09-11")),
        ("the October 7 attacks", None, day("2023-10-07")),
        ("the October 7 attacks", date(2016, 11, 1), day("2016-10-07")),
        ("the March 15 attacks", date(2016, 5, 3), day("2016-03-15")),
        ("on October 7", date(2025, 11, 1), day("2025-10-07")),
    ],
)
def test_attacks_that_are_named_by_their_day(words, anchor, expected):
    """Is a day that stands for an attack of years ago of its own year, and of no other?"""
    assert resolved(words, anchor) == expected
