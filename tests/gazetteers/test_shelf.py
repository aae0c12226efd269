"""Lists of places: read in four forms, refused by line, kept beside the built-in ones."""

import gzip
import json
import sqlite3
import zipfile

import pytest

from crosswire.gazetteers import ListError, Shelf
from crosswire.gazetteers.explaining import explain
from crosswire.gazetteers.geocode import geocode

HEAD = ["wof_id", "name", "placetype", "lat", "lon", "population", "gn_id", "region_id",
        "deprecated", "superseded_by", "names_json"]  # fmt: skip
WOF = [
    ("1", "Syria", "country", "35.0", "38.5", "", "163843", "", "", "", "{}"),
    ("2", "Aleppo", "region", "36.2", "37.2", "", "170062", "", "", "", "{}"),
    ("3", "Tal Marun", "locality", "36.31", "37.01", "", "99000001", "2", "", "",
     json.dumps({"ara_x_preferred": ["تل مارون"], "eng_x_variant": ["Tell Maroun"],
                 "nld_x_preferred": ["Heuvel"]})),
    ("4", "Old Town", "locality", "36.4", "37.1", "", "99000002", "2", "2017-01-01", "", "{}"),
    ("5", "Kafr Xarta", "locality", "36.32", "37.02", "", "-1", "2", "", "", "{}"),
    ("6", "Bayt Zurr", "locality", "36.33", "37.03", "", "99000003", "", "", "", "{}"),
]  # fmt: skip
DUMP = [
    "99000011", "Tall Xubn", "Tall Xubn", "Tell Khubn,تل خبن,TXB", "34.61", "38.71", "P", "PPL",
    "SY", "", "11", "", "", "", "0", "", "", "Asia/Damascus", "2020-01-01",
]  # fmt: skip
AIRBASE = ["99000012", "Xebbe Airbase", "Xebbe Airbase", "", "34.9", "37.9", "S", "AIRB", *DUMP[8:]]


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "lists")


def written(path, rows, separator="\t"):
    path.write_text("".join(f"{separator.join(row)}\n" for row in rows), encoding="utf-8")
    return path


def wof(path, rows=WOF):
    cells = [[f'"{c}"'.replace('"{', '"{').replace('\\"', '\\"') for c in row] for row in rows]
    for line in cells:
        line[-1] = '"' + line[-1][1:-1].replace('"', '""') + '"'
    return written(path, [HEAD, *cells])


def dump(path, *rows):
    return written(path, rows or [DUMP, AIRBASE])


def own(path, *lines, head="name,lat,lon,country,admin1,aliases"):
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return path


def place(shelf, name, *holders):
    return geocode(shelf.open(), name, *holders)


def test_an_empty_shelf_is_the_built_in_gazetteer(shelf):
    """Is a folder that is not there no lists, and no error?"""
    assert shelf.lists() == []
    assert place(shelf, "Raqqa", "Syria").gazetteer_id == "geonames:172955"


def test_a_who_s_on_first_table(shelf, tmp_path):
    """Are its places found by their names, in the unit and country that its ids say?"""
    done = shelf.add(wof(tmp_path / "wof-sy.tsv"))
    assert (done.name, done.own) == ("wof-sy", False)
    found = place(shelf, "Tall Maroun", "Syria")
    assert (found.latitude, found.longitude) == (36.31, 37.01)
    assert (found.country, found.admin1, found.where_prec) == ("SY", "Aleppo", 1)
    assert found.gazetteer_id == "geonames:99000001"
    assert place(shelf, "تل مارون", "Syria").gazetteer_id == "geonames:99000001"
    assert place(shelf, "Kafr Xarta", "Syria").gazetteer_id == "wof:5"


def test_what_was_withdrawn_and_foreign_spellings_are_left_out(shelf, tmp_path):
    """Are deprecated rows and names of far languages no places?"""
    shelf.add(wof(tmp_path / "wof-sy.tsv"))
    assert "Old Town" not in place(shelf, "Old Town", "Aleppo, Syria").name
    index = shelf.open().index
    assert not index.exact("heuvel") or all(m.entry.country != "SY" for m in index.exact("heuvel"))


def test_a_place_without_a_unit_takes_its_neighbours(shelf, tmp_path):
    """Is the unit that the three nearest places agree on given to one that the list gives none?"""
    more = [
        (str(n), f"Neighbour {n}", "locality", f"36.3{n % 10}", "37.03", "", "", "2", "", "", "{}")
        for n in range(11, 15)
    ]
    shelf.add(wof(tmp_path / "wof-sy.tsv", [*WOF, *more]))
    assert place(shelf, "Bayt Zurr", "Syria").admin1 == "Aleppo"


