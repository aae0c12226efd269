"""Putting what is derived in place of what was: all of it, or what one judgement concerns.

Both ways go through the same rows; the lists of the workbench follow in the same transaction.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from crosswire.records import Article, ControlState, Incident, Story
from crosswire.rows import ClaimRow, IncidentRow, RegistryRow
from crosswire.store import schema
from crosswire.store.derived_rows import (
    attachment_rows,
    control_row,
    incident_row,
    passage_rows,
    place_rows,
    registry_row,
    resolution_rows,
    story_row,
)
from crosswire.store.linking import LinkRow, note_published, write_links
from crosswire.store.list_rows import article_row, speaker_rows, to_day
from crosswire.store.lists import add_incidents, count_runs, empty_texts, remove_incidents
from crosswire.store.outlet_rows import outlet_rows
from crosswire.store.past import gone_with, keep_past
from crosswire.store.queueing import queue_near, queue_waiting, settle_first
from crosswire.store.reading import read_claims
from crosswire.store.schema import (
    attachments,
    incidents,
    resolutions,
    resolved_places,
)
from crosswire.store.schema_desk import links
from crosswire.store.schema_lists import (
    LISTS,
    cards,
    listed_articles,
    outlets,
    queue,
    speakers,
    tellings,
)
from crosswire.store.story_index import Arrays, write_index
from crosswire.store.tables import Row, chunks, upsert


@dataclass(frozen=True, slots=True)
class Derived:
    """All that is derived. ``claims`` are as they read with persons' edits, article by article.

    ``registry`` holds every published id; ids that the store has stay even where it lacks them.
    ``attachments`` are the claims that each judgement holds on to, rejected ones among them.
    ``articles`` are all of active runs: what the outlets' pages count. ``rejected`` are the
    incidents that a person rejected with all their claims, under their published ids: no view
    yields them but the workbench's, where it is asked for them. ``links`` say where the linker had
    put the claims of incidents that people changed. ``story_index`` is what the stories were found
    by; None where the one that the store has is still that.
    """

    stories: Sequence[Story] = ()
    incidents: Sequence[Incident] = ()
    claims: Sequence[ClaimRow] = ()
    control: Sequence[ControlState] = ()
    registry: Sequence[RegistryRow] = ()
    attachments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    articles: Sequence[Article] = ()
    rejected: Sequence[IncidentRow] = ()
    links: Sequence[LinkRow] = ()
    story_index: Arrays | None = field(default_factory=dict)


def replace_all(connection: Connection, derived: Derived) -> None:
    """Put these rows in place of all that was derived before."""
    keep_past(connection, derived.incidents, gone_with(connection, derived.incidents))
    empty_texts(connection)
    for table in (links, *LISTS, *schema.DERIVED):
        connection.execute(table.delete())
    for table, rows in _derived_rows(derived):
        _fill(connection, table, rows)
    if derived.story_index is not None:
        write_index(connection, derived.story_index)
    upsert(connection, schema.registry, [registry_row(row) for row in derived.registry])
    note_published(connection, derived.registry)
    write_links(connection, derived.links)
    _fill(connection, listed_articles, _article_rows(derived))
    keys = add_incidents(connection, _incident_rows(derived), derived.rejected)
    _count_articles(connection)
    _list_sources(connection, derived)
    queue_near(connection, keys)
    queue_waiting(connection)
    settle_first(connection)


def replace_some(
    connection: Connection, changed: Derived, gone: Collection[str], articles: Collection[str]
) -> None:
    """Put some incidents in place of what stood there; see ``Derives.replace_incidents``."""
    ids = {*gone, *(each.id for each in changed.incidents)}
    ids |= {row.incident.id for row in changed.rejected}
    told = _articles_telling(connection, ids)
    partners = _pointing_at(connection, ids)
    stay = {each.id for each in changed.incidents}
    keep_past(connection, changed.incidents, ids - stay)
    remove_incidents(connection, ids)
    _replace_attachments(connection, changed.attachments)
    _replace_claims(connection, changed, articles)
    for some in chunks(sorted(ids - stay)):
        connection.execute(delete(incidents).where(incidents.c.id.in_(some)))
    upsert(connection, schema.registry, [registry_row(row) for row in changed.registry])
    note_published(connection, changed.registry)
    rows = _completed(connection, changed)
    keys = add_incidents(connection, rows, changed.rejected)
    told |= {claim.article.id for row in (*rows, *changed.rejected) for claim in row.claims}
    _count_articles(connection, {*told, *articles})
    looked_at = queue_near(connection, [*keys, *_keys(connection, partners)])
    queue_waiting(connection)
    settle_first(connection, ids | looked_at)


def _derived_rows(derived: Derived) -> list[tuple[Any, Iterable[Row]]]:
    passages = (row for story in derived.stories for row in passage_rows(story))
    places = (row for each in derived.claims for row in place_rows(each))
    return [
        (schema.stories, (story_row(story) for story in derived.stories)),
        (schema.story_passages, passages),
        (schema.incidents, (incident_row(incident) for incident in derived.incidents)),
        (schema.resolutions, resolution_rows(derived.claims)),
        (schema.resolved_places, places),
        (schema.attachments, attachment_rows(derived.attachments)),
        (schema.control, (control_row(*each) for each in enumerate(derived.control))),
    ]


def _fill(connection: Connection, table: Any, rows: Iterable[Row]) -> None:
    for some in chunks(rows):
        connection.execute(insert(table), some)


def _incident_rows(derived: Derived) -> list[IncidentRow]:
    by_id = {row.claim.id: row for row in derived.claims}
    return [_with_claims(incident, by_id) for incident in derived.incidents]


def _with_claims(incident: Incident, by_id: Mapping[str, ClaimRow]) -> IncidentRow:
    claims = (by_id.get(each) for each in incident.claim_ids)
    return IncidentRow(incident, tuple(claim for claim in claims if claim))


# --- all of it -------------------------------------------------------------------------------
def _article_rows(derived: Derived) -> list[Row]:
    shared: dict[str, set[str]] = defaultdict(set)
    for story in derived.stories:
        for passage in story.passages:
            shared[passage.article_id].add(story.id)
    ordered = sorted(derived.articles, key=lambda each: (to_day(each.published_at), each.id))
    return [
        article_row(key, article, len(shared[article.id]))
        for key, article in enumerate(ordered, start=1)
    ]


def _list_sources(connection: Connection, derived: Derived) -> None:
    made = Counter(row.article.id for row in derived.claims)
    _fill(connection, outlets, outlet_rows(derived.articles, derived.stories, made))
    _fill(connection, speakers, speaker_rows(derived.claims))
    count_runs(connection)


def _count_articles(connection: Connection, article_ids: Collection[str] | None = None) -> None:
    """Count the claims and the incidents of articles anew, of these alone where they are given."""
    columns = listed_articles.c
    made = select(func.count()).where(resolutions.c.article_id == columns.id)
    told = select(func.count()).where(tellings.c.article_key == columns.key)
    values = {"claims": made.scalar_subquery(), "incidents": told.scalar_subquery()}
    counted = update(listed_articles).values(values)
    if article_ids is None:
        connection.execute(counted)
        return
    for some in chunks(sorted(article_ids)):
        connection.execute(counted.where(columns.id.in_(some)))


# --- some of it ------------------------------------------------------------------------------
def _replace_attachments(connection: Connection, attached: Mapping[str, tuple[str, ...]]) -> None:
    for some in chunks(sorted(attached)):
        connection.execute(delete(attachments).where(attachments.c.judgement_id.in_(some)))
    _fill(connection, attachments, attachment_rows(attached))


def _replace_claims(connection: Connection, changed: Derived, articles: Collection[str]) -> None:
    """The claims of the articles anew; other claims only learn which incident they belong to."""
    for some in chunks(sorted(articles)):
        of_these = resolutions.c.article_id.in_(some)
        claims = select(resolutions.c.claim_id).where(of_these)
        connection.execute(delete(resolved_places).where(resolved_places.c.claim_id.in_(claims)))
        connection.execute(delete(resolutions).where(of_these))
    upsert(connection, incidents, [incident_row(each) for each in changed.incidents])
    _fill(connection, resolutions, resolution_rows(changed.claims))
    _fill(connection, resolved_places, (r for each in changed.claims for r in place_rows(each)))
    given = {row.claim.id for row in changed.claims}
    for incident in changed.incidents:
        others = [each for each in incident.claim_ids if each not in given]
        for some in chunks(others):
            moved = update(resolutions).where(resolutions.c.claim_id.in_(some))
            connection.execute(moved.values(incident_id=incident.id))


def _completed(connection: Connection, changed: Derived) -> list[IncidentRow]:
    """The incidents with all their claims, those of untouched articles as they stand."""
    by_id = {row.claim.id: row for row in changed.claims}
    wanted = {each for one in changed.incidents for each in one.claim_ids} - by_id.keys()
    by_id |= read_claims(connection, sorted(wanted))
    return [_with_claims(incident, by_id) for incident in changed.incidents]


def _articles_telling(connection: Connection, incident_ids: Collection[str]) -> set[str]:
    told: set[str] = set()
    joined = listed_articles.join(tellings).join(cards)
    for some in chunks(sorted(incident_ids)):
        wanted = select(listed_articles.c.id).select_from(joined).where(cards.c.id.in_(some))
        told.update(connection.scalars(wanted))
    return told


def _pointing_at(connection: Connection, incident_ids: Collection[str]) -> set[str]:
    """The incidents that stand in the queue because they are near one of these."""
    found: set[str] = set()
    for some in chunks(sorted(incident_ids)):
        found.update(connection.scalars(select(queue.c.id).where(queue.c.other.in_(some))))
    return found


def _keys(connection: Connection, incident_ids: Collection[str]) -> list[int]:
    found: list[int] = []
    for some in chunks(sorted(incident_ids)):
        found += connection.scalars(select(cards.c.key).where(cards.c.id.in_(some)))
    return found
