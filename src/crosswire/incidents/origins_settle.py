"""The roots of an incident's claims, as its other claims let them stand: who speaks for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from crosswire.incidents.origins_root import Root, is_headline, is_unnamed, root_of
from crosswire.incidents.telling import Telling
from crosswire.records import Role, Status
from crosswire.vocab import Actor, Vocabulary
from crosswire.vocab.bodies import BODIES, STATE, body_word

Roots = dict[str, Root]  # by claim id

# Kinds of actors that speak for the whole that they are a part of.
BODIES_OF_STATE = STATE | {"international", "monitor"}


def settle_roots(tellings: Sequence[Telling], vocabulary: Vocabulary) -> Roots:
    """The root of each claim of an incident, by claim id, given its claims in the order of time.

    No rule makes more roots than the claims have by themselves.
    """
    roots = {telling.claim.id: root_of(telling, vocabulary) for telling in tellings}
    roots = _sum_up(tellings, _name_bodies(tellings, roots))
    roots = _merge_owners(_speak_for_wholes(tellings, roots, vocabulary))
    return _mute_denials(tellings, roots, vocabulary)


def party_actors(tellings: Iterable[Telling], vocabulary: Vocabulary) -> Iterator[Actor]:
    """The actors of the roster that claims name as a party, once for each time."""
    for telling in tellings:
        for party in telling.resolution.parties:
            actor = vocabulary.actors.get(party.actor_id or "")
            if actor and party.role is not Role.SPEAKER:
                yield actor


def _name_bodies(tellings: Sequence[Telling], roots: Roots) -> Roots:
    """A body that is not named ("the group", "a monitor") is the one that its article names.

    The last one named before it that it may stand for and that tells the same, else the first one
    after it. To be taken for a party is not to be named as it: that makes no admission, and the
    root that such a claim gets is no actor.
    """
    named: dict[tuple[str, bool], list[Telling]] = defaultdict(list)
    for telling in tellings:
        if telling.claim.speaker and roots[telling.claim.id].actor:
            named[telling.article.id, telling.happened].append(telling)
    settled = dict(roots)
    for telling in tellings:
        kinds = _body(telling) if not roots[telling.claim.id].actor else frozenset()
        heard = named[telling.article.id, telling.happened] if kinds else ()
        fits = [t for t in heard if _kind(roots[t.claim.id]) in kinds]
        if fits:
            before = [t for t in fits if t.claim.quote < telling.claim.quote]
            root = roots[(before or fits[:1])[-1].claim.id]
            settled[telling.claim.id] = replace(root, actor=None) if telling.happened else root
    return settled


def _body(telling: Telling) -> frozenset[str]:
    """The kinds of actors that the speaker's words may stand for; none where they give a name."""
    speaker = telling.claim.speaker
    word = body_word(speaker.words.quote) if speaker and not is_unnamed(telling) else None
    return BODIES[word] if word else frozenset()


def _kind(root: Root) -> str | None:
    return root.actor.kind if root.actor else None


def _sum_up(tellings: Sequence[Telling], roots: Roots) -> Roots:
    """A headline has the root of the first sentence below that tells the same.

    "Strike kills 19" above "a strike killed 19, the Observatory said" is no second origin.
    """
    bodies = [telling for telling in tellings if not is_headline(telling)]
    first = {(t.article.id, t.happened): roots[t.claim.id] for t in reversed(bodies)}
    titles = (t for t in tellings if is_headline(t) and t.claim.speaker is None)
    return roots | {
        t.claim.id: first.get((t.article.id, t.happened), roots[t.claim.id]) for t in titles
    }


def _speak_for_wholes(tellings: Sequence[Telling], roots: Roots, vocabulary: Vocabulary) -> Roots:
    """A state and its ministry, or the United Nations and their office, are one voice: the part's.

    Of several parts it is one that speaks in the same article, else the first one by key.
    """
    spoken = {root.key: root for root in roots.values() if root.actor}
    parts: dict[str, dict[str, Root]] = defaultdict(dict)
    for key in sorted(spoken):
        for whole in _wholes(spoken[key], vocabulary):
            parts[whole][key] = spoken[key]
    least = {
        whole: [root for key, root in found.items() if key not in parts]
        for whole, found in parts.items()
    }
    heard = {(t.article.id, roots[t.claim.id].key) for t in tellings}
    settled = dict(roots)
    for telling in tellings:
        root = roots[telling.claim.id]
        if own := least.get(root.key):
            near = (part for part in own if (telling.article.id, part.key) in heard)
            part = next(near, own[0])
            settled[telling.claim.id] = part if root.actor else replace(part, actor=None)
    return settled


def _wholes(root: Root, vocabulary: Vocabulary) -> Iterator[str]:
    """The keys of the states, armies and international bodies that an actor is a part of.

    A militia that the roster puts under an army speaks for itself, as Wagner does.
    """
    actor, seen = root.actor, set[str]()
    while actor and actor.kind in BODIES_OF_STATE and actor.parent and actor.parent not in seen:
        seen.add(actor.parent)
        actor = vocabulary.actors.get(actor.parent)
        if actor and actor.kind in BODIES_OF_STATE:
            yield f"actor:{actor.id}"


def _merge_owners(roots: Roots) -> Roots:
    """Two agencies of one owner, or its agency and its television, are one root: the owner's."""
    owned: dict[str, set[Root]] = defaultdict(set)
    for root in roots.values():
        if root.owner:
            owned[root.owner].add(root)
    merged = {owner: _owner_root(owner, found) for owner, found in owned.items() if len(found) > 1}
    return {claim: merged.get(root.owner or "", root) for claim, root in roots.items()}


def _owner_root(owner: str, found: Iterable[Root]) -> Root:
    sides = tuple(sorted({side for root in found for side in root.sides}))
    state = max((root.state for root in found if root.state), default=None)
    return Root(f"owner:{owner}", owner, True, sides, state=state, owner=owner)


def _mute_denials(tellings: Sequence[Telling], roots: Roots, vocabulary: Vocabulary) -> Roots:
    """A voice without a name that denies what others tell does not deny it for its outlet.

    Through an outlet that stands with a party of the incident, as known origins name them, it
    does: "a military source told SANA" is how an army denies.
    """
    if not any(telling.happened for telling in tellings):
        return roots
    parties = party_actors((t for t in tellings if roots[t.claim.id].known), vocabulary)
    sides = {side for actor in parties for side in actor.side}
    denials = (t.claim.id for t in tellings if t.claim.status is Status.DENIED and is_unnamed(t))
    muted = (claim for claim in denials if sides.isdisjoint(roots[claim].sides))
    return roots | {claim: replace(roots[claim], known=False) for claim in muted}