def test_a_known_place_only_gains_names(shelf, tmp_path):
    """Does a place that the built-in gazetteer has keep its coordinates and its id?"""
    raqqa = ("9", "Raqqa", "locality", "1.0", "1.0", "", "172955", "", "", "",
             json.dumps({"eng_x_variant": ["Rakkazzo"]}))  # fmt: skip
    shelf.add(wof(tmp_path / "wof-sy.tsv", [*WOF, raqqa]))
    found = place(shelf, "Rakkazzo", "Syria")
    assert found.gazetteer_id == "geonames:172955"
    assert round(found.latitude) == 36


def test_the_sqlite_distribution(shelf, tmp_path):
    """Is Who's On First's own SQLite file read like its table?"""
    path = tmp_path / "whosonfirst-data-admin-sy-latest.db"
    with sqlite3.connect(path) as db:
        db.executescript(
            "CREATE TABLE spr (id, name, placetype, latitude, longitude, is_current,"
            " is_deprecated, is_superseded);"
            "CREATE TABLE names (id, language, name);"
            "CREATE TABLE concordances (id, other_id, other_source);"
            "CREATE TABLE ancestors (id, ancestor_id, ancestor_placetype);"
        )
        for row in WOF[:3]:
            at = (float(row[3]), float(row[4]))
            db.execute("INSERT INTO spr VALUES (?,?,?,?,?,-1,0,0)", (int(row[0]), *row[1:3], *at))
            db.execute("INSERT INTO concordances VALUES (?,?,'gn:id')", (int(row[0]), row[6]))
        db.execute("INSERT INTO names VALUES (3, 'eng', 'Tell Maroun')")
        db.execute("INSERT INTO ancestors VALUES (3, 2, 'region')")
    db.close()
    done = shelf.add(path, name="wof")
    assert place(shelf, "Tell Maroun", "Syria").admin1 == "Aleppo"
    assert done.origin == path.name


def test_a_file_of_another_database(shelf, tmp_path):
    """Is an SQLite file of something else refused in one sentence?"""
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE spr (id)")
    db.close()
    with pytest.raises(ListError, match="not a distribution of Who's On First"):
        shelf.add(path)


def test_a_geonames_dump_as_text_and_as_zip(shelf, tmp_path):
    """Are a dump's villages and bases found, whichever way it comes?"""
    text = dump(tmp_path / "SY.txt")
    with zipfile.ZipFile(tmp_path / "SY.zip", "w") as box:
        box.write(text, "SY.txt")
        box.writestr("readme.txt", "about this file")
    (tmp_path / "more.txt.gz").write_bytes(gzip.compress(text.read_bytes()))
    ids = set()
    for path in (text, tmp_path / "SY.zip", tmp_path / "more.txt.gz"):
        assert shelf.add(path).places == 2
        found = place(shelf, "Tell Khubn", "Syria")
        ids.add((found.gazetteer_id, found.admin1, found.latitude))
    assert ids == {("geonames:99000011", "Homs", 34.61)}
    base = place(shelf, "Xebbe Airbase", "Syria")
    assert (base.kind, base.where_prec) == ("site", 1)


def test_one_s_own_list_wins(shelf, tmp_path):
    """Does a name of the user's own list mean their place, though the world knows a larger one?"""
    text = "The army took Arak on Monday."
    gazetteer = shelf.open()
    before = gazetteer.resolve_places(gazetteer.find_places(text), text)[0]
    assert before.country == "IR"
    line = "Arak,34.6431,38.5691,SY,Homs,آراك;Araq al-Badia"
    shelf.add(own(tmp_path / "mine.csv", line))
    gazetteer = shelf.open()
    after = gazetteer.resolve_places(gazetteer.find_places(text), text)[0]
    assert (after.country, after.admin1, after.latitude) == ("SY", "Homs", 34.6431)
    assert after.gazetteer_id == "mine:2"
    assert place(shelf, "آراك").gazetteer_id == "mine:2"
    assert shelf.lists()[0].own


def test_a_list_is_replaced_and_removed(shelf, tmp_path):
    """Is a list of the same name put in the old one's place, and removed by its name?"""
    path = own(tmp_path / "mine.csv", "Xarubeh,34.6,38.5,SY,Homs,")
    shelf.add(path)
    own(path, "Xarubeh,35.0,38.5,SY,Raqqa,", "Xamrun,35.1,38.6,SY,,")
    assert shelf.add(path).places == 2
    assert place(shelf, "Xarubeh", "Syria").admin1 == "Raqqa"
    shelf.remove("mine")
    assert shelf.lists() == []
    with pytest.raises(ListError, match='no list "mine"; those that were added: none'):
        shelf.remove("mine")


BAD_LINES = [
    ("Xarubeh,north,38.5,SY,,", '"north", "38.5" are no latitude and longitude'),
    ("Xarubeh,134.6,38.5,SY,,", "the latitude 134.6 does not lie between -90 and 90"),
    ("Xarubeh,34.6,nan,SY,,", "the longitude nan does not lie between -180 and 180"),
    (",34.6,38.5,SY,,", "the name is empty"),
    ("Xarubeh,34.6,38.5,Syria,,", '"SYRIA" is no country code of two letters'),
    ("Xarubeh,34.6,38.5,SY,Narnia,", '"Narnia" is no first-order unit of Syria'),
    ("Xarubeh,34.6,38.5", "more or fewer cells than the head has columns"),
]


