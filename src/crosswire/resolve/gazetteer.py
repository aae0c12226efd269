"""The index of places: read-only SQLite files, looked up by name and never loaded whole.

A file holds the tables ``place`` (one row a place; degrees as whole numbers times ``SCALE``),
``name`` (its names by skeleton and fold, see ``romanise``) and ``meta`` (format, hash, credit).
The built-in file and any that a user adds have this one form. A place of one file may have more
names in another; where two files hold a place of one id, the file that is asked first wins.
"""

from __future__ import annotations

import sqlite3
import weakref
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
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

    ``SITE`` stands for what people built (a base, a dam, a crossing), ``LAND`` for what they did
    not (a mountain, a desert). ``admin1`` is the id of its first-order unit; ``code`` is set for
    units, countries and regions, and ``LIST:ID`` for what another list than GeoNames holds.
    ``own`` says that it is from a list of the user's own.
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
    own: bool = False

    @property
    def in_news(self) -> bool:
        """Whether it stands in Crosswire's own table, of places that news of wars names."""
        return self.id < 0 and self.gazetteer_id.startswith("crosswire:")

    @property
    def gazetteer_id(self) -> str:
        """The id with the list that it is from."""
        if self.id > 0:
            return f"geonames:{self.id}"
        return self.code if self.code and ":" in self.code else f"crosswire:{self.code}"


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that a name may mean; ``fit`` is 1 for its own name, less for other spellings."""

    entry: Entry
    fit: float


OTHER_NAME = 0.95  # the fit of an alternate name: Homs is a name of al-Khums, but first of Homs


class Layer:
    """One gazetteer file: its rows, as they stand there."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise GazetteerError(f"There is no gazetteer at {path}; check the path.")
        self.path = path
        self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True,
                                   check_same_thread=False)  # fmt: skip
        weakref.finalize(self, self._db.close)
        self.meta = self._checked()
        self.own = self.meta.get("own") == "yes"

    def _checked(self) -> dict[str, str]:
        try:
            meta = dict(self._db.execute("SELECT key, value FROM meta"))
        except sqlite3.DatabaseError as error:
            raise GazetteerError(
                f"{self.path} is not a gazetteer ({error}); build it again."
            ) from error
        if meta.get("format") != FORMAT:
            raise GazetteerError(
                f"{self.path} has the format {meta.get('format')}, not {FORMAT}; build it again."
            )
        return meta

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def entry(self, number: int) -> Entry | None:
        """The place of an id."""
        rows = self._db.execute("SELECT * FROM place WHERE id = ?", (number,))
        return next((_read(row, own=self.own) for row in rows), None)

    def by_code(self, code: str) -> Entry | None:
        """The unit, country or region of a code."""
        rows = self._db.execute("SELECT * FROM place WHERE code = ? ORDER BY id", (code,))
        return next((_read(row, own=self.own) for row in rows), None)

    def named(self, folded: str) -> list[tuple[int, int]]:
        """(place, alternate) of each place with this very fold as a name."""
        return self._db.execute(
            "SELECT place, alternate FROM name WHERE skeleton = ? AND fold = ?",
            (skeleton(folded), folded),
        ).fetchall()

    def sounding(self, key: str) -> list[tuple[str, int]]:
        """(fold, place) of the names with this skeleton, of no more than MOST."""
        return self._db.execute(
            "SELECT fold, place FROM name WHERE skeleton = ? LIMIT ?", (key, MOST)
        ).fetchall()

    def beginning(self, keys: tuple[str, str], folds: tuple[str, str], most: int) -> list[int]:
        """The places of names between two skeletons and two folds, of no more than ``most``."""
        rows = self._db.execute(
            "SELECT place FROM name WHERE skeleton >= ? AND skeleton < ?"
            " AND fold >= ? AND fold < ? LIMIT ?",
            (*keys, *folds, most),
        )
        return [place for (place,) in rows]


class Index:
    """Gazetteer files as one: those of the user first, the built-in one last."""

    def __init__(self, *paths: Path) -> None:
        self.paths = paths
        self.layers = tuple(Layer(path) for path in paths)
        parts = [layer.meta["hash"] for layer in self.layers]
        self.hash = parts[0] if len(parts) == 1 else sha256(" ".join(parts).encode()).hexdigest()
        self.exact = lru_cache(maxsize=50_000)(self._exact)
        self.entry = lru_cache(maxsize=100_000)(self._entry)
        self.by_code = lru_cache(maxsize=10_000)(self._by_code)
        self.similar = lru_cache(maxsize=10_000)(self._similar)

    def close(self) -> None:
        """Let go of the files."""
        for layer in self.layers:
            layer.close()

    def _entry(self, number: int) -> Entry | None:
        return next((found for one in self.layers if (found := one.entry(number))), None)

    def _by_code(self, code: str) -> Entry | None:
        found = next((found for one in self.layers if (found := one.by_code(code))), None)
        return self.entry(found.id) if found else None

    def has(self, folded: str) -> bool:
        """Whether any place has this very fold as a name."""
        return bool(self.exact(folded))

    def _exact(self, folded: str) -> tuple[Match, ...]:
        fits: dict[int, float] = {}
        for layer in self.layers:
            for place, alternate in layer.named(folded):
                fits[place] = max(OTHER_NAME if alternate else 1.0, fits.get(place, 0.0))
        return tuple(Match(e, fits[p]) for p in sorted(fits) if (e := self.entry(p)))

    def _similar(self, folded: str, countries: tuple[str, ...]) -> tuple[Match, ...]:
        """Entries with a like name in these countries (in all, where none is given), best first."""
        key = skeleton(folded)
        if len(key) < SHORTEST:
            return ()
        best: dict[int, float] = {}
        least = ALIKE_SHORT if len(bare(folded)) <= SHORT else ALIKE
        for fold, place in (row for layer in self.layers for row in layer.sounding(key)):
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
    *,
    own: bool,
) -> Entry:
    number, code, name, feature, latitude, longitude, country, admin1, population = row
    lat = None if latitude is None else latitude / SCALE
    lon = None if longitude is None else longitude / SCALE
    shown = name if own else printed_name(name, country)
    return Entry(number, code, shown, feature, lat, lon, country, admin1, population, own)
