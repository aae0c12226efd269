"""How independent an incident's claims are, and what grade that earns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from crosswire.incidents.agreement import (
    agreed_date,
    agreed_parties,
    agreed_place,
    agreed_status,
    agreed_type,
    find_disagreements,
    party_keys,
)
from crosswire.incidents.casualties import count_tolls
from crosswire.incidents.grading import admission, grade, responsibility, rival_doers
from crosswire.incidents.origins import Evidence, build_origins, read_evidence
from crosswire.incidents.telling import Telling
from crosswire.incidents.wording import write_reason
from crosswire.records import Anchor, EventType, Grade, Incident, Role, content_id
from crosswire.vocab import Vocabulary

RIVALS = frozenset({EventType.TERRITORY_GAINED})  # two cannot both have taken one place at one time


def corroborate(group: Sequence[Telling], vocabulary: Vocabulary) -> Incident:
    """The incident that a group of claims tells of, graded, with its disagreements.

    Only claims that it occurred or is going on count for the fields, the origins and the grade.
    Where no claim says so (all plan, fear or deny it), the incident carries what those claims say
    and the origins that say it, its status tells which, and its grade is ``weak``, since nothing
    is said to have happened. The id is provisional, until ``assign`` gives the published one.
    Raises ValueError for a group without claims.
    """
    if not group:
        raise ValueError("no claims to corroborate: an incident needs at least one")
    evidence = read_evidence(group, vocabulary)
    kind, status = agreed_type(evidence), agreed_status(evidence)
    origins = build_origins(evidence)
    return Incident(
        id=content_id("inc", sorted(t.claim.id for t in evidence.tellings)),
        claim_ids=tuple(t.claim.id for t in evidence.tellings),
        type=kind,
        status=status,
        side_a=agreed_parties(evidence, Role.SIDE_A),
        side_b=agreed_parties(evidence, Role.SIDE_B),
        place=agreed_place(evidence),
        date=agreed_date(evidence),
        casualties=count_tolls(evidence),
        origins=origins,
        articles=len({t.article.id for t in evidence.tellings}),
        grade=grade_version(evidence),
        responsibility=responsibility(evidence),
        reason=write_reason(evidence, origins, status),
        disagreements=find_disagreements(evidence, kind),
    )


def grade_version(evidence: Evidence) -> Grade:
    """The grade, where origins may name rival winners of a place.

    Who names another winner does not say so: three origins of opposed sides establish a taking
    only where none of the three excludes what another tells. Else rival winners contest it.
    """
    if admission(evidence) or not rival_doers(evidence, RIVALS):
        return grade(evidence)
    told = [t for t in evidence.tellings if t.happened and t.claim.type in RIVALS]
    winners = {(evidence.root(t).key, *party_keys(t, Role.SIDE_A)): t for t in told}
    versions = (_beside(telling, evidence) for telling in winners.values())
    agreed = (version for version in versions if not rival_doers(version, RIVALS))
    established = any(grade(version) is Grade.ESTABLISHED for version in agreed)
    return Grade.ESTABLISHED if established else Grade.CONTESTED


def _beside(telling: Telling, evidence: Evidence) -> Evidence:
    """The evidence that is left beside a claim that names a winner, without its rivals."""
    fits = (
        t
        for t in evidence.tellings
        if not rival_doers(replace(evidence, tellings=(telling, t)), RIVALS)
    )
    return replace(evidence, tellings=tuple(fits))


def anchors_of(tellings: Sequence[Telling]) -> Mapping[str, Anchor]:
    """Where each claim stands, by claim id: what the registry knows a claim again by."""
    return {
        t.claim.id: Anchor(t.article.document_id, t.claim.quote, t.claim.trigger) for t in tellings
    }
