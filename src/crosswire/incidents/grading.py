"""How well an incident is supported, and who is held responsible: two ordered tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from crosswire.incidents.agreement import irregulars, party_keys
from crosswire.incidents.origins import Evidence, Root
from crosswire.incidents.telling import Telling
from crosswire.records import EventType, Grade, Responsibility, Role, Status
from crosswire.vocab import Actor, Vocabulary
from crosswire.vocab.bodies import STATE

# To say "we won" admits nothing: here it is the other side's word that counts as the admission.
BOASTS = frozenset({EventType.TERRITORY_GAINED, EventType.WEAPONS_DISRUPTED})
# Both parties do it, so that both must say so; which of them is named first accuses nobody.
MUTUAL = frozenset({EventType.ARMED_CLASH, EventType.AGREEMENT, EventType.TALKS})
# A total over a period, and what fits no type, have no responsible party.
NOBODYS = frozenset({EventType.CASUALTIES_REPORT, EventType.OTHER})
# Two cannot both have taken one place at one time.
RIVALS = frozenset({EventType.TERRITORY_GAINED})
OPPOSED_ORIGINS = 3
FAIR_ORIGINS = 2


def grade(evidence: Evidence) -> Grade:
    """How well it is supported that it happened; the first row that fits.

    Origins that name rival winners of a place count together only as far as they agree.

    ============= ==============================================================================
    established   the responsible party says so, or three or more known origins of opposed sides
    contested     a known origin tells it, and another that is not the accused party denies it or
                  tells a version that excludes it (another side took the place)
    fair          two or more known origins
    weak          all else, and what nobody says has happened
    ============= ==============================================================================
    """
    if not admission(evidence) and rival_doers(evidence, RIVALS):
        return _of_versions(evidence)
    return _by_table(evidence)


def _by_table(evidence: Evidence) -> Grade:
    roots = evidence.known_roots(t for t in evidence.tellings if t.happened)
    if not roots:
        return Grade.WEAK
    opposed = are_opposed(roots.values())
    if admission(evidence) or (len(roots) >= OPPOSED_ORIGINS and opposed):
        return Grade.ESTABLISHED
    if other_deniers(evidence):
        return Grade.CONTESTED
    return Grade.FAIR if len(roots) >= FAIR_ORIGINS else Grade.WEAK


def _of_versions(evidence: Evidence) -> Grade:
    """The grade where origins name rival winners of a place.

    Who names another winner does not say so: three origins of opposed sides establish a taking
    only where none of the three excludes what another tells. Else rival winners contest it.
    """
    told = [t for t in evidence.tellings if t.happened and t.claim.type in RIVALS]
    winners = {(evidence.root(t).key, *party_keys(t, Role.SIDE_A)): t for t in told}
    versions = (_beside(telling, evidence) for telling in winners.values())
    agreed = (version for version in versions if not rival_doers(version, RIVALS))
    established = any(_by_table(version) is Grade.ESTABLISHED for version in agreed)
    return Grade.ESTABLISHED if established else Grade.CONTESTED


def _beside(telling: Telling, evidence: Evidence) -> Evidence:
    """The evidence that is left beside a claim that names a winner, without its rivals."""
    fits = (
        t
        for t in evidence.tellings
        if not rival_doers(replace(evidence, tellings=(telling, t)), RIVALS)
    )
    return replace(evidence, tellings=tuple(fits))


def responsibility(evidence: Evidence) -> Responsibility:
    """Who is held to have done it; the first row that fits.

    =========== ================================================================================
    unknown     nothing happened, or no claim names an actor of the roster as its doer
    accepted    the responsible party says so
    disputed    the accused party or another known origin denies it, or known origins name
                rivals: another doer, who is no part of the first
    undisputed  all else
    =========== ================================================================================
    """
    if not any(t.happened for t in evidence.tellings) or not accused(evidence):
        return Responsibility.UNKNOWN
    if admission(evidence):
        return Responsibility.ACCEPTED
    if known_denials(evidence) or rival_doers(evidence, set(EventType) - MUTUAL):
        return Responsibility.DISPUTED
    return Responsibility.UNDISPUTED


def admission(evidence: Evidence) -> EventType | None:
    """The type of the claim by which the party that it tells against says that it happened.

    None where no such party speaks. Each claim is judged by its own type, so that what most others
    call the event changes no admission.
    """
    told = [t for t in evidence.tellings if t.happened and t.claim.type not in NOBODYS]
    for telling in told:
        kind = telling.claim.type
        role = Role.SIDE_B if kind in BOASTS else Role.SIDE_A
        if kind not in MUTUAL and _speaker_among(evidence, telling, (role,)):
            return kind
    mutual = [t for t in told if t.claim.type in MUTUAL]
    spoken = [(t, _speaker_among(evidence, t, (Role.SIDE_A, Role.SIDE_B))) for t in mutual]
    for (telling, a), (_, b) in combinations(spoken, 2):
        if a and b and not _one_camp(a, b, evidence.vocabulary):
            return telling.claim.type
    return None


def accused(evidence: Evidence) -> list[Actor]:
    """The actors of the roster that known origins name as the doer; else those that any names."""
    known = [t for t in evidence.tellings if evidence.root(t).known]
    for tellings in (known, evidence.tellings):
        found = {actor.id: actor for t in tellings for actor in evidence.actors(t)}
        if found:
            return list(found.values())
    return []


def known_denials(evidence: Evidence) -> list[Telling]:
    """The claims of known origins that it did not happen, or that the accused did it."""
    denials = (t for t in evidence.tellings if t.claim.status is Status.DENIED)
    return [t for t in denials if evidence.root(t).known]


def accused_deny(evidence: Evidence) -> bool:
    """Whether the accused party denies it."""
    doers = accused(evidence)
    return any(_speaks_for(evidence, t, doers) for t in known_denials(evidence))


def other_deniers(evidence: Evidence) -> dict[str, Root]:
    """The known origins, other than the accused party, that deny the event, by key.

    An origin that tells the event too, and reports an unknown voice that denies it, does not deny
    it itself.
    """
    telling = evidence.known_roots(t for t in evidence.tellings if t.happened)
    doers = accused(evidence)
    denials = (t for t in known_denials(evidence) if not _speaks_for(evidence, t, doers))
    found = evidence.known_roots(denials)
    return {key: root for key, root in found.items() if key not in telling}


def are_opposed(roots: Iterable[Root]) -> bool:
    """Whether two of the roots stand on different sides of one war."""
    pairs = combinations(sorted(roots, key=lambda root: root.key), 2)
    return any(sides_opposed(a.sides, b.sides) for a, b in pairs)


def sides_opposed(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two lists of sides ("syria:government") differ in a war and agree in none."""
    if set(a) & set(b):
        return False
    return bool({side.split(":")[0] for side in a} & {side.split(":")[0] for side in b})


