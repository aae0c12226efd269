"""GeoPackage 1.3 (OGC 12-128r17), written with the standard library's sqlite3 alone.

One feature table, ``incidents``, in WGS 84, with the columns of the GeoJSON. A geometry is there
where ``geojson.shape`` gives one. The same rows give the same bytes: nothing reads the clock.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from crosswire.exports.columns import Kind, cells
from crosswire.exports.datapackage import describe, table_fields
from crosswire.exports.files import whole
from crosswire.exports.geojson import COLUMNS, Points, incidents_only, shape
from crosswire.exports.lookups import Lookups
from crosswire.rows import IncidentRow

APPLICATION_ID = 0x47504B47  # "GPKG", requirement 2
USER_VERSION = 10300  # GeoPackage 1.3.0, requirement 2
WGS84 = 4326
WKB = {"Point": 1, "LineString": 2, "Polygon": 3}
CHANGED = "2000-01-01T00:00:00.000Z"  # fixed, so that the same rows give the same bytes
TABLE = "incidents"
TYPES = {
    Kind.STRING: "TEXT",
    Kind.INTEGER: "INTEGER",
    Kind.NUMBER: "DOUBLE",
    Kind.BOOLEAN: "BOOLEAN",
    Kind.DATE: "DATE",
    Kind.DATETIME: "DATETIME",
}
WGS84_WKT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AUTHORITY["EPSG","4326"]]'
)
# The three systems that requirement 11 asks for.
SYSTEMS = (
    ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", "undefined cartesian"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic"),
    ("WGS 84 geodetic", WGS84, "EPSG", WGS84, WGS84_WKT, "longitude and latitude in degrees"),
)
# Tables 1, 3 and 5 of the standard.
SCHEMA = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
"""


def geometry(kind: str, points: Points) -> bytes:
    """A geometry as GeoPackage binary: header without envelope (2.1.3.1), little-endian WKB."""
    header = struct.pack("<2sBBi", b"GP", 0, 0b00000001, WGS84)
    numbers = [number for point in points for number in point]
    coordinates = struct.pack(f"<{len(numbers)}d", *numbers)
    counts = {"Point": (), "LineString": (len(points),), "Polygon": (1, len(points))}[kind]
    return header + struct.pack(f"<BI{len(counts)}I", 1, WKB[kind], *counts) + coordinates


def export(what: str, rows: Iterable[IncidentRow], path: Path, lookups: Lookups) -> list[Path]:
    """Write incidents as a GeoPackage, and the data package beside it.

    Raises ValueError where other rows than incidents are asked for.
    """
    incidents_only(what, "gpkg")
    with whole(path) as part, closing(sqlite3.connect(part)) as database:
        _prepare(database)
        bounds = _fill(database, rows, lookups)
        _register(database, bounds)
        database.commit()
    return [path, *describe(path, what, "gpkg", table_fields(COLUMNS))]


def _prepare(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA page_size = 4096")
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {USER_VERSION}")
    database.executescript(SCHEMA)
    columns = ", ".join(f'"{column.name}" {TYPES[column.kind]}' for column in COLUMNS)
    database.execute(
        f"CREATE TABLE {TABLE} "
        f"(fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom GEOMETRY, {columns})"
    )


def _fill(
    database: sqlite3.Connection, rows: Iterable[IncidentRow], lookups: Lookups
) -> tuple[float, float, float, float] | None:
    """Insert the rows; returns their bounds as west, south, east, north."""
    places: list[tuple[float, float]] = []
    marks = ", ".join("?" * (len(COLUMNS) + 1))
    names = ", ".join(f'"{column.name}"' for column in COLUMNS)

    def values() -> Iterator[list[Any]]:
        for row in rows:
            found = shape(row.incident.place)
            if found:
                places.extend(found[1])
            yield [geometry(*found) if found else None, *_stored(row, lookups)]

    database.executemany(f"INSERT INTO {TABLE} (geom, {names}) VALUES ({marks})", values())  # noqa: S608
    if not places:
        return None
    east_west, north_south = [x for x, _ in places], [y for _, y in places]
    return min(east_west), min(north_south), max(east_west), max(north_south)


def _stored(row: IncidentRow, lookups: Lookups) -> list[Any]:
    values = cells(COLUMNS, row, lookups)
    return [
        value if value is None or isinstance(value, (str, int, float)) else value.isoformat()
        for value in values
    ]


def _register(
    database: sqlite3.Connection, bounds: tuple[float, float, float, float] | None
) -> None:
    database.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", SYSTEMS)
    described = "What conflict news claims, graded by independent origins."
    database.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, ?)",
        (TABLE, TABLE, described, CHANGED, *(bounds or (None,) * 4), WGS84),
    )
    database.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', ?, 0, 0)", (TABLE, WGS84)
    )
