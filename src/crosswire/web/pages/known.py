"""Names that no list knows, made known while a claim is edited: a place, or an actor by its words.

Each is a row of the user's own lists, which the desk keeps, and the value of the edit at hand. The
forms come as a part of the page where htmx asks for them, and as a page of their own.
"""

from __future__ import annotations

from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from crosswire.exports.lookups import countries
from crosswire.records import Place
from crosswire.rows import ClaimRow
from crosswire.store import Store
from crosswire.web.access import Action
from crosswire.web.pages.incident import wants_part
from crosswire.web.pages.judge import answer, claims_of
from crosswire.web.site import get, page, post, site_of, visitor_of

KINDS = {  # of places, as the columns of such a list name them
    "populated": "Village, town or quarter",
    "site": "Base, dam, crossing or other site",
    "land": "Mountain, desert or other land",
    "water": "River, lake or sea",
    "line": "Road, border or front line",
    "region": "Region",
    "admin2": "District",
}
UNIT = 4  # where_prec from which on a name only told which unit holds it; see UCDP GED
FIELDS = {"side_a": "Who did it", "side_b": "Against whom", "speaker": "Speaker"}


def new_place(request: Request) -> Response:
    """The form for a place that the gazetteer lacks, filled in with what the claim tells."""
    row, typed = _claim(request), request.query_params.get("typed", "").strip()
    place = next(iter(row.resolution.places), None)
    lacks = place is None or place.where_prec >= UNIT
    written = row.claim.places[0].quote if row.claim.places and lacks else ""
    name = typed if typed and not (place and typed == place.name) else written
    return _form(
        request,
        "known_place.html",
        row,
        name=name,
        other=written if written != name else "",
        place=place,
        kinds=KINDS,
    )


def add_place(request: Request, form: FormData) -> Response:
    """Keep a place, and set it as the place of the claims."""
    desk, name = site_of(request).desk, visitor_of(request).name
    return answer(request, form, desk.add_place(_told(form), claims_of(form), name))


def new_actor(request: Request) -> Response:
    """The form for words that name nobody of the roster."""
    row, field = _claim(request), request.query_params.get("field", "")
    if field not in FIELDS:
        raise ValueError(f'"{field}" names nobody; there are {", ".join(FIELDS)}.')
    value = request.query_params.get("value", "").strip() or _now(row, field)
    return _form(
        request,
        "known_actor.html",
        row,
        field=field,
        role=FIELDS[field],
        value=value,
        words=_unknown(row, value),
        place=next(iter(row.resolution.places), None),
        **site_of(request).desk.actor_choices(),
    )


def add_actor(request: Request, form: FormData) -> Response:
    """Keep whom words name, and set the words as a party or the speaker of the claims."""
    desk, name = site_of(request).desk, visitor_of(request).name
    return answer(request, form, desk.add_actor(_told(form), claims_of(form), name))


def _claim(request: Request) -> ClaimRow:
    store, wanted = site_of(request).store, request.query_params.get("claim", "")
    row = _find(store, wanted)
    if row is None:
        raise HTTPException(404, "There is no such claim now: load the page again.")
    return row


def _find(store: Store, claim_id: str) -> ClaimRow | None:
    made = store.machine_claim(claim_id)
    held = store.article(made.article_id) if made else None
    return next((row for row in held.claims if row.claim.id == claim_id), None) if held else None


def _form(
    request: Request, part: str, row: ClaimRow, place: Place | None, **values: Any
) -> Response:
    return page(
        request,
        part if wants_part(request) else "known.html",
        part=part,
        claim=row.claim,
        land=place.country if place else None,
        unit=place.admin1 if place else None,
        back=f"/incidents/{row.incident_id}/claims/{row.claim.id}",
        countries=countries(),
        **values,
    )


def _now(row: ClaimRow, field: str) -> str:
    """The words that the claim has in this field."""
    if field == "speaker":
        return row.claim.speaker.words.quote if row.claim.speaker else ""
    return "; ".join(span.quote for span in getattr(row.claim, field))


def _unknown(row: ClaimRow, value: str) -> str:
    """The first of some parties that is nobody of the roster, as far as the claim tells."""
    known = {party.words.quote for party in row.resolution.parties if party.actor_id}
    parts = [each.strip() for each in value.split(";") if each.strip()]
    return next((each for each in parts if each not in known), parts[0] if parts else "")


def _told(form: FormData) -> dict[str, str]:
    return {name: str(value) for name, value in form.multi_items()}


ROUTES = [
    *get("/places/new", new_place),
    *post("/places", add_place, Action.MEND),
    *get("/actors/new", new_actor),
    *post("/actors", add_actor, Action.MEND),
]
