"""A model's reply to claims: whatever does not stand in the article at one place is left out.

A reply is another's words, and may be an attacker's. Nothing of it is kept but offsets into the
article, codes of closed lists, and numbers within bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from crosswire.claims.casualties import whole_of
from crosswire.claims.corefer import first_telling
from crosswire.claims.llm.locate import Words
from crosswire.claims.numbers import Number, find_numbers
from crosswire.claims.sentences import MAX_QUOTE_WORDS, span_of
from crosswire.claims.speakers import kind_of
from crosswire.records import (
    Article,
    Casualties,
    Claim,
    EventType,
    Outcome,
    Span,
    Speaker,
    Status,
    Who,
    claim_id,
)

FindSpans = Callable[[str], list[Span]]
Code = TypeVar("Code", bound=StrEnum)

MAX_TRIGGER_WORDS = 6  # CLAIMS.md: a longer trigger is not read
MAX_WORDS = 24  # of a party, a speaker or a count; the longest coded ones are about twenty
MAX_PLACE_WORDS = 8
MAX_DATE_WORDS = 12
MAX_LISTED = 20  # parties, places or counts of one claim
MAX_PEOPLE = 1_000_000_000  # in one number; more than any event has displaced
CUE = 24  # characters before a number that may hold its "no fewer than"
CONFIDENCE = 0.5  # a model's own word for how sure it is has not been measured


@dataclass(frozen=True)
class Reading:
    """An article with what is known of its words before a model is asked."""

    article: Article
    words: Words
    places: tuple[Span, ...]
    dates: tuple[Span, ...]

    @classmethod
    def of(cls, article: Article, find_places: FindSpans, find_dates: FindSpans) -> Reading:
        """The reading, with the toponyms and the words of date that are found in the text."""
        text = article.text
        return cls(article, Words.of(article), tuple(find_places(text)), tuple(find_dates(text)))


def claims_of(replies: Sequence[Sequence[Any]], reading: Reading, extractor: str) -> list[Claim]:
    """The claims of an article's parts, in the order of its text, each event's first one named."""
    found: dict[tuple[Span, EventType], tuple[Claim, object]] = {}
    for part, listed in enumerate(replies):
        for claim, event in _events(listed, reading):
            found.setdefault((claim.trigger, claim.type), (claim, (part, event)))
    ordered = sorted(found.values(), key=lambda f: (f[0].quote, f[0].trigger, f[0].type))
    firsts: dict[object, Claim] = {}
    out: list[Claim] = []
    for claim, event in ordered:
        first = firsts.get(event) or _told_in_another_part(claim, event, firsts)
        same = first.id if first else None
        claim = replace(claim, same_as=same, extractor=extractor)
        claim = replace(claim, id=claim_id(claim))
        firsts.setdefault(event, first or claim)
        out.append(claim)
    return out


def _told_in_another_part(claim: Claim, event: Any, firsts: dict[Any, Claim]) -> Claim | None:
    """A part's model has not seen the others: what is one event across parts is told by rule."""
    earlier = {first.id: first for (part, _), first in firsts.items() if part != event[0]}
    return first_telling(claim, list(earlier.values()))


def _events(listed: Sequence[Any], reading: Reading) -> Iterator[tuple[Claim, object]]:
    """Each claim that holds, with a mark that is the same for claims on the same event."""
    roots: dict[int, object] = {}
    for position, raw in enumerate(listed):
        if not isinstance(raw, dict):
            continue
        event = roots.get(raw["same_as"], position) if _is_int(raw.get("same_as")) else position
        if _is_int(raw.get("id")):
            roots.setdefault(raw["id"], event)
        claim = _claim(raw, reading)
        if claim:
            yield claim, event


def _claim(raw: dict[str, Any], reading: Reading) -> Claim | None:
    words = reading.words
    kind, status = _code(EventType, raw.get("type")), _code(Status, raw.get("status"))
    quote = words.only(raw.get("quote"), MAX_QUOTE_WORDS)
    if kind is None or status is None or quote is None:
        return None
    trigger = words.only(raw.get("trigger"), MAX_TRIGGER_WORDS, [quote])
    quote = _without_dateline(quote, reading.article)
    if trigger is None or trigger.start < quote.start or trigger.end > quote.end:
        return None
    speaker = words.only(raw.get("speaker"), MAX_WORDS, [quote])
    return Claim(
        id="",
        article_id=reading.article.id,
        quote=quote,
        trigger=trigger,
        type=kind,
        status=status,
        side_a=_parties(raw.get("side_a"), quote, words),
        side_b=_parties(raw.get("side_b"), quote, words),
        places=_places(raw.get("places"), quote, reading),
        date_words=_date(raw.get("date_words"), quote, reading),
        casualties=_casualties(raw.get("casualties"), quote, reading),
        speaker=Speaker(speaker, kind_of(speaker.quote)) if speaker else None,
        confidence=CONFIDENCE,
    )


