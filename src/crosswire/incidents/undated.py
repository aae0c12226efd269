"""How likely two articles tell of one event where one of them tells no day of it.

What an article begins with is its news, and happened a day or so before: of two such, published on
different days, each has mostly its own event, however alike the words ("at least 40 are killed in
strikes on the city"). What it tells further down may have happened any time before.

The points are halves of what a logistic regression gave on 2,300 pairs of claims of real news,
labelled by reading them, beside the grounds that all pairs have (``scoring``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crosswire.incidents.facts import Period, Reason, Unit
from crosswire.records import EventType, Outcome

# Points by the most days between: two articles, where the undated claims are news in both, or not;
# the told day and the other's article, where the claim without a day is news there, or not.
Lags = tuple[tuple[int, float], ...]
NEWS: Lags = ((0, 0.0), (2, -2.5))
BEHIND: Lags = ((2, 1.0), (10, 0.0), (31, -1.0))
NEWS_OF_A_DAY: Lags = ((2, 2.0), (10, 0.0), (31, -1.0))
BEHIND_A_DAY: Lags = ((2, 0.5), (31, -2.0))
FURTHER = -5.0
# Told before its day has come; by one day, the words for the day or the date line may be wrong.
TOO_EARLY, A_DAY_EARLY = -4.0, -1.5
NO_DAY = -1.5

# What goes on for long, and is told for as long: of two articles it is oftener the same one.
LASTING = frozenset(
    {EventType.AGREEMENT, EventType.TALKS, EventType.SIEGE, EventType.DISPLACEMENT}
    | {EventType.TERRITORY_GAINED, EventType.TERRITORY_TRANSFER}
    | {EventType.BASE_ESTABLISHED, EventType.FORCE_MOVEMENT}
)
A_WORD, MOST_WORDS = 0.5, 6


def undated(a: Unit, b: Unit) -> Iterator[Reason]:
    """The grounds for and against two units of which one tells no day, or neither does."""
    yield from _when(a, b)
    yield from _what(a, b)
    yield from _where(a, b)
    yield from _tolls(a, b)
    common = min(len(a.weights.keys() & b.weights.keys()), MOST_WORDS)
    if common:
        yield Reason(A_WORD * common, f"words in common: {common}")


def _when(a: Unit, b: Unit) -> Iterator[Reason]:
    untold = [unit for unit in (a, b) if not unit.period]
    days = [unit.day for unit in untold if unit.day]
    told = a.period or b.period
    if len(days) < len(untold):
        yield Reason(NO_DAY, "no day told by one, whose article has none")
        return
    # Of two without a day, what is planned or denied may be told of an event of any day.
    is_news = all(unit.is_news for unit in untold) and bool(told or (a.happened and b.happened))
    kind = "the news of its article" if is_news else "told further down"
    if told:
        lag = _lag(told, days[0])
        points = _points(NEWS_OF_A_DAY if is_news else BEHIND_A_DAY, lag)
        when = f"{lag} days after" if lag >= 0 else f"{-lag} days before"
        yield Reason(points, f"no day told by one, {kind}, {when} the other's day")
    else:
        lag = abs((days[0] - days[1]).days)
        points = _points(NEWS if is_news else BEHIND, lag)
        yield Reason(points, f"written within {lag} days, no day told, {kind}")


def _lag(told: Period, day: date) -> int:
    """Days from a told period to an article's day; below zero where the article came first."""
    if told[0] <= day <= told[1]:
        return 0
    return (day - (told[1] if day > told[1] else told[0])).days


def _points(lags: Lags, lag: int) -> float:
    if lag < 0:
        return A_DAY_EARLY if lag == -1 else TOO_EARLY
    return next((points for most, points in lags if lag <= most), FURTHER)


def _what(a: Unit, b: Unit) -> Iterator[Reason]:
    if a.type is b.type and a.type in LASTING:
        yield Reason(1.5, f"what goes on for long: {a.type}")
    if not a.happened and not b.happened:
        yield Reason(1.0, "neither tells it as done")


def _where(a: Unit, b: Unit) -> Iterator[Reason]:
    if bool(a.specific) != bool(b.specific) and a.admin1 & b.admin1:
        yield Reason(-2.5, "only one says where in the province")


def _tolls(a: Unit, b: Unit) -> Iterator[Reason]:
    if a.counts & b.counts:
        return
    of_a, of_b = _killed(a), _killed(b)
    if of_a and of_b:
        yield Reason(-2.0, f"other numbers: {_list(of_a)} or {_list(of_b)} killed")
    elif of_a or of_b:
        yield Reason(-1.0, "only one counts the killed")


def _killed(unit: Unit) -> list[int]:
    return sorted(number for outcome, number in unit.counts if outcome is Outcome.KILLED)


def _list(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))