def one_party(a: Actor, b: Actor, vocabulary: Vocabulary) -> bool:
    """Whether two actors are one party: the same, one within the other, or of one government."""
    line_a, line_b = vocabulary.line(a), vocabulary.line(b)
    if a.id in line_b or b.id in line_a:
        return True
    top = vocabulary.actors[line_a[-1]]
    return line_a[-1] == line_b[-1] and top.kind == "government"


def rival_doers(evidence: Evidence, kinds: Collection[EventType]) -> bool:
    """Whether claims of these types, of different known origins, name doers of no one camp.

    "Terrorists", whoever they are, and the army of a state are of no one camp either.
    """
    told = [
        (evidence.root(t).key, evidence.actors(t), irregulars(t) is not None)
        for t in evidence.tellings
        if t.happened and t.claim.type in kinds and evidence.root(t).known
    ]
    return any(
        key_a != key_b
        and (
            (irregular_a and _are_state(b))
            or (irregular_b and _are_state(a))
            or bool(a and b and not _any_common(evidence, a, b))
        )
        for (key_a, a, irregular_a), (key_b, b, irregular_b) in combinations(told, 2)
    )


def _are_state(actors: Sequence[Actor]) -> bool:
    return bool(actors) and all(actor.kind in STATE for actor in actors)


def _any_common(evidence: Evidence, a: Sequence[Actor], b: Sequence[Actor]) -> bool:
    """Whether two claims share a doer, or doers of one camp (a strike by "Assad or Russia")."""
    vocabulary = evidence.vocabulary
    return any(_one_camp(x, y, vocabulary) for x in a for y in b)


def _one_camp(a: Actor, b: Actor, vocabulary: Vocabulary) -> bool:
    return one_party(a, b, vocabulary) or bool(set(a.side) & set(b.side))


def _speaker_among(evidence: Evidence, telling: Telling, roles: Iterable[Role]) -> Actor | None:
    """The speaker of a claim, where that very claim names its party in one of the roles.

    That others accuse the speaker is not enough: "the rebels did it", said by the accused army,
    admits nothing.
    """
    speaker = evidence.root(telling).actor
    named = (actor for role in roles for actor in evidence.actors(telling, role))
    found = speaker and any(one_party(speaker, a, evidence.vocabulary) for a in named)
    return speaker if found else None


def _speaks_for(evidence: Evidence, telling: Telling, doers: Sequence[Actor]) -> bool:
    """Whether a claim is the word of one of the actors, or of their state's own outlet."""
    root = evidence.root(telling)
    if root.actor:
        return any(one_party(root.actor, actor, evidence.vocabulary) for actor in doers)
    states = {a.country for a in doers if _top(a, evidence.vocabulary).kind == "government"}
    return root.state is not None and root.state in states


def _top(actor: Actor, vocabulary: Vocabulary) -> Actor:
    return vocabulary.actors[vocabulary.line(actor)[-1]]
