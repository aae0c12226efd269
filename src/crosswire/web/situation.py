"""The situation of a day, a week or a month: ranges, what is where, and what is new in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crosswire.exports.events import HAPPENED
from crosswire.exports.lookups import country
from crosswire.records import EventType, Grade, Outcome
from crosswire.rows import IncidentCard

WEEK = timedelta(days=6)
COUNTED = (Outcome.KILLED, Outcome.INJURED, Outcome.DISPLACED, Outcome.CAPTURED)
GRADES = tuple(Grade)
MOST = 40  # incidents that are listed of one province, and of what is late or only told
MOST_OF_ALL = 400  # and of all provinces: more are in the list that the page leads to

Cards = Sequence[IncidentCard]


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
class Listed:
    """Incidents in order of day; ``cards`` are the best supported of ``total``."""

    cards: tuple[IncidentCard, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.total - len(self.cards)


@dataclass(frozen=True, slots=True)
class Area:
    """The incidents of one country and first-order unit; both None where no place is told."""

    name: str
    country: str | None
    admin1: str | None
    listed: Listed
    killed: Sum | None


@dataclass(frozen=True, slots=True)
class Situation:
    """What a report says of its period. ``before`` are the same sums of the period before it, of
    equal length; ``late`` are earlier incidents that articles of this period tell of; ``untold``
    are planned, threatened or denied alone, ``totals`` are sums over several events. ``single``
    incidents are told by one origin alone; ``articles`` of ``outlets`` tell of the period's."""

    since: date
    until: date
    happened: int
    grades: tuple[tuple[str, int], ...]
    sums: tuple[Sum, ...]
    before: tuple[Sum, ...]
    incidents_before: int
    areas: tuple[Area, ...]
    late: Listed
    untold: Listed
    totals: Listed
    articles: int
    outlets: int
    single: int


def situation(
    cards: Cards, before: Cards, late: Cards, told_by: tuple[int, int], since: date, until: date
) -> Situation:
    """The report on ``cards``, the incidents of its period in order of day."""
    happened, earlier = _happened(cards), _happened(before)
    rest = [card for card in cards if card.status not in HAPPENED and not _is_total(card)]
    grades = Counter(card.grade for card in happened)
    return Situation(
        since=since,
        until=until,
        happened=len(happened),
        grades=tuple((str(grade), grades[grade]) for grade in GRADES),
        sums=sums(happened),
        before=sums(earlier),
        incidents_before=len(earlier),
        areas=_areas(happened),
        late=listed(_happened(late)),
        untold=listed(rest),
        totals=listed([card for card in cards if _is_total(card)]),
        articles=told_by[0],
        outlets=told_by[1],
        single=sum(card.origins <= 1 for card in happened),
    )


def previous(since: date, until: date) -> tuple[date, date]:
    """The period of equal length that ends on the day before."""
    last = since - timedelta(days=1)
    return last - (until - since), last


def following(since: date, until: date) -> tuple[date, date]:
    """The period of equal length that begins on the day after."""
    first = until + timedelta(days=1)
    return first, first + (until - since)


def sums(cards: Cards) -> tuple[Sum, ...]:
    """Each outcome that is told, added up over incidents: ends of ranges and best numbers alike."""
    return tuple(each for each in (_sum(cards, outcome) for outcome in COUNTED) if each.incidents)


def listed(cards: Cards, most: int = MOST) -> Listed:
    """The best supported of incidents, those with the most dead first of equals; by day."""
    ranked = sorted(cards, key=lambda c: (GRADES.index(c.grade), -c.origins, -(c.killed_best or 0)))
    kept = {card.id for card in ranked[:most]}
    return Listed(tuple(card for card in cards if card.id in kept), len(cards))


def _sum(cards: Cards, outcome: Outcome) -> Sum:
    ends = ("low", "best", "high")
    ranges = [[getattr(card, f"{outcome}_{end}") for end in ends] for card in cards]
    counted = [each for each in ranges if each[1] is not None]
    return Sum(
        outcome=str(outcome),
        low=sum(low or 0 for low, _, _ in counted),
        best=sum(best for _, best, _ in counted),
        high=sum(best if high is None else high for _, best, high in counted),
        open=any(high is None for _, _, high in counted),
        incidents=len(counted),
    )


def _happened(cards: Iterable[IncidentCard]) -> list[IncidentCard]:
    return [card for card in cards if card.status in HAPPENED and not _is_total(card)]


def _is_total(card: IncidentCard) -> bool:
    return card.type is EventType.CASUALTIES_REPORT


def _areas(cards: Cards) -> tuple[Area, ...]:
    """By country and unit, those with the most incidents first."""
    groups: dict[tuple[str | None, str | None], list[IncidentCard]] = {}
    for card in cards:
        groups.setdefault((card.country, card.admin1), []).append(card)
    left = MOST_OF_ALL
    found = []
    for place, inside in sorted(groups.items(), key=lambda item: (-len(item[1]), _name(*item[0]))):
        shown = listed(inside, min(MOST, left))
        left -= len(shown.cards)
        found.append(Area(_name(*place), *place, shown, _killed(inside)))
    return tuple(found)


def _name(code: str | None, admin1: str | None) -> str:
    names = (country(code).name, admin1)
    return ", ".join(name for name in names if name) or "Place not told"


def _killed(cards: Cards) -> Sum | None:
    return next((each for each in sums(cards) if each.outcome == Outcome.KILLED), None)
