"""What is queued beside an incident's own questions: its neighbours, and what waits."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select, update

from crosswire.records import EventType, Status
from crosswire.review import WAITING_CLAIM, WAITING_JUDGEMENT, near
from crosswire.rows import Need, Review
from crosswire.store.list_rows import from_day, question_row
from crosswire.store.schema import attachments, by_person, claims, judgements, resolutions
from crosswire.store.schema_lists import NO_DAY, cards, queue
from crosswire.store.tables import Row, chunks

HAPPENED = (Status.OCCURRED.value, Status.ONGOING.value)
EXACT = 2  # UCDP's where_prec of a place that is named or lies near a named one
later, earlier = cards.alias("later"), cards.alias("earlier")


def queue_near(connection: Connection, keys: Iterable[int]) -> set[str]:
    """Queue these incidents, and those after them, that stand near an earlier one.

    Two stand near that happened at one place within a day and are of one type. Gives the ids of
    those that were looked at.
    """
    seen: set[str] = set()
    for some in chunks(sorted(keys)):
        after = _neighbours(later.c.key).where(earlier.c.key.in_(some))
        looked_at = {*some, *connection.scalars(after)}
        seen |= _queue_near(connection, sorted(looked_at))
    return seen


def _queue_near(connection: Connection, keys: Collection[int]) -> set[str]:
    ids = set(connection.scalars(select(cards.c.id).where(cards.c.key.in_(keys))))
    for some in chunks(sorted(ids)):
        gone = delete(queue).where(queue.c.need == Need.NEAR.value)
        connection.execute(gone.where(queue.c.id.in_(some)))
    columns = (later.c.id, later.c.day, later.c.type, later.c.place, earlier.c.id.label("other"))
    proposed = later.c.review == Review.PROPOSED.value
    wanted = _neighbours(*columns, earlier.c.day.label("before"))
    found = connection.execute(wanted.where(later.c.key.in_(keys), proposed)).all()
    best: dict[str, Any] = {}
    for row in sorted(found, key=lambda row: (row.id, -row.before, row.other)):
        best.setdefault(row.id, row)
    if best:
        connection.execute(insert(queue), [_near_row(row) for row in best.values()])
    return ids


def _near_row(row: Any) -> Row:
    day = from_day(row.before)
    assert day is not None, "an incident without a day is near to none"
    question = near(EventType(row.type), row.place, day, same_day=row.before == row.day)
    return question_row(row.id, question, row.other)


def _neighbours(*columns: Any) -> Any:
    same = and_(earlier.c.place_id == later.c.place_id, earlier.c.type == later.c.type)
    days = earlier.c.day.between(later.c.day - 1, later.c.day)
    before = or_(earlier.c.day < later.c.day, earlier.c.id < later.c.id)
    both = and_(same, days, before, _clear(later), _clear(earlier))
    return select(*columns).select_from(later.join(earlier, both))


def _clear(table: Any) -> ColumnElement[bool]:
    """Whether an incident stands, happened, and has a known place and one known day."""
    return and_(
        table.c.day != NO_DAY,
        table.c.date_prec == 1,
        table.c.where_prec <= EXACT,
        table.c.status.in_(HAPPENED),
        table.c.review != Review.REJECTED.value,
    )


def queue_waiting(connection: Connection) -> None:
    """Queue the judgements and persons' claims that hold on to nothing now, and no others."""
    connection.execute(delete(queue).where(queue.c.need == Need.WAITING.value))
    judged, made = waiting_judgements(), waiting_claims()
    rows = [question_row(each, WAITING_JUDGEMENT) for each in connection.scalars(judged)]
    rows += [question_row(each, WAITING_CLAIM) for each in connection.scalars(made)]
    if rows:  # what waits has no other need
        connection.execute(insert(queue), [row | {"first": True} for row in rows])


def waiting_judgements() -> Any:
    """The ids of the judgements, not retracted, that attach to nothing."""
    attached = select(attachments.c.judgement_id)
    standing = judgements.c.retracted_at.is_(None)
    wanted = select(judgements.c.id).where(standing, judgements.c.id.not_in(attached))
    return wanted.order_by(judgements.c.id)


def waiting_claims() -> Any:
    """The ids of persons' claims that are neither derived nor rejected."""
    derived = select(1).where(resolutions.c.claim_id == claims.c.id).exists()
    judged = select(1).where(attachments.c.claim_id == claims.c.id).exists()
    return select(claims.c.id).where(by_person(), ~derived, ~judged).order_by(claims.c.id)


def settle_first(connection: Connection, ids: Collection[str] | None = None) -> None:
    """Mark the most pressing need of each id, of these alone where they are given."""
    other = queue.alias("other")
    most = select(func.max(other.c.pressing)).where(other.c.id == queue.c.id)
    marked = update(queue).values(first=queue.c.pressing == most.scalar_subquery())
    if ids is None:
        connection.execute(marked)
        return
    for some in chunks(sorted(ids)):
        connection.execute(marked.where(queue.c.id.in_(some)))
