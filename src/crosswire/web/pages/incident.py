"""One incident with all that stands behind it: who says what, who copied whom, who decided what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from crosswire.records import EventType, Outcome, Status, Who
from crosswire.rows import BondRow, ClaimRow, IncidentCard, IncidentRow, RegistryRow, StoryRow
from crosswire.store import Store
from crosswire.web.casualty_rows import rows_of
from crosswire.web.changes import changes
from crosswire.web.decisions import Decisions, decisions, in_words
from crosswire.web.inset import inset
from crosswire.web.lineage import in_time, lineage
from crosswire.web.rivals import rivals
from crosswire.web.site import as_json, get, page, site_of, wants_json
from crosswire.web.tolls import WIDTH, charts
from crosswire.web.voices import COPIES, Voices, by_voice, voices

STORIES = 6  # whose lineage an incident's page draws, those with the most claims first
LISTED = 100  # claims of one answer of the list of all claims
CHOICES: dict[str, Any] = {
    "types": list(EventType),
    "statuses": list(Status),
    "outcomes": list(Outcome),
    "classes": list(Who),
}


def incident(request: Request) -> Response:
    """The incident's page; its part alone where htmx asks for it."""
    store, found = site_of(request).store, found_of(request)
    if isinstance(found, Response):
        return found
    stories = _stories(store, found)
    told = voices(found)
    decided = in_words(site_of(request).desk.history(found.incident.id))
    past = store.past_of(found.incident.id)
    bonds = site_of(request).desk.why_one(found)
    if wants_json(request):
        why = [_bond_data(bond) for bond in bonds]
        return as_json({**_as_data(found, stories, decided), "why_one": why, "past": past})
    drawn = lineage(stories, {row.article.id for row in found.claims})
    return page(
        request,
        "incident_body.html" if wants_part(request) else "incident.html",
        row=found,
        incident=found.incident,
        card=card_of(store, found),
        told=told,
        decided=decided,
        charts=charts(found),
        rivals=rivals(found),
        bonds=bonds,
        inset=inset(found.incident.place),
        lineage=drawn,
        alone=_alone(found, stories),
        links=_links(found, told),
        registered=store.registered(found.incident.id),
        changes=changes(past, found),
        axis=WIDTH,
        most_copies=COPIES,
    )


def claims(request: Request) -> Response:
    """All tellings of an incident, or of one origin of it, a page at a time."""
    found = found_of(request)
    if isinstance(found, Response):
        return found
    wanted, start = request.query_params.get("origin", ""), _number(request, "from")
    every = [(origin, each) for origin, all_told in by_voice(found) for each in all_told]
    told = [(origin, each) for origin, each in every if wanted in ("", origin.key)]
    shown = told[start : start + LISTED]
    if wants_json(request):
        rows = [claim for _, each in shown for claim in (each.row, *each.copies)]
        after = start + LISTED if len(told) > start + LISTED else None
        return as_json({"after": after, "claims": [_claim_data(row) for row in rows]})
    return page(
        request,
        "incident_claims.html",
        row=found,
        incident=found.incident,
        shown=shown,
        start=start,
        total=len(told),
        size=LISTED,
        origin=wanted,
        several=len(every) > 1,
        decided=decisions(site_of(request).store, [row.claim for row in found.claims]),
        links=_links(found, None),
        most_copies=COPIES,
    )


def claim(request: Request) -> Response:
    """One claim of an incident with all its values, to be edited or split off."""
    found, wanted = found_of(request), request.path_params["claim"]
    if isinstance(found, Response):
        return found
    told = [each for _, all_told in by_voice(found) for each in all_told]
    telling = next((each for each in told if wanted in each.ids), None)
    if telling is None:
        return _elsewhere(request, wanted)
    row = next(each for each in (telling.row, *telling.copies) if each.claim.id == wanted)
    store = site_of(request).store
    machine = store.machine_claim(wanted)
    if wants_json(request):
        return as_json({**_claim_data(row), "as_coded": machine})
    return page(
        request,
        "claim_part.html" if wants_part(request) else "claim.html",
        incident=found.incident,
        each=Editable(row),
        telling=telling,
        alone=len(found.claims) == 1,
        one=len(told) == 1,
        machine=machine if machine != row.claim else None,
        decided=decisions(store, [row.claim]),
        **CHOICES,
    )


# --- what a page is made of ------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Editable:
    """A claim as the forms of an edit show it."""

    row: ClaimRow

    @property
    def claim(self) -> Any:
        """The claim as it reads now."""
        return self.row.claim

    @property
    def resolution(self) -> Any:
        """What its words were resolved to."""
        return self.row.resolution

    @property
    def place(self) -> str:
        """The name of its first place."""
        return next((place.name for place in self.resolution.places), "")

    @property
    def casualty_rows(self) -> list[dict[str, str]]:
        """Its numbers of people, field by field."""
        return rows_of(self.claim)


