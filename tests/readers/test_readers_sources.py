"""Which files are read, in what order, and how each refusal is told."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from crosswire.readers import parse, read
from crosswire.readers.origin import MAX_BYTES
from crosswire.records import Document, Dropped, Page

FIXTURES = Path(__file__).parent.parent / "fixtures" / "readers"


def documents(*paths: Path | str) -> list[Document]:
    return [found for found in read(paths) if isinstance(found, Document)]


def drops(*paths: Path | str) -> list[Dropped]:
    return [found for found in read(paths) if isinstance(found, Dropped)]


def page(document: Document) -> Page:
    found = parse(document)
    assert isinstance(found, Page), found
    return found


def test_a_folder_is_read_by_relative_path_without_hidden_files_and_sidecars(
    tmp_path: Path,
) -> None:
    """Is the order of a folder its own, and nothing read that is not an article?"""
    names = ["b/2.txt", "a.txt", "b/1.txt", ".hidden.txt", ".git/x.txt", "a.txt.meta.json"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}" if name.endswith("json") else f"Text of {name}.")
    assert [found.source_id for found in documents(tmp_path)] == ["a", "1", "2"]
    assert drops(tmp_path) == []


def test_ids_do_not_depend_on_where_a_file_lies(tmp_path: Path) -> None:
    """Is the same file in another folder the same document?"""
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text("Shells fell on the bridge.")
    first, second = documents(tmp_path)
    assert first == second


UNREADABLE = [
    # name, content, what the reason says
    ("picture.txt", b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR" * 40, "binary"),
    ("packed.txt", gzip.compress(bytes(range(256)) * 20), "binary"),
    ("empty.txt", b"", "empty"),
    ("blank.html", b" \n\t\n", "empty"),
    ("empty.jsonl", b"", "empty"),
    ("broken.json", b'{"text": ', "JSON"),
    ("number.json", b"12", "no JSON object"),
    ("novel.json", b'{"title": "", "name": "x"}', "no text"),
    ("paper.pdf", b"%PDF-1.4", '".pdf"'),
    ("columns.csv", b"name,age\nx,3\n", 'no column "text"'),
    ("not.warc", b"junk that is no archive", "archive"),
    ("plain.xml", b"<note>hello</note>", "no entries"),
]


@pytest.mark.parametrize(("name", "content", "says"), UNREADABLE)
def test_what_cannot_be_read_is_dropped_with_a_reason_and_reading_goes_on(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    """Does one bad file cost more than itself, and is the user told what to do?"""
    (tmp_path / name).write_bytes(content)
    (tmp_path / "zz.txt").write_text("Shells fell on the bridge.")
    (dropped,) = drops(tmp_path)
    assert dropped.record_id.endswith(name)
    assert dropped.room == "readers"
    assert says in dropped.reason
    assert dropped.hint
    assert [found.source_id for found in documents(tmp_path)] == ["zz"]


def test_a_missing_path_is_dropped(tmp_path: Path) -> None:
    """Is a mistyped path told, and the next one still read?"""
    (tmp_path / "a.txt").write_text("Shells fell.")
    found = list(read([tmp_path / "nope.txt", tmp_path / "a.txt"]))
    assert isinstance(found[0], Dropped)
    assert "no such file" in found[0].reason
    assert isinstance(found[1], Document)


def test_a_file_larger_than_an_article_can_be_is_dropped(tmp_path: Path) -> None:
    """Is a dump that was named .txt refused before it fills the memory?"""
    with (tmp_path / "dump.txt").open("wb") as stream:
        stream.write(b"word " * 10)
        stream.truncate(MAX_BYTES + 1)
    (dropped,) = drops(tmp_path)
    assert "larger than 50 MB" in dropped.reason


SIDECARS = ["convoy.txt.meta.json", "convoy.meta.json"]


@pytest.mark.parametrize("name", SIDECARS)
def test_a_sidecar_gives_what_the_file_does_not_say(tmp_path: Path, name: str) -> None:
    """Does NAME.meta.json count, its unknown keys ignored?"""
    (tmp_path / "convoy.txt").write_bytes((FIXTURES / "convoy.txt").read_bytes())
    (tmp_path / name).write_bytes((FIXTURES / "convoy.txt.meta.json").read_bytes())
    (found,) = documents(tmp_path)
    assert (found.outlet, found.url) == ("Marsh Courier", "https://courier.example/c")
    assert str(found.published_at) == "2019-03-11"
    assert page(found).title == "Convoy stopped at Oum Sidra"


def test_a_sidecar_names_the_title_of_a_text_without_one(tmp_path: Path) -> None:
    """Is a title beside the file used where the file has none, its bytes unchanged?"""
    (tmp_path / "n.txt").write_text("Shells fell on the bridge.")
    (tmp_path / "n.txt.meta.json").write_text('{"title": "Bridge; \\"old\\" one, shelled"}')
    (found,) = documents(tmp_path)
    assert found.content == b"Shells fell on the bridge."
    assert page(found).title == 'Bridge; "old" one, shelled'


def test_a_broken_sidecar_is_told_and_the_file_is_read(tmp_path: Path) -> None:
    """Does a typing error beside a file lose the file?"""
    (tmp_path / "n.txt").write_text("Shells fell.")
    (tmp_path / "n.txt.meta.json").write_text("{oops")
    kinds = [type(found) for found in read([tmp_path])]
    assert kinds == [Dropped, Document]


STDIN = [
    # what is piped in, and the media types of its documents
    (b"Shells fell on the bridge.", ["text/plain"]),
    (b"<!doctype html><p>Shells fell on the bridge.</p>", ["text/html"]),
    (b'{"text": "One."}\n{"text": "Two."}\n', ["application/json"] * 2),
    (b'{\n "text": "One."\n}\n', ["application/json"]),
    (b'[{"text": "One."}, {"text": "Two."}]', ["application/json"] * 2),
    ((FIXTURES / "feed.rss").read_bytes(), ["application/json"] * 2),
    (gzip.compress(b'{"text": "One."}\n', mtime=0), ["application/json"]),
]


@pytest.mark.parametrize(("piped", "media_types"), STDIN)
def test_standard_input_is_sniffed(
    monkeypatch: pytest.MonkeyPatch, piped: bytes, media_types: list[str]
) -> None:
    """Does "-" read what is piped in, whatever it is?"""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(piped))))
    assert [found.media_type for found in documents("-")] == media_types


def test_a_file_without_an_ending_is_sniffed(tmp_path: Path) -> None:
    """Is a page that was saved as "article" read?"""
    (tmp_path / "article").write_text("<html><body><p>Shells fell on the bridge.</p></body></html>")
    (found,) = documents(tmp_path)
    assert (found.source_id, found.media_type) == ("article", "text/html")
