"""The example's gold claims as a coder of the pipeline, and their incidents as its linking."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from crosswire import pipeline
from crosswire.claims.speakers import kind_of
from crosswire.incidents import Telling
from crosswire.records import (
    Article,
    Casualties,
    Claim,
    EventType,
    Incident,
    Outcome,
    Span,
    Speaker,
    Status,
    Who,
    claim_id,
)
from crosswire.rows import ClaimRow, IncidentRow
from crosswire.steps import Steps, default_steps

Row = dict[str, Any]
FindSpans = Callable[[str], list[Span]]


def gold_steps() -> Steps:
    """The pipeline's steps with people's claims, joined by people's keys."""
    own = default_steps("rules")
    return replace(own, extract=extract, extractor="gold", link=link)


def extract(article: Article, find_places: FindSpans, find_dates: FindSpans) -> list[Claim]:
    """The gold claims of an article of the example; none where it has no gold."""
    return [claim for claim, _ in _keyed(article)]


def link(tellings: Sequence[Telling]) -> list[tuple[Telling, ...]]:
    """The tellings of each gold incident."""
    articles = {t.article.id: t.article for t in tellings}
    keys = {claim.id: key for a in articles.values() for claim, key in _keyed(a)}
    groups: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        groups[keys[telling.claim.id]].append(telling)
    return [tuple(groups[key]) for key in sorted(groups)]


def by_incident(
    incidents: Iterable[IncidentRow], claims: Iterable[ClaimRow]
) -> dict[str, Incident]:
    """The incidents by their gold keys."""
    found = {row.incident.id: row.incident for row in incidents}
    return {
        key: found[row.incident_id]
        for row in claims
        for claim, key in _keyed(row.article)
        if claim.id == row.claim.id and row.incident_id
    }


@cache
def _keyed(article: Article) -> tuple[tuple[Claim, str], ...]:
    path = pipeline.example()[0].parent / "gold" / f"{article.source_id}.json"
    rows = json.loads(path.read_text("utf-8"))["claims"] if path.is_file() else []
    read = (_claim(row, article.text) for row in rows)
    made = [replace(claim, article_id=article.id) for claim in read]
    return tuple(
        (replace(claim, id=claim_id(claim)), row["incident"])
        for claim, row in zip(made, rows, strict=True)
    )


def _claim(row: Row, text: str) -> Claim:
    """A gold row as a claim; ``same_as`` is left out, since the incident's key says more."""
    quote = _locate(row["quote"], text)

    def within(words: str) -> Span:
        return _locate(words, text, quote.start)

    return Claim(
        "", "", quote, within(row["trigger"]), EventType(row["type"]), Status(row["status"]),
        side_a=tuple(map(within, row["side_a"])),
        side_b=tuple(map(within, row["side_b"])),
        places=tuple(within(place["text"]) for place in row["places"]),
        casualties=tuple(_count(count, within) for count in row["casualties"]),
        speaker=_speaker(row["speaker"], text, quote),
        extractor=f"gold:{row['id']}",
    )  # fmt: skip


def _count(count: Row, within: Callable[[str], Span]) -> Casualties:
    outcome, who = Outcome(count["outcome"]), Who(count["who"])
    return Casualties(within(count["text"]), outcome, who, count["low"], count["high"])


def _speaker(words: str | None, text: str, quote: Span) -> Speaker | None:
    """The speaker; named before the quote, where it is not within it."""
    if not words:
        return None
    before = text.rfind(words, 0, quote.end)
    start = before if before >= 0 else max(text.find(words), 0)
    return Speaker(Span(start, start + len(words), words), kind_of(words))


def _locate(words: str, text: str, start: int = 0) -> Span:
    """The words in the text, however they are spaced there; at the start where they are not."""
    spaced = re.compile(r"\s+".join(map(re.escape, words.split())))
    found = spaced.search(text, start) or spaced.search(text)
    return Span(found.start(), found.end(), found.group()) if found else Span(0, 0, "")
