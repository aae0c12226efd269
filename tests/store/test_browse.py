"""What the workbench lists, against the same searches, orders and counts made in Python."""

import json
import random
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from made_up_news import DAY, News, killed, passes, some_search

from crosswire import records as r
from crosswire.reckoning import people
from crosswire.rows import Day, Need, Order, Review, Search
from crosswire.store import CursorError, Store

GRADES = list(r.Grade)
SEARCHES = 40


@pytest.fixture(scope="module")
def news():
    return News(7)


@pytest.fixture
def filled(url, news):
    """A store of the made-up news, of either kind."""
    with Store.open(url) as store:
        store.append(news.batch())
        store.replace_derived(news.derived(), "news")
        yield store


def passing(news, search, *, but=()):
    """The incidents that pass, in no order, with what people did to them."""
    every = [*news.rows, *news.rejected]
    states = ((row, news.reviews[row.incident.id]) for row in every)
    return [(row, state) for row, state in states if passes(row, state, search, but=but)]


def first_day(row):
    return row.incident.date.start if row.incident.date else date.min


KEYS = {
    Order.NEWEST: lambda row: (first_day(row), -GRADES.index(row.incident.grade), row.incident.id),
    Order.GRADE: lambda row: (-GRADES.index(row.incident.grade), first_day(row), row.incident.id),
    Order.CASUALTIES: lambda row: (
        -1 if killed(row) is None else killed(row),
        first_day(row),
        -GRADES.index(row.incident.grade),
        row.incident.id,
    ),
    Order.OLDEST: lambda row: (
        not row.incident.date,
        first_day(row),
        GRADES.index(row.incident.grade),
        row.incident.id,
    ),
}


def in_order(news, search, order):
    rows = [row for row, _ in passing(news, search)]
    ordered = sorted(rows, key=KEYS[order], reverse=order is not Order.OLDEST)
    return [row.incident.id for row in ordered]


def walk(read):
    """All pages from the first to the last, and back again from there."""
    there, page = [], read("")
    assert page.before is None
    there.append(page.rows)
    while page.after:
        page = read(page.after)
        there.append(page.rows)
    back = [page.rows]
    while page.before:
        page = read(page.before)
        back.insert(0, page.rows)
    return there, back


def searches(seed):
    rng = random.Random(seed)
    return [Search(), *(some_search(rng) for _ in range(SEARCHES))]


# --- lists -----------------------------------------------------------------------------------
@pytest.mark.parametrize("order", list(Order))
def test_pages_are_the_whole_list_in_order(filled, news, order):
    """Do the pages of any search, forward and backward, add up to all that passes, in order?"""
    seen = 0
    for search in searches(1):
        for size in (9, 50):
            there, back = walk(
                lambda after, s=search, n=size: filled.incident_cards(s, order, after, n)
            )
            expected = in_order(news, search, order)
            assert [card.id for rows in there for card in rows] == expected, search
            assert [card.id for rows in back for card in rows] == expected, search
            assert all(len(rows) == size for rows in there[:-1])
        seen += len(expected)
    assert seen > len(news.rows) * 3  # most searches find something


def test_a_card_tells_of_its_incident(filled, news):
    """Does a card say what its incident says, with the exports' numbers of people?"""
    cards = {card.id: card for card in filled.incident_cards(Search(), size=500).rows}
    assert len(cards) == len(news.rows)
    for row in news.rows:
        card, one = cards[row.incident.id], row.incident
        found = people(row, r.Outcome.KILLED)
        assert (card.killed_low, card.killed_best, card.killed_high) == (
            found.low,
            found.best,
            found.high,
        )
        assert (card.type, card.status, card.grade) == (one.type, one.status, one.grade)
        assert (card.date_start, card.date_end) == (
            (one.date.start, one.date.end) if one.date else (None, None)
        )
        assert (card.place, card.latitude) == (
            (one.place.name, one.place.latitude) if one.place else ("", None)
        )
        assert card.side_a == "; ".join(party.name for party in one.side_a)
        assert (card.review, card.claims) == (news.reviews[one.id], len(row.claims))
    assert filled.cards(["inc_none", card.id]) == [card]


