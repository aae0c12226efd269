"""Plain text: its title is a short first line that stands apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from crosswire.readers.encoding import decode
from crosswire.readers.origin import MAX_BYTES, ROOM, Origin, parameter
from crosswire.records import Document, Dropped, Page

MAX_TITLE = 200  # characters; longer first lines are lead paragraphs
MAX_TITLE_SENTENCE = 100  # characters; a longer line that ends in a full stop is a sentence
DATELINE = re.compile(
    r"[A-Z][\w'’ .,/-]{1,50}(?:\([^()]{2,40}\)\s*[-–—:.]|(?<=[A-Z]{3})\s*,?\s*[–—-]{1,2}\s)"
)


def read_text(stream: BinaryIO, origin: Origin) -> Iterator[Document | Dropped]:
    """The one document of a text file; refuses what is empty, too large, or no text."""
    content = stream.read(MAX_BYTES + 1)
    yield refusal(content, origin) or origin.document(content, "text/plain")


def refusal(content: bytes, origin: Origin) -> Dropped | None:
    """Why these bytes are no document of text, or None where they may be one."""
    if len(content) > MAX_BYTES:
        reason = f"The file is larger than {MAX_BYTES // 2**20} MB, too large for one text."
        return origin.dropped(reason, "Split it, or give it as JSON Lines, CSV or WARC.")
    text = decode(content)
    if text is None:
        reason = "The file holds binary data and no text, whatever its name says."
        return origin.dropped(reason, "Convert it to text or HTML first, or leave it out.")
    if not text.strip():
        return origin.dropped("The file is empty.", "Check how it was saved, or leave it out.")
    return None


def parse_text(document: Document) -> Page | Dropped:
    """Title and text of a plain text; every character of the text stays as it is."""
    text = decode(document.content, parameter(document.media_type, "charset"))
    if text is None:
        reason = f'The document "{document.source_id}" holds binary data and no text.'
        return Dropped(document.id, ROOM, reason, "Convert it to text or HTML first.")
    title, body = split_title(text.replace("\r\n", "\n").replace("\r", "\n"))
    return Page(title=title or parameter(document.media_type, "title") or "", text=body)


def split_title(text: str) -> tuple[str, str]:
    """The title and the body of a text; the title is empty where the first line is no title."""
    first, _, rest = text.strip().partition("\n")
    first, rest = first.strip(), rest.strip()
    if not rest or not is_title(first):
        return "", text.strip()
    return first, rest


def is_title(line: str) -> bool:
    """Whether a first line reads as a headline: short, no dateline, no long sentence."""
    if len(line) > MAX_TITLE or DATELINE.match(line):
        return False
    return not (len(line) > MAX_TITLE_SENTENCE and line.rstrip("\"'”’)").endswith("."))
