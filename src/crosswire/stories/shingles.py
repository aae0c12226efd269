"""Runs of an article's words: by some of them copies are looked for, by all they are verified."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from crosswire.records import Article
from crosswire.stories.words import Hashes, Numbers, Words, mixed, read_words, touched

# Five words: shorter runs are shared by chance in one field's prose ("the syrian observatory for
# human rights"), longer ones are broken by each respelled name.
SHINGLE = 5
# The smallest hash of every eight shingles in a row is a fingerprint, so that any run of twelve
# equal words leaves at least one in both texts (Schleimer, Wilkerson and Aiken 2003, "Winnowing":
# a MinHash band for each passage, where a band for a whole text would miss a cut copy).
WINDOW = 8
# So many words at least have as many runs as one window.
_FULL = SHINGLE + WINDOW - 1
# Texts are read together up to so many letters: arrays of this length stay near the processor.
_LETTERS = 2**16

# A mark that is never closed quotes nothing.
_QUOTATION = re.compile(r"“[^”\n]+”|«[^»\n]+»|„[^“”\n]+[“”]|\"[^\"\n]+\"")


@dataclass(frozen=True, slots=True, eq=False)
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


def read_texts(articles: Iterable[Article]) -> Iterator[Text]:
    """The articles' words and runs of words, in order."""
    for some in batches(articles):
        words = read_words(some)
        runs = _runs(words.hashes, SHINGLE)
        for at, (first, last) in enumerate(pairwise(words.opens.tolist())):
            starts = (words.starts[first:last] - words.bases[at]).astype(np.int32)
            ends = (words.ends[first:last] - words.bases[at]).astype(np.int32)
            if last - first < SHINGLE:
                shingles = _short_run(words.hashes[first:last])
            else:
                shingles = runs[first : last - SHINGLE + 1].copy()
            quotations = [found.span() for found in _QUOTATION.finditer(some[at].text)]
            yield Text(some[at], starts, ends, shingles, touched(starts, ends, quotations))


def fingerprints(articles: Sequence[Article]) -> tuple[Hashes, Numbers]:
    """The fingerprints of articles and at which position the article of each is.

    They are in order of the articles; one may come more than once.
    """
    words = read_words(articles)
    lengths = np.diff(words.opens)
    lows = _lowest(_runs(words.hashes, SHINGLE))
    owners = np.repeat(np.arange(len(articles), dtype=np.int64), lengths)[: len(lows)]
    chosen = np.arange(len(lows)) + _FULL <= words.opens[1:][owners]
    chosen[1:] &= (lows[1:] != lows[:-1]) | (owners[1:] != owners[:-1])
    short = np.flatnonzero((lengths > 0) & (lengths < _FULL))
    few = np.array([_low_of_short(words, which) for which in short.tolist()], dtype=np.uint64)
    found = np.concatenate((lows[chosen], few))
    return found, np.concatenate((owners[chosen], short))


def batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles in lists that are read together."""
    batch: list[Article] = []
    letters = 0
    for article in articles:
        batch.append(article)
        letters += len(article.text) + 1
        if letters >= _LETTERS:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch


def _lowest(runs: Hashes) -> Hashes:
    """The smallest of every ``WINDOW`` runs in a row."""
    step = 1
    while step < WINDOW and len(runs) > step:
        runs = np.minimum(runs[:-step], runs[step:])
        step *= 2
    return runs if step == WINDOW else runs[:0]


def _low_of_short(words: Words, which: int) -> np.uint64:
    hashes = words.hashes[words.opens[which] : words.opens[which + 1]]
    runs = _runs(hashes, SHINGLE) if len(hashes) >= SHINGLE else _short_run(hashes)
    low: np.uint64 = runs.min()
    return low


def _short_run(words: Hashes) -> Hashes:
    """A text of fewer words than a run has is one run."""
    return _runs(words, len(words)) if len(words) else words


def _runs(words: Hashes, size: int) -> Hashes:
    """The hash of each run of so many words."""
    total = np.zeros(max(0, len(words) - size + 1), dtype=np.uint64)
    for offset in range(size):
        total = mixed(total + words[offset : offset + len(total)])
    return total
