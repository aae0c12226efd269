import json
import sqlite3
import struct
from contextlib import closing
from dataclasses import replace

import pytest
from made_up_incidents import all_incidents
from made_up_rows import IDLIB, MALI, MARAA, POKROVSK
from made_up_tables import lookups

from crosswire.exports import geojson, gpkg
from crosswire.exports.tables import INCIDENTS

MAP_ONLY = ["geometry_is", "disputed"]  # columns that tables have not
ROAD = ((37.16, 36.2), (39.01, 35.95))
AREA = ((36.76, 35.13), (37.1, 34.8), (37.1, 35.4), (36.76, 35.13))


def with_places(*places):
    """The first incident, once in each of these places."""
    row = all_incidents()[0]
    return [replace(row, incident=replace(row.incident, place=place)) for place in places]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (MARAA, ("Point", [(37.19617, 36.48106)])),
        (replace(MARAA, where_prec=5, extent=ROAD), ("LineString", [*ROAD])),
        (replace(IDLIB, extent=AREA), ("Polygon", [*AREA])),
        (replace(MARAA, where_prec=5), None),  # a line of which nothing is known
        (MALI, None),
        (None, None),
    ],
)
def test_shape(place, expected):
    """Is a road a line and a countryside an outline, and neither ever a point?"""
    assert geojson.shape(place) == expected


def test_geojson_of_lines_and_areas(tmp_path):
    """Do the properties say what a geometry is, and whose land is disputed?"""
    road = replace(MARAA, where_prec=5, extent=ROAD)
    area = replace(IDLIB, extent=AREA, disputed="Golan Heights")
    rows = with_places(MARAA, road, area, MALI)
    geojson.export("incidents", rows, tmp_path / "x.geojson", lookups())
    found = json.loads((tmp_path / "x.geojson").read_text(encoding="utf-8"))["features"]
    shapes = [each["geometry"] for each in found]
    assert shapes[1] == {"type": "LineString", "coordinates": [list(p) for p in ROAD]}
    assert shapes[2] == {"type": "Polygon", "coordinates": [[list(p) for p in AREA]]}
    assert shapes[3] is None
    told = [each["properties"]["geometry_is"] for each in found]
    assert told == ["point", "approximate line", "approximate area", None]
    assert [each["properties"]["disputed"] for each in found] == [None, None, "Golan Heights", None]


def test_gpkg_of_lines_and_areas(tmp_path):
    """Are lines and areas well-known binary of their kind, inside the bounds of the table?"""
    rows = with_places(replace(MARAA, where_prec=5, extent=ROAD), replace(IDLIB, extent=AREA))
    gpkg.export("incidents", rows, tmp_path / "x.gpkg", lookups())
    with closing(sqlite3.connect(tmp_path / "x.gpkg")) as database:
        line, area = (row[0] for row in database.execute("SELECT geom FROM incidents ORDER BY fid"))
        bounds = database.execute("SELECT min_x, min_y, max_x, max_y FROM gpkg_contents").fetchone()
    assert struct.unpack("<BII4d", line[8:]) == (1, 2, 2, *ROAD[0], *ROAD[1])
    numbers = [number for point in AREA for number in point]
    assert struct.unpack("<BIII8d", area[8:]) == (1, 3, 1, 4, *numbers)
    assert bounds == (36.76, 34.8, 39.01, 36.2)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (MARAA, (37.19617, 36.48106)),
        (POKROVSK, (37.18124, 48.28196)),  # where_prec 3
        (IDLIB, None),  # where_prec 4: a province's middle is no place
        (MALI, None),
        (None, None),
    ],
)
def test_position(place, expected):
    """Is only what is known well enough drawn as a point?"""
    assert geojson.position(place) == expected


def test_geojson(tmp_path):
    """Is the file a FeatureCollection with a point or null for every incident, never 0,0?"""
    geojson.export("incidents", all_incidents(), tmp_path / "x.geojson", lookups())
    found = json.loads((tmp_path / "x.geojson").read_text(encoding="utf-8"))
    assert found["type"] == "FeatureCollection"
    assert len(found["features"]) == len(all_incidents())
    for row, each in zip(all_incidents(), found["features"], strict=True):
        assert each["id"] == row.incident.id
        assert list(each["properties"]) == [*(column.name for column in INCIDENTS), *MAP_ONLY]
        expected = geojson.position(row.incident.place)
        assert (each["geometry"] is None) == (expected is None)
        if expected:
            assert each["geometry"] == {"type": "Point", "coordinates": list(expected)}
    province = next(f for f in found["features"] if f["properties"]["place"] == "Idlib Governorate")
    assert province["properties"]["where_prec"] == 4


@pytest.fixture
def package(tmp_path):
    path = tmp_path / "x.gpkg"
    gpkg.export("incidents", all_incidents(), path, lookups())
    with closing(sqlite3.connect(path)) as database:
        yield database


def test_gpkg_header(package):
    """Does the file say that it is a GeoPackage 1.3, and is it sound?"""
    assert package.execute("PRAGMA application_id").fetchone()[0] == 0x47504B47
    assert package.execute("PRAGMA user_version").fetchone()[0] == 10300
    assert package.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert package.execute("PRAGMA foreign_key_check").fetchall() == []


def test_gpkg_tables(package):
    """Are the tables that the standard asks for filled?"""
    systems = {row[0] for row in package.execute("SELECT srs_id FROM gpkg_spatial_ref_sys")}
    assert systems == {-1, 0, 4326}
    contents = package.execute(
        "SELECT table_name, data_type, srs_id, min_x, max_y FROM gpkg_contents"
    ).fetchall()
    assert contents == [("incidents", "features", 4326, 0.5022, 49.71064)]
    geometry = package.execute("SELECT * FROM gpkg_geometry_columns").fetchall()
    assert geometry == [("incidents", "geom", "GEOMETRY", 4326, 0, 0)]


def test_gpkg_features(package):
    """Are rows, columns and points those of the incidents?"""
    names = [row[1] for row in package.execute("PRAGMA table_info(incidents)")]
    assert names == ["fid", "geom", *[column.name for column in INCIDENTS], *MAP_ONLY]
    found = package.execute("SELECT geom, incident_id FROM incidents ORDER BY fid").fetchall()
    for row, (blob, ident) in zip(all_incidents(), found, strict=True):
        assert ident == row.incident.id
        expected = geojson.position(row.incident.place)
        if expected is None:
            assert blob is None
        else:
            magic, version, flags, system = struct.unpack("<2sBBi", blob[:8])
            assert (magic, version, flags, system) == (b"GP", 0, 1, 4326)
            assert struct.unpack("<BIdd", blob[8:]) == (1, 1, *expected)


@pytest.mark.parametrize("form", [geojson, gpkg])
def test_incidents_alone(tmp_path, form):
    """Is another table refused with a way out, and no file left?"""
    with pytest.raises(ValueError, match="incidents only"):
        form.export("claims", [], tmp_path / "x", lookups())
    assert list(tmp_path.iterdir()) == []
