"""A document as it arrived, served so that nothing in it can run, load or call anything.

Whoever looks at an outlet's page must not be seen by the outlet. The policy of content holds all
that a page can load but one thing: ``<link rel="preconnect">`` opens a connection whatever the
policy says, in Chromium at least. So links of the head become an element without a meaning, which
only the decoded text allows to find in every encoding; the exact bytes are there to be saved.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping

from crosswire.records import Capture

PAGES = frozenset({"text/html", "application/xhtml+xml"})
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
    "X-DNS-Prefetch-Control": "off",  # the policy does not forbid to look names up either
}
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
HEAD = 4096  # bytes in which a page declares its encoding; browsers look at 1024
_LINK = re.compile("<link", re.IGNORECASE)
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9._:-]+)""", re.IGNORECASE)


def served(media_type: str, content: bytes, captures: Iterable[Capture]) -> tuple[str, bytes]:
    """How a document is shown: pages as pages, all else as plain text, in UTF-8."""
    text = content.decode(encoding(media_type, content, captures), "replace").removeprefix("\ufeff")
    if media_type.partition(";")[0].strip() in PAGES:
        return "text/html; charset=utf-8", _LINK.sub("<x-link", text).encode()
    return "text/plain; charset=utf-8", text.encode()


def encoding(media_type: str, content: bytes, captures: Iterable[Capture]) -> str:
    """A mark at the beginning decides, then UTF-8, then what was declared, as for the article."""
    for mark, name in MARKS:
        if content.startswith(mark):
            return name
    if _is_utf8(content):
        return "utf-8"
    known = (_known(name) for name in _declared(media_type, content, captures))
    return next((name for name in known if name), "cp1252")


def _declared(media_type: str, content: bytes, captures: Iterable[Capture]) -> Iterator[str]:
    """Encodings that the server, then the record, then the page itself names."""
    told = [value for each in captures for name, value in each.headers if _is_type(name)]
    for words in (*(value.encode() for value in told), media_type.encode(), content[:HEAD]):
        found = _DECLARED.search(words)
        if found:
            yield found[1].decode("ascii")


def _is_type(name: str) -> bool:
    return name.lower() == "content-type"


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _known(name: str) -> str:
    """Python's name of an encoding of text; empty for none (its codecs hold more than those)."""
    try:
        "".encode(name)
    except LookupError:
        return ""
    return codecs.lookup(name).name
