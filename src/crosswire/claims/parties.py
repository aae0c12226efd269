"""Who does it and to whom: the noun phrases around a trigger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.claims.phrases import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PRONOUNS,
    before_comma,
    is_adverb,
    past_modifier,
    phrase_left,
    phrase_right,
)
from crosswire.claims.sentences import Word, span_of
from crosswire.claims.triggers import Hit, Mention
from crosswire.records import Span
from crosswire.vocab.lexicon import Roles, load_lexicon

_EXPRESSIONS = load_lexicon().expressions
_CATENATIVES = load_lexicon().words["catenative_verbs"]
_SUPPORT = load_lexicon().words["support_verbs"]
_TARGET = frozenset({"on", "against", "at", "upon", "targeting", "into", "near"})
_COUNT = re.compile(
    rf"^(?:(?:{_EXPRESSIONS['number_at_least'].pattern}|{_EXPRESSIONS['number_at_most'].pattern}"
    rf"|{_EXPRESSIONS['number_about'].pattern})\s+)*"
    r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|scores|hundreds"
    r"|thousands|tens|several|many)\s+(?:of\s+|more\s+)*",
    re.IGNORECASE,
)
_PLAIN_ADJECTIVES = load_lexicon().words["plain_adjectives"]


@dataclass(frozen=True, slots=True)
class Sides:
    """The parties of a mention, as spans in the order of the text."""

    a: tuple[Span, ...] = ()
    b: tuple[Span, ...] = ()


def find_sides(text: str, mention: Mention, inherited: Sides) -> Sides:
    """The two sides of a mention; what it does not name it takes from the sentence's last one.

    The codebook's "Fields", `side_a` and `side_b`: as written, with articles and adjectives,
    without relative clauses.
    """
    words = mention.sentence.words
    a: list[Span] = []
    b: list[Span] = []
    for hit in (mention.lead, *(h for h in mention.hits if h != mention.lead)):
        found = _of_hit(text, words, mention, hit)
        a = a or list(found.a)
        b.extend(s for s in found.b if not _overlaps(s, b) and not _overlaps(s, a))
    a = [s for s in a if not _covers_trigger(s, mention)]
    if not a and mention.lead.verb and _follows_on(words, mention.lead):
        a = list(inherited.a)
    return Sides(tuple(a), tuple(s for s in b if not _covers_trigger(s, mention))[:3])


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < o.end and o.start < span.end for o in others)


def _covers_trigger(span: Span, mention: Mention) -> bool:
    return any(h.start < span.end and span.start < h.end for h in mention.hits)


def _of_hit(text: str, words: Sequence[Word], mention: Mention, hit: Hit) -> Sides:
    first = next(i for i, w in enumerate(words) if w.end > hit.start)
    last = next((i for i, w in enumerate(words) if w.start >= hit.end), len(words))
    if not hit.verb:
        return _noun_sides(text, words, first, last, hit)
    subject = _subject(text, words, first)
    agent = _after(text, words, last, {"by"}, 5)
    if _is_passive(text, words, first, last):
        return Sides(_spans(text, words, agent), _spans(text, words, subject, bare=True))
    if hit.row.roles is Roles.SUFFERS:
        return Sides((), _spans(text, words, subject, bare=True))
    target = _object(text, words, last)
    if hit.row.roles is Roles.MUTUAL:
        target = _after(text, words, last, {"with", "against"}, 6)
    return Sides(_spans(text, words, subject), _spans(text, words, target, bare=True))


def _is_passive(text: str, words: Sequence[Word], first: int, last: int) -> bool:
    """A past participle with a form of "be", or with no object ("18 killed in raids")."""
    lower = words[first].lower
    if lower.endswith(("ing", "s")) and not lower.endswith("ss"):
        return False
    before = first
    while before > 0 and is_adverb(words[before - 1]):
        before -= 1
    if before and words[before - 1].lower in {"is", "are", "was", "were", "been", "being", "be"}:
        return True
    if not lower.endswith(("ed", "n", "ead", "ght", "t")):
        return False
    if last - first > 1:
        return False
    after = words[last].lower if last < len(words) else "."
    return after in {
        "in",
        "by",
        "when",
        "as",
        "during",
        "after",
        "on",
        "near",
        "and",
        ".",
    } and not (before and words[before - 1].lower in {"has", "have", "had", "to"})


def _subject(text: str, words: Sequence[Word], first: int) -> tuple[int, int] | None:
    end = first
    while end > 0 and (
        words[end - 1].lower in AUXILIARIES
        or is_adverb(words[end - 1])
        or words[end - 1].lower == "to"
    ):
        end -= 1
    while end > 1 and words[end - 1].lower in _CATENATIVES:
        end -= 1
        while end > 0 and (words[end - 1].lower in AUXILIARIES or is_adverb(words[end - 1])):
            end -= 1
    if end and words[end - 1].lower in {"who", "which", "that"}:
        end -= 1
    if end and words[end - 1].lower == ",":
        found = before_comma(text, words, end - 1)
        return _name_alone(words, found) if found else None
    return past_modifier(text, words, phrase_left(words, end, text)) if end else None


def _object(text: str, words: Sequence[Word], last: int) -> tuple[int, int] | None:
    at = last
    if at < len(words) and words[at].lower in {
        "on",
        "at",
        "against",
        "into",
        "upon",
        "down",
        "through",
        "of",
    }:
        at += 1
    return phrase_right(words, at, text)


def _after(
    text: str,
    words: Sequence[Word],
    start: int,
    prepositions: set[str] | frozenset[str],
    reach: int,
) -> tuple[int, int] | None:
    for index in range(start, min(start + reach, len(words))):
        if words[index].lower in prepositions:
            return phrase_right(words, index + 1, text)
        if words[index].lower in {".", ";", '"', "”"} or words[index].lower in CONJUNCTIONS - {
            "and",
            "or",
        }:
            return None
    return None


def _noun_sides(text: str, words: Sequence[Word], first: int, last: int, hit: Hit) -> Sides:
    target = _after(text, words, last, _TARGET, 4)
    agent = _after(text, words, last, {"by"}, 3)
    if hit.row.roles is Roles.MUTUAL:
        pair = _between(text, words, last)
        if pair.a:
            return pair
        target = _after(text, words, last, {"with", "against"}, 4)
    doer = (
        _spans(text, words, agent) or _modifier(text, words, first) or _support(text, words, first)
    )
    return Sides(doer, _spans(text, words, target, bare=True))


def _between(text: str, words: Sequence[Word], last: int) -> Sides:
    """ "clashes between X and Y"."""
    one = _after(text, words, last, {"between", "among"}, 5)
    if not one or one[1] >= len(words) or words[one[1]].lower != "and":
        return Sides()
    other = phrase_right(words, one[1] + 1, text)
    return Sides(_spans(text, words, one), _spans(text, words, other))


def _modifier(text: str, words: Sequence[Word], first: int) -> tuple[Span, ...]:
    """ "Israeli air strikes", "the rebels' shelling": the actor that stands before the noun."""
    phrase = phrase_left(words, first, text)
    if not phrase or phrase[1] - phrase[0] > 8:
        return ()
    start, end = phrase
    while start < end and words[start].lower in _PLAIN_ADJECTIVES:
        start += 1
    while end > start and words[end - 1].lower in _PLAIN_ADJECTIVES | {"'", "’", "-"}:
        end -= 1
    if start == end or not _names_actor(text[words[start].start : words[end - 1].end]):
        return ()
    begin = (
        start - 1 if start and words[start - 1].lower == "the" and start - 1 >= phrase[0] else start
    )
    stop = words[end - 1].end
    quote = text[words[begin].start : stop]
    trimmed = re.sub(r"['’]s?$", "", quote)
    return (span_of(text, words[begin].start, words[begin].start + len(trimmed)),)


_ACTOR = load_lexicon().expressions["actor_nouns"]
_NAME = re.compile(
    r"\b(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|The\b|An?\b|January|February|March|April|May|June|July|August|September|October|November|December)[A-Z]\w*"
)


def _names_actor(words: str) -> bool:
    """Whether words before a noun name who did it, and not how or when it was done."""
    return bool(_ACTOR.search(words) or _NAME.search(words))


def _name_alone(words: Sequence[Word], phrase: tuple[int, int]) -> tuple[int, int]:
    """A phrase without the apposition that follows its comma."""
    for index in range(*phrase):
        if words[index].lower == ",":
            return phrase[0], index
    return phrase


def points_back(mention: Mention) -> bool:
    """Whether the subject of the lead is a pronoun that stands for a party named before."""
    words = mention.sentence.words
    at = next(i for i, w in enumerate(words) if w.end > mention.lead.start)
    while at and (words[at - 1].lower in AUXILIARIES or is_adverb(words[at - 1])):
        at -= 1
    while (
        at > 1
        and words[at - 1].lower not in {"it", "they", "he", "she", "we"}
        and at > 0
        and words[at - 1].lower in _SUPPORT | {"had", "have", "has", "the", "an", "a"}
    ):
        at -= 1
    return bool(at) and words[at - 1].lower in {"it", "they", "he", "she", "we"}


def _support(text: str, words: Sequence[Word], first: int) -> tuple[Span, ...]:
    """ "X launched an offensive": the subject of the verb that carries the noun."""
    for index in range(first - 1, max(first - 7, -1), -1):
        if words[index].lower in _SUPPORT:
            return _spans(text, words, _subject(text, words, index))
        if words[index].lower == "in" and index and words[index - 1].lower == "engaged":
            return _spans(text, words, _subject(text, words, index - 1))
        if words[index].lower in {",", ";", ".", "in", "after", "from"}:
            return ()
    return ()


def _spans(
    text: str, words: Sequence[Word], phrase: tuple[int, int] | None, bare: bool = False
) -> tuple[Span, ...]:
    """A phrase as spans: cut at its "and", without the number of people where it is a target."""
    if not phrase or phrase[0] >= phrase[1]:
        return ()
    start, end = words[phrase[0]].start, words[phrase[1] - 1].end
    if bare:
        counted = _COUNT.match(text[start:end])
        start += counted.end() if counted else 0
    quote = text[start:end].strip()
    if (
        not quote
        or quote.lower() in DETERMINERS
        or quote.lower() in PRONOUNS - {"them", "we"}
        or not any(c.isalpha() for c in quote)
    ):
        return ()
    return (span_of(text, start, end),)


def _follows_on(words: Sequence[Word], hit: Hit) -> bool:
    """Whether the verb shares its subject with one before it (", killing", "and retook")."""
    first = next(i for i, w in enumerate(words) if w.end > hit.start)
    return words[first].lower.endswith("ing") or (
        first > 0 and words[first - 1].lower in {"and", ",", "to", "then"}
    )
