"""The views of what people did by hand: the claims that they made, and what they reviewed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, select

from crosswire.records import Claim, Resolution, Verdict
from crosswire.rows import ClaimRow, ExampleRow
from crosswire.store import codec
from crosswire.store.connect import Connected
from crosswire.store.derive import text_order
from crosswire.store.reading import read_articles, read_claims
from crosswire.store.schema import (
    articles,
    attachments,
    by_person,
    claims,
    codings,
    judgements,
    resolutions,
)
from crosswire.store.tables import chunks

REVIEWED = (Verdict.ACCEPT.value, Verdict.EDIT.value)


class Judged(Connected):
    """Rows as they read now; each view is one snapshot, held until its iterator ends."""

    def made_view(self) -> Iterator[ClaimRow]:
        """The claims that people made, as they made them, by id; nothing is resolved in them."""
        wanted = select(claims.c.record).where(by_person()).order_by(claims.c.id)
        with self.reading() as connection:
            for some in chunks(connection.scalars(wanted).all()):
                made = [codec.loads(Claim, record) for record in some]
                found = read_articles(connection, {claim.article_id for claim in made})
                for claim in made:
                    yield ClaimRow(claim, Resolution(claim.id), found[claim.article_id])

    def examples_view(self) -> Iterator[ExampleRow]:
        """The articles of which a person accepted, edited, rejected or made a claim, by source id.

        Rejected are the claims that no other judgement put back.
        """
        with self.reading() as connection:
            reviewed = _reviewed(connection)
            rejected = _rejected(connection)
            for some in chunks(_ordered(connection, reviewed, rejected), 50):
                found, told = read_articles(connection, some), _told(connection, some)
                for each in some:
                    refused = sorted(rejected.get(each, ()), key=text_order)
                    own = reviewed.intersection(row.claim.id for row in told[each])
                    yield ExampleRow(found[each], tuple(told[each]), tuple(refused), own)


def _reviewed(connection: Connection) -> frozenset[str]:
    """The claims that a person accepted, edited or made."""
    joined = attachments.join(judgements)
    given = select(attachments.c.claim_id).select_from(joined)
    standing = judgements.c.retracted_at.is_(None) & judgements.c.verdict.in_(REVIEWED)
    made = select(claims.c.id).where(by_person())
    return frozenset(connection.scalars(given.where(standing).union(made)))


def _rejected(connection: Connection) -> dict[str, list[Claim]]:
    """The claims of active runs that a person rejected, by article."""
    joined = attachments.join(judgements).join(claims).join(articles)
    joined = joined.join(codings, codings.c.article_id == articles.c.id)
    standing = judgements.c.retracted_at.is_(None) & (judgements.c.verdict == Verdict.REJECT.value)
    gone = claims.c.id.not_in(select(resolutions.c.claim_id))
    wanted = select(claims.c.id, claims.c.record).select_from(joined)
    found: dict[str, Claim] = {
        row.id: codec.loads(Claim, row.record)
        for row in connection.execute(wanted.where(standing, gone, codings.c.active))
    }
    by_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in found.values():
        by_article[claim.article_id].append(claim)
    return by_article


def _ordered(connection: Connection, reviewed: Iterable[str], rejected: Iterable[str]) -> list[str]:
    """The articles of reviewed claims, and rejected ones', by their source ids."""
    found = set(rejected)
    for some in chunks(sorted(reviewed)):
        wanted = select(resolutions.c.article_id).where(resolutions.c.claim_id.in_(some))
        found.update(connection.scalars(wanted))
    named: list[tuple[str, str]] = []
    for some in chunks(sorted(found)):
        ids = select(articles.c.source_id, articles.c.id).where(articles.c.id.in_(some))
        named += [(row.source_id, row.id) for row in connection.execute(ids)]
    return [key for _, key in sorted(named)]


def _told(connection: Connection, article_ids: Sequence[str]) -> dict[str, list[ClaimRow]]:
    """The claims of articles in the text's order."""
    columns = resolutions.c
    of_these = select(columns.claim_id).where(columns.article_id.in_(article_ids))
    ordered = list(connection.scalars(of_these.order_by(columns.article_id, columns.position)))
    rows = read_claims(connection, ordered)
    told: dict[str, list[ClaimRow]] = {key: [] for key in article_ids}
    for key in ordered:
        told[rows[key].article.id].append(rows[key])
    return told
