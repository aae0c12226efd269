"""From bytes to Documents, and from a Document to its own words.

``read`` walks files, folders and standard input and yields what arrived; ``parse`` reads title,
text and metadata out of a document's bytes. Both refuse with a ``Dropped`` that says why and what
to do.
"""

from __future__ import annotations

from collections.abc import Callable

from crosswire.readers.html import parse_html
from crosswire.readers.jsonl import parse_record
from crosswire.readers.sources import read
from crosswire.readers.text import parse_text
from crosswire.readers.watch import follow
from crosswire.records import Document, Dropped, Page

__all__ = ["follow", "parse", "read"]

PARSERS: dict[str, Callable[[Document], Page | Dropped]] = {
    "text/plain": parse_text,
    "text/html": parse_html,
    "application/xhtml+xml": parse_html,
    "application/json": parse_record,
}


def parse(document: Document) -> Page | Dropped:
    """Read a document's title, text and metadata out of its bytes, without any cleaning."""
    media_type = document.media_type.partition(";")[0].strip().lower()
    parser = PARSERS.get(media_type)
    if parser is None:
        reason = f'The document "{document.source_id}" has the type "{media_type}".'
        return Dropped(document.id, "readers", reason, "Give it as text, HTML or a JSON record.")
    return parser(document)
