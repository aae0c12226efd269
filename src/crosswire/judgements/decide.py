"""Attaching what people decided, and doing what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from crosswire.judgements.attach import best_overlap, move
from crosswire.judgements.edit import OF_RESOLUTION, edit
from crosswire.records import Anchor, Article, Claim, Judgement, Verdict


@dataclass(frozen=True, slots=True)
class Decided:
    """The claims as they read with all judgements applied, by article, in the text's order.

    ``resolved`` are the edits that apply to a claim's resolution and not to its words, by claim.
    ``links`` are the verdicts ``same`` and ``not_same`` in the order they were given, with their
    claims. ``attachments`` are the claims that each judgement holds on to, rejected ones too; none
    for those that wait. ``waiting`` are the judgements, and persons' claims, that no longer attach
    to all their words or whose value does not fit: the review queue.
    """

    claims: Mapping[str, tuple[Claim, ...]]
    resolved: Mapping[str, tuple[Judgement, ...]] = field(default_factory=dict)
    links: tuple[tuple[Verdict, tuple[str, ...]], ...] = ()
    attachments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    waiting: tuple[str, ...] = ()


def decide(
    articles: Iterable[Article],
    claims: Mapping[str, Sequence[Claim]],
    persons_claims: Iterable[tuple[str, Claim]] = (),
    judgements: Iterable[Judgement] = (),
) -> Decided:
    """Apply what people decided to the machine's claims, which are given by article.

    Persons' claims come with the id of the document they were made on. Judgements apply in the
    order they were given in; a retracted one attaches and does nothing.
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
        self.current = {key: {claim.id: claim for claim in made} for key, made in claims.items()}
        self.coded = {key: list(made) for key, made in claims.items()}
        self.rejected: set[str] = set()
        self.resolved: dict[str, list[Judgement]] = defaultdict(list)
        self.links: list[tuple[Verdict, tuple[str, ...]]] = []
        self.attachments: dict[str, tuple[str, ...]] = {}
        self.waiting: list[str] = []

    def add(self, document_id: str, claim: Claim) -> None:
        """Put a person's claim beside the machine's, at its words in the article as it is now."""
        article = self.articles.get(document_id)
        moved = move(claim, article) if article else None
        if article is None or moved is None:
            self.waiting.append(claim.id)
            return
        self.current.setdefault(article.id, {})[claim.id] = moved
        self.coded.setdefault(article.id, []).append(moved)

    def judge(self, judgement: Judgement) -> None:
        """Attach a judgement, and do what it says."""
        held = [self._held(anchor, judgement.value) for anchor in judgement.anchors]
        found = [claim for claim in held if claim]
        self.attachments[judgement.id] = tuple(claim.id for claim in found)
        if len(found) < len(held) or not found:
            self.waiting.append(judgement.id)
        elif judgement.retracted_at:
            return
        elif judgement.verdict is Verdict.REJECT:
            self.rejected.update(claim.id for claim in found)
        elif judgement.verdict is Verdict.EDIT:
            self._edit(judgement, found[0], judgement.anchors[0].document_id)
        elif judgement.verdict in (Verdict.SAME, Verdict.NOT_SAME):
            self.links.append((judgement.verdict, self.attachments[judgement.id]))

    def decided(self) -> Decided:
        """What came of it all."""
        return Decided(
            {key: _without(made.values(), self.rejected) for key, made in self.current.items()},
            {key: tuple(edits) for key, edits in self.resolved.items()},
            tuple(self.links),
            {key: held for key, held in self.attachments.items() if key not in self.waiting},
            tuple(sorted(self.waiting)),
        )

    def _held(self, anchor: Anchor, given_on: str | None) -> Claim | None:
        article = self.articles.get(anchor.document_id)
        coded = self.coded.get(article.id, ()) if article else ()
        return best_overlap(anchor, article, coded, given_on) if article else None

    def _edit(self, judgement: Judgement, coded: Claim, document_id: str) -> None:
        made = self.current[coded.article_id]
        edited = edit(made[coded.id], judgement, self.articles[document_id])
        if edited is None:
            self.waiting.append(judgement.id)
        else:
            made[coded.id] = edited
            if judgement.field in OF_RESOLUTION:
                self.resolved[coded.id].append(judgement)


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
