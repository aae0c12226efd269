"""Reading records by their ids, as every view needs them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select

from crosswire.records import Article, Claim, Resolution
from crosswire.rows import ClaimRow
from crosswire.store import codec
from crosswire.store.schema import articles, resolutions
from crosswire.store.tables import chunks


def read_claims(connection: Connection, ids: Sequence[str]) -> dict[str, ClaimRow]:
    """Claims as they read now with their articles, by id; unknown ids are left out."""
    columns = resolutions.c
    rows: list[Any] = []
    for some in chunks(ids):
        rows += connection.execute(select(resolutions).where(columns.claim_id.in_(some))).all()
    found = read_articles(connection, {row.article_id for row in rows})
    return {
        row.claim_id: ClaimRow(
            claim=codec.loads(Claim, row.claim),
            resolution=codec.loads(Resolution, row.record),
            article=found[row.article_id],
            story_id=row.story_id,
            incident_id=row.incident_id,
        )
        for row in rows
    }


def read_articles(connection: Connection, ids: Iterable[str]) -> dict[str, Article]:
    """Articles by id."""
    found: dict[str, Article] = {}
    for some in chunks(sorted(ids)):
        wanted = select(articles.c.id, articles.c.record).where(articles.c.id.in_(some))
        for row in connection.execute(wanted):
            found[row.id] = codec.loads(Article, row.record)
    return found
