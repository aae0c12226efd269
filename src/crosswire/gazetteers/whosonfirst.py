"""Who's On First: its SQLite distribution, or a table of it with one place a line (TSV)."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from crosswire.gazetteers.errors import Fault, ListError
from crosswire.gazetteers.found import Found, degrees, readable

CREDIT = "Who's On First, CC0, with names of GeoNames (CC BY 4.0) and others"
TYPES = {
    "locality": "PPL", "neighbourhood": "PPL", "macrohood": "PPL", "borough": "PPL",
    "county": "ADM2", "localadmin": "ADM2", "region": "ADM1", "country": "PCLI", "campus": "SITE",
    "marinearea": "SEA", "ocean": "SEA",
}  # fmt: skip
# Names of these languages are what reports in the scripts that are read may use; other Latin
# spellings ("Sirië") are noise.
LANGUAGES = frozenset({"eng", "und", "fra", "ara", "rus", "ukr", "heb", "fas", "prs", "pus", "kur",
                       "ckb", "tur", "som"})  # fmt: skip
NEEDED = ("wof_id", "name", "placetype", "lat", "lon", "gn_id", "region_id", "names_json")
GONE = ("deprecated", "superseded_by")
csv.field_size_limit(10_000_000)  # a country's names in all languages are one cell


def is_one(first: str) -> bool:
    """Whether a file's first line is the head of such a table."""
    return "wof_id" in first.rstrip("\n").split("\t")


def read(path: Path, lines: Iterator[str]) -> Iterator[Found]:
    """The places of a table. Raises ListError with every line that is wrong."""
    reader = csv.DictReader(lines, delimiter="\t")
    missing = [n for n in NEEDED if n not in (reader.fieldnames or ())]
    if missing:
        raise ListError.of_lines(path, [(1, f"there is no column {', '.join(missing)}")])
    faults: list[Fault] = []
    rows = []
    for row in reader:
        try:
            if None in row or None in row.values():
                raise ValueError("more or fewer cells than the head has columns")
            row["line"] = str(reader.line_num)
            rows.append(_checked(row))
        except ValueError as error:
            faults.append((reader.line_num, str(error)))
    if faults:
        raise ListError.of_lines(path, faults)
    yield from _places(rows)


def is_database(path: Path) -> bool:
    """Whether a file is the SQLite distribution."""
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def read_database(path: Path) -> Iterator[Found]:
    """The places of a SQLite distribution (the tables spr, names, concordances, ancestors)."""
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    db.row_factory = sqlite3.Row
    try:
        yield from _places(list(_database_rows(db)))
    except sqlite3.DatabaseError as error:
        raise ListError(
            f"{path.name} is not a distribution of Who's On First ({error}); give its SQLite file "
            "with the tables spr, names, concordances and ancestors."
        ) from None
    finally:
        db.close()


def _database_rows(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    marks = ",".join("?" * len(LANGUAGES))
    names: dict[int, list[str]] = defaultdict(list)
    for number, name in db.execute(
        f"SELECT id, name FROM names WHERE language IN ({marks})",  # noqa: S608 - marks alone
        sorted(LANGUAGES),
    ):
        names[number].append(name)
    known = dict(db.execute("SELECT id, other_id FROM concordances WHERE other_source = 'gn:id'"))
    regions = dict(
        db.execute("SELECT id, ancestor_id FROM ancestors WHERE ancestor_placetype = 'region'")
    )
    query = (
        "SELECT id, name, placetype, latitude, longitude FROM spr"
        " WHERE is_deprecated < 1 AND is_superseded < 1 AND is_current <> 0 ORDER BY id"
    )
    for line, row in enumerate(db.execute(query), 1):
        yield {
            "line": line,
            "wof_id": str(row["id"]),
            "name": row["name"] or "",
            "placetype": row["placetype"],
            "at": (row["latitude"], row["longitude"]),
            "gn": max(int(known.get(row["id"]) or 0), 0) or None,
            "region_id": str(regions.get(row["id"], "")),
            "names": names[row["id"]],
            "people": 0,
        }


def _checked(row: dict[str, Any]) -> dict[str, Any]:
    """A table's row with its values read. Raises ValueError with what is wrong."""
    number, people = row["gn_id"] or "0", row.get("population") or "0"
    if not row["wof_id"].lstrip("-").isdigit():
        raise ValueError(f'"{row["wof_id"]}" is no id of Who\'s On First')
    if not number.lstrip("-").isdigit():  # -1 says that it has none
        raise ValueError(f'the gn_id "{number}" is no GeoNames id')
    try:
        told = json.loads(row["names_json"] or "{}")
        names = [n for tag, given in told.items() if tag[:3] in LANGUAGES for n in given]
    except (ValueError, AttributeError, TypeError):
        raise ValueError("names_json is no JSON object of lists of names") from None
    at = degrees(row["lat"], row["lon"])
    return {**row, "at": at, "gn": max(int(number), 0) or None, "names": names,
            "people": int(people) if people.isdigit() else 0}  # fmt: skip


def _places(rows: Iterable[dict[str, Any]]) -> Iterator[Found]:
    """The rows as places; what was withdrawn, or has no name that is read, is left out."""
    standing = [r for r in rows if not any(r.get(g) for g in GONE)]
    units = {r["wof_id"]: r for r in standing if r["placetype"] == "region"}
    for row in standing:
        feature = TYPES.get(row["placetype"])
        names = tuple(readable([row["name"], *row["names"]]))
        if not feature or not names:
            continue
        unit = units.get(row["region_id"])
        yield Found(
            int(row["line"]),
            row["wof_id"],
            names,
            feature,
            row["at"][0],
            row["at"][1],
            country=None,
            unit=(unit["gn"] or unit["name"]) if unit and unit is not row else None,
            geonames=row["gn"],
            population=row["people"] if feature == "PPL" else 0,
        )
