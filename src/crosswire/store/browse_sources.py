"""Who says so, what came in and what was refused: outlets, speakers, names, runs, control."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, distinct, func, or_, select, true

from crosswire.records import ControlState, Dropped, Run
from crosswire.rows import Arrivals, OutletCard, Page, RunCard, SpeakerCard, Suggestion
from crosswire.store import codec
from crosswire.store.browse_incidents import PAGE
from crosswire.store.connect import Connected
from crosswire.store.cursors import Sorting, read_page
from crosswire.store.folding import short
from crosswire.store.list_rows import ACTOR, OUTLET, PLACE
from crosswire.store.schema import captures, codings, control, dropped, runs
from crosswire.store.schema_lists import names, outlets, run_totals, speakers
from crosswire.store.searching import has_words

Box = tuple[float, float, float, float]  # west, south, east, north

_outlets = Sorting("outlets", (outlets.c.articles, outlets.c.name))
_speakers = Sorting("speakers", (speakers.c.claims, speakers.c.id))
_dropped = Sorting("dropped", (dropped.c.room, dropped.c.record_id, dropped.c.id), down=False)


class BrowsesSources(Connected):
    """Reading outlets, speakers, names, runs and control."""

    def outlets_page(self, after: str = "", size: int = PAGE) -> Page[OutletCard]:
        """The outlets by their number of articles."""
        return self._page(outlets, OutletCard, _outlets, after, size)

    def outlet(self, name: str) -> OutletCard | None:
        """One outlet by its whole name."""
        wanted = select(outlets.c.record).where(outlets.c.name == short(name))
        with self.reading() as connection:
            record = connection.scalar(wanted)
        return codec.loads(OutletCard, record) if record else None

    def speakers_page(self, after: str = "", size: int = PAGE) -> Page[SpeakerCard]:
        """The speakers by their number of claims."""
        return self._page(speakers, SpeakerCard, _speakers, after, size)

    def suggest_actors(self, words: str, limit: int = 10) -> list[Suggestion]:
        """Parties of this data whose name has these words (see Search), the commonest first."""
        return self._suggest(ACTOR, words, limit)

    def suggest_outlets(self, words: str, limit: int = 10) -> list[Suggestion]:
        """Outlets of this data whose name has these words."""
        return self._suggest(OUTLET, words, limit)

    def suggest_places(self, words: str, limit: int = 10) -> list[Suggestion]:
        """Places of this data whose name has these words."""
        return self._suggest(PLACE, words, limit)

    def runs_page(self) -> list[RunCard]:
        """The runs, that with the most active documents first.

        Their claims are as the last rebuild counted them.
        """
        with self.reading() as connection:
            run, article = codings.c.run_id, func.count(codings.c.article_id)
            active = func.sum(case((codings.c.active, 1), else_=0))
            coded = select(run, func.count(), active, article).group_by(run)
            counted = {row[0]: (row[1], row[2], row[3]) for row in connection.execute(coded)}
            claims = {row.run_id: row.claims for row in connection.execute(select(run_totals))}
            found = [codec.loads(Run, each) for each in connection.scalars(select(runs.c.record))]
        made = [RunCard(r, *counted.get(r.id, (0, 0, 0)), claims.get(r.id, 0)) for r in found]
        return sorted(made, key=lambda card: (-card.active, card.run.id))

    def arrivals(self, limit: int = 30) -> list[Arrivals]:
        """How many documents were seen on each day, the latest days first."""
        column = captures.c.fetched_at
        found: list[Arrivals] = []
        latest = select(func.max(column))
        seen = select(func.count(distinct(captures.c.document_id)))
        with self.reading() as connection:
            last = connection.scalar(latest)
            while last and len(found) < limit:
                day = last[:10]
                number = connection.scalar(seen.where(column >= day, column <= last)) or 0
                found.append(Arrivals(date.fromisoformat(day), number))
                last = connection.scalar(latest.where(column < day))
        return found

    def dropped_page(self, room: str = "", after: str = "", size: int = PAGE) -> Page[Dropped]:
        """What was refused, by room and record."""
        only = dropped.c.room == room if room else true()
        return self._page(dropped, Dropped, _dropped, after, size, only)

    def dropped_counts(self) -> list[tuple[str, int]]:
        """How much each room refused, by the room's name."""
        counted = select(dropped.c.room, func.count()).group_by(dropped.c.room)
        with self.reading() as connection:
            return [(room, number) for room, number in connection.execute(counted.order_by("room"))]

    def control_of(
        self, place: str = "", bbox: Box | None = None, limit: int = 2000
    ) -> list[ControlState]:
        """Who is said to hold what, by place and day.

        ``place`` is a gazetteer's id, or words of the place's name.
        """
        columns = control.c
        parts: list[ColumnElement[bool]] = [true()]
        if place:
            parts.append(or_(columns.gazetteer_id == place, columns.place.icontains(place)))
        if bbox:
            west, south, east, north = bbox
            parts.append(columns.latitude.between(south, north))
            inside = columns.longitude >= west, columns.longitude <= east
            parts.append(and_(*inside) if west <= east else or_(*inside))
        wanted = select(columns.record).where(*parts)
        ordered = wanted.order_by(columns.place, columns.gazetteer_id, columns.position)
        with self.reading() as connection:
            records = connection.scalars(ordered.limit(limit)).all()
        return [codec.loads(ControlState, record) for record in records]

    def _page(
        self, table: Any, kind: Any, sorting: Sorting, after: str, size: int, only: Any = None
    ) -> Page[Any]:
        wanted = select(table.c.record)

        def make(rows: Sequence[Any]) -> list[Any]:
            return [codec.loads(kind, row.record) for row in rows]

        with self.reading() as connection:
            return read_page(
                connection,
                wanted if only is None else wanted.where(only),
                sorting,
                after,
                size,
                make,
            )

    def _suggest(self, kind: str, given: str, limit: int) -> list[Suggestion]:
        columns = names.c
        fits = and_(columns.kind == kind, columns.incidents > 0, has_words(columns.folded, given))
        order = (columns.incidents.desc(), columns.folded, columns.reference)
        with self.reading() as connection:
            rows = connection.execute(select(names).where(fits).order_by(*order).limit(limit)).all()
        return [Suggestion(row.name, row.reference or None, row.incidents) for row in rows]
