"""The report's timeline: bars of incidents by day, by week or by month, stacked by grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crosswire.exports.calendar import day_and_month, month_and_year
from crosswire.records import Grade

WIDTH, HEIGHT = 1120.0, 150.0  # pixels
LEFT, BOTTOM, TOP = 28.0, 22.0, 8.0
MOST_DAYS, MOST_WEEKS = 62, 400  # days up to which bars are days, and weeks; beyond: months
TICKS = 8  # dates below the axis at most
# Bottom to top: what is best supported carries the rest.
STACK = (Grade.ESTABLISHED, Grade.FAIR, Grade.CONTESTED, Grade.WEAK)


@dataclass(frozen=True, slots=True)
class Bar:
    """One grade's part of one bar."""

    grade: str
    x: float
    y: float
    width: float
    height: float
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A date below the axis, or a count beside it."""

    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars and their axes; ``unit`` is day, week or month, ``undated`` how many have no day."""

    unit: str
    bars: tuple[Bar, ...]
    days: tuple[Tick, ...]
    counts: tuple[Tick, ...]
    undated: int


def timeline(
    told: Iterable[tuple[date | None, str]], since: date | None, until: date | None
) -> Timeline:
    """Bars for (first day, grade) pairs; the axis spans the period, or the days told."""
    pairs = list(told)
    dated = [(day, grade) for day, grade in pairs if day]
    undated = len(pairs) - len(dated)
    days = [day for day, _ in dated]
    first = min([*days, *([since] if since else [])], default=None)
    last = max([*days, *([until] if until else [])], default=None)
    if first is None or last is None:
        return Timeline("day", (), (), (), undated)
    unit = _unit(first, last)
    bins = _bins(first, last, unit)
    counts = Counter((_start(day, unit), grade) for day, grade in dated)
    most = max(Counter(_start(day, unit) for day, _ in dated).values(), default=1)
    return Timeline(
        unit, tuple(_bars(bins, counts, most, unit)), _days(bins, unit), _counts(most), undated
    )


def _unit(first: date, last: date) -> str:
    length = (last - first).days + 1
    if length <= MOST_DAYS:
        return "day"
    return "week" if length <= MOST_WEEKS else "month"


def _start(day: date, unit: str) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day


def _bins(first: date, last: date, unit: str) -> list[date]:
    bins, day = [], _start(first, unit)
    while day <= last:
        bins.append(day)
        step = {"day": 1, "week": 7, "month": 32}[unit]
        day = _start(day + timedelta(days=step), unit)
    return bins


def _bars(
    bins: Sequence[date], counts: Counter[tuple[date, str]], most: int, unit: str
) -> Iterable[Bar]:
    slot = (WIDTH - LEFT) / len(bins)
    width = min(slot * 0.72, 44.0)
    for index, day in enumerate(bins):
        base = HEIGHT - BOTTOM
        for grade in STACK:
            count = counts[day, grade]
            if count:
                height = count / most * (HEIGHT - BOTTOM - TOP)
                base -= height
                x = LEFT + slot * index + (slot - width) / 2
                title = f"{_name(day, unit)}: {count} {grade}"
                yield Bar(str(grade), x, base, width, height, title)


def _days(bins: Sequence[date], unit: str) -> tuple[Tick, ...]:
    slot = (WIDTH - LEFT) / len(bins)
    every = -(-len(bins) // TICKS)
    return tuple(
        Tick(
            month_and_year(day) if unit == "month" else day_and_month(day),
            LEFT + slot * (index + 0.5),
        )
        for index, day in enumerate(bins)
        if index % every == 0
    )


def _counts(most: int) -> tuple[Tick, ...]:
    values = sorted({0, most, most // 2 if most % 2 == 0 else 0})
    return tuple(
        Tick(str(value), HEIGHT - BOTTOM - value / most * (HEIGHT - BOTTOM - TOP))
        for value in values
    )


def _name(day: date, unit: str) -> str:
    if unit == "month":
        return month_and_year(day)
    return day_and_month(day) if unit == "day" else f"week of {day_and_month(day)}"
