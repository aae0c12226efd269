"""Judgements and claims as a person makes them, checked before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from crosswire import judgements
from crosswire.judgements import EDITABLE, PERSON, UnfitError
from crosswire.records import (
    Anchor,
    Article,
    Claim,
    EventType,
    Judgement,
    Span,
    Status,
    Verdict,
    claim_id,
    content_id,
)

LONGEST_QUOTE, LONGEST_TRIGGER = 90, 6  # words; see the contract of claims.jsonl
SPANS = ("quote", "trigger")
OF_ARTICLE = ("side_a", "side_b", "places", "date_words", "speaker", "casualties")

Placed = tuple[Claim, Article]


def checked_name(by: str) -> str:
    """The reviewer's name, folded; it stands beside all that they decide."""
    name = " ".join(by.split())
    if not name:
        raise UnfitError("Say your name first: it stands beside what you decide.")
    return name


def one_line(words: str) -> str:
    """Words that a person gave, on one line and without what cannot be seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def make_judgement(
    verdict: Verdict,
    claims: Sequence[Placed],
    by: str,
    at: datetime,
    told: tuple[str | None, str | None] = (None, None),
) -> Judgement:
    """A judgement on claims, with the ``field`` and ``value`` that were ``told``, where any were.

    Raises UnfitError where the value does not fit every claim.
    """
    field, value = told
    if verdict is Verdict.EDIT:
        check_edit(claims, field or "", value or "")
    elif verdict is Verdict.NOTE and not (value or "").strip():
        raise UnfitError("The note is empty: write what is to be kept.")
    elif verdict in (Verdict.SAME, Verdict.NOT_SAME) and len({c.id for c, _ in claims}) < 2:
        raise UnfitError("There is only one claim: choose two, of two incidents or of one.")
    anchors = tuple(Anchor(a.document_id, c.quote, c.trigger) for c, a in claims)
    ids = tuple(claim.id for claim, _ in claims)
    key = content_id("jdg", verdict, anchors, by, at, field, value, ids)
    return Judgement(key, verdict, anchors, by, at, field, value, given_on=ids)


def check_edit(claims: Sequence[Placed], field: str, value: str) -> None:
    """Raise UnfitError where a value does not fit a field of every claim."""
    for claim, article in claims:
        judgements.change(claim, field, value, article)


def make_claim(article: Article, told: Mapping[str, str], by: str) -> Claim:
    """A claim from an article's words.

    ``told`` has ``quote_start``, ``quote_end``, ``trigger_start`` and ``trigger_end`` (code points
    of the article's text), ``type``, ``status``, and what else is told, as an edit's value gives
    it: ``side_a``, ``side_b``, ``places``, ``date_words``, ``casualties``, ``speaker``. Raises
    UnfitError.
    """
    quote, trigger = _span(article, told, "quote"), _span(article, told, "trigger")
    _check_spans(quote, trigger)
    claim = Claim(
        id="",
        article_id=article.id,
        quote=quote,
        trigger=trigger,
        type=EventType.OTHER,
        status=Status.OCCURRED,
        confidence=1.0,
        extractor=f"{PERSON}{by}",
    )
    for field in ("type", "status"):
        claim = judgements.change(claim, field, told.get(field, ""), article)
    for field in OF_ARTICLE:
        if told.get(field, "").strip():
            claim = judgements.change(claim, field, told[field], article)
    return replace(claim, id=claim_id(claim))


def edits_beside(told: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is told of a new claim that words do not tell: its day and its place on the map."""
    beside = [field for field in EDITABLE if field not in (*OF_ARTICLE, "type", "status")]
    return [(field, told[field]) for field in beside if told.get(field, "").strip()]


def _span(article: Article, told: Mapping[str, str], name: str) -> Span:
    try:
        start, end = int(told[f"{name}_start"]), int(told[f"{name}_end"])
    except (KeyError, ValueError) as error:
        raise UnfitError(f"The {name} is missing: select its words in the article.") from error
    if not 0 <= start < end <= len(article.text):
        raise UnfitError(f"The {name} lies outside of the article: select its words there.")
    text = article.text[start:end]
    start += len(text) - len(text.lstrip())
    words = text.strip()
    if not words:
        raise UnfitError(f"The {name} is empty: select its words in the article.")
    return Span(start, start + len(words), words)


def _check_spans(quote: Span, trigger: Span) -> None:
    if not (quote.start <= trigger.start and trigger.end <= quote.end):
        raise UnfitError(
            "The words that name the event lie outside of the sentence: select them inside it."
        )
    for span, most, what in (
        (quote, LONGEST_QUOTE, "sentence"),
        (trigger, LONGEST_TRIGGER, "event"),
    ):
        if len(span.quote.split()) > most:
            raise UnfitError(f"The words of the {what} are too many: select at most {most}.")
