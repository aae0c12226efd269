"""Setting what a document lacks: the day it was published on, or its outlet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from crosswire import pipeline
from crosswire.desk.making import one_line
from crosswire.judgements import UnfitError
from crosswire.records import Article, Document, Dropped, Mend, content_id
from crosswire.steps import Tools
from crosswire.store import Store

LONGEST = 200  # letters of an outlet's name
WORDS = {"published_at": "day of publication", "outlet": "outlet"}


def mend(
    store: Store, tools: Tools, document_id: str, asked: tuple[str, str], by: str, at: datetime
) -> Article:
    """Keep the field and value that are ``asked`` for, and give the article as it reads with them.

    What a document tells itself is not set anew. Raises UnfitError with one sentence.
    """
    field, value = asked
    document = next(iter(store.documents([document_id])), None)
    if document is None:
        raise UnfitError("This document is not there: load the page again.")
    before = _read(tools, document)
    if field not in WORDS:
        raise UnfitError(f'"{field}" cannot be set; there are {", ".join(WORDS)}.')
    if getattr(before, field):
        raise UnfitError(f"Its {WORDS[field]} is known: {getattr(before, field)}.")
    checked = _day(value) if field == "published_at" else _name(value)
    given = Mend(
        content_id("mnd", document_id, field, checked, by, at), document_id, field, checked, by, at
    )
    article = _read(tools, _with(document, field, checked))
    store.mend(given, article)
    return article


def _read(tools: Tools, document: Document) -> Article:
    read = pipeline.read_article(tools, document)
    if isinstance(read, Dropped):
        raise UnfitError(read.reason)
    return read


def _with(document: Document, field: str, value: str) -> Document:
    if field == "outlet":
        return replace(document, outlet=value)
    return replace(document, published_at=date.fromisoformat(value))


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise UnfitError(f'"{value}" is not a day; write it as 2017-04-05.') from None


def _name(value: str) -> str:
    name = one_line(value)
    if not name or len(name) > LONGEST:
        raise UnfitError(f"An outlet's name has 1 to {LONGEST} letters.")
    return name
