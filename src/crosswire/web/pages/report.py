"""The situation report: a day, a week or any period of a region, to read, print or take along."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response

from crosswire.exports import report as reports
from crosswire.exports.calendar import stretch
from crosswire.exports.lookups import countries, country
from crosswire.rows import Filters, Search
from crosswire.store import Store
from crosswire.web import query
from crosswire.web.site import as_json, get, page, site_of, wants_json
from crosswire.web.situation import WEEK, following, previous, situation

LONGEST = timedelta(days=92)
LENGTHS = {"day": timedelta(0), "week": WEEK, "month": timedelta(days=29)}


def report(request: Request) -> Response:
    """The report on the period and region of an address; the latest week where it names none."""
    store, search = site_of(request).store, _period(request)
    since, until = _ends(search)
    first, last = previous(since, until)
    found = situation(
        store.cards_of(search),
        store.cards_of(replace(search, since=first, until=last)),
        store.late_cards(search),
        store.told_by(search),
        since,
        until,
    )
    if wants_json(request):
        return as_json(found)
    moves = {"before": (first, last), "after": following(since, until)}
    return page(
        request,
        "report_page.html",
        search=search,
        found=found,
        period=stretch(since, until),
        region=_region(search),
        moves={name: query.write(_at(search, *ends)) for name, ends in moves.items()},
        lengths=[(n, query.write(_at(search, until - d, until))) for n, d in LENGTHS.items()],
        query=query.write(search),
        in_area=lambda area: query.write(replace(search, country=area.country, admin1=area.admin1)),
        countries=countries(),
    )


def markdown(request: Request) -> Response:
    """The same incidents as the Markdown of ``crosswire report``."""
    store, search = site_of(request).store, _period(request)
    text = reports.markdown(
        store.incident_rows(search),
        title=f"Situation report: {_region(search)}",
        period=(search.since, search.until),
        dropped=(),
        control=store.control_view(Filters(until=search.until, country=search.country)),
    )
    name = {"Content-Disposition": 'attachment; filename="situation.md"'}
    return Response(text, media_type="text/markdown", headers=name)


def _period(request: Request) -> Search:
    """The filters with both ends of the period, which a report needs."""
    search = query.read(request.query_params)
    if search.since is None and search.until is None:
        last = _latest(site_of(request).store, search)
        search = _at(search, last - WEEK, last)
    since, until = _ends(search)
    if until < since:
        raise ValueError(f"The period ends on {until}, before it begins on {since}.")
    if until - since > LONGEST:
        raise ValueError("A report covers three months at most: give a shorter period.")
    return _at(search, since, until)


def _ends(search: Search) -> tuple[date, date]:
    since, until = search.since, search.until
    if since is None:
        since = (until or date.today()) - WEEK
    return since, until or since + WEEK


def _at(search: Search, since: date, until: date) -> Search:
    return replace(search, since=since, until=until)


def _latest(store: Store, search: Search) -> date:
    """The last day on which an incident of the region began."""
    return max((each.day for each in store.days(search)), default=date.today())


def _region(search: Search) -> str:
    names = (search.place, search.admin1, country(search.country).name)
    return ", ".join(name for name in names if name) or "all regions"


ROUTES = [*get("/report", report, ".json"), *get("/report.md", markdown)]
