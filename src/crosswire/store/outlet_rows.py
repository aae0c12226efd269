"""Outlets as the rows of their list: what they published first, and what they took from whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from crosswire.records import Article, Story
from crosswire.rows import OutletCard
from crosswire.store.codec import dumps
from crosswire.store.folding import short
from crosswire.store.list_rows import counted
from crosswire.store.tables import Row


def outlet_rows(
    articles: Sequence[Article], stories: Sequence[Story], claims: Mapping[str, int]
) -> list[Row]:
    """Every outlet that published one of the articles; ``claims`` are counted by article."""
    by_id = {article.id: article for article in articles}
    taken, copied = _lineage(by_id, stories)
    by_outlet: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if article.outlet:
            by_outlet[short(article.outlet) or ""].append(article)
    return [
        _outlet_row(_card(name, published, taken, copied, claims))
        for name, published in sorted(by_outlet.items())
    ]


def _lineage(
    articles: Mapping[str, Article], stories: Iterable[Story]
) -> tuple[dict[str, set[str]], set[str]]:
    """From whom each article took a text, and the articles that another outlet took one from."""
    taken: dict[str, set[str]] = defaultdict(set)
    copied: set[str] = set()
    for story in stories:
        origin = articles.get(story.origin_article or "")
        source = origin.outlet if origin else story.origin_agency
        for passage in story.passages:
            article = articles.get(passage.article_id)
            if article and source and article.outlet and article.outlet != source:
                taken[article.id].add(source)
                copied |= {origin.id} if origin else set()
    return taken, copied


def _card(
    name: str,
    published: Sequence[Article],
    taken: Mapping[str, set[str]],
    copied: set[str],
    claims: Mapping[str, int],
) -> OutletCard:
    reprints = [article for article in published if taken.get(article.id)]
    agencies = (agency for article in published for agency in {c.agency for c in article.credits})
    return OutletCard(
        name=name,
        articles=len(published),
        claims=sum(claims.get(article.id, 0) for article in published),
        originals=len(published) - len(reprints),
        reprints=len(reprints),
        first=sum(article.id in copied for article in published),
        copied=counted(source for article in reprints for source in taken[article.id]),
        credited=counted(agencies),
    )


def _outlet_row(card: OutletCard) -> Row:
    return {"name": card.name, "articles": card.articles, "record": dumps(card)}
