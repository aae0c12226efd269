"""CSV and TSV: one row a document, with the columns of a JSON record."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from crosswire.readers.encoding import SAMPLE, decode, encoding_of
from crosswire.readers.jsonl import FIELDS, TEXTS, record_document
from crosswire.readers.origin import MAX_BYTES, Origin
from crosswire.records import Document, Dropped

DELIMITERS = ",;\t|"
WIDE = ("utf-16", "utf-32")  # encodings whose lines cannot be told by bytes


def read_csv(stream: BinaryIO, origin: Origin) -> Iterator[Document | Dropped]:
    """The documents of a table, row by row; the first row names the columns."""
    first = stream.readline(MAX_BYTES)
    encoding = encoding_of(first[:SAMPLE])
    if not first or encoding is None:
        reason = "The file holds binary data and no text." if first else "The file is empty."
        yield origin.dropped(reason, "Export the table as CSV in UTF-8.")
        return
    if encoding.startswith(WIDE):
        first += stream.read(MAX_BYTES)
        lines = iter(first.decode(encoding, "replace").splitlines(keepends=True))
    else:
        lines = _lines(first, stream)
    head = next(lines)
    csv.field_size_limit(MAX_BYTES)
    yield from _documents(csv.reader(chain([head], lines), delimiter=_delimiter(head)), origin)


def _lines(first: bytes, stream: BinaryIO) -> Iterator[str]:
    """Lines as text; one that is not UTF-8 is read by itself, so that one bad line is one."""
    line = first.removeprefix(codecs.BOM_UTF8)
    while line:
        yield decode(line) or line.decode("utf-8", "replace")
        line = stream.readline(MAX_BYTES)


def _documents(rows: Iterator[list[str]], origin: Origin) -> Iterator[Document | Dropped]:
    names = [name.strip().lower() for name in next(rows, [])]
    if not set(TEXTS) & set(names):
        reason = f'The table has no column "text"; its columns are {", ".join(names) or "none"}.'
        yield origin.dropped(reason, f"Name the columns {FIELDS}.")
        return
    number = 1
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield origin.dropped(f"The row is broken: {error}.", "Export the table again.", number)
            continue
        if any(cell.strip() for cell in row):
            record = {name: cell for name, cell in zip(names, row, strict=False) if cell.strip()}
            yield record_document(record, origin, number)


def _delimiter(head: str) -> str:
    return max(DELIMITERS, key=lambda mark: (head.count(mark), -DELIMITERS.index(mark)))
