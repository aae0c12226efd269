"""How independent an incident's claims are, and what grade that earns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from crosswire.incidents.agreement import (
    agreed_date,
    agreed_parties,
    agreed_place,
    agreed_status,
    agreed_type,
    find_disagreements,
)
from crosswire.incidents.casualties import count_tolls
from crosswire.incidents.grading import grade, responsibility
from crosswire.incidents.origins import build_origins, read_evidence
from crosswire.incidents.telling import Telling
from crosswire.incidents.wording import write_reason
from crosswire.records import Anchor, Incident, Role, content_id
from crosswire.vocab import Vocabulary


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
        id=provisional_id(t.claim.id for t in evidence.tellings),
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
        grade=grade(evidence),
        responsibility=responsibility(evidence),
        reason=write_reason(evidence, origins, status),
        disagreements=find_disagreements(evidence, kind),
    )


def provisional_id(claim_ids: Iterable[str]) -> str:
    """The id of an incident of these claims, until it gets the one that it is published by."""
    return content_id("inc", sorted(claim_ids))


def anchors_of(tellings: Sequence[Telling]) -> Mapping[str, Anchor]:
    """Where each claim stands, by claim id: what the registry knows a claim again by."""
    return {
        t.claim.id: Anchor(t.article.document_id, t.claim.quote, t.claim.trigger) for t in tellings
    }
