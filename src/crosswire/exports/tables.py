"""The flat tables: which columns each kind of row has.

CSV, XLSX, Parquet, GeoJSON, GeoPackage, the data package and ``docs/exports.md`` all read these
lists.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from crosswire import reckoning
from crosswire.exports.columns import (
    Column,
    Kind,
    Value,
    date_columns,
    day,
    joined,
    main_place,
    place_columns,
    real,
    text,
    whole,
)
from crosswire.records import Outcome, Party, Span, Who
from crosswire.rows import IncidentRow


def _quote(span: Span | None) -> str | None:
    return span.quote if span else None


def _words(spans: Iterable[Span]) -> str | None:
    return joined(span.quote for span in spans)


def _names(parties: Iterable[Party]) -> str | None:
    return joined(party.name for party in parties)


def _ids(parties: Iterable[Party]) -> str | None:
    return joined(party.actor_id for party in parties)


def _role_ids(row: Any, role: str) -> str | None:
    return _ids(party for party in row.resolution.parties if party.role == role)


def _range_columns(outcome: Outcome, who: Who | None = None) -> tuple[Column, ...]:
    stem = f"{outcome}_{who}" if who else str(outcome)
    people = f"{who} people" if who else "people of all classes (rule: see casualties)"
    people = {"unknown people": "people whose class no speaker gives"}.get(people, people)

    def end(name: str) -> Callable[[IncidentRow], Value]:
        if who:
            return lambda row: getattr(reckoning.of_class(row, outcome, who), name)
        return lambda row: getattr(reckoning.people(row, outcome), name)

    return tuple(
        whole(f"{stem}_{name}", f"{outcome}, {people}: {meaning}.", end(name))
        for name, meaning in (
            ("low", "smallest number told"),
            ("best", "best supported number"),
            ("high", "largest number told, empty where it is open"),
        )
    )


def _dispute(row: IncidentRow) -> str | None:
    def versions(found: Any) -> str:
        return " / ".join(f"{each.value} ({len(each.claim_ids)})" for each in found.versions)

    return joined(f"{each.field}: {versions(each)}" for each in row.incident.disagreements)


def _claim_casualties(row: Any) -> str | None:
    numbers = [
        {
            "text": each.words.quote,
            "outcome": each.outcome,
            "who": each.who,
            "low": each.low,
            "high": each.high,
            "side": each.side,
            "part_of": each.part_of,
        }
        for each in row.claim.casualties
    ]
    return json.dumps(numbers, ensure_ascii=False) if numbers else None


ARTICLES = (
    text("article_id", "Content-hash id of the article.", lambda r: r.article.id),
    text("document_id", "Content-hash id of what arrived.", lambda r: r.article.document_id),
    text("doc_id", "The record's own id, else the file's stem.", lambda r: r.article.source_id),
    text("outlet", "Who published it.", lambda r: r.article.outlet),
    text("url", "Where it was published.", lambda r: r.article.url),
    text("title", "Headline.", lambda r: r.article.title),
    day("published_at", "Day of publication.", lambda r: r.article.published_at),
    day("anchor_date", "Day that relative dates count from.", lambda r: r.article.anchor_date),
    Column(
        "date_gap",
        Kind.BOOLEAN,
        "The printed and the published day lie more than seven days apart.",
        lambda row, _: row.article.date_gap,
    ),
    text("language", "ISO 639-1 code.", lambda r: r.article.language),
    text(
        "dateline",
        "Dateline as printed.",
        lambda r: _quote(r.article.dateline.span) if r.article.dateline else None,
    ),
    text(
        "credits",
        "Agencies that the article names as the origin of its text.",
        lambda r: joined(sorted({each.agency for each in r.article.credits})),
    ),
    text("story_ids", "Stories that the article shares in.", lambda r: joined(r.story_ids)),
    whole("claims", "Number of claims coded in it.", lambda r: r.claims),
    text("cleaner", "Name and version of the cleaner.", lambda r: r.article.cleaner),
    text(
        "text", "Title, blank line, body; everything, nothing cut.", lambda r: r.article.text, True
    ),
)

STORIES = (
    text("story_id", "Published id of the story.", lambda r: r.story.id),
    text("origin_article", "Article that had the text first.", lambda r: r.story.origin_article),
    text("origin_agency", "Agency that is credited with it.", lambda r: r.story.origin_agency),
    whole("articles", "Articles that carry it.", lambda r: len(r.articles)),
    text("article_ids", "Their ids.", lambda r: joined(each.id for each in r.articles)),
    text(
        "outlets",
        "Outlets that carry it.",
        lambda r: joined(sorted({each.outlet for each in r.articles if each.outlet})),
    ),
    text(
        "title",
        "Headline of the first article.",
        lambda r: r.articles[0].title if r.articles else None,
    ),
    day(
        "first_published",
        "Earliest day of publication.",
        lambda r: min(
            (each.published_at for each in r.articles if each.published_at), default=None
        ),
    ),
    day(
        "last_published",
        "Latest day of publication.",
        lambda r: max(
            (each.published_at for each in r.articles if each.published_at), default=None
        ),
    ),
    whole("edits", "Copies that changed the text.", lambda r: len(r.story.edits)),
    text("updates", "Articles that are later versions of it.", lambda r: joined(r.story.updates)),
)

CLAIMS = (
    text("claim_id", "Content-hash id of the claim.", lambda r: r.claim.id),
    text("doc_id", "The record's own id, else the file's stem.", lambda r: r.article.source_id),
    text("article_id", "Article that makes the claim.", lambda r: r.claim.article_id),
    text("story_id", "Story of the passage.", lambda r: r.story_id),
    text("incident_id", "Incident that the claim was linked to.", lambda r: r.incident_id),
    text("outlet", "Who published the article.", lambda r: r.article.outlet),
    day("published_at", "Day of publication.", lambda r: r.article.published_at),
    text("quote", "Clause or sentence that states the event.", lambda r: r.claim.quote.quote),
    whole(
        "start",
        "Code point of the article's text where the quote starts.",
        lambda r: r.claim.quote.start,
    ),
    whole("end", "Code point after the quote's last.", lambda r: r.claim.quote.end),
    text("trigger", "Words that name the event.", lambda r: r.claim.trigger.quote),
    text("type", "Event type of the codebook.", lambda r: r.claim.type),
    text("status", "occurred, ongoing, planned, hypothetical or denied.", lambda r: r.claim.status),
    Column(
        "acled",
        Kind.STRING,
        "ACLED sub-event type.",
        lambda row, lookups: lookups.acled_sub_event(row.claim, row.resolution) or None,
    ),
    text("side_a", "Who did it, as written.", lambda r: _words(r.claim.side_a)),
    text("side_a_ids", "Known actors of side a.", lambda r: _role_ids(r, "side_a")),
    text("side_b", "Target or other party, as written.", lambda r: _words(r.claim.side_b)),
    text("side_b_ids", "Known actors of side b.", lambda r: _role_ids(r, "side_b")),
    text("places", "Toponyms, as written.", lambda r: _words(r.claim.places)),
    *place_columns(lambda r: main_place(r.resolution.places)),
    *date_columns(lambda r: r.resolution.date),
    text("date_words", "Words that tell the day.", lambda r: _quote(r.claim.date_words)),
    text("casualties", "All numbers of people, as a JSON list.", _claim_casualties),
    text(
        "speaker",
        "Who says so, as written; empty: the outlet's own voice.",
        lambda r: r.claim.speaker.words.quote if r.claim.speaker else None,
    ),
    text(
        "speaker_kind",
        "What sort of voice the speaker is.",
        lambda r: r.claim.speaker.kind if r.claim.speaker else None,
    ),
    text(
        "speaker_id", "The speaker, where the roster knows it.", lambda r: _role_ids(r, "speaker")
    ),
    text(
        "via",
        "Outlet or agency that the speaker was quoted through.",
        lambda r: _quote(r.claim.speaker.via) if r.claim.speaker else None,
    ),
    text("same_as", "The article's first claim on the same event.", lambda r: r.claim.same_as),
    real("confidence", "0 to 1: how sure the extractor is.", lambda r: r.claim.confidence),
    text("extractor", "Coder and version, or person:NAME.", lambda r: r.claim.extractor),
)

INCIDENTS = (
    text("incident_id", "Published id; it never changes its meaning.", lambda r: r.incident.id),
    text("type", "Event type of the codebook.", lambda r: r.incident.type),
    text(
        "status", "occurred, ongoing, planned, hypothetical or denied.", lambda r: r.incident.status
    ),
    text("grade", "established, contested, fair or weak.", lambda r: r.incident.grade),
    text(
        "responsibility",
        "accepted, undisputed, disputed or unknown.",
        lambda r: r.incident.responsibility,
    ),
    text("reason", "The grade's reason in one sentence.", lambda r: r.incident.reason),
    *date_columns(lambda r: r.incident.date),
    *place_columns(lambda r: r.incident.place),
    text("side_a", "Who is said to have done it.", lambda r: _names(r.incident.side_a)),
    text("side_a_ids", "Known actors of side a.", lambda r: _ids(r.incident.side_a)),
    text("side_b", "Target or other party.", lambda r: _names(r.incident.side_b)),
    text("side_b_ids", "Known actors of side b.", lambda r: _ids(r.incident.side_b)),
    *_range_columns(Outcome.KILLED),
    *_range_columns(Outcome.KILLED, Who.CIVILIAN),
    *_range_columns(Outcome.KILLED, Who.COMBATANT),
    *_range_columns(Outcome.KILLED, Who.UNKNOWN),
    *_range_columns(Outcome.INJURED),
    *_range_columns(Outcome.CAPTURED),
    *_range_columns(Outcome.DISPLACED),
    *_range_columns(Outcome.MISSING),
    whole(
        "origins",
        "Independent origins that the vocabulary knows; unknown outlets alone count as one.",
        lambda r: reckoning.count_origins(r.incident),
    ),
    text(
        "origin_names", "All origins.", lambda r: joined(each.name for each in r.incident.origins)
    ),
    whole("articles", "Articles that tell of it.", lambda r: r.incident.articles),
    whole("claims", "Claims that tell of it.", lambda r: len(r.incident.claim_ids)),
    text("claim_ids", "Their ids.", lambda r: joined(r.incident.claim_ids)),
    text(
        "disagreements",
        "Fields on which claims differ, each value with its number of claims.",
        _dispute,
    ),
)

CONTROL = (
    *place_columns(lambda r: r.place),
    day("since", "First day of the state; it holds until the place's next one.", lambda r: r.since),
    text(
        "state",
        "held, claimed (by one partisan origin alone), contested or unknown.",
        lambda r: r.state,
    ),
    text("holder", "Who is said to hold the place.", lambda r: r.holder),
    text("holder_id", "The holder, where the roster knows it.", lambda r: r.holder_id),
    text("origins", "Origins that say so.", lambda r: joined(r.origins)),
    text("incident_ids", "Incidents that the state rests on.", lambda r: joined(r.incident_ids)),
    text("reason", "The reason in one sentence.", lambda r: r.reason),
)

JUDGEMENTS = (
    text("judgement_id", "Id of the decision.", lambda r: r.judgement.id),
    text("verdict", "accept, reject, edit, same, not_same or note.", lambda r: r.judgement.verdict),
    text("by", "Who decided.", lambda r: r.judgement.by),
    Column("at", Kind.DATETIME, "When.", lambda row, _: row.judgement.at),
    text("field", "Field of an edit.", lambda r: r.judgement.field),
    text("value", "Value of an edit, or the note.", lambda r: r.judgement.value),
    text("given_on", "Claims it was given on.", lambda r: joined(r.judgement.given_on)),
    Column(
        "retracted_at",
        Kind.DATETIME,
        "When it was undone.",
        lambda row, _: row.judgement.retracted_at,
    ),
    text("retracted_by", "Who undid it.", lambda r: r.judgement.retracted_by),
    text("claim_ids", "Claims it holds on to now.", lambda r: joined(r.claim_ids)),
    text(
        "document_ids",
        "Documents of its anchors.",
        lambda r: joined(a.document_id for a in r.judgement.anchors),
    ),
    text(
        "quotes",
        "Quotes of its anchors.",
        lambda r: joined(a.quote.quote for a in r.judgement.anchors),
    ),
)

EXAMPLES = (
    text("doc_id", "The record's own id, else the file's stem.", lambda r: r.article.source_id),
    text("article_id", "Content-hash id of the article.", lambda r: r.article.id),
    text("outlet", "Who published it.", lambda r: r.article.outlet),
    day("published_at", "Day of publication.", lambda r: r.article.published_at),
    text("language", "ISO 639-1 code.", lambda r: r.article.language),
    Column(
        "complete",
        Kind.BOOLEAN,
        "A person accepted, edited or made every claim that stands in it.",
        lambda row, _: all(each.claim.id in row.reviewed for each in row.claims),
    ),
    text(
        "reviewed",
        "Claims that a person accepted, edited or made.",
        lambda r: joined(each.claim.id for each in r.claims if each.claim.id in r.reviewed),
    ),
    text(
        "rejected",
        "Claims that a person rejected.",
        lambda r: joined(each.id for each in r.rejected),
    ),
    text(
        "text", "Title, blank line, body; everything, nothing cut.", lambda r: r.article.text, True
    ),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "articles": ARTICLES,
    "stories": STORIES,
    "claims": CLAIMS,
    "incidents": INCIDENTS,
    "control": CONTROL,
    "judgements": JUDGEMENTS,
    "examples": EXAMPLES,
}
