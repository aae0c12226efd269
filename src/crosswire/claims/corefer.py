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
    if not are_kin(claim, other) or (claim.status is Status.PLANNED) != (
        other.status is Status.PLANNED
    ):
        return 0
    places = same_places(claim.places, other.places)
    numbers = same_numbers(claim, other)
    if places < 0:
        return 0
    sides = [match(claim.side_a, other.side_a), match(claim.side_b, other.side_b)]
    if sides == [-1, -1]:
        return 0
    return places + numbers + sum(max(side, 0) for side in sides)


def same_places(one: Sequence[Span], two: Sequence[Span]) -> int:
    """2 where they mostly name the same, 1 where they share a name, -1 where none, else 0.

    A round-up's claims share their province and differ in its towns.
    """
    shared = match(one, two)
    if shared < 1:
        return shared
    names = [{" ".join(_WORD.findall(s.quote.lower())) for s in spans} for spans in (one, two)]
    return 2 if 2 * len(names[0] & names[1]) >= len(names[0] | names[1]) else 1


def are_kin(claim: Claim, other: Claim) -> bool:
    """Whether two claims are of one type, or of two ways to strike from afar."""
    if claim.type is other.type:
        return True
    family = _FAMILY.get(claim.type)
    return family is not None and family == _FAMILY.get(other.type)


def match(one: Sequence[Span], two: Sequence[Span]) -> int:
    """1 where they share a name, -1 where both name and differ, else 0."""
    if not one or not two:
        return 0
    return 1 if _words(one) & _words(two) else -1


def _words(spans: Sequence[Span]) -> set[str]:
    return {w for s in spans for w in _WORD.findall(s.quote.lower())} - _EMPTY


def same_numbers(claim: Claim, other: Claim) -> int:
    """2 for a number told by both, -1 where both count the same outcome and differ, else 0."""
    one = {(c.outcome, c.low, c.high) for c in claim.casualties}
    two = {(c.outcome, c.low, c.high) for c in other.casualties}
    if one & two:
        return 2
    return -1 if {count[0] for count in one} & {count[0] for count in two} else 0
