"""A claim's numbers of people as the rows of a form, and the form's rows as an edit's value."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from crosswire.records import Claim

SPARE = 1  # empty rows that a form ends with
COLUMNS = ("words", "outcome", "who", "low", "high", "side", "part_of")


def rows_of(claim: Claim) -> list[dict[str, str]]:
    """One row for each number and an empty one, with a text for each of ``COLUMNS``."""
    rows = [
        {
            "words": number.words.quote,
            "outcome": str(number.outcome),
            "who": str(number.who),
            "low": "" if number.low is None else str(number.low),
            "high": "" if number.high is None else str(number.high),
            "side": str(number.side or ""),
            "part_of": "" if number.part_of is None else str(number.part_of),
        }
        for number in claim.casualties
    ]
    return [*rows, *(dict.fromkeys(COLUMNS, "") for _ in range(SPARE))]


def value_of(columns: Mapping[str, Sequence[str]]) -> str:
    """The value of an edit, from a form's columns; rows without words are left out.

    ``part_of`` counts the rows as the form had them. Raises ValueError with one sentence where a
    number is none.
    """
    rows = [
        dict(zip(COLUMNS, row, strict=True))
        for row in zip(*(columns[name] for name in COLUMNS), strict=True)
    ]
    kept = [at for at, row in enumerate(rows) if row["words"].strip()]
    told = []
    for at in kept:
        row = rows[at]
        part_of = _count(row["part_of"])
        told.append(
            {
                "words": row["words"].strip(),
                "outcome": row["outcome"],
                "who": row["who"],
                "low": _count(row["low"]),
                "high": _count(row["high"]),
                "side": row["side"] or None,
                "part_of": kept.index(part_of) if part_of in kept else None,
            }
        )
    return json.dumps(told, ensure_ascii=False)


def _count(text: str) -> int | None:
    text = text.strip()
    if text and not (text.isascii() and text.isdigit()):
        raise ValueError(f'"{text}" is no number of people: write digits, or nothing for no bound.')
    return int(text) if text else None
