"""Near-copies and hard negatives that the data holds already."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, combinations

from bench.copies.corpus import Pair
from crosswire.records import Article


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower().replace("'", "").replace("’", ""))


def runs(text: str, size: int) -> set[str]:
    words = words_of(text)
    return {" ".join(words[at : at + size]) for at in range(max(1, len(words) - size + 1))}


def unquoted(article: Article) -> Article:
    return replace(article, text=re.sub(r"[“\"][^“”\"\n]+[”\"]", " | ", article.text))


def shared_runs(
    articles: dict[str, Article], stock: int = sys.maxsize
) -> dict[Pair, tuple[int, float]]:
    """How many runs of eight words two share, and which part; none that ``stock`` articles hold."""
    found = {name: runs(article.text, 8) for name, article in articles.items()}
    holders: dict[str, list[str]] = defaultdict(list)
    for name in sorted(found):
        for run in found[name]:
            holders[run].append(name)
    counts: Counter[Pair] = Counter()
    for names in holders.values():
        if len(names) < stock:
            counts.update(combinations(names, 2))
    return {(a, b): (n, n / min(len(found[a]), len(found[b]))) for (a, b), n in counts.items()}


def marks_of(article: Article) -> set[str]:
    """The names and numbers of an article."""
    found = re.findall(r"(?<=[\w,] )[A-Z]\w{3,}|\b\d[\d,]*\b", article.text)
    return {mark.lower() for mark in found}


def find_negatives(articles: dict[str, Article], alike: Collection[Pair]) -> dict[Pair, str]:
    """Pairs that tell of one event or topic in their own words, by the marks that they share."""
    marks = {name: marks_of(article) for name, article in articles.items()}
    holders = Counter(chain.from_iterable(marks.values()))
    by_day: dict[date, list[str]] = defaultdict(list)
    for name, article in articles.items():
        if article.published_at:
            by_day[article.published_at].append(name)
    found = {}
    for day in sorted(by_day):
        near = [name for ahead in range(8) for name in by_day.get(day + timedelta(ahead), ())]
        for a, b in ((a, b) for a in by_day[day] for b in near if (a < b or b not in by_day[day])):
            common = marks[a] & marks[b]
            telling = sum(1 for mark in common if holders[mark] < len(articles) / 25)
            number = any(mark[0].isdigit() for mark in common)
            pair = (min(a, b), max(a, b))
            kind = kind_of(articles[a], articles[b])
            if telling >= 4 and number and kind and pair not in alike:
                found[pair] = kind
    return found


def kind_of(a: Article, b: Article) -> str | None:
    assert a.published_at
    assert b.published_at
    if not a.outlet or not b.outlet:
        return None
    if a.outlet == b.outlet:
        return "one outlet, one topic"
    days = abs((a.published_at - b.published_at).days)
    return "two desks, one event" if days <= 1 else "two desks, days after"
