"""Places whose name begins with what was typed, for type-ahead."""

from __future__ import annotations

from typing import Any

from crosswire.resolve.answers import PRECISION
from crosswire.resolve.gazetteer import Entry, Layer
from crosswire.resolve.places import Gazetteer
from crosswire.resolve.romanise import fold, skeleton

MOST_READ = 4000  # names looked at: "a" begins a tenth of all, and a person types on
LAST = "\U0010ffff"


def suggest(gazetteer: Gazetteer, words: str, most: int = 10) -> list[dict[str, Any]]:
    """At most so many places, the user's own first, then those whose first name begins so, the most
    populous ahead.

    Each has ``id``, ``name``, ``admin1``, ``country``, ``latitude``, ``longitude``, ``where_prec``.
    Any spelling that the gazetteer knows finds its place; nothing is found for one letter.
    """
    found, folded = _begun(gazetteer, words), fold(words)
    found.sort(key=lambda e: (not e.own, not fold(e.name).startswith(folded), -e.population, e.id))
    return [told(gazetteer, entry) for entry in found[:most]]


def suggest_units(
    gazetteer: Gazetteer, words: str, country: str, most: int = 10
) -> list[dict[str, Any]]:
    """At most so many first-order units of a country with a name that begins so."""
    found = [e for e in _begun(gazetteer, words) if (e.feature, e.country) == ("ADM1", country)]
    found.sort(key=lambda entry: (entry.name, entry.id))
    return [{"id": entry.gazetteer_id, "name": entry.name} for entry in found[:most]]


def _begun(gazetteer: Gazetteer, words: str) -> list[Entry]:
    folded = fold(words)
    if len(folded) < 2:
        return []
    index = gazetteer.index
    numbers = dict.fromkeys(n for layer in index.layers for n in _beginning(layer, folded))
    return [entry for number in numbers if (entry := index.entry(number))]


def _beginning(layer: Layer, folded: str) -> list[int]:
    """The places with a name that begins so, among names whose consonants begin like its own."""
    key = skeleton(folded)[:-1]  # the last consonant may yet become another with the next letter
    return layer.beginning((key, key + LAST), (folded, folded + LAST), MOST_READ)


def told(gazetteer: Gazetteer, entry: Entry) -> dict[str, Any]:
    """A place as a page is told it, and as the value of an edit takes it but for the id's name."""
    unit = gazetteer.index.entry(entry.admin1) if entry.admin1 else None
    return {
        "id": entry.gazetteer_id,
        "name": entry.name,
        "admin1": unit.name if unit else None,
        "country": entry.country,
        "latitude": entry.latitude,
        "longitude": entry.longitude,
        "where_prec": PRECISION.get(entry.feature, 1),
    }
