"""From matching stretches to passages: which stretches, in however many articles, are one text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from crosswire.records import Article
from crosswire.stories.copies import LEAST_WORDS, Match, Stretch
from crosswire.stories.lineage import day_of
from crosswire.stories.shingles import SHINGLE

# Two stretches of one article are one passage when they share half of the shorter one, where both
# come of whole copies: a copy cut at its end and one cut at its start are one text. A passage alone
# has to share half of the longer one: two reports that print one paragraph of an agency's stay two.
SAME_PASSAGE = 0.5
# Of a stretch that is put together of two older texts, another one has to be nearly all.
SAME_MEDLEY = 0.8
# News is copied while it is news: a single passage that two articles share after more days than
# this is background, or boilerplate that no mask covered.
NEWS_DAYS = 30
# News is printed on a day or two, and once more when it is looked back upon; a passage printed on
# so many days in more than a month is worn, wherever two of them lie close together.
WORN_DAYS = 4
# What one outlet alone prints under other news of three days is its own, wherever it is reprinted.
OWN_DAYS = 3

Ends = tuple[int, int]
Parts = NDArray[np.int64]  # one row of two ends for each


def join_passages(
    matches: Iterable[Match],
    articles: Sequence[Article],
    same_desk: Callable[[Article, Article], bool],
) -> list[list[Stretch]]:
    """The stretches that are one text, as one list of stretches for each text.

    ``same_desk`` says that two texts are of one outlet: a paragraph that a desk repeats under its
    own name is no copy, so there only whole texts match. A passage alone is boilerplate or
    background, and joins nothing, where it stands in articles of ``WORN_DAYS`` days or more, the
    last over ``NEWS_DAYS`` behind the first, or in one outlet's of ``OWN_DAYS``. Nor does an
    article that two older ones were put together in join these two, however often it is copied.
    """
    kept = list(matches)
    alone = [found for found in kept if not found.whole]
    worn = {s for group in _groups(alone, articles) if _is_worn(group, articles) for s in group}

    def is_copy(found: Match) -> bool:
        left, right = (articles[stretch.text] for stretch in found.pairs[0])
        return found.whole or not (
            same_desk(left, right)
            or _span([day for day in (day_of(left), day_of(right)) if day]) > NEWS_DAYS
            or worn.intersection(chain(*found.pairs))
        )

    return [
        _hull(group) for group in _groups([found for found in kept if is_copy(found)], articles)
    ]


def _is_worn(group: Iterable[Stretch], articles: Sequence[Article]) -> bool:
    days: set[date] = set()
    own: dict[str | None, set[date]] = defaultdict(set)
    for text in {stretch.text for stretch in group}:
        if day := day_of(articles[text]):
            days.add(day)
            own[articles[text].outlet].add(day)
    own.pop(None, None)
    house = any(len(printed) >= OWN_DAYS for printed in own.values())
    return house or (len(days) >= WORN_DAYS and _span(days) > NEWS_DAYS)


def _span(days: Collection[date]) -> int:
    """Days from the first to the last."""
    return (max(days) - min(days)).days if days else 0


def _groups(matches: Sequence[Match], articles: Sequence[Article]) -> list[list[Stretch]]:
    """The stretches that matches and overlaps join, each group in order."""
    parent: dict[Stretch, Stretch] = {}
    by_text: dict[int, set[Stretch]] = defaultdict(set)
    for found in matches:
        for stretch in chain(*found.pairs):
            by_text[stretch.text].add(stretch)
    older = _older_parts(matches, articles)
    medleys = {
        stretch
        for text, stretches in by_text.items()
        for stretch in stretches
        if _is_medley(older[text], (stretch.first, stretch.last))
    }
    for found in matches:
        for a, b in found.pairs:
            if not medleys.intersection((a, b)) or _alike(a, b):
                _union(parent, a, b)
        sides = (_ends(side) for side in zip(*found.pairs, strict=True))
        if found.whole and not any(_is_medley(older[text], ends) for text, ends in sides):
            for a, _ in found.pairs:  # a paragraph that was replaced parts no text in two
                _union(parent, found.pairs[0][0], a)
    whole = {s for found in matches if found.whole for s in chain(*found.pairs)}
    bodies = {s for s in whole - medleys if s.last - s.first >= LEAST_WORDS}
    for stretches in by_text.values():
        _union_overlapping(parent, sorted(stretches), bodies, medleys)
    groups: dict[Stretch, list[Stretch]] = defaultdict(list)
    for stretch in sorted(parent):
        groups[_root(parent, stretch)].append(stretch)
    return list(groups.values())


def _older_parts(matches: Iterable[Match], articles: Sequence[Article]) -> dict[int, Parts]:
    """Of each text what it shares with each article that is not known to be printed later.

    The publishing day tells: a medley's dateline is the day of one of its texts.
    """
    parts: dict[int, set[Ends]] = defaultdict(set)
    for found in matches:
        sides = [_ends(side) for side in zip(*found.pairs, strict=True)]
        days = [articles[text].published_at or date.min for text, _ in sides]
        for (text, ends), own, other in zip(sides, days, reversed(days), strict=True):
            if date.min in (own, other) or other <= own:
                parts[text].add(ends)
    return defaultdict(
        lambda: np.empty((0, 2), dtype=np.int64),
        {text: np.array(sorted(ends), dtype=np.int64) for text, ends in parts.items()},
    )


def _ends(stretches: Sequence[Stretch]) -> tuple[int, Ends]:
    """The text of stretches, and where the first begins and the last ends.

    Single sentences do not count beside passages: a phrase may stand anywhere.
    """
    long = [s for s in stretches if s.last - s.first >= LEAST_WORDS] or stretches
    return long[0].text, (min(s.first for s in long), max(s.last for s in long))


def _is_medley(parts: Parts, ends: Ends) -> bool:
    """Whether two of a text's older parts lie between these ends, one behind the other."""
    starts, stops = parts[:, 0], parts[:, 1]
    inside = np.minimum(stops, ends[1]) - np.maximum(starts, ends[0])
    held = inside >= SAME_PASSAGE * (stops - starts)
    return bool(held.any() and stops[held].min() <= starts[held].max() + SHINGLE)


