"""The words of texts, folded to what is compared, and their hashes: many texts at a time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from crosswire.records import Article

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Span = tuple[int, int]

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_APOSTROPHES = "'’"
_NOWHERE = 2**62  # behind all words
_MULTIPLIER = 0x9E3779B97F4A7C15  # an odd constant of full period modulo 2**64 (golden ratio)
_INVERSE = pow(_MULTIPLIER, -1, 2**64)
_BITS = 2**64 - 1
# Powers for so many letters are kept, a batch of texts; a longer text has its own made.
_POWERS_KEPT = 2**19

# What a code point is in a word, which letters it folds to (hashed), and how many.
_UNKNOWN, _OTHER, _LETTER, _APOSTROPHE = range(4)
_kinds = np.zeros(0x110000, dtype=np.uint8)
_values = np.zeros(0x110000, dtype=np.uint64)
_lengths = np.zeros(0x110000, dtype=np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of some articles that are news, one article's behind the other's.

    ``starts`` and ``ends`` are code points of the texts put behind each other, of which the one at
    position ``n`` begins at ``bases[n]`` and has the words ``opens[n]`` to ``opens[n + 1]``.
    """

    starts: Numbers
    ends: Numbers
    hashes: Hashes
    opens: Numbers
    bases: Numbers


def read_words(articles: Sequence[Article]) -> Words:
    """The words of articles, those that touch a mask left out.

    The letters of all texts are looked up, folded and hashed as one array: word by word this takes
    ten times as long. A word is what ``words_of`` makes of it, and two words have one hash where
    their folded forms are equal: ``sum(value(letter) * multiplier**position)`` modulo 2**64.
    """
    letters = _code_points(articles)
    lengths = np.array([len(article.text) + 1 for article in articles], dtype=np.int64)
    bases = 1 + np.concatenate(([0], np.cumsum(lengths)))[:-1]
    starts, ends = _word_ends(letters)
    kept = ~touched(starts, ends, _masked(articles, bases))
    starts, ends = starts[kept], ends[kept]
    opens = np.append(np.searchsorted(starts, bases), len(starts))
    return Words(starts, ends, _word_hashes(letters, starts, ends), opens, bases)


def touched(starts: Numbers, ends: Numbers, spans: Sequence[Span]) -> Flags:
    """Whether each word touches one of the spans, which are in order."""
    if not spans:
        return np.zeros(len(starts), dtype=bool)
    opens, closes = np.array([*spans, (_NOWHERE, _NOWHERE)], dtype=np.int64).T
    found: Flags = opens[np.searchsorted(closes, starts, "right")] < ends
    return found


@lru_cache(maxsize=2**16)
def fold(word: str) -> str:
    """A word's comparable form: no case, no accents, no apostrophes."""
    if word.isascii():
        return word.lower().replace("'", "")
    plain = unicodedata.normalize("NFKD", word.replace("’", "").replace("'", ""))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def words_of(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [fold(word) for word in _WORD.findall(text)]


def mixed(values: Hashes) -> Hashes:
    """Hashes whose every bit hangs on all bits of the values."""
    values = (values ^ (values >> np.uint64(32))) * np.uint64(_MULTIPLIER)
    return values ^ (values >> np.uint64(29))


def _code_points(articles: Sequence[Article]) -> NDArray[np.uint32]:
    """The code points of texts, with a line's end before, between and behind them."""
    joined = "\n".join(["", *(article.text for article in articles), ""])
    return np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _word_ends(letters: NDArray[np.uint32]) -> tuple[Numbers, Numbers]:
    kinds = _kinds[letters]
    if not kinds.all():
        _learn(np.unique(letters[kinds == _UNKNOWN]))
        kinds = _kinds[letters]
    inside = kinds == _LETTER
    marks = np.flatnonzero(kinds == _APOSTROPHE)
    inside[marks[inside[marks - 1] & inside[marks + 1]]] = True
    ends = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    return ends[::2], ends[1::2]


def _word_hashes(letters: NDArray[np.uint32], starts: Numbers, ends: Numbers) -> Hashes:
    places = np.zeros(len(letters) + 1, dtype=np.int64)
    np.cumsum(_lengths[letters], out=places[1:])
    powers, inverses = _powers(int(places[-1]))
    sums = np.zeros(len(letters) + 1, dtype=np.uint64)
    np.cumsum(_values[letters] * powers[places[:-1]], out=sums[1:])
    return mixed((sums[ends] - sums[starts]) * inverses[places[starts]])


def _powers(count: int) -> tuple[Hashes, Hashes]:
    return _kept_powers() if count < _POWERS_KEPT else _new_powers(count + 1)


@lru_cache(maxsize=1)
def _kept_powers() -> tuple[Hashes, Hashes]:
    return _new_powers(_POWERS_KEPT)


def _new_powers(count: int) -> tuple[Hashes, Hashes]:
    """The first powers of the multiplier and of its inverse, modulo 2**64."""
    factors = np.full((2, count), [[_MULTIPLIER], [_INVERSE]], dtype=np.uint64)
    factors[:, 0] = 1
    up, down = np.multiply.accumulate(factors, axis=1)
    return up, down


def _learn(letters: NDArray[np.uint32]) -> None:
    """Note what code points are in words, those that were not met before."""
    for letter in letters.tolist():
        folded = fold(chr(letter))
        value = sum(_letter(c) * pow(_MULTIPLIER, at, 2**64) for at, c in enumerate(folded))
        _values[letter], _lengths[letter] = value & _BITS, len(folded)
        _kinds[letter] = _kind(chr(letter))


def _kind(letter: str) -> int:
    if letter in _APOSTROPHES:
        return _APOSTROPHE
    return _LETTER if _WORD.match(letter) else _OTHER


def _letter(letter: str) -> int:
    """A letter's number among all of 64 bits (the finish of SplitMix64, Steele and others 2014)."""
    value = (ord(letter) + 1) * _MULTIPLIER & _BITS
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 & _BITS
    value = (value ^ value >> 27) * 0x94D049BB133111EB & _BITS
    return value ^ value >> 31


def _masked(articles: Sequence[Article], bases: Numbers) -> list[Span]:
    return [
        (base + start, base + end)
        for article, base in zip(articles, bases.tolist(), strict=True)
        for start, end in sorted((mask.span.start, mask.span.end) for mask in article.masks)
    ]
