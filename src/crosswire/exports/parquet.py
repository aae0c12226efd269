"""Parquet: typed columns, days as date32, unknown is null."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from crosswire.exports.columns import Column, Kind, Value, cells
from crosswire.exports.datapackage import describe, table_fields
from crosswire.exports.files import whole
from crosswire.exports.lookups import Lookups
from crosswire.exports.tables import TABLES

BATCH = 10_000  # rows held at once; a row group of that size still compresses well
TYPES = {
    Kind.STRING: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.DATE: pa.date32(),
    Kind.DATETIME: pa.timestamp("us"),
}


def export(what: str, rows: Iterable[Any], path: Path, lookups: Lookups) -> list[Path]:
    """Write rows as Parquet, and the data package beside them."""
    columns = TABLES[what]
    schema = _schema(columns)
    with whole(path) as part, pq.ParquetWriter(part, schema, compression="zstd") as writer:
        for batch in _batches(columns, rows, lookups):
            writer.write_table(pa.table(batch, schema=schema))
    return [path, *describe(path, what, "parquet", table_fields(columns))]


def _schema(columns: tuple[Column, ...]) -> Any:
    return pa.schema(
        [
            pa.field(column.name, TYPES[column.kind], metadata={"description": column.description})
            for column in columns
        ]
    )


def _batches(
    columns: tuple[Column, ...], rows: Iterable[Any], lookups: Lookups
) -> Iterator[list[Any]]:
    values = ([_stored(value) for value in cells(columns, row, lookups)] for row in rows)
    while batch := list(islice(values, BATCH)):
        yield [
            pa.array(cell, TYPES[column.kind])
            for column, cell in zip(columns, zip(*batch, strict=True), strict=True)
        ]


def _stored(value: Value) -> Value:
    """Enum members as plain text, and moments without their zone, which is UTC."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return str(value) if isinstance(value, str) else value
