"""GeoJSON by RFC 7946: incidents as points where a place is known well enough to be one.

A province or a country has a middle, and a mark there would look like a place: above ``where_prec``
3 the geometry is null, and the properties name the unit. An incident without a place is null too,
never 0,0. Coordinates have six decimals (0.1 m).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from crosswire.exports.columns import cells
from crosswire.exports.datapackage import describe, table_fields
from crosswire.exports.files import whole
from crosswire.exports.lookups import Lookups
from crosswire.exports.tables import INCIDENTS
from crosswire.records import Place
from crosswire.rows import IncidentRow

POINT_PRECISION = 3  # UCDP GED: a second-order unit is the coarsest place that a mark may stand for
DECIMALS = 6


def position(place: Place | None) -> tuple[float, float] | None:
    """Longitude and latitude of a place that may be drawn as a point, else None."""
    if place is None or place.latitude is None or place.longitude is None:
        return None
    if place.where_prec > POINT_PRECISION:
        return None
    return round(place.longitude, DECIMALS), round(place.latitude, DECIMALS)


def feature(row: IncidentRow, lookups: Lookups) -> dict[str, Any]:
    """An incident as a Feature; its properties are the columns of incidents."""
    found = position(row.incident.place)
    names = [column.name for column in INCIDENTS]
    values = [_plain(value) for value in cells(INCIDENTS, row, lookups)]
    return {
        "type": "Feature",
        "id": row.incident.id,
        "geometry": {"type": "Point", "coordinates": list(found)} if found else None,
        "properties": dict(zip(names, values, strict=True)),
    }


def export(what: str, rows: Iterable[IncidentRow], path: Path, lookups: Lookups) -> list[Path]:
    """Write incidents as a FeatureCollection, and the data package beside it.

    Raises ValueError where other rows than incidents are asked for.
    """
    incidents_only(what, "geojson")
    with whole(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for number, row in enumerate(rows):
            file.write(",\n" if number else "\n")
            file.write(json.dumps(feature(row, lookups), ensure_ascii=False))
        file.write("\n]}\n")
    return [path, *describe(path, what, "geojson", table_fields(INCIDENTS))]


def incidents_only(what: str, form: str) -> None:
    """Raise ValueError where a format of incidents is asked to hold something else."""
    if what != "incidents":
        raise ValueError(f"the {form} format holds incidents only, not {what}: use csv or jsonl")


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, int, float)) else value.isoformat()
