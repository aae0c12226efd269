"""From a page to an article: what is kept, which day counts, and what is refused."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.clean import CLEANER, clean
from crosswire.clean.language import find_language
from crosswire.clean.repair import repair
from crosswire.records import Article, Document, Dropped, Page, document_id

AGENCIES = {"afp": "Agence France-Presse", "delta wire": "Delta Wire", "farsnews": "Fars"}


def find_agency(words: str) -> str | None:
    return AGENCIES.get(words.lower())


def document(published: date | None = None, outlet: str | None = "Marsh Courier") -> Document:
    identity = document_id(b"x", outlet, None, "d")
    return Document(identity, "d", None, outlet, "text/plain", b"x", published)


def article(page: Page, published: date | None = None) -> Article:
    found = clean(document(published), page, find_agency)
    assert isinstance(found, Article)
    return found


BODY = "Shells fell on the bridge at Oum Sidra on Monday, two medics said."


def test_an_article_is_title_blank_line_body_with_nothing_cut() -> None:
    """Does everything that arrived stand in the text, furniture included?"""
    found = article(Page("Bridge  shelled ", f"Bridge shelled\n{BODY}\n\nShare on Facebook\n"))
    assert found.title == "Bridge shelled"
    assert found.text == f"Bridge shelled\n\nBridge shelled\n{BODY}\n\nShare on Facebook"
    assert [mask.span.quote for mask in found.masks] == ["Share on Facebook"]
    assert (found.cleaner, found.language, found.source_id) == (CLEANER, "en", "d")


def test_the_same_page_is_the_same_article() -> None:
    """Is the id that of the document, the text and the cleaner alone?"""
    page = Page("Bridge shelled", BODY)
    assert article(page) == article(page)
    assert article(page).id != article(Page("Bridge hit", BODY)).id


PRINTED = f"Mon 11 Mar 2019\n{BODY}"
DAYS = [
    # the page's text and day, the sidecar's day: published, anchor, gap
    (BODY, date(2019, 3, 11), date(2019, 3, 1), date(2019, 3, 11), date(2019, 3, 11), False),
    (BODY, None, date(2019, 3, 1), date(2019, 3, 1), date(2019, 3, 1), False),
    (PRINTED, date(2019, 3, 12), None, date(2019, 3, 12), date(2019, 3, 11), False),
    (PRINTED, date(2019, 3, 18), None, date(2019, 3, 18), date(2019, 3, 11), False),
    (PRINTED, date(2019, 3, 19), None, date(2019, 3, 19), date(2019, 3, 11), True),
    (PRINTED, None, None, None, date(2019, 3, 11), False),
    (BODY, None, None, None, None, False),
]


@pytest.mark.parametrize(("text", "day", "beside", "published", "anchor", "gap"), DAYS)
def test_relative_dates_count_from_the_printed_day(
    text: str,
    day: date | None,
    beside: date | None,
    published: date | None,
    anchor: date | None,
    gap: bool,
) -> None:
    """Which day is the article's own, and is a doubtful one flagged?"""
    found = article(Page("Bridge shelled", text, published_at=day), beside)
    assert (found.published_at, found.anchor_date, found.date_gap) == (published, anchor, gap)


def test_the_outlet_is_the_documents_else_the_pages() -> None:
    """Does what came beside a page stand above what the page says?"""
    page = Page("Bridge shelled", BODY, outlet="courier.example", url="https://courier.example/1")
    assert article(page).outlet == "Marsh Courier"
    found = clean(document(outlet=None), page, find_agency)
    assert isinstance(found, Article)
    assert (found.outlet, found.url) == ("courier.example", "https://courier.example/1")


REFUSED = [
    "",
    "Share on Facebook",
    "Back to top",
    "Shells fell",
    "All rights reserved.\nTags: Aden",
]


@pytest.mark.parametrize("text", REFUSED)
def test_a_text_without_news_is_dropped(text: str) -> None:
    """Is a page of buttons refused, and the user told why?"""
    found = clean(document(), Page("", text), find_agency)
    assert isinstance(found, Dropped)
    assert (found.record_id, found.room) == (document().id, "clean")
    assert '"d"' in found.reason
    assert found.hint


REPAIRS = [
    # text decoded in the wrong encoding, and a no-break space that became two
    ("he stressed.Â  (source: Farsnews)", "he stressed.  (source: Farsnews)"),
    ("“We hold it,” he said.Â  He left.", "“We hold it,” he said.  He left."),
    ("the town â€œfellâ€\x9d", "the town “fell”"),
    # left-over HTML
    ("Tom &amp; Ali&#039;s&nbsp;men", "Tom & Ali's men"),
    ("One.<br/>Two <b>men</b>.", "One.\nTwo men."),
    # composed letters, line ends
    ("Me\u0301xico\r\nnow", "México\nnow"),
    # what is right stays
    ("“He’s ‘sure’…” – 5 < 6", "“He’s ‘sure’…” – 5 < 6"),
    ("Âge and Château", "Âge and Château"),
]


@pytest.mark.parametrize(("text", "expected"), REPAIRS)
def test_broken_text_is_mended_and_sound_text_stays(text: str, expected: str) -> None:
    """Is mojibake gone, with quotation marks as printed?"""
    assert repair(text) == expected


LANGUAGES = [
    ("Shells fell on the bridge at Oum Sidra on Monday, two medics in the town said.", "en"),
    ("Des obus sont tombés lundi sur le pont, ont déclaré deux médecins de la ville, et sept "
     "personnes ont été tuées dans le marché voisin, selon des habitants.", "fr"),
    ("سقطت قذائف على الجسر يوم الاثنين وقتل سبعة أشخاص في السوق بحسب مسعفين من المدينة", "ar"),
    ("Khan al-Wazir, Tal Abyad, Ras al-Ain", "en"),
    ("", "en"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LANGUAGES)
def test_the_language_is_told_and_a_short_text_is_english(text: str, expected: str) -> None:
    """Is a row of foreign place names still an English text?"""
    assert find_language(text) == expected


PIECES = st.lists(
    st.sampled_from(
        [
            BODY,
            "Share",
            "\n",
            " ",
            "(source: AFP)",
            "ADEN (AFP) - ",
            "© 2019 X",
            "“",
            "Â ",
            "é",
            "12",
        ]
    )
    | st.text(max_size=20),
    max_size=12,
)


@given(PIECES, st.text(max_size=30))
def test_every_span_quotes_its_text(pieces: list[str], title: str) -> None:
    """Do all offsets point to the words that they quote, whatever the text?"""
    found = clean(document(), Page(title, "".join(pieces)), find_agency)
    if isinstance(found, Dropped):
        return
    spans = [mask.span for mask in found.masks] + [credit.span for credit in found.credits]
    spans += [found.dateline.span] if found.dateline else []
    for span in spans:
        assert found.text[span.start : span.end] == span.quote
    bounds = [(mask.span.start, mask.span.end) for mask in found.masks]
    assert all(a[1] <= b[0] for a, b in pairwise(bounds))
