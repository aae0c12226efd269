"""What a rebuild reads, all at once, and what it puts in place of the rows derived before."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, and_, select

from crosswire.records import (
    Article,
    Claim,
    ControlState,
    Incident,
    Judgement,
    Resolution,
    Story,
    When,
)
from crosswire.rows import ClaimRow, RegistryRow
from crosswire.store import codec, schema
from crosswire.store.connect import Connected
from crosswire.store.schema import articles, claims, coding_claims, codings, judgements
from crosswire.store.tables import Row, chunks, upsert, words

DERIVED_FROM, DERIVED_WITH = "derived_from", "derived_with"
PERSON = "person:"


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is derived from: one snapshot of the active codings and of what people decided.

    ``claims`` are the machine's, by article, in the order of the text. ``persons_claims`` come with
    the document of the article that they were made on, which may have been cleaned anew since.
    ``fingerprint`` is equal for two snapshots exactly when they hold the same evidence.
    ``resolved`` are claims with their resolutions, by article, that the last rebuild made with the
    same tools and that no judgement touched: the same claims resolve to the same again.
    """

    articles: tuple[Article, ...]
    claims: Mapping[str, tuple[Claim, ...]]
    persons_claims: tuple[tuple[str, Claim], ...]
    judgements: tuple[Judgement, ...]
    registry: tuple[RegistryRow, ...]
    fingerprint: str
    resolved: Mapping[str, tuple[tuple[Claim, Resolution], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Derived:
    """All that is derived. ``claims`` are as they read with persons' edits, article by article.

    ``registry`` holds every published id; ids that the store has stay even where it lacks them.
    ``attachments`` are the claims that each judgement holds on to, rejected ones among them.
    """

    stories: Sequence[Story] = ()
    incidents: Sequence[Incident] = ()
    claims: Sequence[ClaimRow] = ()
    control: Sequence[ControlState] = ()
    registry: Sequence[RegistryRow] = ()
    attachments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Derives(Connected):
    """Reading the evidence and replacing what is derived from it."""

    def evidence(self, tools: str = "") -> Evidence:
        """All that a rebuild derives from, in an order that does not hang on how it arrived.

        ``tools`` is the hash of what it is to be derived with.
        """
        with self.reading() as connection:
            same_tools = bool(tools) and _meta(connection, DERIVED_WITH) == tools
            return Evidence(
                articles=tuple(_active_articles(connection)),
                claims=_machine_claims(connection),
                persons_claims=tuple(_persons_claims(connection)),
                judgements=tuple(_records(connection, judgements, Judgement)),
                registry=tuple(_records(connection, schema.registry, RegistryRow)),
                fingerprint=_fingerprint(connection),
                resolved=_resolved(connection) if same_tools else {},
            )

    def fingerprint(self) -> str:
        """The fingerprint of the evidence, without reading all of it."""
        with self.reading() as connection:
            return _fingerprint(connection)

    def derived_from(self) -> tuple[str | None, str | None]:
        """The fingerprint and the tools of the last rebuild, as it told ``replace_derived``."""
        with self.reading() as connection:
            return _meta(connection, DERIVED_FROM), _meta(connection, DERIVED_WITH)

    def replace_derived(self, derived: Derived, fingerprint: str, tools: str = "") -> None:
        """Put these rows in place of all that was derived before, in one transaction.

        ``fingerprint`` is the evidence's that they were derived from, ``tools`` the hash of what
        derived them.
        """
        with self.changing() as connection:
            for table in schema.DERIVED:
                connection.execute(table.delete())
            for table, rows in _derived_rows(derived):
                for some in chunks(rows):
                    connection.execute(table.insert(), some)
            upsert(connection, schema.registry, [_registry_row(row) for row in derived.registry])
            told = {DERIVED_FROM: fingerprint, DERIVED_WITH: tools}
            rows = [{"key": key, "value": value} for key, value in told.items()]
            upsert(connection, schema.meta, rows)


def _records(connection: Connection, table: Any, kind: Any) -> list[Any]:
    wanted = select(table.c.record).order_by(table.c.id)
    return [codec.loads(kind, record) for record in connection.scalars(wanted)]


def _active_articles(connection: Connection) -> list[Article]:
    wanted = select(articles.c.record).join(codings, codings.c.article_id == articles.c.id)
    rows = connection.scalars(wanted.where(codings.c.active).order_by(articles.c.id))
    return [codec.loads(Article, record) for record in rows]


def _machine_claims(connection: Connection) -> dict[str, tuple[Claim, ...]]:
    of_run = and_(
        coding_claims.c.document_id == codings.c.document_id,
        coding_claims.c.run_id == codings.c.run_id,
    )
    coded = claims.join(coding_claims).join(codings, of_run)
    wanted = select(claims.c.record).select_from(coded).where(codings.c.active)
    by_article: dict[str, list[Claim]] = defaultdict(list)
    for record in connection.scalars(wanted.order_by(claims.c.article_id, claims.c.id)):
        claim = codec.loads(Claim, record)
        by_article[claim.article_id].append(claim)
    return {key: tuple(sorted(made, key=text_order)) for key, made in by_article.items()}


def _persons_claims(connection: Connection) -> list[tuple[str, Claim]]:
    wanted = select(articles.c.document_id, claims.c.record).select_from(claims).join(articles)
    persons = wanted.where(claims.c.extractor.startswith(PERSON)).order_by(claims.c.id)
    return [
        (row.document_id, codec.loads(Claim, row.record)) for row in connection.execute(persons)
    ]


def _resolved(connection: Connection) -> dict[str, tuple[tuple[Claim, Resolution], ...]]:
    table = schema.resolutions
    held = select(schema.attachments.c.claim_id)
    touched = select(table.c.article_id).where(table.c.claim_id.in_(held))
    rejected = select(claims.c.article_id).where(claims.c.id.in_(held))
    wanted = select(table.c.article_id, table.c.claim, table.c.record).where(
        table.c.article_id.not_in(touched), table.c.article_id.not_in(rejected)
    )
    found: dict[str, list[tuple[Claim, Resolution]]] = defaultdict(list)
    for row in connection.execute(wanted.order_by(table.c.article_id, table.c.position)):
        pair = codec.loads(Claim, row.claim), codec.loads(Resolution, row.record)
        found[row.article_id].append(pair)
    return {key: tuple(pairs) for key, pairs in found.items()}


def _meta(connection: Connection, key: str) -> str | None:
    return connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == key))


