"""`crosswire gazetteer` as a user types it: own places in, and what is made of names."""

import csv
import json

import pytest

MINE = "name,lat,lon,country,admin1,aliases\nXarubeh,34.64,38.57,SY,Homs,Khirbat Xarub\n"
TEXT = "Shells fell on the village of Xarubeh in Syria on Monday, killing three people.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "mine.csv").write_text(MINE, encoding="utf-8")
    (tmp_path / "dispatch.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_places_are_added_listed_and_removed(crosswire, folder):
    """Are a list's places found by `places`, and gone when the list is?"""

    def called(*arguments):
        return crosswire(*arguments, "--gazetteer", "lists", cwd=folder)

    def found():
        lines = called("places", "dispatch.txt").stdout.splitlines()
        return {row["text"]: row for row in map(json.loads, lines)}["Xarubeh"]

    assert found()["where_prec"] == 6
    added = called("gazetteer", "add", "mine.csv")
    assert "added mine: 1 places, 2 names; it wins over the other lists" in added.stderr
    assert found()["gazetteer_id"] == "mine:2"
    assert (found()["admin1"], found()["where_prec"]) == ("Homs", 1)
    assert "mine.csv" in called("gazetteer", "list").stdout
    assert json.loads(called("gazetteer", "list", "--json").stdout)[0]["places"] == 1
    assert called("gazetteer", "remove", "mine").returncode == 0
    assert "No lists were added" in called("gazetteer", "list").stdout
    assert found()["where_prec"] == 6


def test_a_faulty_list_exits_with_2(crosswire, folder):
    """Does a refused list print its line and reason, and nothing like a traceback?"""
    (folder / "mine.csv").write_text(MINE + "Xamrun,far,38.6,SY,,\n", encoding="utf-8")
    done = crosswire("gazetteer", "add", "mine.csv", "--gazetteer", "lists", cwd=folder)
    assert done.returncode == 2
    assert 'line 3: "far", "38.6" are no latitude and longitude' in done.stderr
    assert "Traceback" not in done.stderr


def test_why_a_name_is_this_place(crosswire, folder):
    """Does `show` say what a name is taken for, and list what else it might be?"""
    shown = crosswire(
        "gazetteer", "show", "Tripoli", "--text", "Rockets fell on Tripoli in Libya.",
        "--gazetteer", "lists", cwd=folder,
    ).stdout  # fmt: skip
    assert shown.startswith("Tripoli: Tripoli, Tripoli, LY (precision 1)")
    assert "Lebanon" not in shown.splitlines()[0]
    assert ", LB" in shown
    plain = crosswire(
        "gazetteer", "show", "Tripoli", "--json", "--gazetteer", "lists", cwd=folder
    ).stdout
    assert {row["country"] for row in json.loads(plain)["candidates"]} >= {"LY", "LB"}


def test_a_table_is_geocoded(crosswire, folder):
    """Are a table's rows kept as they are, with the match beside them, and doubt told?"""
    (folder / "sites.csv").write_text(
        "site,province,land,name\nAzaz,Aleppo,Syria,a\nXonk,Idlib,Syria,b\n,,,c\n", "utf-8"
    )
    done = crosswire(
        "gazetteer", "match", "sites.csv", "--name", "site", "--admin1", "province",
        "--country", "land", "-o", "out.csv", "--gazetteer", "lists", cwd=folder,
    )  # fmt: skip
    assert "1 of 3 rows stand at a point or near it" in done.stderr
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == ["a", "b", "c"]
    assert (rows[0]["admin1"], rows[0]["where_prec"]) == ("Aleppo", "1")
    assert (rows[1]["admin1"], rows[1]["where_prec"]) == ("Idlib", "4")
    assert rows[2]["match_name"] == rows[2]["where_prec"] == ""
    wrong = crosswire(
        "gazetteer", "match", "sites.csv", "--name", "town", "-o", "out.csv", cwd=folder
    )
    assert wrong.returncode == 2
    assert 'has no column "town"; it has site, province, land, name' in wrong.stderr
