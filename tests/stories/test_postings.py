"""Which articles are paired by the fingerprints that they share."""

import numpy as np
import pytest

from crosswire.stories.postings import (
    UNDATED,
    Order,
    count_prints,
    merge,
    no_postings,
    shared_prints,
    sort_prints,
)

PRINTS = np.array([3, 2**63 + 5, 2**64 - 1], dtype=np.uint64)  # of the first and the last part too


def postings(numbers: list[int]):
    return sort_prints([(np.tile(PRINTS, len(numbers)), np.repeat(numbers, len(PRINTS)))])


def pairs(days: list[int], window: int | None) -> dict[tuple[int, int], int]:
    """The pairs of articles of these days, all of which have the same fingerprints."""
    numbers = np.arange(len(days))
    order = Order(numbers, numbers, np.array(days, dtype=np.int32), 0, window)
    shared, _ = shared_prints(no_postings(), postings(numbers.tolist()), order)
    left, right = (side.tolist() for side in shared.pairs)
    return dict(zip(zip(left, right, strict=True), shared.counts.tolist(), strict=True))


# name: (days, window, pairs)
PAIRED = {
    "one day": ([5, 5, 5], 30, {(0, 1), (0, 2), (1, 2)}),
    "beyond the window, each with the first": ([0, 40, 80], 30, {(0, 1), (0, 2)}),
    "at the window's end": ([0, 40, 70], 30, {(0, 1), (0, 2), (1, 2)}),
    "no window": ([0, 40, 80], None, {(0, 1), (0, 2), (1, 2)}),
    "without a day": ([0, 40, UNDATED], 30, {(0, 1), (0, 2), (1, 2)}),
    "alone": ([0], 30, set()),
    "none": ([], 30, set()),
}


@pytest.mark.parametrize("name", PAIRED)
def test_pairs(name):
    """Which articles of one text are compared?"""
    days, window, expected = PAIRED[name]
    assert pairs(days, window) == dict.fromkeys(expected, len(PRINTS))


def test_pairs_grow_linearly():
    """Is the tenth print of a text, and every later one, paired with two others alone?"""
    counts = [len(pairs([0] * count, None)) for count in (10, 11, 100)]
    assert counts[1] - counts[0] == 2
    assert counts[2] - counts[0] == 2 * 90


def test_a_print_in_an_article_counts_once():
    """Is a phrase that an article repeats one fingerprint of it?"""
    again = sort_prints([(PRINTS, np.zeros(3, dtype=np.int64))] * 2)
    assert count_prints(again, 2).tolist() == [3, 0]


def test_one_that_comes_between():
    """What were the pairs before a new article came, and what are they with it?"""
    many = list(range(10))
    ranks = np.array([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 9])  # the new one stands before the last
    order = Order(ranks, np.argsort(ranks), np.zeros(11, dtype=np.int32), 10, None)
    now, before = shared_prints(postings(many), postings([10]), order)
    code = np.array([8 << 32 | 10])
    assert (before.of(code).tolist(), now.of(code).tolist()) == ([3], [0])
    both = merge(postings(many), postings([10]))
    assert count_prints(both, 11).tolist() == [3] * 11
