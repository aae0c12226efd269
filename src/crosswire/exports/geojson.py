"""GeoJSON by RFC 7946: incidents as points where a place is known well enough to be one.

A province or a country has a middle, and a mark there would look like a place: above ``where_prec``
3 the geometry is null, and the properties name the unit. What a text tells as a road between two
towns, or as a town's countryside, is a line or an outline, and ``geometry_is`` says how rough it
is. An incident without a place is null too, never 0,0. Coordinates have six decimals (0.1 m).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from crosswire.exports.columns import Column, cells, text
from crosswire.exports.datapackage import describe, table_fields
from crosswire.exports.files import whole
from crosswire.exports.lookups import Lookups
from crosswire.exports.tables import INCIDENTS
from crosswire.records import Place
from crosswire.rows import IncidentRow

POINT_PRECISION = 3  # UCDP GED: a second-order unit is the coarsest place that a mark may stand for
DECIMALS = 6
Points = list[tuple[float, float]]  # longitude and latitude


def position(place: Place | None) -> tuple[float, float] | None:
    """Longitude and latitude of a place that may be drawn as a point, else None."""
    if place is None or place.latitude is None or place.longitude is None:
        return None
    if place.where_prec > POINT_PRECISION:
        return None
    return round(place.longitude, DECIMALS), round(place.latitude, DECIMALS)


def shape(place: Place | None) -> tuple[str, Points] | None:
    """A place's geometry: its type, and its one point or the points of its line or outline."""
    if place is not None and place.extent:
        points = [(round(lon, DECIMALS), round(lat, DECIMALS)) for lon, lat in place.extent]
        return ("Polygon" if points[0] == points[-1] else "LineString"), points
    found = position(place)
    return ("Point", [found]) if found else None


def meaning(place: Place | None) -> str | None:
    """What a place's geometry stands for, in words; None where it has none."""
    found = shape(place)
    return MEANINGS[found[0]] if found else None


MEANINGS = {"Point": "point", "LineString": "approximate line", "Polygon": "approximate area"}
# The columns of incidents, and what only a map needs.
COLUMNS: tuple[Column, ...] = (
    *INCIDENTS,
    text(
        "geometry_is",
        "What the geometry is: point, approximate line or approximate area.",
        lambda r: meaning(r.incident.place),
    ),
    text(
        "disputed",
        "The disputed area that the place lies in; empty where it lies in none.",
        lambda r: r.incident.place.disputed if r.incident.place else None,
    ),
)


def feature(row: IncidentRow, lookups: Lookups) -> dict[str, Any]:
    """An incident as a Feature; its properties are the columns of incidents and two of a map's."""
    names = [column.name for column in COLUMNS]
    values = [_plain(value) for value in cells(COLUMNS, row, lookups)]
    return {
        "type": "Feature",
        "id": row.incident.id,
        "geometry": _geometry(shape(row.incident.place)),
        "properties": dict(zip(names, values, strict=True)),
    }


def _geometry(found: tuple[str, Points] | None) -> dict[str, Any] | None:
    if found is None:
        return None
    kind, points = found
    listed = [list(point) for point in points]
    coordinates = {"Point": listed[0], "LineString": listed, "Polygon": [listed]}[kind]
    return {"type": kind, "coordinates": coordinates}


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
    return [path, *describe(path, what, "geojson", table_fields(COLUMNS))]


def incidents_only(what: str, form: str) -> None:
    """Raise ValueError where a format of incidents is asked to hold something else."""
    if what != "incidents":
        raise ValueError(f"the {form} format holds incidents only, not {what}: use csv or jsonl")


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, int, float)) else value.isoformat()
