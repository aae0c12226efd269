"""Small, real steps for tests of the pipeline: they read and code a language of a few words.

A text is a title, a blank line, and sentences like "The army shelled Qasira on 3 May, says a
medic.". Everything from the linker on is Crosswire's own.
"""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from crosswire import incidents
from crosswire import records as r
from crosswire.steps import Steps

EVENT = re.compile(r"(?P<a>[A-Z][\w ]*?) (?P<verb>shelled|stormed) (?P<place>[A-Z]\w+)[^.]*\.")
TYPES = {"shelled": r.EventType.SHELLING, "stormed": r.EventType.ARMED_CLASH}
TOWNS = {"Qasira": (34.1, 36.2), "Marwan": (35.0, 37.5), "Halib": (36.3, 38.1)}


class Towns:
    """A gazetteer of three towns."""

    def __init__(self, hash="towns-1"):
        self.hash = hash

    def find_places(self, text):
        return [_span(m) for m in re.finditer("|".join(TOWNS), text)]


def read(paths):
    for folder in paths:
        for path in sorted(Path(folder).rglob("*.txt")):
            content = path.read_bytes()
            if b"\0" in content:
                yield r.Dropped(path.name, "readers", "The file holds no text.")
            else:
                key = r.document_id(content, path.parent.name, None, path.stem)
                yield r.Document(key, path.stem, None, path.parent.name, "text/plain", content)


def parse(document):
    title, _, text = document.content.decode().partition("\n\n")
    return r.Page(title, text) if text else r.Dropped(document.id, "readers", "There is no text.")


def clean(document, page, find_agency, find_outlet):
    if len(page.text.split()) < 3:
        return r.Dropped(document.id, "clean", "There are fewer than three words.")
    text = f"{page.title}\n\n{page.text}"
    key = r.article_id(document.id, page.title, text, "plain-1")
    return r.Article(
        key,
        document.id,
        document.source_id,
        page.title,
        text,
        document.outlet,
        language="fr" if " est " in text else "en",
        published_at=date(2031, 5, 4),
        anchor_date=date(2031, 5, 4),
        cleaner="plain-1",
    )


def extract(article, find_places, find_dates, extractor="plain-1"):
    found = find_places(article.text)
    return [_claim(article, event, found, extractor) for event in EVENT.finditer(article.text)]


def extract_wider(article, find_places, find_dates):
    """A later extractor: quotes and triggers of other words, another version."""
    made = []
    for claim in extract(article, find_places, find_dates, "plain-2"):
        end = claim.quote.end - 1
        quote = r.Span(claim.quote.start, end, article.text[claim.quote.start : end])
        trigger = r.Span(claim.trigger.start, claim.trigger.end, claim.trigger.quote)
        made.append(_named(replace(claim, quote=quote, trigger=trigger)))
    return made


def find_dates(text):
    return [_span(match) for match in re.finditer(r"\d+ May", text)]


def resolve_article(article, claims, gazetteer, vocabulary):
    return [_resolve(claim, gazetteer) for claim in claims]


def _resolve(claim, gazetteer):
    words = claim.places[0]
    latitude, longitude = TOWNS[words.quote]
    place = r.Place(
        words.quote, words, f"{gazetteer.hash}:{words.quote}", latitude, longitude, "SY", "Homs",
        where_prec=1, kind="populated",
    )  # fmt: skip
    found = re.search(r"(\d+) May", claim.quote.quote)
    day = date(2031, 5, int(found[1])) if found else None
    party = r.Party(r.Role.SIDE_A, claim.side_a[0].quote, claim.side_a[0])
    return r.Resolution(claim.id, (place,), (party,), r.When(day, day, 1) if day else None)


def _claim(article, match, found, extractor):
    made = r.Claim(
        id="",
        article_id=article.id,
        quote=_span(match),
        trigger=_span(match, "verb"),
        type=TYPES[match["verb"]],
        status=r.Status.OCCURRED,
        side_a=(_span(match, "a"),),
        places=tuple(place for place in found if match.start() <= place.start < match.end()),
        extractor=extractor,
    )
    return _named(made)


def _named(claim):
    return replace(claim, id=r.claim_id(claim))


def _span(match, group=0):
    return r.Span(match.start(group), match.end(group), match[group])


def add_stories(articles, same_outlet, before, arrays):
    """Articles of one text are one story; nothing is kept that they are found by."""
    by_text = {}
    for article in sorted(articles, key=lambda each: each.id):
        by_text.setdefault(article.text, []).append(article)
    stories = [
        r.Story(
            r.content_id("sty", text),
            tuple(r.Passage(article.id, 0, len(text)) for article in copies),
            origin_article=copies[0].id,
        )
        for text, copies in sorted(by_text.items())
        if len(copies) > 1
    ]
    return stories, {}


STEPS = Steps(
    read=read,
    parse=parse,
    clean=clean,
    extract=extract,
    find_dates=find_dates,
    add_stories=add_stories,
    resolve_article=resolve_article,
    join_tellings=incidents.join_tellings,
    link=incidents.link,
    relink=incidents.relink,
    corroborate=incidents.corroborate,
    anchors_of=incidents.anchors_of,
    assign=incidents.assign,
    control=incidents.control,
    cleaner="plain-1",
    extractor="plain-1",
)
WIDER = replace(STEPS, extract=extract_wider, extractor="plain-2")
