"""XLSX: one sheet, typed cells, nothing that a spreadsheet would run.

Text is written as text, whatever it starts with. Long text (an article's) is left out, and a cell
is cut at Excel's limit with a mark that says so: CSV, JSON Lines and Parquet have all of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from crosswire.exports.columns import Column, Kind, Value, cells
from crosswire.exports.datapackage import describe, table_fields
from crosswire.exports.files import whole
from crosswire.exports.lookups import Lookups
from crosswire.exports.tables import TABLES

CELL_LIMIT = 32_767  # characters in a cell, by Excel's specifications and limits
ROW_LIMIT = 1_048_576  # rows in a sheet, the header among them, by the same
CUT = " [cut: see the CSV form]"
CREATED = datetime(2000, 1, 1)  # fixed, so that the same rows give the same bytes
WIDTHS = {Kind.INTEGER: 11, Kind.NUMBER: 11, Kind.DATE: 12, Kind.DATETIME: 20, Kind.BOOLEAN: 9}
TEXT_WIDTH = 24
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


def export(what: str, rows: Iterable[Any], path: Path, lookups: Lookups) -> list[Path]:
    """Write rows as one sheet, and the data package beside it.

    Raises ValueError where the rows are more than a sheet holds.
    """
    columns = tuple(column for column in TABLES[what] if not column.long)
    with whole(path) as part:
        book = xlsxwriter.Workbook(str(part), OPTIONS)
        book.set_properties({"title": f"Crosswire {what}", "created": CREATED})
        _fill(book, book.add_worksheet(what), columns, _values(columns, rows, lookups))
        book.close()
    return [path, *describe(path, what, "xlsx", table_fields(columns))]


def _values(
    columns: tuple[Column, ...], rows: Iterable[Any], lookups: Lookups
) -> Iterable[list[Value]]:
    for number, row in enumerate(rows, start=2):
        if number > ROW_LIMIT:
            raise ValueError(
                f"more than {ROW_LIMIT - 1:,} rows do not fit into a sheet: "
                "use --format csv or parquet, or narrow the filters"
            )
        yield cells(columns, row, lookups)


def _fill(book: Any, sheet: Any, columns: tuple[Column, ...], rows: Iterable[list[Value]]) -> None:
    head = book.add_format({"bold": True, "bottom": 1})
    forms = {
        Kind.DATE: book.add_format({"num_format": "yyyy-mm-dd"}),
        Kind.DATETIME: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
    }
    for index, column in enumerate(columns):
        sheet.set_column(index, index, WIDTHS.get(column.kind, TEXT_WIDTH))
        sheet.write_string(0, index, column.name, head)
    sheet.freeze_panes(1, 1)
    last = 0
    for last, values in enumerate(rows, start=1):
        for index, (column, value) in enumerate(zip(columns, values, strict=True)):
            _write(sheet, (last, index), value, forms.get(column.kind))
    sheet.autofilter(0, 0, last, len(columns) - 1)


def _write(sheet: Any, cell: tuple[int, int], value: Value, form: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(*cell, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(*cell, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(*cell, value.replace(tzinfo=None), form)
    elif isinstance(value, date):
        sheet.write_datetime(*cell, value, form)
    else:
        sheet.write_string(*cell, _fitted(str(value)))


def _fitted(text: str) -> str:
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - len(CUT)] + CUT
