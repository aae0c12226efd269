"""The small map beside an incident: the report's map, cut to the surroundings of its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from crosswire.exports.lookups import countries
from crosswire.exports.report_map import HEIGHT, WIDTH, Label, Map, Mark, Spot, drawable, maps
from crosswire.records import Place

WIDE, TALL = 340.0, 228.0  # pixels of the frame, at which the report's letters are readable
LEFT, TOP = (WIDTH - WIDE) / 2, (HEIGHT - TALL) / 2
LETTER = 6.6  # pixels at most, as the report reckons


@dataclass(frozen=True, slots=True)
class Inset:
    """What is drawn, in a frame of ``box``: left, top, width and height."""

    map: Map
    mark: Mark
    box: tuple[float, float, float, float] = (LEFT, TOP, WIDE, TALL)

    @property
    def scale(self) -> tuple[int, float]:
        """A length in km, and in pixels."""
        return self.map.scale


def inset(place: Place | None) -> Inset | None:
    """The map around a place; None where it is not known better than to a country."""
    if place is None or not drawable(place):
        return None
    whole = maps([Spot(1, place)], countries())[0]
    cut = replace(
        whole,
        labels=_within(whole.labels),
        towns=_within(whole.towns),
        countries=_within(whole.countries),
    )
    return Inset(cut, whole.marks[0])


def _within(labels: Iterable[Label]) -> tuple[Label, ...]:
    return tuple(label for label in labels if _inside(label))


def _inside(label: Label) -> bool:
    """Whether a name stands within the frame as a whole, and clear of the scale in its corner."""
    across = len(label.text) * LETTER
    left = label.x - {"start": 0.0, "end": across, "middle": across / 2}[label.anchor]
    wide = left >= LEFT + 4 and left + across <= LEFT + WIDE - 4
    corner = left < LEFT + 120 and label.y > TOP + TALL - 30
    return wide and TOP + 12 <= label.y <= TOP + TALL - 4 and not corner
