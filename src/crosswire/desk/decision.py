"""What comes of deciding, and the claims that are decided on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.desk.follow import Followed
from crosswire.desk.making import Placed
from crosswire.judgements import UnfitError
from crosswire.records import Judgement, Verdict
from crosswire.store import Around

DONE = {
    Verdict.ACCEPT: "Accepted.",
    Verdict.REJECT: "Rejected: it no longer counts.",
    Verdict.SAME: "Joined: one incident tells them now.",
    Verdict.NOT_SAME: "Parted: they are told as two now.",
    Verdict.NOTE: "The note is kept.",
}
LATER = "Other articles that tell of it follow at the next run."


@dataclass(frozen=True, slots=True)
class Decision:
    """What came of a judgement or a claim.

    ``incident_ids`` tell the claims concerned now; ``gone`` are ids that were published and that no
    incident has any more: merged into another, or withdrawn. ``message`` is one sentence. ``undo``
    is what ``retract`` takes to undo it; empty where it cannot be undone.
    """

    id: str
    incident_ids: tuple[str, ...]
    message: str
    undo: str = ""
    claim_ids: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def completed(around: Around, verdict: Verdict, claim_ids: Sequence[str]) -> list[str]:
    """The claims, each once; one that is to be parted alone comes after the one it leaves."""
    ids = list(dict.fromkeys(claim_ids))
    if not ids:
        raise UnfitError("There is no claim to decide on: choose one.")
    if verdict is Verdict.NOT_SAME and len(ids) == 1:
        return [left_behind(around, ids), *ids]
    return ids


def left_behind(around: Around, claim_ids: Sequence[str]) -> str:
    """The claim that others are parted from: the first of the incident that they leave."""
    told = around.incidents(around.incident_ids(claim_ids))
    if len(told) > 1:
        raise UnfitError("These claims tell of several incidents: choose those of one.")
    rest = [key for one in told.values() for key in one.claim_ids if key not in claim_ids]
    if not rest:
        raise UnfitError("The incident has no other claim: there is nothing to part from.")
    return rest[0]


def find_claims(around: Around, claim_ids: Sequence[str]) -> list[Placed]:
    """The claims as they read now, rejected ones as they were made, with their articles."""
    rows = around.told(claim_ids)
    found: dict[str, Placed] = {key: (row.claim, row.article) for key, row in rows.items()}
    found |= around.stored(set(claim_ids) - found.keys())
    for key in claim_ids:
        if key not in found:
            raise UnfitError(f"There is no claim {key} now: load the page again.")
    return [found[key] for key in claim_ids]


def check_attached(given: Judgement, followed: Followed) -> None:
    """A judgement must hold on to the very claims that it was given on."""
    if followed.attachments.get(given.id) != given.given_on:
        raise UnfitError(
            "The article was read anew, and this claim is not in it now: load the page again."
        )


def made_decision(
    key: str, claim_ids: Sequence[str], followed: Followed, message: str, undo: str = ""
) -> Decision:
    """What came of a judgement, or of a claim, with this key."""
    homes = dict.fromkeys(followed.told_in[each] for each in claim_ids if each in followed.told_in)
    standing = {one.id for one in followed.changed.incidents}
    standing |= {row.incident.id for row in followed.changed.rejected}
    gone = sorted(followed.gone - standing)
    return Decision(key, tuple(homes), message, undo, tuple(claim_ids), tuple(gone))
