"""One name of a table to its place."""

from __future__ import annotations

from crosswire.records import Place, Span
from crosswire.resolve.places import Gazetteer


def geocode(gazetteer: Gazetteer, name: str, *holders: str) -> Place | None:
    """The place of a name and of what holds it, the smaller first; None for an empty name."""
    if not name:
        return None
    text = ", ".join([name, *filter(None, holders)])
    return gazetteer.resolve_places([Span(0, len(name), name)], text)[0]
