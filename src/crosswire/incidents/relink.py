"""What persons' edits and claims do to the linker's groups: only what they touched moves.

The linker reads the claims as they were coded, so that one correction cannot rearrange incidents
that nobody judged. What a person then changed or added is put among its groups claim by claim, by
place and day alone: each such claim finds the same group whether all claims are at hand or only
those near it. That is what lets a judgement be followed at once (``following``) as a rebuild of
everything will follow it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from crosswire.incidents.facts import Unit, build_units
from crosswire.incidents.link import EVEN, spaced
from crosswire.incidents.scoring import compare, contradicts, total
from crosswire.incidents.telling import Telling

# A claim is compared with claims of its first-order unit, so many days around its own: undated news
# follows its event within a week. Of those the nearest in time; the rest is another day's.
AROUND = timedelta(days=7)
NEAREST = 64

UnitKey = tuple[str, str]  # country and first-order unit


@dataclass(frozen=True, slots=True)
class Relinked:
    """Groups of one incident each; ``left`` are the claims that stand where the linker did not put
    them: persons' claims, and those whose new place, day or type excludes the rest of their group.
    ``aside`` are those that stayed there, but that no other claim is compared with.
    """

    groups: tuple[tuple[Telling, ...], ...]
    left: frozenset[str]
    aside: frozenset[str]


@dataclass(slots=True)
class _Group:
    """All that stands in a group, and those of them that others are compared with."""

    members: list[Telling]
    core: list[Telling] = field(default_factory=list)


def relink(
    groups: Sequence[Sequence[Telling]],
    tellings: Sequence[Telling],
    moved: Collection[str],
    rejected: Collection[str] = (),
) -> Relinked:
    """The linker's ``groups`` of claims as coded, with all ``tellings`` as they read now.

    ``moved`` are claims whose type, place or day a person set. Such a claim stays in its group
    unless it now excludes most of the others there, as it did not before. Then it is placed like a
    person's claim, which is in no group: into the group of its first-order unit and week whose mean
    score is the best above even odds, else among others placed so, else alone. ``rejected`` claims
    stay where the linker put them, so that what comes of undoing is known, and attract none.
    """
    now = {telling.claim.id: telling for telling in tellings}
    made = [_settle(group, now, moved, rejected) for group in groups]
    kept = {member.claim.id for group in made for member in group.members}
    cores = {member.claim.id for group in made for member in group.core}
    left = sorted((t for t in tellings if t.claim.id not in kept), key=lambda t: t.order)
    places = _Places(made)
    for telling in sorted(left, key=lambda t: t.claim.id in rejected):
        places.put(telling, stands=telling.claim.id not in rejected)
    found = (sorted(group.members, key=lambda t: t.order) for group in made if group.members)
    ordered = sorted((tuple(group) for group in found), key=lambda group: group[0].order)
    gone = frozenset(each.claim.id for each in left)
    return Relinked(tuple(ordered), gone, frozenset(kept - cores))


def unit_days(telling: Telling) -> Iterator[tuple[UnitKey, date]]:
    """Where and when a claim is looked for: each first-order unit, with its day or its article's.

    The store keeps the same beside each resolved place.
    """
    when = telling.resolution.date
    day = when.start if when else telling.day
    if day:
        for place in telling.resolution.places:
            if place.country and place.admin1:
                yield (place.country, place.admin1), day


def nearest(found: Sequence[tuple[date, str]], day: date) -> list[str]:
    """The claims that a claim of this day is compared with, of those found around it."""
    ordered = sorted((abs((other - day).days), key) for other, key in found)
    return [key for _, key in ordered[:NEAREST]]


def _settle(
    group: Sequence[Telling],
    now: dict[str, Telling],
    moved: Collection[str],
    rejected: Collection[str],
) -> _Group:
    """What stays of a group: all but the claims that were moved away from it."""
    members = [now[coded.claim.id] for coded in group if coded.claim.id in now]
    standing = sorted((t for t in members if t.claim.id not in rejected), key=lambda t: t.order)
    core = [each for each in standing if each.claim.id not in moved] or standing[:1]
    known, coded = {t.claim.id for t in core}, {t.claim.id: t for t in group}
    asked = [(coded[t.claim.id], t) for t in standing if t.claim.id not in known]
    gone = _leaving(asked, core) if asked else set()
    return _Group([each for each in members if each.claim.id not in gone], core)


def _leaving(asked: Sequence[tuple[Telling, Telling]], core: Sequence[Telling]) -> set[str]:
    """The claims that contradict most of the others as they read now, and did not as coded."""
    others = spaced(build_units(core))
    gone = set()
    for coded, now in asked:
        before, after = _alone(coded), _alone(now)
        new = sum(contradicts(after, each) and not contradicts(before, each) for each in others)
        if 2 * new > len(others):
            gone.add(now.claim.id)
    return gone


class _Places:
    """Groups by the first-order units and days of their core."""

    def __init__(self, groups: list[_Group]) -> None:
        self.groups = groups
        self.home: dict[str, _Group] = {}
        self.days: dict[UnitKey, list[tuple[date, str]]] = defaultdict(list)
        self.alone: list[_Group] = []  # begun here, by a claim that no group of the linker's took
        for group in groups:
            for telling in group.core:
                self.home[telling.claim.id] = group
                for unit, day in set(unit_days(telling)):
                    self.days[unit].append((day, telling.claim.id))
        for found in self.days.values():
            found.sort()

    def put(self, telling: Telling, *, stands: bool) -> None:
        """Put a claim into the group that it fits best, or into one of its own."""
        best = _best(telling, [*self._near(telling), *self._begun_near(telling)])
        if best is not None:
            best.members.append(telling)
            return
        begun = _Group([telling], [telling] if stands else [])
        self.groups.append(begun)
        if stands:
            self.alone.append(begun)

    def _near(self, telling: Telling) -> list[_Group]:
        found: dict[int, _Group] = {}
        for unit, day in sorted(set(unit_days(telling))):
            days = self.days.get(unit, [])
            first = bisect_left(days, (day - AROUND, ""))
            last = bisect_left(days, (day + AROUND + timedelta(days=1), ""))
            for key in nearest(days[first:last], day):
                found.setdefault(id(self.home[key]), self.home[key])
        return list(found.values())

    def _begun_near(self, telling: Telling) -> list[_Group]:
        own = set(unit_days(telling))
        return [group for group in self.alone if _meet(own, set(unit_days(group.core[0])))]


def _meet(some: Collection[tuple[UnitKey, date]], others: Collection[tuple[UnitKey, date]]) -> bool:
    return any(
        unit == other and abs(day - then) <= AROUND for unit, day in some for other, then in others
    )


def _best(telling: Telling, groups: Sequence[_Group]) -> _Group | None:
    """The group whose mean score with a claim is the best above even odds; of equals the first."""
    one, units = _apart(telling, groups)
    best, most = None, EVEN
    for group, others in zip(groups, units, strict=True):
        sample = spaced(others)
        if sample and not any(contradicts(one, each) for each in sample):
            mean = sum(total(compare(one, each)) for each in sample) / len(sample)
            if mean > most:
                best, most = group, mean
    return best


def _apart(telling: Telling, groups: Sequence[_Group]) -> tuple[Unit, list[list[Unit]]]:
    """A claim as a unit of its own, and each group's units; words are as rare as among these."""
    cores = [_unchained(told, telling) for group in groups for told in group.core]
    units = {t.claim.id: u for u in build_units([_unchained(telling), *cores]) for t in u.tellings}
    of_groups = [{id(u): u for t in group.core if (u := units[t.claim.id])} for group in groups]
    return units[telling.claim.id], [list(found.values()) for found in of_groups]


def _alone(telling: Telling) -> Unit:
    return build_units([telling])[0]


def _unchained(telling: Telling, head: Telling | None = None) -> Telling:
    """A telling that is no longer told as one with another (with ``head``, with that one alone)."""
    if telling.claim.same_as is None or (head and telling.claim.same_as != head.claim.id):
        return telling
    return replace(telling, claim=replace(telling.claim, same_as=None))
