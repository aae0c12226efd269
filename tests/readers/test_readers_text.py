"""Plain text: what is a title, what is text, and in which encoding."""

from __future__ import annotations

import pytest

from crosswire.readers import parse
from crosswire.readers.encoding import decode
from crosswire.readers.text import split_title
from crosswire.records import Document, Dropped, Page, document_id

LONG = "The sources said that the fighters were leaving the valley " * 4

TITLES = [
    # a headline above a blank line, or above more lines
    ("Bridge shelled at dawn\n\nShells fell.", "Bridge shelled at dawn", "Shells fell."),
    ("Bridge shelled\nShells fell.\nTwo died.", "Bridge shelled", "Shells fell.\nTwo died."),
    ("Raid Held Off. Envoy Speaks.\n\nIt fell.", "Raid Held Off. Envoy Speaks.", "It fell."),
    # one line, a long first sentence, and a dateline are text
    ("Shells fell on the bridge.", "", "Shells fell on the bridge."),
    (LONG + "\nShells fell.", "", LONG + "\nShells fell."),
    ("ADEN (Delta Wire) - It fell.\nTwo.", "", "ADEN (Delta Wire) - It fell.\nTwo."),
    ("ADEN - Shells fell.\nTwo died.", "", "ADEN - Shells fell.\nTwo died."),
    # white space inside a text stays
    ("Bridge\n\nShells  fell.\n\n\n Two died.\n", "Bridge", "Shells  fell.\n\n\n Two died."),
]


@pytest.mark.parametrize(("text", "title", "body"), TITLES)
def test_title_and_text_are_told_apart(text: str, title: str, body: str) -> None:
    """Which first lines are headlines?"""
    assert split_title(text) == (title, body)


CYRILLIC = "Обстрел рынка в посёлке: семь погибших, сообщили врачи. " * 5

ENCODINGS = [
    ("Ceasefire “holds”".encode(), None, "Ceasefire “holds”"),
    (b"\xef\xbb\xbfBridge", None, "Bridge"),
    ("Bridge".encode("utf-16"), None, "Bridge"),
    (CYRILLIC.encode("cp1251"), "windows-1251", CYRILLIC),
    (CYRILLIC.encode("cp1251"), None, CYRILLIC),
    (CYRILLIC.encode("cp1251"), "no-such-encoding", CYRILLIC),
    # a text cut in the middle of its last character is still UTF-8
    ("Ceasefire é".encode()[:-1], None, "Ceasefire \ufffd"),
    (b"\x00\x01\x02 words", None, None),
    (bytes(range(1, 32)) * 9, None, None),
]


@pytest.mark.parametrize(("content", "declared", "expected"), ENCODINGS)
def test_bytes_are_decoded(content: bytes, declared: str | None, expected: str | None) -> None:
    """Is every common encoding read, and what is no text refused?"""
    assert decode(content, declared) == expected


def test_parse_keeps_every_character() -> None:
    """Can a quote of the original be found in the parsed text?"""
    content = "Bridge\n\nHe said: “no”… – 5 km.\tThen \u00a0 left.".encode()
    found = parse(_document(content))
    assert isinstance(found, Page)
    assert found.text == "He said: “no”… – 5 km.\tThen \u00a0 left."


@pytest.mark.parametrize("media_type", ["text/plain", "text/html", "application/json", "image/png"])
def test_parse_refuses_bytes_that_are_no_text(media_type: str) -> None:
    """Does a wrong type end in a refusal that names the document?"""
    found = parse(_document(b"\x00\x01\x02", media_type))
    assert isinstance(found, Dropped)
    assert '"d"' in found.reason
    assert found.hint


def _document(content: bytes, media_type: str = "text/plain") -> Document:
    return Document(document_id(content, None, None, "d"), "d", None, None, media_type, content)