def found_of(request: Request) -> IncidentRow | Response:
    """The incident of an address, or the answer where its id was merged or withdrawn."""
    store, wanted = site_of(request).store, request.path_params["id"]
    known = store.registered(wanted)
    if known and known.redirect_to:
        path = request.url.path.replace(wanted, known.redirect_to)
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(path + query, status_code=301)
    row = store.incident(wanted)
    if row is not None and row.claims:
        return row
    if known is None:
        raise HTTPException(404, "No incident was ever published under this id.")
    return _gone(request, known)


def _gone(request: Request, known: RegistryRow) -> Response:
    """What a withdrawn id stood for: the id keeps its meaning, though nothing tells of it now."""
    past = site_of(request).store.past_of(known.id)
    if wants_json(request):
        told = {"id": known.id, "withdrawn": True, "anchors": known.anchors, "past": past}
        return as_json(told, 410)
    last = past[-1] if past else None
    if wants_part(request):  # htmx shows no part that comes with an error
        return page(request, "incident_gone.html", known=known, last=last)
    return page(request, "incident_gone_page.html", 410, known=known, last=last)


def wants_part(request: Request) -> bool:
    """Whether htmx asks for a part of a page."""
    return "hx-request" in request.headers


def card_of(store: Store, row: IncidentRow) -> IncidentCard | None:
    """The incident as lists show it; none for a moment where it is derived anew."""
    return next(iter(store.cards([row.incident.id])), None)


def _stories(store: Store, row: IncidentRow) -> list[StoryRow]:
    counts = Counter(claim.story_id for claim in row.claims if claim.story_id)
    rows = (store.story(story_id) for story_id, _ in counts.most_common(STORIES))
    return [story for story in rows if story]


def _alone(row: IncidentRow, stories: Iterable[StoryRow]) -> list[Any]:
    """The articles that tell of it in words of their own."""
    shared = {article.id for story in stories for article in story.articles}
    own = {c.article.id: c.article for c in row.claims if not c.story_id}
    return in_time(article for key, article in own.items() if key not in shared)


def _links(row: IncidentRow, told: Voices | None) -> dict[str, str]:
    """Where each claim is to be read: on this page, else on a page of its own."""
    here = told.shown if told else frozenset()
    path = f"/incidents/{row.incident.id}/claims/"
    return {
        each.claim.id: f"#{each.claim.id}" if each.claim.id in here else path + each.claim.id
        for each in row.claims
    }


def _elsewhere(request: Request, claim_id: str) -> Response:
    """The claim where an edit or a split has put it, or that a person rejected it."""
    store = site_of(request).store
    made = store.machine_claim(claim_id)
    held = store.article(made.article_id) if made else None
    now = next((row for row in held.claims if row.claim.id == claim_id), None) if held else None
    if now and now.incident_id:
        ending = ".json" if wants_json(request) else ""
        path = f"/incidents/{now.incident_id}/claims/{claim_id}{ending}"
        return RedirectResponse(path, status_code=303)
    if made is None or held is None or claim_id not in {each.id for each in held.rejected}:
        raise HTTPException(404, "No incident has this claim.")
    if wants_json(request):
        return as_json({"claim": made, "rejected": True})
    template = "claim_rejected.html" if wants_part(request) else "claim_rejected_page.html"
    path = request.url.path
    return page(request, template, claim=made, here=path, decided=decisions(store, [made]))


def _number(request: Request, name: str) -> int:
    text = request.query_params.get(name, "0")
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise ValueError(f'"{text}" is no number; write {name} as 100.')
    return int(text)


# --- as data ---------------------------------------------------------------------------------
def _as_data(row: IncidentRow, stories: Iterable[StoryRow], decided: Decisions) -> dict[str, Any]:
    more = f"/incidents/{row.incident.id}/claims.json?from={LISTED}"
    return {
        "incident": row.incident,
        "claims": [_claim_data(each) for each in row.claims[:LISTED]],
        "more_claims": more if len(row.claims) > LISTED else None,
        "stories": [each.story for each in stories],
        "judgements": decided.rows,
    }


def _bond_data(bond: BondRow) -> dict[str, Any]:
    """Two claims by their ids, and what speaks for and against their being one."""
    return {
        "claims": [bond.first.claim.id, bond.second.claim.id],
        "grounds": bond.grounds,
        "against": bond.against,
    }


def _claim_data(row: ClaimRow) -> dict[str, Any]:
    """A claim with what it was resolved to, and its article without the text."""
    article = row.article
    kept = ("id", "document_id", "source_id", "title", "outlet", "url", "published_at")
    return {
        "claim": asdict(row.claim),
        "resolution": asdict(row.resolution),
        "article": {name: getattr(article, name) for name in kept},
        "story_id": row.story_id,
    }


ROUTES = [
    *get("/incidents/{id}/claims", claims, ".json"),
    *get("/incidents/{id}/claims/{claim}.json", claim),
    *get("/incidents/{id}/claims/{claim}", claim),
    *get("/incidents/{id}.json", incident),
    *get("/incidents/{id}", incident),
]
