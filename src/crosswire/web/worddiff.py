"""Two texts side by side, word by word: what a copy dropped of an earlier text, and what it added.

Sentences are aligned first and words only within those that changed, so that long articles are
compared in a moment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_SENTENCE = re.compile(r"[^\n]*?(?:[.!?][\"'”’)\]]*(?=\s)|\n|\Z)\s*", re.DOTALL)
_WORD = re.compile(r"\S+\s*")
_LINE_END = re.compile(r"\s*\n\s*")
LONGEST = 60_000  # letters of a text that is compared; what follows is left out
ALIKE = 0.4  # share of common words from which two changed stretches are shown word by word


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that are in both texts, or in this one alone."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of both texts; where both sides are equal, ``same`` is true."""

    old: tuple[Run, ...]
    new: tuple[Run, ...]
    same: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts aligned, and how many words each has alone; ``cut`` where one was too long."""

    rows: tuple[Row, ...]
    dropped: int
    added: int
    cut: bool


def compare(old: str, new: str) -> Comparison:
    """What became of ``old`` in ``new``."""
    before, after = (_LINE_END.sub("\n", text[:LONGEST]) for text in (old, new))
    rows = tuple(_rows(_sentences(before), _sentences(after)))
    dropped = sum(_words(run) for row in rows for run in row.old)
    added = sum(_words(run) for row in rows for run in row.new)
    return Comparison(rows, dropped, added, max(len(old), len(new)) > LONGEST)


def _words(run: Run) -> int:
    return len(run.text.split()) if run.changed else 0


def _sentences(text: str) -> list[str]:
    return [each for each in _SENTENCE.findall(text) if each.strip()]


def _rows(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    keys_old, keys_new = ([" ".join(each.split()) for each in side] for side in (old, new))
    steps = SequenceMatcher(None, keys_old, keys_new, autojunk=False).get_opcodes()
    for step, a, b, c, d in steps:
        before, after = "".join(old[a:b]), "".join(new[c:d])
        if step == "equal":
            yield Row((Run(before),), (Run(after),), same=True)
        else:
            yield _changed(before, after)


def _changed(before: str, after: str) -> Row:
    a, b = _WORD.findall(before), _WORD.findall(after)
    keys_a, keys_b = [word.strip() for word in a], [word.strip() for word in b]
    matcher = SequenceMatcher(None, keys_a, keys_b, autojunk=False)
    if matcher.ratio() < ALIKE:
        whole = (Run(before, changed=True),) if before else ()
        return Row(whole, (Run(after, changed=True),) if after else (), same=False)
    old, new = [], []
    for step, i, j, k, m in matcher.get_opcodes():
        changed = step != "equal"
        if i < j:
            old.append(Run("".join(a[i:j]), changed))
        if k < m:
            new.append(Run("".join(b[k:m]), changed))
    return Row(tuple(old), tuple(new), same=False)
