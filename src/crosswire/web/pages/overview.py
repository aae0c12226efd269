"""Map, timeline and list of the incidents that an address's filters let through, and as files."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from crosswire import exports
from crosswire.exports.lookups import countries
from crosswire.records import EventType, Grade, Responsibility, Status
from crosswire.rows import Order, Review
from crosswire.web import query
from crosswire.web.site import as_json, get, page, site_of, wants_json

ROWS = 50  # incidents of one page of the list
CHOICES: dict[str, Any] = {
    "types": list(EventType),
    "statuses": list(Status),
    "grades": list(Grade),
    "responsibilities": list(Responsibility),
    "reviews": list(Review),
    "orders": list(Order),
}
KINDS = {".csv": ("csv", "text/csv"), ".geojson": ("geojson", "application/geo+json")}


def overview(request: Request) -> Response:
    """The map with the list beside it; the list alone where htmx asks for it."""
    store = site_of(request).store
    search, order = query.read(request.query_params), query.order_of(request.query_params)
    found = store.incident_cards(search, order, request.query_params.get("after", ""), ROWS)
    facets = store.facets(search)
    if wants_json(request):
        return as_json({"total": facets.total, "after": found.after, "incidents": found.rows})
    return page(
        request,
        "overview_list.html" if "hx-request" in request.headers else "overview.html",
        search=search,
        order=order,
        found=found,
        facets=facets,
        chips=[
            (words, query.write(query.without(search, name), order=_told(order)))
            for name, words in query.active(search)
        ],
        query=query.write(search),
        this=query.write(search, order=_told(order)),
        countries=countries(),
        **CHOICES,
    )


def _told(order: Order) -> str:
    return "" if order is Order.NEWEST else str(order)


def marks(request: Request) -> Response:
    """What the map draws, as columns; types and grades are places in the code lists."""
    text = site_of(request).store.marks_json(query.read(request.query_params))
    return Response(text, media_type="application/json")


def days(request: Request) -> Response:
    """How many incidents of each grade began on each day."""
    return as_json(site_of(request).store.days(query.read(request.query_params)))


def download(request: Request) -> Response:
    """The incidents as a file, with the columns of ``crosswire export``."""
    site, search = site_of(request), query.read(request.query_params)
    ending = next(each for each in KINDS if request.url.path.endswith(each))
    form, media_type = KINDS[ending]
    folder = Path(tempfile.mkdtemp(prefix="crosswire-"))
    try:
        rows = site.store.incident_rows(search)
        path = exports.EXPORTERS[form](
            "incidents", rows, folder / f"incidents{ending}", site.lookups()
        )
    except BaseException:
        shutil.rmtree(folder)
        raise
    clear = BackgroundTask(shutil.rmtree, folder)
    return FileResponse(path[0], media_type=media_type, filename=path[0].name, background=clear)


ROUTES = [
    *get("/", overview),
    *get("/incidents", overview, ".json"),
    *get("/incidents.csv", download),
    *get("/incidents.geojson", download),
    *get("/marks.json", marks),
    *get("/days.json", days),
]
