"""Who is said to hold the places of a few incidents, derived anew for the days that they change.

A day's state hangs on that day's incidents, and on the state before it. So the walk begins at each
day of which an incident came or went, and ends where the same is said as before: from there on all
is as it was.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from crosswire.incidents import (
    HOLDING,
    MOVED,
    is_repeated,
    key_of,
    says_the_same,
    state_of_day,
    tells_control,
)
from crosswire.records import ControlState, Incident, Place
from crosswire.steps import Steps
from crosswire.store import Around

LAST_DAY = date.max
PERIODS = (14, 365, LAST_DAY.toordinal())  # days that are read at once: most walks end within a few
Key = tuple[str, str, str]


def follow_control(
    around: Around,
    steps: Steps,
    old: Sequence[Incident],
    new: Sequence[Incident],
    tellings: Sequence[Any],
    altered: Collection[str],
) -> tuple[list[ControlState], set[int]]:
    """The states that incidents change, and the positions of those that they stand in for.

    ``old`` incidents make room for ``new`` ones; ``tellings`` are the new ones', ``altered`` the
    claims that read otherwise now.
    """
    states: list[ControlState] = []
    left: set[int] = set()
    for key, (place, days) in sorted(_changed(old, new, altered).items()):
        here = [one for one in new if _is_at(one, key)]
        place_of = _Place(around, steps, (key, place), {one.id for one in old}, here, tellings)
        for day in sorted(days):
            place_of.walk(day)
        states += place_of.made
        left |= place_of.left
    return states, left


def _changed(
    old: Sequence[Incident], new: Sequence[Incident], altered: Collection[str]
) -> dict[Key, tuple[Place, set[date]]]:
    """The places of which anything is said otherwise, and the days of it."""
    said = [{one.id: one for one in some if tells_control(one)} for some in (old, new)]
    found: dict[Key, tuple[Place, set[date]]] = {}
    for name in said[0].keys() | said[1].keys():
        before, after = said[0].get(name), said[1].get(name)
        if before and after and _says_the_same(before, after, altered):
            continue
        for one in (before, after):
            if one and one.place and one.date:
                _, days = found.setdefault(key_of(one.place), (one.place, set()))
                days.add(one.date.start)
    return found


def _says_the_same(a: Incident, b: Incident, altered: Collection[str]) -> bool:
    """Whether two readings of an incident say the same of who holds its place."""
    parts = ("type", "place", "date", "grade", "side_a", "side_b", "origins", "claim_ids")
    holders_altered = a.type in MOVED and not set(altered).isdisjoint(b.claim_ids)
    return not holders_altered and all(getattr(a, part) == getattr(b, part) for part in parts)


def _is_at(incident: Incident, key: Key) -> bool:
    return tells_control(incident) and incident.place is not None and key_of(incident.place) == key


def _later(day: date, days: int) -> date:
    return date.fromordinal(min(day.toordinal() + days, LAST_DAY.toordinal()))


class _Place:
    """The states of one place: as they are stored, and what is put in their place."""

    def __init__(
        self,
        around: Around,
        steps: Steps,
        where: tuple[Key, Place],
        gone: Collection[str],
        new: Sequence[Incident],
        tellings: Sequence[Any],
    ) -> None:
        self.around, self.steps = around, steps
        self.key, self.place = where
        self.gone, self.new, self.tellings = gone, new, tellings
        stored = around.states_at(self.place).items()
        here = ((position, each) for position, each in stored if key_of(each.place) == self.key)
        self.stored = sorted(here, key=lambda pair: pair[1].since)
        self.days = [state.since for _, state in self.stored]
        self.made: list[ControlState] = []
        self.left: set[int] = set()
        self.walked = date.min

    def walk(self, first: date) -> None:
        """The states from a day on, until they say what they said."""
        if first <= self.walked:
            return
        last = self._before(first)
        for day, incidents in self._days(first):
            if incidents:
                state = state_of_day(incidents, last, self._told(incidents))
                if not is_repeated(state, last):
                    self.made.append(state)
                    last = state
            self.walked = day
            stood = self._stood(day)
            if last == stood or (last and says_the_same(last, stood)):
                break
        else:
            self.walked = LAST_DAY
        self.left |= {at for at, state in self.stored if first <= state.since <= self.walked}

    def _days(self, first: date) -> Iterator[tuple[date, list[Incident]]]:
        """The first day, and all later ones on which anything is told, with what is told."""
        yield first, self._between(first, first).get(first, [])
        since = _later(first, 1)
        for days in PERIODS:
            until = _later(since, days)
            yield from sorted(self._between(since, until).items())
            since = _later(until, 1)

    def _between(self, since: date, until: date) -> Mapping[date, list[Incident]]:
        stored = self.around.incidents_at(self.place, HOLDING, since, until)
        kept = [one for one in stored if one.id not in self.gone and _is_at(one, self.key)]
        by_day: dict[date, list[Incident]] = defaultdict(list)
        for one in (*kept, *self.new):
            if one.date and since <= one.date.start <= until:
                by_day[one.date.start].append(one)
        return by_day

    def _stood(self, day: date) -> ControlState | None:
        """The stored state of a day."""
        at = bisect_right(self.days, day)
        return self.stored[at - 1][1] if at else None

    def _before(self, day: date) -> ControlState | None:
        """The state before a day that is not walked yet, as it is now."""
        made = [state for state in self.made if state.since < day]
        kept = [s for at, s in self.stored if s.since < day and at not in self.left]
        return max([*kept, *made], key=lambda state: state.since, default=None)

    def _told(self, incidents: Sequence[Incident]) -> list[Any]:
        """The tellings of incidents in which the place changes hands: they name its holders."""
        known = {told.claim.id for told in self.tellings}
        moved = {key for one in incidents if one.type in MOVED for key in one.claim_ids}
        rows = self.around.told(moved - known).values()
        claims, resolutions = [row.claim for row in rows], [row.resolution for row in rows]
        articles = [row.article for row in rows]
        return [*self.tellings, *self.steps.join_tellings(claims, resolutions, articles)]
