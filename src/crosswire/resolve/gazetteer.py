"""The index of places: one read-only SQLite file, looked up by name and never loaded whole.

A file holds the tables ``place`` (one row a place; degrees as whole numbers times ``SCALE``),
``name`` (its names by skeleton and fold, see ``romanise``) and ``meta`` (format, hash, credit).
The built-in file and any that a user adds have this one form.
"""

from __future__ import annotations

import sqlite3
import weakref
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from crosswire.resolve.romanise import bare, likeness, printed_name, skeleton

FORMAT = "crosswire-gazetteer-1"
SCALE = 10_000  # steps in a degree: about eleven metres, finer than a place's midpoint means
BUILT_IN = Path(__file__).parent / "data" / "gazetteer.sqlite"
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    id INTEGER PRIMARY KEY, code TEXT, name TEXT NOT NULL, feature TEXT NOT NULL,
    latitude INTEGER, longitude INTEGER, country TEXT, admin1 INTEGER, population INTEGER NOT NULL
);
CREATE TABLE name (
    skeleton TEXT NOT NULL, fold TEXT NOT NULL, place INTEGER NOT NULL, alternate INTEGER NOT NULL,
    PRIMARY KEY (skeleton, fold, place)
) WITHOUT ROWID;
CREATE INDEX place_code ON place (code) WHERE code IS NOT NULL;
"""
ALIKE, ALIKE_SHORT = 0.82, 0.88  # below, two names with the same consonants are two names
SHORT = 5  # letters; in so short a name one letter is much
SHORTEST = 2  # consonants; with fewer, a skeleton says nothing
MOST = 2000  # names compared in one tolerant look-up, which bounds it to about a millisecond


class GazetteerError(Exception):
    """A gazetteer file that cannot be used: what is wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer. ``feature`` is a GeoNames feature code (PPL, PPLC, ADM1, PCLI ...).

    ``admin1`` is the id of its first-order unit; ``code`` is set for units, countries and regions.
    """

    id: int
    code: str | None
    name: str
    feature: str
    latitude: float | None
    longitude: float | None
    country: str | None
    admin1: int | None
    population: int

    @property
    def gazetteer_id(self) -> str:
        """The id with the list that it is from."""
        return f"geonames:{self.id}" if self.id > 0 else f"crosswire:{self.code}"


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that a name may mean; ``fit`` is 1 for its own name, less for other spellings."""

    entry: Entry
    fit: float


OTHER_NAME = 0.95  # the fit of an alternate name: Homs is a name of al-Khums, but first of Homs


class Index:
    """One gazetteer file."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise GazetteerError(f"There is no gazetteer at {path}; check the path.")
        self.path = path
        self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True,
                                   check_same_thread=False)  # fmt: skip
        weakref.finalize(self, self._db.close)
        self.hash = self._checked(path)
        self.exact = lru_cache(maxsize=50_000)(self._exact)
        self.entry = lru_cache(maxsize=50_000)(self._entry)
        self.by_code = lru_cache(maxsize=10_000)(self._by_code)
        self.similar = lru_cache(maxsize=10_000)(self._similar)

    def _checked(self, path: Path) -> str:
        try:
            meta = dict(self._db.execute("SELECT key, value FROM meta"))
        except sqlite3.DatabaseError as error:
            raise GazetteerError(f"{path} is not a gazetteer ({error}); build it again.") from error
        if meta.get("format") != FORMAT:
            raise GazetteerError(
                f"{path} has the format {meta.get('format')}, not {FORMAT}; build it again."
            )
        return str(meta["hash"])

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _entry(self, number: int) -> Entry | None:
        rows = self._db.execute("SELECT * FROM place WHERE id = ?", (number,))
        return next(map(_read, rows), None)

    def _by_code(self, code: str) -> Entry | None:
        rows = self._db.execute("SELECT * FROM place WHERE code = ? ORDER BY id", (code,))
        return next(map(_read, rows), None)

    def has(self, folded: str) -> bool:
        """Whether any place has this very fold as a name."""
        return bool(self.exact(folded))

    def _exact(self, folded: str) -> tuple[Match, ...]:
        rows = self._db.execute(
            "SELECT p.*, n.alternate FROM name n JOIN place p ON p.id = n.place"
            " WHERE n.skeleton = ? AND n.fold = ? ORDER BY p.id",
            (skeleton(folded), folded),
        )
        return tuple(Match(_read(r), OTHER_NAME if r[9] else 1.0) for r in rows)

    def _similar(self, folded: str, countries: tuple[str, ...]) -> tuple[Match, ...]:
        """Entries with a like name in these countries (in all, where none is given), best first."""
        key = skeleton(folded)
        if len(key) < SHORTEST:
            return ()
        names = self._db.execute(
            "SELECT fold, place FROM name WHERE skeleton = ? LIMIT ?", (key, MOST)
        )
        best: dict[int, float] = {}
        least = ALIKE_SHORT if len(bare(folded)) <= SHORT else ALIKE
        for fold, place in names:
            fit = likeness(folded, fold)
            if fit >= least:
                best[place] = max(fit, best.get(place, 0.0))
        found = [
            Match(e, f * OTHER_NAME)
            for p, f in best.items()
            if (e := self.entry(p)) and e.feature != "PCLI"
        ]
        inside = [m for m in found if not countries or m.entry.country in countries]
        return tuple(sorted(inside, key=lambda m: (-m.fit, m.entry.id)))


def _read(
    row: tuple[int, str | None, str, str, int | None, int | None, str | None, int | None, int],
) -> Entry:
    number, code, name, feature, latitude, longitude, country, admin1, population = row[:9]
    lat = None if latitude is None else latitude / SCALE
    lon = None if longitude is None else longitude / SCALE
    shown = printed_name(name, country)
    return Entry(number, code, shown, feature, lat, lon, country, admin1, population)
