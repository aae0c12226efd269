"""All that is derived, as pure functions of what is stored and of the tools that read it.

``derive`` takes the whole evidence; ``desk`` takes the same functions to what one judgement
concerns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from crosswire import judgements
from crosswire.crew import Crew
from crosswire.judgements import Decided
from crosswire.records import Article, Claim, Incident, Resolution
from crosswire.rows import ClaimRow, IncidentRow, RegistryRow
from crosswire.steps import Steps, Tools
from crosswire.store import Derived, Evidence, LinkRow

OnProgress = Callable[[str, int, int | None], None]
Group = Sequence[Any]  # tellings: the incidents' own record, which is only handed on here
Work = tuple[Article, Sequence[Claim]]
Join = Callable[[Iterable[Claim], Iterable[Resolution]], list[Any]]


def silent(step: str, done: int, total: int | None) -> None:
    """No progress is told."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Claims as they were ``coded``, and as they read ``now`` with what people decided.

    ``rejected`` are those that a person rejected, as they were coded: they tell of nothing, but
    keep their place among the linker's groups, so that undoing puts all back.
    """

    decided: Decided
    coded: Sequence[Any]
    now: Sequence[Any]
    rejected: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Sorted:
    """Groups of one incident each: the claims that stand, and apart the groups rejected whole.

    ``beside`` leads from a rejected claim to one that stands in its group. ``relinked`` is how the
    linker's groups read before people's ``same`` and ``not_same``.
    """

    standing: Sequence[Group]
    rejected: Sequence[Group]
    beside: Mapping[str, str]
    relinked: Any


def derive(evidence: Evidence, crew: Crew, on_progress: OnProgress) -> Derived:
    """All that is derived, as a pure function of the evidence and the tools."""
    steps, vocabulary = crew.tools.steps, crew.tools.vocabulary
    stories, index = steps.add_stories(
        evidence.articles, crew.tools.same_outlet, evidence.stories, evidence.story_index
    )
    join = partial(steps.join_tellings, articles=evidence.articles, stories=stories)
    decided = judgements.decide(
        evidence.articles, evidence.claims, evidence.persons_claims, evidence.judgements
    )
    reading = read(evidence, decided, join, crew, on_progress)
    on_progress("link", 0, len(reading.now))
    linked = steps.link(reading.coded)
    named = {group[0].claim.id: group for group in linked}
    found = sort_out(linked, reading, steps)
    made = [steps.corroborate(group, vocabulary) for group in found.standing]
    anchors = steps.anchors_of([*reading.now, *reading.rejected])
    incidents, registry = steps.assign(made, anchors, evidence.registry)
    rows = registry_rows(registry)
    refused = name_rejected(found.rejected, rows, crew.tools)
    on_progress("link", len(reading.now), len(reading.now))
    return Derived(
        stories=stories,
        incidents=incidents,
        claims=claim_rows(reading.now, incidents),
        control=steps.control(incidents, reading.now),
        registry=rows,
        attachments=reading.decided.attachments,
        articles=evidence.articles,
        rejected=refused,
        links=link_rows(named, found, incidents, [row.incident for row in refused]),
        story_index=None if index and index is evidence.story_index else index,
    )


# --- reading ---------------------------------------------------------------------------------
def read(
    evidence: Evidence, decided: Decided, join: Join, crew: Crew, on_progress: OnProgress
) -> Reading:
    """The claims of the evidence's articles with their resolutions, as coded and as decided.

    ``join`` makes tellings of claims and resolutions.
    """
    coded, resolved = _resolve(evidence, decided, crew, on_progress)
    now = join(chain(*decided.claims.values()), resolved.values())
    read_as = {told.claim.id: told for told in now}
    machine = [claim for made in evidence.claims.values() for claim in made]
    same = [c for c in machine if _is_same(read_as.get(c.id), c, coded[c.id])]
    unchanged = {claim.id for claim in same}
    changed = join((claim for claim in machine if claim.id not in unchanged), coded.values())
    refused = join(chain(*decided.rejected.values()), (resolved | coded).values())
    return Reading(decided, [*(read_as[claim.id] for claim in same), *changed], now, refused)


def _is_same(now: Any, claim: Claim, resolution: Resolution) -> bool:
    return now is not None and now.claim == claim and now.resolution == resolution


def _resolve(
    evidence: Evidence, decided: Decided, crew: Crew, on_progress: OnProgress
) -> tuple[dict[str, Resolution], dict[str, Resolution]]:
    """Each claim's resolution as it was coded, and as it reads now with persons' edits of it.

    Only what changed is resolved anew. A rejected claim of a person is resolved with those that
    stand, since the coder's do not have it.
    """
    coded: dict[str, Resolution] = {}
    as_coded: list[Work] = []
    as_decided: list[Work] = []
    for article in evidence.articles:
        claims, before = evidence.claims.get(article.id, ()), evidence.resolved.get(article.id, ())
        if claims == tuple(claim for claim, _ in before):
            coded |= {claim.id: resolution for claim, resolution in before}
        else:
            as_coded.append((article, claims))
        own = [c for c in decided.rejected.get(article.id, ()) if c not in claims]
        wanted = (*decided.claims.get(article.id, ()), *own)
        if wanted != claims:
            as_decided.append((article, wanted))
    work = [*as_coded, *as_decided]
    made = []
    for done, resolutions in enumerate(crew.each(_resolve_article, work), start=1):
        made.append({resolution.claim_id: resolution for resolution in resolutions})
        on_progress("resolve", done, len(work))
    for found in made[: len(as_coded)]:
        coded |= found
    resolved = dict(coded)
    for found in made[len(as_coded) :]:
        resolved |= found
    edited = {claim.id: claim for claims in decided.claims.values() for claim in claims}
    for key, edits in decided.resolved.items():
        if key in edited:
            resolved[key] = judgements.amend(resolved[key], edits, edited[key])
    return coded, resolved


def _resolve_article(tools: Tools, work: Work) -> list[Resolution]:
    article, claims = work
    return tools.steps.resolve_article(article, claims, tools.gazetteer, tools.vocabulary)


# --- grouping --------------------------------------------------------------------------------
def sort_out(linked: Sequence[Group], reading: Reading, steps: Steps) -> Sorted:
    """The linker's groups with what people changed, added, rejected, joined and parted."""
    decided, refused = reading.decided, {told.claim.id for told in reading.rejected}
    every = [*reading.now, *reading.rejected]
    relinked = steps.relink(linked, every, decided.moved, refused)
    standing, rejected, beside = [], [], {}
    for group in judgements.constrain(relinked.groups, decided.links, lambda told: told.claim):
        stands = [told for told in group if told.claim.id not in refused]
        if stands:
            standing.append(stands)
            gone = [told.claim.id for told in group if told.claim.id in refused]
            beside.update(dict.fromkeys(gone, stands[0].claim.id))
        else:
            rejected.append(group)
    return Sorted(standing, rejected, beside, relinked)


