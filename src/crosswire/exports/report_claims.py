"""A claim as the report shows it: its sentence with the evidence marked, its voice, its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from crosswire.records import Casualties, Claim, Incident, Origin, Span, Status, Who
from crosswire.rows import ClaimRow, IncidentRow

WEB = ("http://", "https://")
ELSEWHERE = Origin("", "Other articles", ())


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; ``mark`` says what it is evidence for, empty for plain words."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One telling: the earliest of a story's copies within an incident, and who copied it."""

    id: str
    pieces: tuple[Piece, ...]
    speaker: str
    kind: str
    via: str
    outlet: str
    title: str
    url: str
    day: date | None
    type: str
    status: str
    numbers: tuple[str, ...]
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """An origin and what it tells; ``known`` is False where the vocabulary lacks the outlet."""

    name: str
    side: str
    known: bool
    told: tuple[Told, ...]


def voices(row: IncidentRow) -> list[Voice]:
    """An incident's claims by origin, each story once with its copies."""
    found = []
    for origin, claims in by_origin(row.incident, row.claims):
        stories = _stories(claims, origin.name)
        told = tuple(_told(copies, row.incident) for copies in stories)
        found.append(Voice(origin.name, side_words(origin.side), origin.known, told))
    return found


def side_words(side: str | None) -> str:
    """A side's slug as words: "syria:government" is "Syria, government"."""
    if not side:
        return ""
    war, _, name = side.partition(":")
    words = f"{war.replace('-', ' ').replace('_', ' ').title()}, {name}" if name else war
    return words.replace("-", " ").replace("_", " ")


def number_words(number: Casualties) -> str:
    """A number of people as told: "at least 30 injured", "14 killed (civilian)"."""
    low, high = number.low, number.high
    if low is None:
        count = f"up to {high}" if high is not None else "an unknown number"
    elif high is None:
        count = f"at least {low}"
    else:
        count = str(low) if low == high else f"{low}–{high}"
    who = "" if number.who is Who.UNKNOWN else f" ({number.who})"
    return f"{count} {number.outcome}{who}"


def pieces(claim: Claim) -> tuple[Piece, ...]:
    """The quote cut at the words that its values rest on; where two meet, the first kind wins."""
    quote = claim.quote
    marks = _evidence(claim)
    taken: list[tuple[Span, str]] = []
    for span, mark in marks:
        inside = quote.start <= span.start < span.end <= quote.end
        if inside and all(span.end <= old.start or span.start >= old.end for old, _ in taken):
            taken.append((span, mark))
    return tuple(_cut(quote, sorted(taken)))


def _evidence(claim: Claim) -> list[tuple[Span, str]]:
    """The words of every value, the most telling first."""
    spans = [(claim.trigger, "event")]
    spans += [(number.words, "number") for number in claim.casualties]
    spans += [(claim.speaker.words, "speaker")] if claim.speaker else []
    spans += [(span, "place") for span in claim.places]
    spans += [(claim.date_words, "day")] if claim.date_words else []
    return spans + [(span, "side") for span in (*claim.side_a, *claim.side_b)]


def _cut(quote: Span, marks: Sequence[tuple[Span, str]]) -> Iterator[Piece]:
    at = quote.start
    for span, mark in marks:
        if span.start > at:
            yield Piece(quote.quote[at - quote.start : span.start - quote.start])
        yield Piece(quote.quote[span.start - quote.start : span.end - quote.start], mark)
        at = span.end
    if at < quote.end:
        yield Piece(quote.quote[at - quote.start :])


def by_origin(
    incident: Incident, claims: Sequence[ClaimRow]
) -> Iterator[tuple[Origin, list[ClaimRow]]]:
    """Origins in their order with their claims, then the claims that belong to none."""
    left = {row.claim.id: row for row in claims}
    for origin in incident.origins:
        own = [left.pop(each) for each in origin.claim_ids if each in left]
        if own:
            yield origin, own
    if left:
        yield ELSEWHERE, list(left.values())


def _stories(claims: Iterable[ClaimRow], origin: str) -> list[list[ClaimRow]]:
    """Claims that share a story, a type and a status; the origin's own first, then by age."""

    def key(row: ClaimRow) -> tuple[str, str, str]:
        return row.story_id or row.claim.id, str(row.claim.type), str(row.claim.status)

    def age(row: ClaimRow) -> tuple[bool, date, int, str, str]:
        article = row.article
        day = article.published_at or date.max
        return article.outlet != origin, day, len(article.credits), article.id, row.claim.id

    groups = [list(group) for _, group in groupby(sorted(claims, key=key), key)]
    ordered = [sorted(group, key=age) for group in groups]
    return sorted(ordered, key=lambda group: age(group[0]))


def _told(copies: Sequence[ClaimRow], incident: Incident) -> Told:
    first = copies[0]
    claim, article = first.claim, first.article
    speaker = claim.speaker
    outlets = [row.article.outlet or "unknown outlet" for row in copies[1:]]
    others = [name for name in dict.fromkeys(outlets) if name != article.outlet]
    done = claim.status in {Status.OCCURRED, Status.ONGOING}
    return Told(
        id=claim.id,
        pieces=pieces(claim),
        speaker=speaker.words.quote if speaker else "",
        kind=str(speaker.kind).replace("_", " ") if speaker else "",
        via=speaker.via.quote if speaker and speaker.via else "",
        outlet=article.outlet or "unknown outlet",
        title=article.title,
        url=article.url if article.url and article.url.startswith(WEB) else "",
        day=article.published_at,
        type="" if claim.type is incident.type else str(claim.type).replace("_", " "),
        status="" if done else str(claim.status),
        numbers=tuple(number_words(number) for number in claim.casualties),
        copies=tuple(others),
    )
