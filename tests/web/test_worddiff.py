"""Two texts side by side, word by word."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.web.worddiff import compare

TEXT = "A bomb tore through a market. Seventeen people died.\nNo group claimed it. He left."


def changed(side):
    return [run.text.strip() for row in side for run in row if run.changed]


def old(found):
    return changed(row.old for row in found.rows)


def new(found):
    return changed(row.new for row in found.rows)


# what became of the text, which words the first has alone, and which the second
CASES = [
    (TEXT, [], []),
    (TEXT.replace(" No group claimed it.", ""), [], []),
    (TEXT.replace("Seventeen people", "At least 17 people"), ["Seventeen"], ["At least 17"]),
    (TEXT.replace("\nNo group claimed it.", ""), ["No group claimed it."], []),
    (TEXT + " It burned.", [], ["It burned."]),
    (TEXT.replace("\n", "\n\n\n"), [], []),
    (
        "Quite another text of nothing alike whatever!",
        [TEXT],
        ["Quite another text of nothing alike whatever!"],
    ),
]


@pytest.mark.parametrize(("after", "dropped", "added"), CASES)
def test_what_was_dropped_and_added(after, dropped, added):
    """Are the words told that only one of two texts has?"""
    found = compare(TEXT, after)
    assert (old(found), new(found)) == (dropped, added)


def test_counts_are_of_words():
    """Is the sum above the table that of its marked words?"""
    found = compare(TEXT, TEXT.replace("Seventeen people died.", "Nine died."))
    assert (found.dropped, found.added) == (2, 1)


WORDS = st.lists(
    st.sampled_from(["shells", "hit", "Azaz.", "\n", "12", "“killed”", "?"]), max_size=30
)


@given(WORDS, WORDS)
def test_nothing_is_lost(before, after):
    """Are both texts whole on their side, blanks apart?"""
    texts = " ".join(before), " ".join(after)
    found = compare(*texts)
    for side, text in zip(("old", "new"), texts, strict=True):
        shown = "".join(run.text for row in found.rows for run in getattr(row, side))
        assert shown.split() == text.split()


def test_long_texts_are_quick_and_cut():
    """Does the longest pair take less than a page may, and say that it was cut?"""
    sentences = [f"On day {at} shells hit the town and {at % 7} people died." for at in range(1500)]
    other = [
        each.replace("people", "civilians") if at % 3 else each for at, each in enumerate(sentences)
    ]
    began = time.perf_counter()
    found = compare(" ".join(sentences), " ".join(other))
    assert found.cut
    assert time.perf_counter() - began < 5
