"""Incidents for the workbench: page by page, one by one, or all that pass a search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, case, distinct, func, select

from crosswire.records import Incident
from crosswire.rows import IncidentCard, IncidentRow, Order, Page, RegistryRow, Search
from crosswire.store import codec
from crosswire.store.connect import Connected
from crosswire.store.cursors import Sorting, read_page
from crosswire.store.list_rows import card_of, to_day
from crosswire.store.reading import read_claims
from crosswire.store.schema import incidents, registry
from crosswire.store.schema_lists import NO_DAY, cards, listed_articles, rejected, tellings
from crosswire.store.searching import PERIOD, conditions, without
from crosswire.store.tables import chunks

PAGE = 50  # rows of a page where nobody asks for another number
AT_ONCE = 50  # incidents that are read together, each with all its claims
LAST_DAY = 9_999_999  # after every day: where those without one stand, the oldest first

_day, _rank, _id = cards.c.day, cards.c.rank, cards.c.id
_killed = func.coalesce(cards.c.killed_best, -1)
SORTINGS = {
    Order.NEWEST: Sorting("newest", (_day, _rank, _id)),
    Order.OLDEST: Sorting(
        "oldest", (case((_day == NO_DAY, LAST_DAY), else_=_day), -_rank, _id), down=False
    ),
    Order.GRADE: Sorting("grade", (_rank, _day, _id)),
    Order.CASUALTIES: Sorting("casualties", (_killed, _day, _rank, _id)),
}


class BrowsesIncidents(Connected):
    """Reading incidents."""

    def incident_cards(
        self, search: Search, order: Order = Order.NEWEST, after: str = "", size: int = PAGE
    ) -> Page[IncidentCard]:
        """A page of the incidents that pass, in an order that is the same for every search."""
        passing = without(conditions(search, self._engine.dialect.name))
        wanted = select(cards.c.key).where(passing)
        with self.reading() as connection:

            def make(rows: Sequence[Any]) -> Iterable[IncidentCard]:
                return read_cards(connection, cards.c.key, [row.key for row in rows])

            return read_page(connection, wanted, SORTINGS[order], after, size, make)

    def cards(self, incident_ids: Sequence[str]) -> list[IncidentCard]:
        """The cards of these incidents, in the order of the ids; unknown ids are left out."""
        with self.reading() as connection:
            return read_cards(connection, cards.c.id, incident_ids)

    def incident_rows(self, search: Search) -> Iterator[IncidentRow]:
        """Every incident that passes, whole, the oldest first: what exports and the report take."""
        yield from self._rows(without(conditions(search, self._engine.dialect.name)))

    def cards_of(self, search: Search) -> list[IncidentCard]:
        """The card of every incident that passes, the oldest first; for a search with a period."""
        return self._cards(without(conditions(search, self._engine.dialect.name)))

    def late_cards(self, search: Search) -> list[IncidentCard]:
        """The incidents of before the period that articles published in it tell of, the oldest
        first; every other filter applies. None where the period has no beginning."""
        if search.since is None:
            return []
        found = conditions(search, self._engine.dialect.name)
        before = and_(cards.c.day_end < to_day(search.since), cards.c.day_end != NO_DAY)
        published = listed_articles.c.day >= to_day(search.since)
        if search.until:
            published = and_(published, listed_articles.c.day <= to_day(search.until))
        told = select(tellings.c.incident_key).join(listed_articles).where(published)
        return self._cards(and_(without(found, PERIOD), before, cards.c.key.in_(told)))

    def told_by(self, search: Search) -> tuple[int, int]:
        """How many articles of how many outlets tell of the incidents that pass."""
        passing = select(cards.c.key).where(without(conditions(search, self._engine.dialect.name)))
        articles = func.count(distinct(listed_articles.c.key))
        outlets = func.count(distinct(listed_articles.c.outlet))
        wanted = select(articles, outlets).select_from(tellings.join(listed_articles))
        with self.reading() as connection:
            row = connection.execute(wanted.where(tellings.c.incident_key.in_(passing))).one()
        return row[0], row[1]

    def incident(self, incident_id: str) -> IncidentRow | None:
        """An incident with its claims, rejected ones too; a merged id leads to where it went."""
        with self.reading() as connection:
            living = _follow(connection, incident_id)
            found = read_incidents(connection, [living])
            return found.get(living)

    def registered(self, incident_id: str) -> RegistryRow | None:
        """What became of a published id; None where it was never published."""
        with self.reading() as connection:
            record = connection.scalar(
                select(registry.c.record).where(registry.c.id == incident_id)
            )
        return codec.loads(RegistryRow, record) if record else None

    def _cards(self, passing: Any) -> list[IncidentCard]:
        wanted = select(cards).where(passing).order_by(*SORTINGS[Order.OLDEST].by)
        with self.reading() as connection:
            return [card_of(row) for row in connection.execute(wanted)]

    def _rows(self, passing: Any) -> Iterator[IncidentRow]:
        oldest = SORTINGS[Order.OLDEST].by
        with self.reading() as connection:
            ids = connection.scalars(select(cards.c.id).where(passing).order_by(*oldest)).all()
            for some in chunks(ids, AT_ONCE):
                found = read_incidents(connection, some)
                yield from (found[each] for each in some)


def read_cards(connection: Connection, column: Any, values: Sequence[Any]) -> list[IncidentCard]:
    """The cards whose ``column``, a unique one, has these values, in the order of the values."""
    found = {}
    for some in chunks(values):
        for row in connection.execute(select(cards).where(column.in_(some))):
            found[getattr(row, column.name)] = card_of(row)
    return [found[each] for each in values if each in found]


def read_incidents(connection: Connection, incident_ids: Sequence[str]) -> dict[str, IncidentRow]:
    """Incidents with all their claims by id, rejected ones among them."""
    wanted = select(incidents.c.record).where(incidents.c.id.in_(incident_ids))
    told = [codec.loads(Incident, record) for record in connection.scalars(wanted)]
    claims = read_claims(connection, [each for one in told for each in one.claim_ids])
    found = {
        one.id: IncidentRow(one, tuple(claims[each] for each in one.claim_ids)) for one in told
    }
    refused = _records(rejected).where(rejected.c.id.in_(incident_ids))
    for record in connection.scalars(refused):
        row = codec.loads(IncidentRow, record)
        found[row.incident.id] = row
    return found


def _records(table: Any) -> Select[Any]:
    return select(table.c.record)


def _follow(connection: Connection, incident_id: str) -> str:
    """The id that a published id leads to now; the id itself where it leads nowhere."""
    seen = {incident_id}
    while True:
        wanted = select(registry.c.redirect_to).where(registry.c.id == incident_id)
        further = connection.scalar(wanted)
        if further is None or further in seen:
            return incident_id
        seen.add(further)
        incident_id = further
