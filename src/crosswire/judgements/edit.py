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
MOST_PEOPLE = 10**9
DAYS = ((1, 1), (6, 2), (7, 3), (31, 4))  # the most days of each date_prec, as UCDP GED; above: 5


class UnfitError(ValueError):
    """A value that a field cannot take; the message says what is wrong, where, and what to do."""


def edit(claim: Claim, judgement: Judgement, article: Article) -> Claim | None:
    """The claim with the judgement's field set to its value, None where the value does not fit."""
    try:
        return change(claim, judgement.field or "", judgement.value or "", article)
    except UnfitError:
        return None


def change(claim: Claim, field: str, value: str, article: Article) -> Claim:
    """The claim with a field set to a value.

    ``type`` and ``status`` take a value of their code list; ``side_a``, ``side_b``, ``places``,
    ``date_words`` and ``speaker`` words that stand in the article, of sides and places several
    parted by ``;``, none for nobody; ``casualties`` a JSON list of objects with ``words``,
    ``outcome``, ``who``, ``low``, ``high``. ``date`` takes ``D`` or ``D/D`` in ISO 8601, or
    nothing; ``place`` a JSON object with the names and coordinates of a Place: these two change
    what the claim is resolved to, see ``amend``. Raises UnfitError.
    """
    if field in OF_RESOLUTION:
        OF_RESOLUTION[field](Resolution(claim.id), value, claim)
        return claim
    if field not in OF_CLAIM:
        raise UnfitError(f'A claim has no field "{field}": it has {", ".join(EDITABLE)}.')
    return OF_CLAIM[field](claim, value, article)


def amend(resolution: Resolution, edits: Sequence[Judgement], claim: Claim) -> Resolution:
    """A claim's resolution with persons' edits of its day and its first place put in."""
    for judgement in edits:
        alter = OF_RESOLUTION[judgement.field or ""]
        resolution = alter(resolution, judgement.value or "", claim)
    return resolution


# --- of a claim ------------------------------------------------------------------------------
def _type(claim: Claim, value: str, article: Article) -> Claim:
    return replace(claim, type=_of_list(EventType, value, "event type"))


def _status(claim: Claim, value: str, article: Article) -> Claim:
    return replace(claim, status=_of_list(Status, value, "status"))


def _side_a(claim: Claim, value: str, article: Article) -> Claim:
    return replace(claim, side_a=_several(value, claim, article))


def _side_b(claim: Claim, value: str, article: Article) -> Claim:
    return replace(claim, side_b=_several(value, claim, article))


def _places(claim: Claim, value: str, article: Article) -> Claim:
    return replace(claim, places=_several(value, claim, article))


def _date_words(claim: Claim, value: str, article: Article) -> Claim:
    words = value.strip()
    return replace(claim, date_words=_span(words, claim, article) if words else None)


def _speaker(claim: Claim, value: str, article: Article) -> Claim:
    if not value.strip():
        return replace(claim, speaker=None)
    words = _span(value.strip(), claim, article)
    return replace(claim, speaker=replace(claim.speaker or Speaker(words), words=words))


def _casualties(claim: Claim, value: str, article: Article) -> Claim:
    entries = _json(value, list, "Casualties", "a list of numbers of people")
    told = tuple(_number(entry, claim, article) for entry in entries)
    for at, number in enumerate(told):
        if number.part_of is not None and not (number.part_of < len(told) and number.part_of != at):
            raise UnfitError(
                f'"{number.words.quote}" is told to be part of a number that is not in the list:'
                " name another one by its place in it, from 0."
            )
    return replace(claim, casualties=told)


def _number(entry: Any, claim: Claim, article: Article) -> Casualties:
    if not isinstance(entry, dict):
        raise UnfitError(f"{entry!r} is no number of people: give its words, outcome and range.")
    words = _span(entry.get("words"), claim, article)
    low, high = _count(entry, "low", words), _count(entry, "high", words)
    if low is not None and high is not None and low > high:
        raise UnfitError(
            f'The range of "{words.quote}" runs from {low} down to {high}: give the smaller first.'
        )
    side = entry.get("side")
    return Casualties(
        words=words,
        outcome=_of_list(Outcome, entry.get("outcome"), "outcome"),
        who=_of_list(Who, entry.get("who", Who.UNKNOWN), "class of people"),
        low=low,
        high=high,
        side=_of_list(Role, side, "side") if side else None,
        part_of=_count(entry, "part_of", words),
    )


