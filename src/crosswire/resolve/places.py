"""Words to places: find the toponyms of a text, and resolve them with a precision and a reason.

The words as written are always kept. A name that the gazetteer lacks, or that two places bear
equally well, becomes the smallest unit that surely holds it, and ``where_prec`` says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from crosswire.records import Place, Span
from crosswire.resolve.answers import PRECISION, Answers
from crosswire.resolve.choosing import Chooser
from crosswire.resolve.context import Context
from crosswire.resolve.gazetteer import BUILT_IN, GazetteerError, Index
from crosswire.resolve.mentions import read_mention, sentences
from crosswire.resolve.toponyms import find_toponyms

__all__ = ["PRECISION", "Gazetteer", "GazetteerError"]

RECENT = 8  # texts; an article is read for its claims and once more for its places


@dataclass(frozen=True)
class Decision:
    """The places of a text's spans, and what they were chosen from, for people who ask why."""

    places: list[Place]
    chooser: Chooser
    context: Context


class Gazetteer:
    """The places of the world, in files that are looked up and never loaded whole."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._found = lru_cache(maxsize=RECENT)(
            lambda text: tuple(find_toponyms(text, index.exact))
        )

    @classmethod
    def open(cls, *added: Path) -> Gazetteer:
        """The built-in gazetteer, behind the files that a user added, of which the first wins.

        Raises GazetteerError for an unusable file.
        """
        return cls(Index(*added, BUILT_IN))

    def __reduce__(self) -> tuple[Callable[..., Gazetteer], tuple[Path, ...]]:
        """Sent to another process as its paths: the files are opened again there."""
        return Gazetteer.open, self.index.paths[:-1]

    @property
    def hash(self) -> str:
        """The hash of all that the gazetteer holds."""
        return self.index.hash

    def close(self) -> None:
        """Let go of the file."""
        self.index.close()

    def find_places(self, text: str) -> list[Span]:
        """The toponyms of a text, known to the gazetteer or made a place by the words around."""
        return list(self._found(text))

    def resolve_places(
        self, spans: Sequence[Span], text: str, near: Sequence[str] = ()
    ) -> list[Place]:
        """The place of each span of a text, in the spans' order; one joint choice for all.

        ``near`` are further names that the article stands near to, such as its dateline's.
        """
        return self.decide(spans, text, near).places

    def decide(self, spans: Sequence[Span], text: str, near: Sequence[str] = ()) -> Decision:
        """The same, with all that was weighed."""
        ends = sentences(text)
        every = sorted({*spans, *self._beside(text, spans)})
        mentions = [read_mention(s, text, bisect_left(ends, s.start + 1)) for s in every]
        beside = [read_mention(Span(0, len(n), n), n) for n in near if n.strip()]
        chooser = Chooser(self.index, text, mentions, beside)
        choices, context = chooser.choose()
        answers = Answers(self.index, text, mentions, choices, context)
        read = {m.span: m for m in mentions}
        return Decision([answers.place(read[s]) for s in spans], chooser, context)

    def _beside(self, text: str, spans: Sequence[Span]) -> list[Span]:
        """The toponyms of the text that none of the spans covers."""
        taken = sorted(spans)
        starts = [span.start for span in taken]
        reach = list(accumulate((span.end for span in taken), max))  # how far those up to each go

        def is_free(found: Span) -> bool:
            before = bisect_left(starts, found.end)
            return before == 0 or reach[before - 1] <= found.start

        return [found for found in self.find_places(text) if is_free(found)]
