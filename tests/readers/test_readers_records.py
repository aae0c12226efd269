"""JSON, JSON Lines, CSV, feeds and archives: one record a document."""

from __future__ import annotations

import gzip
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crosswire.readers import parse, read
from crosswire.readers.dates import parse_date
from crosswire.readers.jsonl import read_jsonl
from crosswire.readers.origin import Origin
from crosswire.records import Document, Dropped, Page

FIXTURES = Path(__file__).parent.parent / "fixtures" / "readers"


def documents(path: Path) -> list[Document]:
    return [found for found in read([path]) if isinstance(found, Document)]


def drops(path: Path) -> list[Dropped]:
    return [found for found in read([path]) if isinstance(found, Dropped)]


def pages(path: Path) -> list[Page]:
    return [page for found in documents(path) if isinstance(page := parse(found), Page)]


def test_json_lines_are_read_one_by_one() -> None:
    """Does each good line give its document and each bad one its place and reason?"""
    path = FIXTURES / "items.jsonl"
    assert [found.source_id for found in documents(path)] == ["mc-1", "3"]
    places = [(found.record_id.rpartition(":")[2], found.reason[:20]) for found in drops(path)]
    assert places == [
        ("2", "The line is no JSON:"),
        ("5", "The record holds no "),
        ("6", "The record is no JSO"),
    ]
    first, second = pages(path)
    assert first == Page(
        title="Bridge shelled",
        text="Shells fell on the bridge at Oum Sidra.",
        outlet="Marsh Courier",
        url="https://courier.example/1",
        published_at=date(2019, 3, 14),
    )
    assert second.published_at == date(2019, 3, 14)


def test_a_record_is_the_same_document_in_any_spelling(tmp_path: Path) -> None:
    """Do the order of keys, white space and the kind of file change an id?"""
    (tmp_path / "a.json").write_text('[{"id": "x", "text": "Shells fell é"}]')
    (tmp_path / "b.jsonl").write_text('{"text":"Shells fell \\u00e9",  "id":"x"}\n')
    (first,), (second,) = documents(tmp_path / "a.json"), documents(tmp_path / "b.jsonl")
    assert first == second
    assert first.content == '{"id":"x","text":"Shells fell é"}'.encode()


def test_records_without_an_id_take_the_stem_and_their_line(tmp_path: Path) -> None:
    """Are two nameless records told apart?"""
    (tmp_path / "a.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n')
    (tmp_path / "b.json").write_text('{"text": "One."}')
    found = [d.source_id for d in documents(tmp_path)]
    assert found == ["a:1", "a:2", "b"]


def test_json_lines_named_json_are_read(tmp_path: Path) -> None:
    """Is a common slip of the file's ending forgiven?"""
    (tmp_path / "a.json").write_text('{"text": "One."}\n{"text": "Two."}\n')
    assert len(documents(tmp_path)) == 2


def test_json_lines_are_streamed() -> None:
    """Is a document given before the file was read to its end?"""
    stream = io.BytesIO(b'{"text": "One."}\n' * 100_000)
    assert isinstance(next(read_jsonl(stream, Origin("x", "x"))), Document)
    assert stream.tell() < 1000


def test_csv_rows_are_documents() -> None:
    """Are the delimiter, quoted lines and named dates of a table understood?"""
    path = FIXTURES / "items.csv"
    (page,) = pages(path)
    assert page.text == "Gunmen raided Tor Dagaba; they left by noon.\n\nTwo men were taken."
    assert (page.title, page.published_at) == ("Raid", date(2019, 3, 14))
    assert [found.reason for found in drops(path)] == ["The record holds no text."]


def test_feeds_give_their_entries() -> None:
    """Do RSS and Atom entries become records with text, day and outlet?"""
    first, second = pages(FIXTURES / "feed.rss")
    assert (first.title, first.outlet) == ("Ferry & barge burned", "Marsh Courier")
    assert first.text == "Two boats were burned.\nNobody was hurt."
    assert first.published_at == date(2019, 3, 14)
    assert (second.title, second.text) == ("Only a headline", "")
    (atom,) = pages(FIXTURES / "feed.atom")
    assert atom.text == "The road to Oum Sidra was reopened."
    assert (atom.url, atom.byline) == ("https://wire.example/a1", "Delta Wire")


HTML = b"<html><body><article><p>Shells fell on the bridge at dawn.</p></article></body></html>"


def warc(*responses: tuple[str, int, str, bytes]) -> bytes:
    records = b""
    for number, (url, status, media_type, body) in enumerate(responses):
        http = f"HTTP/1.1 {status} X\r\nContent-Type: {media_type}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        records += head.encode() + http + b"\r\n\r\n"
    return records


PAGES = warc(
    ("https://c.example/1", 200, "text/html; charset=windows-1251", HTML),
    ("https://c.example/2", 404, "text/html", HTML),
    ("https://c.example/3", 200, "image/png", b"\x89PNG"),
    ("https://c.example/4", 200, "text/plain", b"Bridge\n\nShells fell."),
    ("https://c.example/5", 200, "text/html", b""),
)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.warc", PAGES), ("a.warc.gz", gzip.compress(PAGES, mtime=0)), ("a", PAGES)],
)
def test_archives_give_their_pages(tmp_path: Path, name: str, content: bytes) -> None:
    """Are only found texts of an archive read, by their own ids and addresses?"""
    (tmp_path / name).write_bytes(content)
    found = documents(tmp_path)
    assert [(d.source_id, d.url, d.media_type) for d in found] == [
        ("0", "https://c.example/1", "text/html; charset=windows-1251"),
        ("3", "https://c.example/4", "text/plain"),
    ]
    assert [d.reason for d in drops(tmp_path)] == ["The page is empty."]
    page = parse(found[0])
    assert isinstance(page, Page)
    assert page.text == "Shells fell on the bridge at dawn."


def test_a_damaged_archive_gives_what_came_before(tmp_path: Path) -> None:
    """Does a damaged end lose the pages before it?"""
    (tmp_path / "a.warc").write_bytes(PAGES + b"junk that follows no rule" * 40)
    assert len(documents(tmp_path)) == 2
    assert "breaks off" in drops(tmp_path)[-1].reason


DATES: list[tuple[Any, date | None]] = [
    ("2019-03-14", date(2019, 3, 14)),
    ("2019-03-14T23:59:00+05:00", date(2019, 3, 14)),
    ("2019/3/4", date(2019, 3, 4)),
    ("20190314", date(2019, 3, 14)),
    (20190314, date(2019, 3, 14)),
    ("Thu, 14 Mar 2019 08:20:00 GMT", date(2019, 3, 14)),
    ("14 March 2019", date(2019, 3, 14)),
    ("March 14th, 2019, 8.20 a.m.", date(2019, 3, 14)),
    ("14.03.2019", date(2019, 3, 14)),
    ("31/03/2019", date(2019, 3, 31)),
    (1552521600, date(2019, 3, 14)),
    (1552521600000, date(2019, 3, 14)),
    # what may be two days, or none, is none
    ("03/04/2019", None),
    ("2019-02-30", None),
    ("2019", None),
    (True, None),
    ("yesterday", None),
    ("", None),
    (None, None),
    ([2019], None),
]


@pytest.mark.parametrize(("value", "expected"), DATES)
def test_publishing_dates(value: Any, expected: date | None) -> None:
    """Is a day read in every common form, and never guessed?"""
    assert parse_date(value) == expected