def name_rejected(
    groups: Sequence[Group], registry: Sequence[RegistryRow], tools: Tools
) -> list[IncidentRow]:
    """The incidents that people rejected whole, under the ids that they were published by."""
    steps = tools.steps
    tellings = [told for group in groups for told in group]
    found = [steps.corroborate(group, tools.vocabulary) for group in groups]
    resting = [row for row in registry if row.withdrawn]
    taken = {row.id for row in registry}
    named, _ = steps.assign(found, steps.anchors_of(tellings), resting, taken)
    rows = {row.claim.id: row for row in claim_rows(tellings, named)}
    return [IncidentRow(each, tuple(rows[key] for key in each.claim_ids)) for each in named]


def registry_rows(registry: Iterable[Any]) -> list[RegistryRow]:
    """Registered ids as the store keeps them."""
    return [
        RegistryRow(each.id, each.anchors, each.redirect_to, each.withdrawn, each.claim_ids)
        for each in registry
    ]


def claim_rows(tellings: Sequence[Any], incidents: Sequence[Incident]) -> list[ClaimRow]:
    """Every claim with its resolution, article, story and incident, article by article."""
    home = {claim: incident.id for incident in incidents for claim in incident.claim_ids}
    rows = [
        ClaimRow(
            claim=told.claim,
            resolution=told.resolution,
            article=told.article,
            story_id=told.story.id if told.story else None,
            incident_id=home.get(told.claim.id),
        )
        for told in tellings
    ]
    return sorted(rows, key=lambda row: (row.article.id, *_text_order(row.claim)))


def link_rows(
    linked: Mapping[str, Group],
    found: Sorted,
    incidents: Sequence[Incident],
    rejected: Sequence[Incident],
) -> list[LinkRow]:
    """Where the linker put each claim, for all incidents that are not just what it made."""
    left, aside = found.relinked.left, found.relinked.aside
    home = {claim: each.id for each in (*incidents, *rejected) for claim in each.claim_ids}
    home |= {claim: home[mate] for claim, mate in found.beside.items()}
    as_made = {frozenset(incident.claim_ids) for incident in incidents}
    rows, persons = [], set(left)
    for name, group in linked.items():
        ids = [told.claim.id for told in group]
        persons.difference_update(ids)
        touched = any(each in left or each in aside for each in ids)
        if touched or frozenset(ids) not in as_made:
            rows += [
                LinkRow(each, name, each not in left | aside, each in left, home[each])
                for each in ids
            ]
    return [*rows, *(LinkRow(each, None, False, True, home[each]) for each in sorted(persons))]


def _text_order(claim: Claim) -> tuple[int, int, str]:
    return claim.quote.start, claim.trigger.start, claim.id
