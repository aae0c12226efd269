"""What a rebuild reads, all at once, and what it puts in place of the rows derived before."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from crosswire.records import Article, Claim, Judgement, Resolution, Story, Verdict
from crosswire.rows import RegistryRow
from crosswire.store import codec, schema
from crosswire.store.connect import Connected
from crosswire.store.linking import replace_control, replace_links
from crosswire.store.replacing import Derived, replace_all, replace_some
from crosswire.store.schema import (
    articles,
    by_person,
    claims,
    coding_claims,
    codings,
    judgements,
    stories,
)
from crosswire.store.schema_desk import mends
from crosswire.store.story_index import Arrays, read_index
from crosswire.store.tables import upsert

__all__ = ["Derived", "Derives", "Evidence", "text_order"]

DERIVED_FROM, DERIVED_WITH = "derived_from", "derived_with"


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is derived from: one snapshot of the active codings and of what people decided.

    ``claims`` are the machine's, by article, in the order of the text. ``persons_claims`` come with
    the document of the article that they were made on, which may have been cleaned anew since.
    ``fingerprint`` is equal for two snapshots exactly when they hold the same evidence.
    ``resolved`` are claims with their resolutions, by article, that were derived with the same
    tools and that nobody edited: the same claims resolve to the same again. ``stories`` are the
    last rebuild's and ``story_index`` what they were found by, where that was done with the same
    tools and the articles that it knew read as they did.
    """

    articles: tuple[Article, ...]
    claims: Mapping[str, tuple[Claim, ...]]
    persons_claims: tuple[tuple[str, Claim], ...]
    judgements: tuple[Judgement, ...]
    registry: tuple[RegistryRow, ...]
    fingerprint: str
    resolved: Mapping[str, tuple[tuple[Claim, Resolution], ...]] = field(default_factory=dict)
    stories: tuple[Story, ...] = ()
    story_index: Arrays = field(default_factory=dict, compare=False)


