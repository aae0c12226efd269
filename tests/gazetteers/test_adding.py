"""Places that are made known one by one, in a list of the user's own."""

import csv

import pytest

from crosswire.gazetteers import ListError, Shelf
from crosswire.gazetteers.adding import REVIEWED, add_place, added
from crosswire.gazetteers.suggesting import suggest, suggest_units, told

XARUBEH = {"name": "Xarubeh", "lat": "34.64", "lon": "38.57", "country": "SY", "admin1": "Homs"}


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "gazetteer")


def rows(shelf):
    with (shelf.folder / f"{REVIEWED}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_place_is_known_at_once_and_wins(shelf):
    """Is it on the shelf as a list of one's own, found in texts and offered while one types?"""
    key = add_place(shelf, {**XARUBEH, "aliases": "Khirbat Xarub; خربة خروب"})
    (listed,) = shelf.lists()
    assert (listed.name, listed.places, listed.own) == (REVIEWED, 1, True)
    gazetteer = shelf.open()
    place = told(gazetteer, added(gazetteer, key))
    assert (place["name"], place["latitude"], place["admin1"]) == ("Xarubeh", 34.64, "Homs")
    assert place["where_prec"] == 1
    assert suggest(gazetteer, "khirbat xar") == [place]
    text = "Shells fell on Xarubeh in Homs province."
    (found, *_) = gazetteer.resolve_places(gazetteer.find_places(text), text)
    assert found.gazetteer_id == place["id"] == f"{REVIEWED}:{key}"


def test_the_same_place_is_mended_and_another_stands_beside_it(shelf):
    """Does a name in its unit have one row, whose id stays while others come?"""
    first = add_place(shelf, XARUBEH)
    other = add_place(shelf, {**XARUBEH, "admin1": "Hama", "lat": "35.1"})
    again = add_place(shelf, {**XARUBEH, "name": "xarubeh", "lat": "34.66"})
    assert first == again != other
    assert [(row["id"], row["lat"]) for row in rows(shelf)] == [(first, "34.66"), (other, "35.1")]
    assert added(shelf.open(), first).latitude == 34.66


def test_the_file_can_be_added_like_any_other(shelf, tmp_path):
    """Is the CSV file a list that `crosswire gazetteer add` reads, with the same places in it?"""
    key = add_place(shelf, XARUBEH)
    path = shelf.folder / f"{REVIEWED}.csv"
    elsewhere = Shelf(tmp_path / "other")
    assert elsewhere.add(path).places == 1
    assert added(elsewhere.open(), key) == added(shelf.open(), key)


def test_a_list_that_was_removed_does_not_come_back(shelf):
    """Does a place that is added after `gazetteer remove` begin the list anew?"""
    add_place(shelf, XARUBEH)
    shelf.remove(REVIEWED)
    add_place(shelf, {**XARUBEH, "name": "Other"})
    assert [row["name"] for row in rows(shelf)] == ["Other"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"lat": "91"}, "does not lie between -90 and 90"),
        ({"lat": "34°38'"}, "no latitude and longitude in degrees"),
        ({"lat": "nan"}, "does not lie between"),
        ({"country": "Syria"}, "no country code of two letters"),
        ({"country": ""}, "no country code of two letters"),
        ({"admin1": "Nowhere"}, "no first-order unit of Syria"),
        ({"kind": "village"}, "is not one of"),
        ({"name": ""}, "the name is empty"),
        ({"name": "=HYPERLINK(1)"}, "is no name"),
        ({"name": "@SUM(A1)"}, "is no name"),
        ({"aliases": "+1;x"}, "is no name"),
    ],
)
def test_a_place_that_cannot_be_read_is_not_kept(shelf, change, why):
    """Is it refused by what reads such files, with the list as it was?"""
    add_place(shelf, XARUBEH)
    before = [path.read_bytes() for path in sorted(shelf.folder.iterdir())]
    with pytest.raises(ListError) as caught:
        add_place(shelf, {**XARUBEH, "name": "Other", **change})
    assert why in str(caught.value)
    assert [path.read_bytes() for path in sorted(shelf.folder.iterdir())] == before


@pytest.mark.parametrize("name", ['Tell "A", B', "Tell\tA", "Tell;A", "'Ayn <script>", "عين"])
def test_a_name_is_one_cell(shelf, name):
    """Does a name come back as it was given, whatever CSV would make of it?"""
    key = add_place(shelf, {**XARUBEH, "name": name})
    assert added(shelf.open(), key).name == name
    assert [row["name"] for row in rows(shelf)] == [name]


def test_a_file_of_another_form_is_left_alone(shelf):
    """Is a place refused where the user's file has columns that would be lost?"""
    add_place(shelf, XARUBEH)
    path = shelf.folder / f"{REVIEWED}.csv"
    path.write_text("name,lat,lon,country,population\nA,1,2,SY,5\n", "utf-8")
    with pytest.raises(ListError, match="columns of another form: population"):
        add_place(shelf, XARUBEH)
    assert "population" in path.read_text("utf-8")


def test_units_of_a_country_are_offered(shelf):
    """Are only the country's own first-order units offered, by any of their names?"""
    assert [each["name"] for each in suggest_units(shelf.open(), "hom", "SY")] == ["Homs"]
    assert suggest_units(shelf.open(), "hom", "IQ") == []
