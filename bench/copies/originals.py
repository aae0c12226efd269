"""Real articles, and each as a draft in sentences."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.copies.drafts import Draft, Piece
from bench.copies.edits import credit_line, put_dateline
from bench.speed import originals as long_records
from crosswire.clean import clean
from crosswire.readers import parse
from crosswire.readers.jsonl import record_document
from crosswire.readers.origin import Origin
from crosswire.records import Article, Dropped
from crosswire.vocab.loading import load

LEAST, MOST = 80, 1500  # words of an original: room for a cut; no live blog of a whole week
UNDATED = date(2023, 11, 1)  # the day of articles that carry none
SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*(\s+)|(\s*\n\s*)")


def read_originals(data: Path) -> Iterator[tuple[Article, str]]:
    """The data's long articles through the real cleaner, with their record's id."""
    vocabulary = load()
    for record in long_records(data / "articles"):
        if LEAST <= len(record["text"].split()) <= MOST:
            article = cleaned(record, vocabulary.agency)
            if article and article.language == "en":
                yield article, record["doc_id"]


def cleaned(record: dict[str, Any], find_agency: Callable[[str], str | None]) -> Article | None:
    document = record_document(record, Origin("bench", "bench"))
    if isinstance(document, Dropped):
        return None
    page = parse(document)
    article = page if isinstance(page, Dropped) else clean(document, page, find_agency)
    return None if isinstance(article, Dropped) else article


def first_draft(article: Article, name: str, rng: random.Random) -> Draft:
    """An original in sentences, some with a dateline and a credit of an agency put on."""
    body = article.text[len(article.title) + 2 :] if article.title else article.text
    pieces, at, gap = [], 0, ""
    for end in SENTENCE.finditer(body):
        space = end[1] or end[2]
        pieces.append(Piece(body[at : end.end() - len(space)], gap, name))
        at, gap = end.end(), "\n" if "\n" in space else " "
    pieces.append(Piece(body[at:], gap, name))
    pieces = [piece for piece in pieces if piece.words.strip()]
    url = article.url or f"https://example.org/{name}"
    day = article.anchor_date or UNDATED + timedelta(days=rng.randrange(60))
    draft = Draft(name, article.title, pieces, article.outlet, url, day)
    if article.dateline is None and rng.random() < 0.4:
        put_dateline(draft, rng)
    if not article.credits and rng.random() < 0.4:
        draft.pieces.append(credit_line(rng))
    draft.pieces = [replace(piece, source=name) for piece in draft.pieces]
    return draft