def test_a_list_goes_on_where_it_stopped_after_a_change(filled, news):
    """Is a row neither repeated nor left out when others come and go between two pages?"""
    first = filled.incident_cards(Search(), size=10)
    expected = in_order(news, Search(), Order.NEWEST)
    fewer = replace(
        news.derived(),
        incidents=[row.incident for row in news.rows if row.incident.id != expected[3]],
        claims=[c for row in news.rows if row.incident.id != expected[3] for c in row.claims],
    )
    filled.replace_derived(fewer, "fewer")
    rest = filled.incident_cards(Search(), after=first.after, size=500)
    assert [card.id for card in rest.rows] == expected[10:]


BAD_CURSORS = ["x", "é", "W10", "WyJuZXdlc3QiLGZhbHNlXQ", "WyJuZXdlc3QiLGZhbHNlLCJhIiwiYiIsImMiXQ"]


@pytest.mark.parametrize("cursor", BAD_CURSORS)
def test_a_made_up_cursor_is_refused(filled, cursor):
    """Is a cursor that nobody gave refused in words, whatever is in it?"""
    with pytest.raises(CursorError, match=r"This is (no|a) cursor"):
        filled.incident_cards(Search(), after=cursor)


def test_a_cursor_of_another_list_is_refused(filled):
    """Is a cursor of another order refused, and not read as this one's?"""
    page = filled.incident_cards(Search(), Order.NEWEST, size=5)
    with pytest.raises(CursorError, match="of another list"):
        filled.incident_cards(Search(), Order.GRADE, page.after)


def test_whole_rows_pass_the_same_search(filled, news):
    """Does a search yield whole incidents for exports, the oldest first?"""
    for search in searches(2)[:20]:
        rows = list(filled.incident_rows(search))
        assert [row.incident.id for row in rows] == in_order(news, search, Order.OLDEST)
        assert all(row in news.rows or row in news.rejected for row in rows)


def test_all_cards_of_a_search(filled, news):
    """Are all cards of a search given, in order of day, with who tells of them counted?"""
    for search in searches(2)[:20]:
        found = filled.cards_of(search)
        assert [card.id for card in found] == in_order(news, search, Order.OLDEST)
        wanted = {card.id for card in found}
        rows = [row for row in (*news.rows, *news.rejected) if row.incident.id in wanted]
        told = [claim.article for row in rows for claim in row.claims]
        outlets = {article.outlet for article in told if article.outlet}
        assert filled.told_by(search) == (len({a.id for a in told}), len(outlets))


def test_late_cards(filled, news):
    """Are earlier incidents that articles of a period tell of found, and no others?"""
    search = Search(since=DAY, until=date(2031, 5, 9), types=(r.EventType.SHELLING,))
    found = [card.id for card in filled.late_cards(search)]
    expected = {
        row.incident.id
        for row, _ in passing(news, search, but=("period",))
        if row.incident.date
        and row.incident.date.end < DAY
        and any(
            c.article.published_at and DAY <= c.article.published_at <= search.until
            for c in row.claims
        )
    }
    assert len(found) == len(set(found))
    assert set(found) == expected != set()


# --- counts ----------------------------------------------------------------------------------
FIELDS = {
    "types": ("types", lambda row, state: row.incident.type),
    "statuses": ("statuses", lambda row, state: row.incident.status),
    "grades": ("grades", lambda row, state: row.incident.grade),
    "countries": ("country", lambda row, state: row.incident.place and row.incident.place.country),
    "reviews": ("review", lambda row, state: state),
}


def counted(values):
    found = Counter(value for value in values if value is not None)
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def test_facets_count_every_other_filter(filled, news):
    """Is each facet what counting in Python gives, with every other filter applied?"""
    every = [(row, news.reviews[row.incident.id]) for row in (*news.rows, *news.rejected)]
    for search in searches(3):
        facets = filled.facets(search)
        assert facets.total == len(passing(news, search))
        for name, (own, value) in FIELDS.items():
            if name == "reviews":  # each state is counted as if it were asked for
                found = [
                    state
                    for row, state in every
                    if passes(row, state, replace(search, review=state))
                ]
            else:
                found = [value(row, state) for row, state in passing(news, search, but=(own,))]
            assert getattr(facets, name) == counted(found), (name, search)
        undated = [
            row for row, _ in passing(news, search, but=("period",)) if not row.incident.date
        ]
        assert facets.undated == len(undated)
        unplaced = [
            row
            for row, _ in passing(news, search, but=("box",))
            if not row.incident.place or row.incident.place.longitude is None
        ]
        assert facets.unplaced == len(unplaced)


