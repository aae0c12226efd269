"""Lines and areas: what a text means by a road between two towns, or by a town's countryside.

A point would look like a place there. Extents are (longitude, latitude) points as GeoJSON orders
them: a line, or an area's outline whose last point is its first, counter-clockwise. They are
rough, and say where to look.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from crosswire.records import Span
from crosswire.resolve.cues import cues
from crosswire.resolve.gazetteer import Entry, Index
from crosswire.resolve.romanise import fold

DATA = Path(__file__).parent / "data" / "courses.yaml"
EARTH = 6371.0  # km
BEARINGS = {"north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180,
            "southwest": 225, "west": 270, "northwest": 315}  # fmt: skip
EIGHTH, STEP = 45, 15  # degrees: half of a quarter of the compass, and between an arc's points
COUNTRYSIDE, OUTSKIRTS = 25.0, 10.0  # km around a town
UNIT_COUNTRYSIDE = 50.0  # km around the seat of a first-order unit
LONGEST_ROAD, LONGEST_BETWEEN = 800.0, 300.0  # km; "between Damascus and Moscow" is no place

WAY = r"(?:road|highway|motorway|route|railway|railroad|axis|corridor)\b"
HYPHEN = re.compile(r" ?[-‐‑–] ?")
OF_ENDS = re.compile(rf"(?: [a-z]+)? {WAY}")  # "Aleppo-Damascus international road"
NAMING = r"(?:the )?(?:(?:towns?|city|cities|villages?) (?:of )?)?$"
FROM = re.compile(
    rf"\b{WAY}(?: [a-z]+){{0,3}} (?:from|between|linking|connecting|joining) {NAMING}"
)
BETWEEN = re.compile(rf"\bbetween {NAMING}", re.IGNORECASE)
JOINS = frozenset({" and ", " to ", " with ", " and the town of ", " and the village of "})
COMPASS = r"(?P<way>(?:north|south)(?:[- ]?(?:east|west))?|east|west)(?:ern)?"
RURAL = r"(?P<area>countryside|hinterland|outskirts|suburbs?|rural areas)"
KIND = r"(?:(?:city|town|province|governorate|village) of )?"
AREAS = (  # the text before a name, and the text after it
    (re.compile(rf"\b{COMPASS} {RURAL} of (?:the )?{KIND}$", re.IGNORECASE), re.compile("")),
    (re.compile(""), re.compile(rf"(?:[’']s?)? {COMPASS} {RURAL}\b", re.IGNORECASE)),
    (
        re.compile(rf"\b{COMPASS} $", re.IGNORECASE),
        re.compile(rf"(?: city| province)? {RURAL}\b", re.IGNORECASE),
    ),
)
NEAR_TEXT = 60  # letters before and behind a name that are read

Extent = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Quarter:
    """The part of a place's surroundings that a text tells: its bearing, and how far it reaches."""

    bearing: float
    outskirts: bool

    def around(self, latitude: float, longitude: float, *, of_unit: bool) -> tuple[Extent, float]:
        """The part as an outline, and its reach in km."""
        reach = OUTSKIRTS if self.outskirts else UNIT_COUNTRYSIDE if of_unit else COUNTRYSIDE
        arc = range(int(self.bearing) + EIGHTH, int(self.bearing) - EIGHTH - 1, -STEP)
        points = [point_at(latitude, longitude, bearing, reach) for bearing in arc]
        return _closed([(latitude, longitude), *points]), reach


def way_between(a: Span, b: Span, text: str) -> float:
    """How long, in km, a way or gap may be whose ends the text says two names are; 0 where none.

    ``a`` stands before ``b``: "the A-B road", "the road from A to B", "between A and B".
    """
    gap, after = text[a.end : b.start], text[b.end : b.end + NEAR_TEXT]
    before = text[max(0, a.start - NEAR_TEXT) : a.start]
    if (HYPHEN.fullmatch(gap) or gap == " to ") and OF_ENDS.match(after):
        return LONGEST_ROAD
    if gap not in JOINS:
        return 0.0
    if FROM.search(before):
        return LONGEST_ROAD
    return LONGEST_BETWEEN if gap != " to " and BETWEEN.search(before) else 0.0


def quarter(span: Span, text: str) -> Quarter | None:
    """The part of a place's surroundings that is told: "the eastern countryside of Hama"."""
    before = text[max(0, span.start - NEAR_TEXT) : span.start]
    after = text[span.end : span.end + NEAR_TEXT]
    for behind, ahead in AREAS:
        found = behind.search(before), ahead.match(after)
        if found[0] and found[1]:
            told = {**found[0].groupdict(), **found[1].groupdict()}
            way = re.sub("[- ]", "", told["way"].lower())
            return Quarter(BEARINGS[way], told["area"].lower().startswith(("out", "sub")))
    return None


def point_at(latitude: float, longitude: float, bearing: float, km: float) -> tuple[float, float]:
    """The latitude and longitude at a distance and a bearing from a point (great circle)."""
    arc, angle = km / EARTH, math.radians(bearing)
    a, b = math.radians(latitude), math.radians(longitude)
    c = math.asin(math.sin(a) * math.cos(arc) + math.cos(a) * math.sin(arc) * math.cos(angle))
    d = b + math.atan2(
        math.sin(angle) * math.sin(arc) * math.cos(a), math.cos(arc) - math.sin(a) * math.sin(c)
    )
    return round(math.degrees(c), 4), round(math.degrees(d), 4)


def circle(latitude: float, longitude: float, km: float) -> Extent:
    """The outline of all that lies no farther from a point than so many km."""
    return _closed([point_at(latitude, longitude, bearing, km) for bearing in range(360, 0, -STEP)])


def course(entry: Entry, index: Index) -> Extent:
    """The rough course of a line of the gazetteer: as known, else between the towns it is named by.

    Empty where neither is known.
    """
    points = _courses().get(entry.code or "", ()) or tuple(_ends(entry, index))
    return tuple((lon, lat) for lat, lon in points)


def _ends(entry: Entry, index: Index) -> Iterator[tuple[float, float]]:
    """The two towns that a road is named by: "Abuja–Kaduna highway"."""
    words = entry.name.split()
    names = re.split("[-–]", " ".join(w for w in words if w.lower() not in cues().ways))
    towns = [_town(name, entry, index) for name in names]
    if len(names) == 2 and len(words) > 1 and all(towns):
        yield from (town for town in towns if town)


def _town(name: str, road: Entry, index: Index) -> tuple[float, float] | None:
    found = [
        m.entry
        for m in index.exact(fold(name))
        if m.entry.feature.startswith("PPL") and road.country in (None, m.entry.country)
    ]
    best = max(found, key=lambda e: (e.population, e.id), default=None)
    if best is None or best.latitude is None or best.longitude is None:
        return None
    return best.latitude, best.longitude


def _closed(points: Sequence[tuple[float, float]]) -> Extent:
    return tuple((lon, lat) for lat, lon in (*points, points[0]))


@lru_cache(maxsize=1)
def _courses() -> dict[str, tuple[tuple[float, float], ...]]:
    raw = yaml.safe_load(DATA.read_text("utf-8"))
    return {code: tuple((lat, lon) for lat, lon in points) for code, points in raw.items()}
