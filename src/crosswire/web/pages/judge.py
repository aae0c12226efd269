"""What people decide: judgements, taking them back, and claims made by hand.

A form sends ``verdict``, ``claim`` (once for each claim, or several parted by blanks; the one that
the others are compared with first), for an edit ``field`` and ``value`` (casualties also as the
columns of a form, see ``casualty_rows``), for a note ``value``, and ``next``, where to go on.
Beside the verdicts there is ``split``: the claims leave their incident together. A plain form is
sent on there; htmx gets the sentence to show, with the means to undo, and the event
``crosswire:judged``, at which the parts of a page that may have changed load themselves anew; a
program that asks for JSON gets the decision.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from crosswire.records import Verdict
from crosswire.web.casualty_rows import COLUMNS, value_of
from crosswire.web.site import Decision, as_json, page, post, site_of, visitor_of

SPLIT = "split"
MOST_WORDS = 20_000  # letters of one value: a claim's casualties as JSON are the longest


def judge(request: Request, form: FormData) -> Response:
    """Keep a judgement."""
    desk, name = site_of(request).desk, visitor_of(request).name
    word, claims = _word(form, "verdict"), claims_of(form)
    if word == SPLIT:
        return answer(request, form, desk.split(claims, name))
    given = {"field": _word(form, "field") or None, "value": _value(form)}
    return answer(request, form, desk.judge(_verdict(word), claims, name, **given))


def retract(request: Request, form: FormData) -> Response:
    """Take a judgement back."""
    name = visitor_of(request).name
    decision = site_of(request).desk.retract(request.path_params["id"], name)
    return answer(request, form, decision)


def add_claim(request: Request, form: FormData) -> Response:
    """Keep a claim that a person made from words of an article."""
    told = {name: str(value).strip() for name, value in form.multi_items() if name != "csrf"}
    told.pop("next", None)
    article = told.pop("article", "")
    decision = site_of(request).desk.add_claim(article, told, visitor_of(request).name)
    return answer(request, form, decision)


def claims_of(form: FormData) -> list[str]:
    """The claims that a form is about."""
    return [key for each in form.getlist("claim") for key in str(each).split()]


def answer(request: Request, form: FormData, decision: Decision) -> Response:
    """What came of a decision, as the sender wants it told."""
    if "application/json" in request.headers.get("accept", ""):
        return as_json(decision)
    if "hx-request" in request.headers:
        said = page(request, "said.html", decision=decision)
        told: dict[str, Any] = {"incidents": decision.incident_ids, "id": decision.id}
        said.headers["HX-Trigger"] = json.dumps({"crosswire:judged": told})
        return said
    return RedirectResponse(_next(form, decision.incident_ids), status_code=303)


def _next(form: FormData, incident_ids: Sequence[str]) -> str:
    """Where a plain form goes on: a path of this site, else the incident that came of it."""
    given = str(form.get("next", ""))
    parts = urlsplit(given)
    if given.startswith("/") and not given.startswith("//") and not parts.scheme + parts.netloc:
        return given.replace("\\", "/") if not given.startswith("/\\") else "/"
    return f"/incidents/{incident_ids[0]}" if incident_ids else "/"


def _verdict(word: str) -> Verdict:
    try:
        return Verdict(word)
    except ValueError:
        known = ", ".join(verdict.value for verdict in Verdict)
        raise ValueError(f'"{word}" is no verdict; there are {known}.') from None


def _word(form: FormData, name: str) -> str:
    return str(form.get(name, "")).strip()


def _value(form: FormData) -> str | None:
    """The value as it is given, or for casualties as the columns of a form."""
    if "words" in form:
        columns = {name: [str(each) for each in form.getlist(name)] for name in COLUMNS}
        return value_of(columns)
    if "value" not in form:
        return None
    value = str(form["value"])
    if form.get("typed") and not value:  # typed, and nothing of what was offered chosen
        raise ValueError(f'"{form["typed"]}" was not chosen: take a place of the list, or add it.')
    if len(value) > MOST_WORDS:
        raise ValueError(f"A value has at most {MOST_WORDS:,} letters.")
    return value


ROUTES = [
    *post("/judgements", judge),
    *post("/judgements/{id}/retract", retract),
    *post("/claims", add_claim),
]
