import base64
import hashlib
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from made_up_control import all_states
from made_up_incidents import all_incidents, strike
from made_up_tables import dropped

from crosswire.exports import report
from crosswire.exports.calendar import stretch
from crosswire.exports.report_claims import number_words, pieces, side_words, voices
from crosswire.exports.report_view import parts, refused
from crosswire.records import Dropped, Span

PERIOD = (date(2031, 3, 3), date(2031, 3, 9))
OPTIONS = {
    "title": "Week 10",
    "period": PERIOD,
    "dropped": dropped(),
    "control": all_states(),
    "generated": "2031-03-10",
}


class Reader(HTMLParser):
    """Collects what a page would load or run, its ids, and whether tags are balanced."""

    VOID = frozenset({"meta", "link", "img", "input", "br", "hr"})

    def __init__(self):
        super().__init__()
        self.loads, self.ids, self.links, self.open, self.handlers = [], [], [], [], []
        self.bare = {"script": [], "style": []}

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag not in self.VOID:
            self.open.append(tag)
        self.loads += [found[key] for key in ("src", "srcset", "data", "poster") if key in found]
        self.loads += [found["href"]] if tag in {"link", "use", "image"} and "href" in found else []
        self.handlers += [key for key in found if key.startswith("on") or key == "style"]
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in self.bare:
            self.bare[self.open[-1]].append(data)


@pytest.fixture(scope="module")
def page():
    return report.render(all_incidents(), **OPTIONS)


@pytest.fixture(scope="module")
def read(page):
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


def test_page_loads_nothing(page, read):
    """Does the page ask for no other file, and run no handler of its own?"""
    assert read.loads == []
    assert read.handlers == []
    assert "@import" not in page
    assert "url(" not in page
    assert all(a["href"].startswith(("#", "https://news.example/")) for a in read.links)


def test_policy_allows_its_own_style_and_script_alone(page, read):
    """Are style and script allowed by their hash, and all else forbidden?"""
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page).group(1)
    assert policy.startswith("default-src &#39;none&#39;; ")
    for name in ("style", "script"):
        (text,) = read.bare[name]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{name}-src &#39;sha256-{digest}&#39;" in policy
    assert "unsafe" not in policy


def test_news_text_is_only_text(page):
    """Is a script in a sentence shown, and never run?"""
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_links_lead_somewhere(read):
    """Has each link within the page its target, and each id one place?"""
    assert len(set(read.ids)) == len(read.ids)
    targets = {a["href"][1:] for a in read.links if a["href"].startswith("#")}
    assert targets <= set(read.ids)
    outside = [a for a in read.links if a["href"].startswith("http")]
    assert outside
    assert all(a["rel"] == "noopener noreferrer" for a in outside)


def test_page_is_the_same_whatever_the_order(page):
    """Does the order of the rows change nothing?"""
    assert report.render(reversed(all_incidents()), **OPTIONS) == page


def test_plans_and_totals_stand_apart(page):
    """Is what only is planned, and a total over a year, in no count and in its own section?"""
    listed = page[page.index('<table class="list"') : page.index("The evidence")]
    assert "Saraqib" not in listed
    assert "640" not in listed
    apart = page[page.index("Planned, threatened or denied only") :]
    assert "will storm" in apart
    assert "Totals over a period" in apart
    assert "<li><b>10</b><span>incidents</span></li>" in page


def test_what_was_not_used_is_counted(page):
    """Are drops there with reason and hint?"""
    assert "3 records were read and left out" in page
    assert "no words left after cleaning" in page


def test_empty_report_says_so():
    """Is a period without incidents still a whole page?"""
    page = report.render([], title="Nothing", period=(None, None), dropped=[])
    assert "No incident of this period" in page
    assert "Nothing was left out" in page


def test_address_that_is_no_web_page_is_no_link():
    """Is a javascript: address shown as a name alone?"""
    from dataclasses import replace

    row = strike()
    claims = tuple(
        replace(each, article=replace(each.article, url="javascript:alert(1)"))
        for each in row.claims
    )
    page = report.render([replace(row, claims=claims)], **OPTIONS)
    assert "javascript:" not in page


