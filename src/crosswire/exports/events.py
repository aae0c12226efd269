"""Which incidents are events in the sense of ACLED and UCDP, and what both forms say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from crosswire.records import EventType, Status
from crosswire.rows import ClaimRow, IncidentRow

HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING})


def events(rows: Iterable[IncidentRow]) -> Iterator[IncidentRow]:
    """Incidents that happened or go on; plans, threats, denials and bare totals are left out."""
    for row in rows:
        total = row.incident.type is EventType.CASUALTIES_REPORT
        if row.incident.status in HAPPENED and not total:
            yield row


def tellings(row: IncidentRow) -> list[ClaimRow]:
    """The claims that tell the incident as its own type and as done; else all of its claims."""
    incident = row.incident
    told = [
        claim
        for claim in row.claims
        if claim.claim.type is incident.type and claim.claim.status in HAPPENED
    ]
    return told or list(row.claims)


def distinct(texts: Iterable[str | None]) -> list[str]:
    """Texts in their first order, each once, the empty ones left out."""
    return list(dict.fromkeys(text for text in texts if text))


def last_published(row: IncidentRow) -> date | None:
    """The latest day on which an article told of the incident."""
    days = (claim.article.published_at for claim in row.claims)
    return max((day for day in days if day), default=None)
