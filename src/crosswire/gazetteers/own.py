"""A user's own list: a CSV file with a head line, for the names that only its region knows."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from crosswire.gazetteers.errors import Fault, ListError
from crosswire.gazetteers.found import Found, degrees

NEEDED = ("name", "lat", "lon", "country")
OTHER = ("admin1", "aliases", "id", "kind", "population")
KINDS = {"": "PPL", "populated": "PPL", "site": "SITE", "land": "LAND", "water": "SEA",
         "line": "LN", "region": "RGN", "admin2": "ADM2"}  # fmt: skip
FORM = f"a CSV list has the columns {', '.join(NEEDED)}, and may have {', '.join(OTHER)}"


def is_one(first: str) -> bool:
    """Whether a file's first line is the head of such a list."""
    heads = {h.strip().lower() for h in next(csv.reader([first]), [])}
    return "name" in heads and bool(heads & {"lat", "lon", "country"})


def read(path: Path, lines: Iterator[str]) -> Iterator[Found]:
    """The places of a list. Raises ListError with every line that is wrong."""
    reader = csv.DictReader(lines)
    heads = [(h or "").strip().lower() for h in reader.fieldnames or ()]
    reader.fieldnames = heads
    wrong = [f'there is no column "{n}"' for n in NEEDED if n not in heads]
    wrong += [f'the column "{h}" is not known' for h in heads if h not in (*NEEDED, *OTHER)]
    if wrong:
        raise ListError.of_lines(path, [(1, f"{'; '.join(wrong)}: {FORM}")])
    faults: list[Fault] = []
    for row in reader:
        try:
            found = _place(reader.line_num, row)
        except ValueError as error:
            faults.append((reader.line_num, str(error)))
            continue
        if not faults:
            yield found
    if faults:
        raise ListError.of_lines(path, faults)


def _place(number: int, row: dict[str, str | None]) -> Found:
    if None in row or None in row.values():
        raise ValueError("more or fewer cells than the head has columns")
    cells = {name: (value or "").strip() for name, value in row.items()}
    if not cells["name"]:
        raise ValueError("the name is empty")
    lat, lon = degrees(cells["lat"], cells["lon"])
    kind, people = cells.get("kind", "").lower(), cells.get("population", "") or "0"
    if kind not in KINDS:
        raise ValueError(f'the kind "{kind}" is not one of {", ".join(k for k in KINDS if k)}')
    if not people.isdigit():
        raise ValueError(f'the population "{people}" is no whole number')
    aliases = (a.strip() for a in cells.get("aliases", "").split(";"))
    return Found(
        number,
        cells.get("id") or str(number),
        tuple(dict.fromkeys([cells["name"], *(a for a in aliases if a)])),
        KINDS[kind],
        lat,
        lon,
        cells["country"].upper(),
        cells.get("admin1") or None,
        population=int(people),
    )