def test_copies_are_one_telling():
    """Is an agency's text shown once, with who copied it, its own telling first?"""
    agency, monitor, denial = voices(strike())
    (told,) = agency.told
    assert told.outlet == "Levant News Agency"
    assert set(told.copies) == {
        "Anatolian Post",
        "Gulf Courier",
        "Harbour Times",
        "The Daily Cedar",
    }
    assert monitor.told[0].type == "shelling"
    assert denial.told[0].status == "denied"


def test_pieces_are_the_sentence():
    """Do the pieces make the quote again, with the event's words marked?"""
    for row in strike().claims:
        found = pieces(row.claim)
        assert "".join(piece.text for piece in found) == row.claim.quote.quote
        assert [piece.text for piece in found if piece.mark == "event"] == [row.claim.trigger.quote]


def test_numbers_run_through():
    """Are happened incidents numbered without a gap, in order of day?"""
    found = parts(all_incidents())
    assert [each.number for each in found.happened] == list(range(1, 11))
    assert [each.number for each in (*found.untold, *found.totals)] == [11, 12]
    days = [each.first for each in found.happened if each.first]
    assert days == sorted(days)
    assert found.happened[-1].first is None


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (14, 14, "14 killed (civilian)"),
        (19, 26, "19–26 killed (civilian)"),
        (30, None, "at least 30 killed (civilian)"),
        (None, 40, "up to 40 killed (civilian)"),
        (None, None, "an unknown number killed (civilian)"),
    ],
)
def test_number_words(low, high, expected):
    """How is a number of people said?"""
    from crosswire.records import Casualties, Outcome, Who

    number = Casualties(Span(0, 1, "x"), Outcome.KILLED, Who.CIVILIAN, low, high)
    assert number_words(number) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2031, 3, 3), date(2031, 3, 9), "3–9 Mar 2031"),
        (date(2031, 2, 27), date(2031, 3, 2), "27 Feb – 2 Mar 2031"),
        (date(2030, 12, 30), date(2031, 1, 2), "30 Dec 2030 – 2 Jan 2031"),
        (date(2031, 3, 3), date(2031, 3, 3), "3 Mar 2031"),
        (date(2031, 3, 3), None, "since 3 Mar 2031"),
        (None, None, "all days"),
    ],
)
def test_stretch(first, last, expected):
    """How is a period said?"""
    assert stretch(first, last) == expected


@pytest.mark.parametrize(
    ("side", "expected"),
    [("syria:government", "Syria, government"), ("west-bank:a_b", "West Bank, a b"), (None, "")],
)
def test_side_words(side, expected):
    """How is the slug of a side said?"""
    assert side_words(side) == expected


def test_refused_are_summed_beyond_the_dozen():
    """Are many different reasons one last sum?"""
    many = [Dropped(str(n), "clean", f"reason {n:02}") for n in range(15)]
    found = refused([*many, *many[:1]])
    assert (found[0].reason, found[0].count) == ("reason 00", 2)
    assert (found[-1].reason, found[-1].count) == ("other reasons", 3)
    assert sum(each.count for each in found) == 16


def test_markdown_shows_text_as_it_is():
    """Is the Markdown whole, and can news text neither link nor mark up?"""
    text = report.markdown(all_incidents(), **OPTIONS)
    assert text.startswith("# Week 10\n")
    assert r"\<script\>alert\(1\)\</script\>" in text
    assert "## Planned, threatened or denied only" in text
    assert "| 2 | 4 Mar 2031 | Air strike · Mare', Aleppo, Syria | fair |" in text
    assert "\n\n\n\n" not in text


def luminance(colour):
    """Relative luminance of a #rrggbb colour (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *((ink, "paper") for ink in ("ink", "soft", "link", "contested", "alert")),
        *((ink, "focus") for ink in ("ink", "label", "soft")),
        ("label", "land"),
        # numbers on marks
        *(("paper", grade) for grade in ("established", "fair", "contested")),
        # words on the marked evidence
        *(("ink", f"m-{name}") for name in ("event", "number", "speaker", "place", "day", "side")),
    ],
)
def test_contrast(theme, ink, ground):
    """Can all words be read in light and dark (WCAG AA: 4.5 to 1)?"""
    blocks = re.findall(r":root \{([^}]*)\}", report._asset("shared.css"))
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", blocks[theme]))
    light, dark = sorted([luminance(colours[ink]), luminance(colours[ground])], reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
