"""Outlines and towns for the report's maps, from ``data/basemap.json``.

Countries are Natural Earth's at 1:50m, towns are GeoNames'; ``training/build_basemap.py`` makes it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

XY = tuple[float, float]
MARGIN = 12.0  # pixels beyond the frame, so that a cut outline's edge is never seen
LABEL_AREA = 0.012  # share of the frame that a country must fill to be named on it


@dataclass(frozen=True, slots=True)
class Outline:
    """A country in one frame: an SVG path, and where its name may stand (None: too small)."""

    name: str
    iso: int
    path: str
    label: XY | None


@dataclass(frozen=True, slots=True)
class Town:
    """A large town that gives a map its bearings, and where it is."""

    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Land:
    """A country's rings in degrees, with their bounds: west, south, east, north."""

    name: str
    iso: int
    rings: tuple[tuple[XY, ...], ...]
    bounds: tuple[tuple[float, float, float, float], ...]


@cache
def lands() -> tuple[Land, ...]:
    """All countries, in order of their names."""
    base = _base()
    arcs = [_points(arc, base["scale"]) for arc in base["arcs"]]
    return tuple(_land(each, arcs) for each in base["lands"])


@cache
def towns() -> tuple[Town, ...]:
    """All towns of a quarter of a million people or more, the largest first."""
    base = _base()
    scale = base["scale"]
    return tuple(Town(name, x / scale, y / scale) for name, x, y in base["towns"])


def outlines(
    project: Callable[[float, float], XY], box: Sequence[float], size: XY
) -> list[Outline]:
    """The countries that a frame shows.

    ``box`` is the frame in degrees (west, south, east, north), ``size`` its width and height in
    pixels, ``project`` takes longitude and latitude to a point of it.
    """
    found = []
    for land in lands():
        rings = [
            cut
            for ring, bounds in zip(land.rings, land.bounds, strict=True)
            if _touch(bounds, box) and (cut := _clipped([project(*p) for p in ring], size))
        ]
        if rings:
            found.append(Outline(land.name, land.iso, _path(rings), _label(rings, size)))
    return found


@cache
def _base() -> dict[str, Any]:
    text = files("crosswire.exports").joinpath("data/basemap.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _points(arc: Sequence[int], scale: int) -> list[XY]:
    x = y = 0
    points = []
    for dx, dy in zip(arc[::2], arc[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / scale, y / scale))
    return points


def _land(each: dict[str, Any], arcs: Sequence[Sequence[XY]]) -> Land:
    rings = tuple(
        tuple(point for i in ring for point in (arcs[i] if i >= 0 else arcs[~i][::-1]))
        for ring in each["rings"]
    )
    return Land(each["name"], each["iso"], rings, tuple(_bounds(ring) for ring in rings))


def _bounds(ring: Iterable[XY]) -> tuple[float, float, float, float]:
    xs, ys = zip(*ring, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _touch(bounds: Sequence[float], box: Sequence[float]) -> bool:
    return (
        bounds[0] <= box[2] and bounds[2] >= box[0] and bounds[1] <= box[3] and bounds[3] >= box[1]
    )


def _clipped(ring: list[XY], size: XY) -> list[XY]:
    """The part of a ring inside the frame (Sutherland and Hodgman)."""
    limits = (
        (0, -MARGIN, 1),
        (0, size[0] + MARGIN, -1),
        (1, -MARGIN, 1),
        (1, size[1] + MARGIN, -1),
    )
    for axis, limit, sign in limits:
        ring = _cut(ring, axis, limit, sign)
    return ring


def _cut(ring: list[XY], axis: int, limit: float, sign: int) -> list[XY]:
    kept: list[XY] = []
    for before, point in zip(ring[-1:] + ring[:-1], ring, strict=True):
        inside, was = sign * (point[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
        if inside != was:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            kept.append(
                (
                    before[0] + share * (point[0] - before[0]),
                    before[1] + share * (point[1] - before[1]),
                )
            )
        if inside:
            kept.append(point)
    return kept


def _path(rings: Iterable[Sequence[XY]]) -> str:
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings)


def _label(rings: Iterable[Sequence[XY]], size: XY) -> XY | None:
    """The middle of the largest part, kept clear of the frame's edges."""
    largest = max(rings, key=lambda ring: abs(_area(ring)))
    area = _area(largest)
    if abs(area) < LABEL_AREA * size[0] * size[1]:
        return None
    pairs = list(zip(largest, [*largest[1:], largest[0]], strict=True))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    return min(max(x, 50), size[0] - 50), min(max(y, 16), size[1] - 16)


def _area(ring: Sequence[XY]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2
