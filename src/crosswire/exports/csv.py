"""CSV by RFC 4180 in UTF-8: a header, ``\\r\\n`` line ends, unknown is empty.

News text may start with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return, which a spreadsheet
would run as a formula. Such a text gets one apostrophe before it, and so does a text that already
starts with apostrophes and then one of these: ``unguard`` takes off exactly one, so nothing is
lost. Numbers and days are never touched.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from crosswire.exports.columns import Column, Value, cells
from crosswire.exports.datapackage import describe, table_fields
from crosswire.exports.files import whole
from crosswire.exports.lookups import Lookups
from crosswire.exports.tables import TABLES

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guard(text: str) -> str:
    """A text that no spreadsheet takes for a formula; ``unguard`` gives it back."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """The text as it was before ``guard``."""
    return text[1:] if _GUARDED.match(text) else text


def lines(columns: tuple[Column, ...], rows: Iterable[Any], lookups: Lookups) -> Iterator[str]:
    """The header and one line a row, line ends included."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    for values in _table(columns, rows, lookups):
        writer.writerow(values)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def write(columns: tuple[Column, ...], rows: Iterable[Any], path: Path, lookups: Lookups) -> None:
    """Write a table whole or not at all."""
    with whole(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines(columns, rows, lookups))


def export(what: str, rows: Iterable[Any], path: Path, lookups: Lookups) -> list[Path]:
    """Write rows as CSV, and the data package beside them."""
    write(TABLES[what], rows, path, lookups)
    return [path, *describe(path, what, "csv", table_fields(TABLES[what]))]


def _table(
    columns: tuple[Column, ...], rows: Iterable[Any], lookups: Lookups
) -> Iterator[list[str]]:
    yield [column.name for column in columns]
    for row in rows:
        yield [_cell(value) for value in cells(columns, row, lookups)]


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return guard(value)
    return str(value) if isinstance(value, (int, float)) else value.isoformat()
