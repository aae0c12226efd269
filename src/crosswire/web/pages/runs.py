"""What came in, what was refused and why, and running again what can be mended."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from crosswire.web.access import Action
from crosswire.web.site import as_json, get, page, post, site_of, visitor_of, wants_json

ROWS = 50
DAYS = 30


def runs(request: Request) -> Response:
    """The totals, the days of arrival, the runs, and what was refused."""
    site, given = site_of(request), request.query_params
    store, room = site.store, given.get("room", "")
    refused = store.dropped_page(room, given.get("after", ""), ROWS)
    facts: dict[str, Any] = {
        "totals": store.counts(),
        "arrivals": store.arrivals(DAYS),
        "runs": store.runs_page(),
        "rooms": store.dropped_counts(),
    }
    if wants_json(request):
        return as_json({**facts, "refused": refused.rows, "after": refused.after})
    lacking = store.lacking_page(given.get("lacking", ""), ROWS)
    return page(
        request,
        "runs.html",
        refused=refused,
        room=room,
        lacking=lacking,
        job=site.jobs.now,
        **facts,
    )


def stale(request: Request) -> Response:
    """Whether a run is due, for the part of the page that asks: all evidence is looked at for it,
    which takes a second where there is much."""
    due = site_of(request).desk.stale()
    return (
        as_json({"stale": due})
        if wants_json(request)
        else page(request, "runs_stale.html", stale=due)
    )


def progress(request: Request) -> Response:
    """How far the work is, for the part of the page that asks for it each second."""
    job = site_of(request).jobs.now
    return as_json(job) if wants_json(request) else page(request, "runs_job.html", job=job)


def again(request: Request, form: FormData) -> Response:
    """Code again what an older version coded, and derive everything anew."""
    site = site_of(request)
    site.jobs.start("The run", visitor_of(request).name, site.desk.run_again)
    return RedirectResponse("/runs", status_code=303)


def mend(request: Request, form: FormData) -> Response:
    """Set what an article lacks: the day it was published on, or its outlet."""
    field, value = str(form.get("field", "")), str(form.get("value", "")).strip()
    site_of(request).desk.mend(request.path_params["id"], field, value, visitor_of(request).name)
    return RedirectResponse("/runs#lacking", status_code=303)


ROUTES = [
    *get("/runs", runs, ".json"),
    *get("/runs/stale", stale, ".json"),
    *get("/runs/progress", progress, ".json"),
    *post("/runs", again, Action.MEND),
    *post("/documents/{id}/mend", mend, Action.MEND),
]
