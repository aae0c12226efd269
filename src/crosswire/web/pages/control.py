"""Who is said to hold which place from when, and names for type-ahead."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from crosswire.records import ControlState
from crosswire.web import query
from crosswire.web.site import as_json, get, page, site_of, wants_json

MOST = 10  # names of one type-ahead
SUGGESTED = ("places", "units", "actors", "outlets")


def control(request: Request) -> Response:
    """The states of places; as JSON with ``day`` the state of each place on that day alone."""
    given = request.query_params
    search = query.read(given)
    states = site_of(request).store.control_of(search.place, search.bbox)
    day = given.get("day", "")
    if day:
        try:
            last = date.fromisoformat(day)
        except ValueError:
            raise ValueError(f'"{day}" is not a day; write day as 2017-04-05.') from None
        states = list({_place(each): each for each in states if each.since <= last}.values())
    if wants_json(request):
        return as_json(states)
    timelines: dict[str, list[ControlState]] = {}
    for each in states:
        timelines.setdefault(_place(each), []).append(each)
    return page(request, "control.html", timelines=list(timelines.values()), search=search)


def _place(state: ControlState) -> str:
    place = state.place
    return place.gazetteer_id or f"{place.name} {place.country}"


def suggest(request: Request) -> Response:
    """Names that begin so: ``places``, ``units`` of a country and ``actors`` that are known, and
    ``outlets`` of the data."""
    site, words = site_of(request), request.query_params.get("words", "")[:100]
    if not words.strip():
        return as_json([])
    kind = request.url.path.rpartition("/")[2]
    if kind == "outlets":
        return as_json(site.store.suggest_outlets(words, MOST))
    if kind == "units":
        return as_json(site.find_units(words, request.query_params.get("country", "")))
    return as_json((site.find_places if kind == "places" else site.find_actors)(words, MOST))


ROUTES = [
    *get("/control", control, ".json"),
    *(route for kind in SUGGESTED for route in get(f"/suggest/{kind}", suggest)),
]
