"""Filters in an address, both ways."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from crosswire.records import EventType, Grade, Responsibility, Status
from crosswire.rows import Order, Review, Search
from crosswire.web import query

words = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12)
days = st.none() | st.dates()
degrees = st.integers(-90, 90).map(float)


def some(kind):
    return st.sets(st.sampled_from(list(kind))).map(lambda v: tuple(k for k in kind if k in v))


searches = st.builds(
    Search,
    since=days,
    until=days,
    country=st.none() | st.sampled_from(["SY", "UA"]),
    admin1=st.none() | words,
    types=some(EventType),
    statuses=some(Status),
    grades=some(Grade),
    responsibility=st.none() | st.sampled_from(list(Responsibility)),
    actor=words | st.just(""),
    outlet=words | st.just(""),
    place=words | st.just(""),
    min_origins=st.integers(0, 9),
    min_killed=st.integers(0, 999),
    review=st.none() | st.sampled_from(list(Review)),
    text=words | st.just(""),
    bbox=st.none() | st.tuples(degrees, st.just(-5.0), degrees, st.just(7.5)),
)


@given(searches)
def test_filters_are_read_as_they_were_written(search):
    """Is every search the same after it stood in an address?"""
    assert query.read(QueryParams(query.write(search))) == search


@given(searches)
def test_every_filter_that_is_set_has_a_chip_that_takes_it_away(search):
    """Are the chips exactly the filters that are set, and is none left when all are taken away?"""
    chips = query.active(search)
    assert all(words for _, words in chips)
    for name, _ in chips:
        search = query.without(search, name)
    assert search == Search()
    assert query.active(search) == []


def test_each_filter_can_be_said():
    """Has every field of a search its words?"""
    assert set(query.SAID) == {each.name for each in fields(Search)}


def test_empty_values_filter_nothing():
    """Is a form that was sent empty the same as no form?"""
    empty = "text=&since=&until=&country=&type=&origins=&review=&bbox="
    assert query.read(QueryParams(empty)) == Search()


def test_values_are_read_leniently_where_that_is_safe():
    """Are a country's small letters and outer blanks taken as they are meant?"""
    found = query.read(QueryParams("country=sy&text=%20al%20%20bab%20"))
    assert found == replace(Search(), country="SY", text="al bab")


@pytest.mark.parametrize(
    "address",
    [
        "since=yesterday",
        "until=2017-13-01",
        "country=Syria",
        "type=battle",
        "grade=good",
        "origins=-1",
        "origins=two",
        "killed=9999999999",
        "review=maybe",
        "bbox=1,2,3",
        "bbox=1,2,3,x",
        "bbox=0,50,10,40",
        "bbox=-200,0,10,10",
        "bbox=nan,0,10,10",
        f"text={'x' * 201}",
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(address):
    """Does the refusal say what is wrong, and end as a sentence does?"""
    with pytest.raises(ValueError, match=r"^[^\n]+\.$"):
        query.read(QueryParams(address))


def test_an_order_is_read_and_an_unknown_one_refused():
    """Is the newest first where no order is named?"""
    assert query.order_of(QueryParams("")) is Order.NEWEST
    assert query.order_of(QueryParams("order=casualties")) is Order.CASUALTIES
    with pytest.raises(ValueError, match="order"):
        query.order_of(QueryParams("order=random"))


def test_an_address_is_written_in_one_order():
    """Is an address the same however the filters were set, with what else it is to carry last?"""
    search = Search(since=date(2017, 4, 5), grades=(Grade.FAIR,), text="al bab")
    assert query.write(search, order="grade", after="") == (
        "since=2017-04-05&grade=fair&text=al+bab&order=grade"
    )
