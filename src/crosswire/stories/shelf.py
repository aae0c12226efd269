"""The articles that stories are looked for in, by number, and their texts while they are needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from crosswire.records import Article
from crosswire.stories.shingles import Text, read_texts

# A text takes five kilobytes.
TEXTS_KEPT = 2**13

ReadArticles = Callable[[Sequence[str]], Iterable[Article]]


class Shelf:
    """Articles by number: the old ones are read by their ids when they are asked for."""

    def __init__(
        self, old: NDArray[np.bytes_], came: Sequence[Article], read: ReadArticles
    ) -> None:
        self._old, self._came, self._read = old, came, read
        self._fetched: dict[int, Article] = {}
        self._texts: dict[int, Text] = {}

    def articles(self, wanted: Iterable[int]) -> list[Article]:
        """The articles of these numbers, in their order."""
        numbers, count = list(wanted), len(self._old)
        missing = [n for n in dict.fromkeys(numbers) if n < count and n not in self._fetched]
        if missing:
            ids = {self._old[number].decode(): number for number in missing}
            self._fetched |= {ids[article.id]: article for article in self._read(list(ids))}
        return [self._fetched[n] if n < count else self._came[n - count] for n in numbers]

    def texts(self, numbers: Iterable[int]) -> dict[int, Text]:
        """The texts of these numbers."""
        wanted = list(dict.fromkeys(numbers))
        missing = [number for number in wanted if number not in self._texts]
        if len(self._texts) + len(missing) > TEXTS_KEPT:
            self._texts.clear()
            missing = wanted
        read = read_texts(self.articles(missing))
        self._texts |= dict(zip(missing, read, strict=True))
        return {number: self._texts[number] for number in wanted}
