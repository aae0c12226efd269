"""JSON and JSON Lines: one record a document, with its metadata in named fields."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from crosswire.readers.dates import parse_date
from crosswire.readers.encoding import decode
from crosswire.readers.origin import MAX_BYTES, ROOM, Origin, parameter, words
from crosswire.readers.text import refusal
from crosswire.records import Document, Dropped, Page

IDS = ("doc_id", "id")
TEXTS = ("text", "body", "content")
DATES = ("published", "published_at", "date")
FIELDS = 'doc_id, title, text, outlet, published, url; "text" is needed'
BROKEN = (ValueError, RecursionError)  # what the JSON parser raises, very deep nesting included


def read_json(stream: BinaryIO, origin: Origin) -> Iterator[Document | Dropped]:
    """The documents of a JSON file: one object, or a list of them."""
    content = stream.read(MAX_BYTES + 1)
    if refused := refusal(content, origin):
        yield refused
        return
    try:
        whole = json.loads(decode(content) or "")
    except BROKEN as error:
        lines = content.strip().splitlines()
        if _is_record(lines[0]) and len(lines) > 1:
            yield from read_records(_numbered(lines), origin)
            return
        yield origin.dropped(f"The JSON is broken: {error}.", "Mend it, or export it again.")
        return
    if isinstance(whole, list):
        for number, record in enumerate(whole, 1):
            yield record_document(record, origin, number)
    else:
        yield record_document(whole, origin)


def read_jsonl(stream: BinaryIO, origin: Origin) -> Iterator[Document | Dropped]:
    """The documents of a JSON Lines file, line by line; a broken line is refused alone."""
    seen = False
    for found in read_records(_lines(stream), origin):
        seen = True
        yield found
    if not seen:
        yield origin.dropped("The file is empty.", "Check how it was saved, or leave it out.")


def read_records(
    lines: Iterable[tuple[int, bytes]], origin: Origin
) -> Iterator[Document | Dropped]:
    """The documents of numbered lines of JSON; blank lines are passed over."""
    for number, line in lines:
        if len(line) > MAX_BYTES:
            reason = f"The record is larger than {MAX_BYTES // 2**20} MB."
            yield origin.dropped(reason, "Put one article into each record.", number)
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _line_document(line, origin, number)


def record_document(record: Any, origin: Origin, number: int | None = None) -> Document | Dropped:
    """The document of one record, its bytes the record in canonical form (keys in order, UTF-8)."""
    if not isinstance(record, dict):
        reason = "The record is no JSON object."
        return origin.dropped(reason, f"Write each record as an object of {FIELDS}.", number)
    if not _first(record, TEXTS) and not words(record.get("title")):
        return origin.dropped("The record holds no text.", f"Its fields are {FIELDS}.", number)
    content = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    own_id = next((found for name in IDS if (found := words(record.get(name)))), None)
    fallback = origin.stem if number is None else f"{origin.stem}:{number}"
    data = content.encode("utf-8", "surrogatepass")
    return origin.document(data, "application/json", own_id or fallback, record)


def parse_record(document: Document) -> Page | Dropped:
    """Title, text and metadata as a record's fields give them."""
    try:
        record = json.loads(document.content.decode("utf-8", "surrogatepass"))
    except BROKEN as error:
        record = error
    if not isinstance(record, dict):
        reason = f'The record "{document.source_id}" is no JSON object.'
        return Dropped(document.id, ROOM, reason, f"Write it as an object of {FIELDS}.")
    dates = (parse_date(record.get(name)) for name in DATES)
    title = words(record.get("title")) or parameter(document.media_type, "title") or ""
    return Page(
        title=title,
        text=_first(record, TEXTS) or "",
        outlet=words(record.get("outlet")),
        url=words(record.get("url")),
        published_at=next((day for day in dates if day), None),
        byline=words(record.get("byline")) or words(record.get("author")),
    )


def _line_document(line: bytes, origin: Origin, number: int) -> Document | Dropped:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return origin.dropped("The line is not UTF-8.", "Export it as UTF-8.", number)
    except BROKEN as error:
        reason = f"The line is no JSON: {error}."
        return origin.dropped(reason, "Mend the line, or export it again.", number)
    return record_document(record, origin, number)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Numbered lines; of one that is too long only the first part is kept, for the refusal."""
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        yield number, line
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_BYTES)


def _numbered(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    return iter(list(enumerate(lines, 1)))


def _is_record(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except BROKEN:
        return False


def _first(record: Mapping[str, Any], names: Iterable[str]) -> str | None:
    return next((v for name in names if isinstance(v := record.get(name), str) and v.strip()), None)
