"""Which event type a general word ("attack", "killed") has where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crosswire.claims.triggers import VIOLENT, Mention
from crosswire.records import EventType
from crosswire.vocab.lexicon import Lexicon

MEMORY = 3  # sentences after which a general word no longer leans on an event told before


@dataclass(frozen=True, slots=True)
class Told:
    """The last violent event told: its type and the number of its sentence."""

    type: EventType
    sentence: int


_TOLL = frozenset({"killing", "wounding"})
_POINTS_BACK = re.compile(
    r"\b(?:the|this|that|these|those|such|similar|same)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_ATTEMPT = re.compile(
    r"\b(?:attempt(?:s|ed|ing)?|tr(?:y|ies|ied|ying)|fail(?:s|ed|ing)?|battl(?:es|ed|ing))\s+to\s+"
    r"(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_WAR_NUMBER = re.compile(r"\b\d{5,}\b|\d,\d{3}\b|\bmillions?\b", re.IGNORECASE)
_PERIOD_NUMBER = re.compile(r"\b\d{3,}|\d,\d{3}|\bthousands?\b|\bhundreds?\b", re.IGNORECASE)


def event_type(
    text: str, mention: Mention, lexicon: Lexicon, told: Told | None, position: int
) -> EventType | None:
    """The mention's type: its lead's own, else by the cues around it; None where nothing decides.

    Order: a toll over a period; the cues of the clause; an event pointed back to ("the attack");
    the cues of the sentence; who was hit.
    """
    row = mention.lead.row
    if row.type is not None:
        tried = row.type is EventType.TERRITORY_GAINED and _tries(text, mention)
        return EventType.ARMED_CLASH if tried else row.type
    recent = told if told and position - told.sentence <= MEMORY else None
    if _is_toll(text, mention, lexicon):
        return EventType.CASUALTIES_REPORT
    by_clause = _by_cues(text, mention.clause, lexicon)
    if by_clause:
        return by_clause
    if recent and _POINTS_BACK.search(text, mention.sentence.start, mention.lead.start):
        return recent.type
    bounds = (mention.sentence.start, mention.sentence.end)
    return _by_cues(text, bounds, lexicon) or _by_people(text, mention, lexicon, recent)


def _tries(text: str, mention: Mention) -> bool:
    """An attempt to take a place is fighting; the place has not changed hands."""
    before = text[max(mention.sentence.start, mention.lead.start - 40) : mention.lead.start]
    return bool(_ATTEMPT.search(before))


def _is_toll(text: str, mention: Mention, lexicon: Lexicon) -> bool:
    if any(hit.row.id not in _TOLL for hit in mention.hits):
        return False
    low, high = mention.sentence.start, mention.sentence.end
    if _WAR_NUMBER.search(text, low, high):
        return True
    if not lexicon.cues["period"].search(text, low, high):
        return False
    return bool(_PERIOD_NUMBER.search(text, low, high))


def _by_cues(text: str, bounds: tuple[int, int], lexicon: Lexicon) -> EventType | None:
    for kind, pattern in lexicon.refinements:
        if pattern.search(text, *bounds):
            return kind
    return None


def _by_people(
    text: str, mention: Mention, lexicon: Lexicon, recent: Told | None
) -> EventType | None:
    default = mention.lead.row.default
    if default not in {"by_victim", "by_target"}:
        return EventType(default)
    after = (mention.lead.start, mention.clause[1])
    fought = lexicon.cues["combatant"].search(text, *after)
    peaceful = lexicon.cues["civilian"].search(text, *mention.clause)
    if default == "by_victim" and recent and recent.type in VIOLENT:
        return recent.type
    if peaceful and not fought:
        return EventType.ATTACK_ON_CIVILIANS
    if fought or lexicon.cues["combatant"].search(text, *mention.clause):
        return EventType.ARMED_CLASH
    return recent.type if recent else EventType.ATTACK_ON_CIVILIANS
