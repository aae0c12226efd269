"""Pairing what a model found with what people coded, as the scorer does: the best fits first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Found = TypeVar("Found")
Coded = TypeVar("Coded")


def pairs(
    found: Sequence[Found], coded: Sequence[Coded], fit: Callable[[Found, Coded], float]
) -> dict[int, int]:
    """The place of each found one's coded one, each in one pair at most; no pair where 0 fits."""
    fits = sorted(
        (-value, n, m)
        for n, one in enumerate(found)
        for m, other in enumerate(coded)
        if (value := fit(one, other))
    )
    out: dict[int, int] = {}
    taken: set[int] = set()
    for _, n, m in fits:
        if n not in out and m not in taken:
            out[n] = m
            taken.add(m)
    return out