class Derives(Connected):
    """Reading the evidence and replacing what is derived from it."""

    def evidence(self, tools: str = "") -> Evidence:
        """All that a rebuild derives from, in an order that does not hang on how it arrived.

        ``tools`` is the hash of what it is to be derived with.
        """
        with self.reading() as connection:
            same_tools = bool(tools) and _meta(connection, DERIVED_WITH) == tools
            same_texts = same_tools and _mended_alike(connection)
            coded = _machine_claims(connection)
            return Evidence(
                articles=tuple(_active_articles(connection)),
                claims=coded,
                persons_claims=tuple(_persons_claims(connection)),
                judgements=tuple(_records(connection, judgements, Judgement)),
                registry=tuple(_records(connection, schema.registry, RegistryRow)),
                fingerprint=_fingerprint(connection),
                resolved=_resolved(connection, coded) if same_tools else {},
                stories=tuple(_records(connection, stories, Story)) if same_texts else (),
                story_index=read_index(connection) if same_texts else {},
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
            replace_all(connection, derived)
            told = {DERIVED_FROM: fingerprint, DERIVED_WITH: tools}
            rows = [{"key": key, "value": value} for key, value in told.items()]
            upsert(connection, schema.meta, rows)

    def replace_incidents(
        self,
        changed: Derived,
        gone: Collection[str],
        articles: Collection[str] = (),
        concerned: Collection[str] = (),
        left: Collection[int] = (),
    ) -> None:
        """Put some incidents in place of what stood there, in one transaction.

        ``gone`` are the ids that stood there before; those that stay are in ``changed`` too.
        ``articles`` are those of which claims changed: all their claims' rows go, and all claims
        that they have now are in ``changed.claims``. Of claims in other articles only the incident
        they belong to is changed, so that they need not be given. ``changed.incidents`` come with
        all their claim ids, ``changed.rejected`` with all their claims; ``changed.attachments``
        replaces those of the judgements that it names, ``changed.registry`` the rows that it names.
        ``changed.links`` stands in for the rows of the claims ``concerned``, ``changed.control``
        for the states at the positions ``left``. Stories, outlets and speakers stay as they are
        until the next rebuild, which stays due: what the last one was derived from is not touched.
        Raises StoreError where another process writes.
        """
        with self.changing() as connection:
            replace_some(connection, changed, gone, articles)
            replace_links(connection, concerned, changed.links)
            replace_control(connection, left, changed.control)


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
    persons = wanted.where(by_person()).order_by(claims.c.id)
    return [
        (row.document_id, codec.loads(Claim, row.record)) for row in connection.execute(persons)
    ]


def _resolved(
    connection: Connection, coded: Mapping[str, tuple[Claim, ...]]
) -> dict[str, tuple[tuple[Claim, Resolution], ...]]:
    """The claims of articles that nobody touched, each with what it was resolved to.

    One that still reads as it was ``coded`` is that very claim, and is not read a second time.
    """
    table = schema.resolutions
    by_id = {claim.id: claim for made in coded.values() for claim in made}
    edits = schema.attachments.join(judgements)
    held = select(schema.attachments.c.claim_id).select_from(edits)
    held = held.where(judgements.c.verdict == Verdict.EDIT.value)
    touched = select(table.c.article_id).where(table.c.claim_id.in_(held))
    rejected = select(claims.c.article_id).where(claims.c.id.in_(held))
    mended = select(articles.c.id).join(mends, mends.c.document_id == articles.c.document_id)
    as_coded = (table.c.claim == claims.c.record).label("as_coded")
    columns = (table.c.article_id, table.c.claim_id, table.c.claim, table.c.record, as_coded)
    joined = table.outerjoin(claims, claims.c.id == table.c.claim_id)
    wanted = (
        select(*columns)
        .select_from(joined)
        .where(
            table.c.article_id.not_in(touched),
            table.c.article_id.not_in(rejected),
            table.c.article_id.not_in(mended),
        )
    )
    found: dict[str, list[tuple[Claim, Resolution]]] = defaultdict(list)
    for row in connection.execute(wanted.order_by(table.c.article_id, table.c.position)):
        known = by_id.get(row.claim_id) if row.as_coded else None
        claim = known or codec.loads(Claim, row.claim)
        found[row.article_id].append((claim, codec.loads(Resolution, row.record)))
    return {key: tuple(pairs) for key, pairs in found.items()}


def _meta(connection: Connection, key: str) -> str | None:
    return connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == key))


def text_order(claim: Claim) -> tuple[int, int, str]:
    """The place of a claim in its article: by its quote, its trigger, and then its id."""
    return claim.quote.start, claim.trigger.start, claim.id


def _fingerprint(connection: Connection) -> str:
    """The hashes of the active codings, persons' claims and judgements, and of the mends.

    Claims follow from their coding and articles from theirs, so that their ids need not be read.
    """
    active = select(codings.c.document_id, codings.c.run_id, codings.c.article_id)
    persons = select(claims.c.id).where(by_person())
    decided = _digest(
        connection,
        active.where(codings.c.active).order_by(codings.c.document_id),
        persons.order_by(claims.c.id),
        select(judgements.c.record).order_by(judgements.c.id),
    )
    return f"{decided}-{_mends(connection)}"


def _mends(connection: Connection) -> str:
    """The hash of all mends: an article that is mended keeps its id, and reads otherwise."""
    return _digest(connection, select(mends.c.id).order_by(mends.c.id))


def _mended_alike(connection: Connection) -> bool:
    """Whether the last rebuild knew the mends that there are now, and no others."""
    before = _meta(connection, DERIVED_FROM) or ""
    return before.rpartition("-")[2] == _mends(connection)


def _digest(connection: Connection, *parts: Select[Any]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        for row in connection.execute(part):
            digest.update(repr(tuple(row)).encode())
        digest.update(b"\n")
    return digest.hexdigest()
