"""Incidents that may be the same as another one, to be merged with it or told apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from crosswire.rows import IncidentCard, IncidentRow, Search
from crosswire.store import Store
from crosswire.web.pages.incident import card_of, found_of, wants_part
from crosswire.web.site import as_json, get, page, site_of, wants_json

DAYS = timedelta(days=3)  # before and after, in which a near incident may be the same
DEGREES = 0.5  # of latitude and longitude; the villages of one front lie closer
OFFERED = 8  # incidents at once


def near(request: Request) -> Response:
    """Incidents that may be the same as this one: of near places and days."""
    store, found = site_of(request).store, found_of(request)
    if isinstance(found, Response):
        return found
    cards = _near(store, found)
    if wants_json(request):
        return as_json(cards)
    firsts = {card.id: row.claims[0].claim.id for card, row in _rows(store, cards)}
    return page(
        request,
        "near_part.html" if wants_part(request) else "near.html",
        incident=found.incident,
        mine=found.claims[0].claim.id,
        near=[(card, firsts[card.id]) for card in cards if card.id in firsts],
    )


def _near(store: Store, row: IncidentRow) -> list[IncidentCard]:
    """Cards of incidents near in place and time, those of the same place first."""
    card = card_of(store, row)
    if card is None or card.date_start is None or card.date_end is None:
        return []
    search = Search(card.date_start - DAYS, card.date_end + DAYS, country=card.country)
    if card.latitude is not None and card.longitude is not None:
        search = replace(search, bbox=_box(card.latitude, card.longitude))
    found = store.incident_cards(search, size=5 * OFFERED).rows
    others = [each for each in found if each.id != card.id]
    others.sort(key=lambda each: (each.place != card.place, each.type != card.type))
    return others[:OFFERED]


def _box(latitude: float, longitude: float) -> tuple[float, float, float, float]:
    west, east = max(-180.0, longitude - DEGREES), min(180.0, longitude + DEGREES)
    return west, max(-90.0, latitude - DEGREES), east, min(90.0, latitude + DEGREES)


def _rows(store: Store, cards: Iterable[IncidentCard]) -> list[tuple[IncidentCard, IncidentRow]]:
    rows = ((card, store.incident(card.id)) for card in cards)
    return [(card, row) for card, row in rows if row and row.claims]


ROUTES = get("/incidents/{id}/near", near, ".json")
