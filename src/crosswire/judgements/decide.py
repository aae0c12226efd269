"""Attaching what people decided, and doing what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from crosswire.judgements.attach import best_overlap, move
from crosswire.judgements.edit import OF_INCIDENT, OF_RESOLUTION, edit
from crosswire.records import Anchor, Article, Claim, Judgement, Verdict

LINKS = frozenset({Verdict.SAME, Verdict.NOT_SAME})


@dataclass(frozen=True, slots=True)
class Decided:
    """The claims as they read with all judgements applied, by article, in the text's order.

    ``resolved`` are the edits that apply to a claim's resolution and not to its words, by claim.
    ``links`` are the verdicts ``same`` and ``not_same`` in the order they were given, with their
    claims. ``attachments`` are the claims that each judgement holds on to, rejected ones too; none
    for those that wait. ``waiting`` are the judgements, and persons' claims, that no longer attach
    to all their words or whose value does not fit: the review queue. ``rejected`` are the claims
    that a person rejected, as they were coded, by article. ``moved`` are those whose type, place or
    day a person set, so that they may tell of another incident.
    """

    claims: Mapping[str, tuple[Claim, ...]]
    resolved: Mapping[str, tuple[Judgement, ...]] = field(default_factory=dict)
    links: tuple[tuple[Verdict, tuple[str, ...]], ...] = ()
    attachments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    waiting: tuple[str, ...] = ()
    rejected: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)
    moved: frozenset[str] = frozenset()


def decide(
    articles: Iterable[Article],
    claims: Mapping[str, Sequence[Claim]],
    persons_claims: Iterable[tuple[str, Claim]] = (),
    judgements: Iterable[Judgement] = (),
) -> Decided:
    """Apply what people decided to the machine's claims, which are given by article.

    Persons' claims come with the id of the document they were made on. Judgements apply in the
    order they were given in; a retracted one attaches and does nothing. One of several claims
    applies to those that are still there; one that ties claims needs its first and another.
    """
    desk = _Desk({article.document_id: article for article in articles}, claims)
    for document_id, claim in persons_claims:
        desk.add(document_id, claim)
    for judgement in sorted(judgements, key=lambda each: (each.at, each.id)):
        desk.judge(judgement)
    return desk.decided()


class _Desk:
    """The state of deciding: what attached where, and what came of it."""

    def __init__(self, articles: dict[str, Article], claims: Mapping[str, Sequence[Claim]]) -> None:
        self.articles = articles
        self.by_id = {article.id: article for article in articles.values()}
        self.current = {key: {claim.id: claim for claim in made} for key, made in claims.items()}
        self.coded = {key: list(made) for key, made in claims.items()}
        self.rejected: set[str] = set()
        self.moved: set[str] = set()
        self.resolved: dict[str, list[Judgement]] = defaultdict(list)
        self.links: list[tuple[Verdict, tuple[str, ...]]] = []
        self.attachments: dict[str, tuple[str, ...]] = {}
        self.waiting: set[str] = set()

    def add(self, document_id: str, claim: Claim) -> None:
        """Put a person's claim beside the machine's, at its words in the article as it is now."""
        article = self.articles.get(document_id)
        moved = move(claim, article) if article else None
        if article is None or moved is None:
            self.waiting.add(claim.id)
            return
        self.current.setdefault(article.id, {})[claim.id] = moved
        self.coded.setdefault(article.id, []).append(moved)

    def judge(self, judgement: Judgement) -> None:
        """Attach a judgement, and do what it says."""
        held = [
            self._held(*pair) for pair in zip(judgement.anchors, _names(judgement), strict=True)
        ]
        found = [claim for claim in held if claim]
        self.attachments[judgement.id] = tuple(claim.id for claim in found)
        links = judgement.verdict in LINKS
        if not found or (links and (held[0] is None or len(found) < 2)):
            self.waiting.add(judgement.id)
        elif judgement.retracted_at:
            return
        elif judgement.verdict is Verdict.ACCEPT:
            self.rejected.difference_update(claim.id for claim in found)
        elif judgement.verdict is Verdict.REJECT:
            self.rejected.update(claim.id for claim in found)
        elif judgement.verdict is Verdict.EDIT:
            self._edit(judgement, found)
        elif links:
            self.links.append((judgement.verdict, self.attachments[judgement.id]))

    def decided(self) -> Decided:
        """What came of it all."""
        return Decided(
            {key: _without(made.values(), self.rejected) for key, made in self.current.items()},
            {key: tuple(edits) for key, edits in self.resolved.items()},
            tuple(self.links),
            {key: held for key, held in self.attachments.items() if key not in self.waiting},
            tuple(sorted(self.waiting)),
            {key: found for key, made in self.coded.items() if (found := self._rejected(made))},
            frozenset(self.moved),
        )

    def _rejected(self, made: Iterable[Claim]) -> tuple[Claim, ...]:
        return tuple(claim for claim in made if claim.id in self.rejected)

    def _held(self, anchor: Anchor, given_on: str | None) -> Claim | None:
        article = self.articles.get(anchor.document_id)
        coded = self.coded.get(article.id, ()) if article else ()
        return best_overlap(anchor, article, coded, given_on) if article else None

    def _edit(self, judgement: Judgement, found: Sequence[Claim]) -> None:
        fits = False
        for coded in found:
            made = self.current[coded.article_id]
            edited = edit(made[coded.id], judgement, self.by_id[coded.article_id])
            if edited is None:
                continue
            fits, made[coded.id] = True, edited
            if judgement.field in OF_INCIDENT:
                self.moved.add(coded.id)
            if judgement.field in OF_RESOLUTION:
                self.resolved[coded.id].append(judgement)
        if not fits:
            self.waiting.add(judgement.id)


def _names(judgement: Judgement) -> Sequence[str | None]:
    """The claim's id that each anchor was given on; older judgements have the one as value."""
    if len(judgement.given_on) == len(judgement.anchors):
        return judgement.given_on
    return [judgement.value] * len(judgement.anchors)


def _without(claims: Iterable[Claim], rejected: set[str]) -> tuple[Claim, ...]:
    """The claims that stand; those that pointed to a rejected one point to the first of them."""
    heads: dict[str, str] = {}
    kept = []
    for claim in sorted(claims, key=lambda each: (each.quote.start, each.trigger.start, each.id)):
        if claim.id in rejected:
            continue
        if claim.same_as in rejected:
            head = heads.setdefault(claim.same_as or "", claim.id)
            claim = replace(claim, same_as=None if head == claim.id else head)
        kept.append(claim)
    return tuple(kept)
