import json
import sqlite3
import struct
from contextlib import closing

import pytest
from made_up_incidents import all_incidents
from made_up_rows import IDLIB, MALI, MARAA, POKROVSK
from made_up_tables import lookups

from crosswire.exports import geojson, gpkg
from crosswire.exports.tables import INCIDENTS


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
        assert list(each["properties"]) == [column.name for column in INCIDENTS]
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
    assert geometry == [("incidents", "geom", "POINT", 4326, 0, 0)]


def test_gpkg_features(package):
    """Are rows, columns and points those of the incidents?"""
    names = [row[1] for row in package.execute("PRAGMA table_info(incidents)")]
    assert names == ["fid", "geom", *[column.name for column in INCIDENTS]]
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
