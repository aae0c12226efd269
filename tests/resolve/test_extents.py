"""Lines and areas: ways between two towns, rivers, countrysides; and what lies in disputed land."""

from itertools import pairwise

import pytest

from crosswire.records import Place, Span
from crosswire.resolve import disputed
from crosswire.resolve.extents import circle, quarter, way_between
from crosswire.resolve.places import Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def resolved(gazetteer: Gazetteer, text: str) -> dict[str, Place]:
    places = gazetteer.resolve_places(gazetteer.find_places(text), text)
    return {place.words.quote: place for place in places}


WAYS = [  # a text, and the two ends of the way that it tells
    ("Rebels hit a convoy on the Aleppo-Raqqa road in Syria.", "Aleppo", "Raqqa"),
    ("The bridge on the Hsenwi–Kunlong road in Myanmar is down.", "Hsenwi", "Kunlong"),
    ("Two died on the Deir ez-Zor - Damascus highway in Syria.", "Deir ez-Zor", "Damascus"),
    ("The al-Bab-Manbij road in Aleppo province was cut.", "al-Bab", "Manbij"),
    ("A bus on the road from Homs to Palmyra was stopped.", "Homs", "Palmyra"),
    ("The army advanced between Deir Hafer and Raqqa in Syria.", "Deir Hafer", "Raqqa"),
    ("The Aleppo-Damascus international road in Syria was cut.", "Aleppo", "Damascus"),
]


@pytest.mark.parametrize(("text", "one", "other"), WAYS)
def test_a_way_between_two_towns_is_a_line(text, one, other, gazetteer):
    """Are both ends found, each with the one line between them, and is neither a point?"""
    found = resolved(gazetteer, text)
    assert found[one].where_prec == found[other].where_prec == 5
    assert found[one].extent == found[other].extent
    assert len(found[one].extent) == 2
    ends = {(found[n].longitude, found[n].latitude) for n in (one, other)}
    assert set(found[one].extent) == ends
    assert "the line to" in found[one].reason


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Talks between London and Moscow went on.", "London"),  # too far apart to be a stretch
        ("He came from Homs to Hama, Syria.", "Homs"),  # a journey, no road
        ("A south-north road and the Trans-Sahara highway cross Agadez, Niger.", "Agadez"),
    ],
)
def test_what_is_no_way(text, words, gazetteer):
    """Is nothing drawn where no road and no stretch is told?"""
    assert resolved(gazetteer, text)[words].extent == ()


def test_the_ends_of_a_short_way_are_near_it(gazetteer):
    """Is a way of less than 25 km still near each of its ends, as UCDP has it?"""
    found = resolved(gazetteer, "Mines lie on the Tadif-al-Bab road in Aleppo province, Syria.")
    assert found["Tadif"].where_prec == 2
    assert len(found["Tadif"].extent) == 2


def test_a_river_and_a_road_have_a_rough_course(gazetteer):
    """Do lines that news names have more than a midpoint?"""
    found = resolved(gazetteer, "Shelling hit the M4 highway near Saraqib, and the Euphrates.")
    assert (found["M4 highway"].where_prec, found["M4 highway"].country) == (5, "SY")
    assert len(found["M4 highway"].extent) > 5
    assert len(found["Euphrates"].extent) > 5
    assert found["Euphrates"].extent[0] != found["Euphrates"].extent[-1]


@pytest.mark.parametrize(
    ("text", "words", "prec", "east", "north"),
    [
        # the unit's countryside reaches 50 km from its seat, a town's 25
        ("Clashes broke out in the eastern countryside of Hama, Syria.", "Hama", 4, 37.3, 35.13),
        ("Clashes broke out in Hama's northern countryside, Syria.", "Hama", 4, 36.76, 35.58),
        ("They hold the eastern countryside of Salamiyah, Syria.", "Salamiyah", 2, 37.32, 35.01),
        ("Shells hit the southern outskirts of Saraqib, Syria.", "Saraqib", 2, 36.8, 35.78),
    ],
)
def test_a_countryside_is_an_outline(text, words, prec, east, north, gazetteer):
    """Does a told side of a place become an area, up to its farthest point that way?"""
    place = resolved(gazetteer, text)[words]
    assert place.where_prec == prec
    assert place.extent[0] == place.extent[-1]
    nearest = min(abs(x - east) + abs(y - north) for x, y in place.extent)
    assert nearest < 0.03


