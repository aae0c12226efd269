"""The event that the news of some days is full of: "the attack", without its place and its day.

Such an event is told by many texts (copies of one are one), and by far more than all others of its
type in its country around its day. What tells of one of its type in these days, and says neither
where nor when, tells of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crosswire.incidents.facts import Unit
from crosswire.records import EventType, Status

TOLD_BY = 4  # texts, at least
OVER_OTHERS = 2  # times as many texts as tell of all others
AROUND = timedelta(days=10)  # how long it is spoken of so, and how near the others lie

TO_COME = frozenset({Status.PLANNED, Status.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class _Event:
    """A cluster of units that tells a day: its first unit, and by how many texts it is told."""

    first: int
    type: EventType
    day: date
    countries: frozenset[str]
    admin1: frozenset[str]
    texts: int


def unnamed(units: Sequence[Unit], clusters: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Pairs of units of clusters that are one event: one that names nothing, one of what is meant.

    ``clusters`` hold the positions of their ``units``.
    """
    events = [event for members in clusters if (event := _event(units, members))]
    salient = _salient(events)
    if not salient:
        return
    for members in clusters:
        told = [units[at] for at in members]
        meant = [event for event in salient[told[0].type] if _may_be(told, event)]
        if len(meant) == 1:
            yield members[0], meant[0].first


def _event(units: Sequence[Unit], members: Sequence[int]) -> _Event | None:
    told = [units[at] for at in members]
    days = Counter(unit.period[0] for unit in told if unit.period and _is_day(unit.period))
    if not days:
        return None
    types = Counter(unit.type for unit in told)
    return _Event(
        members[0],
        min(types, key=lambda kind: (-types[kind], kind)),
        min(days, key=lambda day: (-days[day], day)),
        frozenset().union(*(unit.countries for unit in told)),
        frozenset().union(*(unit.admin1 for unit in told)),
        len({t.story.id if t.story else t.article.id for unit in told for t in unit.tellings}),
    )


def _is_day(period: tuple[date, date]) -> bool:
    return period[0] == period[1]


def _salient(events: Sequence[_Event]) -> dict[EventType, list[_Event]]:
    """The events that are spoken of more than all others of their type, country and days."""
    by_type: dict[EventType, list[_Event]] = defaultdict(list)
    for event in sorted(events, key=lambda each: (each.day, each.first)):
        by_type[event.type].append(event)
    found: dict[EventType, list[_Event]] = defaultdict(list)
    for kind, ordered in by_type.items():
        days = [event.day for event in ordered]
        for event in ordered:
            if event.texts >= TOLD_BY:
                low = bisect_left(days, event.day - AROUND)
                near = ordered[low : bisect_right(days, event.day + AROUND)]
                others = sum(each.texts for each in near if _rivals(event, each))
                if event.texts >= OVER_OTHERS * others:
                    found[kind].append(event)
    return found


def _rivals(event: _Event, other: _Event) -> bool:
    if other.first == event.first:
        return False
    return not (event.countries and other.countries) or bool(event.countries & other.countries)


def _may_be(told: Sequence[Unit], event: _Event) -> bool:
    """Whether units of one article that name no place and no day can mean an event."""
    return len({unit.article_id for unit in told}) == 1 and all(
        unit.type is event.type
        and not unit.specific
        and (unit.countries <= event.countries or not unit.countries)
        and (unit.admin1 <= event.admin1 or not unit.admin1)
        and _spoken_of(unit, event.day)
        and any(t.claim.status not in TO_COME for t in unit.tellings)
        for unit in told
    )


def _spoken_of(unit: Unit, day: date) -> bool:
    """Whether a unit of no day was written while the event of a day was spoken of."""
    if unit.period:
        return not _is_day(unit.period) and unit.period[0] <= day <= unit.period[1]
    return unit.day is not None and timedelta(days=-1) <= unit.day - day <= AROUND
