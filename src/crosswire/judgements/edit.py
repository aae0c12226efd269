"""A person's edit: one field of a claim, or of what its words were resolved to."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from crosswire.judgements.attach import find
from crosswire.records import (
    Article,
    Casualties,
    Claim,
    EventType,
    Judgement,
    Outcome,
    Place,
    Resolution,
    Role,
    Span,
    Speaker,
    Status,
    When,
    Who,
)

PLACE_KEYS = ("name", "gazetteer_id", "latitude", "longitude", "country", "admin1", "where_prec")
DAYS = ((1, 1), (6, 2), (7, 3), (31, 4))  # the most days of each date_prec, as UCDP GED; above: 5


def edit(claim: Claim, judgement: Judgement, article: Article) -> Claim | None:
    """The claim with the judgement's field set to its value, None where the value does not fit.

    ``type`` and ``status`` take a value of their code list; ``side_a``, ``side_b``, ``places`` and
    ``speaker`` words that stand in the article, several parted by ``;``, none for nobody;
    ``casualties`` a JSON list of objects with ``words``, ``outcome``, ``who``, ``low``, ``high``.
    ``date`` takes ``D`` or ``D/D`` in ISO 8601, or nothing; ``place`` a JSON object with the names
    and coordinates of a Place: these two change what the claim is resolved to, see ``amend``.
    """
    name, value = judgement.field or "", judgement.value or ""
    try:
        if name in OF_RESOLUTION:
            OF_RESOLUTION[name](Resolution(claim.id), value, claim)
            return claim
        return OF_CLAIM[name](claim, value, article)
    except (LookupError, ValueError, TypeError):
        return None


def amend(resolution: Resolution, edits: Sequence[Judgement], claim: Claim) -> Resolution:
    """A claim's resolution with persons' edits of its day and its first place put in."""
    for judgement in edits:
        change = OF_RESOLUTION[judgement.field or ""]
        resolution = change(resolution, judgement.value or "", claim)
    return resolution


# --- of a claim ------------------------------------------------------------------------------
def _type(claim: Claim, value: str, article: Article) -> Claim:
    return replace(claim, type=EventType(value))


def _status(claim: Claim, value: str, article: Article) -> Claim:
    return replace(claim, status=Status(value))


def _side_a(claim: Claim, value: str, article: Article) -> Claim:
    return replace(claim, side_a=_several(value, claim, article))


def _side_b(claim: Claim, value: str, article: Article) -> Claim:
    return replace(claim, side_b=_several(value, claim, article))


def _places(claim: Claim, value: str, article: Article) -> Claim:
    return replace(claim, places=_several(value, claim, article))


def _speaker(claim: Claim, value: str, article: Article) -> Claim:
    if not value.strip():
        return replace(claim, speaker=None)
    words = _span(value.strip(), claim, article)
    return replace(claim, speaker=replace(claim.speaker or Speaker(words), words=words))


def _casualties(claim: Claim, value: str, article: Article) -> Claim:
    told = tuple(_number(entry, claim, article) for entry in json.loads(value))
    return replace(claim, casualties=told)


def _number(entry: dict[str, Any], claim: Claim, article: Article) -> Casualties:
    return Casualties(
        words=_span(entry["words"], claim, article),
        outcome=Outcome(entry["outcome"]),
        who=Who(entry.get("who", Who.UNKNOWN)),
        low=_count(entry.get("low")),
        high=_count(entry.get("high")),
        side=Role(entry["side"]) if entry.get("side") else None,
        part_of=_count(entry.get("part_of")),
    )


def _count(value: Any) -> int | None:
    return None if value is None else int(value)


def _several(value: str, claim: Claim, article: Article) -> tuple[Span, ...]:
    return tuple(_span(each.strip(), claim, article) for each in value.split(";") if each.strip())


def _span(words: str, claim: Claim, article: Article) -> Span:
    """The words inside the claim's quote, else at their place nearest to it."""
    inside = article.text.find(words, claim.quote.start, claim.quote.end)
    start = max(inside, claim.quote.start)
    found = find(Span(start, start + len(words), words), article.text)
    if found is None:
        raise LookupError(words)
    return found


# --- of its resolution -----------------------------------------------------------------------
def _date(resolution: Resolution, value: str, claim: Claim) -> Resolution:
    if not value.strip():
        return replace(resolution, date=None)
    start, _, end = value.strip().partition("/")
    first, last = date.fromisoformat(start), date.fromisoformat(end or start)
    days = (last - first).days + 1
    if days < 1:
        raise ValueError(value)
    precision = next((prec for most, prec in DAYS if days <= most), 5)
    return replace(resolution, date=When(first, last, precision, claim.date_words))


def _place(resolution: Resolution, value: str, claim: Claim) -> Resolution:
    told = json.loads(value)
    words = (*(place.words for place in resolution.places), *claim.places, claim.trigger)[0]
    values = {key: told[key] for key in PLACE_KEYS if key in told}
    place = Place(**{"where_prec": 1, **values}, words=words, reason="A person set this place.")
    return replace(resolution, places=(place, *resolution.places[1:]))


OF_CLAIM: dict[str, Callable[[Claim, str, Article], Claim]] = {
    "type": _type,
    "status": _status,
    "side_a": _side_a,
    "side_b": _side_b,
    "places": _places,
    "speaker": _speaker,
    "casualties": _casualties,
}
OF_RESOLUTION: dict[str, Callable[[Resolution, str, Claim], Resolution]] = {
    "date": _date,
    "place": _place,
}
EDITABLE = (*OF_CLAIM, *OF_RESOLUTION)
