"""``datapackage.json`` beside every export: Frictionless Data Package, one resource a file.

Exports into one folder share one package. A ``datapackage.json`` that another tool wrote is left
alone; ours then goes to ``STEM.datapackage.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from crosswire.exports.columns import Column
from crosswire.exports.files import write_text

PACKAGE = "crosswire-export"
MEDIA_TYPES = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
}
LIKE_ACLED = (
    "ACLED-like: ACLED's columns and code lists, coded by machine from news. Not ACLED data, and "
    "neither made nor endorsed by ACLED."
)
LIKE_UCDP = (
    "UCDP GED-like: the columns and codes of the GED codebook, coded by machine from news. Not "
    "UCDP data, and neither made nor endorsed by UCDP."
)
TITLES = {"acled": LIKE_ACLED, "acled_changes": LIKE_ACLED, "ucdp": LIKE_UCDP}


def table_fields(columns: Iterable[Column]) -> list[dict[str, str]]:
    """Columns as Table Schema fields."""
    return [
        {"name": column.name, "type": column.kind, "description": column.description}
        for column in columns
    ]


def describe(path: Path, what: str, form: str, fields: Sequence[dict[str, str]]) -> list[Path]:
    """Add a file to its folder's data package; returns the package's path."""
    target = path.parent / "datapackage.json"
    package = _package(target)
    if package is None:
        target = path.parent / f"{path.stem}.datapackage.json"
        package = _package(target) or _empty()
    resources = [each for each in package["resources"] if each["path"] != path.name]
    resources.append(_resource(path, what, form, fields))
    package["resources"] = sorted(resources, key=lambda each: str(each["path"]))
    write_text(target, json.dumps(package, ensure_ascii=False, indent=2) + "\n")
    return [target]


def _resource(path: Path, what: str, form: str, fields: Sequence[dict[str, str]]) -> dict[str, Any]:
    return {
        "name": _slug(path.name),
        "path": path.name,
        "title": TITLES.get(what, f"Crosswire {what}"),
        "profile": "tabular-data-resource" if form == "csv" else "data-resource",
        "format": form,
        "mediatype": MEDIA_TYPES[form],
        "encoding": "utf-8",
        "schema": {"fields": list(fields), "missingValues": [""]},
    }


def _slug(name: str) -> str:
    """A resource's name: Frictionless allows lower-case letters, digits and ``. - _`` alone."""
    return "".join(letter if letter.isalnum() else "-" for letter in name.lower())


def _empty() -> dict[str, Any]:
    return {
        "profile": "data-package",
        "name": PACKAGE,
        "description": (
            "What conflict news claims, according to whom. Claims are not verified facts; "
            "grades count independent origins, never articles."
        ),
        "resources": [],
    }


def _package(target: Path) -> dict[str, Any] | None:
    """Our package as it stands, an empty one where there is none, None where it is not ours."""
    if not target.exists():
        return _empty()
    try:
        found = json.loads(target.read_text(encoding="utf-8"))
    except (ValueError, OSError):
        return None
    ours = isinstance(found, dict) and found.get("name") == PACKAGE
    return found if ours and isinstance(found.get("resources"), list) else None
