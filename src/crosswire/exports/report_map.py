"""The report's maps: one for each theatre, drawn as SVG without any tile or font.

Incidents that lie within 900 km of one another share a map. A mark stands for a place known to
district level or better; a province or an area is a dashed ring, and what is known to a country
alone is not drawn at all. Marks that would cover each other are moved apart along a spiral, with
a line back to their place.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from crosswire.exports.basemap import XY, Outline, outlines, towns
from crosswire.exports.geojson import POINT_PRECISION
from crosswire.exports.lookups import Country
from crosswire.records import Place

WIDTH, HEIGHT = 480.0, 344.0  # pixels of a map
KM_PER_DEGREE = 111.32  # of latitude, on a sphere of 6,371 km to four figures
LINKED_KM = 900.0  # neighbours on a map of one war; wars lie farther apart than that
LEAST_KM = 420.0  # a map shows at least this height, else its villages lack all bearing
PADDING = 0.18  # of the height, around the outermost marks
MOST_MAPS = 6  # more theatres than this are one map of everything
CROWDED = 150  # marks on one map above which they are small, unnumbered and not moved apart
LONGEST = 999  # the highest number that fits into a mark
RADIUS, SMALL = 8.0, 3.5
RINGS = {4: 24.0, 5: 18.0}  # radius by where_prec; a ring says "somewhere in here", not how large
COARSEST = max(RINGS)
LABEL_WIDTH = 6.6  # pixels a letter at most, at the size of place names
LABELS = 12  # names of incidents' places on a map
MOST_NAMED = 3  # countries in a map's heading: one line
NAMED_SHARE = 0.1  # of a map's incidents, below which a country does not head it
COUNTRY_WIDTH = 8.2  # pixels a letter of a spaced country's name
TOWNS = 14  # towns on a map that give it its bearings


Box = tuple[float, float, float, float]
SCALE_BOX: Box = (8.0, HEIGHT - 30, WIDTH / 4 + 60, HEIGHT)


@dataclass(frozen=True, slots=True)
class Spot:
    """An incident to be drawn: its number, and its place."""

    number: int
    place: Place

    @property
    def at(self) -> XY:
        """Longitude and latitude."""
        return self.place.longitude or 0.0, self.place.latitude or 0.0


@dataclass(frozen=True, slots=True)
class Mark:
    """Where an incident's mark stands, where its place is, and the radius of its ring, if any."""

    number: int
    x: float
    y: float
    home: XY
    ring: float | None
    radius: float

    @property
    def moved(self) -> bool:
        """Whether the mark was moved off its place."""
        return math.hypot(self.x - self.home[0], self.y - self.home[1]) > 1


@dataclass(frozen=True, slots=True)
class Label:
    """A name beside its mark; ``dot`` is where a town's own small mark stands."""

    text: str
    x: float
    y: float
    anchor: str
    dot: XY | None = None


