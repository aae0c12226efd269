"""HTML: the article without its furniture, and its metadata."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from crosswire.readers import parse, read
from crosswire.readers.html import plain_text, web_document
from crosswire.records import Document, Dropped, Page

FIXTURES = Path(__file__).parent.parent / "fixtures" / "readers"


def test_a_page_gives_its_article_and_metadata() -> None:
    """Are title, site, day, author and address those that the page declares?"""
    (document,) = read([FIXTURES / "page.html"])
    assert isinstance(document, Document)
    found = parse(document)
    assert isinstance(found, Page)
    assert found.title == "Shells hit market in Qasr Tal"
    assert found.outlet == "The Marsh Courier"
    assert found.published_at == date(2019, 3, 14)
    assert found.byline == "Lena Haddou"
    assert found.url == "https://courier.example/2019/shells"
    assert "Seven people were killed on Thursday" in found.text
    assert "Terms of use" not in found.text


def test_a_broken_page_gives_the_text_it_holds() -> None:
    """Is an unclosed page still an article?"""
    (document,) = read([FIXTURES / "broken.html"])
    assert isinstance(document, Document)
    found = parse(document)
    assert isinstance(found, Page)
    assert "burned a mill near Tor Dagaba" in found.text
    assert "var x" not in found.text


def test_a_page_without_text_is_dropped_with_a_hint() -> None:
    """Is a page that a script was to fill told as such?"""
    page = web_document("https://courier.example/x", b"<html><body><script>go()</script></body>")
    found = parse(page)
    assert isinstance(found, Dropped)
    assert "no readable text" in found.reason
    assert "browser" in found.hint


def test_a_page_in_a_declared_encoding_is_read() -> None:
    """Does the server's charset count?"""
    words = "Обстрел рынка: семь человек погибли, сообщили врачи в посёлке."
    html = f"<html><body><article><p>{words}</p></article></body></html>".encode("cp1251")
    document = web_document("https://x.example/1", html, "text/html; charset=windows-1251")
    found = parse(document)
    assert isinstance(found, Page)
    assert words in found.text


def test_plain_text_has_a_line_for_each_block() -> None:
    """Do paragraphs stay apart and inline marks together?"""
    html = "<nav>Home</nav><p>One <b>bo</b>ld.</p><ul><li>Two &amp; three</ul>"
    assert plain_text(html) == "One bold.\nTwo & three"
