"""Words for people: who is counted, of what class, and what happened to them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crosswire.records import Casualties, Outcome, Who
from crosswire.vocab.lexicon import load_lexicon

_LEXICON = load_lexicon()
# One group for each outcome, in the order of the enumeration: o0 is killed, o1 injured ...
OUTCOME = re.compile(
    "|".join(
        f"(?P<o{number}>{_LEXICON.expressions[f'outcome_{outcome}'].pattern})"
        for number, outcome in enumerate(Outcome)
    ),
    re.IGNORECASE,
)
INCLUDING = re.compile(
    r"\b(?:including|among them|among whom)\s+(?:[\w\s,]{0,25}\band\s+)?$", re.IGNORECASE
)
_HEAD = re.compile(r"(?:[\s-]+[^\W\d_][\w'’\-]*){0,6}")
_STOP = re.compile(rf"{_LEXICON.expressions['head_end'].pattern}|[^\w\s'’\-]", re.IGNORECASE)
_VAGUE = re.compile(r"\b(?:people|persons?|men|man)\b", re.IGNORECASE)
_CIVILIANS = re.compile(r"\bcivilians?\b", re.IGNORECASE)
_PEOPLE = _LEXICON.expressions["people"]
_COMBATANT, _CIVILIAN = _LEXICON.cues["combatant"], _LEXICON.cues["civilian"]


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people in a sentence, with the offset of the word that tells their outcome."""

    casualties: Casualties
    anchor: int


@dataclass(frozen=True, slots=True)
class OutcomeWord:
    """A word that tells what happened to people."""

    start: int
    end: int
    outcome: Outcome


def outcome_of(match: re.Match[str]) -> Outcome:
    """The outcome that a match of ``OUTCOME`` names."""
    return next(o for number, o in enumerate(Outcome) if match[f"o{number}"])


def head_end(text: str, start: int, limit: int) -> int:
    """Where the noun phrase that goes on at ``start`` ends."""
    found = _HEAD.match(text, start, limit)
    end = found.end() if found else start
    stop = _STOP.search(text, start, end)
    if stop and not text[start : stop.start()].strip().endswith("of"):
        end = stop.start()
    return start + len(text[start:end].rstrip())


def is_people(words: str) -> bool:
    """Whether the words name people."""
    return bool(_PEOPLE.search(words) or _COMBATANT.search(words) or _CIVILIAN.search(words))


def is_vague(words: str) -> bool:
    """Whether the words name people of no class ("people", "men")."""
    return bool(_VAGUE.search(words))


def class_of(words: str) -> Who:
    """Civilian or combatant as the words say; both, or neither, is unknown."""
    if _COMBATANT.search(words):
        return Who.UNKNOWN if _CIVILIANS.search(words) else Who.COMBATANT
    return Who.CIVILIAN if _CIVILIAN.search(_VAGUE.sub("", words)) else Who.UNKNOWN
