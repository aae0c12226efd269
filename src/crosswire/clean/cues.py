"""The cues of ``data/cues.txt``, by the place in which they count."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from crosswire.records import MaskKind

Cue = tuple[MaskKind, re.Pattern[str]]

HEADING = re.compile(r"\[(\w+) (\w+)\]")


@cache
def cues(place: str) -> tuple[Cue, ...]:
    """The cues that count in a place, one pattern for each kind of mask, in the file's order."""
    patterns = _table()[place]
    return tuple(
        (kind, re.compile("|".join(f"(?:{row})" for row in rows), re.IGNORECASE))
        for kind, rows in patterns.items()
    )


@cache
def _table() -> dict[str, dict[MaskKind, list[str]]]:
    table: dict[str, dict[MaskKind, list[str]]] = {}
    rows: list[str] = []
    text = files("crosswire.clean").joinpath("data/cues.txt").read_text("utf-8")
    for line in text.splitlines():
        if heading := HEADING.fullmatch(line):
            rows = table.setdefault(heading[1], {}).setdefault(MaskKind(heading[2]), [])
        elif line and not line.startswith("#"):
            rows.append(line)
    return table
