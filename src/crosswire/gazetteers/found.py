"""A place as a list tells it, before it is known which unit and which known place it is."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

READ = frozenset({"LATIN", "ARABIC", "CYRILLIC", "HEBREW"})  # the scripts that a fold knows
CODE = 4  # letters; so short a name in capitals is a code, as of an airport


@dataclass(frozen=True, slots=True)
class Found:
    """A place of a list. ``names`` are what reports may call it, its own name first.

    ``unit`` is what the list gives for its first-order unit: a code ("SY.09"), a GeoNames id or
    a name. ``feature`` is one of the codes of ``resolve.gazetteer.Entry``.
    """

    line: int
    key: str  # the list's own id
    names: tuple[str, ...]
    feature: str
    latitude: float
    longitude: float
    country: str | None
    unit: str | int | None = None
    geonames: int | None = None
    population: int = 0


def degrees(latitude: str, longitude: str) -> tuple[float, float]:
    """Two numbers in degrees. Raises ValueError with what is wrong with them."""
    try:
        lat, lon = float(latitude), float(longitude)
    except ValueError:
        raise ValueError(
            f'"{latitude}", "{longitude}" are no latitude and longitude in degrees'
        ) from None
    if not (math.isfinite(lat) and abs(lat) <= 90):
        raise ValueError(f"the latitude {latitude} does not lie between -90 and 90")
    if not (math.isfinite(lon) and abs(lon) <= 180):
        raise ValueError(f"the longitude {longitude} does not lie between -180 and 180")
    return lat, lon


def readable(names: Iterable[str]) -> Iterator[str]:
    """The names that a text might use: in a script that is read, no codes, each once."""
    seen = set()
    for name in (" ".join(n.split()) for n in names):
        first = next((c for c in name if c.isalpha()), "")
        if not first or name in seen or unicodedata.name(first, "?").split()[0] not in READ:
            continue
        if len(name) < 2 or (name.isupper() and len(name) <= CODE):
            continue
        seen.add(name)
        yield name
