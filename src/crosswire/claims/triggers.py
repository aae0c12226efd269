"""Finding the words that name events, and which of them name one and the same event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from crosswire.claims.sentences import Sentence
from crosswire.records import EventType
from crosswire.vocab.lexicon import Lexicon, Trigger, TriggerRow

MAX_TRIGGER_WORDS = 6  # CLAIMS.md: a longer trigger is not read
AFTER_WORDS, BEFORE_WORDS, NEXT_WORDS = 6, 6, 3  # the windows that the lexicon's head describes


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger that the lexicon found: offsets, row, if it is a verb, where its phrase ends."""

    start: int
    end: int
    row: TriggerRow
    verb: bool
    reach: int


@dataclass(frozen=True, slots=True)
class Mention:
    """Hits of one sentence that tell of one event; ``lead`` names it, the others add to it."""

    sentence: Sentence
    lead: Hit
    hits: tuple[Hit, ...]
    clause: tuple[int, int]


def find_hits(text: str, sentence: Sentence, lexicon: Lexicon) -> list[Hit]:
    """The triggers of a sentence, longest first where two overlap, in the order of the text."""
    hits: list[Hit] = []
    for index, word in enumerate(sentence.words):
        for trigger in lexicon.by_first_word.get(word.lower, ()):
            hit = _match(text, sentence, index, trigger)
            if hit:
                hits.append(hit)
    hits.sort(
        key=lambda h: (h.start - h.end, h.start - h.reach, h.row.type is None, h.start, h.row.id)
    )
    kept: list[Hit] = []
    for hit in hits:
        if all(hit.end <= k.start or hit.start >= k.end for k in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def _match(text: str, sentence: Sentence, index: int, trigger: Trigger) -> Hit | None:
    found = trigger.pattern.match(text, sentence.words[index].start, sentence.end)
    if not found:
        return None
    start, end = found.span("t")
    if len(text[start:end].split()) > MAX_TRIGGER_WORDS:
        return None
    hit = Hit(start, end, trigger.row, trigger.verb, found.end())
    return hit if _allowed(text, sentence, hit) else None


def _allowed(text: str, sentence: Sentence, hit: Hit) -> bool:
    for name, pattern in hit.row.conditions.items():
        low, high = _window(sentence, hit, name)
        found = (
            pattern.search(text, low, high)
            if name in {"needs", "unless", "after", "before"}
            else _touches(text, pattern, low, high, name)
        )
        if bool(found) == name.startswith("unless"):
            return False
    return True


def _touches(text: str, pattern: re.Pattern[str], low: int, high: int, name: str) -> bool:
    """Whether the words right beside the trigger are among the row's."""
    edge = high if name.endswith("before") else low
    for found in pattern.finditer(text, low, high):
        gap = text[found.end() : edge] if name.endswith("before") else text[edge : found.start()]
        if not gap.strip(" -–"):
            return True
    return False


def _window(sentence: Sentence, hit: Hit, name: str) -> tuple[int, int]:
    if name in {"needs", "unless"}:
        return sentence.start, sentence.end
    if name.endswith("before"):
        size = NEXT_WORDS if name.startswith("unless") else BEFORE_WORDS
        earlier = [w for w in sentence.words if w.end <= hit.start][-size:]
        return (earlier[0].start if earlier else hit.start), hit.start
    size = NEXT_WORDS if name.startswith("unless") else AFTER_WORDS
    later = [w for w in sentence.words if w.start >= hit.end][:size]
    return hit.end, (later[-1].end if later else hit.end)


# Types that a number of dead or a general word such as "attack" can belong to.
VIOLENT = frozenset(
    {
        EventType.ARMED_CLASH,
        EventType.AIR_STRIKE,
        EventType.SHELLING,
        EventType.BOMBING,
        EventType.SUICIDE_BOMBING,
        EventType.CHEMICAL_ATTACK,
        EventType.ATTACK_ON_CIVILIANS,
        EventType.TERRITORY_GAINED,
        EventType.PROTEST,
        EventType.RIOT,
        EventType.ABDUCTION,
    }
)
_DIVIDER = re.compile(r";|[—–]\s|\b(?:while|whereas|but|although|though|and then)\b", re.IGNORECASE)
CLAUSE = re.compile(
    r";|:\s|\s[—–-]\s|,?\s\b(?:while|whereas|but|although|though|after|before|when|because|until|as|"
    r"which|who|whose|where|amid|following|and then|so that)\b|,\s(?:and\s)?",
    re.IGNORECASE,
)


def group(text: str, sentence: Sentence, hits: Sequence[Hit]) -> list[Mention]:
    """The hits of a sentence as mentions of events.

    Words of consequence ("killing 28") and general words ("the attack") join the nearest event of
    a violent type in the same part of the sentence; equal types in one part are one mention.
    """
    out: list[Mention] = []
    for low, high in _parts(text, sentence):
        inside = [h for h in hits if low <= h.start < high]
        out.extend(_mentions(text, sentence, inside, (low, high)))
    return out


def _parts(text: str, sentence: Sentence) -> list[tuple[int, int]]:
    cuts = [m.start() for m in _DIVIDER.finditer(text, sentence.start, sentence.end)]
    edges = [sentence.start, *cuts, sentence.end]
    return [(low, high) for low, high in pairwise(edges) if high > low]


def _mentions(
    text: str, sentence: Sentence, hits: Sequence[Hit], part: tuple[int, int]
) -> list[Mention]:
    groups: list[list[Hit]] = []
    tolls: list[list[Hit]] = []
    events = [h for h in hits if h.row.id not in CONSEQUENCES]
    for hit in sorted(events, key=lambda h: (h.row.type is None, h.start)):
        host = next((g for g in groups if _same_event(text, g, hit)), None)
        if host is None:
            groups.append([hit])
        else:
            host.append(hit)
    for hit in hits:
        if hit.row.id in CONSEQUENCES:
            _join_nearest(tolls if _is_total(text, part, hit) else groups, hit)
    groups.extend(tolls)
    mentions = [_mention(text, sentence, g, part) for g in groups]
    return sorted(mentions, key=lambda m: m.lead.start)


def _same_event(text: str, group_: Sequence[Hit], hit: Hit) -> bool:
    """Equal types, or a general word beside a violent event, with no clause's edge between."""
    first = group_[0].row.type
    if hit.row.type is not None and hit.row.type is not first:
        return False
    if hit.row.type is None and first is not None and first not in VIOLENT:
        return False
    return any(not CLAUSE.search(text, *_gap(h, hit)) for h in group_)


def _gap(one: Hit, other: Hit) -> tuple[int, int]:
    left, right = sorted((one, other), key=lambda h: h.start)
    return left.end, right.start


_PERFECT = re.compile(
    r"\b(?:has|have)\s+(?:also\s+|now\s+)?(?:been\s+)?(?:\w+ly\s+)?$", re.IGNORECASE
)
_SINCE = re.compile(
    r"\b(?:since(?! (?:dawn|morning|(?:mon|tues|wednes|thurs|fri|satur|sun)day|last night))"
    r"|so far this|to date|over the (?:past|last)|in the (?:past|last)|this year|in total"
    r"|in all)\b",
    re.IGNORECASE,
)
_LARGE = re.compile(
    r"\b\d{3,}\b(?<!19\d\d)(?<!20\d\d)|\d,\d{3}|\b(?:thousand|hundred)s?\b", re.IGNORECASE
)


def _is_total(text: str, part: tuple[int, int], hit: Hit) -> bool:
    """Whether dead or wounded are summed over a period: "300 have been killed since April"."""
    if not _PERFECT.search(text, part[0], hit.start):
        return False
    return bool(_SINCE.search(text, *part) and _LARGE.search(text, *part))


def _join_nearest(groups: list[list[Hit]], hit: Hit) -> None:
    """A word of consequence belongs to the nearest event that can have dead, else to its kind."""
    fitting = [
        (min(abs(h.start - hit.start) for h in g), n)
        for n, g in enumerate(groups)
        if g[0].row.type is None or g[0].row.type in VIOLENT
    ]
    if fitting:
        groups[min(fitting)[1]].append(hit)
    else:
        groups.append([hit])


CONSEQUENCES = frozenset({"killing", "wounding"})  # rows whose words tell what an event cost
GENERAL_ORDER = (
    "strikes_noun",
    "bombed",
    "bombing_noun",
    "bombing_device",
    "blast",
    "attack",
    "hit",
)


def _mention(text: str, sentence: Sentence, hits: list[Hit], part: tuple[int, int]) -> Mention:
    def rank(hit: Hit) -> tuple[bool, int, int]:
        order = GENERAL_ORDER.index(hit.row.id) if hit.row.id in GENERAL_ORDER else 9
        return (hit.row.type is None, order, hit.start)

    lead = min(hits, key=rank)
    ordered = tuple(sorted(hits, key=lambda h: h.start))
    return Mention(sentence, lead, ordered, _clause(text, part, ordered))


def _clause(text: str, part: tuple[int, int], hits: Sequence[Hit]) -> tuple[int, int]:
    """The stretch from the last boundary before the first hit to the first one after the last."""
    low, high = part
    for cut in CLAUSE.finditer(text, *part):
        if cut.end() <= hits[0].start:
            low = cut.end()
        elif cut.start() >= hits[-1].end:
            high = cut.start()
            break
    return low, high
