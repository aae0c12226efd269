"""Which passages of two articles are one text: candidates by fingerprint, verified exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crosswire.stories.shingles import SHINGLE, Text, fingerprints

# A passage is copied when at least forty of its words stand in runs that the other text has too:
# long enough that two desks that quote one statement do not reach it with the quotation.
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
# Within so few copies all pairs are compared; of more, each with the first and the one before it.
ALL_PAIRS = 8


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


def find_matches(texts: Sequence[Text], same_desk: Callable[[int, int], bool]) -> list[Match]:
    """The verified matches among texts, in order.

    ``same_desk`` says that two texts are of one outlet: a paragraph of background that a desk
    repeats under its own name is no copy, so there only whole texts match.
    """
    matches = (match(texts, left, right) for left, right in candidates(texts))
    return [
        found
        for found in matches
        if found.pairs
        and (found.whole or not same_desk(found.pairs[0][0].text, found.pairs[0][1].text))
    ]


def candidates(texts: Sequence[Text]) -> list[tuple[int, int]]:
    """Pairs of texts that share enough fingerprints to be compared word by word.

    The number of pairs grows linearly with the number of texts, however often one is reprinted.
    """
    prints = [fingerprints(text) for text in texts]
    if not prints:
        return []
    sizes = np.array([len(found) for found in prints])
    owners = np.repeat(np.arange(len(texts), dtype=np.int64), sizes)
    keys = np.concatenate(prints)
    order = np.lexsort((owners, keys))
    pairs = _pairs_of_groups(keys[order], owners[order])
    if not len(pairs):
        return []
    codes, counts = np.unique(pairs[:, 0] * len(texts) + pairs[:, 1], return_counts=True)
    lefts, rights = codes // len(texts), codes % len(texts)
    # One common fingerprint is a common phrase, unless the text is so short that it has few.
    enough = (counts >= 2) | (np.minimum(sizes[lefts], sizes[rights]) <= 4)
    return list(zip(lefts[enough].tolist(), rights[enough].tolist(), strict=True))


def _pairs_of_groups(keys: NDArray[np.uint64], owners: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pairs (earlier, later) of owners of equal keys; both arrays are sorted by key, then owner."""
    at = np.arange(len(keys))
    opens = np.concatenate(([True], keys[1:] != keys[:-1]))
    first = np.maximum.accumulate(np.where(opens, at, 0))
    rank = at - first
    found = [np.stack((owners[first[rank > 0]], owners[rank > 0]), axis=1)]
    for back in range(1, ALL_PAIRS):
        rows = np.flatnonzero(rank > back)
        if back > 1:
            rows = rows[rank[rows] < ALL_PAIRS]
        found.append(np.stack((owners[rows - back], owners[rows]), axis=1))
    return np.concatenate(found)


def match(texts: Sequence[Text], left: int, right: int) -> Match:
    """The passages that two texts share, by exact runs of words."""
    a, b = texts[left], texts[right]
    in_a = np.isin(a.shingles, b.shingles)
    in_b = np.isin(b.shingles, a.shingles)
    whole = max(float(in_a.mean()), float(in_b.mean())) >= WHOLE
    short = max(LEAST_SHORT, LEAST_SHARE * min(a.length, b.length))
    least = LEAST_PIECE if whole else min(LEAST_WORDS, short)
    of_a = [Stretch(left, *ends) for ends in _stretches(in_a, a.length, least)]
    of_b = [Stretch(right, *ends) for ends in _stretches(in_b, b.length, least)]
    if whole and sum(s.last - s.first for s in of_a) < min(LEAST_WORDS, short):
        return Match((), whole)
    pairs = tuple((x, y) for x in of_a for y in of_b if _correspond(_runs_of(a, x), _runs_of(b, y)))
    return Match(pairs, whole)


def _stretches(shared: NDArray[np.bool_], length: int, least: float) -> Iterator[tuple[int, int]]:
    """The stretches of at least so many words that shared runs cover, over an editor's gaps."""
    equal = np.zeros(length, dtype=bool)
    for offset in range(min(SHINGLE, length)):
        equal[offset : offset + len(shared)] |= shared
    places = np.flatnonzero(equal)
    if not len(places):
        return
    breaks = np.flatnonzero(np.diff(places) > BRIDGE) + 1
    for part in np.split(places, breaks):
        first, last = int(part[0]), int(part[-1]) + 1
        if len(part) >= max(least, DENSE * (last - first)):
            yield first, last


def _runs_of(text: Text, stretch: Stretch) -> NDArray[np.uint64]:
    return text.shingles[stretch.first : max(stretch.first + 1, stretch.last - SHINGLE + 1)]


def _correspond(a: NDArray[np.uint64], b: NDArray[np.uint64]) -> bool:
    """Whether two stretches hold the same text: half of the shorter one's runs, or a passage."""
    shared = len(np.intersect1d(a, b))
    return shared >= min(WHOLE * min(len(a), len(b)), LEAST_WORDS - SHINGLE)
