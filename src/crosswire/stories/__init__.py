"""Near-copies: which passages are one text, who had it first, what an editor changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from numpy.typing import NDArray

from crosswire.records import Article, Story
from crosswire.stories.index import (
    WINDOW_DAYS,
    Change,
    Index,
    add,
    empty_index,
    from_arrays,
    to_arrays,
)
from crosswire.stories.lineage import SameOutlet
from crosswire.stories.words import fold

__all__ = [
    "Change",
    "Index",
    "add",
    "add_stories",
    "empty_index",
    "find_stories",
    "from_arrays",
    "same_name",
    "to_arrays",
]


def same_name(a: str, b: str) -> bool:
    """Whether two outlets have one name, but for case, accents and spaces."""
    return fold("".join(a.split())) == fold("".join(b.split()))


def find_stories(
    articles: Iterable[Article],
    same_outlet: SameOutlet = same_name,
    window: int | None = WINDOW_DAYS,
) -> list[Story]:
    """The stories among articles: texts that two or more share, or that one credits to an agency.

    ``same_outlet`` tells whether an outlet's name and another's, or an agency's, are one; a
    vocabulary knows more than the spelling by which they are compared without it. A copy is found
    by exact runs of equal words, whatever was cut, moved, retitled or put around it; two own
    reports of one event share too few. Masked passages take no part. Order of arrival changes
    nothing, and an article given twice counts once.

    Texts that lie further apart than ``window`` days are not compared with each other (None: all
    are), but each is with the first that has a run of its words, however long ago: so an old text
    that is printed again still leads to its first print. Passages alone are no copies after a month
    anyway. A text without a day may be of any, and is compared as if it were near.

    ``add`` finds the same when articles come one after the other.
    """
    return add(empty_index(window), articles, _nothing, same_outlet)[1].stories


def add_stories(
    articles: Iterable[Article],
    same_outlet: SameOutlet,
    before: Sequence[Story] = (),
    arrays: Mapping[str, NDArray[Any]] | None = None,
) -> tuple[list[Story], Mapping[str, NDArray[Any]]]:
    """The stories among all these articles, as ``find_stories`` has them, and what found them.

    ``before`` and ``arrays`` are what this gave for some of the articles, with the same
    ``same_outlet``: then only what the others change is found anew. Where one of those articles is
    gone, all is. The same arrays are given back where no other article has come.
    """
    by_id = {article.id: article for article in articles}
    index = from_arrays(arrays) if arrays else empty_index()
    if not arrays or not all(key.decode() in by_id for key in index.ids.tolist()):
        index, before, arrays = empty_index(), (), None

    def read(ids: Sequence[str]) -> list[Article]:
        return [by_id[each] for each in ids]

    found, change = add(index, by_id.values(), read, same_outlet)
    left = [s for s in before if not any(p.article_id in change.articles for p in s.passages)]
    stories = sorted([*left, *change.stories], key=lambda story: story.id)
    return stories, arrays if arrays and found is index else to_arrays(found)


def _nothing(ids: Sequence[str]) -> list[Article]:
    """What an index of no articles has to be read."""
    return []
