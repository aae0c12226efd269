"""What incidents read like before something changed them: kept by every change of derived rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from crosswire.records import Incident
from crosswire.rows import PastIncident
from crosswire.store import codec
from crosswire.store.connect import Connected
from crosswire.store.schema import incidents, past_incidents
from crosswire.store.tables import Row, chunks


class Past(Connected):
    """The views of what incidents were."""

    def past_of(self, incident_id: str) -> list[PastIncident]:
        """What was published under an id before, the oldest first; not what stands there now."""
        columns = past_incidents.c
        wanted = select(columns.record).where(columns.incident_id == incident_id)
        with self.reading() as connection:
            records = connection.scalars(wanted.order_by(columns.key)).all()
        return [codec.loads(PastIncident, record) for record in records]


def keep_past(connection: Connection, coming: Sequence[Incident], gone: Collection[str]) -> None:
    """Keep what the incidents that stand under the ids of ``coming`` and ``gone`` read like.

    Of those that come, only where they read otherwise: ids of claims may change as they will.
    """
    until = datetime.now(UTC)
    for some in chunks(coming):
        stored = _stored(connection, [each.id for each in some])
        _write(connection, _changed(some, stored), until)
    for ids in chunks(sorted(gone)):
        _write(connection, _stored(connection, ids).values(), until)


def gone_with(connection: Connection, coming: Sequence[Incident]) -> set[str]:
    """The incidents that stand now and are not among those that come."""
    return {*connection.scalars(select(incidents.c.id))} - {each.id for each in coming}


def _stored(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    wanted = select(incidents.c.id, incidents.c.record).where(incidents.c.id.in_(ids))
    return {row.id: row.record for row in connection.execute(wanted)}


def _changed(coming: Sequence[Incident], stored: Mapping[str, str]) -> Iterator[str]:
    for incident in coming:
        record = stored.get(incident.id)
        if record is None or record == codec.dumps(incident):
            continue
        if _as_read(codec.loads(Incident, record)) != _as_read(incident):
            yield record


def _write(connection: Connection, records: Iterable[str], until: datetime) -> None:
    stood = [codec.loads(Incident, record) for record in records]
    rows = [_row(PastIncident(_as_read(each), len(each.claim_ids), until)) for each in stood]
    if rows:
        connection.execute(insert(past_incidents), rows)


def _row(past: PastIncident) -> Row:
    return {"incident_id": past.incident.id, "record": codec.dumps(past)}


def _as_read(incident: Incident) -> Incident:
    """An incident without the ids of its claims and what they differ on."""
    tolls = (
        replace(toll, low_claim=None, best_claim=None, high_claim=None)
        for toll in incident.casualties
    )
    origins = (replace(origin, claim_ids=()) for origin in incident.origins)
    return replace(
        incident,
        claim_ids=(),
        casualties=tuple(tolls),
        origins=tuple(origins),
        disagreements=(),
    )
