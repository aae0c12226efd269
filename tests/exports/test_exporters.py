import json

import pytest
from made_up_tables import lookups, rows_of

from crosswire.exports import ENDINGS, EXPORTERS, geojson
from crosswire.exports.files import whole
from crosswire.exports.tables import TABLES

INCIDENTS_ONLY = {"geojson", "gpkg", "acled", "ucdp"}
PAIRS = [
    (form, what)
    for form in EXPORTERS
    for what in TABLES
    if what == "incidents" or form not in INCIDENTS_ONLY
]


@pytest.mark.parametrize(("form", "what"), PAIRS)
def test_same_rows_give_the_same_bytes(tmp_path, form, what):
    """Are two exports of the same rows equal to the byte, and described beside them?"""
    name = f"{what}.{ENDINGS.get(form, form)}"
    written = [EXPORTERS[form](what, rows_of(what), tmp_path / k / name, lookups()) for k in "ab"]
    for first, second in zip(*written, strict=True):
        assert first.read_bytes() == second.read_bytes()
    package = json.loads((tmp_path / "a" / "datapackage.json").read_text(encoding="utf-8"))
    assert name in {each["path"] for each in package["resources"]}
    assert all(each["schema"]["fields"] for each in package["resources"])


def test_formats_are_those_of_the_command_line():
    """Is there an exporter for each format of the contract?"""
    assert list(EXPORTERS) == [
        "jsonl",
        "csv",
        "xlsx",
        "parquet",
        "geojson",
        "gpkg",
        "acled",
        "ucdp",
    ]
    assert list(TABLES) == [
        "articles",
        "stories",
        "claims",
        "incidents",
        "control",
        "judgements",
        "examples",
    ]


def test_names_are_snake_case_and_told():
    """Has every column a snake_case name, once, and a meaning?"""
    for columns in TABLES.values():
        names = [column.name for column in columns]
        assert len(set(names)) == len(names)
        assert all(name.isascii() and name == name.lower() and " " not in name for name in names)
        assert all(column.description.endswith(".") for column in columns)


def test_package_is_shared_and_sorted(tmp_path):
    """Do exports of one folder share a package, whatever their order, each once?"""
    for form, what in (("jsonl", "claims"), ("csv", "claims"), ("jsonl", "claims")):
        EXPORTERS[form](what, rows_of(what), tmp_path / f"{what}.{form}", lookups())
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [each["path"] for each in package["resources"]] == ["claims.csv", "claims.jsonl"]


@pytest.mark.parametrize("text", ['{"name": "theirs", "resources": []}', "not json", "[]"])
def test_package_of_others_is_left_alone(tmp_path, text):
    """Is another tool's datapackage.json kept, and ours written beside it?"""
    theirs = tmp_path / "datapackage.json"
    theirs.write_text(text, encoding="utf-8")
    written = EXPORTERS["csv"]("claims", [], tmp_path / "claims.csv", lookups())
    assert theirs.read_text(encoding="utf-8") == text
    assert [path.name for path in written] == ["claims.csv", "claims.datapackage.json"]


def test_failed_export_leaves_what_stood_there(tmp_path):
    """Does an export that breaks half way keep the old file, and no part of the new?"""
    path = tmp_path / "x.geojson"
    path.write_text("old", encoding="utf-8")

    def rows():
        yield rows_of("incidents")[0]
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        geojson.export("incidents", rows(), path, lookups())
    assert path.read_text(encoding="utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["x.geojson"]


def test_whole_makes_folders(tmp_path):
    """Is a missing folder made?"""
    with whole(tmp_path / "a" / "b" / "x.txt") as part:
        part.write_text("x", encoding="utf-8")
    assert (tmp_path / "a" / "b" / "x.txt").read_text(encoding="utf-8") == "x"