@dataclass(frozen=True, slots=True)
class Map:
    """One theatre in a frame of ``WIDTH`` by ``HEIGHT``, with its scale bar in km and pixels.

    ``labels`` name the places of incidents, ``towns`` and ``countries`` what lies around them;
    ``focus`` are the countries (ISO numeric) that have incidents here.
    """

    name: str
    outlines: tuple[Outline, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    towns: tuple[Label, ...]
    countries: tuple[Label, ...]
    focus: frozenset[int]
    scale: tuple[int, float]
    numbered: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A plain projection: degrees of longitude shrink by the cosine of the middle latitude."""

    west: float
    north: float
    per_degree: float
    shrink: float

    def project(self, longitude: float, latitude: float) -> XY:
        """A point in pixels."""
        x = (longitude - self.west) * self.shrink * self.per_degree
        return x, (self.north - latitude) * self.per_degree

    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north in degrees."""
        east = self.west + WIDTH / (self.per_degree * self.shrink)
        return self.west, self.north - HEIGHT / self.per_degree, east, self.north


def drawable(place: Place | None) -> bool:
    """Whether a place can be drawn: located, and known better than to a country."""
    located = place is not None and place.latitude is not None and place.longitude is not None
    return located and place is not None and place.where_prec <= COARSEST


def maps(spots: Iterable[Spot], names: Mapping[str, Country]) -> list[Map]:
    """One map a theatre, the fullest first; ``names`` are the countries by alpha-2 code."""
    groups = theatres(sorted(spots, key=lambda spot: spot.number))
    if len(groups) > MOST_MAPS:
        groups = [[spot for group in groups for spot in group]]
    return [_map(group, names) for group in groups]


def theatres(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Spots in groups whose members reach each other in steps of at most ``LINKED_KM``."""
    groups: list[list[Spot]] = []
    for spot in spots:
        near = [g for g in groups if any(_km(spot.at, other.at) <= LINKED_KM for other in g)]
        groups = [g for g in groups if g not in near]
        groups.append(sorted([*(s for g in near for s in g), spot], key=lambda s: s.number))
    return sorted(groups, key=lambda group: (-len(group), group[0].number))


def frame(spots: Sequence[Spot]) -> Frame:
    """The smallest frame that holds all spots with room around them."""
    xs, ys = [spot.at[0] for spot in spots], [spot.at[1] for spot in spots]
    middle = (min(ys) + max(ys)) / 2
    shrink = max(math.cos(math.radians(middle)), 0.1)
    tall = max(max(ys) - min(ys), (max(xs) - min(xs)) * shrink * HEIGHT / WIDTH)
    degrees = max(tall * (1 + 2 * PADDING), LEAST_KM / KM_PER_DEGREE)
    per_degree = HEIGHT / degrees
    west = (min(xs) + max(xs)) / 2 - WIDTH / (2 * per_degree * shrink)
    return Frame(west, middle + degrees / 2, per_degree, shrink)


def _map(spots: Sequence[Spot], names: Mapping[str, Country]) -> Map:
    shown = frame(spots)
    numbered = len(spots) <= CROWDED and max(spot.number for spot in spots) <= LONGEST
    marks = tuple(_marks(spots, shown, numbered))
    lands = tuple(outlines(shown.project, shown.box(), (WIDTH, HEIGHT)))
    counts = Counter(spot.place.country for spot in spots if spot.place.country in names)
    ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    known = [names[code] for code, _ in ranked if code]
    named = [names[code].name for code, n in ranked if code and n >= NAMED_SHARE * len(spots)]
    boxes = [_around(mark) for mark in marks] + [SCALE_BOX]
    labels = tuple(_labels(spots, marks, boxes))
    countries = tuple(_countries(lands, boxes))
    return Map(
        ", ".join(named[:MOST_NAMED]) or "No country",
        lands,
        marks,
        labels,
        tuple(_towns(shown, {spot.place.name for spot in spots}, boxes)),
        countries,
        frozenset(each.iso for each in known if each.iso),
        _scale(shown),
        numbered,
    )


def _km(a: XY, b: XY) -> float:
    """Distance on a sphere by the mean latitude: good to 1 % at the distances that matter."""
    east = (a[0] - b[0]) * math.cos(math.radians((a[1] + b[1]) / 2))
    return math.hypot(east, a[1] - b[1]) * KM_PER_DEGREE


def _marks(spots: Sequence[Spot], shown: Frame, numbered: bool) -> list[Mark]:
    """Marks in order of their spots; each place's first incident keeps the place itself."""
    radius = RADIUS if numbered else SMALL
    first = {spot.at: spot.number for spot in reversed(spots)}
    taken: list[XY] = []
    marks: dict[int, Mark] = {}
    for spot in sorted(spots, key=lambda spot: (first[spot.at] != spot.number, spot.number)):
        home = shown.project(*spot.at)
        ring = RINGS[spot.place.where_prec] if spot.place.where_prec > POINT_PRECISION else None
        x, y = _free(home, taken, 2 * radius + 1.5) if numbered else home
        taken.append((x, y))
        marks[spot.number] = Mark(spot.number, x, y, home, ring, radius)
    return [marks[spot.number] for spot in spots]


def _free(home: XY, taken: Sequence[XY], apart: float) -> XY:
    """The first free place along a spiral from home."""
    for step in range(10 * len(taken) + 1):
        distance = apart * 0.5 * math.sqrt(step)
        angle = 2.4 * step  # near the golden angle, so that no two steps point the same way
        x, y = home[0] + distance * math.cos(angle), home[1] + distance * math.sin(angle)
        if _inside(x, y, apart / 2) and all(math.hypot(x - a, y - b) >= apart for a, b in taken):
            return x, y
    return home


def _inside(x: float, y: float, radius: float) -> bool:
    """Whether a circle lies within the frame."""
    return radius <= x <= WIDTH - radius and radius <= y <= HEIGHT - radius


def _labels(spots: Sequence[Spot], marks: Sequence[Mark], boxes: list[Box]) -> Iterator[Label]:
    """Names beside their marks where nothing is in the way, each place once."""
    named: set[str] = set()
    for spot, mark in zip(spots, marks, strict=True):
        if spot.place.name not in named and len(named) < LABELS:
            reach = max(mark.radius, mark.ring or 0)
            at = mark.home if mark.ring else (mark.x, mark.y)
            label = _placed(_sides(spot.place.name, at, reach), boxes)
            if label:
                named.add(spot.place.name)
                yield label


def _towns(shown: Frame, named: set[str], boxes: list[Box]) -> Iterator[Label]:
    """The largest towns of the frame that leave every other label its place."""
    west, south, east, north = shown.box()
    count = 0
    for town in towns():
        inside = west < town.longitude < east and south < town.latitude < north
        if not inside or town.name in named:
            continue
        at = shown.project(town.longitude, town.latitude)
        dot = (at[0] - 2, at[1] - 2, at[0] + 2, at[1] + 2)
        label = None if _hit(dot, boxes) else _placed(_sides(town.name, at, 1.0), boxes)
        if label:
            count += 1
            yield replace(label, dot=at)
        if count == TOWNS:
            return


def _countries(lands: Iterable[Outline], boxes: list[Box]) -> Iterator[Label]:
    for land in lands:
        if land.label:
            x, y = land.label
            tries = (
                Label(land.name, x, y + 22 * step, "middle") for step in (0, 1, -1, 2, -2, 3, -3)
            )
            label = _placed(tries, boxes, COUNTRY_WIDTH)
            if label:
                yield label


def _placed(tries: Iterable[Label], boxes: list[Box], width: float = LABEL_WIDTH) -> Label | None:
    """The first label that hits nothing; its box is then taken."""
    for label in tries:
        box = _box(label, width)
        if not _hit(box, boxes):
            boxes.append(box)
            return label
    return None


def _sides(text: str, at: XY, radius: float) -> Iterator[Label]:
    reach = radius + 4
    yield Label(text, at[0] + reach, at[1] + 4, "start")
    yield Label(text, at[0] - reach, at[1] + 4, "end")
    yield Label(text, at[0], at[1] + reach + 9, "middle")
    yield Label(text, at[0], at[1] - reach, "middle")


def _around(mark: Mark) -> Box:
    radius = max(mark.radius, mark.ring or 0)
    return mark.x - radius, mark.y - radius, mark.x + radius, mark.y + radius


def _box(label: Label, width: float) -> Box:
    across = len(label.text) * width
    left = label.x - {"start": 0.0, "end": across, "middle": across / 2}[label.anchor]
    return left, label.y - 10, left + across, label.y + 3


def _hit(a: Box, boxes: Iterable[Box]) -> bool:
    """Whether a box leaves the frame or covers part of another."""
    if a[0] < 2 or a[1] < 2 or a[2] > WIDTH - 2 or a[3] > HEIGHT - 2:
        return True
    return any(a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1] for b in boxes)


def _scale(shown: Frame) -> tuple[int, float]:
    """A round length of up to a quarter of the width: km, and its pixels."""
    per_km = shown.per_degree / KM_PER_DEGREE
    lengths = [base * 10**power for power in range(4) for base in (1, 2, 5)]
    km = max(length for length in lengths if length * per_km <= WIDTH / 4)
    return km, km * per_km
