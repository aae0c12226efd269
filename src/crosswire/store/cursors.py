"""Pages of a sorted list, read on from the sort values of a row instead of from a row's number."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, literal, tuple_

from crosswire.rows import Page

Item = TypeVar("Item")


class CursorError(ValueError):
    """A cursor that no page of this list gave."""


@dataclass(frozen=True, slots=True)
class Sorting:
    """A list's name, and what it is sorted by, all of it upward or all of it downward.

    The last value is unique, so that no two rows are equal.
    """

    name: str
    by: tuple[ColumnElement[Any], ...]
    down: bool = True


@dataclass(frozen=True, slots=True)
class _Cursor:
    backward: bool
    values: tuple[Any, ...]


def read_page(
    connection: Connection,
    wanted: Select[Any],
    sorting: Sorting,
    after: str,
    size: int,
    make: Callable[[Sequence[Any]], Iterable[Item]],
) -> Page[Item]:
    """The page of ``wanted`` that a cursor leads to; ``make`` turns its rows into what is shown.

    Raises CursorError for a cursor of another list.
    """
    cursor = _read(after, sorting) if after else None
    found = _rows(connection, wanted, sorting, cursor, size + 1)
    if cursor and cursor.backward and not found:  # all that stood before has gone
        cursor = None
        found = _rows(connection, wanted, sorting, cursor, size + 1)
    more, shown = len(found) > size, found[:size]
    backward = cursor is not None and cursor.backward
    if backward:
        shown.reverse()
    ends = [tuple(row)[-len(sorting.by) :] for row in shown]
    first = ends[0] if ends else (cursor.values if cursor else ())
    last = ends[-1] if ends else ()
    goes_on = bool(last) and (backward or more)
    goes_back = bool(first) and (more if backward else cursor is not None)
    return Page(
        rows=tuple(make(shown)),
        after=_write(sorting, backward=False, values=last) if goes_on else None,
        before=_write(sorting, backward=True, values=first) if goes_back else None,
    )


def _rows(
    connection: Connection, wanted: Select[Any], sorting: Sorting, cursor: _Cursor | None, size: int
) -> list[Any]:
    down = sorting.down != (cursor is not None and cursor.backward)
    by = [each.label(f"sort_{at}") for at, each in enumerate(sorting.by)]
    if cursor:
        here = tuple_(*sorting.by)
        from_there = tuple_(*(literal(value) for value in cursor.values))
        wanted = wanted.where(here < from_there if down else here > from_there)
    order = [each.desc() if down else each.asc() for each in sorting.by]
    return list(connection.execute(wanted.add_columns(*by).order_by(*order).limit(size)))


def _write(sorting: Sorting, *, backward: bool, values: Sequence[Any]) -> str:
    text = json.dumps([sorting.name, backward, *values], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str, sorting: Sorting) -> _Cursor:
    """What ``_write`` wrote for this list."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        name, backward, *values = json.loads(base64.b64decode(padded, b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError) as error:
        raise CursorError("This is no cursor of a list.") from error
    kinds = [each.type.python_type for each in sorting.by]
    fits = [type(value) is kind for value, kind in zip(values, kinds, strict=False)]
    if name != sorting.name or type(backward) is not bool or len(fits) != len(kinds):
        raise CursorError("This is a cursor of another list.")
    if len(values) != len(kinds) or not all(fits):
        raise CursorError("This is a cursor of another list.")
    return _Cursor(backward, tuple(values))
