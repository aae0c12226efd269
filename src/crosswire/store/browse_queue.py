"""The review queue: what most needs a person next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from crosswire.records import Claim, Judgement
from crosswire.rows import Need, Page, QueueItem
from crosswire.store import codec
from crosswire.store.browse_incidents import PAGE, read_cards
from crosswire.store.connect import Connected
from crosswire.store.cursors import Sorting, read_page
from crosswire.store.schema import claims, judgements
from crosswire.store.schema_lists import cards, queue

_first = Sorting("queue", (queue.c.pressing, queue.c.weight, queue.c.id))
_of_need = Sorting("need", (queue.c.weight, queue.c.id))


class BrowsesQueue(Connected):
    """Reading the review queue."""

    def queue(self, need: Need | None = None, after: str = "", size: int = PAGE) -> Page[QueueItem]:
        """What needs a person, the most pressing first; reviewed incidents are not in it.

        Without ``need`` every incident comes once, for its most pressing reason.
        """
        wanted = select(queue.c.id, queue.c.need)
        asked = queue.c.first if need is None else queue.c.need == need.value
        sorting = _first if need is None else _of_need
        with self.reading() as connection:

            def make(rows: Sequence[Any]) -> list[QueueItem]:
                return _items(connection, [(row.id, Need(row.need)) for row in rows])

            return read_page(connection, wanted.where(asked), sorting, after, size, make)

    def queue_item(self, item_id: str) -> QueueItem | None:
        """What stands in the queue under this id; None where it has left the queue."""
        wanted = select(queue.c.need).where(queue.c.id == item_id, queue.c.first)
        with self.reading() as connection:
            need = connection.scalar(wanted)
            return _items(connection, [(item_id, Need(need))])[0] if need else None

    def queue_counts(self) -> dict[Need, int]:
        """How many there are for each need, none among them."""
        counted = select(queue.c.need, func.count()).group_by(queue.c.need)
        with self.reading() as connection:
            found = {row[0]: row[1] for row in connection.execute(counted)}
        return {need: found.get(need.value, 0) for need in Need}


def _items(connection: Connection, found: Sequence[tuple[str, Need]]) -> list[QueueItem]:
    ids = [item for item, _ in found]
    told = {card.id: card for card in read_cards(connection, cards.c.id, ids)}
    judged = _records(connection, judgements, Judgement, ids)
    made = _records(connection, claims, Claim, ids)
    needs = select(queue).where(queue.c.id.in_(ids)).order_by(queue.c.pressing.desc())
    reasons: dict[str, list[Any]] = {}
    for row in connection.execute(needs):
        reasons.setdefault(row.id, []).append(row)
    return [
        QueueItem(
            id=item,
            need=need,
            reasons=tuple(
                row.reason for row in sorted(reasons[item], key=lambda row: row.need != need)
            ),
            incident=told.get(item),
            judgement=judged.get(item),
            claim=made.get(item),
            other=next((row.other for row in reasons[item] if row.need == Need.NEAR), None),
        )
        for item, need in found
    ]


def _records(connection: Connection, table: Any, kind: Any, ids: Sequence[str]) -> dict[str, Any]:
    wanted = select(table.c.id, table.c.record).where(table.c.id.in_(ids))
    return {row.id: codec.loads(kind, row.record) for row in connection.execute(wanted)}
