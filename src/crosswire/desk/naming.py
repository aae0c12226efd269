"""The published ids of a few incidents, as a registry of all would give them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from crosswire.deriving import registry_rows
from crosswire.incidents import Registered, find_holders, provisional_id
from crosswire.records import Anchor, Incident, Span
from crosswire.rows import RegistryRow
from crosswire.steps import Steps
from crosswire.store import Around

ROUNDS = 4  # of looking for incidents that the same ids hold; nearly always one is enough


@dataclass(frozen=True, slots=True)
class Named:
    """Incidents under their published ids, and the registry's rows that changed.

    ``renamed`` are incidents that were not concerned, but lost their id to one that was;
    ``old_names`` are these ids. ``known`` are all rows that were looked at, as they are now.
    """

    incidents: Sequence[Incident]
    registry: Sequence[RegistryRow]
    known: Sequence[RegistryRow]
    renamed: Sequence[Incident] = ()
    old_names: frozenset[str] = frozenset()


def name(
    around: Around,
    steps: Steps,
    found: Sequence[Incident],
    tellings: Sequence[Any],
    before: Collection[str],
) -> Named:
    """Give incidents the ids that hold their claims; ``before`` are the ids that did so before."""
    anchors = dict(steps.anchors_of(tellings))
    near = around.published_over(anchors.values())
    near |= around.published(set(before) - near.keys())
    rows = {key: near[key] for key in before if key in near}
    others: dict[str, Incident] = {}  # by the id that they have, under a provisional one
    asked = list(found)
    for _ in range(ROUNDS):
        rows |= _holding(asked, anchors, near)
        asked = []
        for key, incident in _standing_elsewhere(around, rows, {*before, *others}).items():
            told = around.told(incident.claim_ids)
            theirs = {each: _anchor(row) for each, row in told.items()}
            anchors |= theirs
            near |= around.published_over(theirs.values())
            others[key] = replace(incident, id=provisional_id(incident.claim_ids))
            asked.append(others[key])
        if not asked:
            break
    named = _assign(steps, found, others, anchors, {**near, **rows}, rows)
    resting = [row for row in named.registry if row.withdrawn]
    beside = _on_same_words(around, resting, {*rows, *before, *others})
    if not beside:
        return named
    # An id whose claims are gone leads to what else is told in their very words.
    told = around.told({key for one in beside.values() for key in one.claim_ids})
    anchors |= {each: _anchor(row) for each, row in told.items()}
    others |= {key: replace(one, id=provisional_id(one.claim_ids)) for key, one in beside.items()}
    near |= around.published_over(anchors.values())
    rows |= _holding([*others.values()], anchors, near)
    return _assign(steps, found, others, anchors, {**near, **rows}, rows)


def _on_same_words(
    around: Around, resting: Sequence[RegistryRow], known: Collection[str]
) -> dict[str, Incident]:
    """The incidents not ``known`` that tell claims where ids rest that name nothing any more."""
    held: dict[str, list[Anchor]] = defaultdict(list)
    for row in resting:
        for anchor in row.anchors:
            held[anchor.document_id].append(anchor)
    ids = {
        row.incident_id
        for row in around.told_in(held).values()
        if any(_touch(row.claim.quote, a.quote) for a in held[row.article.document_id])
    }
    return around.incidents({each for each in ids if each} - set(known))


def _touch(one: Span, other: Span) -> bool:
    overlap = one.start < other.end and other.start < one.end
    return overlap or one.quote.split() == other.quote.split()


def _holding(
    incidents: Sequence[Incident], anchors: Mapping[str, Anchor], near: Mapping[str, RegistryRow]
) -> dict[str, RegistryRow]:
    known = [Registered(r.id, r.anchors) for r in near.values()]
    held = find_holders(incidents, anchors, known)
    return {key: near[key] for holders in held.values() for key in holders}


def _standing_elsewhere(
    around: Around, rows: Mapping[str, RegistryRow], known: Collection[str]
) -> dict[str, Incident]:
    """The incidents that these ids name or lead to, but for those that are known already."""
    ends = {row.redirect_to or row.id for row in rows.values()}
    while (
        leads := {
            row.redirect_to
            for row in around.published(ends - rows.keys()).values()
            if row.redirect_to
        }
        - ends
    ):
        ends |= leads
    return around.incidents(ends - set(known))


def _anchor(row: Any) -> Anchor:
    return Anchor(row.article.document_id, row.claim.quote, row.claim.trigger)


def _assign(
    steps: Steps,
    found: Sequence[Incident],
    others: Mapping[str, Incident],
    anchors: Mapping[str, Anchor],
    near: Mapping[str, RegistryRow],
    rows: Mapping[str, RegistryRow],
) -> Named:
    known = [rows[key] for key in sorted(rows)]
    named, registry = steps.assign([*found, *others.values()], anchors, known)
    after = registry_rows(registry)
    ids = {frozenset(incident.claim_ids): key for key, incident in others.items()}
    beside = [(ids.get(frozenset(one.claim_ids)), one) for one in named]
    renamed = [(old, one) for old, one in beside if old and old != one.id]
    return Named(
        [one for old, one in beside if old is None],
        [row for row in after if row != near.get(row.id)],
        [*{**near, **{row.id: row for row in after}}.values()],
        [one for _, one in renamed],
        frozenset(old for old, _ in renamed if old),
    )
