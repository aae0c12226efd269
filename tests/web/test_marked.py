"""An article's text, cut where anything marked begins or ends."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_evidence import article, claim, span

from crosswire import records as r
from crosswire.web.marked import CONTROLS, readable, stretches

SAID = "Shells hit Azaz, killing 12, doctors said."
TEXT = f"Shells hit Azaz\n\nAZAZ, March 4 (Wire) - {SAID}\n\nShare this"
READ = article("read", "Wire", TEXT)
WHOLE = claim(READ, "whole", SAID, number=12)
INNER = claim(READ, "inner", "killing 12", trigger="killing", number=12)


def of(words, made):
    return next(each for each in made if each.text == words)


def test_overlapping_claims_are_cut_at_every_edge():
    """Does each stretch know all claims that cover it, and the most telling evidence?"""
    made = stretches(READ, [WHOLE, INNER])
    assert of("12", made).claims == (0, 1)
    assert of("12", made).mark == "number"
    assert of(", doctors said.", made).claims == (0,)
    assert of("Shells hit Azaz", made).claims == ()  # the title


def test_an_event_leads_to_its_claim():
    """Is the event's word the way to the claim, and the rest that to the innermost one?"""
    made = stretches(READ, [WHOLE, INNER])
    assert (of("killing", made).starts, of("killing", made).link) == ((1,), 1)
    assert of(" ", [each for each in made if each.claims == (0, 1)]).link == 1
    assert of("hit", made).starts == (0,)


def test_what_is_no_news_is_named():
    """Are title, dateline, credit and boilerplate told apart, the kind once for each?"""
    text = READ.text
    marked = replace(
        READ,
        masks=(r.Mask(span(text, "Share this"), r.MaskKind.SHARE),),
        dateline=r.Dateline(span(text, "AZAZ, March 4 (Wire) -")),
        credits=(r.Credit(span(text, "Wire"), "Wire"),),
    )
    made = stretches(marked, [])
    assert [(each.text, each.around) for each in made if each.around] == [
        ("Shells hit Azaz", "title"),
        ("AZAZ, March 4 (", "dateline"),
        ("Wire", "credit"),
        (") -", "dateline"),
        ("Share this", "mask"),
    ]
    assert (of("Share this", made).kind, of("Share this", made).first) == ("share", True)
    assert [each.first for each in made if each.around == "dateline"] == [True, False]


@pytest.mark.parametrize("mark", CONTROLS)
def test_direction_marks_stand_alone(mark):
    """Is each character that turns the writing a stretch of its own, by name?"""
    made = stretches(article("turned", "Wire", f"Shells {mark}hit Azaz"), [])
    assert [(each.text, each.control) for each in made if each.control] == [(mark, CONTROLS[mark])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb", "a \nb"),
        ("a\x00b", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("\U0001f4a5 hit", "\U0001f4a5 hit"),
    ],
)
def test_what_no_page_can_hold_keeps_its_place(text, expected):
    """Is each letter that a browser would change or drop replaced by exactly one?"""
    assert readable(text) == expected
    assert len(readable(text)) == len(text)


@given(
    st.text(min_size=1, max_size=80),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80), st.integers(0, 80)), max_size=6),
)
def test_the_stretches_are_the_text(text, edges):
    """Does a page have the article's text letter by letter, whatever claims cover it?"""
    made_up = article("any", "Wire", text, title="")
    claims = []
    for at, (start, end, cut) in enumerate(edges):
        start, end = sorted((min(start, len(text)), min(end, len(text))))
        quote = r.Span(start, end, text[start:end])
        trigger = r.Span(start, min(cut, end) if cut > start else end, "")
        claims.append(
            r.Claim(f"clm_{at}", "art_any", quote, trigger, r.EventType.OTHER, r.Status.OCCURRED)
        )
    made = stretches(made_up, claims)
    assert "".join(each.text for each in made) == readable(text)
    at = 0
    for each in made:
        covering = {
            n
            for n, c in enumerate(claims)
            if c.quote.start <= at and at + len(each.text) <= c.quote.end
        }
        assert covering == set(each.claims)
        at += len(each.text)
