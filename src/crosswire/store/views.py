"""The read views: joined rows for exports, the report and the web, always in the same order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select, true

from crosswire.records import (
    Claim,
    ControlState,
    Dropped,
    Grade,
    Incident,
    Judgement,
    Story,
)
from crosswire.rows import (
    ArticleRow,
    ClaimRow,
    Filters,
    IncidentRow,
    JudgementRow,
    RegistryRow,
    StoryRow,
)
from crosswire.store import codec
from crosswire.store.connect import Connected
from crosswire.store.queueing import waiting_claims, waiting_judgements
from crosswire.store.reading import read_articles, read_claims
from crosswire.store.schema import (
    articles,
    attachments,
    claims,
    codings,
    control,
    documents,
    dropped,
    incidents,
    judgements,
    registry,
    resolutions,
    resolved_places,
    runs,
    stories,
    story_passages,
)
from crosswire.store.tables import chunks

EVERYTHING = Filters()
ARTICLE_ORDER = (articles.c.source_id, articles.c.id)


class Views(Connected):
    """Rows as they read now; each view is one snapshot, held until its iterator ends."""

    def claims_view(self, filters: Filters = EVERYTHING) -> Iterator[ClaimRow]:
        """The claims of active runs and of persons, article by article, in the text's order.

        Articles come in the order of their source ids.
        """
        wanted = select(resolutions.c.claim_id).join(articles).where(_claim_passes(filters))
        ordered = wanted.order_by(*ARTICLE_ORDER, resolutions.c.position)
        with self.reading() as connection:
            for some in chunks(connection.scalars(ordered).all()):
                found = read_claims(connection, some)
                yield from (found[each] for each in some)

    def incidents_view(self, filters: Filters = EVERYTHING) -> Iterator[IncidentRow]:
        """The incidents by their first day, those without one last, each with all its claims."""
        wanted = select(incidents.c.record).where(_incident_passes(filters))
        ordered = wanted.order_by(incidents.c.date_start.nulls_last(), incidents.c.id)
        with self.reading() as connection:
            for some in chunks(connection.scalars(ordered).all(), 50):
                told = [codec.loads(Incident, record) for record in some]
                found = read_claims(connection, [each for one in told for each in one.claim_ids])
                for incident in told:
                    yield IncidentRow(incident, tuple(found[each] for each in incident.claim_ids))

    def stories_view(self, filters: Filters = EVERYTHING) -> Iterator[StoryRow]:
        """The stories that a passing article shares in, by id; see ``articles_view``."""
        shared = select(story_passages.c.story_id).join(articles).where(_article_passes(filters))
        wanted = select(stories.c.record).where(stories.c.id.in_(shared)).order_by(stories.c.id)
        with self.reading() as connection:
            for some in chunks(connection.scalars(wanted).all(), 50):
                told = [codec.loads(Story, record) for record in some]
                ids = {passage.article_id for story in told for passage in story.passages}
                found = read_articles(connection, ids)
                for story in told:
                    order = dict.fromkeys(passage.article_id for passage in story.passages)
                    yield StoryRow(story, tuple(found[each] for each in order))

    def articles_view(self, filters: Filters = EVERYTHING) -> Iterator[ArticleRow]:
        """The articles of active runs, in the order of their source ids.

        ``since`` and ``until`` are of the publishing day; the other filters let an article pass
        that makes a passing claim.
        """
        wanted = select(articles.c.id).join(codings, codings.c.article_id == articles.c.id)
        active = wanted.where(codings.c.active, _article_passes(filters)).order_by(*ARTICLE_ORDER)
        with self.reading() as connection:
            for some in chunks(connection.scalars(active).all()):
                yield from _article_rows(connection, some)

    def control_view(self, filters: Filters = EVERYTHING) -> Iterator[ControlState]:
        """Who is said to hold which place from when; only the days and the country filter it."""
        column = control.c
        passes = _all(
            filters.since and column.since >= filters.since,
            filters.until and column.since <= filters.until,
            filters.country and column.country == filters.country.upper(),
        )
        yield from self._records(control, ControlState, column.position, where=passes)

    def judgements_view(self) -> Iterator[JudgementRow]:
        """What people decided, the oldest first, retracted judgements among them."""
        wanted = select(attachments).order_by(attachments.c.claim_id)
        with self.reading() as connection:
            held: dict[str, list[str]] = {}
            for row in connection.execute(wanted):
                held.setdefault(row.judgement_id, []).append(row.claim_id)
            ordered = select(judgements.c.record).order_by(judgements.c.at, judgements.c.id)
            for record in connection.scalars(ordered).all():
                judgement = codec.loads(Judgement, record)
                yield JudgementRow(judgement, tuple(held.get(judgement.id, ())))

    def dropped_view(self) -> Iterator[Dropped]:
        """What was ever refused, by room and record."""
        order = (dropped.c.room, dropped.c.record_id, dropped.c.id)
        yield from self._records(dropped, Dropped, *order)

    def registry_view(self) -> Iterator[RegistryRow]:
        """Every incident id that was ever published, and what became of it."""
        yield from self._records(registry, RegistryRow, registry.c.id)

    def machine_claim(self, claim_id: str) -> Claim | None:
        """A claim as its coder made it, without persons' edits; None where there is no such id."""
        with self.reading() as connection:
            record = connection.scalar(select(claims.c.record).where(claims.c.id == claim_id))
        return codec.loads(Claim, record) if record else None

    def counts(self) -> dict[str, int]:
        """How many rows there are of each kind, those of active runs only.

        ``waiting`` are judgements that are not retracted, and persons' claims, that hold on to
        nothing now.
        """
        of_active = select(func.count()).select_from(codings).where(codings.c.active)
        tables = {"documents": documents, "claims": resolutions, "stories": stories}
        tables |= {"incidents": incidents, "judgements": judgements, "runs": runs}
        with self.reading() as connection:
            counted = {
                name: connection.scalar(select(func.count()).select_from(table)) or 0
                for name, table in tables.items()
            }
            with_article = of_active.where(codings.c.article_id.is_not(None))
            counted["articles"] = connection.scalar(with_article) or 0
            counted["waiting"] = sum(connection.scalar(each) or 0 for each in _waiting())
            return counted

    def _records(
        self, table: Any, kind: Any, *order: ColumnElement[Any], where: Any = None
    ) -> Iterator[Any]:
        wanted = select(table.c.record).order_by(*order)
        with self.reading() as connection:
            for record in connection.scalars(wanted if where is None else wanted.where(where)):
                yield codec.loads(kind, record)


