"""What is derived as table rows, whole records beside the columns that are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from crosswire.records import ControlState, Incident, Story, When
from crosswire.rows import ClaimRow, RegistryRow
from crosswire.store import codec
from crosswire.store.folding import short
from crosswire.store.tables import Row, words


def story_row(story: Story) -> Row:
    """A story."""
    return {
        "id": story.id,
        "origin_article": story.origin_article,
        "origin_agency": words(story.origin_agency),
        "record": codec.dumps(story),
    }


def passage_rows(story: Story) -> list[Row]:
    """The passages of a story, in its order."""
    return [
        {
            "story_id": story.id,
            "position": position,
            "article_id": passage.article_id,
            "start": passage.start,
            "end": passage.end,
        }
        for position, passage in enumerate(story.passages)
    ]


def incident_row(incident: Incident) -> Row:
    """An incident under its published id."""
    place = incident.place
    return {
        "id": incident.id,
        "type": incident.type.value,
        "status": incident.status.value,
        "grade": incident.grade.value,
        "responsibility": incident.responsibility.value,
        "country": short(place.country) if place else None,
        "admin1": short(place.admin1) if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "where_prec": place.where_prec if place else None,
        **_days(incident.date),
        "date_prec": incident.date.date_prec if incident.date else None,
        "articles": incident.articles,
        "origins": len(incident.origins),
        "reason": words(incident.reason),
        "record": codec.dumps(incident),
    }


def _days(when: When | None) -> Row:
    return {"date_start": when.start if when else None, "date_end": when.end if when else None}


def resolution_rows(rows: Sequence[ClaimRow]) -> list[Row]:
    """Claims as they read now, each with its place in its article; articles are given whole."""
    seen: dict[str, int] = defaultdict(int)
    made = []
    for row in rows:
        made.append(_resolution_row(row, seen[row.article.id]))
        seen[row.article.id] += 1
    return made


def _resolution_row(row: ClaimRow, position: int) -> Row:
    return {
        "claim_id": row.claim.id,
        "article_id": row.article.id,
        "position": position,
        "story_id": row.story_id,
        "incident_id": row.incident_id,
        "type": row.claim.type.value,
        "status": row.claim.status.value,
        **_days(row.resolution.date),
        "claim": codec.dumps(row.claim),
        "record": codec.dumps(row.resolution),
    }


def place_rows(row: ClaimRow) -> list[Row]:
    """The places that a claim was resolved to."""
    return [
        {
            "claim_id": row.claim.id,
            "position": position,
            "name": words(place.name),
            "gazetteer_id": short(place.gazetteer_id),
            "country": short(place.country),
            "admin1": short(place.admin1),
            "latitude": place.latitude,
            "longitude": place.longitude,
            "where_prec": place.where_prec,
            "day": _first_day(row),
        }
        for position, place in enumerate(row.resolution.places)
    ]


def _first_day(row: ClaimRow) -> int | None:
    """When a claim's event is looked for: its first day, else its article's own."""
    when, article = row.resolution.date, row.article
    day = when.start if when else article.anchor_date or article.published_at
    return day.toordinal() if day else None


def attachment_rows(attachments: Mapping[str, tuple[str, ...]]) -> list[Row]:
    """The claims that each judgement holds on to."""
    return [
        {"judgement_id": judgement, "claim_id": claim, "position": position}
        for judgement in sorted(attachments)
        for position, claim in enumerate(dict.fromkeys(attachments[judgement]))
    ]


def control_row(position: int, state: ControlState) -> Row:
    """One state of a place."""
    return {
        "position": position,
        "place": words(state.place.name),
        "gazetteer_id": short(state.place.gazetteer_id),
        "country": short(state.place.country),
        "since": state.since,
        "state": state.state.value,
        "holder": words(state.holder),
        "latitude": state.place.latitude,
        "longitude": state.place.longitude,
        "record": codec.dumps(state),
    }


def registry_row(row: RegistryRow) -> Row:
    """A published id."""
    return {
        "id": row.id,
        "redirect_to": row.redirect_to,
        "withdrawn": row.withdrawn,
        "record": codec.dumps(row),
    }
