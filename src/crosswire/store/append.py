"""What is stored and never changed: what arrived, what it says, and what people decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Select, and_, select, update

from crosswire.records import (
    Article,
    Capture,
    Claim,
    Document,
    Dropped,
    Judgement,
    Run,
    content_id,
)
from crosswire.store import codec
from crosswire.store.connect import Connected, StoreError
from crosswire.store.linking import note_judged
from crosswire.store.mending import mended, read_mends
from crosswire.store.schema import (
    articles,
    captures,
    claims,
    coding_claims,
    codings,
    documents,
    dropped,
    judgements,
    runs,
)
from crosswire.store.tables import (
    article_row,
    chunks,
    claim_row,
    document_row,
    dropped_row,
    insert_new,
    judgement_row,
    run_row,
    upsert,
    words,
)

DOCUMENTS_HELD = 16  # documents read at once to be coded again: a WARC's pages may be megabytes


@dataclass(frozen=True, slots=True)
class Coding:
    """What one run made of one document; no article where it found none in it."""

    document_id: str
    run: Run
    article: Article | None = None
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """Records that are written in one transaction; those that are stored already stay as they are.

    A coding becomes its document's active one. ``claims`` are persons' claims: they belong to no
    run, and stand above every run.
    """

    documents: Sequence[Document] = ()
    captures: Sequence[Capture] = ()
    codings: Sequence[Coding] = ()
    claims: Sequence[Claim] = ()
    judgements: Sequence[Judgement] = ()
    dropped: Sequence[Dropped] = ()


class Appends(Connected):
    """Writing what is stored, and asking what is there already."""

    def append(self, batch: Batch) -> None:
        """Write a batch in one transaction. Raises StoreError where another process writes."""
        with self.changing() as connection:
            insert_new(connection, documents, [document_row(each) for each in batch.documents])
            insert_new(connection, captures, [_capture_row(each) for each in batch.captures])
            _write_codings(connection, batch.codings)
            insert_new(connection, claims, [claim_row(each) for each in batch.claims])
            insert_new(connection, judgements, [judgement_row(each) for each in batch.judgements])
            note_judged(connection, batch.judgements)
            insert_new(connection, dropped, [dropped_row(each) for each in batch.dropped])

    def retract(self, judgement_id: str, at: datetime, by: str | None = None) -> None:
        """Take a judgement back: it stays, with the time it was retracted at, and by whom.

        Raises StoreError where there is no such judgement; one retracted before stays as it is.
        """
        with self.changing() as connection:
            found = select(judgements.c.record).where(judgements.c.id == judgement_id)
            record = connection.scalar(found)
            if record is None:
                raise StoreError(f"There is no judgement {judgement_id} in {self.where}.")
            judgement = codec.loads(Judgement, record)
            if judgement.retracted_at is None:
                row = judgement_row(replace(judgement, retracted_at=at, retracted_by=by))
                upsert(connection, judgements, [row])

    def known(self, document_ids: Iterable[str]) -> set[str]:
        """Which of these documents are stored."""
        return self._which(document_ids, None)

    def has_url(self, url: str) -> bool:
        """Whether a document of this address is stored."""
        with self.reading() as connection:
            found = connection.scalar(select(documents.c.id).where(documents.c.url == url).limit(1))
        return found is not None

    def coded(self, document_ids: Iterable[str], run: Run) -> set[str]:
        """Which of these documents are coded by the run's cleaner and extractor.

        The vocabulary and the gazetteer are left out: a change of theirs is derived, not coded.
        """
        return self._which(document_ids, run)

    def outdated(self, run: Run) -> Iterator[Document]:
        """Stored documents that another cleaner or extractor coded last, or none, by their id."""
        with self.reading() as connection:
            current = _coded_by(run).with_only_columns(codings.c.document_id)
            wanted = select(documents.c.id).where(documents.c.id.not_in(current))
            ids = list(connection.scalars(wanted.order_by(documents.c.id)))
        for some in chunks(ids, DOCUMENTS_HELD):
            yield from self.documents(some)

    def documents(self, document_ids: Sequence[str]) -> list[Document]:
        """The stored documents of these ids, with their content, in the order of the ids.

        They read as people mended them.
        """
        wanted = select(documents.c.id, documents.c.record, documents.c.content)
        with self.reading() as connection:
            rows = connection.execute(wanted.where(documents.c.id.in_(document_ids))).all()
            set_by_people = read_mends(connection, document_ids)
        found = {
            row.id: mended(
                replace(codec.loads(Document, row.record), content=bytes(row.content)),
                set_by_people.get(row.id, ()),
            )
            for row in rows
        }
        return [found[each] for each in document_ids if each in found]

    def _which(self, document_ids: Iterable[str], run: Run | None) -> set[str]:
        query = select(documents.c.id) if run is None else _coded_by(run)
        found: set[str] = set()
        with self.reading() as connection:
            for some in chunks(document_ids):
                column = query.selected_columns[0]
                found.update(connection.scalars(query.where(column.in_(some))))
        return found


def _coded_by(run: Run) -> Select[tuple[str]]:
    same = and_(runs.c.cleaner == run.cleaner, runs.c.extractor == run.extractor)
    return select(codings.c.document_id).join(runs).where(codings.c.active, same)


def _write_codings(connection: Connection, written: Sequence[Coding]) -> None:
    found = [each.article for each in written if each.article]
    insert_new(connection, runs, [run_row(run) for run in {each.run for each in written}])
    insert_new(connection, articles, [article_row(article) for article in found])
    insert_new(connection, claims, [claim_row(each) for one in written for each in one.claims])
    coded = [each.document_id for each in written]
    for some in chunks(coded):
        of_these = codings.c.document_id.in_(some)
        connection.execute(update(codings).where(of_these).values(active=False))
    upsert(connection, codings, [_coding_row(each) for each in written])
    insert_new(connection, coding_claims, [row for each in written for row in _coding_claims(each)])


def _coding_row(coding: Coding) -> dict[str, object]:
    return {
        "document_id": coding.document_id,
        "run_id": coding.run.id,
        "article_id": coding.article.id if coding.article else None,
        "active": True,
    }


def _coding_claims(coding: Coding) -> list[dict[str, object]]:
    key = {"document_id": coding.document_id, "run_id": coding.run.id}
    return [{**key, "claim_id": claim.id} for claim in coding.claims]


def _capture_row(capture: Capture) -> dict[str, object]:
    return {
        "id": content_id("cap", capture),
        "document_id": capture.document_id,
        "fetched_at": capture.fetched_at.isoformat(),
        "source": words(capture.source),
        "record": codec.dumps(capture),
    }
