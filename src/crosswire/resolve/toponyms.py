"""Finding toponyms in conflict prose: names that the gazetteer holds, and names that cues tell.

Not places: demonyms, governments that speak ("Damascus said"), persons, and what is named after a
place (brigades, papers, universities). Compass words and the words for a place's kind stay out of
a toponym, but for a compass word before a country ("northern Syria").
"""

from __future__ import annotations

from collections.abc import Iterator

from crosswire.records import Span
from crosswire.resolve.gazetteer import Match
from crosswire.resolve.placehood import (
    CONTRACTION,
    HYPHENS,
    JOINERS,
    SURE,
    cue,
    is_place,
    known,
    names_something,
)
from crosswire.resolve.romanise import fold
from crosswire.resolve.wording import OWN, POSSESSIVE, Lookup, Reading, Word, nation, read_text

__all__ = ["JOINERS", "find_toponyms", "known_as"]

LONGEST = 7  # words in a name
LONGEST_UNKNOWN = 4  # and in one that the gazetteer lacks
PREFIXES = frozenset({"trans", "pan", "inter", "cross"})  # of ways: "the Trans-Sahara highway"
NO_ARTICLE = 0.93  # of fit, where a name has an article that the gazetteer's lacks


def find_toponyms(text: str, lookup: Lookup) -> list[Span]:
    """The toponyms of a text, in order and without overlap; ``lookup`` gives a fold's matches."""
    reading = read_text(text, lookup)
    found: list[Span] = []
    i = 0
    while i < len(reading.words):
        span, following = _at(reading, i)
        if span:
            found.append(span)
            reading.listed = (following - 1, cue(reading, i, following - 1))
        i = following
    return found


def known_as(text: str, lookup: Lookup) -> tuple[Match, ...]:
    """The matches of a name, with or without the article that it is written with."""
    folded = fold(text)
    found = lookup(folded)
    if found or not folded.startswith("al "):
        return found
    return tuple(Match(m.entry, m.fit * NO_ARTICLE) for m in lookup(folded.removeprefix("al ")))


def _at(reading: Reading, i: int) -> tuple[Span | None, int]:
    """The toponym that begins at word i, if one does, and the word to go on with."""
    word, words = reading.words[i], reading.cues
    if state := _state(reading, i):
        return state, i + 1
    inside = i and reading.gap(i - 1) == "-" and reading.low(i - 1) in words.articles
    if inside or not (word.cap or word.low in words.compass or reading.article(i)):
        return None, i + 1
    reading.ends |= way_ends(reading, i) if i not in reading.ends else {}
    if i in reading.ends:
        return _span(reading, i, reading.ends[i]), reading.ends[i] + 1
    for j in range(min(i + LONGEST, len(reading.words)) - 1, i - 1, -1):
        if _one_name(reading, i, j):
            if way := _named_way(reading, i, j):
                return way, j + 2
            if span := _known(reading, i, j):
                return span, j + 1
    end = None if word.title else _unknown(reading, i)
    if end is not None:
        return _span(reading, i, end), end + 1
    return None, i + 1


def _known(reading: Reading, i: int, j: int) -> Span | None:
    for text in _spellings(reading, i, j):
        matches = known_as(text, reading.lookup)
        if matches and is_place(reading, i, j, matches):
            country = any(m.entry.feature == "PCLI" and m.fit > OWN for m in matches)
            start = _compass(reading, i) if country else reading.words[i].start
            end = reading.words[i].start + len(text)
            return Span(start, end, reading.text[start:end])
    return None


def _state(reading: Reading, i: int) -> Span | None:
    """The short form of a state after a place in it: "Paris, Ky."."""
    word, last = reading.words[i], reading.listed[0]
    if last != i - 1 or last < 0 or not word.cap or reading.gap(last) != ", ":
        return None
    dotted = reading.text[word.end : word.end + 1] == "."
    if word.low.replace(".", "") not in reading.cues.states:
        return None
    if not dotted and not word.text.isupper():
        return None
    end = word.end + dotted
    return Span(word.start, end, reading.text[word.start : end])


def _one_name(reading: Reading, i: int, j: int) -> bool:
    """Whether the words i to j may be one name: capitals at its ends, and articles within."""
    words = reading.words
    if not words[j].cap and not (words[i].low in reading.cues.compass and j > i):
        return False
    inner = reading.cues.inner
    return all(reading.joined(k) for k in range(i, j)) and all(
        w.cap or w.low in inner for w in words[i + 1 : j]
    )


def _spellings(reading: Reading, i: int, j: int) -> Iterator[str]:
    """The words without a possessive, and without an "s" that lost its apostrophe."""
    text = reading.text[reading.words[i].start : reading.words[j].end]
    plain = POSSESSIVE.sub("", text)
    yield plain
    if plain == text and text.endswith("s") and len(text) > 5:
        shorter = text[:-1]
        matches = reading.known(shorter)
        own = tuple(m for m in matches if m.fit > OWN)
        if nation(matches) or (known(own) and not reading.known(text)):
            yield shorter


