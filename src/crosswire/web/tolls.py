"""An incident's numbers of people as small range charts, with the claim behind each end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crosswire import reckoning
from crosswire.exports.report_view import range_words
from crosswire.records import Outcome, Toll, Who
from crosswire.rows import ClaimRow, IncidentRow

WIDTH = 240.0  # pixels of a chart's axis
STEPS = (1, 2, 2.5, 5)  # of round numbers that an axis may end at, times a power of ten


@dataclass(frozen=True, slots=True)
class End:
    """One end of a range, or its best number: who says so; ``open`` where it may be more."""

    names: tuple[str, ...]
    number: int
    claim: ClaimRow | None


@dataclass(frozen=True, slots=True)
class Chart:
    """A range on an axis from 0 to ``most``: places of its ends, and of every number told, in
    pixels. ``part`` says that it is a class of the people in the chart before it."""

    label: str
    words: str
    part: bool
    low: float
    best: float
    high: float
    open: bool
    told: tuple[tuple[float, str], ...]
    ends: tuple[End, ...]


@dataclass(frozen=True, slots=True)
class Charts:
    """All charts of an incident, on one axis."""

    rows: tuple[Chart, ...]
    most: int


def charts(row: IncidentRow) -> Charts:
    """A chart for each outcome, and for each class of people where claims tell several."""
    ranges = [(outcome, reckoning.people(row, outcome)) for outcome in Outcome]
    told = [(outcome, each) for outcome, each in ranges if each.best is not None]
    if not told:
        return Charts((), 0)
    largest = max(max(each.high or 0, each.best or 0, each.low or 0) for _, each in told)
    most = _round_up(largest * (4 / 3 if any(each.high is None for _, each in told) else 1))
    by_id = {claim.claim.id: claim for claim in row.claims}
    rows = (chart for each in told for chart in _of_outcome(row, each, most, by_id))
    return Charts(tuple(rows), most)


def _round_up(number: float) -> int:
    """The smallest round number that is not below this one."""
    ends = (int(step * 10**power) for power in range(8) for step in STEPS if step * 10**power >= 1)
    return next((end for end in sorted(set(ends)) if end >= number), int(number))


def _of_outcome(
    row: IncidentRow,
    found: tuple[Outcome, reckoning.Range],
    most: int,
    by_id: Mapping[str, ClaimRow],
) -> Iterator[Chart]:
    outcome, whole = found
    tolls = [toll for toll in row.incident.casualties if toll.outcome is outcome]
    label, single = str(outcome).capitalize(), len(tolls) == 1
    if single and tolls[0].who is not Who.UNKNOWN:
        label = f"{label}, {tolls[0].who}"
    numbers = _numbers(row, outcome, None, most)
    yield _chart(label, whole, most, numbers, _ends(tolls[0], by_id) if single else (), part=False)
    for toll in () if single else tolls:
        best = toll.best if toll.best is not None else toll.low
        if best is not None:
            part = reckoning.Range(toll.low, best, toll.high, told=True)
            who = "class not told" if toll.who is Who.UNKNOWN else str(toll.who)
            numbers = _numbers(row, outcome, toll.who, most)
            yield _chart(who, part, most, numbers, _ends(toll, by_id), part=True)


def _chart(
    label: str,
    found: reckoning.Range,
    most: int,
    told: Sequence[tuple[float, str]],
    ends: Iterable[End],
    *,
    part: bool,
) -> Chart:
    low, best = found.low or 0, found.best or 0
    high = found.high if found.high is not None else most
    at = [number / most * WIDTH for number in (low, best, high)]
    return Chart(
        label=label,
        words=range_words(found),
        part=part,
        low=at[0],
        best=at[1],
        high=at[2],
        open=found.high is None,
        told=tuple(told),
        ends=tuple(ends),
    )


def _ends(toll: Toll, by_id: Mapping[str, ClaimRow]) -> Iterator[End]:
    """The lowest, best and highest number with their claims; equal ones of one claim are one."""
    best = (toll.best, toll.best_claim) if toll.best is not None else (toll.low, toll.low_claim)
    ends = (("low", (toll.low, toll.low_claim)), ("best", best))
    high = ("high", (toll.high, toll.high_claim))
    groups: dict[tuple[int, str], list[str]] = {}
    for name, (number, claim) in (*ends, high):
        if number is not None:
            groups.setdefault((number, claim or ""), []).append(name)
    for (number, claim), names in groups.items():
        yield End(tuple(names), number, by_id.get(claim))


def _numbers(
    row: IncidentRow, outcome: Outcome, who: Who | None, most: int
) -> list[tuple[float, str]]:
    """Every number that claims tell of these people, once, with how many claims tell it."""
    counts: dict[int, int] = {}
    for number in _told(row.claims, outcome, who):
        counts[number] = counts.get(number, 0) + 1
    return [
        (number / most * WIDTH, f"{number}, in {count} claim{'s' if count > 1 else ''}")
        for number, count in sorted(counts.items())
        if number <= most
    ]


def _told(claims: Iterable[ClaimRow], outcome: Outcome, who: Who | None) -> Iterator[int]:
    for row in claims:
        for each in row.claim.casualties:
            number = each.low if each.low is not None else each.high
            whole = each.part_of is None and who in (None, each.who)
            if each.outcome is outcome and whole and number is not None:
                yield number
