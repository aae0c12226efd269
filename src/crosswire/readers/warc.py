"""WARC archives: their HTML and text responses, one record in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from crosswire.readers.origin import MAX_BYTES, Origin
from crosswire.records import Document, Dropped

TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
KINDS = WarcRecordType.response | WarcRecordType.resource
OK = 200
BROKEN = (OSError, ValueError)  # what a damaged archive raises


def read_warc(stream: BinaryIO, origin: Origin) -> Iterator[Document | Dropped]:
    """The pages of an archive, gzipped or not; other types and failed requests are no documents."""
    records = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream, record_types=KINDS), 1):
            records = number
            if found := _document(record, origin, number):
                yield found
    except BROKEN as error:
        reason = f"The archive breaks off after {records} records: {error}."
        yield origin.dropped(reason, "Fetch or write the archive again; what came before is kept.")
        return
    if not records:
        reason = "The archive holds no responses."
        yield origin.dropped(reason, "Check that it is a WARC file with response records.")


def _document(record: Any, origin: Origin, number: int) -> Document | Dropped | None:
    headers = record.http_headers
    if headers is not None and headers.status_code != OK:
        return None
    media_type = (record.http_content_type or record.headers.get("Content-Type") or "").lower()
    if media_type.partition(";")[0].strip() not in TYPES:
        return None
    content = record.reader.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        reason = f"The page is larger than {MAX_BYTES // 2**20} MB."
        return origin.dropped(reason, "It cannot be one article; leave it out.", number)
    if not content.strip():
        return origin.dropped("The page is empty.", "Archive it again, or leave it out.", number)
    url = record.headers.get("WARC-Target-URI")
    return origin.document(
        content, _media_type(record, media_type), _own_id(record, origin, number), {"url": url}
    )


def _own_id(record: Any, origin: Origin, number: int) -> str:
    own = (record.record_id or "").strip("<>").removeprefix("urn:uuid:")
    return own or f"{origin.stem}:{number}"


def _media_type(record: Any, media_type: str) -> str:
    charset = record.http_charset
    kind = media_type.partition(";")[0].strip()
    return f"{kind}; charset={charset}" if charset and charset != "utf-8" else kind
