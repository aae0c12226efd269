"""The situation of a day, a week or a month: ranges, what is where, and what is new in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crosswire import reckoning
from crosswire.exports.lookups import country
from crosswire.exports.report_view import Entry, Parts, grade_counts, parts
from crosswire.records import Outcome
from crosswire.rows import IncidentRow

WEEK = timedelta(days=6)
COUNTED = (Outcome.KILLED, Outcome.INJURED, Outcome.DISPLACED, Outcome.CAPTURED)


@dataclass(frozen=True, slots=True)
class Sum:
    """People of one outcome, added up over incidents; ``open`` says that it may be more."""

    outcome: str
    low: int
    best: int
    high: int
    open: bool
    incidents: int


@dataclass(frozen=True, slots=True)
class Area:
    """The incidents of one country and first-order unit."""

    name: str
    entries: tuple[Entry, ...]
    killed: Sum | None


@dataclass(frozen=True, slots=True)
class Situation:
    """What a report says of its period. ``before`` are the same sums of the period before it, of
    equal length; ``late`` are earlier incidents that articles of this period tell of."""

    since: date
    until: date
    parts: Parts
    grades: tuple[tuple[str, int], ...]
    sums: tuple[Sum, ...]
    before: tuple[Sum, ...]
    incidents_before: int
    areas: tuple[Area, ...]
    late: tuple[Entry, ...]
    origins: int
    articles: int
    single: int


def situation(
    rows: Sequence[IncidentRow],
    before: Sequence[IncidentRow],
    late: Sequence[IncidentRow],
    since: date,
    until: date,
) -> Situation:
    """The report on ``rows``, the incidents of its period."""
    found, earlier = parts(rows), parts(before)
    happened = _of(rows, found.happened)
    return Situation(
        since=since,
        until=until,
        parts=found,
        grades=tuple(grade_counts(found.happened)),
        sums=sums(happened),
        before=sums(_of(before, earlier.happened)),
        incidents_before=len(earlier.happened),
        areas=_areas(found.happened, happened),
        late=parts(late).happened,
        origins=len({o.key for row in happened for o in row.incident.origins if o.known}),
        articles=len({claim.article.id for row in happened for claim in row.claims}),
        single=sum(entry.origins <= 1 for entry in found.happened),
    )


def previous(since: date, until: date) -> tuple[date, date]:
    """The period of equal length that ends on the day before."""
    last = since - timedelta(days=1)
    return last - (until - since), last


def following(since: date, until: date) -> tuple[date, date]:
    """The period of equal length that begins on the day after."""
    first = until + timedelta(days=1)
    return first, first + (until - since)


def sums(rows: Iterable[IncidentRow]) -> tuple[Sum, ...]:
    """Each outcome that is told, added up over incidents: ends of ranges and best numbers alike."""
    rows = list(rows)
    return tuple(each for each in (_sum(rows, outcome) for outcome in COUNTED) if each.incidents)


def _sum(rows: Sequence[IncidentRow], outcome: Outcome) -> Sum:
    told = [each for each in (reckoning.people(row, outcome) for row in rows) if each.told]
    counted = [each for each in told if each.best is not None]
    return Sum(
        outcome=str(outcome),
        low=sum(each.low or 0 for each in counted),
        best=sum(each.best or 0 for each in counted),
        high=sum(each.high if each.high is not None else each.best or 0 for each in counted),
        open=any(each.high is None for each in counted) or len(counted) < len(told),
        incidents=len(told),
    )


def _of(rows: Iterable[IncidentRow], entries: Iterable[Entry]) -> list[IncidentRow]:
    wanted = {entry.id for entry in entries}
    return [row for row in rows if row.incident.id in wanted]


def _areas(entries: Iterable[Entry], rows: Iterable[IncidentRow]) -> tuple[Area, ...]:
    """By country and unit, those with the most incidents first."""
    by_id = {row.incident.id: row for row in rows}
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(_area(entry), []).append(entry)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(
        Area(name, tuple(inside), _killed(by_id[each.id] for each in inside))
        for name, inside in ordered
    )


def _area(entry: Entry) -> str:
    place = entry.place
    names = (country(place.country).name, place.admin1) if place else ()
    return ", ".join(name for name in names if name) or "Place not told"


def _killed(rows: Iterable[IncidentRow]) -> Sum | None:
    return next((each for each in sums(rows) if each.outcome == Outcome.KILLED), None)
