"""Articles for the workbench, and what each is read beside: stories, claims, judgements, bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, select, true

from crosswire.records import Article, Capture, Claim, Document, Judgement, Story, Verdict
from crosswire.rows import ArticleCard, ArticlePage, JudgementRow, Page, Search, StoryRow
from crosswire.store import codec
from crosswire.store.browse_incidents import PAGE
from crosswire.store.connect import Connected
from crosswire.store.cursors import Sorting, read_page
from crosswire.store.list_rows import OUTLET, to_day
from crosswire.store.reading import read_articles, read_claims
from crosswire.store.schema import (
    articles,
    attachments,
    captures,
    claims,
    codings,
    documents,
    judgements,
    resolutions,
    stories,
    story_passages,
)
from crosswire.store.schema_lists import NO_DAY, cards, listed_articles, names, tellings
from crosswire.store.searching import PERIOD, Conditions, conditions, named, without
from crosswire.store.tables import chunks

FEW = 10_000  # incidents whose articles are faster fetched and sorted than met on a walk by day

_newest = Sorting("articles", (listed_articles.c.day, listed_articles.c.id))

_lacking = Sorting("lacking", (listed_articles.c.id,), down=False)


class BrowsesArticles(Connected):
    """Reading articles."""

    def article_cards(self, search: Search, after: str = "", size: int = PAGE) -> Page[ArticleCard]:
        """A page of the articles of active runs, the newest first, undated ones last.

        ``since`` and ``until`` are of the publishing day, ``outlet`` of the article's own outlet;
        the other filters let an article pass that tells of a passing incident.
        """
        found = conditions(search, self._engine.dialect.name)
        with self.reading() as connection:
            passing = and_(_published(search), _tells(connection, search, found))
            wanted = select(listed_articles).where(passing)

            def make(rows: Sequence[Any]) -> Iterable[ArticleCard]:
                return _article_cards(connection, rows)

            return read_page(connection, wanted, _newest, after, size, make)

    def lacking_page(self, after: str = "", size: int = PAGE) -> Page[ArticleCard]:
        """A page of the articles that have no day, or no outlet, by id."""
        lacks = (listed_articles.c.day == NO_DAY) | listed_articles.c.outlet.is_(None)

        with self.reading() as connection:

            def make(rows: Sequence[Any]) -> Iterable[ArticleCard]:
                return _article_cards(connection, rows)

            wanted = select(listed_articles).where(lacks)
            return read_page(connection, wanted, _lacking, after, size, make)

    def article(self, article_id: str) -> ArticlePage | None:
        """An article with all that is read beside it."""
        with self.reading() as connection:
            article = read_articles(connection, [article_id]).get(article_id)
            return _article_page(connection, article) if article else None

    def document_content(self, document_id: str) -> tuple[str, bytes] | None:
        """The media type and the bytes of a document as it arrived."""
        wanted = select(documents.c.media_type, documents.c.content)
        with self.reading() as connection:
            row = connection.execute(wanted.where(documents.c.id == document_id)).one_or_none()
        return (row.media_type, bytes(row.content)) if row else None

    def story(self, story_id: str) -> StoryRow | None:
        """A story and its articles."""
        with self.reading() as connection:
            return next(iter(_stories(connection, [story_id])), None)

    def judgements_of(self, claim_ids: Sequence[str]) -> list[JudgementRow]:
        """The judgements that hold on to any of these claims, the oldest first, retracted too."""
        with self.reading() as connection:
            return read_judgements(connection, claim_ids)


def read_judgements(connection: Connection, claim_ids: Iterable[str]) -> list[JudgementRow]:
    """The judgements that hold on to any of these claims, the oldest first."""
    ids: set[str] = set()
    for some in chunks(sorted(set(claim_ids))):
        holding = select(attachments.c.judgement_id).where(attachments.c.claim_id.in_(some))
        ids.update(connection.scalars(holding))
    held: dict[str, list[str]] = {each: [] for each in ids}
    found = []
    for some in chunks(sorted(ids)):
        of_these = select(attachments).where(attachments.c.judgement_id.in_(some))
        for row in connection.execute(of_these.order_by(attachments.c.claim_id)):
            held[row.judgement_id].append(row.claim_id)
        wanted = select(judgements.c.record).where(judgements.c.id.in_(some))
        found += [codec.loads(Judgement, record) for record in connection.scalars(wanted)]
    found.sort(key=lambda judgement: (judgement.at, judgement.id))
    return [JudgementRow(judgement, tuple(held[judgement.id])) for judgement in found]


# --- lists -----------------------------------------------------------------------------------
def _published(search: Search) -> ColumnElement[bool]:
    columns = listed_articles.c
    parts: list[ColumnElement[bool]] = []
    if search.since:
        parts.append(columns.day >= to_day(search.since))
    if search.until:
        parts += [columns.day <= to_day(search.until), columns.day != NO_DAY]
    if search.outlet.strip():
        meant = select(names.c.name).where(named(OUTLET, search.outlet.strip()))
        parts.append(columns.outlet.in_(meant) | (columns.outlet == search.outlet.strip()))
    return and_(true(), *parts)


def _tells(connection: Connection, search: Search, found: Conditions) -> ColumnElement[bool]:
    """Whether an article tells of a passing incident; every article passes where none is asked for.

    Articles of few incidents are looked up. Where there are many, each article on the way through
    the days is asked, for the page is soon full.
    """
    if replace(search, since=None, until=None, outlet="") == Search():
        return true()
    incident, article = tellings.c.incident_key, tellings.c.article_key
    passing = select(cards.c.key).where(without(found, PERIOD, OUTLET))
    keys = connection.scalars(passing.limit(FEW + 1)).all()
    if len(keys) <= FEW:
        return listed_articles.c.key.in_(select(article).where(incident.in_(keys)))
    of_this = select(1).where(article == listed_articles.c.key, (incident + 0).in_(passing))
    return of_this.correlate(listed_articles).exists()


def _article_cards(connection: Connection, rows: Sequence[Any]) -> list[ArticleCard]:
    of_these = articles.c.id.in_([row.id for row in rows])
    shown = ("id", "document_id", "source_id", "title", "outlet", "url", "language", "published")
    wanted = select(*(articles.c[name] for name in shown)).where(of_these)
    found = {row.id: row for row in connection.execute(wanted)}
    return [
        ArticleCard(
            id=row.id,
            document_id=found[row.id].document_id,
            source_id=found[row.id].source_id,
            title=found[row.id].title,
            outlet=found[row.id].outlet,
            url=found[row.id].url,
            language=found[row.id].language,
            published_at=found[row.id].published,
            stories=row.stories,
            claims=row.claims,
            incidents=row.incidents,
        )
        for row in rows
    ]


# --- one article -----------------------------------------------------------------------------
def _article_page(connection: Connection, article: Article) -> ArticlePage:
    document = select(documents.c.record).where(documents.c.id == article.document_id)
    seen = select(captures.c.record).where(captures.c.document_id == article.document_id)
    column = resolutions.c
    made = select(column.claim_id).where(column.article_id == article.id).order_by(column.position)
    ids = list(connection.scalars(made))
    rows = read_claims(connection, ids)
    refused = _rejected(connection, article.id)
    shared = select(story_passages.c.story_id).where(story_passages.c.article_id == article.id)
    active = select(codings.c.article_id).where(codings.c.document_id == article.document_id)
    current = connection.scalar(active.where(codings.c.active))
    return ArticlePage(
        article=article,
        document=codec.loads(Document, connection.scalars(document).one()),
        captures=tuple(
            codec.loads(Capture, record)
            for record in connection.scalars(seen.order_by(captures.c.fetched_at, captures.c.id))
        ),
        claims=tuple(rows[each] for each in ids),
        rejected=refused,
        stories=tuple(_stories(connection, sorted(set(connection.scalars(shared))))),
        judgements=tuple(read_judgements(connection, [*ids, *(claim.id for claim in refused)])),
        active=current == article.id,
        current=current,
    )


def _rejected(connection: Connection, article_id: str) -> tuple[Claim, ...]:
    """The claims of an article that a person rejected, in the text's order."""
    held = claims.join(attachments, attachments.c.claim_id == claims.c.id).join(judgements)
    standing = judgements.c.retracted_at.is_(None)
    rejecting = and_(judgements.c.verdict == Verdict.REJECT.value, standing)
    wanted = select(claims.c.record).select_from(held).distinct()
    records = connection.scalars(wanted.where(claims.c.article_id == article_id, rejecting))
    found = [codec.loads(Claim, record) for record in records]
    return tuple(sorted(found, key=lambda c: (c.quote.start, c.trigger.start, c.id)))


def _stories(connection: Connection, story_ids: Sequence[str]) -> Iterable[StoryRow]:
    for some in chunks(story_ids):
        wanted = select(stories.c.record).where(stories.c.id.in_(some)).order_by(stories.c.id)
        told = [codec.loads(Story, record) for record in connection.scalars(wanted)]
        ids = {passage.article_id for story in told for passage in story.passages}
        found = read_articles(connection, ids)
        for story in told:
            order = dict.fromkeys(passage.article_id for passage in story.passages)
            yield StoryRow(story, tuple(found[each] for each in order))
