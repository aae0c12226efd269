"""Verified matches as arrays: which articles share which stretches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from crosswire.stories.copies import Match, Stretch, match
from crosswire.stories.postings import ranges
from crosswire.stories.shelf import Shelf
from crosswire.stories.words import Flags, Numbers

# So many pairs are compared before the next texts are read.
_TOGETHER = 512


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Pairs of articles, by number, that share passages; the left one is the earlier.

    ``prints`` is how many fingerprints paired them, ``sizes`` how many pairs of stretches each has,
    and ``ends`` holds these in order: the words at which the left and the right stretch begin and
    end.
    """

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    prints: NDArray[np.int32]
    whole: Flags
    sizes: NDArray[np.int32]
    ends: NDArray[np.int32]

    def take(self, rows: Numbers) -> Matches:
        """The matches at these places, in their order."""
        first = np.cumsum(self.sizes) - self.sizes
        ends = self.ends[ranges(first[rows], self.sizes[rows])]
        columns = [*(getattr(self, name)[rows] for name in _ROWS), ends]
        return Matches(*columns)

    def parts(self, bounds: Sequence[int]) -> Iterator[Matches]:
        """The matches from each bound to the next."""
        stops = np.append(0, np.cumsum(self.sizes))[bounds].tolist()
        for (first, last), (start, stop) in zip(pairwise(bounds), pairwise(stops), strict=True):
            rows = (getattr(self, name)[first:last] for name in _ROWS)
            columns = [*rows, self.ends[start:stop]]
            yield Matches(*columns)

    def __add__(self, other: Matches) -> Matches:
        """These and other matches."""
        return _joined([self, other])


_COLUMNS = [field.name for field in fields(Matches)]
_ROWS = _COLUMNS[:-1]


def no_matches() -> Matches:
    """The matches of no articles."""
    return _as_arrays([], [])


def verify(left: Numbers, right: Numbers, prints: Numbers, shelf: Shelf) -> Matches:
    """Which of the candidates share passages."""
    parts = [no_matches()]
    for at in range(0, len(left), _TOGETHER):
        some = slice(at, at + _TOGETHER)
        pairs = list(zip(left[some].tolist(), right[some].tolist(), strict=True))
        texts = shelf.texts(chain.from_iterable(pairs))
        compared = [match(texts[a], texts[b], a, b) for a, b in pairs]
        parts.append(_as_arrays(compared, prints[some].tolist()))
    return _joined(parts)


def as_records(matches: Matches, places: Mapping[int, int]) -> list[Match]:
    """The matches with these places for their articles' numbers, in the order of the places."""
    found, at = [], 0
    ends = matches.ends.tolist()
    columns = (matches.left, matches.right, matches.whole, matches.sizes)
    for a, b, whole, size in zip(*(column.tolist() for column in columns), strict=True):
        left, right, stretches = places[a], places[b], ends[at : at + size]
        pairs = ((Stretch(left, *e[:2]), Stretch(right, *e[2:])) for e in stretches)
        found.append(Match(tuple(pairs), whole))
        at += size
    return sorted(found, key=lambda each: [stretch.text for stretch in each.pairs[0]])


def _joined(parts: Sequence[Matches]) -> Matches:
    columns = ([getattr(part, name) for part in parts] for name in _COLUMNS)
    return Matches(*(np.concatenate(column) for column in columns))


def _as_arrays(compared: list[Match], prints: list[int]) -> Matches:
    """The arrays of those that share passages."""
    found = [(each, count) for each, count in zip(compared, prints, strict=True) if each.pairs]
    ends = [(a.first, a.last, b.first, b.last) for each, _ in found for a, b in each.pairs]
    return Matches(
        left=np.array([each.pairs[0][0].text for each, _ in found], dtype=np.int32),
        right=np.array([each.pairs[0][1].text for each, _ in found], dtype=np.int32),
        prints=np.array([count for _, count in found], dtype=np.int32),
        whole=np.array([each.whole for each, _ in found], dtype=bool),
        sizes=np.array([len(each.pairs) for each, _ in found], dtype=np.int32),
        ends=np.array(ends, dtype=np.int32).reshape(-1, 4),
    )
