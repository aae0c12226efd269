"""Following feeds: each new entry's page, fetched once, else the entry's own words."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from crosswire.net import NetError, fetch
from crosswire.readers.feed import read_feed
from crosswire.readers.html import web_document
from crosswire.readers.jsonl import parse_record
from crosswire.readers.origin import Origin
from crosswire.records import Document, Dropped, Page


def follow(
    feeds: Iterable[str], is_known: Callable[[str], bool], *, allow_private: bool = False
) -> Iterator[Document | Dropped]:
    """The new documents of RSS and Atom feeds, by their addresses.

    An entry whose page ``is_known`` by its address is passed over without a request. A feed or a
    page that cannot be fetched is a ``Dropped``; of such an entry its own words are taken.
    ``allow_private`` lets addresses of this machine and its network through.
    """
    for feed in feeds:
        origin = Origin(feed, urlsplit(feed).hostname or feed)
        try:
            fetched = fetch(feed, allow_private=allow_private)
        except NetError as error:
            yield origin.dropped(str(error), "Check the address; it is tried again next time.")
            continue
        for entry in read_feed(io.BytesIO(fetched.content), origin):
            if isinstance(entry, Dropped) or not entry.url:
                yield entry
            elif not is_known(entry.url):
                yield from _page(entry, entry.url, allow_private)


def _page(entry: Document, url: str, allow_private: bool) -> Iterator[Document | Dropped]:
    try:
        fetched = fetch(url, allow_private=allow_private)
    except NetError as error:
        yield Dropped(url, "readers", str(error), "The entry's own words in the feed are taken.")
        yield entry
        return
    words = parse_record(entry)
    day = words.published_at if isinstance(words, Page) else None
    found = web_document(url, fetched.content, fetched.media_type, entry.outlet)
    yield replace(found, published_at=day)
