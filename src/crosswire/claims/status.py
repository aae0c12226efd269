"""Whether an event is told as done, under way, to come, possible or denied."""

from __future__ import annotations

import re

from crosswire.claims.triggers import CONSEQUENCES, Hit, Mention
from crosswire.records import EventType, Status
from crosswire.vocab.lexicon import load_lexicon

_CUES = load_lexicon().expressions
_LEADS = load_lexicon().leads
_DENIED_BEFORE = _CUES["denied_before"]
_DENIED_AFTER = _CUES["denied_after"]
_NEGATED = _LEADS["negated"]
_POSSIBLE = _CUES["possible"]
_MAY = re.compile(r"\bmay\b(?!\s+\d)")
_PLANNED = _CUES["planned"]
_TRIED = _LEADS["tried_to"]
_CONTINUES = re.compile(
    r"\b(?:continues?|keeps?|carry on|still|goes on)\s+(?:to\s+|on\s+)?(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"\bto\s+(?:\w+ly\s+)?(?:\w+\s+and\s+)?$", re.IGNORECASE)
_PURPOSE_NOUN = _LEADS["purpose_noun"]
_PROGRESSIVE = _LEADS["progressive"]
_UNDER_WAY = _CUES["under_way"]
_SIEGE_DONE = _CUES["siege_done"]
_STATES = frozenset(
    {
        EventType.SIEGE,
        EventType.ABDUCTION,
        EventType.ARMED_CLASH,
        EventType.DISPLACEMENT,
        EventType.PROTEST,
        EventType.AGREEMENT,
    }
)
_BASE_TAIL = re.compile(r"(?:ing|ed|s|ght|wn|ost|uck|ook|aken|ent|eld)$")
_STARTS_PLANNED = re.compile(r"(?:prepar|get|getting ready|gear|next)", re.IGNORECASE)
_CONDITION = re.compile(r"(?:^|[,\"“]\s*|\bwhat )(?:if|unless)\b[^,]*$", re.IGNORECASE)
_DENIAL_REACH = 160  # characters: about the length of a clause and the one before
_WINDOW = 70  # characters before a trigger that a modal verb reaches over: about ten words


_LATER = re.compile(
    r"^(?:[\s,]+(?!(?:and|but|which|who|that|after|said|as|while|when|where)\b)[\w'’\-]+){0,7}?\s+"
    r"(?:(?P<ahead>will|(?:is|are) (?:to|set to|expected|due|planned))"
    r"|(?P<perhaps>may|might|could))\s",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(
    r"\bno\s+(?:[\w\-]+\s+){1,3}(?:was|were|is|are|has|have|had)?\s*(?:been\s+)?$", re.IGNORECASE
)


def status_of(text: str, mention: Mention, kind: EventType) -> Status:
    """The status by the cues around the mention's lead; the codebook's "Fields", `status`."""
    lead = mention.lead
    sentence = mention.sentence
    near = text[max(mention.clause[0], lead.start - _WINDOW, sentence.start) : lead.start]
    told = text[sentence.start : lead.start]
    rest = text[lead.end : sentence.end]
    if _CONDITION.search(told):
        return Status.HYPOTHETICAL
    if _is_denied(told, rest, lead):
        return Status.DENIED
    if _STARTS_PLANNED.match(text, lead.start):
        return Status.PLANNED
    words = text[lead.start : lead.end]
    ahead = _ahead(near, told, lead.verb, words) or (None if lead.verb else _later(rest))
    return ahead or _under_way(near, told, rest, words, kind)


def _is_denied(told: str, rest: str, lead: Hit) -> bool:
    """A denial before the trigger in its sentence, one after it, or a negated verb.

    "No injuries" denies nothing: it counts people.
    """
    if _DENIED_BEFORE.search(told[-_DENIAL_REACH:]) or _DENIED_AFTER.search(rest):
        return True
    if lead.row.id in CONSEQUENCES and not lead.verb:
        return False
    return bool(_NEGATED.search(told[-40:]) or (lead.verb and _NO_SUBJECT.search(told[-50:])))


def _later(rest: str) -> Status | None:
    """ "The offensive will go on", "an operation may begin"."""
    found = _LATER.match(rest)
    if not found:
        return None
    return Status.PLANNED if found["ahead"] else Status.HYPOTHETICAL


def _ahead(near: str, told: str, verb: bool, words: str) -> Status | None:
    """Planned or hypothetical, by what stands before the trigger."""
    if _POSSIBLE.search(near) or _MAY.search(near):
        return Status.HYPOTHETICAL
    if _PLANNED.search(near):
        return Status.PLANNED
    if _TRIED.search(told) or _CONTINUES.search(told):
        return None
    if verb and _PURPOSE.search(told) and not _BASE_TAIL.search(words.split()[0]):
        return Status.PLANNED
    return Status.PLANNED if _PURPOSE_NOUN.search(told) else None


def _under_way(near: str, told: str, rest: str, words: str, kind: EventType) -> Status:
    if _CONTINUES.search(told):
        return Status.ONGOING
    if _PROGRESSIVE.search(told) and (
        words.split()[0].endswith("ing") or near.rstrip().endswith("under")
    ):
        return Status.ONGOING
    if kind is EventType.SIEGE and not _SIEGE_DONE.search(words):
        return Status.ONGOING
    if kind in _STATES and (_UNDER_WAY.search(near) or _UNDER_WAY.match(rest.lstrip())):
        return Status.ONGOING
    return Status.OCCURRED
