"""Which claims of one article tell of the same event: `same_as` of the codebook."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crosswire.records import Claim, EventType, Span, Status
from crosswire.vocab.lexicon import load_lexicon

_FAMILY = {
    EventType.AIR_STRIKE: "remote",
    EventType.SHELLING: "remote",
    EventType.BOMBING: "remote",
    EventType.SUICIDE_BOMBING: "remote",
    EventType.CHEMICAL_ATTACK: "remote",
}
_WORD = re.compile(r"\w+")
_EMPTY = load_lexicon().words["empty_words"]
LEAST = 2  # points of evidence that make two claims one event: place, parties, number, day


def first_telling(claim: Claim, earlier: Sequence[Claim]) -> Claim | None:
    """The article's first claim on the same event, or None where this one is the first."""
    best: tuple[int, int] | None = None
    for position, other in enumerate(earlier):
        points = _points(claim, other)
        if points >= LEAST and (best is None or points > best[0]):
            best = (points, position)
    return earlier[best[1]] if best else None


def _points(claim: Claim, other: Claim) -> int:
    if not _kin(claim, other) or (claim.status is Status.PLANNED) != (
        other.status is Status.PLANNED
    ):
        return 0
    places = _match(claim.places, other.places)
    numbers = _numbers(claim, other)
    if places < 0 or numbers < 0:
        return 0
    parties = max(_match(claim.side_a, other.side_a), 0) + max(
        _match(claim.side_b, other.side_b), 0
    )
    return 2 * places + 2 * numbers + parties


def _kin(claim: Claim, other: Claim) -> bool:
    if claim.type is other.type:
        return True
    family = _FAMILY.get(claim.type)
    return family is not None and family == _FAMILY.get(other.type)


def _match(one: Sequence[Span], two: Sequence[Span]) -> int:
    """1 where they share a name, -1 where both name and differ, else 0."""
    if not one or not two:
        return 0
    return 1 if _words(one) & _words(two) else -1


def _words(spans: Sequence[Span]) -> set[str]:
    return {w for s in spans for w in _WORD.findall(s.quote.lower())} - _EMPTY


def _numbers(claim: Claim, other: Claim) -> int:
    one = {(c.outcome, c.low, c.high) for c in claim.casualties}
    two = {(c.outcome, c.low, c.high) for c in other.casualties}
    if not one or not two:
        return 0
    return 1 if one & two else 0