def _alike(a: Stretch, b: Stretch) -> bool:
    """Whether two stretches have nearly one length."""
    lengths = (a.last - a.first, b.last - b.first)
    return min(lengths) >= SAME_MEDLEY * max(lengths)


def _hull(group: Sequence[Stretch]) -> list[Stretch]:
    """A group's stretches, those of one text that touch each other as one."""
    joined: list[Stretch] = []
    for stretch in sorted(group):
        last = joined[-1] if joined else None
        if last and last.text == stretch.text and stretch.first <= last.last:
            joined[-1] = Stretch(last.text, last.first, max(last.last, stretch.last))
        else:
            joined.append(stretch)
    return joined


def _union_overlapping(
    parent: dict[Stretch, Stretch],
    stretches: Sequence[Stretch],
    bodies: set[Stretch],
    medleys: set[Stretch],
) -> None:
    """Join the stretches of one text that share enough, each with those still open before it."""
    open_ones: list[Stretch] = []
    for stretch in stretches:
        open_ones = [one for one in open_ones if one.last > stretch.first]
        for one in open_ones:
            shared = min(one.last, stretch.last) - stretch.first
            short, long = sorted((one.last - one.first, stretch.last - stretch.first))
            if one in bodies and stretch in bodies:
                enough = SAME_PASSAGE * short
            else:
                enough = (SAME_MEDLEY if {one, stretch} & medleys else SAME_PASSAGE) * long
            if shared >= enough:
                _union(parent, one, stretch)
        open_ones.append(stretch)


def _root(parent: dict[Stretch, Stretch], item: Stretch) -> Stretch:
    parent.setdefault(item, item)
    while parent[item] != item:
        parent[item] = parent[parent[item]]
        item = parent[item]
    return item


def _union(parent: dict[Stretch, Stretch], a: Stretch, b: Stretch) -> None:
    low, high = sorted((_root(parent, a), _root(parent, b)))
    parent[high] = low
