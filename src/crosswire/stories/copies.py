"""Which passages of two articles are one text, by exact runs of words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crosswire.stories.shingles import SHINGLE, Text
from crosswire.stories.words import Hashes

# A passage is copied when at least forty of its words stand in runs that the other text has too.
# Words in quotation marks do not count: two desks that quote one statement at length share the
# speaker's words, and tell the rest in their own.
LEAST_WORDS = 40
# Of a shorter text it is enough that most of it is copied; below twenty words all news looks alike
# ("four people are killed in an air strike on a boat in the Pacific").
LEAST_SHARE, LEAST_SHORT = 0.6, 20
# Between two texts of which one is a copy as a whole, single sentences are passages too.
LEAST_PIECE = 12
# A text is a copy as a whole when half of the shorter one's runs are in the other.
WHOLE = 0.5
# An editor's changed name breaks five runs on each side; two sentences that he wrote himself
# (about fifty words) part two passages.
BRIDGE = 24
# The part of a passage's words that must be equal, bridged gaps included.
DENSE = 0.5


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Words ``first`` to ``last`` (excluded) of the text at position ``text``."""

    text: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Match:
    """Two texts that share passages; ``whole`` says that one is a copy of the other as a whole."""

    pairs: tuple[tuple[Stretch, Stretch], ...]
    whole: bool


def match(a: Text, b: Text, left: int, right: int) -> Match:
    """The passages that two texts share, whose positions are ``left`` and ``right``."""
    in_a, in_b = _held(a.shingles, b.shingles), _held(b.shingles, a.shingles)
    whole = max(float(in_a.mean()), float(in_b.mean())) >= WHOLE
    short = max(LEAST_SHORT, LEAST_SHARE * min(a.length, b.length))
    least = LEAST_PIECE if whole else min(LEAST_WORDS, short)
    if SHINGLE * min(in_a.sum(), in_b.sum()) < least:  # phrases by chance, of most candidates
        return Match((), whole)
    of_a = [Stretch(left, *ends) for ends in _stretches(in_a, a.quoted & (not whole), least)]
    if not of_a or (whole and sum(s.last - s.first for s in of_a) < min(LEAST_WORDS, short)):
        return Match((), whole)
    of_b = [Stretch(right, *ends) for ends in _stretches(in_b, b.quoted & (not whole), least)]
    of_a, of_b = _without_echoes(a, of_a), _without_echoes(b, of_b)
    pairs = tuple((x, y) for x in of_a for y in of_b if _correspond(_runs_of(a, x), _runs_of(b, y)))
    return Match(pairs, whole)


def _held(runs: Hashes, others: Hashes) -> NDArray[np.bool_]:
    """Whether each run is one of the others."""
    known = np.sort(others)
    held: NDArray[np.bool_] = known[np.minimum(known.searchsorted(runs), len(known) - 1)] == runs
    return held


def _stretches(
    shared: NDArray[np.bool_], passed: NDArray[np.bool_], least: float
) -> Iterator[tuple[int, int]]:
    """The stretches of at least so many words that shared runs cover, over an editor's gaps.

    Words that are ``passed`` over belong to a stretch and do not count for it.
    """
    equal = np.zeros(len(passed), dtype=bool)
    for offset in range(min(SHINGLE, len(passed))):
        equal[offset : offset + len(shared)] |= shared
    places = np.flatnonzero(equal)
    if not len(places):
        return
    breaks = np.flatnonzero(np.diff(places) > BRIDGE) + 1
    for part in np.split(places, breaks):
        first, last = int(part[0]), int(part[-1]) + 1
        counted = len(part) - int(passed[part].sum())
        if counted >= least and len(part) >= DENSE * (last - first):
            yield first, last


def _without_echoes(text: Text, stretches: list[Stretch]) -> list[Stretch]:
    """The stretches less the short ones that repeat words of a longer one: a name told in full."""
    long = [stretch for stretch in stretches if stretch.last - stretch.first >= LEAST_WORDS]
    if not long or len(long) == len(stretches):
        return stretches
    told = np.concatenate([_runs_of(text, stretch) for stretch in long])
    return [
        stretch
        for stretch in stretches
        if stretch in long or _held(_runs_of(text, stretch), told).mean() < WHOLE
    ]


def _runs_of(text: Text, stretch: Stretch) -> Hashes:
    return text.shingles[stretch.first : max(stretch.first + 1, stretch.last - SHINGLE + 1)]


def _correspond(a: Hashes, b: Hashes) -> bool:
    """Whether two stretches hold the same text: half of the shorter one's runs, or a passage."""
    shared = len(np.intersect1d(a, b))
    return shared >= min(WHOLE * min(len(a), len(b)), LEAST_WORDS - SHINGLE)
