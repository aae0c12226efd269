"""The claims that a judgement concerns, found by walking from it through the database.

Concerned are the claims that it holds on to or whose reading it changes; all claims of their
incidents and of the groups that the linker had put them in; and all that people's ``same`` and
``not_same`` tie to any of these, and so on. A claim that must be placed anew is also compared with
claims near it; where it joins or may leave one of them, that one's incident is concerned too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from crosswire import judgements
from crosswire.crew import Crew
from crosswire.deriving import Reading, Sorted, read, silent, sort_out
from crosswire.incidents import AROUND, nearest, unit_days
from crosswire.judgements import OF_INCIDENT, PERSON, Decided
from crosswire.records import Article, Claim, Judgement, Story, Verdict
from crosswire.rows import ClaimRow
from crosswire.steps import Tools
from crosswire.store import Around, Evidence, LinkRow

LINKS = (Verdict.SAME, Verdict.NOT_SAME)


@dataclass(frozen=True, slots=True)
class Pending:
    """What is about to be stored: judgements, new or just retracted, and a person's claims, each
    with the document that it was made on."""

    judgements: tuple[Judgement, ...] = ()
    claims: tuple[tuple[str, Claim], ...] = ()

    @property
    def documents(self) -> set[str]:
        """The documents that it holds on to."""
        anchored = {a.document_id for each in self.judgements for a in each.anchors}
        return anchored | {document_id for document_id, _ in self.claims}


class Scene:
    """All that is concerned, as it is stored, and as it reads with what is pending."""

    def __init__(self, around: Around, tools: Tools, pending: Pending) -> None:
        self.around, self.tools, self.pending = around, tools, pending
        self.documents = pending.documents
        self.claims: set[str] = set()
        self.links: dict[str, LinkRow] = {}
        self.joins: dict[str, tuple[Judgement, tuple[str, ...]]] = {}
        self.told: dict[str, Any] = {}  # tellings of claims in other documents
        self.home: dict[str, str] = {}  # their incidents
        self._closed: set[str] = set()
        self.altered: set[str] = set()  # claims that read otherwise than they are stored
        self.judged: set[str] = set()  # claims that what is pending holds on to
        self._read()

    # --- documents that are read anew --------------------------------------------------------
    def _read(self) -> None:
        """Read the documents anew, with all that people decided on them."""
        evidence = _with(self.around.evidence(self.documents), self.pending)
        self.evidence = evidence
        decided = judgements.decide(
            evidence.articles, evidence.claims, evidence.persons_claims, evidence.judgements
        )
        own = tuple(each for each in evidence.articles if each.document_id in self.documents)
        stories, articles = self._stories({article.id: article for article in own})
        steps = self.tools.steps
        join = partial(steps.join_tellings, articles=articles, stories=stories)
        some, crew = replace(evidence, articles=own), Crew(self.tools, workers=1)
        self.reading = read(_only(some), _on(decided, own), join, crew, silent)
        self.before = self.around.told_in(self.documents)
        self._note_own_joins(decided)
        held = (decided.attachments.get(one.id, ()) for one in self.pending.judgements)
        self.judged = {key for keys in held for key in keys}
        self.altered |= self._altered()
        self.claims |= self.altered | self.judged

    def _note_own_joins(self, decided: Decided) -> None:
        for each in self.evidence.judgements:
            held = decided.attachments.get(each.id, ())
            if each.verdict in LINKS and held and not each.retracted_at:
                self.joins[each.id] = each, held
            else:
                self.joins.pop(each.id, None)

    def _stories(self, articles: dict[str, Article]) -> tuple[list[Story], list[Article]]:
        """The stories that articles share in, and the articles with the stories' origins."""
        stories = self.around.stories_on(articles)
        origins = {story.origin_article for story in stories if story.origin_article}
        return stories, [
            *articles.values(),
            *self.around.articles(origins - set(articles)).values(),
        ]

    def _altered(self) -> set[str]:
        now = {told.claim.id: told for told in self.reading.now}
        both = now.keys() & self.before.keys()
        changed = {key for key in both if not _is_same(self.before[key], now[key])}
        return changed | (now.keys() ^ self.before.keys())

    # --- claims that are concerned -----------------------------------------------------------
    def grow(self) -> None:
        """Walk on until nothing more is concerned."""
        while self._close() or self._read_more():
            pass

    def _close(self) -> bool:
        """All claims of the incidents, of the linker's groups, and that people tied to these."""
        fresh = self.claims - self._closed
        if not fresh:
            return False
        self._closed |= fresh
        around = self.around
        found = around.claims_in(around.incident_ids(fresh))
        rows = around.links(fresh | found)
        groups = {row.group_id for row in rows.values() if row.group_id}
        rows |= around.linked_with(groups)
        self.links |= rows
        own = {each.id for each in self.evidence.judgements}
        ties = around.joined_by(fresh)
        self.joins |= {
            key: (one, tuple(held)) for key, (one, held) in ties.items() if key not in own
        }
        tied = (held for _, held in self.joins.values() if fresh & set(held))
        self.claims |= found | rows.keys() | {each for held in tied for each in held}
        return True

    def _read_more(self) -> bool:
        """Read the documents of rejected and of moved claims anew: how these were coded counts."""
        others = self.claims - self._own()
        self._tell(others)
        edits = self.around.edits_of(others)
        moved = {key for key, given in edits.items() if {e.field for e in given} & OF_INCIDENT}
        wanted = self.around.documents_of((others - self.told.keys()) | moved)
        more = set(wanted.values()) - self.documents
        if not more:
            return False
        self.documents |= more
        self._read()
        return True

    def _own(self) -> set[str]:
        """The claims of the documents that are read anew."""
        reading = self.reading
        known = {t.claim.id for t in (*reading.coded, *reading.now, *reading.rejected)}
        return known | self.before.keys()

    def _tell(self, claim_ids: Collection[str]) -> None:
        """Tellings of claims of other documents, as they are stored."""
        rows = self.around.told(set(claim_ids) - self.told.keys())
        stories, articles = self._stories({row.article.id: row.article for row in rows.values()})
        claims = [row.claim for row in rows.values()]
        resolutions = [row.resolution for row in rows.values()]
        told = self.tools.steps.join_tellings(claims, resolutions, articles, stories)
        self.told |= {each.claim.id: each for each in told}
        self.home |= {key: row.incident_id or "" for key, row in rows.items()}

    # --- what they are sorted into -----------------------------------------------------------
    def sort(self) -> tuple[Sorted, Mapping[str, list[Any]]]:
        """The groups of the claims concerned, and the linker's groups by name that they come of."""
        beside: set[str] = set()
        while True:
            self.grow()
            linked = self._linked(self.claims | beside)
            found = sort_out(
                [*linked.values()], self._as_read(self.claims | beside), self.tools.steps
            )
            compared, away = self._near(found.relinked.left)
            joined = _joined(found.relinked.groups, self.claims) & beside
            if away <= self.claims and compared <= self.claims | beside and not joined:
                break
            self.claims |= away | joined
            beside = (beside | self._groups_of(compared)) - self.claims
        kept = {key: group for key, group in linked.items() if _ids(group) <= self.claims}
        return _among(found, self.claims), kept

    def _linked(self, claim_ids: Collection[str]) -> dict[str, list[Any]]:
        """The linker's groups of these claims, as coded, in the order of time."""
        own = self._own()
        coded = {told.claim.id: told for told in self.reading.coded}
        groups: dict[tuple[bool, str], list[Any]] = defaultdict(list)
        for key in claim_ids:
            told = coded.get(key) if key in own else self.told.get(key)
            row, stored = self.links.get(key), self.before.get(key)
            if told is None or self._stands_alone(told, own):
                continue
            home = stored.incident_id if stored else self.home.get(key)
            if row and row.group_id:
                groups[True, row.group_id].append(told)
            elif home:
                groups[False, home].append(told)
        ordered = {key: sorted(group, key=lambda t: t.order) for key, group in groups.items()}
        return {
            key if named else group[0].claim.id: group for (named, key), group in ordered.items()
        }

    def _stands_alone(self, told: Any, own: Collection[str]) -> bool:
        """Whether a claim is in no group of the linker's, or, beside what is concerned, not now."""
        row = self.links.get(told.claim.id)
        away = row is not None and row.away and told.claim.id not in own
        return away or told.claim.extractor.startswith(PERSON)

    def _as_read(self, claim_ids: set[str]) -> Reading:
        reading, own = self.reading, self._own()
        ordered = sorted(self.joins.values(), key=lambda pair: (pair[0].at, pair[0].id))
        links = tuple((judgement.verdict, held) for judgement, held in ordered)
        set_aside = {key for key, row in self.links.items() if row.group_id and not row.core}
        moved = reading.decided.moved | (set_aside - own)
        others = [
            told
            for key in claim_ids - own
            if (told := self.told.get(key))
            and (key in self.claims or not self._stands_alone(told, own))
        ]
        return Reading(
            replace(reading.decided, links=links, moved=moved),
            [],
            [*(t for t in reading.now if t.claim.id in claim_ids), *others],
            [t for t in reading.rejected if t.claim.id in claim_ids],
        )

    def _near(self, left: Collection[str]) -> tuple[set[str], set[str]]:
        """The claims that those that left their group are compared with, and others that left.

        Those that left may also be drawn to claims that read otherwise now, or no more.
        """
        read = {told.claim.id: told for told in (*self.reading.now, *self.reading.rejected)}
        wanted = {each for key in left for each in unit_days((self.told | read)[key])}
        altered = [*self._stood(), *(read[key] for key in self.altered & read.keys())]
        compared: set[str] = set()
        away: set[str] = set()
        for where in wanted.union(*map(unit_days, altered)):
            (country, admin1), day = where
            rows = self.around.near(country, admin1, day - AROUND, day + AROUND)
            away.update(row.claim_id for row in rows if row.away)
            if where in wanted:
                cores = [(row.day, row.claim_id) for row in rows if row.core and not row.away]
                compared.update(nearest(cores, day))
        return compared, away

    def _stood(self) -> list[Any]:
        """The claims that read otherwise now, as they are stored."""
        rows = [self.before[key] for key in self.altered & self.before.keys()]
        claims, resolutions = [row.claim for row in rows], [row.resolution for row in rows]
        articles = [row.article for row in rows]
        told: list[Any] = self.tools.steps.join_tellings(claims, resolutions, articles)
        return told

    def _groups_of(self, claim_ids: Collection[str]) -> set[str]:
        """The claims of the linker's groups that these claims are in."""
        rows = self.around.links(claim_ids)
        groups = {row.group_id for row in rows.values() if row.group_id}
        linked = self.around.linked_with(groups)
        self.links |= linked
        plain = self.around.incident_ids(set(claim_ids) - rows.keys())
        found = self.around.claims_in(plain) | linked.keys()
        self._tell(found - self._own())
        return found


