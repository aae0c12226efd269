"""The review queue: what most needs a person next, one decision after another, by keys alone.

Every decision is a form of ``pages/judge.py``; the page's script only presses the button that has
the key. After a decision the next item of the queue takes the place of this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from crosswire.records import Claim, EventType, Outcome, Resolution, Status, Verdict, Who
from crosswire.rows import (
    ClaimRow,
    IncidentCard,
    IncidentRow,
    JudgementRow,
    Need,
    QueueItem,
    Search,
)
from crosswire.store import Store
from crosswire.web.casualty_rows import rows_of
from crosswire.web.site import as_json, get, page, site_of, wants_json
from crosswire.web.voices import Telling, by_voice

SHOWN = 20  # texts of one incident that are reviewed here; its own page has all
AHEAD = 12  # items of the queue that are read at once
MOST_SKIPPED = 500
SAID = {
    Need.WAITING: "Decisions that lost their words",
    Need.CASUALTIES: "Many killed",
    Need.CONTESTED: "Contested",
    Need.RIVAL: "Rival numbers",
    Need.NEAR: "Perhaps one incident",
    Need.COPIES: "Many copies, one origin",
    Need.UNSURE: "Unsure coding",
}
CHOICES: dict[str, Any] = {
    "types": list(EventType),
    "statuses": list(Status),
    "outcomes": list(Outcome),
    "classes": list(Who),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A text as it is reviewed, once for all of its copies, and what people decided on it."""

    telling: Telling
    judged: tuple[JudgementRow, ...]

    @property
    def row(self) -> ClaimRow:
        """The earliest copy's claim."""
        return self.telling.row

    @property
    def claim(self) -> Claim:
        """That claim as it reads now."""
        return self.row.claim

    @property
    def resolution(self) -> Resolution:
        """What its words were resolved to."""
        return self.row.resolution

    @property
    def place(self) -> str:
        """The name of its first place."""
        return next((place.name for place in self.resolution.places), "")

    @property
    def casualty_rows(self) -> list[dict[str, str]]:
        """Its numbers of people as the form of an edit shows them."""
        return rows_of(self.claim)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An incident's first texts, and how many of its ``ids``, those of all claims, are not shown.

    Every decision on a text is one on the claims of its copies too.
    """

    told: tuple[Told, ...] = ()
    ids: tuple[str, ...] = ()
    more: int = 0

    @property
    def copied(self) -> bool:
        """Whether any of the texts has copies."""
        return any(each.telling.copies for each in self.told)


def review(request: Request) -> Response:
    """The queue with its first item, or the one that the address names."""
    store, need = site_of(request).store, _need(request)
    skipped = set(request.query_params.getlist("skip")[-MOST_SKIPPED:])
    size = AHEAD + len(skipped)
    items = store.queue(need, request.query_params.get("after", ""), size)
    wanted = request.path_params.get("id")
    waiting = [each for each in items.rows if each.id not in skipped]
    item = store.queue_item(wanted) if wanted else next(iter(waiting), None)
    if wanted and item is None:
        item = _by_choice(store, wanted)
    if wants_json(request):
        return as_json({"after": items.after, "counts": store.queue_counts(), "items": items.rows})
    return page(
        request,
        "review_item.html" if "hx-request" in request.headers else "review.html",
        counts=[(each, SAID[each], count) for each, count in store.queue_counts().items()],
        need=need,
        item=item,
        shown=_shown(store, item),
        other=_other(store, item),
        said=SAID,
        **CHOICES,
    )


def _need(request: Request) -> Need | None:
    word = request.query_params.get("need", "")
    try:
        return Need(word) if word else None
    except ValueError:
        raise ValueError(f'There is no queue "{word}"; there are {", ".join(Need)}.') from None


def _by_choice(store: Store, incident_id: str) -> QueueItem | None:
    """An incident that a person wants to review, though nothing asks for it."""
    cards = store.cards([incident_id])
    reasons = ("You chose to review this incident.",)
    return QueueItem(incident_id, Need.UNSURE, reasons, cards[0]) if cards else None


def _shown(store: Store, item: QueueItem | None) -> Reviewed:
    row = store.incident(item.incident.id) if item and item.incident else None
    return _texts(store, row) if row else Reviewed()


def _texts(store: Store, row: IncidentRow) -> Reviewed:
    tellings = [each for _, told in by_voice(row) for each in told]
    shown = tellings[:SHOWN]
    judged: dict[str, list[JudgementRow]] = {}
    for each in store.judgements_of([one.claim.id for one in shown]):
        for claim_id in each.claim_ids:
            if each.judgement.retracted_at is None:
                judged.setdefault(claim_id, []).append(each)
    told = tuple(Told(one, tuple(judged.get(one.claim.id, ()))) for one in shown)
    ids = tuple(each.claim.id for each in row.claims)
    return Reviewed(told, ids, len(ids) - sum(len(each.ids) for each in shown))


def _other(store: Store, item: QueueItem | None) -> tuple[IncidentCard, Told] | None:
    """The incident that this one may be one with, and its first text."""
    row = store.incident(item.other) if item and item.other else None
    cards = store.cards([row.incident.id]) if row else []
    return (cards[0], _texts(store, row).told[0]) if row and cards and row.claims else None


def candidates(request: Request) -> Response:
    """Incidents that this one could be merged with: those of the words that were typed."""
    store, words = site_of(request).store, request.query_params.get("words", "").strip()[:200]
    found = store.incident_cards(Search(text=words), size=8).rows if words else ()
    this = request.path_params["id"]
    row = store.incident(this)
    firsts = {card.id: each for card in found if (each := store.incident(card.id))}
    return page(
        request,
        "review_candidates.html",
        mine=row.claims[0].claim.id if row and row.claims else "",
        found=[
            (c, firsts[c.id].claims[0].claim.id) for c in found if c.id in firsts and c.id != this
        ],
        words=words,
        verdict=Verdict.SAME,
    )


ROUTES = [
    *get("/review", review, ".json"),
    *get("/review/{id}/candidates", candidates),
    *get("/review/{id}", review),
]
