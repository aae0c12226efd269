"""What every page works with, and how it answers: as a page, or as the page's JSON twin."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, is_dataclass
from functools import cache, wraps
from typing import Any, Protocol

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from crosswire.exports.calendar import full, when_words
from crosswire.exports.lookups import Lookups, country
from crosswire.exports.report_claims import number_words, side_words
from crosswire.exports.report_view import family, sides_words, type_words, where_words
from crosswire.records import Article, EventType, Verdict
from crosswire.rows import BondRow, IncidentRow, JudgementRow
from crosswire.store import Store
from crosswire.web.access import Action, Keys, Visitor, may, same
from crosswire.web.jobs import Jobs, OnProgress
from crosswire.web.words import ago, days_words, grouped, killed_words, link, precision_words

Words = Callable[[str, int], Sequence[Mapping[str, Any]]]
Units = Callable[[str, str], Sequence[Mapping[str, Any]]]


class Decision(Protocol):
    """What came of a judgement; see ``crosswire.desk.Decision``."""

    @property
    def id(self) -> str:
        """The judgement's id, or that of the claim that was made."""
        ...

    @property
    def incident_ids(self) -> tuple[str, ...]:
        """The incidents that now hold the claims concerned."""
        ...

    @property
    def message(self) -> str:
        """What happened, in one sentence."""
        ...

    @property
    def undo(self) -> str:
        """The id of the judgement that undoing it retracts; empty where it cannot be undone."""
        ...


class Desk(Protocol):
    """What a person can do; ``crosswire.desk.Desk`` is the real one.

    Each raises ValueError, or StoreError, with one sentence where it cannot be done.
    """

    def judge(
        self,
        verdict: Verdict,
        claim_ids: Sequence[str],
        by: str,
        *,
        field: str | None = None,
        value: str | None = None,
    ) -> Decision:
        """Keep a judgement on claims and derive the incidents concerned."""
        ...

    def split(self, claim_ids: Sequence[str], by: str) -> Decision:
        """Part claims from the rest of their incident, together."""
        ...

    def retract(self, judgement_id: str, by: str) -> Decision:
        """Take a judgement back."""
        ...

    def add_claim(self, article_id: str, told: Mapping[str, str], by: str) -> Decision:
        """Keep a claim that a person made from an article's words.

        ``told`` has ``quote_start``, ``quote_end``, ``trigger_start``, ``trigger_end`` (code
        points), ``type``, ``status``, and what else is told: ``side_a``, ``side_b``, ``places``,
        ``date_words``, ``casualties``, ``speaker``, as an edit's value gives them.
        """
        ...

    def add_place(self, told: Mapping[str, str], claim_ids: Sequence[str], by: str) -> Decision:
        """Put a place into the user's own list, and set it as the place of claims.

        ``told`` has ``name``, ``coordinates``, ``country``, ``admin1``, ``aliases`` and ``kind``.
        """
        ...

    def add_actor(self, told: Mapping[str, str], claim_ids: Sequence[str], by: str) -> Decision:
        """Put a name, or an actor with it, into the user's vocabulary, and edit claims with it.

        ``told`` has ``words``, an ``actor``'s id or the ``name``, ``kind``, ``side`` and
        ``country`` of a new one, ``local``, and the ``field`` and ``value`` of the edit.
        """
        ...

    def why_one(self, row: IncidentRow) -> list[BondRow]:
        """Why the texts of an incident are one."""
        ...

    def history(self, incident_id: str) -> list[JudgementRow]:
        """All judgements on an incident's claims, rejected ones too, the oldest first."""
        ...

    def actor_choices(self) -> Mapping[str, Sequence[str]]:
        """The ``kinds`` of actors, and the ``sides`` of wars."""
        ...

    def stale(self) -> bool:
        """Whether something changed since all was derived last."""
        ...

    def run_again(self, on_progress: OnProgress) -> str:
        """Code and derive anew what can have changed, and say what came of it."""
        ...

    def mend(self, document_id: str, field: str, value: str, by: str) -> Article:
        """Set what a document lacks: its ``published_at`` or its ``outlet``."""
        ...


def _nothing(words: str, most: int | str) -> Sequence[Mapping[str, Any]]:
    return ()


