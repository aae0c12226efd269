"""From a page to an Article: repaired text, masks over what is no news, dateline, credits.

Nothing is cut out of a text. What is not news lies under a mask, so that every offset and every
word of what arrived stays where it was.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from crosswire.clean.credit import find_credits
from crosswire.clean.dateline import find_dateline
from crosswire.clean.language import find_language
from crosswire.clean.mask import find_masks
from crosswire.clean.owner import FindOutlet, find_outlet_of
from crosswire.clean.repair import repair
from crosswire.records import Article, Document, Dropped, Mask, Page, article_id

__all__ = ["CLEANER", "clean"]

CLEANER = "clean-2"
MIN_WORDS = 3  # below it nobody is told to have done anything
MAX_GAP = 7  # days between the printed and the publishing day, from which on the gap is flagged


def clean(
    document: Document,
    page: Page,
    find_agency: Callable[[str], str | None],
    find_outlet: FindOutlet = lambda words: None,
) -> Article | Dropped:
    """The article of a page.

    ``find_agency`` and ``find_outlet`` give the one name of an agency, and of any outlet, for its
    words, or None. The publishing day is the page's own, else the sidecar's; the outlet and the
    address are those that the document came with, else the page's, and an outlet that neither names
    is the owner that the text itself names at its end. An agency that owns the text of another
    outlet is credited. A text with fewer than three words of news is ``Dropped``.
    """
    title = " ".join(repair(page.title).split())
    body = repair(page.text).strip()
    text = f"{title}\n\n{body}" if title else body
    published = page.published_at or document.published_at
    dateline = find_dateline(text, title, published, find_agency)
    credited = find_credits(text, title, dateline, page.byline, find_agency)
    named = document.outlet or page.outlet
    outlet, owners = find_outlet_of(text, len(title), named, find_agency, find_outlet)
    masks = find_masks(text, title, outlet, credited.masks)
    news = unmasked(text, masks)
    if len(news.split()) < MIN_WORDS:
        reason = f'The document "{document.source_id}" has fewer than {MIN_WORDS} words of news.'
        return Dropped(document.id, "clean", reason, "Check whether its text was saved whole.")
    anchor = (dateline.day if dateline else None) or published
    return Article(
        id=article_id(document.id, title, text, CLEANER),
        document_id=document.id,
        source_id=document.source_id,
        title=title,
        text=text,
        outlet=outlet,
        url=document.url or page.url,
        masks=masks,
        dateline=dateline,
        credits=tuple(sorted({*credited.credits, *owners})),
        language=find_language(news),
        published_at=published,
        anchor_date=anchor,
        date_gap=is_gap(anchor, published),
        cleaner=CLEANER,
    )


def unmasked(text: str, masks: tuple[Mask, ...]) -> str:
    """The text without what lies under masks."""
    kept, at = [], 0
    for mask in masks:
        kept.append(text[at : mask.span.start])
        at = mask.span.end
    return " ".join([*kept, text[at:]])


def is_gap(anchor: date | None, published: date | None) -> bool:
    """Whether the printed day and the publishing day lie too far apart to be of one text."""
    return bool(anchor and published and abs((anchor - published).days) > MAX_GAP)
