"""The pages, one file for each family of them; each has its routes as ``ROUTES``."""

from __future__ import annotations

from starlette.routing import Route

from crosswire.web.pages import (
    article,
    control,
    enter,
    incident,
    judge,
    known,
    near,
    overview,
    report,
    review,
    runs,
    sources,
    story,
)

ROUTES: list[Route] = [
    *enter.ROUTES,
    *overview.ROUTES,
    *incident.ROUTES,
    *near.ROUTES,
    *article.ROUTES,
    *story.ROUTES,
    *judge.ROUTES,
    *known.ROUTES,
    *review.ROUTES,
    *sources.ROUTES,
    *control.ROUTES,
    *report.ROUTES,
    *runs.ROUTES,
]
