"""An article's unmasked words, and the hashes by which equal runs of them are found."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from crosswire.records import Article

# Five words: shorter runs are shared by chance in one field's prose ("the syrian observatory for
# human rights"), longer ones are broken by each respelled name.
SHINGLE = 5
# The smallest hash of every eight shingles in a row is a fingerprint, so that any run of twelve
# equal words leaves at least one in both texts (Schleimer, Wilkerson and Aiken 2003, "Winnowing":
# a MinHash band for each passage, where a band for a whole text would miss a cut copy).
WINDOW = 8

Hashes = NDArray[np.uint64]
_WORD = re.compile(r"\w+(?:['’]\w+)*")
# A mark that is never closed quotes nothing.
_QUOTATION = re.compile(r"“[^”\n]+”|«[^»\n]+»|„[^“”\n]+[“”]|\"[^\"\n]+\"")
_NOWHERE = 2**31 - 1  # behind all words
_MULTIPLIER = 0x9E3779B97F4A7C15  # an odd constant of full period modulo 2**64 (golden ratio)


@dataclass(frozen=True, slots=True)
class Text:
    """An article's words that are news: their code points, and the hashes of runs of them.

    ``quoted`` tells for each word whether it stands in quotation marks.
    """

    article: Article
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    shingles: Hashes
    quoted: NDArray[np.bool_]

    @property
    def length(self) -> int:
        """How many words of news the article has."""
        return len(self.starts)

    @property
    def day(self) -> date | None:
        """The article's own day: its anchor date, else the day it was published."""
        return self.article.anchor_date or self.article.published_at


def read_text(article: Article, known: dict[str, int]) -> Text:
    """The article's words with masks skipped; ``known`` keeps the hashes of words seen before."""
    text = article.text
    found = np.array([word.span() for word in _WORD.finditer(text)], dtype=np.int32).reshape(-1, 2)
    masks = sorted((mask.span.start, mask.span.end) for mask in article.masks)
    found = found[~_covered(found, masks)]
    hashes = (_word_hash(text[start:end], known) for start, end in found.tolist())
    words = np.fromiter(hashes, dtype=np.uint64, count=len(found))
    quoted = _covered(found, [quotation.span() for quotation in _QUOTATION.finditer(text)])
    return Text(article, found[:, 0], found[:, 1], _runs(words), quoted)


def fold(word: str) -> str:
    """A word's comparable form: no case, no accents, no apostrophes."""
    if word.isascii():
        return word.lower().replace("'", "")
    plain = unicodedata.normalize("NFKD", word.replace("’", "").replace("'", ""))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def words_of(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [fold(match.group()) for match in _WORD.finditer(text)]


def fingerprints(text: Text) -> Hashes:
    """The text's fingerprints, each once, sorted."""
    if len(text.shingles) <= WINDOW:
        return np.unique(text.shingles.min(keepdims=True)) if len(text.shingles) else text.shingles
    windows = np.lib.stride_tricks.sliding_window_view(text.shingles, WINDOW)
    return np.unique(windows.min(axis=1))


def _covered(words: NDArray[np.int32], spans: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
    """Whether each word, a row of its two ends, touches one of the spans, which are in order."""
    if not spans:
        return np.zeros(len(words), dtype=bool)
    opens, closes = np.array([*spans, (_NOWHERE, _NOWHERE)], dtype=np.int32).T
    touched: NDArray[np.bool_] = opens[np.searchsorted(closes, words[:, 0], "right")] < words[:, 1]
    return touched


def _word_hash(word: str, known: dict[str, int]) -> int:
    """The hash of a word's folded form, looked up by the word as it stands."""
    value = known.get(word)
    if value is None:
        plain = fold(word).encode("utf-8", "surrogatepass")
        value = int.from_bytes(hashlib.blake2b(plain, digest_size=8).digest(), "big")
        known[word] = value
    return value


def _runs(words: Hashes) -> Hashes:
    """The hash of each run of ``SHINGLE`` words; a text of fewer words is one run."""
    if not len(words):
        return words
    size = min(SHINGLE, len(words))
    total = np.zeros(len(words) - size + 1, dtype=np.uint64)
    for offset in range(size):
        total = total * np.uint64(_MULTIPLIER) + words[offset : offset + len(total)]
        total ^= total >> np.uint64(29)
    return total
