"""A place that a person makes known while they review: a row of a list of their own.

The list is a CSV file that stands beside what is made of it, and is read like every other such
file, so that its user can look into it, mend it, and add it again.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from crosswire.gazetteers.errors import ListError
from crosswire.gazetteers.shelf import Shelf
from crosswire.resolve.gazetteer import Entry
from crosswire.resolve.places import Gazetteer
from crosswire.resolve.romanise import fold

REVIEWED = "reviewed"
COLUMNS = ("name", "lat", "lon", "country", "admin1", "aliases", "kind", "id")
FORMULA = ("=", "+", "-", "@")  # so begins what a spreadsheet would reckon, and no place
Cells = dict[str, str]


def add_place(shelf: Shelf, row: Mapping[str, str]) -> str:
    """Put a place into the list, a row as ``own`` reads it; the place's id, for ``added``.

    A place of one name, country and first-order unit is one place: added again, it is mended.
    Raises ListError where the list would not be read with it, and then nothing is changed.
    """
    for column in ("name", "admin1", "aliases"):
        if row.get(column, "").startswith(FORMULA):
            raise ListError(f'"{row[column]}" is no name: it begins with "{row[column][0]}".')
    key, there = _key(row), any(each.name == REVIEWED for each in shelf.lists())
    with _rewriting(shelf.folder / f"{REVIEWED}.csv") as (old, new):
        rows, given = _read(old) if there else [], {**row, "id": key}
        kept = [given if each["id"] == key else each for each in rows]
        _write(kept if given in kept else [*kept, given], new)
        shelf.check(new, REVIEWED)
    shelf.add(old, REVIEWED)
    return key


def added(gazetteer: Gazetteer, key: str) -> Entry | None:
    """The place that was added under an id, in a gazetteer that was opened since."""
    return gazetteer.index.by_code(f"{REVIEWED}:{key}")


def _key(row: Mapping[str, str]) -> str:
    """The same for the same name in the same unit, so that a row can be mended."""
    parts = (fold(row["name"]), row["country"].upper(), fold(row.get("admin1", "")))
    return sha256("\n".join(parts).encode()).hexdigest()[:12]


@contextmanager
def _rewriting(path: Path) -> Iterator[tuple[Path, Path]]:
    """A file, and one of its name beside it that takes its place at the end, or never."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".", dir=path.parent) as folder:
        new = Path(folder) / path.name
        yield path, new
        os.replace(new, path)


def _read(path: Path) -> list[Cells]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        other = set(reader.fieldnames or ()) - set(COLUMNS)
        if other:
            raise ListError(f"{path} has columns of another form: {', '.join(sorted(other))}.")
        return [{name: row.get(name) or "" for name in COLUMNS} for row in reader]


def _write(rows: list[Cells], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