def _without_dateline(quote: Span, article: Article) -> Span:
    line = article.dateline
    if line is None or not quote.start < line.span.end < quote.end:
        return quote
    start = quote.end - len(article.text[line.span.end : quote.end].lstrip(" \t\n-–—:,"))
    return span_of(article.text, start, quote.end)


def _parties(raw: object, quote: Span, words: Words) -> tuple[Span, ...]:
    spans = (words.only(each, MAX_WORDS, [quote]) for each in _listed(raw))
    return tuple(sorted({span for span in spans if span}))


def _places(raw: object, quote: Span, reading: Reading) -> tuple[Span, ...]:
    """Toponyms that the gazetteer knows within the words, else the words themselves."""
    line = reading.article.dateline
    found: dict[str, Span] = {}
    for each in _listed(raw):
        span = reading.words.only(each, MAX_PLACE_WORDS, [quote])
        if span is None or (line and span.start < line.span.end and line.span.start < span.end):
            continue
        known = [p for p in reading.places if span.start <= p.start and p.end <= span.end]
        for place in known or [span]:
            found.setdefault(place.quote.lower(), place)
    return tuple(sorted(found.values()))


def _date(raw: object, quote: Span, reading: Reading) -> Span | None:
    """The words of date as the rules read them whole; words that they do not know stay."""
    span = reading.words.only(raw, MAX_DATE_WORDS, [quote])
    if span is None:
        return None
    return next((d for d in reading.dates if d.start < span.end and span.start < d.end), span)


def _casualties(raw: object, quote: Span, reading: Reading) -> tuple[Casualties, ...]:
    found: dict[tuple[Span, Outcome], Casualties] = {}
    for each in _listed(raw):
        value = _count(each, quote, reading) if isinstance(each, dict) else None
        if value:
            found.setdefault((value.words, value.outcome), value)
    text = reading.article.text
    out: list[Casualties] = []
    for value in sorted(found.values(), key=lambda v: (v.words, v.outcome)):
        # "Two of them" is a part by the words after its number, which may be words of the count.
        number = _number(text, value.words)
        words = span_of(text, value.words.start, number.end) if number else value.words
        out.append(replace(value, part_of=whole_of(text, replace(value, words=words), out)))
    return tuple(out)


def _count(raw: dict[str, Any], quote: Span, reading: Reading) -> Casualties | None:
    outcome, who = _code(Outcome, raw.get("outcome")), _code(Who, raw.get("who"))
    words = reading.words.only(raw.get("words"), MAX_WORDS, [quote])
    if outcome is None or who is None or words is None:
        return None
    low, high = raw.get("low"), raw.get("high")
    if not all(b is None or (_is_int(b) and 0 <= b <= MAX_PEOPLE) for b in (low, high)):
        return None
    if low is not None and high is not None and low > high:
        return None
    return Casualties(words, outcome, who, *_bounds(reading.article.text, words, low, high))


def _bounds(
    text: str, words: Span, low: int | None, high: int | None
) -> tuple[int | None, int | None]:
    """The model's bounds, where the words begin with no number that a rule reads otherwise.

    The model may leave a bound open ("30 families"); it cannot make a number up.
    """
    number = _number(text, words)
    if number is None or (low in (number.low, None) and high in (number.high, None)):
        return low, high
    return number.low, number.high


def _number(text: str, words: Span) -> Number | None:
    """The number that the words begin with, read with what stands before them."""
    numbers = find_numbers(text, max(0, words.start - CUE), words.end)
    return next((n for n in numbers if n.start <= words.start < n.end), None)


def _listed(raw: object) -> list[Any]:
    return raw[:MAX_LISTED] if isinstance(raw, list) else []


def _code(kind: type[Code], value: object) -> Code | None:
    return next((code for code in kind if code.value == value), None)


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
