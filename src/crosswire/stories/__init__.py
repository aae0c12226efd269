"""Near-copies: which passages are one text, who had it first, what an editor changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crosswire.records import Article, Story
from crosswire.stories.copies import find_matches
from crosswire.stories.joins import join_passages
from crosswire.stories.lineage import SameOutlet, article_order, build_story, credited_story
from crosswire.stories.shingles import Text, fold, read_text

__all__ = ["find_stories", "same_name"]


def same_name(a: str, b: str) -> bool:
    """Whether two outlets have one name, but for case, accents and spaces."""
    return fold("".join(a.split())) == fold("".join(b.split()))


def find_stories(articles: Iterable[Article], same_outlet: SameOutlet = same_name) -> list[Story]:
    """The stories among articles: texts that two or more share, or that one credits to an agency.

    ``same_outlet`` tells whether an outlet's name and another's, or an agency's, are one; a
    vocabulary knows more than the spelling by which they are compared without it. A copy is found
    by exact runs of equal words, whatever was cut, moved, retitled or put around it; two own
    reports of one event share too few. Masked passages take no part. Order of arrival changes
    nothing, and an article given twice counts once.
    """
    known: dict[str, int] = {}
    ordered = sorted({article.id: article for article in articles}.values(), key=article_order)
    read = (read_text(article, known) for article in ordered)
    texts = [text for text in read if text.length]

    def same_desk(left: int, right: int) -> bool:
        return _same_desk(texts[left].article, texts[right].article, same_outlet)

    groups = join_passages(find_matches(texts), texts, same_desk)
    stories = [build_story(group, texts, same_outlet) for group in groups]
    stories += _credited_alone(texts, {s.text for group in groups for s in group}, same_outlet)
    return sorted(stories, key=lambda story: story.id)


def _credited_alone(
    texts: Sequence[Text], in_stories: set[int], same_outlet: SameOutlet
) -> list[Story]:
    alone = (text for at, text in enumerate(texts) if at not in in_stories)
    found = (credited_story(text, same_outlet) for text in alone)
    return [story for story in found if story]


def _same_desk(a: Article, b: Article, same_outlet: SameOutlet) -> bool:
    if a.url and a.url == b.url:
        return True
    return bool(a.outlet and b.outlet and same_outlet(a.outlet, b.outlet))
