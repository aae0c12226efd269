"""Which articles have which fingerprints, and which pairs of articles that makes candidates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crosswire.stories.words import Flags, Hashes, Numbers

# A posting is one number, so that sorting and keeping a million articles' (66 of each) takes eight
# bytes for each: the first bits of the fingerprint choose the part it is in, the next 36 stand
# before the article's number. By 42 bits of a hash some hundreds of 66 million fall together by
# chance, and what they make a candidate is compared word by word.
PARTS = 64
_PART_BITS, _NUMBER_BITS = 6, 28
_NUMBER = np.uint64(2**_NUMBER_BITS - 1)
_SHIFT = np.uint64(_NUMBER_BITS)
# Within so few holders of a fingerprint all are paired; of more, each with the first and the one
# before it, so that the pairs grow linearly with the articles, however often one is reprinted.
ALL_PAIRS = 8
# So many batches of fingerprints are shared out among the parts at once.
_TOGETHER = 128
# The day of articles without one: behind all others.
UNDATED = 2**30

Postings = tuple[Hashes, ...]  # for each part, sorted
Days = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """The order of time of articles: ``ranks`` by number, ``numbers`` and ``days`` by rank.

    ``old`` is how many numbers were given before; the others' articles have come now. Two articles
    further apart than ``window`` days are paired only where one has the first print of all.
    """

    ranks: Numbers
    numbers: Numbers
    days: Days
    old: int
    window: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """Pairs of articles, by rank, each once and in order, and how many fingerprints paired them."""

    codes: Numbers  # the earlier one's rank * 2**32 + the later one's
    counts: Numbers

    @property
    def pairs(self) -> tuple[Numbers, Numbers]:
        """The ranks of the earlier and of the later ones."""
        return self.codes >> 32, self.codes & (2**32 - 1)

    def of(self, codes: Numbers) -> Numbers:
        """How many fingerprints paired these pairs."""
        if not len(self.codes):
            return np.zeros(len(codes), dtype=np.int64)
        at = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        return np.where(self.codes[at] == codes, self.counts[at], 0)


def no_postings() -> Postings:
    """The postings of no articles."""
    return tuple(np.zeros(0, dtype=np.uint64) for _ in range(PARTS))


def sort_prints(prints: Iterable[tuple[Hashes, Numbers]]) -> Postings:
    """The postings of fingerprints and the numbers of their articles."""
    pieces: list[list[Hashes]] = [[] for _ in range(PARTS)]
    source = iter(prints)
    while some := list(islice(source, _TOGETHER)):
        keys, numbers = (np.concatenate(column) for column in zip(*some, strict=True))
        parts = (keys >> np.uint64(64 - _PART_BITS)).astype(np.uint8)
        entries = (keys << np.uint64(_PART_BITS)) & ~_NUMBER | numbers.astype(np.uint64)
        entries = entries[np.argsort(parts, kind="stable")]
        ends = np.cumsum(np.bincount(parts, minlength=PARTS))
        for part, end, size in zip(pieces, ends, np.diff(ends, prepend=0), strict=True):
            if size:
                part.append(entries[end - size : end].copy())
    return tuple(_emptied(part) for part in pieces)


def count_prints(postings: Postings, count: int) -> Numbers:
    """How many fingerprints each of so many articles has."""
    total = np.zeros(count, dtype=np.int64)
    for part in postings:
        total += np.bincount((part & _NUMBER).astype(np.int64), minlength=count)
    return total


def merge(postings: Postings, fresh: Postings) -> Postings:
    """All postings of both."""
    if not any(len(part) for part in postings):
        return fresh
    both = zip(postings, fresh, strict=True)
    return tuple(_sorted(old, new) if len(new) else old for old, new in both)


def shared_prints(old: Postings, fresh: Postings, order: Order) -> tuple[Shared, Shared]:
    """The pairs that fingerprints of the new articles make, and made before these had come.

    Only fingerprints that a new article has are looked at: of the others the pairs are what they
    were.
    """
    came, went = [], []
    for known, new in ((known, new) for known, new in zip(old, fresh, strict=True) if len(new)):
        held = _holders(known, new)
        came.append(_pairs(_in_time(_sorted(held, new), order), order))
        went.append(_pairs(_in_time(held, order), order))
    return _counted(came), _counted(went)


def ranges(first: NDArray[Any], sizes: NDArray[Any]) -> Numbers:
    """The numbers from each first one on, as many as its size says, one range behind the other."""
    before = np.cumsum(sizes) - sizes
    found: Numbers = np.arange(sizes.sum()) + np.repeat(first - before, sizes)
    return found


def _opens(values: NDArray[Any]) -> Flags:
    """Whether each of sorted values is the first of those that are equal to it."""
    return np.append(True, values[1:] != values[:-1])[: len(values)]


def _emptied(pieces: list[Hashes]) -> Hashes:
    """The different entries of pieces in order; the pieces are let go."""
    if not pieces:
        return np.zeros(0, dtype=np.uint64)
    entries = np.concatenate(pieces)
    pieces.clear()
    entries.sort()
    return entries[_opens(entries)]


def _sorted(one: Hashes, other: Hashes) -> Hashes:
    entries = np.concatenate((one, other))
    entries.sort()
    return entries


def _holders(known: Hashes, new: Hashes) -> Hashes:
    """The known postings of the fingerprints that new ones have."""
    keys = new & ~_NUMBER
    keys = keys[_opens(keys)]
    first = np.searchsorted(known, keys)
    sizes = np.searchsorted(known, keys | _NUMBER, "right") - first
    return known[ranges(first, sizes)]


def _in_time(entries: Hashes, order: Order) -> Hashes:
    """Postings with the articles' ranks for their numbers, sorted."""
    ranks = order.ranks[(entries & _NUMBER).astype(np.int64)].astype(np.uint64)
    entries = entries & ~_NUMBER | ranks
    entries.sort()
    return entries


def _pairs(entries: Hashes, order: Order) -> Numbers:
    """The codes of the pairs that postings make, as often as they make them."""
    keys, ranks = entries >> _SHIFT, (entries & _NUMBER).astype(np.int64)
    at = np.arange(len(keys))
    first = np.maximum.accumulate(np.where(_opens(keys), at, 0))
    place = at - first
    later = np.flatnonzero(place)
    found = [(ranks[first[later]] << 32) | ranks[later]]
    for back in range(1, ALL_PAIRS):
        rows = later[place[later] > back]
        if back > 1:
            rows = rows[place[rows] < ALL_PAIRS]
        left, right = ranks[rows - back], ranks[rows]
        near = _near(left, right, order)
        found.append((left[near] << 32) | right[near])
    return np.concatenate(found)


def _near(left: Numbers, right: Numbers, order: Order) -> Flags:
    """Whether two articles are so near to each other that they are compared.

    One without a day may be of any.
    """
    if order.window is None:
        return np.ones(len(left), dtype=bool)
    days = order.days[right]
    near: Flags = (days == UNDATED) | (days - order.days[left] <= order.window)
    return near


def _counted(codes: list[Numbers]) -> Shared:
    """Each code once, with how often it came; the lists are let go."""
    every = np.concatenate([np.zeros(0, dtype=np.int64), *codes])
    codes.clear()
    every.sort()
    opens = np.flatnonzero(_opens(every))
    return Shared(every[opens], np.diff(opens, append=len(every)))
