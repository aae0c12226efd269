"""What a person set on documents that lacked it; the documents stay as they arrived."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select

from crosswire.records import Article, Document, Mend
from crosswire.store import codec
from crosswire.store.connect import Connected
from crosswire.store.schema import articles
from crosswire.store.schema_desk import mends
from crosswire.store.tables import article_row, chunks, insert_new, upsert


class Mending(Connected):
    """Setting what a document lacks."""

    def mend(self, given: Mend, article: Article) -> None:
        """Keep what a person set, and the document's article as it is read with it."""
        row = {
            "id": given.id,
            "document_id": given.document_id,
            "field": given.field,
            "at": given.at.isoformat(),
            "record": codec.dumps(given),
        }
        with self.changing() as connection:
            insert_new(connection, mends, [row])
            upsert(connection, articles, [article_row(article)])

    def mends_of(self, document_id: str) -> list[Mend]:
        """What people set on a document, the oldest first."""
        with self.reading() as connection:
            return read_mends(connection, [document_id]).get(document_id, [])


def read_mends(connection: Connection, document_ids: Iterable[str]) -> dict[str, list[Mend]]:
    """What people set on documents, by document, the oldest first."""
    found: dict[str, list[Mend]] = {}
    for some in chunks(document_ids):
        wanted = select(mends.c.record).where(mends.c.document_id.in_(some))
        for record in connection.scalars(wanted.order_by(mends.c.at, mends.c.id)):
            mend = codec.loads(Mend, record)
            found.setdefault(mend.document_id, []).append(mend)
    return found


def mended(document: Document, given: Iterable[Mend]) -> Document:
    """A document under its own id, with what people set on it; the last setting wins."""
    for mend in given:
        if mend.field == "outlet":
            document = replace(document, outlet=mend.value)
        else:
            document = replace(document, published_at=date.fromisoformat(mend.value))
    return document