def _waiting() -> list[Select[Any]]:
    """How many judgements attach to nothing, and how many persons' claims are neither derived nor
    rejected."""
    waiting = (waiting_judgements(), waiting_claims())
    return [select(func.count()).select_from(each.subquery()) for each in waiting]


def _article_rows(connection: Connection, ids: Sequence[str]) -> Iterator[ArticleRow]:
    column = resolutions.c.article_id
    made = select(column, func.count().label("made")).where(column.in_(ids)).group_by(column)
    counted = {row.article_id: row.made for row in connection.execute(made)}
    shares: dict[str, list[str]] = {}
    shared = select(story_passages.c.article_id, story_passages.c.story_id).distinct()
    of_these = shared.where(story_passages.c.article_id.in_(ids))
    for article, story in connection.execute(of_these.order_by(story_passages.c.story_id)):
        shares.setdefault(article, []).append(story)
    found = read_articles(connection, ids)
    for each in ids:
        yield ArticleRow(found[each], tuple(shares.get(each, ())), counted.get(each, 0))


# --- filters ---------------------------------------------------------------------------------
def _all(*conditions: Any) -> ColumnElement[bool]:
    return and_(true(), *(each for each in conditions if each is not None))


def _grades(least: Grade) -> list[str]:
    best_first = list(Grade)
    return [grade.value for grade in best_first[: best_first.index(least) + 1]]


def _event_passes(columns: Any, filters: Filters) -> ColumnElement[bool]:
    return _all(
        columns.date_end >= filters.since if filters.since else None,
        columns.date_start <= filters.until if filters.until else None,
        columns.type == filters.type.value if filters.type else None,
        columns.status == filters.status.value if filters.status else None,
    )


def _incident_passes(filters: Filters) -> ColumnElement[bool]:
    columns = incidents.c
    return _all(
        _event_passes(columns, filters),
        columns.country == filters.country.upper() if filters.country else None,
        columns.grade.in_(_grades(filters.min_grade)) if filters.min_grade else None,
    )


def _claim_passes(filters: Filters) -> ColumnElement[bool]:
    columns = resolutions.c
    conditions = [_event_passes(columns, filters)]
    if filters.country:
        there = resolved_places.c.country == filters.country.upper()
        conditions.append(columns.claim_id.in_(select(resolved_places.c.claim_id).where(there)))
    if filters.min_grade:
        graded = incidents.c.grade.in_(_grades(filters.min_grade))
        conditions.append(columns.incident_id.in_(select(incidents.c.id).where(graded)))
    return _all(*conditions)


def _article_passes(filters: Filters) -> ColumnElement[bool]:
    columns = articles.c
    event = Filters(None, None, filters.country, filters.type, filters.min_grade, filters.status)
    telling = select(resolutions.c.article_id).where(_claim_passes(event))
    return _all(
        columns.published >= filters.since if filters.since else None,
        columns.published <= filters.until if filters.until else None,
        columns.id.in_(telling) if event != EVERYTHING else None,
    )