def test_an_outline_runs_counter_clockwise(gazetteer):
    """Is an outline turned as RFC 7946 asks for?"""
    for ring in (
        resolved(gazetteer, "In the eastern countryside of Hama, Syria.")["Hama"].extent,
        circle(35.0, 37.0, 60.0),
    ):
        turns = (a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
        assert sum(turns) > 0


def test_far_away_in_no_told_direction_is_a_circle(gazetteer):
    """Is "150 km from Palmyra" all that lies no farther, and no point?"""
    place = resolved(gazetteer, "A jet crashed 150 km from Palmyra in Homs, Syria.")["Palmyra"]
    assert place.where_prec == 4
    assert place.extent[0] == place.extent[-1]
    assert max(y for _, y in place.extent) == pytest.approx(34.56 + 1.349, abs=0.02)


def test_a_way_ranks_before_the_province_that_it_crosses():
    """Is a road between two towns finer than a province, and a river not?"""
    words = Span(0, 4, "Sake")
    road = Place("Sake", words, where_prec=5, extent=((29.0, -1.6), (29.1, -1.2)))
    river = Place("Nile", words, where_prec=5, extent=((1.0, 1.0), (2.0, 2.0), (3.0, 3.0)))
    province = Place("North Kivu", words, where_prec=4)
    assert min(river, province, road, key=lambda place: place.rank) is road
    assert min(river, province, key=lambda place: place.rank) is province


@pytest.mark.parametrize(
    ("text", "name", "least"),
    [("the A-B road", "A", True), ("A and B, a road", "A", False), ("the A-B war", "A", False)],
)
def test_the_words_of_a_way(text, name, least):
    """Do the words around two names alone make a way of them?"""
    a = text.index("A")
    b = text.index("B")
    way = way_between(Span(a, a + 1, "A"), Span(b, b + 1, "B"), text)
    assert (way > 0) == least


def test_the_words_of_a_quarter():
    """Is no quarter read where no countryside is told?"""
    text = "the eastern part of Homs"
    assert quarter(Span(20, 24, "Homs"), text) is None


# --- disputed land -------------------------------------------------------------------------------
INSIDE = [
    ("Shells fell on Simferopol in Crimea.", "Simferopol", "Crimea"),
    ("Protests went on in Hebron, West Bank.", "Hebron", "West Bank"),
    ("A drone hit Majdal Shams in the Golan Heights.", "Majdal Shams", "Golan Heights"),
    ("A blast shook Laayoune in Western Sahara.", "Laayoune", "Western Sahara"),
    ("Gunmen fired in Srinagar, India.", "Srinagar", "Jammu and Kashmir"),
    ("Clashes in Tskhinvali, Georgia.", "Tskhinvali", "South Ossetia"),
    ("A mine went off near Sukhumi in Abkhazia.", "Sukhumi", "Abkhazia"),
    ("Police fired in Hargeisa, Somaliland.", "Hargeisa", "Somaliland"),
    ("Troops left Stepanakert in Nagorno-Karabakh.", "Nagorno-Karabakh", "Nagorno-Karabakh"),
]


@pytest.mark.parametrize(("text", "words", "area"), INSIDE)
def test_disputed_land_is_flagged(text, words, area, gazetteer):
    """Does a place in a disputed area say so, and keep the country that the gazetteer gives?"""
    place = resolved(gazetteer, text)[words]
    assert place.disputed == area


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Shells fell on Daraa, Syria.", "Daraa"),
        ("A blast shook Haifa, Israel.", "Haifa"),
        ("Protests went on in Tbilisi, Georgia.", "Tbilisi"),
        ("Gunmen fired in Mogadishu, Somalia.", "Mogadishu"),
        ("A strike hit Kyiv, Ukraine.", "Kyiv"),
        ("Police fired in Larnaca, Cyprus.", "Larnaca"),
        ("The army left Israel.", "Israel"),  # a country is not what lies within it
    ],
)
def test_other_land_is_not(text, words, gazetteer):
    """Is what lies beside a disputed area left alone?"""
    assert resolved(gazetteer, text)[words].disputed == ""


def test_every_area_can_be_told(gazetteer):
    """Does each row of the table name units and regions that the gazetteer has?"""
    for area in disputed.areas():
        assert area.units or area.countries or area.codes, area.name
        for code in (*area.units, *area.countries, *area.codes):
            assert gazetteer.index.by_code(code), f"{area.name}: {code}"
