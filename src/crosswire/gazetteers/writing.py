"""Writing a gazetteer file: rows of places in, one SQLite file out, the same for the same rows."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from crosswire.resolve.gazetteer import FORMAT, SCALE, SCHEMA
from crosswire.resolve.romanise import fold, skeleton


@dataclass(frozen=True, slots=True)
class Row:
    """A place to be written, and the names it goes by; those in ``names`` are its own.

    With ``named_only`` another file holds the place, and only further names of it are written.
    """

    id: int
    name: str
    feature: str
    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    code: str | None = None
    admin1: int | None = None
    population: int = 0
    names: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    named_only: bool = False


def own_id(code: str) -> int:
    """A stable id, below zero, for what GeoNames has no row of."""
    return -(int.from_bytes(hashlib.sha256(code.encode()).digest()[:7]) or 1)


def name_rows(rows: Iterable[Row]) -> list[tuple[str, str, int, int]]:
    """(skeleton, fold, place, alternate) for each name of each place, each once."""
    found: dict[tuple[str, str, int], int] = {}
    for row in rows:
        for alternate, names in ((1, row.others), (0, row.names)):
            for folded in map(fold, names):
                if len(folded) > 1:
                    found[skeleton(folded), folded, row.id] = alternate
    return [(*key, alternate) for key, alternate in sorted(found.items())]


def write(rows: Iterable[Row], out: Path, meta: Mapping[str, str]) -> str:
    """Write a file in the place of an older one, at once and whole; return its content's hash.

    ``meta`` are facts to be kept with it, such as the credit; ``format``, ``hash`` and the numbers
    of places and names are added.
    """
    rows = list(rows)
    places = [
        (r.id, r.code, r.name, r.feature, _steps(r.latitude), _steps(r.longitude), r.country,
         r.admin1, r.population) for r in rows if not r.named_only
    ]  # fmt: skip
    names = name_rows(rows)
    digest = hashlib.sha256(json.dumps([FORMAT, places, names]).encode()).hexdigest()
    facts = {**meta, "format": FORMAT, "hash": digest, "places": str(len(places)),
             "names": str(len(names))}  # fmt: skip
    new = out.with_name(f"{out.name}.new")
    new.unlink(missing_ok=True)
    db = sqlite3.connect(new)
    try:
        with db:
            db.executescript("PRAGMA page_size=8192; PRAGMA journal_mode=OFF;" + SCHEMA)
            db.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?)", places)
            db.executemany("INSERT INTO name VALUES (?,?,?,?)", names)
            db.executemany("INSERT INTO meta VALUES (?,?)", sorted(facts.items()))
        db.execute("VACUUM")
    finally:
        db.close()
    os.replace(new, out)
    return digest


def _steps(degrees: float | None) -> int | None:
    return None if degrees is None else round(degrees * SCALE)
