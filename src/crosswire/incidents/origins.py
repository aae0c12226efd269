"""Whose word a claim is: the one origin of each claim, and how the origins of an incident vote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from crosswire.incidents.telling import Telling
from crosswire.records import Credit, Origin, Role, SpeakerKind
from crosswire.vocab import Actor, Outlet, Vocabulary

# Kinds of actors that are a crowd and no speaker whose word could be checked.
CROWDS = frozenset({"civilians"})
# Kinds of actors whose own outlet is their own voice: a movement's agency, a monitor's site.
VOICES = frozenset({"armed_group", "militia", "party", "monitor", "rescue"})
UNNAMED = "an unnamed outlet"

Value = TypeVar("Value", bound=Hashable)
Vote = tuple[float, float]  # of known origins, of all origins


@dataclass(frozen=True, slots=True)
class Root:
    """An independent root of reporting, and what the vocabulary knows of it.

    ``sides`` are the sides of wars that it stands on; ``actor`` is the party or monitor that it
    is; ``state`` the country whose state controls it.
    """

    key: str
    name: str
    known: bool = True
    sides: tuple[str, ...] = ()
    actor: Actor | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """An incident's tellings in the order of time, and the root of each by claim id."""

    tellings: tuple[Telling, ...]
    roots: dict[str, Root]
    vocabulary: Vocabulary

    def root(self, telling: Telling) -> Root:
        """The root of a telling."""
        return self.roots[telling.claim.id]

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
        told: dict[Root, list[Value]] = defaultdict(list)
        votes: dict[Value, Vote] = {}
        for telling in self.counted():
            for value in values_of(telling):
                votes.setdefault(value, (0.0, 0.0))
                told[self.root(telling)].append(value)
        for root, values in told.items():
            for value in values:
                known, every = votes[value]
                share = 1 / len(values)
                votes[value] = (known + share * root.known, every + share)
        return {value: (round(k, 6), round(n, 6)) for value, (k, n) in votes.items()}


def read_evidence(group: Sequence[Telling], vocabulary: Vocabulary) -> Evidence:
    """A group's tellings, each once, with their roots."""
    each = {telling.claim.id: telling for telling in group}
    tellings = tuple(sorted(each.values(), key=lambda t: t.order))
    return Evidence(tellings, _roots(tellings, vocabulary), vocabulary)


def _roots(tellings: Sequence[Telling], vocabulary: Vocabulary) -> dict[str, Root]:
    """The root of each claim; a headline has that of the sentence below that it sums up.

    "Strike kills 19" above "a strike killed 19, the Observatory said" is no second origin.
    """
    roots = {telling.claim.id: root_of(telling, vocabulary) for telling in tellings}
    bodies = [telling for telling in tellings if not is_headline(telling)]
    first = {telling.article.id: roots[telling.claim.id] for telling in reversed(bodies)}
    for telling in tellings:
        if is_headline(telling) and telling.claim.speaker is None:
            roots[telling.claim.id] = first.get(telling.article.id, roots[telling.claim.id])
    return roots


def is_headline(telling: Telling) -> bool:
    """Whether a claim stands in its article's title."""
    return telling.claim.quote.end <= len(telling.article.title)


def root_of(telling: Telling, vocabulary: Vocabulary) -> Root:
    """The root of a claim, the first that applies.

    Its named speaker, where the roster knows them; the credit of its passage; the origin of its
    story; the owner of its outlet; its outlet. An anonymous speaker is no root. An agency is one
    root whether it speaks, is credited, or publishes the claim itself; so is an armed group or a
    monitor with the outlets that it owns.
    """
    actor = named_speaker(telling, vocabulary)
    if actor:
        return _actor_root(actor, vocabulary)
    agency = credited_agency(telling)
    if agency:
        return _agency_root(agency, vocabulary)
    return _outlet_root(telling.story_outlet or telling.article.outlet, vocabulary)


def named_speaker(telling: Telling, vocabulary: Vocabulary) -> Actor | None:
    """The actor of the roster that speaks, None for anonymous voices and crowds."""
    speaker = telling.claim.speaker
    if speaker is None or speaker.kind is SpeakerKind.ANONYMOUS:
        return None
    named = (vocabulary.actors.get(p.actor_id or "") for p in telling.parties(Role.SPEAKER))
    return next((actor for actor in named if actor and actor.kind not in CROWDS), None)


def credited_agency(telling: Telling) -> str | None:
    """The agency that the claim's passage is credited to, else its story's agency.

    A credit closes the text that it stands under: of several, the first behind the claim is its
    own, else the last one before it; without any, the agency of the dateline.
    """
    article, story = telling.article, telling.story
    if article.credits:
        return _nearest(article.credits, telling.claim.quote.end).agency
    if article.dateline and article.dateline.agency:
        return article.dateline.agency
    return story.origin_agency if story else None


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
    for telling in evidence.tellings:
        for party in telling.resolution.parties:
            actor = evidence.vocabulary.actors.get(party.actor_id or "")
            for side in actor.side if actor and party.role is not Role.SPEAKER else ():
                found[side.split(":")[0]] += 1
    return found


def _nearest(credits: Sequence[Credit], end: int) -> Credit:
    ordered = sorted(credits)
    return next((credit for credit in ordered if credit.span.end >= end), ordered[-1])


def _actor_root(actor: Actor, vocabulary: Vocabulary) -> Root:
    agency = vocabulary.agency(actor.name) if actor.kind == "agency" else None
    if agency:
        return _agency_root(agency, vocabulary)
    return Root(f"actor:{actor.id}", actor.name, True, actor.side, actor)


def _agency_root(name: str, vocabulary: Vocabulary) -> Root:
    row = vocabulary.outlet(name)
    if row is None:
        return Root(f"agency:{name}", name, known=False)
    return _voice(row, vocabulary) or _row_root("agency", row.name, row)


def _outlet_root(name: str | None, vocabulary: Vocabulary) -> Root:
    if not name:
        return Root("outlet:", UNNAMED, known=False)
    row = vocabulary.outlet(name)
    if row is None:
        return Root(f"outlet:{' '.join(name.casefold().split())}", name, known=False)
    if row.kind == "agency":
        return _agency_root(row.name, vocabulary)
    if not row.owner or row.owner == row.name:
        return _voice(row, vocabulary) or _row_root("outlet", row.name, row)
    return _voice(row, vocabulary) or _row_root("owner", row.owner, row)


def _voice(row: Outlet, vocabulary: Vocabulary) -> Root | None:
    """The root of an outlet's owner, where that is a group or a monitor of the roster."""
    owner = vocabulary.actor(row.owner or row.name, None, row.country)
    return _actor_root(owner, vocabulary) if owner and owner.kind in VOICES else None


def _row_root(kind: str, name: str, row: Outlet) -> Root:
    state = row.country if row.state_controlled else None
    return Root(f"{kind}:{name}", name, True, row.sides, state=state)
