"""Outlets and speakers: how much each tells, who copies whom, and who was first."""

from __future__ import annotations

import csv
import io

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from crosswire.rows import OutletCard, Search
from crosswire.web import query
from crosswire.web.site import as_json, get, page, site_of, wants_json

ROWS = 100
COLUMNS = ("outlet", "articles", "claims", "originals", "reprints", "first", "copied", "credited")


def outlets(request: Request) -> Response:
    """The outlets by their number of articles."""
    found = site_of(request).store.outlets_page(request.query_params.get("after", ""), ROWS)
    if wants_json(request):
        return as_json({"after": found.after, "outlets": found.rows})
    return page(request, "sources.html", found=found, speakers=False)


def speakers(request: Request) -> Response:
    """The speakers by their number of claims."""
    found = site_of(request).store.speakers_page(request.query_params.get("after", ""), ROWS)
    if wants_json(request):
        return as_json({"after": found.after, "speakers": found.rows})
    return page(request, "sources.html", found=found, speakers=True)


def outlet(request: Request) -> Response:
    """One outlet, with its latest articles."""
    store, name = site_of(request).store, request.path_params["name"]
    card = store.outlet(name)
    if card is None:
        raise HTTPException(404, f"No article is of an outlet named {name}.")
    articles = store.article_cards(Search(outlet=name), request.query_params.get("after", ""), 50)
    if wants_json(request):
        return as_json({"outlet": card, "after": articles.after, "articles": articles.rows})
    there = query.write(Search(outlet=name))
    return page(request, "outlet.html", card=card, articles=articles, there=there)


def table(request: Request) -> Response:
    """All outlets as CSV, with the numbers of the page."""
    store, text = site_of(request).store, io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    after: str | None = ""
    while after is not None:
        found = store.outlets_page(after, 1000)
        writer.writerows(_row(card) for card in found.rows)
        after = found.after
    name = {"Content-Disposition": 'attachment; filename="outlets.csv"'}
    return Response(text.getvalue(), media_type="text/csv", headers=name)


def _row(card: OutletCard) -> list[str | int]:
    lists = (
        "; ".join(f"{name} ({n})" for name, n in each) for each in (card.copied, card.credited)
    )
    # What a spreadsheet would take for a formula stays words.
    name = f"'{card.name}" if card.name[:1] in "=+-@\t\r" else card.name
    counts = (card.articles, card.claims, card.originals, card.reprints, card.first)
    return [name, *counts, *lists]


ROUTES = [
    *get("/sources", outlets, ".json"),
    *get("/sources.csv", table),
    *get("/sources/speakers", speakers, ".json"),
    *get("/sources/outlets/{name:path}.json", outlet),
    *get("/sources/outlets/{name:path}", outlet),
]
