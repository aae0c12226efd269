"""JSON Lines: one object a line, everything that a row holds, keys in a fixed order.

Claims follow ``CLAIMS`` in the order below, which is the scorer's contract. The others hold what
the flat columns hold and what these cannot: spans, passages, each casualty number with its claim.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from crosswire.exports.columns import cells
from crosswire.exports.datapackage import describe
from crosswire.exports.files import whole
from crosswire.exports.lookups import Lookups
from crosswire.exports.tables import TABLES
from crosswire.records import Casualties, ControlState, Party, Place, Resolution, Role, Span
from crosswire.rows import (
    ArticleRow,
    ClaimRow,
    ExampleRow,
    IncidentRow,
    JudgementRow,
    StoryRow,
)

# Key, its JSON type, and its meaning, in the order of the line.
CLAIMS = (
    ("doc_id", "string", "The document's own id, else its file's stem."),
    ("claim_id", "string", "Content-hash id of the claim."),
    ("story_id", "string", "Story of the passage, or null."),
    ("incident_id", "string", "Incident that the claim was linked to, or null."),
    ("quote", "string", "Clause or sentence that states the event."),
    ("start", "integer", "Code point of the article's text where the quote starts."),
    ("end", "integer", "Code point after the quote's last."),
    ("trigger", "object", "text, start, end of the words that name the event."),
    ("type", "string", "Event type of the codebook."),
    ("status", "string", "occurred, ongoing, planned, hypothetical or denied."),
    ("acled", "string", "ACLED sub-event type."),
    ("side_a", "array", "Who did it: text, start, end, actor_id, actor_name."),
    ("side_b", "array", "Target or other party: text, start, end, actor_id, actor_name."),
    (
        "places",
        "array",
        "text, start, end, name, gazetteer_id, latitude, longitude, country, admin1, where_prec.",
    ),
    ("date", "object", "start, end, date_prec, text; null where no text tells the day."),
    ("casualties", "array", "text, start, end, outcome, who, low, high, side, part_of."),
    ("speaker", "object", "text, start, end, kind, actor_id, via; null for the outlet's voice."),
    ("same_as", "string", "The article's first claim on the same event, or null."),
    ("confidence", "number", "0 to 1: how sure the extractor is."),
    ("extractor", "string", "Coder and version, or person:NAME."),
)


def lines(what: str, rows: Iterable[Any], lookups: Lookups) -> Iterator[str]:
    """One JSON object a row, without line ends."""
    for row in rows:
        yield json.dumps(OBJECTS[what](row, lookups), ensure_ascii=False, default=_plain)


def export(what: str, rows: Iterable[Any], path: Path, lookups: Lookups) -> list[Path]:
    """Write rows as JSON Lines, and the data package beside them."""
    with whole(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines(what, rows, lookups):
            file.write(line + "\n")
    return [path, *describe(path, what, "jsonl", fields(what))]


def fields(what: str) -> list[dict[str, str]]:
    """The keys of a line, as Table Schema fields."""
    if what != "claims":
        return [
            {"name": column.name, "type": column.kind, "description": column.description}
            for column in TABLES[what]
        ]
    return [{"name": name, "type": kind, "description": text} for name, kind, text in CLAIMS]


def claim_object(row: ClaimRow, lookups: Lookups) -> dict[str, Any]:
    """A claim joined with its resolution, keys and meanings as in ``CLAIMS``."""
    claim, resolution = row.claim, row.resolution
    parties = {(party.role, party.words): party for party in resolution.parties}
    return {
        "doc_id": row.article.source_id,
        "claim_id": claim.id,
        "story_id": row.story_id,
        "incident_id": row.incident_id,
        "quote": claim.quote.quote,
        "start": claim.quote.start,
        "end": claim.quote.end,
        "trigger": _span(claim.trigger),
        "type": claim.type,
        "status": claim.status,
        "acled": lookups.acled_sub_event(claim, resolution) or None,
        "side_a": [_party(words, parties.get((Role.SIDE_A, words))) for words in claim.side_a],
        "side_b": [_party(words, parties.get((Role.SIDE_B, words))) for words in claim.side_b],
        "places": [_place(place) for place in _places(row)],
        "date": _date(row),
        "casualties": [_casualties(number) for number in claim.casualties],
        "speaker": _speaker(row, parties),
        "same_as": claim.same_as,
        "confidence": claim.confidence,
        "extractor": claim.extractor,
    }


def incident_object(row: IncidentRow, lookups: Lookups) -> dict[str, Any]:
    """An incident's flat columns, then its casualties, origins and disagreements in full."""
    incident = row.incident
    return _flat("incidents", row, lookups) | {
        "claim_ids": list(incident.claim_ids),
        "casualties": [asdict(toll) for toll in incident.casualties],
        "origin_list": [asdict(origin) for origin in incident.origins],
        "disagreements": [asdict(each) for each in incident.disagreements],
    }


