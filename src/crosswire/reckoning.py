"""The few numbers of an incident that take a rule: how many people, and how many origins.

A speaker may count the dead as civilians, as combatants, or not say. Classes are added only where
one article tells them together ("five soldiers and three civilians"); a number without a class is
that article's whole ("eight people"), so that the larger of the two stands for the article. Over
articles: the smallest whole is ``low``, the largest whole of the best numbers is ``best``, the
largest of all is ``high``. Rival classes ("12 civilians", "12 fighters") are so never added up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from crosswire.records import Incident, Outcome, Role, Toll, Who
from crosswire.rows import IncidentRow


@dataclass(frozen=True, slots=True)
class Range:
    """Low, best and high, all None where no claim gives a number; ``told`` says that one tells."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Deaths:
    """The best number of dead by UCDP's columns; the four always add up to ``best``."""

    side_a: int
    side_b: int
    civilians: int
    unknown: int

    @property
    def best(self) -> int:
        """All of the dead."""
        return self.side_a + self.side_b + self.civilians + self.unknown


def count_origins(incident: Incident) -> int:
    """Independent origins that the vocabulary knows; unknown outlets alone count as one."""
    known = sum(origin.known for origin in incident.origins)
    return known or min(1, len(incident.origins))


def people(row: IncidentRow, outcome: Outcome) -> Range:
    """The range over all classes; without a best number the low one stands, as in ACLED."""
    tolls = [toll for toll in row.incident.casualties if toll.outcome is outcome]
    lows = _wholes(row, tolls, lambda toll: (toll.low, toll.low_claim))
    bests = _wholes(row, tolls, lambda toll: (_best(toll), toll.best_claim or toll.low_claim))
    highs = _wholes(row, tolls, lambda toll: (toll.high, toll.high_claim))
    best = max((_whole(classes) for classes in bests.values()), default=None)
    low = min((_whole(classes) for classes in lows.values()), default=None)
    high = max((_whole(classes) for classes in highs.values()), default=None)
    if best is not None:
        low = best if low is None else min(low, best)
        high = None if high is None else max(high, best)
    return Range(low, best, high, bool(tolls))


def of_class(row: IncidentRow, outcome: Outcome, who: Who) -> Range:
    """The range of one class, as its claims tell it."""
    for toll in row.incident.casualties:
        if toll.outcome is outcome and toll.who is who:
            return Range(toll.low, _best(toll), toll.high, True)
    return Range()


def deaths(row: IncidentRow) -> Deaths:
    """The best number of dead, split by the one article that gives it."""
    tolls = [toll for toll in row.incident.casualties if toll.outcome is Outcome.KILLED]
    bests = _wholes(row, tolls, lambda toll: (_best(toll), toll.best_claim or toll.low_claim))
    if not bests:
        return Deaths(0, 0, 0, 0)
    article = max(bests, key=lambda key: (_whole(bests[key]), _classed(bests[key]), key))
    classes = bests[article]
    combatants = classes.get(Who.COMBATANT, 0)
    side_a, side_b = _sides(row, article, combatants)
    civilians = classes.get(Who.CIVILIAN, 0)
    rest = _whole(classes) - civilians - side_a - side_b
    return Deaths(side_a, side_b, civilians, rest)


def _best(toll: Toll) -> int | None:
    return toll.best if toll.best is not None else toll.low


def _wholes(
    row: IncidentRow, tolls: list[Toll], end: Callable[[Toll], tuple[int | None, str | None]]
) -> dict[str, dict[Who, int]]:
    """The numbers at one end of each range, by the article that tells them and by class."""
    articles = {claim.claim.id: claim.article.id for claim in row.claims}
    found: dict[str, dict[Who, int]] = {}
    for toll in tolls:
        number, claim = end(toll)
        if number is not None:
            found.setdefault(articles.get(claim or "", claim or ""), {})[toll.who] = number
    return found


def _classed(classes: Mapping[Who, int]) -> int:
    return classes.get(Who.CIVILIAN, 0) + classes.get(Who.COMBATANT, 0)


def _whole(classes: Mapping[Who, int]) -> int:
    return max(classes.get(Who.UNKNOWN, 0), _classed(classes))


def _sides(row: IncidentRow, article: str, combatants: int) -> tuple[int, int]:
    """How many of the combatants that an article tells of were side a's, and how many side b's."""
    told = {Role.SIDE_A: 0, Role.SIDE_B: 0}
    for claim in row.claims:
        if claim.article.id != article:
            continue
        for number in claim.claim.casualties:
            if number.outcome is Outcome.KILLED and number.who is Who.COMBATANT and number.side:
                told[number.side] = max(told.get(number.side, 0), number.low or number.high or 0)
    side_a = min(told[Role.SIDE_A], combatants)
    return side_a, min(told[Role.SIDE_B], combatants - side_a)
