"""What is stored of a few documents: what arrived, what it says, and what people decided on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, and_, select

from crosswire.records import Article, Claim, Judgement, Resolution, Verdict
from crosswire.store import codec
from crosswire.store.derive import Evidence, text_order
from crosswire.store.reading import read_articles
from crosswire.store.schema import (
    articles,
    attachments,
    by_person,
    claims,
    coding_claims,
    codings,
    judgements,
    resolutions,
)
from crosswire.store.schema_desk import judgement_documents, mends
from crosswire.store.tables import chunks


class AroundStored:
    """Reading what is stored by documents, articles and claims; see ``Around``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

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
