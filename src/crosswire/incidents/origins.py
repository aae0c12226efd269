"""Whose word a claim is: the one origin of each claim, and how the origins of an incident vote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from crosswire.incidents.origins_root import Root, root_of
from crosswire.incidents.origins_settle import party_actors, settle_roots
from crosswire.incidents.telling import Telling
from crosswire.records import Origin, Role
from crosswire.vocab import Actor, Vocabulary

__all__ = ["Evidence", "Root", "Vote", "build_origins", "read_evidence", "root_of"]

Value = TypeVar("Value", bound=Hashable)
Vote = tuple[float, float]  # of known origins, of all origins


@dataclass(frozen=True, slots=True)
class Evidence:
    """An incident's tellings in the order of time, and the root of each by claim id."""

    tellings: tuple[Telling, ...]
    roots: dict[str, Root]
    vocabulary: Vocabulary

    def root(self, telling: Telling) -> Root:
        """The root of a telling."""
        return self.roots[telling.claim.id]

    def actors(self, telling: Telling, role: Role = Role.SIDE_A) -> list[Actor]:
        """The actors of the roster in a role of one claim, by default those that did it."""
        found = (self.vocabulary.actors.get(p.actor_id or "") for p in telling.parties(role))
        return [actor for actor in found if actor]

    def counted(self) -> tuple[Telling, ...]:
        """The tellings that count: that it occurred or is going on; all, where none says so."""
        return tuple(t for t in self.tellings if t.happened) or self.tellings

    def known_roots(self, tellings: Iterable[Telling]) -> dict[str, Root]:
        """The roots that the vocabulary knows, by key."""
        roots = (self.root(t) for t in tellings)
        return {root.key: root for root in roots if root.known}

    def votes(self, values_of: Callable[[Telling], Iterable[Value]]) -> dict[Value, Vote]:
        """How far origins support each value, in the order in which values were first told.

        Every origin has one vote, divided among the values that its claims tell, so that neither
        reprints nor long articles weigh.
        """
        told: dict[str, list[Value]] = defaultdict(list)
        votes: dict[Value, Vote] = {}
        for telling in self.counted():
            for value in values_of(telling):
                votes.setdefault(value, (0.0, 0.0))
                told[self.root(telling).key].append(value)
        roots = {root.key: root for root in self.roots.values()}
        for key, values in told.items():
            for value in values:
                known, every = votes[value]
                share = 1 / len(values)
                votes[value] = (known + share * roots[key].known, every + share)
        return {value: (round(k, 6), round(n, 6)) for value, (k, n) in votes.items()}


def read_evidence(group: Sequence[Telling], vocabulary: Vocabulary) -> Evidence:
    """A group's tellings, each once, with their roots."""
    each = {telling.claim.id: telling for telling in group}
    tellings = tuple(sorted(each.values(), key=lambda t: t.order))
    return Evidence(tellings, settle_roots(tellings, vocabulary), vocabulary)


def build_origins(evidence: Evidence) -> tuple[Origin, ...]:
    """The origins of the claims that count: known ones first, then by number of claims, then key.

    Outlets that the vocabulary does not know are among them, with ``known`` False.
    """
    claims: dict[str, list[Telling]] = defaultdict(list)
    for telling in evidence.counted():
        claims[evidence.root(telling).key].append(telling)
    origins = [_origin(evidence, told) for told in claims.values()]
    return tuple(sorted(origins, key=lambda o: (not o.known, -len(o.claim_ids), o.key)))


def _origin(evidence: Evidence, told: Sequence[Telling]) -> Origin:
    root = evidence.root(told[0])
    wars = _wars(evidence)
    sides = sorted(root.sides, key=lambda side: (-wars.get(side.split(":")[0], 0), side))
    outlets = {t.article.outlet for t in told if t.article.outlet}
    ids = tuple(t.claim.id for t in told)
    side = sides[0] if sides else None
    return Origin(root.key, root.name, ids, tuple(sorted(outlets)), side, root.known)


def _wars(evidence: Evidence) -> dict[str, int]:
    """How often each war's sides appear among the parties, to choose a root's side by."""
    found: dict[str, int] = defaultdict(int)
    for actor in party_actors(evidence.tellings, evidence.vocabulary):
        for side in actor.side:
            found[side.split(":")[0]] += 1
    return found
