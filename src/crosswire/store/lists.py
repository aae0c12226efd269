"""Filling the workbench's lists: all of them by a rebuild, some incidents after a judgement.

Both ways add incidents by the same function, so that a list reads the same whichever way a row came
into it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, text, update

from crosswire.records import Verdict
from crosswire.review import questions, review_of
from crosswire.rows import IncidentRow, Review
from crosswire.store import codec
from crosswire.store.list_rows import Name, card_row, names_of, question_row, text_of
from crosswire.store.schema import attachments, coding_claims, judgements
from crosswire.store.schema_lists import (
    FULL_TEXT,
    FULL_TEXT_INDEX,
    cards,
    incident_names,
    listed_articles,
    names,
    queue,
    rejected,
    run_totals,
    tellings,
    texts,
)
from crosswire.store.tables import Row, chunks, words


@dataclass(frozen=True, slots=True)
class Listed:
    """An incident as the lists hold it, under its number."""

    key: int
    row: IncidentRow
    review: Review


def add_incidents(
    connection: Connection, rows: Iterable[IncidentRow], rejects: Iterable[IncidentRow] = ()
) -> list[int]:
    """Put incidents into the lists, which have none of their ids, and give their numbers.

    What they rest on is written before: attachments, and the list of articles.
    """
    listed = list(_listed(connection, list(rows), list(rejects)))
    before = _last(connection, cards)
    whole = [each for each in listed if each.review is Review.REJECTED]
    records = [{"id": each.row.incident.id, "record": codec.dumps(each.row)} for each in whole]
    _fill(connection, rejected, records)
    _fill(connection, cards, (card_row(each.key, each.row, each.review) for each in listed))
    _fill(connection, texts, ({"key": each.key, "words": text_of(each.row)} for each in listed))
    _add_names(connection, listed)
    _add_tellings(connection, listed)
    _fill(connection, queue, _question_rows(listed))
    _index_texts(connection, before)
    return [each.key for each in listed]


def remove_incidents(connection: Connection, incident_ids: Collection[str]) -> None:
    """Take incidents out of the lists; names stay, with how many incidents have them now."""
    for some in chunks(sorted(incident_ids)):
        keys = list(connection.scalars(select(cards.c.key).where(cards.c.id.in_(some))))
        _count_names(connection, _named_by(connection, keys), -1)
        _forget_texts(connection, keys)
        for table in (tellings, incident_names):
            connection.execute(delete(table).where(table.c.incident_key.in_(keys)))
        connection.execute(delete(texts).where(texts.c.key.in_(keys)))
        connection.execute(delete(queue).where(queue.c.id.in_(some)))
        connection.execute(delete(rejected).where(rejected.c.id.in_(some)))
        connection.execute(delete(cards).where(cards.c.key.in_(keys)))


def empty_texts(connection: Connection) -> None:
    """Empty the index of SQLite's full text; the table itself is emptied like the others."""
    if connection.dialect.name == "sqlite":
        emptied = f"INSERT INTO {FULL_TEXT}({FULL_TEXT}) VALUES ('delete-all')"  # noqa: S608
        connection.execute(text(emptied))


def count_runs(connection: Connection) -> None:
    """Count the claims that each run made; the table is empty."""
    run = coding_claims.c.run_id
    made = select(run, func.count()).group_by(run)
    connection.execute(insert(run_totals).from_select(["run_id", "claims"], made))


def _fill(connection: Connection, table: Any, rows: Iterable[Row]) -> None:
    for some in chunks(rows):
        connection.execute(insert(table), some)


def _last(connection: Connection, table: Any) -> int:
    return connection.scalar(select(func.max(table.c.key))) or 0


# --- incidents -------------------------------------------------------------------------------
def _listed(
    connection: Connection, rows: Sequence[IncidentRow], rejects: Sequence[IncidentRow]
) -> Iterator[Listed]:
    claims = {claim.claim.id for row in rows for claim in row.claims}
    given = _verdicts(connection, claims)
    states = [(row, review_of(row, _given(row, given))) for row in rows]
    states += [(row, Review.REJECTED) for row in rejects]
    states.sort(key=lambda pair: (str(_first_day(pair[0])), pair[0].incident.id))
    for key, (row, review) in enumerate(states, start=_last(connection, cards) + 1):
        yield Listed(key, row, review)


def _first_day(row: IncidentRow) -> object:
    return row.incident.date.start if row.incident.date else ""


def _given(row: IncidentRow, given: Mapping[str, set[Verdict]]) -> set[Verdict]:
    return {verdict for claim in row.claims for verdict in given.get(claim.claim.id, ())}


