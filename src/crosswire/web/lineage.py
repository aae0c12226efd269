"""Who had a text first and who copied it, as a small graph: origins left, reprints right.

What an editor cut or added stands in the copy's box in numbers, and below the graph in words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from crosswire.exports.calendar import full
from crosswire.records import Article, Edit
from crosswire.rows import StoryRow

BOX, TALL, GAP = 240.0, 42.0, 64.0  # pixels of a box, and of the way between two columns
PITCH, BREAK = 52.0, 14.0  # from one box to the next below, and more between two stories
WIDTH = 2 * BOX + GAP
COPIES = 8  # of one story that an incident's page draws
LETTERS = 29  # of an outlet's name that a box holds


@dataclass(frozen=True, slots=True)
class Node:
    """A box: ``kind`` is origin, copy, update, absent (an agency whose text is not in the data) or
    more; ``here`` says that the article tells of the incident that the graph is for."""

    x: float
    y: float
    title: str
    note: str
    href: str
    kind: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A line from an origin to a copy."""

    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Change:
    """What an editor changed in a copy; ``first`` is the article it was compared with."""

    article: Article
    edit: Edit
    first: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """The graph, and what was changed on the way."""

    nodes: tuple[Node, ...]
    ways: tuple[Way, ...]
    changes: tuple[Change, ...]
    height: float
    width: float = WIDTH


def lineage(
    stories: Iterable[StoryRow], telling: Collection[str] = (), most: int = COPIES
) -> Lineage:
    """The graph of some stories; ``telling`` are the articles to be marked."""
    nodes: list[Node] = []
    ways: list[Way] = []
    changes: list[Change] = []
    top = 1.0
    for story in stories:
        first, copies = _parts(story)
        edits = {edit.article_id: edit for edit in story.story.edits}
        nodes.append(_first(story, first, top, telling))
        for at, copy in enumerate(copies[:most]):
            edit, kind = edits.get(copy.id), _kind(story, copy)
            y = top + at * PITCH
            nodes.append(_node(BOX + GAP, y, copy, kind, _note(copy, edit, kind), telling))
            ways.append(Way(_path(top, y), kind))
            if edit and first:
                changes.append(Change(copy, edit, first.id))
        rows = max(1, min(len(copies), most))
        if len(copies) > most:
            nodes.append(_more(story, len(copies) - most, top + rows * PITCH))
            ways.append(Way(_path(top, top + rows * PITCH), "copy"))
            rows += 1
        top += rows * PITCH + BREAK
    height = max(0.0, top - BREAK - PITCH + TALL + 1) if nodes else 0.0
    return Lineage(tuple(nodes), tuple(ways), tuple(changes), height)


def in_time(articles: Iterable[Article], origin: str | None = None) -> list[Article]:
    """Articles by their publishing day, of one day the origin first, the undated last."""

    def age(article: Article) -> tuple[date, bool, str, str]:
        day = article.published_at or date.max
        return day, article.id != origin, article.outlet or "", article.id

    return sorted(articles, key=age)


def _parts(row: StoryRow) -> tuple[Article | None, Sequence[Article]]:
    """The article that had the text first, where the data has it, and the others."""
    origin = row.story.origin_article
    first = next((each for each in row.articles if each.id == origin), None)
    return first, in_time(each for each in row.articles if each is not first)


def _first(row: StoryRow, first: Article | None, y: float, telling: Collection[str]) -> Node:
    if first is None:
        name = _short(row.story.origin_agency or "not known")
        return Node(1, y, name, "its own text is not in this data", "", "absent")
    return _node(1, y, first, "origin", _note(first, None, "origin"), telling)


def _node(
    x: float, y: float, article: Article, kind: str, note: str, telling: Collection[str]
) -> Node:
    name = _short(article.outlet or "unknown outlet")
    return Node(x, y, name, note, f"/articles/{article.id}", kind, article.id in telling)


def _more(row: StoryRow, count: int, y: float) -> Node:
    words = f"{count} more cop{'ies' if count > 1 else 'y'}"
    return Node(BOX + GAP, y, words, "on the story's page", f"/stories/{row.story.id}", "more")


def _kind(row: StoryRow, article: Article) -> str:
    return "update" if article.id in row.story.updates else "copy"


def _note(article: Article, edit: Edit | None, kind: str) -> str:
    """The day, and how the copy differs."""
    day = full(article.published_at) if article.published_at else "day not told"
    if kind == "origin":
        return f"{day}, first"
    if edit is None:
        return f"{day}, a later version" if kind == "update" else f"{day}, nothing cut or added"
    told = [("cut", len(edit.dropped)), ("added", len(edit.added))]
    change = ", ".join(f"{count} {name}" for name, count in told if count)
    return f"{day}, {'later version, ' if kind == 'update' else ''}{change}"


def _short(name: str) -> str:
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 1].rstrip()}…"


def _path(top: float, y: float) -> str:
    """A curve from the middle of the origin's box to that of a copy's."""
    start, end, half = top + TALL / 2, y + TALL / 2, BOX + GAP / 2
    return f"M{BOX + 1:g} {start:g}C{half:g} {start:g} {half:g} {end:g} {BOX + GAP:g} {end:g}"
