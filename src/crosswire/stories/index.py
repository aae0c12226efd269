"""What is kept of articles, so that stories are found when more come without all being read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crosswire.records import Article, Story
from crosswire.stories.groups import concerned, find_groups, label_groups, tell_stories
from crosswire.stories.lineage import SameOutlet, article_order, day_of
from crosswire.stories.matches import Matches, no_matches, verify
from crosswire.stories.postings import (
    UNDATED,
    Days,
    Order,
    Postings,
    Shared,
    count_prints,
    merge,
    no_postings,
    shared_prints,
    sort_prints,
)
from crosswire.stories.shelf import ReadArticles, Shelf
from crosswire.stories.shingles import batches, fingerprints
from crosswire.stories.words import Flags, Hashes, Numbers

WINDOW_DAYS = 30
# One common fingerprint is a common phrase, unless the text is so short that it has few.
_ENOUGH, _FEW = 2, 4


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """The articles that stories were found in: fingerprints and matches, and not their texts.

    Articles are numbered as they came; ``short`` are those of few fingerprints. Which of them came
    first, and how many at once, changes nothing in what is found. An article is never taken out:
    where one goes, or is cleaned anew and has another id, the index is made anew.
    """

    window: int | None
    ids: NDArray[np.bytes_]
    days: Days
    short: Flags
    postings: Postings
    matches: Matches


@dataclass(frozen=True, slots=True)
class Change:
    """What additions change: the stories of these articles are now ``stories`` and no others."""

    articles: frozenset[str]
    stories: list[Story]


def empty_index(window: int | None = WINDOW_DAYS) -> Index:
    """The index of no articles, which are to be compared within so many days."""
    ids, days = np.zeros(0, dtype="S1"), np.zeros(0, dtype=np.int32)
    return Index(window, ids, days, np.zeros(0, dtype=bool), no_postings(), no_matches())


def add(
    index: Index, articles: Iterable[Article], read: ReadArticles, same_outlet: SameOutlet
) -> tuple[Index, Change]:
    """The index with these articles too, and what they change in the stories.

    ``read`` gives the articles of ids that the index has; only those are asked for that may share a
    text with a new one, and those in stories with them. An article that is known changes nothing.
    """
    known = set(index.ids.tolist())
    new = {article.id: article for article in articles if article.id.encode() not in known}
    came = sorted(new.values(), key=article_order)
    if not came:
        return index, Change(frozenset(), [])
    shelf = Shelf(index.ids, came, read)
    ids = np.append(index.ids, np.array([a.id.encode() for a in came], dtype="S"))
    days = np.append(index.days, np.array([_day(a) for a in came], dtype=np.int32))
    fresh = sort_prints(_prints(came, len(known)))
    short = np.append(index.short, count_prints(fresh, len(ids))[len(known) :] <= _FEW)
    order = _order(ids, days, len(known), index.window)
    now, before = shared_prints(index.postings, fresh, order)
    kept, lost = _recounted(index.matches, now, before, short, order)
    found = verify(*_new_pairs(now, short, order), shelf)
    del now, before  # of a million articles each array counts
    matches = kept + found
    labels = label_groups(matches + lost, len(ids))
    members = concerned(labels, lost, order)
    stories = tell_stories(find_groups(members, labels, matches), shelf, same_outlet)
    change = Change(frozenset(a.id for a in shelf.articles(members.tolist())), stories)
    return Index(index.window, ids, days, short, merge(index.postings, fresh), matches), change


def _day(article: Article) -> int:
    day = day_of(article)
    return day.toordinal() if day else UNDATED


def _prints(articles: Sequence[Article], first: int) -> Iterator[tuple[Hashes, Numbers]]:
    for batch in batches(articles):
        keys, owners = fingerprints(batch)
        yield keys, owners + first
        first += len(batch)


def _order(ids: NDArray[np.bytes_], days: Days, old: int, window: int | None) -> Order:
    """The order of time, in which the articles that come first have been sorted already."""
    numbers = np.lexsort((ids, days)) if old else np.arange(len(ids))
    ranks = np.empty_like(numbers)
    ranks[numbers] = np.arange(len(numbers))
    return Order(ranks, numbers, days[numbers], old, window)


def _recounted(
    matches: Matches, now: Shared, before: Shared, short: Flags, order: Order
) -> tuple[Matches, Matches]:
    """The matches that are still candidates, and those that are not.

    An article that came between two others, or before them, may now be what these are paired with.
    """
    codes = (order.ranks[matches.left] << 32) | order.ranks[matches.right]
    prints = matches.prints - before.of(codes) + now.of(codes)
    counted = replace(matches, prints=prints.astype(np.int32))
    enough = _enough(prints, matches.left, matches.right, short)
    return counted.take(np.flatnonzero(enough)), counted.take(np.flatnonzero(~enough))


def _new_pairs(now: Shared, short: Flags, order: Order) -> tuple[Numbers, Numbers, Numbers]:
    """The candidates with a new article, by number, and how many fingerprints paired them.

    They come in the order of the later one, whose text is then read once for all its pairs.
    """
    left, right = (order.numbers[ranks] for ranks in now.pairs)
    new = (left >= order.old) | (right >= order.old)
    rows = np.flatnonzero(new & _enough(now.counts, left, right, short))
    rows = rows[np.argsort(now.pairs[1][rows], kind="stable")]
    return left[rows], right[rows], now.counts[rows]


def _enough(prints: NDArray[Any], left: NDArray[Any], right: NDArray[Any], short: Flags) -> Flags:
    """Whether pairs share enough fingerprints to be compared word by word."""
    enough: Flags = (prints >= _ENOUGH) | ((prints > 0) & (short[left] | short[right]))
    return enough


# --- as arrays -------------------------------------------------------------------------------
def to_arrays(index: Index) -> dict[str, NDArray[Any]]:
    """The index as named arrays, to be kept: eight bytes for each fingerprint, and little more."""
    return {
        "window": np.array([-1 if index.window is None else index.window]),
        "ids": index.ids,
        "days": index.days,
        "short": index.short,
        "postings": np.concatenate(index.postings),
        "parts": np.array([len(part) for part in index.postings]),
        **{field.name: getattr(index.matches, field.name) for field in fields(Matches)},
    }


def from_arrays(arrays: Mapping[str, NDArray[Any]]) -> Index:
    """The index of the arrays that ``to_arrays`` made."""
    window = int(arrays["window"][0])
    return Index(
        window=None if window < 0 else window,
        ids=arrays["ids"],
        days=arrays["days"],
        short=arrays["short"],
        postings=tuple(np.split(arrays["postings"], np.cumsum(arrays["parts"])[:-1])),
        matches=Matches(*(arrays[field.name] for field in fields(Matches))),
    )
