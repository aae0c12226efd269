"""Which claims tell of one event: blocks, scored pairs, and clusters that no chain alone holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from crosswire.incidents.facts import Reason, Unit, build_units
from crosswire.incidents.salient import unnamed
from crosswire.incidents.scoring import PRIOR, compare, contradicts, may_be_one, total
from crosswire.incidents.telling import Telling

# Two units are compared further when their own score is above even odds, and joined when the mean
# of their clusters is not far below: what is told again and again is also told in passing.
EVEN = 0.0
LEAST_MEAN = -1.0
# How many units behind it each unit of a block is compared with. Blocks are in the order of days,
# so that what lies further off in a full block is another day's; it keeps the cost linear.
REACH = 48
# Of larger clusters so many members, evenly spaced, stand for all.
SAMPLE = 16
# Copies of one text tell one claim when so much of the shorter quote's words is in the other.
SAME_TELLING = 0.8
# The rarest words of a quote by which units without a common place are found.
RARE_WORDS = 4

Pair = tuple[int, int]
Item = TypeVar("Item")


def link(tellings: Sequence[Telling]) -> list[tuple[Telling, ...]]:
    """The tellings as groups, one for each event; each telling is in exactly one.

    Claims that their own article tells as one (``same_as``), and the same words in copies of one
    story, always stand together. All else is scored (``scoring.compare``) and joined best first, by
    the mean of all pairs of two clusters and never against a contradiction, since one pair that is
    linked wrongly must not join two incidents. Groups and their members are in the order of time;
    the order of ``tellings`` changes nothing.
    """
    units = build_units(tellings)
    clusters = _Clusters(units)
    for a, b in _copies(units):
        clusters.join(a, b)
    for _, a, b in sorted(_scored_pairs(units, clusters)):
        clusters.join_if_alike(a, b)
    for a, b in list(unnamed(units, clusters.members())):
        clusters.join(a, b)
    groups = (
        sorted((t for at in members for t in units[at].tellings), key=lambda t: t.order)
        for members in clusters.members()
    )
    return sorted((tuple(group) for group in groups), key=lambda group: group[0].order)


def explain(a: Sequence[Telling], b: Sequence[Telling]) -> list[str]:
    """Why two groups of claims, each of one article, were or were not linked; weightiest first.

    The rarity of words is taken from these claims alone, so that the points may differ from those
    among all claims.
    """
    units = build_units([*a, *b])
    reasons = compare(units[0], units[-1]) if len(units) > 1 else []
    ordered = sorted(reasons, key=lambda reason: (-abs(reason.points), reason.words))
    return [f"{reason.words} ({reason.points:+.1f})" for reason in ordered]


@dataclass(frozen=True, slots=True)
class Bond:
    """Two texts that tell of one incident, and the grounds for and against it."""

    first: Telling
    second: Telling
    reasons: tuple[Reason, ...]


def bonds(group: Sequence[Telling]) -> list[Bond]:
    """Why an incident's texts are one: each but the first with the one before it that fits best.

    Of many texts some are taken, evenly spaced. The rarity of words is taken from them alone.
    """
    units = spaced(build_units(group))
    found = []
    for at, unit in enumerate(units):
        compared = [(compare(before, unit), before) for before in units[:at]]
        if compared:
            reasons, before = max(compared, key=lambda pair: total(pair[0]))
            grounds = sorted(
                set(reasons) - {PRIOR}, key=lambda each: (-abs(each.points), each.words)
            )
            found.append(Bond(before.tellings[0], unit.tellings[0], tuple(grounds)))
    return found


class _Clusters:
    """Units joined so far; a root is the position of a cluster's first unit."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.root = list(range(len(units)))
        self.of_root = {at: [at] for at in range(len(units))}
        self.scores: dict[Pair, float | None] = {}

    def join(self, a: int, b: int) -> None:
        low, high = sorted((self.root[a], self.root[b]))
        if low == high:
            return
        moved = self.of_root.pop(high)
        for at in moved:
            self.root[at] = low
        self.of_root[low] = sorted(self.of_root[low] + moved)

    def join_if_alike(self, a: int, b: int) -> None:
        """Join two units' clusters, where their mean score says so and nothing excludes it."""
        left, right = self.root[a], self.root[b]
        if left == right:
            return
        pairs = [
            self.score(x, y)
            for x in spaced(self.of_root[left])
            for y in spaced(self.of_root[right])
        ]
        known = [points for points in pairs if points is not None]
        if len(known) == len(pairs) and sum(known) / len(known) > LEAST_MEAN:
            self.join(a, b)

    def score(self, a: int, b: int) -> float | None:
        """The score of two units, None where they contradict each other."""
        key = (a, b) if a < b else (b, a)
        if key not in self.scores:
            one, other = self.units[key[0]], self.units[key[1]]
            excluded = contradicts(one, other)
            self.scores[key] = None if excluded else total(compare(one, other))
        return self.scores[key]

    def members(self) -> list[list[int]]:
        return list(self.of_root.values())


