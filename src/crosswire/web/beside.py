"""An article's copies, and one of them beside it word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crosswire.records import Article
from crosswire.rows import StoryRow
from crosswire.web.marked import readable
from crosswire.web.worddiff import Comparison, compare


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that shares a text with the one that is read.

    ``first`` had the text before all others; ``later`` came after the one that is read.
    """

    article: Article
    story_id: str
    first: bool
    later: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """Two articles that share a text, the earlier one on the left."""

    old: Article
    new: Article
    comparison: Comparison


def copies(article: Article, stories: Sequence[StoryRow]) -> list[Copy]:
    """Who else has this text: the one who had it first, then by day, each article once."""
    found: dict[str, Copy] = {}
    for row in stories:
        for other in row.articles:
            if other.id != article.id and other.id not in found:
                origin = row.story.origin_article
                later = article.id == origin or _age(article) < _age(other)
                first = other.id == origin
                found[other.id] = Copy(other, row.story.id, first, later and not first)
    return sorted(found.values(), key=lambda each: (not each.first, *_age(each.article)))


def beside(article: Article, found: Sequence[Copy], wanted: str) -> Beside | None:
    """The article and the copy that is wanted, or the first of them; None where there is none."""
    copy = next((each for each in found if each.article.id == wanted), next(iter(found), None))
    if copy is None:
        return None
    old, new = (article, copy.article) if copy.later else (copy.article, article)
    return Beside(old, new, compare(news(old), news(new)))


def news(article: Article) -> str:
    """The text without what is masked."""
    kept, at = [], 0
    for mask in sorted(article.masks):
        kept.append(article.text[at : max(at, mask.span.start)])
        at = max(at, mask.span.end)
    return readable("".join([*kept, article.text[at:]]))


def _age(article: Article) -> tuple[date, str]:
    return article.published_at or date.max, article.outlet or ""