@pytest.mark.parametrize(("line", "reason"), BAD_LINES)
def test_a_bad_line_is_told_and_nothing_changes(shelf, tmp_path, line, reason):
    """Is a list refused with the number of its bad line and the reason, and the old one kept?"""
    path = own(tmp_path / "mine.csv", "Xarubeh,34.6,38.5,SY,Homs,")
    shelf.add(path)
    before = {p: p.read_bytes() for p in shelf.folder.iterdir()}
    own(path, "Xamrun,34.7,38.6,SY,Homs,", line)
    with pytest.raises(ListError) as refused:
        shelf.add(path)
    assert f"line 3: {reason}" in str(refused.value)
    assert {p: p.read_bytes() for p in shelf.folder.iterdir()} == before


def test_many_bad_lines_are_told_in_part(shelf, tmp_path):
    """Are the first ten faults told, and how many more there are?"""
    lines = [f"Xarubeh {n},91,0,SY,," for n in range(14)]
    with pytest.raises(ListError, match="and 4 more"):
        shelf.add(own(tmp_path / "mine.csv", *lines))


BAD_FILES = [
    ("a.csv", "name,lat,lon\nXarubeh,1,2\n", 'no column "country"'),
    ("b.csv", "name,lat,lon,country,colour\nXarubeh,1,2,SY,red\n", '"colour" is not known'),
    ("c.txt", "some words about a place\n", "is not known: give a GeoNames dump"),
    ("d.tsv", "wof_id\tname\n1\tAleppo\n", "line 1: there is no column placetype"),
    ("e.zip", "PK no zip", "is no zip file, or was cut off"),
    ("f.txt.gz", "no gzip", "is cut off or no gzip file"),
    ("g.txt", "\t".join(DUMP) + "\n" + "\t".join(DUMP[:-1]) + "\n", "line 2: 18 columns"),
    ("h.txt", "\t".join([*DUMP[:8], "Syria", *DUMP[9:]]) + "\n", 'line 1: "Syria" is no country'),
]


@pytest.mark.parametrize(("name", "content", "reason"), BAD_FILES)
def test_files_that_are_no_lists(shelf, tmp_path, name, content, reason):
    """Does a file that cannot be read give one sentence, and leave no list behind?"""
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ListError, match=reason):
        shelf.add(path)
    assert shelf.lists() == []


def test_a_list_of_another_encoding(shelf, tmp_path):
    """Is a file that is not UTF-8 refused with what to do?"""
    path = tmp_path / "mine.csv"
    path.write_bytes("name,lat,lon,country\nDaraâ,32.6,36.1,SY\n".encode("latin-1"))
    with pytest.raises(ListError, match="save it as UTF-8"):
        shelf.add(path)


def test_a_list_that_does_not_say_its_country(shelf, tmp_path):
    """Is the country asked for where nothing says it, and taken where it is given?"""
    path = wof(tmp_path / "part.tsv", [row for row in WOF if row[0] == "5"])
    with pytest.raises(ListError, match="give the list's country by --country"):
        shelf.add(path)
    shelf.add(path, country="sy")
    assert place(shelf, "Kafr Xarta", "Syria").country == "SY"


def test_a_name_that_is_no_file_name(shelf, tmp_path):
    """Can a list's name not leave the folder?"""
    path = own(tmp_path / "mine.csv", "Xarubeh,34.6,38.5,SY,,")
    with pytest.raises(ListError, match="cannot be called"):
        shelf.add(path, name="../up")
    with pytest.raises(ListError, match="There is no list"):
        shelf.remove("../up")


def test_the_hash_tells_the_lists(shelf, tmp_path):
    """Does the gazetteer's hash, by which a run is known, change with the lists and come back?"""
    bare = shelf.open().hash
    shelf.add(own(tmp_path / "mine.csv", "Xarubeh,34.6,38.5,SY,,"))
    assert shelf.open().hash != bare
    shelf.remove("mine")
    assert shelf.open().hash == bare


def test_why_this_place(shelf, tmp_path):
    """Are all that a name might mean told, best first, with what spoke for each?"""
    shelf.add(wof(tmp_path / "wof-sy.tsv"))
    told = explain(shelf.open(), "Marib", "Rockets hit Marib, near Sanaa in Yemen.")
    assert (told.place.country, told.place.admin1) == ("YE", "Marib")
    assert told.candidates[0].entry.country == "YE"
    assert "its own name" in told.candidates[0].why
    assert [c.score for c in told.candidates] == sorted(
        (c.score for c in told.candidates), reverse=True
    )
    with pytest.raises(ValueError, match='does not hold the name "Marib"'):
        explain(shelf.open(), "Marib", "Rockets hit Sanaa.")