def article_object(row: ArticleRow, lookups: Lookups) -> dict[str, Any]:
    """An article's flat columns, then its masks and credits with their spans."""
    return _flat("articles", row, lookups) | {
        "story_ids": list(row.story_ids),
        "credits": [{"agency": each.agency, **_span(each.span)} for each in row.article.credits],
        "masks": [{"kind": each.kind, **_span(each.span)} for each in row.article.masks],
    }


def story_object(row: StoryRow, lookups: Lookups) -> dict[str, Any]:
    """A story's flat columns, then its passages and edits."""
    return _flat("stories", row, lookups) | {
        "article_ids": [article.id for article in row.articles],
        "passages": [asdict(passage) for passage in row.story.passages],
        "edits": [asdict(edit) for edit in row.story.edits],
        "updates": list(row.story.updates),
    }


def control_object(state: ControlState, lookups: Lookups) -> dict[str, Any]:
    """Who is said to hold a place from a day on."""
    lists = {"origins": list(state.origins), "incident_ids": list(state.incident_ids)}
    return _flat("control", state, lookups) | lists


def judgement_object(row: JudgementRow | ClaimRow, lookups: Lookups) -> dict[str, Any]:
    """A decision with its anchors in full, so that another database can take it up.

    A claim that a person made is one too, under ``claim``, with the document it was made on.
    """
    if isinstance(row, ClaimRow):
        return {"document_id": row.article.document_id, "claim": asdict(row.claim)}
    return _flat("judgements", row, lookups) | {
        "value": row.judgement.value,  # for nobody it is empty, and not unknown
        "given_on": list(row.judgement.given_on),
        "claim_ids": list(row.claim_ids),
        "anchors": [asdict(anchor) for anchor in row.judgement.anchors],
    }


def example_object(row: ExampleRow, lookups: Lookups) -> dict[str, Any]:
    """A reviewed article with its claims as ``CLAIMS`` lines, to train or to score a coder with."""
    claims = [claim_object(each, lookups) for each in row.claims]
    refused = [ClaimRow(each, Resolution(each.id), row.article) for each in row.rejected]
    return _flat("examples", row, lookups) | {
        "reviewed": sorted(row.reviewed),
        "claims": claims,
        "rejected": [claim_object(each, lookups) for each in refused],
    }


OBJECTS: dict[str, Callable[[Any, Lookups], dict[str, Any]]] = {
    "articles": article_object,
    "stories": story_object,
    "claims": claim_object,
    "incidents": incident_object,
    "control": control_object,
    "judgements": judgement_object,
    "examples": example_object,
}


def _flat(what: str, row: Any, lookups: Lookups) -> dict[str, Any]:
    names = [column.name for column in TABLES[what]]
    return dict(zip(names, cells(TABLES[what], row, lookups), strict=True))


def _span(span: Span) -> dict[str, Any]:
    return {"text": span.quote, "start": span.start, "end": span.end}


def _party(words: Span, party: Party | None) -> dict[str, Any]:
    known = party if party and party.actor_id else None
    name = known.name if known else None
    return _span(words) | {"actor_id": known.actor_id if known else None, "actor_name": name}


def _places(row: ClaimRow) -> list[Place]:
    """The resolved places; a claim that was not resolved yet still names its own."""
    resolved = {place.words: place for place in row.resolution.places}
    return [resolved.get(words, Place(words.quote, words)) for words in row.claim.places]


def _place(place: Place) -> dict[str, Any]:
    return _span(place.words) | {
        "name": place.name,
        "gazetteer_id": place.gazetteer_id,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "country": place.country,
        "admin1": place.admin1,
        "where_prec": place.where_prec,
    }


def _date(row: ClaimRow) -> dict[str, Any] | None:
    when = row.resolution.date
    if when is None:
        return None
    words = when.words or row.claim.date_words
    return {
        "start": when.start,
        "end": when.end,
        "date_prec": when.date_prec,
        "text": words.quote if words else None,
    }


def _casualties(number: Casualties) -> dict[str, Any]:
    return _span(number.words) | {
        "outcome": number.outcome,
        "who": number.who,
        "low": number.low,
        "high": number.high,
        "side": number.side,
        "part_of": number.part_of,
    }


def _speaker(row: ClaimRow, parties: dict[tuple[Role, Span], Party]) -> dict[str, Any] | None:
    speaker = row.claim.speaker
    if speaker is None:
        return None
    party = parties.get((Role.SPEAKER, speaker.words))
    return _span(speaker.words) | {
        "kind": speaker.kind,
        "actor_id": party.actor_id if party else None,
        "via": speaker.via.quote if speaker.via else None,
    }


def _plain(value: Any) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"cannot write {type(value).__name__} as JSON")
