"""Articles that come one after the other: are their stories those of all at once?"""

import io
import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from story_builders import (
    BODY,
    LAST,
    LEAD,
    OTHER,
    OWN_WORDS,
    PROMOTION,
    SECOND,
    STATEMENT,
    THIRD,
    article,
)

from crosswire.records import Article, Story
from crosswire.stories import (
    add,
    add_stories,
    empty_index,
    find_stories,
    from_arrays,
    same_name,
    to_arrays,
)
from crosswire.stories.shingles import fingerprints

PIECES = [LEAD, SECOND, THIRD, LAST, OTHER, OWN_WORDS, STATEMENT, PROMOTION]


class Archive:
    """A store in small: the articles, the index as saved, and the stories as changed by it."""

    def __init__(self, window: int | None = 30) -> None:
        self.articles: dict[str, Article] = {}
        self.saved = to_arrays(empty_index(window))
        self.held: list[Story] = []
        self.asked: list[str] = []

    def read(self, ids: list[str]) -> list[Article]:
        self.asked += ids
        return [self.articles[one] for one in ids]

    def add(self, articles: list[Article]) -> None:
        index, change = add(from_arrays(self.saved), articles, self.read, same_name)
        self.articles |= {one.id: one for one in articles}
        self.saved = to_arrays(index)
        left = [s for s in self.held if not {p.article_id for p in s.passages} & change.articles]
        self.held = sorted([*left, *change.stories], key=lambda story: story.id)


def matches(arrays) -> set[tuple]:
    """Which articles share what, and by how many fingerprints they were paired."""
    ids = arrays["ids"].tolist()
    stretches = iter(arrays["ends"].tolist())
    columns = (arrays[name].tolist() for name in ("left", "right", "prints", "whole", "sizes"))
    return {
        (ids[left], ids[right], prints, whole, *(tuple(next(stretches)) for _ in range(size)))
        for left, right, prints, whole, size in zip(*columns, strict=True)
    }


def check(archive: Archive, window: int | None) -> None:
    """Is what the archive has come to that of a single addition?"""
    articles = archive.articles.values()
    index, _ = add(empty_index(window), articles, archive.read, same_name)
    assert matches(archive.saved) == matches(to_arrays(index))
    assert archive.held == find_stories(articles, window=window)


ARTICLES = st.builds(
    lambda name, pieces, outlet, day, credit: article(
        f"{name:x}", "\n".join(pieces), f"Outlet {outlet}", day=day, credit=credit
    ),
    st.integers(0, 2**16),
    st.lists(st.sampled_from(PIECES), max_size=4, unique=True),
    st.integers(0, 3),
    st.one_of(st.none(), st.integers(0, 80), st.integers(0, 3)),
    st.sampled_from([None, None, "Reuters"]),
)
WINDOWS = st.sampled_from([None, 0, 2, 30])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(ARTICLES, max_size=30, unique_by=lambda one: one.id),
    st.lists(st.integers(0, 30), max_size=4),
    WINDOWS,
)
def test_any_split_tells_the_same_stories(articles, cuts, window):
    """Does it matter which articles came first, and how many at once?"""
    archive = Archive(window)
    bounds = [0, *sorted(cuts), len(articles)]
    for start, end in itertools.pairwise(bounds):
        archive.add(articles[start:end])
    check(archive, window)


@settings(max_examples=40, deadline=None)
@given(st.data(), WINDOWS)
def test_late_reprints_among_many(data, window):
    """Are the pairs of a text that is often printed the same, whoever came between two others?

    Of more than eight holders each is paired with the first and the one before it: one that comes
    late, of an earlier day, takes the place of either.
    """
    count = data.draw(st.integers(9, 24))
    cut = st.sampled_from([BODY, f"{LEAD}\n{SECOND}", f"{THIRD}\n{LAST}", f"{OTHER}\n{THIRD}"])
    articles = [
        article(f"{at:02}", data.draw(cut), f"Outlet {at}", day=data.draw(st.integers(0, 60)))
        for at in range(count)
    ]
    archive = Archive(window)
    for one in data.draw(st.permutations(articles)):
        archive.add([one])
    check(archive, window)


def test_what_is_added_again_changes_nothing():
    """Is an article that is known left alone?"""
    archive = Archive()
    archive.add([article("a", BODY, "Outlet A"), article("b", BODY, "Outlet B", day=1)])
    before = archive.held
    archive.add([article("b", BODY, "Outlet B", day=1)])
    assert archive.held == before != []


