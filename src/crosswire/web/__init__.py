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
from starlette.responses import FileResponse
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
SHARED = Path(exports.__file__).parent / "templates" / "shared.css"  # the report's too


def create_app(site: Site, hosts: Sequence[str]) -> Starlette:
    """The application for one start; ``hosts`` are the only host names (with port) it answers."""
    routes: list[BaseRoute] = [
        Route("/static/shared.css", lambda request: FileResponse(SHARED), methods=["GET"]),
        Mount("/static", StaticFiles(directory=STATIC), name="static"),
    ]
    app = Starlette(
        routes=[*routes, *ROUTES],
        middleware=[
            Middleware(Gate, keys=site.keys, hosts=frozenset(host.lower() for host in hosts)),
            Middleware(GZipMiddleware, minimum_size=1024),
        ],
        exception_handlers={HTTPException: refused, ValueError: refused, StoreError: refused},
    )
    app.state.site = site
    return app