def text_order(claim: Claim) -> tuple[int, int, str]:
    """The place of a claim in its article: by its quote, its trigger, and then its id."""
    return claim.quote.start, claim.trigger.start, claim.id


def _fingerprint(connection: Connection) -> str:
    """The hash of the active codings, persons' claims and judgements.

    Claims follow from their coding and articles from theirs, so that their ids need not be read.
    """
    active = select(codings.c.document_id, codings.c.run_id, codings.c.article_id)
    persons = select(claims.c.id).where(claims.c.extractor.startswith(PERSON))
    parts = (
        active.where(codings.c.active).order_by(codings.c.document_id),
        persons.order_by(claims.c.id),
        select(judgements.c.record).order_by(judgements.c.id),
    )
    digest = hashlib.sha256()
    for part in parts:
        for row in connection.execute(part):
            digest.update(repr(tuple(row)).encode())
        digest.update(b"\n")
    return digest.hexdigest()


# --- rows ------------------------------------------------------------------------------------
def _derived_rows(derived: Derived) -> list[tuple[Any, list[Row]]]:
    passages = [row for story in derived.stories for row in _passage_rows(story)]
    places = [row for each in derived.claims for row in _place_rows(each)]
    return [
        (schema.stories, [_story_row(story) for story in derived.stories]),
        (schema.story_passages, passages),
        (schema.incidents, [_incident_row(incident) for incident in derived.incidents]),
        (schema.resolutions, _resolution_rows(derived.claims)),
        (schema.resolved_places, places),
        (schema.attachments, _attachment_rows(derived.attachments)),
        (schema.control, [_control_row(*each) for each in enumerate(derived.control)]),
    ]


def _story_row(story: Story) -> Row:
    return {
        "id": story.id,
        "origin_article": story.origin_article,
        "origin_agency": words(story.origin_agency),
        "record": codec.dumps(story),
    }


def _passage_rows(story: Story) -> list[Row]:
    return [
        {
            "story_id": story.id,
            "position": position,
            "article_id": passage.article_id,
            "start": passage.start,
            "end": passage.end,
        }
        for position, passage in enumerate(story.passages)
    ]


def _incident_row(incident: Incident) -> Row:
    place = incident.place
    return {
        "id": incident.id,
        "type": incident.type.value,
        "status": incident.status.value,
        "grade": incident.grade.value,
        "responsibility": incident.responsibility.value,
        "country": place.country if place else None,
        "admin1": words(place.admin1) if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "where_prec": place.where_prec if place else None,
        **_days(incident.date),
        "date_prec": incident.date.date_prec if incident.date else None,
        "articles": incident.articles,
        "origins": len(incident.origins),
        "reason": words(incident.reason),
        "record": codec.dumps(incident),
    }


def _days(when: When | None) -> Row:
    return {"date_start": when.start if when else None, "date_end": when.end if when else None}


def _resolution_rows(rows: Sequence[ClaimRow]) -> list[Row]:
    seen: dict[str, int] = defaultdict(int)
    made = []
    for row in rows:
        made.append(_resolution_row(row, seen[row.article.id]))
        seen[row.article.id] += 1
    return made


def _resolution_row(row: ClaimRow, position: int) -> Row:
    return {
        "claim_id": row.claim.id,
        "article_id": row.article.id,
        "position": position,
        "story_id": row.story_id,
        "incident_id": row.incident_id,
        "type": row.claim.type.value,
        "status": row.claim.status.value,
        **_days(row.resolution.date),
        "claim": codec.dumps(row.claim),
        "record": codec.dumps(row.resolution),
    }


def _place_rows(row: ClaimRow) -> list[Row]:
    return [
        {
            "claim_id": row.claim.id,
            "position": position,
            "name": words(place.name),
            "gazetteer_id": place.gazetteer_id,
            "country": place.country,
            "admin1": words(place.admin1),
            "latitude": place.latitude,
            "longitude": place.longitude,
            "where_prec": place.where_prec,
        }
        for position, place in enumerate(row.resolution.places)
    ]


def _attachment_rows(attachments: Mapping[str, tuple[str, ...]]) -> list[Row]:
    return [
        {"judgement_id": judgement, "claim_id": claim}
        for judgement in sorted(attachments)
        for claim in dict.fromkeys(attachments[judgement])
    ]


def _control_row(position: int, state: ControlState) -> Row:
    return {
        "position": position,
        "place": words(state.place.name),
        "gazetteer_id": state.place.gazetteer_id,
        "country": state.place.country,
        "since": state.since,
        "state": state.state.value,
        "holder": words(state.holder),
        "record": codec.dumps(state),
    }


def _registry_row(row: RegistryRow) -> Row:
    return {
        "id": row.id,
        "redirect_to": row.redirect_to,
        "withdrawn": row.withdrawn,
        "record": codec.dumps(row),
    }