def test_only_what_may_share_a_text_is_read():
    """Are the texts of old articles left where they are, unless a new one may be a copy of them?"""
    archive = Archive()
    archive.add([article("a", BODY, "Outlet A"), article("b", OTHER, "Outlet B")])
    archive.add([article("c", BODY, "Outlet C", day=1)])
    assert archive.asked == ["a"]


def test_credited_article_that_is_copied_later():
    """Does the story of one article alone end when it turns out to be a copy?"""
    archive = Archive()
    archive.add([article("a", BODY, "Outlet A", credit="Reuters")])
    (alone,) = archive.held
    archive.add([article("b", BODY, "Outlet B", credit="Reuters", day=1)])
    (joined,) = archive.held
    assert len(alone.passages) == 1
    assert len(joined.passages) == 2
    assert alone.origin_agency == joined.origin_agency == "Reuters"


def test_saved_in_a_file():
    """Is the index the same after it was written to a file of arrays and read again?"""
    archive = Archive(None)
    archive.add([article("a", BODY, "Outlet A"), article("ä", BODY, "Outlet B", day=None)])
    file = io.BytesIO()
    np.savez(file, **archive.saved)
    file.seek(0)
    with np.load(file) as arrays:
        archive.saved = dict(arrays)
    archive.add([article("c", BODY, "Outlet C", day=400)])
    assert archive.held == find_stories(archive.articles.values(), window=None)


# the day of a second print
SECOND_PRINTS = {"the next day": 1, "after a year": 365, "on no known day": None}


@pytest.mark.parametrize("name", SECOND_PRINTS)
def test_reprints_beyond_the_window(name):
    """Does a text that is printed again lead to its first print, however long ago that was?"""
    first = article("a", BODY, "Outlet A")
    (story,) = find_stories([first, article("b", BODY, "Outlet B", day=SECOND_PRINTS[name])])
    assert story.origin_article == "a"
    assert {passage.article_id for passage in story.passages} == {"a", "b"}


def scattered(name: str, passage: str, day: int) -> Article:
    """An article with all fingerprints of a passage, and no more of it than five words in a row."""
    wanted, _ = fingerprints([article("passage", passage)])
    words, pieces = passage.split(), []
    for at in range(len(words) - 4):
        piece = surrounded(name, words[at : at + 5], set(wanted.tolist()))
        if piece:
            pieces.append(piece)
    made = article(name, " ".join(pieces), f"Outlet {name}", day=day)
    assert set(wanted.tolist()) <= set(fingerprints([made])[0].tolist())
    return made


def surrounded(name: str, run: list[str], wanted: set[int]) -> str | None:
    """The run among other words, such that it stays a fingerprint, where it is one."""
    for turn in range(40):
        around = [[f"{name}{turn}{side}{at}" for at in range(25)] for side in "ab"]
        text = " ".join([*around[0], *run, *around[1]])
        if wanted & set(fingerprints([article("piece", text)])[0].tolist()):
            return text
    return None


def test_pair_that_a_new_article_parts():
    """Is a story given up where a rebuild would not compare its two articles any more?

    Eight others hold their fingerprints, so that the two were compared because one stood before the
    other; now one that is no copy stands between them.
    """
    passage = f"{LEAD} {SECOND}"
    many = [scattered(f"s{at}", passage, day=0) for at in range(8)]
    copies = [article("a", passage, "Outlet A", day=1), article("b", passage, "Outlet B", day=3)]
    archive = Archive()
    archive.add([*many, *copies])
    assert len(archive.held) == 1
    archive.add([scattered("t", passage, day=2)])
    check(archive, 30)
    assert archive.held == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(ARTICLES, max_size=30, unique_by=lambda one: one.id),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4),
)
def test_any_articles_after_any_others(articles, ranges):
    """Are the stories those of all at once, whether articles came, went, or both?"""
    stories, arrays = [], None
    for first, last in [*ranges, (0, 30)]:
        some = articles[first:last]
        stories, arrays = add_stories(some, same_name, stories, arrays)
        assert stories == find_stories(some)


def test_arrays_are_the_same_where_nothing_came():
    """Are the arrays given back as they are for the same articles, and made anew for fewer?"""
    articles = [article("a", BODY, "Outlet A"), article("b", BODY, "Outlet B", day=1)]
    stories, arrays = add_stories(articles, same_name)
    assert add_stories(articles, same_name, stories, arrays) == (stories, arrays)
    assert add_stories(articles, same_name, stories, arrays)[1] is arrays
    fewer, others = add_stories(articles[:1], same_name, stories, arrays)
    assert fewer == []
    assert others["ids"].tolist() == [b"a"]
    assert len(add_stories([], same_name, stories, arrays)[1]["ids"]) == 0