def spaced(members: Sequence[Item]) -> Sequence[Item]:
    """The members, or as many of them, evenly spaced, as stand for all."""
    if len(members) <= SAMPLE:
        return members
    return [members[at * len(members) // SAMPLE] for at in range(SAMPLE)]


def _scored_pairs(units: Sequence[Unit], clusters: _Clusters) -> Iterator[tuple[float, int, int]]:
    """The pairs of a common block that may be one event, with their score negated: best first."""
    for a, b in sorted(_candidates(units)):
        points = clusters.score(a, b)
        if points is not None and points > EVEN:
            yield -points, a, b


def _candidates(units: Sequence[Unit]) -> set[Pair]:
    blocks: dict[tuple[str, int], list[int]] = defaultdict(list)
    for at, unit in enumerate(units):
        for key in _block_keys(unit):
            blocks[key].append(at)
    found: set[Pair] = set()
    for block in blocks.values():
        ordered = sorted(block, key=lambda at: (_reference(units[at]) or date.max, at))
        for place, at in enumerate(ordered):
            for other in ordered[place + 1 : place + 1 + REACH]:
                if may_be_one(units[at].type, units[other].type):
                    found.add((min(at, other), max(at, other)))
    return found


def _block_keys(unit: Unit) -> set[tuple[str, int]]:
    """Places, units and rare words, each with the weeks around the unit's day."""
    rare = sorted(unit.weights, key=lambda word: (-unit.weights[word], word))[:RARE_WORDS]
    names = {f"place {name}" for name in unit.specific | unit.admin1}
    names |= {f"word {word}" for word in rare}
    return {(name, week) for name in names for week in _weeks(unit)}


def _weeks(unit: Unit) -> set[int]:
    """The weeks of a unit's day and of the days around it, so that neighbours share one."""
    day = _reference(unit)
    if day is None:
        return {-1}
    around = 1 if unit.period else 7
    ends = (day - timedelta(days=around), (unit.period[1] if unit.period else day))
    return {end.toordinal() // 7 for end in (*ends, day + timedelta(days=around))}


def _reference(unit: Unit) -> date | None:
    return unit.period[0] if unit.period else unit.day


def _copies(units: Sequence[Unit]) -> Iterator[Pair]:
    """Units that tell the same claim in copies of one story, each with the first that does."""
    by_story: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, unit in enumerate(units):
        for story in sorted({t.story.id for t in unit.tellings if t.story}):
            by_story[story, unit.type].append(at)
    for same in by_story.values():
        firsts: list[int] = []
        for at in same:
            twin = next((one for one in firsts if _same_words(units[one], units[at])), None)
            if twin is None:
                firsts.append(at)
            else:
                yield twin, at


def _same_words(a: Unit, b: Unit) -> bool:
    if a.article_id == b.article_id:
        return False
    return len(a.words & b.words) >= SAME_TELLING * min(len(a.words), len(b.words))
