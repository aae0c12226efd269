"""Who is said to hold each place on a day of the report: its states, their marks and their words.

A state stands from its day until the place's next one. Each has one row of the list, and one mark
where its place is located; the page shows those of one day, which its slider picks. A mark says how
sure the state is by its form, and whom it names by a letter and a colour.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from string import ascii_uppercase

from crosswire.exports import report_map
from crosswire.exports.lookups import countries
from crosswire.exports.report_view import where_words
from crosswire.records import Control, ControlState, Place

TONES = 8  # colours of holders in report.css; from the ninth holder on they come again
STATES = (Control.HELD, Control.CLAIMED, Control.CONTESTED, Control.UNKNOWN)

Period = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Holder:
    """A party that is said to hold places: its letter on the marks, and its colour's number."""

    letter: str
    tone: int
    name: str


@dataclass(frozen=True, slots=True)
class Held:
    """A state of one place, as a row and a mark show it.

    ``start`` and ``end`` count days from the first of the slider; ``end``, the day of the next
    state, is None where the state stands at the period's end. ``told`` are the incidents that it
    rests on, with their numbers in the report; ``elsewhere`` counts those that are not in it.
    """

    number: int
    site: int
    name: str
    where: str
    state: str
    words: str
    holder: Holder | None
    since: date
    until: date | None
    start: int
    end: int | None
    reason: str
    told: tuple[tuple[int, str], ...]
    elsewhere: int

    @property
    def region(self) -> str:
        """Where the place lies: its first-order unit and country."""
        return self.where.removeprefix(self.name).removeprefix(", ")


@dataclass(frozen=True, slots=True)
class ControlMap:
    """One theatre: its map, whose marks are numbered by site, and the holders named on it."""

    map: report_map.Map
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class ControlPart:
    """The report's part on control: ``first`` and ``last`` are the slider's ends, ``changes`` the
    days on which a state begins, counted from the first, and ``summary`` what stands at the end."""

    first: date
    last: date
    length: int
    changes: tuple[int, ...]
    rows: tuple[Held, ...]
    at: Mapping[int, tuple[Held, ...]]
    maps: tuple[ControlMap, ...]
    summary: str
    unmapped: int

    @property
    def final(self) -> tuple[Held, ...]:
        """What stands at the period's end."""
        return tuple(row for row in self.rows if row.end is None)


def control_part(
    states: Iterable[ControlState], period: Period, latest: date | None, numbers: Mapping[str, int]
) -> ControlPart | None:
    """The states that stand on any day of the period, or None where there are none.

    An open period begins with the first state and ends with the last one, or on ``latest``, the
    last incident's day. ``numbers`` are the report's incidents by id.
    """
    ordered = sorted(states, key=_order)
    if not ordered:
        return None
    first, last = _ends([state.since for state in ordered], period, latest)
    timelines = _timelines(ordered, first, last)
    if not timelines:
        return None
    found = list(_rows(timelines, first, numbers))
    at: dict[int, list[Held]] = defaultdict(list)
    for row in found:
        at[row.site].append(row)
    maps = _maps([timeline[-1].place for timeline in timelines], at)
    return ControlPart(
        first=first,
        last=last,
        length=(last - first).days,
        changes=tuple(sorted({row.start for row in found})),
        rows=tuple(found),
        at={site: tuple(rows) for site, rows in at.items()},
        maps=tuple(maps),
        summary=_summary(row.state for row in found if row.end is None),
        unmapped=sum(not report_map.drawable(timeline[-1].place) for timeline in timelines),
    )


def _order(state: ControlState) -> tuple[str, str, str, date, str, tuple[str, ...]]:
    place = state.place
    name = (place.country or "", place.name, place.gazetteer_id or "")
    return *name, state.since, state.reason, state.incident_ids


def _ends(days: Sequence[date], period: Period, latest: date | None) -> tuple[date, date]:
    """First and last day; an open end is closed by what is told."""
    first = period[0] or min(days)
    return first, period[1] or max(first, *days, latest or first)


def _timelines(states: Sequence[ControlState], first: date, last: date) -> list[list[ControlState]]:
    """Each place's states, without those that began after the last day or ended by the first."""
    by_place: dict[tuple[str | None, ...], list[ControlState]] = defaultdict(list)
    for state in states:
        if state.since <= last:
            place = state.place
            key = (place.country, place.admin1, place.gazetteer_id or place.name)
            by_place[key].append(state)
    found = []
    for timeline in by_place.values():
        timeline.sort(key=lambda state: state.since)
        over = sum(later.since <= first for _, later in pairwise(timeline))
        found.append(timeline[over:])
    return found


def _rows(
    timelines: Sequence[Sequence[ControlState]], first: date, numbers: Mapping[str, int]
) -> Iterator[Held]:
    holders = _holders([state for timeline in timelines for state in timeline])
    number = 0
    for site, timeline in enumerate(timelines, 1):
        for state, later in zip(timeline, [*timeline[1:], None], strict=True):
            number += 1
            told = sorted((numbers[each], each) for each in state.incident_ids if each in numbers)
            yield Held(
                number=number,
                site=site,
                name=state.place.name,
                where=where_words(state.place),
                state=state.state.value,
                words=_words(state),
                holder=holders.get(_holder_key(state)),
                since=state.since,
                until=later.since if later else None,
                start=max((state.since - first).days, 0),
                end=(later.since - first).days if later else None,
                reason=state.reason,
                told=tuple(told),
                elsewhere=len(state.incident_ids) - len(told),
            )


def _holder_key(state: ControlState) -> str:
    return state.holder_id or (state.holder or "").casefold()


def _holders(states: Sequence[ControlState]) -> dict[str, Holder]:
    """Holders by key, those of most states first; each is called as it most often is."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for state in states:
        if state.holder:
            names[_holder_key(state)][state.holder] += 1
    ranked = sorted(names.items(), key=lambda item: (-item[1].total(), item[0]))
    return {
        key: Holder(_letter(place), place % TONES, min(called, key=lambda n: (-called[n], n)))
        for place, (key, called) in enumerate(ranked)
    }


def _letter(place: int) -> str:
    """A to Z, then AA, AB and so on."""
    before, last = divmod(place, len(ascii_uppercase))
    return (_letter(before - 1) if before else "") + ascii_uppercase[last]


def _words(state: ControlState) -> str:
    """The state in words that its holder's name may follow."""
    if state.state is Control.UNKNOWN:
        return "given up, holder not known"
    return f"{state.state.value} by" if state.holder else state.state.value


def _maps(places: Sequence[Place], at: Mapping[int, Sequence[Held]]) -> Iterator[ControlMap]:
    spots = [
        report_map.Spot(site, place)
        for site, place in enumerate(places, 1)
        if report_map.drawable(place)
    ]
    for found in report_map.maps(spots, countries()):
        named = {row.holder for mark in found.marks for row in at[mark.number] if row.holder}
        yield ControlMap(
            found, tuple(sorted(named, key=lambda holder: (len(holder.letter), holder.letter)))
        )


def _summary(states: Iterable[str]) -> str:
    """How many places are in which state: "3 held, 1 contested"; report.js says it alike."""
    counts = Counter(states)
    return ", ".join(f"{counts[state]} {state}" for state in STATES if counts[state])
