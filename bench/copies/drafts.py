"""An article while it is edited."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence with the white space before it; ``source`` is the original that it is of."""

    words: str
    gap: str = " "
    source: str | None = None
    role: str = "body"

    @property
    def length(self) -> int:
        """How many words."""
        return len(self.words.split())


@dataclass(slots=True)
class Draft:
    """An article under edit, and what was done to it."""

    name: str
    title: str
    pieces: list[Piece]
    outlet: str | None
    url: str | None
    day: date
    edits: list[str] = field(default_factory=list)

    @property
    def body(self) -> list[int]:
        """The positions of the body's sentences."""
        return [at for at, piece in enumerate(self.pieces) if piece.role == "body"]

    @property
    def length(self) -> int:
        """Words of the body."""
        return sum(self.pieces[at].length for at in self.body)

    def copied(self, name: str, outlet: str | None, day: date, url: str | None = None) -> Draft:
        """The same text at an outlet, still to be edited."""
        return Draft(name, self.title, list(self.pieces), outlet, url, day)

    def render(self) -> tuple[str, list[tuple[int, int, str]]]:
        """The body's text, and the reused stretches of it with their original."""
        text, reused = "", []
        for piece in self.pieces:
            gap = piece.gap if text else ""
            start = len(text) + len(gap)
            text += gap + piece.words
            if piece.source:
                reused.append((start, len(text), piece.source))
        return text, reused