def _count(entry: dict[str, Any], key: str, words: Span) -> int | None:
    value = entry.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_PEOPLE:
        raise UnfitError(
            f'{value!r} is no number for "{words.quote}": give a whole number from 0 up, or none.'
        )
    return value


def _several(value: str, claim: Claim, article: Article) -> tuple[Span, ...]:
    return tuple(_span(each.strip(), claim, article) for each in value.split(";") if each.strip())


def _span(words: Any, claim: Claim, article: Article) -> Span:
    """The words inside the claim's quote, else at their place nearest to it."""
    if not isinstance(words, str) or not words.strip():
        raise UnfitError("There are no words: give those that stand in the article.")
    inside = article.text.find(words, claim.quote.start, claim.quote.end)
    start = max(inside, claim.quote.start)
    found = find(Span(start, start + len(words), words), article.text)
    if found is None:
        raise UnfitError(
            f'"{words}" does not stand in the article: give its words as they are written there.'
        )
    return found


# --- of its resolution -----------------------------------------------------------------------
def _date(resolution: Resolution, value: str, claim: Claim) -> Resolution:
    if not value.strip():
        return replace(resolution, date=None)
    start, _, end = value.strip().partition("/")
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end or start)
    except ValueError as error:
        raise UnfitError(
            f'"{value}" is no day: write 2031-05-01, or 2031-05-01/2031-05-06 for a period.'
        ) from error
    days = (last - first).days + 1
    if days < 1:
        raise UnfitError(f"The period {value} ends before it begins: give its first day first.")
    precision = next((prec for most, prec in DAYS if days <= most), 5)
    return replace(resolution, date=When(first, last, precision, claim.date_words))


def _place(resolution: Resolution, value: str, claim: Claim) -> Resolution:
    told = _json(value, dict, "A place", "an object with its name and coordinates")
    values = {key: _fits(key, told[key]) for key in PLACE_KEYS if key in told}
    if not values.get("name"):
        raise UnfitError("The place has no name: choose one of the gazetteer, or give its name.")
    if (values.get("latitude") is None) != (values.get("longitude") is None):
        raise UnfitError("One coordinate is missing: give latitude and longitude, or neither.")
    words = (*(place.words for place in resolution.places), *claim.places, claim.trigger)[0]
    place = Place(**{"where_prec": 1, **values}, words=words, reason="A person set this place.")
    return replace(resolution, places=(place, *resolution.places[1:]))


LIMITS = {"latitude": (-90.0, 90.0), "longitude": (-180.0, 180.0), "where_prec": (1, 7)}


def _fits(key: str, value: Any) -> Any:
    """A value of a place, checked: numbers within their limits, all else words or nothing."""
    if key not in LIMITS:
        if value is not None and not isinstance(value, str):
            raise UnfitError(f"{value!r} is no {key} of a place: give words.")
        return value or None
    low, high = LIMITS[key]
    if value is None and key != "where_prec":
        return None
    kinds = (int,) if key == "where_prec" else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
        raise UnfitError(f"{value!r} is no {key}: give a number from {low:g} to {high:g}.")
    return value


# --- values ----------------------------------------------------------------------------------
def _of_list(kind: Any, value: Any, what: str) -> Any:
    try:
        return kind(value)
    except ValueError as error:
        known = ", ".join(each.value for each in kind)
        raise UnfitError(f'"{value}" is no {what}: choose one of {known}.') from error


def _json(value: str, kind: type[Any], what: str, form: str) -> Any:
    try:
        told = json.loads(value)
    except ValueError as error:
        raise UnfitError(f"{what} cannot be read: give {form}, as JSON.") from error
    if not isinstance(told, kind):
        raise UnfitError(f"{what} cannot be read: give {form}, as JSON.")
    return told


OF_CLAIM: dict[str, Callable[[Claim, str, Article], Claim]] = {
    "type": _type,
    "status": _status,
    "side_a": _side_a,
    "side_b": _side_b,
    "places": _places,
    "date_words": _date_words,
    "speaker": _speaker,
    "casualties": _casualties,
}
OF_RESOLUTION: dict[str, Callable[[Resolution, str, Claim], Resolution]] = {
    "date": _date,
    "place": _place,
}
EDITABLE = (*OF_CLAIM, *OF_RESOLUTION)
OF_INCIDENT = frozenset({"type", "places", "place", "date_words", "date"})  # that tell it apart
