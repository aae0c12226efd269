"""A claim joined with all that it is linked and counted by: resolution, article and story."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from crosswire.records import Article, Claim, Party, Passage, Resolution, Role, Status, Story

HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING})


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim and where it stands.

    ``story`` is the story whose passage holds the claim's quote; ``story_outlet`` the outlet of
    that story's origin article, where the origin is an article that has one.
    """

    claim: Claim
    resolution: Resolution
    article: Article
    story: Story | None = None
    story_outlet: str | None = None

    @property
    def day(self) -> date | None:
        """The article's own day: its anchor date, else the day it was published."""
        return self.article.anchor_date or self.article.published_at

    @property
    def order(self) -> tuple[date, str, int, str]:
        """The order of time, the same whatever order articles arrived in; undated ones last."""
        return self.day or date.max, self.article.id, self.claim.quote.start, self.claim.id

    @property
    def happened(self) -> bool:
        """Whether the claim says that the event occurred or is going on."""
        return self.claim.status in HAPPENED

    def parties(self, role: Role) -> tuple[Party, ...]:
        """The resolved parties in a role."""
        return tuple(party for party in self.resolution.parties if party.role is role)


def join_tellings(
    claims: Iterable[Claim],
    resolutions: Iterable[Resolution],
    articles: Iterable[Article],
    stories: Iterable[Story] = (),
) -> list[Telling]:
    """Each claim with its resolution, article and story, in the order of time.

    A claim without a resolution has an empty one. Raises KeyError for a claim without its article.
    """
    resolved = {resolution.claim_id: resolution for resolution in resolutions}
    by_id = {article.id: article for article in articles}
    held = _held_passages(stories)
    joined = []
    for claim in claims:
        story = _story_of(claim, held.get(claim.article_id, ()))
        origin = by_id.get(story.origin_article or "") if story else None
        resolution = resolved.get(claim.id) or Resolution(claim.id)
        outlet = origin.outlet if origin else None
        joined.append(Telling(claim, resolution, by_id[claim.article_id], story, outlet))
    return sorted(joined, key=lambda telling: telling.order)


def _held_passages(stories: Iterable[Story]) -> dict[str, list[tuple[Passage, Story]]]:
    held: dict[str, list[tuple[Passage, Story]]] = defaultdict(list)
    for story in stories:
        for passage in story.passages:
            held[passage.article_id].append((passage, story))
    for passages in held.values():
        passages.sort(key=lambda pair: (pair[0], pair[1].id))
    return held


def _story_of(claim: Claim, held: Sequence[tuple[Passage, Story]]) -> Story | None:
    """The story of the shortest passage that holds the claim's trigger.

    The trigger and not the quote decides: an editor may have changed the sentence's first words.
    """
    upto = bisect_right(held, claim.trigger.start, key=lambda pair: pair[0].start)
    around = [pair for pair in held[:upto] if claim.trigger.end <= pair[0].end]
    if not around:
        return None
    return min(around, key=lambda pair: (pair[0].end - pair[0].start, pair[1].id))[1]
