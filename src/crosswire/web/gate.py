"""What stands before every page: the host, the token, the origin, and the headers of the answer.

The pages are bound to this machine, yet any site that its user visits can send requests here. So:
only our own host names are answered (DNS rebinding), only who holds the token comes in, only our
own pages may post, and no page may load anything from elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crosswire.web.access import Keys

STATIC = "/static/"
SAFE = {"GET", "HEAD"}
OPEN = ("/enter", STATIC)  # what one needs in order to come in
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with "no-referrer" a browser hides the origin of our forms
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
KEPT = {"Cache-Control": "no-cache"}  # by the browser, which asks each time whether it is still so
NOT_IN = "Open the address that `crosswire serve` printed: it has the key to this workbench.\n"
NOT_HERE = "This workbench answers to its own address alone.\n"
NOT_OURS = "This was sent by a page of another site, and nothing was done.\n"


class Gate:
    """Lets in who may come in, as ``request.state.visitor``, and puts the headers on all answers.

    A route that needs another header sets it itself: what an answer has is left as it is.
    """

    def __init__(self, app: ASGIApp, keys: Keys, hosts: frozenset[str]) -> None:
        self.app = app
        self.keys = keys
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        of_all = {**HEADERS, **KEPT} if scope["path"].startswith(STATIC) else HEADERS

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in of_all.items():
                    headers.setdefault(name, value)
            await send(message)

        answer: ASGIApp = self._refusal(Request(scope)) or self.app
        await answer(scope, receive, with_headers)

    def _refusal(self, request: Request) -> Response | None:
        """Why this request is not answered; None where it is, and then its visitor is known."""
        if request.headers.get("host", "").lower() not in self.hosts:
            return PlainTextResponse(NOT_HERE, status_code=421)
        if request.method not in SAFE and not self._from_our_page(request):
            return PlainTextResponse(NOT_OURS, status_code=403)
        visitor = self.keys.visitor(request.cookies)
        request.state.visitor = visitor
        if request.url.path.startswith(OPEN):
            return None
        if visitor is None:
            return PlainTextResponse(NOT_IN, status_code=403)
        if not visitor.name and request.method in SAFE and wants_page(request):
            return RedirectResponse("/enter", status_code=303)
        return None

    def _from_our_page(self, request: Request) -> bool:
        """Whether the browser says that our own page sends this; one that says nothing may not."""
        site = request.headers.get("sec-fetch-site", "same-origin")
        origin = request.headers.get("origin", "")
        return site == "same-origin" and origin.removeprefix("http://").lower() in self.hosts


def wants_page(request: Request) -> bool:
    """Whether a person asks, in a browser, for a whole page: a program asks for its JSON twin."""
    return "text/html" in request.headers.get("accept", "") and "hx-request" not in request.headers
