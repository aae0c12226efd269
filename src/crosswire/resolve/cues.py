"""The words around a name, read from ``data/``: what tells a place from a person or a group."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

LISTS = ("heads", "near", "strong_near", "compass", "speech", "titles", "units", "bodies",
         "groups", "articles", "inner", "calendar", "adjuncts", "function", "auxiliary",
         "telling", "patron", "ways")  # fmt: skip
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Cues:
    """The lists of ``cues.yaml``, ``common_words.txt`` and the demonyms of ``countries.yaml``."""

    kinds: dict[str, str]  # "village" -> "populated"
    before: frozenset[str]
    heads: frozenset[str]
    near: frozenset[str]
    strong_near: frozenset[str]
    compass: frozenset[str]
    speech: frozenset[str]
    titles: frozenset[str]
    units: frozenset[str]
    bodies: frozenset[str]
    given: frozenset[str]
    groups: frozenset[str]
    articles: frozenset[str]
    inner: frozenset[str]
    calendar: frozenset[str]
    adjuncts: frozenset[str]
    function: frozenset[str]
    auxiliary: frozenset[str]
    telling: frozenset[str]
    patron: frozenset[str]
    ways: frozenset[str]
    common: frozenset[str]
    states: dict[str, str]  # "calif" -> "CA", as the press shortens American states
    demonyms: dict[str, str]  # "syrian" -> "SY"
    acronyms: frozenset[str]  # "UAE", of countries


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The lists, read once."""
    raw = yaml.safe_load((DATA / "cues.yaml").read_text("utf-8"))
    lists = {k: frozenset(raw[k]) for k in LISTS}
    lists["given"] = frozenset(raw["given"][0].split())
    kinds = {word: kind for kind, words in raw["kinds"].items() for word in words}
    lines = (DATA / "common_words.txt").read_text("utf-8").splitlines()
    common = frozenset(line for line in lines if line and not line.startswith("#"))
    before = frozenset(raw["before"])
    return Cues(kinds=kinds, before=before, common=common, states=raw["states"],
                demonyms=_demonyms(), acronyms=_acronyms(), **lists)  # fmt: skip


@lru_cache(maxsize=1)
def _countries() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = yaml.safe_load(
        (DATA / "countries.yaml").read_text("utf-8")
    )
    return found


def _acronyms() -> frozenset[str]:
    names = (n for row in _countries().values() for n in row.get("names", ()))
    return frozenset(n for n in names if n.isupper() and len(n) < 7)


def _demonyms() -> dict[str, str]:
    found: dict[str, str] = {}
    for iso, row in sorted(_countries().items()):
        for word in row.get("demonyms", ()):
            found |= {word.lower(): iso, word.lower() + "s": iso}
    return found
