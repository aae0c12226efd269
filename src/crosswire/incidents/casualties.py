"""The human cost of an incident: low, best and high per outcome and class, each with its claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crosswire.incidents.origins import Evidence
from crosswire.incidents.telling import Telling
from crosswire.records import Casualties, Disagreement, Outcome, Toll, Version, Who

Class = tuple[Outcome, Who]
Wording = tuple[str, tuple[tuple[Outcome, Who, int | None, int | None], ...]]


@dataclass(frozen=True, slots=True)
class Figure:
    """What one origin last said of one class of people; bounds as in ``Casualties``.

    ``day`` is when it said so: for a copy the day of the text that it copies.
    """

    low: int | None
    high: int | None
    telling: Telling
    known: bool
    day: date | None

    @property
    def number(self) -> int:
        """The number told: the least, where the text gives one, else the most."""
        return self.low if self.low is not None else self.high or 0


def count_tolls(evidence: Evidence) -> tuple[Toll, ...]:
    """The tolls of an incident, by outcome and class.

    Of one origin the latest article replaces earlier ones (a copy is as old as the text that it
    copies, however late it is printed), and within an article the greatest number is its total:
    numbers of one claim that count different people are added, a number that is ``part_of`` another
    is not. Rival origins stay as a range: ``low`` and ``high`` are the least and the most that any
    says ("at least 30" sets no upper bound and counts as 30). ``best`` is what most of the known
    origins say; of equals, what was told last.
    """
    tolls = (_toll(key, figures) for key, figures in sorted(_figures(evidence).items()))
    return tuple(toll for toll in tolls if toll)


def rival_tolls(evidence: Evidence) -> Iterable[Disagreement]:
    """The classes of people that known or unknown origins count differently."""
    for (outcome, who), figures in sorted(_figures(evidence).items()):
        told: dict[int, list[str]] = defaultdict(list)
        for figure in figures:
            told[figure.number].append(figure.telling.claim.id)
        if len(told) > 1:
            versions = (Version(f"{n} {outcome}", tuple(sorted(told[n]))) for n in sorted(told))
            yield Disagreement(f"casualties: {outcome}, {who}", tuple(versions))


def _figures(evidence: Evidence) -> dict[Class, list[Figure]]:
    """Each origin's last figure for each class; nothing that only may happen is counted."""
    last: dict[tuple[Class, str], Figure] = {}
    told = [t for t in evidence.tellings if t.happened]
    days = _first_days(told)
    for telling in told:
        root, day = evidence.root(telling), _day(telling, days)
        for key, low, high in _totals(telling.claim.casualties):
            figure = Figure(low, high, telling, root.known, day)
            before = last.get((key, root.key))
            if before is None or _replaces(figure, before):
                last[key, root.key] = figure
    found: dict[Class, list[Figure]] = defaultdict(list)
    for (key, _), figure in sorted(last.items(), key=lambda item: item[0]):
        found[key].append(figure)
    return found


def _first_days(told: Sequence[Telling]) -> dict[Wording, date]:
    """The first day of each text with its numbers, of those that were copied."""
    days: dict[Wording, date] = {}
    for telling in told:
        wording = _wording(telling)
        if wording and telling.day:
            days[wording] = min(telling.day, days.get(wording, telling.day))
    return days


def _day(telling: Telling, first_days: Mapping[Wording, date]) -> date | None:
    """When the origin said so: a copy tells what its text told first."""
    wording = _wording(telling)
    return first_days.get(wording, telling.day) if wording else telling.day


def _wording(telling: Telling) -> Wording | None:
    """What copies of one text share: the story and the numbers; None for a text of its own.

    A later version of a live article is no copy, whatever it shares with the first one.
    """
    story = telling.story
    if story is None or telling.article.id in story.updates:
        return None
    counts = telling.claim.casualties
    return story.id, tuple((c.outcome, c.who, c.low, c.high) for c in counts)


def _replaces(figure: Figure, before: Figure) -> bool:
    """Whether a figure is the origin's newer word, or the greater number of the same day.

    The day and not the place in the text decides, and copies of a day do not differ: the greater
    number is the total of which the others are parts.
    """
    new, old = figure.day, before.day
    if new != old and new and old:
        return new > old
    return figure.number > before.number


def _totals(counts: Sequence[Casualties]) -> list[tuple[Class, int | None, int | None]]:
    """A claim's numbers by class, those that another number of the class includes left out."""
    sums: dict[Class, list[Casualties]] = defaultdict(list)
    for count in counts:
        if not _is_inside(count, counts) and (count.low is not None or count.high is not None):
            sums[count.outcome, count.who].append(count)
    return [
        (key, _sum(count.low for count in told), _sum(count.high for count in told))
        for key, told in sums.items()
    ]


def _is_inside(count: Casualties, counts: Sequence[Casualties]) -> bool:
    """Whether another number of the claim, of the same class, includes this one."""
    if count.part_of is None or not 0 <= count.part_of < len(counts):
        return False
    whole = counts[count.part_of]
    return (whole.outcome, whole.who) == (count.outcome, count.who)


def _sum(numbers: Iterable[int | None]) -> int | None:
    """The sum, None where one of the numbers is open."""
    known = list(numbers)
    return None if None in known else sum(n for n in known if n is not None)


def _toll(key: Class, figures: Sequence[Figure]) -> Toll | None:
    if not figures:
        return None
    low = min(figures, key=lambda f: (f.number, f.telling.order))
    high = max(figures, key=lambda f: (_most(f), f.telling.order))
    best = max(figures, key=lambda f: (*_agreeing(f, figures), f.telling.order))
    ids = (figure.telling.claim.id for figure in (low, best, high))
    return Toll(*key, low.number, best.number, _most(high), *ids)


def _most(figure: Figure) -> int:
    return figure.high if figure.high is not None else figure.number


def _agreeing(figure: Figure, figures: Sequence[Figure]) -> tuple[int, int]:
    same = [other for other in figures if other.number == figure.number]
    return sum(other.known for other in same), len(same)
