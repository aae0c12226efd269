"""Whether a place lies in an area that more than one side claims, by ``data/disputed.yaml``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from crosswire.resolve.gazetteer import Entry

DATA = Path(__file__).parent / "data" / "disputed.yaml"


@dataclass(frozen=True, slots=True)
class Area:
    """A disputed area: who holds it and who claims it, and how to know what lies in it.

    ``units``, ``countries`` and ``codes`` are the gazetteer's. An ``outline`` (degrees north and
    east) counts within ``countries`` alone; without one the whole of a country is disputed.
    """

    name: str
    held: str
    claimed: str
    units: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    outline: tuple[tuple[float, float], ...] = ()

    def holds(self, entry: Entry, unit: Entry | None) -> bool:
        """Whether the entry, whose first-order unit is ``unit``, lies in the area."""
        if entry.code in self.codes or (unit is not None and unit.code in self.units):
            return True
        if entry.country not in self.countries:
            return False
        return not self.outline or (
            entry.feature not in ("PCLI", "ADM1") and _inside(entry, self.outline)
        )


@lru_cache(maxsize=1)
def areas() -> tuple[Area, ...]:
    """The areas, read once; those that outlines tell first, as they are the smaller ones."""
    raw = yaml.safe_load(DATA.read_text("utf-8"))
    lists = ("units", "countries", "codes")
    found = [
        Area(
            name=name, held=row["held"], claimed=row["claimed"],
            outline=tuple((lat, lon) for lat, lon in row.get("outline", ())),
            **{key: tuple(row.get(key, ())) for key in lists},
        )
        for name, row in raw.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda area: (not area.outline, area.name)))


def disputed(entry: Entry, unit: Entry | None) -> str:
    """The name of the disputed area that an entry lies in; "" where it lies in none."""
    return next((area.name for area in areas() if area.holds(entry, unit)), "")


def _inside(entry: Entry, outline: Sequence[tuple[float, float]]) -> bool:
    """Whether a located entry stands inside an outline, by the crossings of a line to the north."""
    if entry.latitude is None or entry.longitude is None:
        return False
    inside = False
    for (lat_a, lon_a), (lat_b, lon_b) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (lon_a > entry.longitude) != (lon_b > entry.longitude):
            share = (entry.longitude - lon_a) / (lon_b - lon_a)
            inside ^= lat_a + share * (lat_b - lat_a) > entry.latitude
    return inside