def _with(evidence: Evidence, pending: Pending) -> Evidence:
    """The evidence as it will be with what is pending.

    What is edited is resolved anew, as a rebuild will do: with names that were added for it.
    """
    edits = (each for each in pending.judgements if each.verdict is Verdict.EDIT)
    edited = {anchor.document_id for each in edits for anchor in each.anchors}
    anew = {article.id for article in evidence.articles if article.document_id in edited}
    given = {each.id: each for each in (*evidence.judgements, *pending.judgements)}
    made = {claim.id: (on, claim) for on, claim in (*evidence.persons_claims, *pending.claims)}
    return replace(
        evidence,
        judgements=tuple(given[key] for key in sorted(given)),
        persons_claims=tuple(made[key] for key in sorted(made)),
        resolved={key: told for key, told in evidence.resolved.items() if key not in anew},
    )


def _only(evidence: Evidence) -> Evidence:
    """The evidence with the claims of its own articles alone."""
    ids = {article.id for article in evidence.articles}
    return replace(evidence, claims={k: v for k, v in evidence.claims.items() if k in ids})


def _on(decided: Decided, articles: Iterable[Article]) -> Decided:
    """What is decided of these articles alone; attachments and links stay whole."""
    ids = {article.id for article in articles}
    claims = {key: made for key, made in decided.claims.items() if key in ids}
    refused = {key: made for key, made in decided.rejected.items() if key in ids}
    return replace(decided, claims=claims, rejected=refused)


def _is_same(row: ClaimRow, told: Any) -> bool:
    story = told.story.id if told.story else None
    return (row.claim, row.resolution, row.story_id) == (told.claim, told.resolution, story)


def _ids(group: Iterable[Any]) -> set[str]:
    return {told.claim.id for told in group}


def _joined(groups: Iterable[Iterable[Any]], claims: Collection[str]) -> set[str]:
    """The claims of all groups that hold any of these claims."""
    return {key for group in groups if (ids := _ids(group)) & set(claims) for key in ids}


def _among(found: Sorted, claims: Collection[str]) -> Sorted:
    """The groups of these claims alone, and which of them stand elsewhere than the linker's."""
    relinked = replace(found.relinked, left=found.relinked.left & set(claims))
    return replace(
        found,
        relinked=relinked,
        standing=[group for group in found.standing if _ids(group) <= set(claims)],
        rejected=[group for group in found.rejected if _ids(group) <= set(claims)],
        beside={key: mate for key, mate in found.beside.items() if key in claims},
    )
