"""The rows by which one judgement is followed at once: see ``schema_desk``."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, func, insert, select

from crosswire.records import ControlState, Judgement
from crosswire.rows import RegistryRow
from crosswire.store.derived_rows import control_row
from crosswire.store.schema import control
from crosswire.store.schema_desk import judgement_documents, links, registry_documents
from crosswire.store.tables import chunks, insert_new


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Where the linker put a claim, for claims of incidents that people changed.

    ``group_id`` names the linker's group, by any claim of it; None for a person's claim. ``core``
    claims are those that others are compared with; ``away`` are those that stand elsewhere now.
    ``incident_id`` is where the claim is told now, for a rejected one where it would be.
    """

    claim_id: str
    group_id: str | None
    core: bool
    away: bool
    incident_id: str


def write_links(connection: Connection, rows: Iterable[LinkRow]) -> None:
    """Add link rows; those that stood in their place are gone already."""
    for some in chunks(rows):
        connection.execute(insert(links), [asdict(row) for row in some])


def replace_links(
    connection: Connection, claim_ids: Collection[str], rows: Iterable[LinkRow]
) -> None:
    """Put link rows in place of those of these claims."""
    for some in chunks(sorted(claim_ids)):
        connection.execute(delete(links).where(links.c.claim_id.in_(some)))
    write_links(connection, rows)


def note_judged(connection: Connection, given: Iterable[Judgement]) -> None:
    """Keep which documents these judgements hold on to."""
    pairs = {(anchor.document_id, each.id) for each in given for anchor in each.anchors}
    rows = [{"document_id": on, "judgement_id": each} for on, each in sorted(pairs)]
    insert_new(connection, judgement_documents, rows)


def note_published(connection: Connection, published: Iterable[RegistryRow]) -> None:
    """Keep which documents these published ids hold on to."""
    pairs = ((a.document_id, row.id) for row in published for a in row.anchors)
    for some in chunks(dict.fromkeys(pairs)):
        rows = [{"document_id": on, "incident_id": each} for on, each in some]
        insert_new(connection, registry_documents, rows)


def replace_control(
    connection: Connection, gone: Collection[int], states: Iterable[ControlState]
) -> None:
    """Put states, in the order of days, in place of those at the positions ``gone``.

    They come last in the order of places, until the next rebuild.
    """
    for some in chunks(sorted(gone)):
        connection.execute(delete(control).where(control.c.position.in_(some)))
    last = connection.scalar(select(func.max(control.c.position))) or 0
    for part in chunks(control_row(*each) for each in enumerate(states, start=last + 1)):
        connection.execute(insert(control), part)
