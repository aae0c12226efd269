"""Which articles matches join, however far along, and the stories that they tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np

from crosswire.records import Story
from crosswire.stories.copies import Match
from crosswire.stories.joins import join_passages
from crosswire.stories.lineage import (
    SameOutlet,
    build_story,
    credited_story,
    names_agency,
    same_desk,
)
from crosswire.stories.matches import Matches, as_records
from crosswire.stories.postings import Order
from crosswire.stories.shelf import Shelf
from crosswire.stories.shingles import Text
from crosswire.stories.words import Numbers

# The texts of so many articles are read together.
_TOGETHER = 512


@dataclass(frozen=True, slots=True)
class Group:
    """Articles by number, in the order of time, and their matches, by position among them.

    No story holds articles of two groups.
    """

    numbers: list[int]
    matches: list[Match]


def label_groups(matches: Matches, count: int) -> Numbers:
    """For each of so many articles' numbers the lowest number that matches join it with."""
    parent = list(range(count))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for a, b in zip(matches.left.tolist(), matches.right.tolist(), strict=True):
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    return np.array([root(item) for item in range(count)], dtype=np.int64)


def concerned(labels: Numbers, lost: Matches, order: Order) -> Numbers:
    """The articles of the groups that have a new article, or had a match that is lost.

    They stand group by group, each in the order of time.
    """
    chosen = np.zeros(len(labels), dtype=bool)
    chosen[labels[order.old :]] = True
    chosen[labels[lost.left]] = True
    members = np.flatnonzero(chosen[labels])
    return members[np.lexsort((order.ranks[members], labels[members]))]


def find_groups(members: Numbers, labels: Numbers, matches: Matches) -> Iterator[Group]:
    """The groups of these members, which stand group by group."""
    held = np.zeros(len(labels), dtype=bool)
    held[members] = True
    rows = np.flatnonzero(held[matches.left])
    rows = rows[np.argsort(labels[matches.left[rows]], kind="stable")]
    starts = np.flatnonzero(np.diff(labels[members], prepend=-1))
    first = np.searchsorted(labels[matches.left[rows]], labels[members[starts]])
    of_groups = matches.take(rows).parts([*first.tolist(), len(rows)])
    bounds = pairwise([*starts.tolist(), len(members)])
    for (start, stop), found in zip(bounds, of_groups, strict=True):
        numbers = members[start:stop].tolist()
        places = {number: at for at, number in enumerate(numbers)}
        yield Group(numbers, as_records(found, places))


def tell_stories(groups: Iterable[Group], shelf: Shelf, same_outlet: SameOutlet) -> list[Story]:
    """The stories of all groups, in the order of their ids."""
    stories: list[Story] = []
    for some in _together(groups):
        joined = (group for group in some if group.matches and len(group.numbers) < _TOGETHER)
        shelf.texts(number for group in joined for number in group.numbers)
        for group in some:
            stories += _stories(group, shelf, same_outlet)
    return sorted(stories, key=lambda story: story.id)


def _together(groups: Iterable[Group]) -> Iterator[list[Group]]:
    """Groups in lists of some articles."""
    held: list[Group] = []
    count = 0
    for group in groups:
        held.append(group)
        count += len(group.numbers)
        if count >= _TOGETHER:
            yield held
            held, count = [], 0
    yield held


def _stories(group: Group, shelf: Shelf, same_outlet: SameOutlet) -> Iterator[Story]:
    articles = shelf.articles(group.numbers)
    same = partial(same_desk, same_outlet=same_outlet)

    def texts(places: Sequence[int]) -> dict[int, Text]:
        read = shelf.texts(group.numbers[place] for place in places)
        return {place: read[group.numbers[place]] for place in places}

    told: set[int] = set()
    for stretches in join_passages(group.matches, articles, same):
        places = {stretch.text for stretch in stretches}
        yield build_story(stretches, texts(sorted(places)), same_outlet)
        told |= places
    alone = [at for at, one in enumerate(articles) if at not in told and names_agency(one)]
    for text in texts(alone).values():
        story = credited_story(text, same_outlet)
        if story:
            yield story