def test_days_and_marks(filled, news):
    """Do the brush and the map show what passes, the brush whatever the period?"""
    for search in searches(4):
        dated = [row for row, _ in passing(news, search, but=("period",)) if row.incident.date]
        found = Counter((row.incident.date.start, row.incident.grade) for row in dated)
        days = filled.days(search)
        assert {(each.day, each.grade): each.incidents for each in days} == found
        assert [each.day for each in days] == sorted(each.day for each in days)
        drawn = json.loads(filled.marks_json(search))
        marks, types, grades = drawn["marks"], drawn["types"], drawn["grades"]
        placed = {
            row.incident.id: row.incident
            for row, _ in passing(news, search)
            if row.incident.place and row.incident.place.longitude is not None
        }
        assert sorted(marks["id"]) == sorted(placed)
        for at, key in enumerate(marks["id"]):
            one, epoch = placed[key], date(1970, 1, 1)
            told = (types[marks["type"][at]], grades[marks["grade"][at]])
            assert told == (one.type, one.grade)
            where = (marks["longitude"][at], marks["where_prec"][at])
            assert where == (one.place.longitude, one.place.where_prec)
            start = (one.date.start - epoch).days if one.date else None
            assert marks["date_start"][at] == start


def test_a_day_is_counted_by_grade(filled, news):
    """Is a day's count one row a grade?"""
    rows = [row.incident for row in news.rows if row.incident.date]
    day = Counter(one.date.start for one in rows).most_common(1)[0][0]
    of_day = [each for each in filled.days(Search()) if each.day == day]
    assert of_day == [
        Day(day, grade, number)
        for grade, number in sorted(
            Counter(one.grade for one in rows if one.date.start == day).items(),
            key=lambda pair: -GRADES.index(pair[0]),
        )
    ]


# --- review ----------------------------------------------------------------------------------
def test_reviewed_incidents_leave_the_queue(filled, news):
    """Does the queue hold what nobody reviewed alone, once, and by every need?"""
    items = filled.queue(size=500).rows
    incidents = [item for item in items if item.incident]
    assert all(item.incident.review is Review.PROPOSED for item in incidents)
    assert len({item.id for item in items}) == len(items)
    unsure = {
        row.incident.id
        for row in news.rows
        if max(claim.claim.confidence for claim in row.claims) < 0.4
        and news.reviews[row.incident.id] is Review.PROPOSED
    }
    assert {item.id for item in filled.queue(Need.UNSURE, size=500).rows} == unsure != set()
    needs = [list(Need).index(item.need) for item in items]
    assert needs == sorted(needs)
    for need, number in filled.queue_counts().items():
        found = filled.queue(need, size=500).rows
        assert len(found) == number
        assert all(item.need is need and item.reasons for item in found)
    there, back = walk(lambda after: filled.queue(after=after, size=4))
    assert sum(there, ()) == sum(back, ()) == items


def test_one_item_of_the_queue(filled):
    """Is an item found by its id, with every reason, and none where it has left?"""
    item = filled.queue(Need.CASUALTIES).rows[0]
    assert filled.queue_item(item.id).reasons == item.reasons
    assert "people are said to have been killed." in item.reasons[0]
    assert filled.queue_item("inc_none") is None


def test_what_waits_is_queued_first(filled, news):
    """Is a judgement that attaches to nothing in the queue, before all incidents?"""
    first = next(each for each in news.judgements if each.retracted_at is None)
    held = {key: claims for key, claims in news.attachments.items() if key != first.id}
    filled.replace_derived(replace(news.derived(), attachments=held), "news")
    waiting = filled.queue(size=3).rows
    assert [item.need is Need.WAITING for item in waiting] == [True, True, False]
    assert {item.judgement for item in waiting[:2]} == {first, news.waiting}
    assert waiting[0].incident is None


def test_neighbours_are_queued(filled, news):
    """Does one of two that stand near, the later, name the other?"""
    rows = {row.incident.id: row.incident for row in news.rows}
    items = filled.queue(Need.NEAR, size=500).rows
    assert items
    for item in items:
        one, other = rows[item.id], rows[item.other]
        assert (one.type, one.place.gazetteer_id) == (other.type, other.place.gazetteer_id)
        assert 0 <= (one.date.start - other.date.start).days <= 1