@dataclass(frozen=True, slots=True)
class Site:
    """The database, what changes it, and what the pages must know beside it.

    ``find_places`` and ``find_actors`` answer the first letters of a name with at most so many
    places of the gazetteer, or actors of the roster; each is a mapping with ``id`` and ``name``.
    ``find_units`` answers with first-order units of a country. ``title`` stands in the bar: the
    database's name. ``lookups`` gives what a file is written with. ``jobs`` does what takes longer
    than a page.
    """

    store: Store
    desk: Desk
    keys: Keys
    title: str = ""
    lookups: Callable[[], Lookups] = Lookups
    find_places: Words = _nothing
    find_actors: Words = _nothing
    find_units: Units = _nothing
    jobs: Jobs = field(default_factory=Jobs)


def site_of(request: Request) -> Site:
    """The site that a request is for."""
    found: Site = request.app.state.site
    return found


def visitor_of(request: Request) -> Visitor:
    """Who sent a request."""
    found: Visitor = request.state.visitor
    return found


# --- answers ---------------------------------------------------------------------------------
def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A template as a page. Beside ``context`` it knows ``visitor``, ``csrf``, ``title``, ``path``
    and ``partial``, which is true where htmx asks for a part of the page."""
    site = site_of(request)
    values = {
        "visitor": request.state.visitor or Visitor(),
        "csrf": site.keys.csrf,
        "database": site.title,
        "path": request.url.path,
        "partial": "hx-request" in request.headers,
        **context,
    }
    return HTMLResponse(environment().get_template(template).render(values), status)


def as_json(value: Any, status: int = 200) -> Response:
    """Any record, or mapping or list of records, as JSON."""
    text = json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":"))
    return Response(text, status, media_type="application/json")


def wants_json(request: Request) -> bool:
    """Whether the JSON twin of a page is asked for, by the ending of its address."""
    return request.url.path.endswith(".json")


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return value.isoformat()


# --- routes ----------------------------------------------------------------------------------
Endpoint = Callable[[Request], Response]
Handler = Callable[[Request, FormData], Response]


def get(path: str, endpoint: Endpoint, *endings: str) -> list[Route]:
    """A page, and its twins at the same path with these endings, such as ``.json``."""
    return [Route(path + ending, endpoint, methods=["GET"]) for ending in ("", *endings)]


def post(path: str, handler: Handler, action: Action = Action.DECIDE) -> list[Route]:
    """What a form does: only for who may, and only for forms of our own pages (CSRF)."""

    @wraps(handler)
    async def endpoint(request: Request) -> Response:
        form = await request.form()
        given = request.headers.get("x-csrf") or str(form.get("csrf", ""))
        visitor = request.state.visitor or Visitor()
        if not same(given, site_of(request).keys.csrf):
            raise HTTPException(403, "This form is of an earlier start: load its page again.")
        if not may(visitor, action):
            raise HTTPException(403, "Say your name first: it stands beside what you decide.")
        return await run_in_threadpool(handler, request, form)

    posted: Callable[[Request], Awaitable[Response]] = endpoint
    return [Route(path, posted, methods=["POST"])]


def refused(request: Request, error: Exception) -> Response:
    """One sentence on what is wrong, as a page or as JSON, under a status that says whose it is."""
    status = error.status_code if isinstance(error, HTTPException) else 400
    sentence = error.detail if isinstance(error, HTTPException) else str(error)
    if wants_json(request):
        return JSONResponse({"error": sentence}, status)
    return page(request, "refused.html", status, sentence=sentence)


# --- templates -------------------------------------------------------------------------------
@cache
def environment() -> Environment:
    """The templates' surroundings: everything is escaped, and a missing value is an error.

    The report's templates are at hand too, so that an incident is drawn in one way only.
    """
    made = Environment(
        loader=ChoiceLoader([PackageLoader("crosswire.web"), PackageLoader("crosswire.exports")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "ago": ago,
        "country": lambda code: country(code).name,
        "days": days_words,
        "family": lambda kind: family(EventType(kind)),
        "full": full,
        "grouped": grouped,
        "killed": killed_words,
        "link": link,
        "number": number_words,
        "precision": precision_words,
        "side": side_words,
        "sides": sides_words,
        "type": lambda kind: type_words(EventType(kind)),
        "when": when_words,
        "where": where_words,
    }
    return made
