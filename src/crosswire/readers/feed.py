"""RSS and Atom: one entry a document, written as a JSON record."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from crosswire.readers.html import plain_text
from crosswire.readers.jsonl import record_document
from crosswire.readers.origin import MAX_BYTES, Origin
from crosswire.readers.text import refusal
from crosswire.records import Document, Dropped


def read_feed(stream: BinaryIO, origin: Origin) -> Iterator[Document | Dropped]:
    """The entries of a feed; a broken feed gives the entries before the break."""
    content = stream.read(MAX_BYTES + 1)
    if refused := refusal(content, origin):
        yield refused
        return
    import feedparser  # a moment that only feeds need

    # a stream and never a string: the library would fetch a string that looks like an address
    found = feedparser.parse(io.BytesIO(content))
    if not found.entries:
        problem = found.get("bozo_exception") or "there is no item in it"
        hint = "Check that it is RSS or Atom; give other XML as text or HTML."
        yield origin.dropped(f"The feed has no entries: {problem}.", hint)
        return
    for number, entry in enumerate(found.entries, 1):
        yield record_document(_record(entry, found.feed), origin, number)


def _record(entry: Any, feed: Any) -> dict[str, str]:
    record = {
        "doc_id": entry.get("id"),
        "title": plain_text(f"<p>{entry.get('title', '')}</p>"),
        "text": plain_text(f"<div>{_longest(entry)}</div>"),
        "outlet": (entry.get("source") or {}).get("title") or feed.get("title"),
        "published": entry.get("published") or entry.get("updated"),
        "url": entry.get("link"),
        "byline": entry.get("author"),
    }
    return {name: value for name, value in record.items() if value}


def _longest(entry: Any) -> str:
    texts = [str(part.get("value", "")) for part in entry.get("content", [])]
    return max([str(entry.get("summary", "")), *texts], key=len)
