"""What stands around a few claims: all that following one judgement reads, in one snapshot."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, select

from crosswire.records import (
    Anchor,
    Article,
    Claim,
    ControlState,
    Incident,
    Judgement,
    Place,
    Resolution,
    Span,
    Story,
    Verdict,
)
from crosswire.rows import ClaimRow, IncidentRow, RegistryRow
from crosswire.store import codec
from crosswire.store.connect import Connected
from crosswire.store.derive import Evidence, text_order
from crosswire.store.linking import LinkRow
from crosswire.store.reading import read_articles, read_claims
from crosswire.store.schema import (
    articles,
    attachments,
    by_person,
    claims,
    coding_claims,
    codings,
    control,
    incidents,
    judgements,
    registry,
    resolutions,
    resolved_places,
    stories,
    story_passages,
)
from crosswire.store.schema_desk import judgement_documents, links, mends, registry_documents
from crosswire.store.schema_lists import cards, rejected
from crosswire.store.tables import chunks


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


class Around:
    """Reading by claims, documents, incidents and places, each by an index."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # --- what is stored ----------------------------------------------------------------------
    def evidence(self, document_ids: Collection[str]) -> Evidence:
        """What is stored of these documents, and of those that their judgements hold on to too.

        ``resolved`` is right for the tools alone that derived it.
        """
        judged = self.judgements_on(document_ids)
        wanted = {*document_ids, *(a.document_id for each in judged for a in each.anchors)}
        found = self._active(wanted)
        return Evidence(
            articles=tuple(sorted(found, key=lambda article: article.id)),
            claims=self._machine_claims([article.document_id for article in found]),
            persons_claims=tuple(self._persons_claims(wanted)),
            judgements=tuple(judged),
            registry=(),
            fingerprint="",
            resolved=self._resolved([article.id for article in found]),
        )

    def judgements_on(self, document_ids: Collection[str]) -> list[Judgement]:
        """The judgements that hold on to words of these documents, by id."""
        of_these = judgement_documents.join(judgements)
        wanted = select(judgements.c.id, judgements.c.record).select_from(of_these)
        rows = self._by(wanted, judgement_documents.c.document_id, document_ids)
        found = {row.id: codec.loads(Judgement, row.record) for row in rows}
        return [found[key] for key in sorted(found)]

    def judgement(self, judgement_id: str) -> Judgement | None:
        """A judgement by its id."""
        wanted = select(judgements.c.record).where(judgements.c.id == judgement_id)
        record = self._connection.scalar(wanted)
        return codec.loads(Judgement, record) if record else None

    def articles(self, article_ids: Collection[str]) -> dict[str, Article]:
        """Articles by id, of any run."""
        return read_articles(self._connection, article_ids)

    def current(self, article_id: str) -> Article | None:
        """An article, where it is what the active run read of its document."""
        wanted = select(articles.c.record).join(codings, codings.c.article_id == articles.c.id)
        active = wanted.where(codings.c.active, articles.c.id == article_id)
        record = self._connection.scalar(active)
        return codec.loads(Article, record) if record else None

    def stored(self, claim_ids: Collection[str]) -> dict[str, tuple[Claim, Article]]:
        """Claims as they were made, of any run, with the articles that they were made on."""
        wanted = select(claims.c.id, claims.c.record)
        rows = list(self._by(wanted, claims.c.id, claim_ids))
        made = [codec.loads(Claim, row.record) for row in rows]
        found = self.articles({claim.article_id for claim in made})
        return {claim.id: (claim, found[claim.article_id]) for claim in made}

    def documents_of(self, claim_ids: Collection[str]) -> dict[str, str]:
        """The document that each claim, also a rejected one, was made on."""
        wanted = select(claims.c.id, articles.c.document_id).select_from(claims.join(articles))
        return {row.id: row.document_id for row in self._by(wanted, claims.c.id, claim_ids)}

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

    # --- in bits -----------------------------------------------------------------------------
    def _by(self, wanted: Any, column: Any, keys: Iterable[Any]) -> Iterator[Any]:
        for some in chunks(sorted(keys)):
            yield from self._connection.execute(wanted.where(column.in_(some)))

    def _active(self, document_ids: Collection[str]) -> list[Article]:
        wanted = select(articles.c.record).join(codings, codings.c.article_id == articles.c.id)
        rows = self._by(wanted.where(codings.c.active), codings.c.document_id, document_ids)
        return [codec.loads(Article, row.record) for row in rows]

    def _machine_claims(self, document_ids: Collection[str]) -> dict[str, tuple[Claim, ...]]:
        of_run = and_(
            coding_claims.c.document_id == codings.c.document_id,
            coding_claims.c.run_id == codings.c.run_id,
        )
        coded = codings.join(coding_claims, of_run).join(claims)
        wanted = select(claims.c.record).select_from(coded).where(codings.c.active)
        found: dict[str, list[Claim]] = defaultdict(list)
        for row in self._by(wanted, codings.c.document_id, document_ids):
            claim = codec.loads(Claim, row.record)
            found[claim.article_id].append(claim)
        return {key: tuple(sorted(made, key=text_order)) for key, made in found.items()}

    def _persons_claims(self, document_ids: Collection[str]) -> list[tuple[str, Claim]]:
        wanted = select(articles.c.document_id, claims.c.id, claims.c.record)
        persons = wanted.select_from(articles.join(claims)).where(by_person())
        rows = sorted(self._by(persons, articles.c.document_id, document_ids), key=lambda r: r.id)
        return [(row.document_id, codec.loads(Claim, row.record)) for row in rows]

    def _resolved(
        self, article_ids: Collection[str]
    ) -> dict[str, tuple[tuple[Claim, Resolution], ...]]:
        """See ``Evidence.resolved``."""
        edits = claims.join(attachments).join(judgements)
        held = select(claims.c.article_id).select_from(edits)
        held = held.where(judgements.c.verdict == Verdict.EDIT.value)
        touched = {row.article_id for row in self._by(held, claims.c.article_id, article_ids)}
        mended = select(articles.c.id).join(mends, mends.c.document_id == articles.c.document_id)
        touched |= {row.id for row in self._by(mended, articles.c.id, article_ids)}
        columns = resolutions.c
        wanted = select(columns.article_id, columns.claim, columns.record)
        ordered = wanted.order_by(columns.article_id, columns.position)
        found: dict[str, list[tuple[Claim, Resolution]]] = defaultdict(list)
        for row in self._by(ordered, columns.article_id, {*article_ids} - touched):
            pair = codec.loads(Claim, row.claim), codec.loads(Resolution, row.record)
            found[row.article_id].append(pair)
        return {key: tuple(pairs) for key, pairs in found.items()}


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
