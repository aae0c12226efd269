"""From passages to stories: who had a text first, who copied it, and what is an update."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from crosswire.records import Article, Credit, Passage, Story, content_id
from crosswire.stories.copies import Stretch
from crosswire.stories.edits import Part, compare, sentences
from crosswire.stories.shingles import Text

SameOutlet = Callable[[str, str], bool]

# A story is an article's body, and not a part of it, when it makes up half of its words.
BODY = 0.5


def day_of(article: Article) -> date | None:
    """An article's own day: its anchor date, else the day it was published."""
    return article.anchor_date or article.published_at


def article_order(article: Article) -> tuple[date, str]:
    """The order of time; undated articles come last."""
    return day_of(article) or date.max, article.id


def same_desk(a: Article, b: Article, same_outlet: SameOutlet) -> bool:
    """Whether two articles are of one address or one outlet."""
    if a.url and a.url == b.url:
        return True
    return bool(a.outlet and b.outlet and same_outlet(a.outlet, b.outlet))


def build_story(
    group: Sequence[Stretch], texts: Mapping[int, Text], same_outlet: SameOutlet
) -> Story:
    """The story of one text's stretches: passages, origin, edits and updates."""
    passages = {stretch: _passage(stretch, texts) for stretch in group}
    articles = sorted({texts[s.text].article for s in group}, key=article_order)
    credits = {p.article_id: passage_credit(texts[s.text].article, p) for s, p in passages.items()}
    origin, agency = _origin(articles, credits, same_outlet)
    parts = _parts(group, texts)
    first = origin or articles[0].id
    told = sentences(parts[first])
    edits = (compare(a.id, told, sentences(parts[a.id])) for a in articles if a.id != first)
    return Story(
        _story_id(passages, texts),
        tuple(sorted(passages.values())),
        origin_article=origin,
        origin_agency=None if origin else agency,
        edits=tuple(edit for edit in edits if edit),
        updates=tuple(_updates(articles, parts, same_outlet)),
    )


def names_agency(article: Article) -> bool:
    """Whether an article credits an agency with anything."""
    return bool(article.credits or (article.dateline and article.dateline.agency))


def credited_story(text: Text, same_outlet: SameOutlet) -> Story | None:
    """The story of one article alone, where it credits an agency other than its own outlet."""
    article = text.article
    if not text.length:
        return None
    whole = Stretch(0, 0, text.length)
    passage = _passage(whole, {0: text})
    agency = passage_credit(article, passage)
    if agency is None or (article.outlet and same_outlet(article.outlet, agency)):
        return None
    return Story(_story_id({whole: passage}, {0: text}), (passage,), origin_agency=agency)


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
    """Whether an article is a later version of another: same address, or same outlet.

    A live article has several versions a day; which of one day's came first its days do not tell.
    """
    if later.text == earlier.text:
        return False
    if later.url and later.url == earlier.url:
        return True
    if not later.outlet or not earlier.outlet or not same_outlet(later.outlet, earlier.outlet):
        return False
    days = (day_of(earlier), day_of(later))
    return days[0] is not None and days[1] is not None and days[0] <= days[1]


def _parts(group: Sequence[Stretch], texts: Mapping[int, Text]) -> dict[str, Part]:
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


def _updates(
    articles: Sequence[Article], parts: dict[str, Part], same_outlet: SameOutlet
) -> list[str]:
    """The later versions among a story's articles, which are in the order of time.

    An address is one live article's, whatever is left of its first text; an outlet prints a passage
    again in another article, and most of a body in the same one.
    """
    heads: dict[str, Article] = {}
    found = []
    for article in articles:
        outlet = article.outlet if _is_body(parts[article.id]) else None
        keys = [key for key in (article.url, outlet) if key]
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


def _story_id(passages: dict[Stretch, Passage], texts: Mapping[int, Text]) -> str:
    """Documents and not articles make the id, so that a new cleaner keeps it where it can."""
    anchors = [(texts[s.text].article.document_id, p.start, p.end) for s, p in passages.items()]
    return content_id("sto", sorted(anchors))


def _passage(stretch: Stretch, texts: Mapping[int, Text]) -> Passage:
    text = texts[stretch.text]
    start, end = int(text.starts[stretch.first]), int(text.ends[stretch.last - 1])
    return Passage(text.article.id, start, end)
