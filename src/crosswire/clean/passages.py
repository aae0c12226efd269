"""A text in passages: its lines, and the sentences within a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

# After a full stop and white space; or, where two blocks were glued, between a full stop or a
# bracket and a capital ("in danger.CLICK HERE"), and between words in capitals and a sentence.
_SHOUT = "|".join(rf"(?<=[A-Z'’] [A-Z]{{{letters}}})" for letters in range(2, 12))
BOUNDARY = re.compile(
    r"(?<=[.!?…؟。])[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W\d_a-z]|[©\d*•(\[-])"
    r"|(?<=[a-zа-я0-9)][.!?])[\"”’]?(?=[A-Z©][A-Z \w])|(?<=[.!?][\"”’])(?=[A-Z][A-Za-z])"
    r"|(?<=[.!?\"”’)])(?=©)|(?<=[A-Z]{2}\.)(?=[A-Z]{4,} )|(?<=\))(?=[A-Z]\w{2})"
    rf"|(?=[\"“]?[A-Z](?:[a-z]{{2}}|[a-rt-z]\s)|[\"“][A-Z])(?:{_SHOUT})"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text without outer white space; ``whole`` where it is all of its line."""

    start: int
    end: int
    words: str
    whole: bool


def split_passages(text: str, start: int = 0) -> list[Passage]:
    """The passages of a text from ``start`` on, in their order."""
    found: list[Passage] = []
    for line in re.finditer(r"[^\n]+", text[start:]):
        bounds = _bounds(line[0])
        whole = len(bounds) == 1
        for first, last in bounds:
            words = line[0][first:last]
            left = len(words) - len(words.lstrip())
            if words := words.strip():
                at = start + line.start() + first + left
                found.append(Passage(at, at + len(words), words, whole))
    return found


def _bounds(line: str) -> list[tuple[int, int]]:
    cuts = [0, *(found.end() for found in BOUNDARY.finditer(line)), len(line)]
    return [(a, b) for a, b in pairwise(cuts) if b > a]
