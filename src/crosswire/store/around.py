"""What stands around a few claims: all that following one judgement reads, in one snapshot."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from crosswire.records import (
    Anchor,
    ControlState,
    Incident,
    Judgement,
    Place,
    Span,
    Story,
    Verdict,
)
from crosswire.rows import ClaimRow, IncidentRow, RegistryRow
from crosswire.store import codec
from crosswire.store.around_stored import AroundStored
from crosswire.store.connect import Connected
from crosswire.store.linking import LinkRow
from crosswire.store.reading import read_claims
from crosswire.store.schema import (
    articles,
    attachments,
    control,
    incidents,
    judgements,
    registry,
    resolutions,
    resolved_places,
    stories,
    story_passages,
)
from crosswire.store.schema_desk import links, registry_documents
from crosswire.store.schema_lists import cards, rejected


@dataclass(frozen=True, slots=True)
class NearRow:
    """A claim of a first-order unit and a day, and what its link row says of it."""

    claim_id: str
    day: date
    core: bool
    away: bool


class Follows(Connected):
    """What following one judgement reads."""

    @contextmanager
    def around(self) -> Iterator[Around]:
        """One snapshot of the database, to be read bit by bit."""
        with self.reading() as connection:
            yield Around(connection)


class Around(AroundStored):
    """Reading by claims, documents, incidents and places, each by an index."""

    # --- what is derived ---------------------------------------------------------------------
    def told(self, claim_ids: Collection[str]) -> dict[str, ClaimRow]:
        """Claims as they read now, by id; rejected ones are not among them."""
        return read_claims(self._connection, sorted(claim_ids))

    def told_in(self, document_ids: Collection[str]) -> dict[str, ClaimRow]:
        """The claims of all articles of these documents that any rows are derived of, by id."""
        joined = resolutions.join(articles)
        wanted = select(resolutions.c.claim_id).select_from(joined)
        rows = self._by(wanted, articles.c.document_id, document_ids)
        return self.told([row.claim_id for row in rows])

    def stories_on(self, article_ids: Collection[str]) -> list[Story]:
        """The stories that these articles share in."""
        wanted = select(stories.c.id, stories.c.record).select_from(stories.join(story_passages))
        rows = self._by(wanted, story_passages.c.article_id, article_ids)
        return [codec.loads(Story, text) for text in {row.id: row.record for row in rows}.values()]

    def incident_ids(self, claim_ids: Collection[str]) -> set[str]:
        """The incidents that tell these claims, or would tell them if they were not rejected."""
        return {
            row.incident_id
            for table in (resolutions, links)
            for row in self._by(select(table.c.incident_id), table.c.claim_id, claim_ids)
            if row.incident_id
        }

    def claims_in(self, incident_ids: Collection[str]) -> set[str]:
        """The claims of these incidents, with those that they would tell if not rejected."""
        return {
            row.claim_id
            for table in (resolutions, links)
            for row in self._by(select(table.c.claim_id), table.c.incident_id, incident_ids)
        }

    def incidents(self, incident_ids: Collection[str]) -> dict[str, Incident]:
        """Incidents that stand, by id."""
        wanted = select(incidents.c.id, incidents.c.record)
        rows = self._by(wanted, incidents.c.id, incident_ids)
        return {row.id: codec.loads(Incident, row.record) for row in rows}

    def rejected(self, incident_ids: Collection[str]) -> dict[str, IncidentRow]:
        """Incidents that a person rejected whole, by id."""
        rows = self._by(select(rejected), rejected.c.id, incident_ids)
        return {row.id: codec.loads(IncidentRow, row.record) for row in rows}

    def links(self, claim_ids: Collection[str]) -> dict[str, LinkRow]:
        """The link rows of claims; a claim without one is in the group that is its incident."""
        rows = self._by(select(links), links.c.claim_id, claim_ids)
        return {row.claim_id: LinkRow(*row) for row in rows}

    def linked_with(self, group_ids: Collection[str]) -> dict[str, LinkRow]:
        """The link rows of the linker's groups, by claim."""
        rows = self._by(select(links), links.c.group_id, group_ids)
        return {row.claim_id: LinkRow(*row) for row in rows}

    def near(self, country: str, admin1: str, since: date, until: date) -> list[NearRow]:
        """The claims of a first-order unit within some days, by the store's own day of each."""
        place = resolved_places.c
        joined = resolved_places.outerjoin(links, links.c.claim_id == place.claim_id)
        wanted = select(place.claim_id, place.day, links.c.core, links.c.away).distinct()
        days = place.day.between(since.toordinal(), until.toordinal())
        where = and_(place.admin1 == admin1, days, place.country == country)
        return [
            NearRow(
                row.claim_id, date.fromordinal(row.day), row.core is not False, row.away is True
            )
            for row in self._connection.execute(wanted.select_from(joined).where(where))
        ]

    # --- judgements on claims ----------------------------------------------------------------
    def joined_by(self, claim_ids: Collection[str]) -> dict[str, tuple[Judgement, list[str]]]:
        """What says ``same`` or ``not_same`` of these claims, with all claims it holds on to."""
        links_two = (Verdict.SAME.value, Verdict.NOT_SAME.value)
        given = self._given(claim_ids, judgements.c.verdict.in_(links_two))
        wanted = select(attachments).order_by(attachments.c.position)
        held: dict[str, list[str]] = defaultdict(list)
        for row in self._by(wanted, attachments.c.judgement_id, given):
            held[row.judgement_id].append(row.claim_id)
        return {key: (each, held[key]) for key, each in given.items()}

    def edits_of(self, claim_ids: Collection[str]) -> dict[str, list[Judgement]]:
        """The standing edits of each claim."""
        given = self._given(claim_ids, judgements.c.verdict == Verdict.EDIT.value)
        wanted = select(attachments)
        found: dict[str, list[Judgement]] = defaultdict(list)
        for row in self._by(wanted, attachments.c.judgement_id, given):
            found[row.claim_id].append(given[row.judgement_id])
        return found

    def _given(
        self, claim_ids: Collection[str], which: ColumnElement[bool]
    ) -> dict[str, Judgement]:
        joined = attachments.join(judgements)
        wanted = select(judgements.c.id, judgements.c.record).select_from(joined)
        standing = wanted.where(which, judgements.c.retracted_at.is_(None)).distinct()
        rows = self._by(standing, attachments.c.claim_id, claim_ids)
        return {row.id: codec.loads(Judgement, row.record) for row in rows}

    # --- published ids and control -----------------------------------------------------------
    def published_over(self, anchors: Iterable[Anchor]) -> dict[str, RegistryRow]:
        """The published ids that hold on to words that these anchors overlap, or to equal ones."""
        sought: dict[str, list[Span]] = defaultdict(list)
        for anchor in anchors:
            sought[anchor.document_id].append(anchor.quote)
        joined = registry_documents.join(registry)
        wanted = select(registry.c.id, registry.c.record).select_from(joined)
        rows = self._by(wanted, registry_documents.c.document_id, sought)
        found = {row.id: row.record for row in rows}
        return {
            key: codec.loads(RegistryRow, record)
            for key, record in found.items()
            if _holds_on(json.loads(record)["anchors"], sought)
        }

    def published(self, incident_ids: Collection[str]) -> dict[str, RegistryRow]:
        """Published ids by themselves."""
        wanted = select(registry.c.id, registry.c.record)
        rows = self._by(wanted, registry.c.id, incident_ids)
        return {row.id: codec.loads(RegistryRow, row.record) for row in rows}

    def incidents_at(
        self, place: Place, types: Collection[str], since: date, until: date
    ) -> list[Incident]:
        """The incidents of these types at a place that began in a period.

        Of a place without an id it is those of its unit.
        """
        there = [cards.c.country == place.country, cards.c.admin1 == place.admin1]
        if place.gazetteer_id:
            there = [cards.c.place_id == place.gazetteer_id]
        wanted = select(incidents.c.record).join(cards, cards.c.id == incidents.c.id)
        days = cards.c.day.between(since.toordinal(), until.toordinal())
        found = wanted.where(*there, cards.c.type.in_(sorted(types)), days)
        return [codec.loads(Incident, record) for record in self._connection.scalars(found)]

    def states_at(self, place: Place) -> dict[int, ControlState]:
        """Who is said to hold a place, by the rows' positions; of one without an id, in its land.

        See ``replace_incidents``.
        """
        there = [control.c.country == place.country]
        if place.gazetteer_id:
            there = [control.c.gazetteer_id == place.gazetteer_id]
        wanted = select(control.c.position, control.c.record).where(*there)
        rows = self._connection.execute(wanted.order_by(control.c.position))
        return {row.position: codec.loads(ControlState, row.record) for row in rows}


def _holds_on(anchors: Iterable[Any], sought: Mapping[str, Sequence[Span]]) -> bool:
    """Whether stored anchors overlap with spans of their documents; most of a page's do not."""
    return any(
        (quote["start"] < span.end and span.start < quote["end"]) or _same_words(quote, span)
        for anchor in anchors
        for quote in [anchor["quote"]]
        for span in sought.get(anchor["document_id"], ())
    )


def _same_words(quote: Mapping[str, Any], span: Span) -> bool:
    return bool(quote["quote"].split() == span.quote.split())
