from dataclasses import replace
from datetime import date

import pytest
from made_up_incidents import all_incidents
from made_up_rows import EL_FASHER, IDLIB, KUPIANSK, MALI, MARAA, POKROVSK, SARAQIB

from crosswire.exports import report_map, report_timeline
from crosswire.exports.basemap import lands, outlines, towns
from crosswire.exports.lookups import countries
from crosswire.exports.report_map import HEIGHT, WIDTH, Spot, drawable, frame, maps, theatres


def spots(*places):
    return [Spot(number, place) for number, place in enumerate(places, 1)]


def test_basemap_is_small_and_whole():
    """Are the countries of the world there, closed, and within their degrees?"""
    names = {land.name for land in lands()}
    assert {"Syria", "Sudan", "Ukraine", "Mali", "Palestine"} <= names
    assert len(towns()) > 2000
    for land in lands():
        for west, south, east, north in land.bounds:
            assert -180 <= west <= east <= 180
            assert -90 <= south <= north <= 84


def test_wars_have_maps_of_their_own():
    """Do places of one war share a map, and those of another not?"""
    found = theatres(spots(MARAA, KUPIANSK, SARAQIB, EL_FASHER))
    assert [[spot.number for spot in group] for group in found] == [[1, 3], [2], [4]]


def test_a_map_is_headed_by_the_countries_of_most_incidents():
    """Does the fullest country come first, and a single incident next door not head the map?"""
    cyprus = replace(MARAA, country="CY", longitude=33.0, latitude=34.7)
    (one,) = maps(spots(cyprus, *[MARAA] * 12), countries())
    assert one.name == "Syria"
    (two,) = maps(spots(cyprus, *[MARAA] * 3), countries())
    assert two.name == "Syria, Cyprus"


def test_every_mark_lies_in_its_frame_apart_from_others():
    """Are 40 incidents in one town forty marks that can each be hit, with a line back?"""
    (found,) = maps(spots(*[MARAA] * 40, SARAQIB), countries())
    assert found.name == "Syria"
    places = [(mark.x, mark.y) for mark in found.marks]
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in places)
    gaps = [
        (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 for i, a in enumerate(places) for b in places[:i]
    ]
    assert min(gaps) >= (2 * report_map.RADIUS) ** 2
    assert sum(mark.moved for mark in found.marks) == 39


def test_imprecise_places_are_rings():
    """Is a province a ring, a district a mark, and a country nothing?"""
    (found,) = maps(spots(MARAA, IDLIB), countries())
    assert [mark.ring is not None for mark in found.marks] == [False, True]
    assert drawable(POKROVSK)
    assert not drawable(MALI)
    assert not drawable(None)


def test_labels_never_overlap():
    """Do names leave each other room?"""
    (found,) = maps(spots(MARAA, SARAQIB, IDLIB), countries())
    boxes = [report_map._box(label, 6.0) for label in (*found.labels, *found.towns)]
    pairs = [(a, b) for i, a in enumerate(boxes) for b in boxes[:i]]
    assert not any(a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1] for a, b in pairs)
    assert {label.text for label in found.labels} == {"Mare'", "Saraqib", "Idlib Governorate"}


def test_outlines_hold_the_country_around_a_place():
    """Is the frame around a town filled by its country?"""
    shown = frame(spots(EL_FASHER))
    found = outlines(shown.project, shown.box(), (WIDTH, HEIGHT))
    assert "Sudan" in {outline.name for outline in found}


def test_many_theatres_are_one_map():
    """Are more wars than a page holds drawn on one map?"""
    from dataclasses import replace

    far = [replace(MARAA, longitude=-170.0 + 40 * n) for n in range(report_map.MOST_MAPS + 1)]
    assert len(maps(spots(*far), countries())) == 1


@pytest.mark.parametrize(
    ("first", "last", "unit", "bars"),
    [
        (date(2031, 3, 1), date(2031, 3, 7), "day", 2),
        (date(2031, 1, 1), date(2031, 6, 30), "week", 2),
        (date(2029, 1, 1), date(2031, 6, 30), "month", 2),
    ],
)
def test_timeline_units(first, last, unit, bars):
    """Do long periods get weeks and months, and does an incident without a day get no bar?"""
    told = [(first, "fair"), (last, "weak"), (None, "weak")]
    found = report_timeline.timeline(told, first, last)
    assert (found.unit, len(found.bars), found.undated) == (unit, bars, 1)
    assert len(found.days) <= report_timeline.TICKS
    assert all(0 <= bar.y < report_timeline.HEIGHT for bar in found.bars)


def test_timeline_stacks_are_counts():
    """Is a bar as high as its count of the most?"""
    day = date(2031, 3, 8)
    told = [(day, "fair"), (day, "fair"), (day, "weak"), (date(2031, 3, 9), "weak")]
    bars = report_timeline.timeline(told, None, None).bars
    heights = [round(bar.height / bars[1].height, 6) for bar in bars]
    assert heights == [2.0, 1.0, 1.0]


def test_made_up_incidents_are_drawn():
    """Are all located incidents of the example on a map?"""
    places = [row.incident.place for row in all_incidents()]
    found = maps(spots(*[place for place in places if drawable(place)]), countries())
    assert sum(len(each.marks) for each in found) == sum(drawable(place) for place in places)
