"""Records as table rows, and the few statements that every part of the store needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from crosswire.records import Article, Claim, Document, Dropped, Judgement, Run, content_id
from crosswire.store import codec
from crosswire.store.codec import SURROGATE

CHUNK = 500  # rows of one statement: well under SQLite's 32,766 and PostgreSQL's 65,535 values
Item = TypeVar("Item")
Row = dict[str, Any]


def chunks(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """The items in lists of at most ``size``."""
    chunk: list[Item] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def insert_new(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows whose key the table has not; the others stand as they are."""
    if rows:
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)


def upsert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows, or replace those whose key the table has already."""
    if rows:
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        statement = dialect.insert(table)
        keys = [column.name for column in table.primary_key]
        values = {name: statement.excluded[name] for name in rows[0] if name not in keys}
        connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=values), rows)


def words(value: str | None) -> str | None:
    """Text that both databases take; what they refuse is written out, and whole in the record."""
    if value is None:
        return None
    return SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", value.replace("\0", "\\u0000"))


def document_row(document: Document) -> Row:
    """A document; its record leaves the content out, which has a column of its own."""
    return {
        "id": document.id,
        "source_id": words(document.source_id),
        "url": words(document.url),
        "outlet": words(document.outlet),
        "media_type": words(document.media_type),
        "published": document.published_at,
        "content": document.content,
        "record": codec.dumps(replace(document, content=b"")),
    }


def article_row(article: Article) -> Row:
    """An article."""
    return {
        "id": article.id,
        "document_id": article.document_id,
        "source_id": words(article.source_id),
        "outlet": words(article.outlet),
        "url": words(article.url),
        "title": words(article.title),
        "language": words(article.language),
        "published": article.published_at,
        "anchor": article.anchor_date,
        "cleaner": article.cleaner,
        "record": codec.dumps(article),
    }


def claim_row(claim: Claim) -> Row:
    """A claim as it was coded."""
    return {
        "id": claim.id,
        "article_id": claim.article_id,
        "type": claim.type.value,
        "status": claim.status.value,
        "extractor": words(claim.extractor),
        "record": codec.dumps(claim),
    }


def run_row(run: Run) -> Row:
    """A run."""
    return {
        "id": run.id,
        "cleaner": run.cleaner,
        "extractor": run.extractor,
        "vocabulary": run.vocabulary,
        "gazetteer": run.gazetteer,
        "record": codec.dumps(run),
    }


def judgement_row(judgement: Judgement) -> Row:
    """A judgement."""
    retracted = judgement.retracted_at
    return {
        "id": judgement.id,
        "verdict": judgement.verdict.value,
        "by": words(judgement.by),
        "at": judgement.at.isoformat(),
        "retracted_at": retracted.isoformat() if retracted else None,
        "record": codec.dumps(judgement),
    }


def dropped_row(dropped: Dropped) -> Row:
    """A refusal; the same record, room and reason are one row."""
    return {
        "id": content_id("drp", dropped.record_id, dropped.room, dropped.reason),
        "record_id": words(dropped.record_id),
        "room": words(dropped.room),
        "reason": words(dropped.reason),
        "record": codec.dumps(dropped),
    }
