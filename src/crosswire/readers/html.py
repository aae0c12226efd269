"""HTML pages: the main text, the title, the site and the day, without the furniture around them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, BinaryIO

from crosswire.readers.dates import parse_date
from crosswire.readers.encoding import decode
from crosswire.readers.origin import MAX_BYTES, ROOM, Origin, parameter
from crosswire.readers.text import refusal
from crosswire.records import Document, Dropped, Page, document_id

# The library logs each page that it cannot read; the reader says so once, as a Dropped.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

MIN_WORDS = 3  # less is a page that a script was to fill
# Fixed bounds, or else what counts as a date would depend on the day of the run; and no search
# through the text, whose dates are those of the events.
DATES = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1990-01-01",
    "max_date": "2099-12-31",
}
SKIPPED = frozenset({"script", "style", "noscript", "template", "head", "nav", "footer", "form"})
BLOCKS = frozenset(
    {"article", "blockquote", "br", "div", "dd", "dt", "figcaption", "h1", "h2", "h3", "h4"}
    | {"h5", "h6", "hr", "li", "p", "pre", "section", "table", "td", "th", "tr", "ul", "ol"}
)


def read_html(stream: BinaryIO, origin: Origin) -> Iterator[Document | Dropped]:
    """The one document of an HTML file."""
    content = stream.read(MAX_BYTES + 1)
    yield refusal(content, origin) or origin.document(content, "text/html")


def web_document(
    url: str, content: bytes, media_type: str = "text/html", outlet: str | None = None
) -> Document:
    """The document of a page that was fetched from ``url``, which is also its own id."""
    identity = document_id(content, outlet, url, url)
    return Document(identity, url, url, outlet, media_type or "text/html", content)


def parse_html(document: Document) -> Page | Dropped:
    """Main text and metadata of a page; a broken one gives what text it still holds."""
    html = decode(document.content, parameter(document.media_type, "charset"))
    if html is None:
        reason = f'The page "{document.source_id}" holds binary data and no HTML.'
        return Dropped(document.id, ROOM, reason, "Save the page again, or leave it out.")
    found = _extract(html, document.url)
    text = (found.text if found else None) or plain_text(html)
    if len(text.split()) < MIN_WORDS:
        reason = f'The page "{document.source_id}" holds no readable text.'
        hint = "It may need a browser to fill it: save it from one, or give its text as .txt."
        return Dropped(document.id, ROOM, reason, hint)
    return _page(document, found, text)


def plain_text(html: str) -> str:
    """All text of HTML outside menus and scripts, a line for each block element."""
    collector = _Collector()
    collector.feed(html)
    collector.close()
    lines = (" ".join(line.split()) for line in "".join(collector.parts).splitlines())
    return "\n".join(line for line in lines if line)


class _Collector(HTMLParser):
    """Gathers the text outside ``SKIPPED`` elements; any markup, however broken, is accepted."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skipped += tag in SKIPPED
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in SKIPPED and self.skipped:
            self.skipped -= 1
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.parts.append(" ".join(data.splitlines()) if data.strip() else " ")


def _extract(html: str, url: str | None) -> Any:
    import trafilatura  # a quarter of a second that only pages need

    return trafilatura.bare_extraction(
        html,
        url=url,
        with_metadata=True,
        include_comments=False,
        date_extraction_params=DATES,
    )


def _page(document: Document, found: Any, text: str) -> Page:
    sidecar_title = parameter(document.media_type, "title")
    if found is None:
        return Page(title=sidecar_title or "", text=text)
    return Page(
        title=(found.title or sidecar_title or "").strip(),
        text=text,
        outlet=found.sitename or found.hostname or None,
        url=found.url or None,
        published_at=parse_date(found.date),
        byline=found.author or None,
    )