def _verdicts(connection: Connection, claims: Collection[str]) -> dict[str, set[Verdict]]:
    """What people said of these claims and did not take back."""
    standing = judgements.c.retracted_at.is_(None)
    wanted = select(attachments.c.claim_id, judgements.c.verdict).join(judgements).where(standing)
    found: dict[str, set[Verdict]] = defaultdict(set)
    for some in chunks(sorted(claims)):
        for row in connection.execute(wanted.where(attachments.c.claim_id.in_(some))):
            found[row.claim_id].add(Verdict(row.verdict))
    return found


def _question_rows(listed: Iterable[Listed]) -> Iterator[Row]:
    for each in listed:
        if each.review is Review.PROPOSED:
            for question in questions(each.row):
                yield question_row(each.row.incident.id, question)


# --- names -----------------------------------------------------------------------------------
def _add_names(connection: Connection, listed: Sequence[Listed]) -> None:
    named = [(each.key, names_of(each.row)) for each in listed]
    written: dict[Name, str] = {}
    for _, found in named:
        written |= {name: word for name, word in found.items() if name not in written}
    keys = _known_names(connection, written)
    new = [name for name in written if name not in keys]
    keys |= {name: key for key, name in enumerate(new, start=_last(connection, names) + 1)}
    _fill(connection, names, (_name_row(keys[name], name, written[name]) for name in new))
    links = sorted({(keys[name], incident) for incident, found in named for name in found})
    _fill(
        connection,
        incident_names,
        ({"name_key": name, "incident_key": incident} for name, incident in links),
    )
    stand = {each.key for each in listed if each.review is not Review.REJECTED}
    _count_names(connection, Counter(name for name, incident in links if incident in stand), 1)


def _named_by(connection: Connection, keys: Collection[int]) -> dict[int, int]:
    """How many of these incidents have each name, those that were rejected left out."""
    name, number = incident_names.c.name_key, func.count()
    stands = and_(cards.c.key.in_(keys), cards.c.review != Review.REJECTED.value)
    counted = select(name, number).select_from(incident_names.join(cards)).where(stands)
    return {row[0]: row[1] for row in connection.execute(counted.group_by(name))}


def _count_names(connection: Connection, counted: Mapping[int, int], sign: int) -> None:
    """Add to, or take from, the number of incidents of each name."""
    more = names.c.incidents + bindparam("more")
    changed = update(names).where(names.c.key == bindparam("of")).values(incidents=more)
    for some in chunks(counted.items()):
        rows = [{"of": key, "more": sign * number} for key, number in some]
        connection.execute(changed, rows)


def _known_names(connection: Connection, wanted: Mapping[Name, str]) -> dict[Name, int]:
    known = {}
    for some in chunks(sorted({folded for _, folded, _ in wanted})):
        for row in connection.execute(select(names).where(names.c.folded.in_(some))):
            known[row.kind, row.folded, row.reference] = row.key
    return {name: key for name, key in known.items() if name in wanted}


def _name_row(key: int, name: Name, written: str) -> Row:
    kind, folded, reference = name
    return {
        "key": key,
        "kind": kind,
        "reference": reference,
        "folded": folded,
        "name": words(written),
        "incidents": 0,
    }


# --- articles --------------------------------------------------------------------------------
def _add_tellings(connection: Connection, listed: Sequence[Listed]) -> None:
    told = {each.key: {claim.article.id for claim in each.row.claims} for each in listed}
    keys = _article_keys(connection, {article for found in told.values() for article in found})
    links = sorted(
        (incident, keys[article])
        for incident, found in told.items()
        for article in found
        if article in keys
    )
    _fill(
        connection,
        tellings,
        ({"incident_key": incident, "article_key": article} for incident, article in links),
    )


def _article_keys(connection: Connection, article_ids: Collection[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in chunks(sorted(article_ids)):
        wanted = select(listed_articles.c.id, listed_articles.c.key)
        known = connection.execute(wanted.where(listed_articles.c.id.in_(some)))
        found |= {row.id: row.key for row in known}
    return found


# --- full text -------------------------------------------------------------------------------
def _index_texts(connection: Connection, before: int) -> None:
    """Let the full text know the texts of the numbers after ``before``.

    PostgreSQL knows them already, but puts them into its index later, and reads through all that
    it has not put in yet for every search.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(select(func.gin_clean_pending_list(FULL_TEXT_INDEX)))
        return
    added = f"INSERT INTO {FULL_TEXT}(rowid, words) SELECT key, words FROM texts"  # noqa: S608
    connection.execute(text(f"{added} WHERE key > :before"), {"before": before})


def _forget_texts(connection: Connection, keys: Collection[int]) -> None:
    if connection.dialect.name == "sqlite":
        listing = ", ".join(str(key) for key in keys)
        gone = f"INSERT INTO {FULL_TEXT}({FULL_TEXT}, rowid, words) SELECT 'delete', key, words"
        connection.execute(text(f"{gone} FROM texts WHERE key IN ({listing})"))
