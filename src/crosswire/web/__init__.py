"""The workbench: incidents on a map, their evidence, and what people decide about them.

Every page has a JSON twin at the same address. Pages read the store's views and write judgements
through the desk that they are given; they connect to nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from crosswire import exports
from crosswire.store import StoreError
from crosswire.web.access import Keys
from crosswire.web.gate import Gate
from crosswire.web.pages import ROUTES
from crosswire.web.site import Desk, Site, refused

__all__ = ["Desk", "Keys", "Site", "create_app"]

STATIC = Path(__file__).parent / "static"
OF_THE_REPORT = StaticFiles(directory=Path(exports.__file__).parent / "templates")


def create_app(site: Site, hosts: Sequence[str]) -> Starlette:
    """The application for one start; ``hosts`` are the only host names (with port) it answers."""
    routes: list[BaseRoute] = [
        Route("/static/shared.css", _shared, methods=["GET"]),
        Mount("/static", StaticFiles(directory=STATIC), name="static"),
    ]
    app = Starlette(
        routes=[*routes, *ROUTES],
        middleware=[
            Middleware(Gate, keys=site.keys, hosts=frozenset(host.lower() for host in hosts)),
            Middleware(
                GZipMiddleware, minimum_size=1024, compresslevel=1
            ),  # fast: a map is megabytes
        ],
        exception_handlers={HTTPException: refused, ValueError: refused, StoreError: refused},
    )
    app.state.site = site
    return app


async def _shared(request: Request) -> Response:
    """The styles that the workbench has from the report."""
    return await OF_THE_REPORT.get_response("shared.css", request.scope)