def _compass(reading: Reading, i: int) -> int:
    """Where a country's name begins, with the compass word before it."""
    before = reading.low(i - 1)
    if before in reading.cues.compass and before != "central" and reading.joined(i - 1):
        first = reading.low(i - 2) in reading.cues.compass
        hyphened = i > 1 and reading.gap(i - 2) == "-" and first  # north-east
        return reading.words[i - 2 if hyphened else i - 1].start
    return reading.words[i].start


def _span(reading: Reading, i: int, j: int) -> Span:
    text, start = reading.plain(i, j), reading.words[i].start
    return Span(start, start + len(text), text)


def _named_way(reading: Reading, i: int, j: int) -> Span | None:
    """A way of the gazetteer whose name alone is no place: "the M4 highway"."""
    if not reading.joined(j) or reading.low(j + 1) not in reading.cues.ways:
        return None
    if known_as(reading.plain(i, j), reading.lookup):
        return None
    ways = reading.known(reading.plain(i, j + 1))
    return _span(reading, i, j + 1) if any(m.entry.feature == "LN" for m in ways) else None


def way_ends(reading: Reading, i: int) -> dict[int, int]:
    """The ends of a way that begins at word i, as first and last words: "the Aleppo-Raqqa road".

    Empty where there is none, or where it is a name of its own: "Kabul-Kandahar Highway".
    """
    run = reading.run(i)
    last = i + len(run) - 1
    while last > i and reading.low(last) in reading.cues.ways:
        last -= 1
    parts, first = [], i
    for k in range(i, last):
        named = reading.low(k) not in reading.cues.articles or k == first
        if reading.gap(k) in HYPHENS and named and not reading.article(k):
            parts.append((first, k))
            first = k + 1
    parts.append((first, last))
    way = next((k for k in (last + 1, last + 2) if reading.low(k) in reading.cues.ways), None)
    if len(parts) < 2 or way is None or any(reading.gap(k) != " " for k in range(last, way)):
        return {}
    whole = reading.words[way].cap and reading.known(reading.plain(i, way))
    return {} if whole or not all(_may_end(reading, *p) for p in parts) else dict(parts)


def _may_end(reading: Reading, i: int, j: int) -> bool:
    """Whether a way may end at the words i to j: no people, no prefix, no ordinary word."""
    if any(w.low in reading.cues.compass or w.low in PREFIXES for w in reading.words[i : j + 1]):
        return False
    if reading.words[j].low in reading.cues.demonyms:
        return False
    return bool(known_as(reading.plain(i, j), reading.lookup)) or _may_be_name(
        reading, reading.words[i : j + 1]
    )


# --- names that the gazetteer lacks --------------------------------------------------------------
def _unknown(reading: Reading, i: int) -> int | None:
    """The last word of a name from word i on that cues alone make a place, else None."""
    run, words = reading.run(i), reading.cues
    if not run or CONTRACTION.match(run[0].text):
        return None
    while len(run) > 1 and words.kinds.get(run[-1].low, "line") != "line":
        run.pop()
        while len(run) > 1 and run[-1].low in words.adjuncts:  # Shayrat Military Airport
            run.pop()
    j = i + len(run) - 1
    if len(run) > 1:
        if run[0].low in words.compass:
            return None
        if words.kinds.get(run[-1].low) == "line" and not run[0].opens:  # Castello Road
            return None if reading.low(i - 1).isdigit() else j
        named = run[0].low in words.heads or cue(reading, i, j) == SURE
        if not named and _holds_known(reading, run):
            return None
    if len(run) > LONGEST_UNKNOWN or not _may_be_name(reading, run):
        return None
    if names_something(reading, i, j):
        return None
    if len(run) > 1 and run[0].low in words.heads:  # Tal Rifaat
        return j
    if cue(reading, i, j) == SURE:
        return j + _road(reading, j)
    return None


def _holds_known(reading: Reading, run: list[Word]) -> bool:
    """Whether a part of the name is itself a place that readers know."""
    names = [POSSESSIVE.sub("", w.text) for w in run if w.low not in reading.cues.kinds]
    return any(known(reading.known(n)) or known(reading.known(n.removesuffix("s"))) for n in names)


def _road(reading: Reading, j: int) -> bool:
    return reading.joined(j) and reading.low(j + 1) == "road" and reading.low(j + 2) != "to"


def _may_be_name(reading: Reading, run: list[Word]) -> bool:
    """Whether an unknown name is free of words that persons, groups and ordinary things have."""
    words, lows = reading.cues, [w.low for w in run]
    if run[0].opens or run[0].low in words.near or lows[-1] in reading.surnames:
        return False
    if " ".join(lows) in words.groups or lows[0] in words.titles or lows[0] in words.given:
        return False
    if any(w.text.isupper() or w.text.isdigit() for w in run):
        return False
    others = (words.groups, words.units, words.demonyms, words.calendar, words.common)
    plain = [low for low in lows if low not in words.articles]
    return all(len(low) > 2 and not any(low in o for o in others) for low in plain)
