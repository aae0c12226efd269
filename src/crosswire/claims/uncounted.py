"""People counted without a numeral: "a boy was killed", "killing militants", "no casualties"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crosswire.claims.people import (
    INCLUDING,
    OUTCOME,
    Count,
    class_of,
    head_end,
    is_people,
    outcome_of,
)
from crosswire.claims.sentences import Sentence, span_of
from crosswire.records import Casualties, Outcome, Who

_HARM = (
    r"kill(?:s|ed|ing)?|wound(?:s|ed|ing)|injur(?:es|ed|ing)|execut(?:ed|ing)|captur(?:ed|ing)"
    r"|kidnap(?:ped|ping|s)?|abduct(?:ed|ing|s)?|arrest(?:ed|ing|s)?|detain(?:ed|ing|s)?"
)
_OBJECT = re.compile(
    rf"\b(?:{_HARM})\s+(?!(?:or|and)\b)(?P<who>(?:(?:an?|its|his|her|the)\s+)?"
    r"(?:[\w'’\-]+\s+){0,3}?(?P<head>[\w'’\-]+))"
    r"(?=\s+(?:in|on|at|by|near|from|after|during|and|when|who|as|with|of)\b|\s*[.,;]|\s*$)",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:an?|another|its|his|her|the)\b(?=\s)", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\s+(?:(?:was|were|is|are|has|have|had|been|being|also|later|shot|\w+ly)\s+){1,4}(?=\w)",
    re.IGNORECASE,
)
_VERB_BEFORE = re.compile(
    r"\b(?:kill|wound|injur|execut|behead|martyr|murder|assassinat|abduct|kidnap|captur|arrest|detain"
    r"|slay)(?:s|ed|ing|e|es|ped|ping)?\s+(?:[^.;]{0,40}\band\s+)?$"
    r"|\b(?:deaths?|bod(?:y|ies))\s+of\s+$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:no (?:casualties|injuries|deaths|fatalities|victims)"
    r"|(?:nobody|no one|none)(?: else)? (?:was|were|has been|had been|is) "
    r"(?:killed|hurt|injured|wounded|executed|detained|arrested))\b",
    re.IGNORECASE,
)
_PLURAL = (
    "s",
    "men",
    "women",
    "children",
    "people",
    "family",
    "army",
    "police",
    "troops",
    "forces",
)


def count_uncounted(text: str, sentence: Sentence, counted: Sequence[Count]) -> list[Count]:
    """The people that a sentence tells of without a number, beside those already counted."""
    out = [*counted, *_nobody(text, sentence)]
    out.extend(_singles(text, sentence, out))
    out.extend(_objects(text, sentence, out))
    return out[len(counted) :]


def _taken(start: int, end: int, counted: Sequence[Count]) -> bool:
    return any(start < c.casualties.words.end and c.casualties.words.start < end for c in counted)


def _nobody(text: str, sentence: Sentence) -> list[Count]:
    """Zero people: "no casualties", "nobody was hurt"."""
    out = []
    for match in _NOBODY.finditer(text, sentence.start, sentence.end):
        told = OUTCOME.search(text, match.start(), match.end())
        outcome = outcome_of(told) if told else Outcome.KILLED
        value = Casualties(span_of(text, *match.span()), outcome, Who.UNKNOWN, 0, 0)
        out.append(Count(value, match.start()))
    return out


def _singles(text: str, sentence: Sentence, counted: Sequence[Count]) -> list[Count]:
    """One person each: "killed a boy", "a soldier was wounded", "including a child"."""
    out = []
    for match in _ONE.finditer(text, sentence.start, sentence.end):
        start, end = match.start(), head_end(text, match.end(), sentence.end)
        head = text[match.end() : end]
        if _taken(start, end, counted) or not _is_one_person(head):
            continue
        told = _outcome_of_one(text, sentence, (start, end), counted)
        if told:
            value = Casualties(span_of(text, start, end), told[0], class_of(head), 1, 1)
            out.append(Count(value, told[1]))
    return out


def _is_one_person(head: str) -> bool:
    words = head.lower().split()
    return bool(words) and not words[-1].endswith(_PLURAL) and is_people(words[-1])


def _outcome_of_one(
    text: str, sentence: Sentence, who: tuple[int, int], counted: Sequence[Count]
) -> tuple[Outcome, int] | None:
    before = text[sentence.start : who[0]]
    whole = [c for c in counted if c.casualties.words.end <= who[0]]
    if whole and INCLUDING.search(before):
        return whole[-1].casualties.outcome, whole[-1].anchor
    passive = _PASSIVE.match(text, who[1], sentence.end)
    told = OUTCOME.match(text, passive.end(), sentence.end) if passive else None
    if told:
        return outcome_of(told), told.start()
    if text[who[0] : who[0] + 4].lower() == "the ":
        return None
    verb = _VERB_BEFORE.search(before)
    told = OUTCOME.match(before, verb.start()) if verb else None
    return (outcome_of(told), sentence.start + told.start()) if told else None


def _objects(text: str, sentence: Sentence, counted: Sequence[Count]) -> list[Count]:
    """ "Killing militants" counts at least one, "killing its pilot" one."""
    out = []
    for match in _OBJECT.finditer(text, sentence.start, sentence.end):
        head = match["head"].lower()
        if _taken(*match.span("who"), counted) or not is_people(head) or head in {"forces", "army"}:
            continue
        told = OUTCOME.match(text, match.start())
        if told:
            high = None if head.endswith(_PLURAL) else 1
            words = span_of(text, *match.span("who"))
            value = Casualties(words, outcome_of(told), class_of(match["who"]), 1, high)
            out.append(Count(value, match.start()))
    return out
