"""Counts that follow a search: facets, days, and the marks of the map."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, cast, func, null, select, true

from crosswire.records import EventType, Grade
from crosswire.rows import Counts, Day, Facets, Review, Search
from crosswire.store.connect import Connected
from crosswire.store.list_rows import GRADES
from crosswire.store.schema_lists import NO_DAY, cards
from crosswire.store.searching import BOX, FACETS, PERIOD, conditions, grade_ranks, without

EPOCH = date(1970, 1, 1).toordinal()
_GROUPS = (cards.c.type, cards.c.status, cards.c.rank, cards.c.country, cards.c.review)
TYPES, GRADES_BEST_FIRST = list(EventType), list(Grade)
_type = case({each.value: at for at, each in enumerate(TYPES)}, value=cards.c.type)


def _since_epoch(column: Any) -> ColumnElement[Any]:
    return case((column == NO_DAY, null()), else_=column - EPOCH)


MARKS = {
    "id": cards.c.id,
    "longitude": cards.c.longitude,
    "latitude": cards.c.latitude,
    "where_prec": cards.c.where_prec,
    "grade": len(GRADES) - 1 - cards.c.rank,
    "type": _type,
    "date_start": _since_epoch(cards.c.day),
    "date_end": _since_epoch(cards.c.day_end),
    "killed": cards.c.killed_best,
    "origins": cards.c.origins,
}


class BrowsesTotals(Connected):
    """Counting what passes a search."""

    def facets(self, search: Search) -> Facets:
        """How many incidents pass, and how many would with other values.

        One pass over an index counts every combination of the values; the rest is adding up.
        """
        found = conditions(search, self._engine.dialect.name)
        in_period = found.get(PERIOD, true())
        in_box = found.get(BOX, true())
        undated, unplaced = cards.c.day == NO_DAY, cards.c.longitude.is_(None)
        sums = (_sum(in_period & in_box), _sum(undated & in_box), _sum(unplaced & in_period))
        wanted = select(*_GROUPS, *sums).where(without(found, PERIOD, BOX, *FACETS))
        with self.reading() as connection:
            rows = connection.execute(wanted.group_by(*_GROUPS)).all()
        return _add_up([tuple(row) for row in rows], search)

    def days(self, search: Search) -> list[Day]:
        """How many began on each day, by grade; every filter applies but the period.

        The brush over the days shows so what lies outside of it.
        """
        found = conditions(search, self._engine.dialect.name)
        day, rank = cards.c.day, cards.c.rank
        counted = select(day, rank, func.count()).where(day != NO_DAY, without(found, PERIOD))
        with self.reading() as connection:
            rows = connection.execute(counted.group_by(day, rank).order_by(day, rank)).all()
        return [Day(date.fromordinal(day), GRADES[rank], number) for day, rank, number in rows]

    def marks_json(self, search: Search) -> str:
        """What the map shows, as JSON that the database makes: all that pass and have coordinates.

        An object of ``types`` and ``grades``, the code lists, and ``marks``, whose columns are of
        equal length, in no order of meaning: each type and grade is its place in the code list,
        ``date_start`` and ``date_end`` are days since 1970-01-01, null where no day is known, and
        ``killed`` is the best number, null where no claim gives one.
        """
        dialect = self._engine.dialect.name
        array = func.json_group_array if dialect == "sqlite" else func.json_agg
        located = cards.c.longitude.is_not(None) & cards.c.latitude.is_not(None)
        passing = without(conditions(search, dialect))
        wanted = select(*(_text(array(each), dialect) for each in MARKS.values()))
        with self.reading() as connection:
            row = connection.execute(wanted.where(located, passing)).one()
        made = (f'"{name}":{values or "[]"}' for name, values in zip(MARKS, row, strict=True))
        codes = f'"types":{json.dumps(TYPES)},"grades":{json.dumps(GRADES_BEST_FIRST)}'
        return f'{{{codes},"marks":{{{",".join(made)}}}}}'


def _text(array: Any, dialect: str) -> Any:
    """The array as text, which the driver of PostgreSQL would read otherwise."""
    return array if dialect == "sqlite" else cast(array, cards.c.id.type)


def _sum(condition: Any) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


# --- adding up -------------------------------------------------------------------------------
# A row is type, status, rank, country, review, and the three sums.
Group = tuple[Any, ...]


def _add_up(rows: list[Group], search: Search) -> Facets:
    tests = _tests(search)
    every = _passing(rows, tests.values())

    def counts(position: int, own: str) -> Counts:
        others = [test for name, test in tests.items() if name != own]
        passing = _passing(rows, others) if own in tests else every
        found: Counter[Any] = Counter()
        for row in passing:
            found[row[position]] += row[5]
        words = (
            (_word(position, value), n) for value, n in found.items() if n and value is not None
        )
        return tuple(sorted(words, key=lambda pair: (-pair[1], pair[0])))

    return Facets(
        total=sum(row[5] for row in every),
        types=counts(0, "types"),
        statuses=counts(1, "statuses"),
        grades=counts(2, "grades"),
        countries=counts(3, "country"),
        reviews=counts(4, "review"),
        undated=sum(row[6] for row in every),
        unplaced=sum(row[7] for row in every),
    )


def _passing(rows: list[Group], tests: Iterable[Callable[[Group], bool]]) -> list[Group]:
    for test in tests:
        rows = [row for row in rows if test(row)]
    return rows


def _tests(search: Search) -> dict[str, Callable[[Group], bool]]:
    """What a group has to fulfil for each field that facets count other values of."""
    tests: dict[str, Callable[[Group], bool]] = {}
    if ranks := grade_ranks(search):
        tests["grades"] = lambda row: row[2] in ranks
    if search.types:
        tests["types"] = lambda row: row[0] in search.types
    if search.statuses:
        tests["statuses"] = lambda row: row[1] in search.statuses
    if search.country:
        country = search.country.upper()
        tests["country"] = lambda row: row[3] == country
    if search.review:
        tests["review"] = lambda row: row[4] == search.review
    else:
        tests["review"] = lambda row: row[4] != Review.REJECTED
    return tests


def _word(position: int, value: Any) -> str:
    return GRADES[value].value if position == 2 else str(value)
