"""What a judgement changes among all that is derived, without deriving the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from crosswire.deriving import claim_rows, link_rows, name_rejected
from crosswire.desk.holding import follow_control
from crosswire.desk.naming import name
from crosswire.desk.scene import Pending, Scene
from crosswire.records import Verdict
from crosswire.rows import ClaimRow
from crosswire.steps import Tools
from crosswire.store import Around, Derived

REMARKS = (Verdict.ACCEPT, Verdict.NOTE)


@dataclass(frozen=True, slots=True)
class Followed:
    """What to put in place of what: see ``Derives.replace_incidents``.

    ``attachments`` are those of the judgements on the documents concerned. ``told_in`` leads from
    each claim concerned to the incident that tells it now, or would if it were not rejected.
    """

    changed: Derived
    gone: frozenset[str]
    articles: frozenset[str]
    concerned: frozenset[str]
    left: frozenset[int]
    told_in: Mapping[str, str]

    @property
    def attachments(self) -> Mapping[str, tuple[str, ...]]:
        """The claims that each judgement holds on to; none where it waits."""
        return self.changed.attachments


def follow(around: Around, tools: Tools, pending: Pending) -> Followed:
    """What is derived anew with what is pending.

    It ends in what a rebuild of everything would derive, but that a claim which stands away from
    the linker's group (see ``incidents.relink``) is looked at again only where it is concerned:
    where the group that it would go to now is another one, that waits for the rebuild.
    """
    scene = Scene(around, tools, pending)
    if not scene.altered and all(each.verdict in REMARKS for each in pending.judgements):
        return _remarked(scene)
    found, linked = scene.sort()
    before = around.incident_ids(scene.claims)
    stood, refused = around.incidents(before), around.rejected(before)
    made = [tools.steps.corroborate(group, tools.vocabulary) for group in found.standing]
    tellings = [told for group in (*found.standing, *found.rejected) for told in group]
    named = name(around, tools.steps, made, tellings, before)
    rejected = name_rejected(found.rejected, named.known, tools)
    links = link_rows(linked, found, named.incidents, [row.incident for row in rejected])
    told_in = {row.claim_id: row.incident_id for row in links}
    told_in |= {key: one.id for one in named.incidents for key in one.claim_ids}
    touched = scene.altered | scene.judged
    new = [
        one
        for one in named.incidents
        if one != stood.get(one.id) or touched.intersection(one.claim_ids)
    ]
    new_rejected = [row for row in rejected if row != refused.get(row.incident.id)]
    stay = {one.id for one in named.incidents} - {one.id for one in new}
    stay |= {row.incident.id for row in rejected} - {row.incident.id for row in new_rejected}
    old = [stood[key] for key in sorted(stood.keys() - stay)]
    changes = (old, new, tellings, scene.altered)
    states, left = follow_control(around, tools.steps, *changes)
    rows, articles = _rows_anew(scene, told_in)
    changed = Derived(
        incidents=[*new, *named.renamed],
        claims=rows,
        control=states,
        registry=named.registry,
        attachments=_attachments(scene),
        rejected=new_rejected,
        links=links,
    )
    gone = frozenset(before - stay | named.old_names)
    concerned = frozenset(scene.claims)
    return Followed(changed, gone, frozenset(articles), concerned, frozenset(left), told_in)


def _remarked(scene: Scene) -> Followed:
    """What only says something of claims, and changes none: the incidents that tell them."""
    homes = {key: row.incident_id or "" for key, row in scene.before.items()}
    rejected = scene.around.links(scene.judged - homes.keys())
    homes |= {key: row.incident_id for key, row in rejected.items()}
    told_in = {key: homes[key] for key in scene.judged & homes.keys()}
    incidents = scene.around.incidents(set(told_in.values()))
    changed = Derived(incidents=[*incidents.values()], attachments=_attachments(scene))
    return Followed(changed, frozenset(incidents), frozenset(), frozenset(), frozenset(), told_in)


def _rows_anew(scene: Scene, told_in: Mapping[str, str]) -> tuple[list[ClaimRow], set[str]]:
    """All claims of the articles of which any reads otherwise now, and these articles."""
    now = claim_rows(scene.reading.now, [])
    stored = [row for key, row in scene.before.items() if key in scene.altered]
    articles = {row.article.id for row in stored}
    articles |= {row.article.id for row in now if row.claim.id in scene.altered}
    homes = {key: row.incident_id for key, row in scene.before.items()} | dict(told_in)
    rows = [replace(row, incident_id=homes.get(row.claim.id)) for row in now]
    return [row for row in rows if row.article.id in articles], articles


def _attachments(scene: Scene) -> dict[str, tuple[str, ...]]:
    """The claims that each judgement on the documents holds on to; none where it waits."""
    held = scene.reading.decided.attachments
    return {each.id: held.get(each.id, ()) for each in scene.evidence.judgements}
