"""From matching passages to stories: who had a text first, who copied it, and what is an update."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from crosswire.records import Article, Credit, Passage, Story, content_id
from crosswire.stories.copies import Match, Stretch
from crosswire.stories.edits import Part, compare
from crosswire.stories.shingles import Text

SameOutlet = Callable[[str, str], bool]

# Two stretches of one article are one passage when they share half of the shorter one: a copy cut
# at its end and one cut at its start are one text, two texts put together in one article are not.
SAME_PASSAGE = 0.5
# A story is an article's body, and not a part of it, when it makes up half of its words.
BODY = 0.5


def article_order(article: Article) -> tuple[date, str]:
    """The order of time: by anchor date, else the publishing day; undated ones come last."""
    return article.anchor_date or article.published_at or date.max, article.id


def join_passages(matches: Iterable[Match]) -> list[list[Stretch]]:
    """The stretches that are one text, as one list of stretches for each text."""
    parent: dict[Stretch, Stretch] = {}
    by_text: dict[int, set[Stretch]] = defaultdict(set)
    for match in matches:
        for a, b in match.pairs:
            by_text[a.text].add(a)
            by_text[b.text].add(b)
            _union(parent, a, b)
            if match.whole:  # a paragraph that was replaced parts no text in two
                _union(parent, match.pairs[0][0], a)
    for stretches in by_text.values():
        _union_overlapping(parent, sorted(stretches))
    groups: dict[Stretch, list[Stretch]] = defaultdict(list)
    for stretch in sorted(parent):
        groups[_root(parent, stretch)].append(stretch)
    return [_hull(group) for group in groups.values()]


def build_story(group: Sequence[Stretch], texts: Sequence[Text], same_outlet: SameOutlet) -> Story:
    """The story of one text's stretches: passages, origin, edits and updates."""
    passages = {stretch: _passage(stretch, texts) for stretch in group}
    articles = sorted({texts[s.text].article for s in group}, key=article_order)
    credits = {p.article_id: passage_credit(texts[s.text].article, p) for s, p in passages.items()}
    origin, agency = _origin(articles, credits, same_outlet)
    parts = _parts(group, texts)
    first = origin or articles[0].id
    edits = (compare(parts[first], parts[a.id]) for a in articles if a.id != first)
    return Story(
        _story_id(passages, texts),
        tuple(sorted(passages.values())),
        origin_article=origin,
        origin_agency=None if origin else agency,
        edits=tuple(edit for edit in edits if edit),
        updates=tuple(_updates([a for a in articles if _is_body(parts[a.id])], same_outlet)),
    )


def credited_story(text: Text, same_outlet: SameOutlet) -> Story | None:
    """The story of one article alone, where it credits an agency other than its own outlet."""
    article = text.article
    whole = Stretch(0, 0, text.length)
    passage = _passage(whole, [text])
    agency = passage_credit(article, passage)
    if agency is None or (article.outlet and same_outlet(article.outlet, agency)):
        return None
    return Story(_story_id({whole: passage}, [text]), (passage,), origin_agency=agency)


def passage_credit(article: Article, passage: Passage) -> str | None:
    """The agency that an article credits with a passage.

    A credit closes the text it stands under, so that of several the first one at or behind the
    passage's end is the passage's, else the last one before it; then the dateline's agency.
    """
    if not article.credits:
        return article.dateline.agency if article.dateline else None
    return nearest_credit(article.credits, passage.end).agency


def nearest_credit(credits: Sequence[Credit], end: int) -> Credit:
    """The first credit that ends at or behind a place in the text, else the last one."""
    ordered = sorted(credits)
    return next((credit for credit in ordered if credit.span.end >= end), ordered[-1])


def is_update(later: Article, earlier: Article, same_outlet: SameOutlet) -> bool:
    """Whether an article is a later version of another: same address, or same outlet, later day."""
    if later.text == earlier.text:
        return False
    if later.url and later.url == earlier.url:
        return True
    if not later.outlet or not earlier.outlet or not same_outlet(later.outlet, earlier.outlet):
        return False
    days = (earlier.anchor_date or earlier.published_at, later.anchor_date or later.published_at)
    return days[0] is not None and days[1] is not None and days[0] < days[1]


def _parts(group: Sequence[Stretch], texts: Sequence[Text]) -> dict[str, Part]:
    """Of each article what belongs to the story: all of it where the story is its body."""
    by_text: dict[int, list[Stretch]] = defaultdict(list)
    for stretch in group:
        by_text[stretch.text].append(stretch)
    parts = {}
    for at, stretches in by_text.items():
        text, article = texts[at], texts[at].article
        if sum(s.last - s.first for s in stretches) >= BODY * text.length:
            parts[article.id] = (article, 0, len(article.text))
        else:
            last = max(s.last for s in stretches) - 1
            start = int(text.starts[min(s.first for s in stretches)])
            parts[article.id] = (article, start, int(text.ends[last]))
    return parts


def _is_body(part: Part) -> bool:
    article, start, end = part
    return start == 0 and end == len(article.text)


def _updates(articles: Sequence[Article], same_outlet: SameOutlet) -> list[str]:
    """The later versions among a story's articles, which are in the order of time."""
    heads: dict[str, Article] = {}
    found = []
    for article in articles:
        keys = [key for key in (article.url, article.outlet) if key]
        earlier = [heads[key] for key in keys if key in heads]
        if any(is_update(article, one, same_outlet) for one in earlier):
            found.append(article.id)
        for key in keys:
            heads.setdefault(key, article)
    return found


def _origin(
    articles: Sequence[Article], credits: dict[str, str | None], same_outlet: SameOutlet
) -> tuple[str | None, str | None]:
    """The id of the article that the text comes from, and the agency credited with it.

    An explicit credit beats time; where copies credit several, the one that most of them name. Of
    uncredited copies the earliest, one of a named outlet before one that nobody answers for.
    """
    named = Counter(agency for agency in credits.values() if agency)
    if not named:
        return next((a.id for a in articles if a.outlet), articles[0].id), None
    agency = min(named, key=lambda name: (-named[name], name))
    own = (a for a in articles if a.outlet and same_outlet(a.outlet, agency))
    return next((a.id for a in own), None), agency


def _story_id(passages: dict[Stretch, Passage], texts: Sequence[Text]) -> str:
    """Documents and not articles make the id, so that a new cleaner keeps it where it can."""
    anchors = [(texts[s.text].article.document_id, p.start, p.end) for s, p in passages.items()]
    return content_id("sto", sorted(anchors))


def _passage(stretch: Stretch, texts: Sequence[Text]) -> Passage:
    text = texts[stretch.text]
    start, end = int(text.starts[stretch.first]), int(text.ends[stretch.last - 1])
    return Passage(text.article.id, start, end)


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


def _union_overlapping(parent: dict[Stretch, Stretch], stretches: Sequence[Stretch]) -> None:
    """Join the stretches of one text that share enough, each with those still open before it."""
    open_ones: list[Stretch] = []
    for stretch in stretches:
        open_ones = [one for one in open_ones if one.last > stretch.first]
        for one in open_ones:
            shared = min(one.last, stretch.last) - stretch.first
            shorter = min(one.last - one.first, stretch.last - stretch.first)
            if shared >= SAME_PASSAGE * shorter:
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
