"""An article's unmasked words, and the hashes by which equal runs of them are found."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

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
_MULTIPLIER = 0x9E3779B97F4A7C15  # an odd constant of full period modulo 2**64 (golden ratio)


@dataclass(frozen=True, slots=True)
class Text:
    """An article's words that are news: their code points, and the hashes of words and runs."""

    article: Article
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    words: Hashes
    shingles: Hashes

    @property
    def length(self) -> int:
        """How many words of news the article has."""
        return len(self.words)


def read_text(article: Article, known: dict[str, int]) -> Text:
    """The article's words with masks skipped; ``known`` keeps the hashes of words seen before."""
    found = list(_unmasked_words(article))
    words = np.array([_word_hash(word, known) for _, _, word in found], dtype=np.uint64)
    return Text(
        article,
        np.array([start for start, _, _ in found], dtype=np.int32),
        np.array([end for _, end, _ in found], dtype=np.int32),
        words,
        _runs(words),
    )


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


def _unmasked_words(article: Article) -> Iterator[tuple[int, int, str]]:
    masks = sorted((mask.span.start, mask.span.end) for mask in article.masks)
    at = 0
    for match in _WORD.finditer(article.text):
        while at < len(masks) and masks[at][1] <= match.start():
            at += 1
        if at == len(masks) or match.end() <= masks[at][0]:
            yield match.start(), match.end(), fold(match.group())


def _word_hash(word: str, known: dict[str, int]) -> int:
    value = known.get(word)
    if value is None:
        digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        value = known[word] = int.from_bytes(digest, "big")
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
