"""Whether a name is a place where it stands: cues for it, and what else it may be part of."""

from __future__ import annotations

import re

from crosswire.resolve.cues import cues
from crosswire.resolve.gazetteer import Match
from crosswire.resolve.wording import NATIONS, OWN, POSSESSIVE, WIDE, Reading, Word, nation

CONTRACTION = re.compile(
    r"^(?:I|He|She|It|We|They|You|That|There|What|Don|Can)[’'](?!s?$)", re.IGNORECASE
)
LARGE = 15_000  # people; a smaller place, or another name of it, needs a cue beside it
JOINERS = frozenset({",", ", ", " and ", " or ", ", and ", " & "})
HYPHENS = frozenset("-‐‑–")
ACRONYM = 5  # letters; longer words in capitals are words
LIST = 6  # members of a list that are looked at for the word that ends it
SURE, ALLOWED, NONE = 2, 1, 0  # what the words beside a name say of its being a place


def is_place(reading: Reading, i: int, j: int, matches: tuple[Match, ...]) -> bool:
    """Whether the words i to j, which the gazetteer knows, are a place here."""
    if not any(w.cap for w in reading.words[i : j + 1]) or _never(reading, i, j):
        return False
    if names_something(reading, i, j) or _speaks(reading, i, j, matches):
        return False
    if i == j:
        return _single(reading, i, matches)
    return bool(cue(reading, i, j)) or known(matches) or not _stray(reading, i, j)


def _never(reading: Reading, i: int, j: int) -> bool:
    words, first = reading.cues, reading.words[i]
    if reading.gap(j) in HYPHENS and reading.low(j + 1) in words.patron:
        return True
    if reading.plain(i, j).lower() in words.groups or CONTRACTION.match(first.text):
        return True
    if all(w.low in words.compass or w.low in words.kinds for w in reading.words[i : j + 1]):
        return True
    others = (words.calendar, words.demonyms, reading.surnames, words.titles)
    return i == j and any(first.low in other for other in others)


def _single(reading: Reading, i: int, matches: tuple[Match, ...]) -> bool:
    """Whether one word is a place: ordinary words and given names only where a cue is sure."""
    word, words = reading.words[i], reading.cues
    if word.text.isupper() and len(word.text) <= ACRONYM:
        return _acronym(word.text, matches) and not _adjective(reading, i)
    ordinary = word.low in words.common or word.low in words.given
    if word.title:
        return known(matches) and not ordinary
    if ordinary or len(word.text) < 3:
        return len(word.text) > 2 and cue(reading, i, i) == SURE
    return bool(cue(reading, i, i)) or known(matches)


def known(matches: tuple[Match, ...]) -> bool:
    """Whether a reader knows it without a cue: a country, a unit, a region, a town of some size."""
    return any(
        (m.entry.feature in WIDE and m.fit > OWN) or m.entry.population * m.fit > LARGE
        for m in matches
    )


def _acronym(text: str, matches: tuple[Match, ...]) -> bool:
    """Whether capitals are a country's letters ("UAE"), or a town's own name shouted ("HOMS")."""
    if text in cues().acronyms:
        return True
    own = (m for m in matches if m.entry.name.upper() == text and m.entry.population > LARGE)
    return len(text) > 3 and text.lower() not in cues().common and any(own)


def _adjective(reading: Reading, i: int) -> bool:
    """Whether the letters stand before a noun ("US troops") rather than for the land itself."""
    before, after = reading.low(i - 1), reading.low(i + 1)
    if before not in reading.cues.near and before != "the":
        return reading.gap(i).startswith(" ") and bool(after) and not reading.words[i].opens
    return reading.joined(i) and bool(after) and after not in reading.cues.function


def _stray(reading: Reading, i: int, j: int) -> bool:
    """Whether words of other kinds make up the name: "Police Abu", "Ali Hassan"."""
    others = reading.cues.given | reading.cues.titles
    return any(w.low in others for w in reading.words[i : j + 1])


# --- cues --------------------------------------------------------------------------------------
def cue(reading: Reading, i: int, j: int) -> int:
    """SURE where the words beside it say that it is a place, ALLOWED where they allow it."""
    words, before = reading.cues, reading.low(i - 1)
    if _kind_after(reading, j) or _kind_before(reading, i):
        return SURE
    if level := _of_list(reading, i):
        return level
    if _listed_after(reading, j) or _apposed(reading, j):
        return SURE
    if before in words.strong_near and i and not reading.words[i].opens:
        return SURE
    if before in words.near or before in words.compass:
        return ALLOWED
    following = reading.word(j + 1)
    return ALLOWED if reading.gap(j).startswith(",") and following and following.cap else NONE


def _kind_after(reading: Reading, j: int) -> bool:
    if not reading.joined(j) or reading.low(j) == "islamic":  # Islamic State
        return False
    after, kinds = reading.low(j + 1), reading.cues.kinds
    return after in kinds or (after in reading.cues.adjuncts and reading.low(j + 2) in kinds)


def _kind_before(reading: Reading, i: int) -> bool:
    before, words = reading.low(i - 1), reading.cues.before
    if before == "of":
        return reading.low(i - 2) in words
    return i > 0 and before in words and reading.joined(i - 1) and not reading.words[i - 1].cap


def _of_list(reading: Reading, i: int) -> int:
    """The cue of the list that the toponym before stands in, where this name goes on with it."""
    last, level = reading.listed
    if not level or not 0 <= last < i:
        return NONE
    gap = reading.text[reading.words[last].end : reading.words[i].start]
    return level if gap in JOINERS else NONE


def _apposed(reading: Reading, j: int) -> bool:
    """Whether an apposition calls it a place: "Awlan, a small village"."""
    if reading.gap(j) != ", " or reading.low(j + 1) not in ("a", "an", "the"):
        return False
    kinds = reading.cues.kinds
    return any(
        reading.low(k) in kinds and (k == j + 2 or reading.joined(k - 1))
        for k in range(j + 2, j + 5)
    )


def _listed_after(reading: Reading, j: int) -> bool:
    """Whether a list that begins here ends in what its members are: "A, B and C villages"."""
    for _ in range(LIST):
        k = j + 1
        if reading.low(k) in ("and", "or"):
            k += 1
        elif not reading.gap(j).startswith(","):
            return False
        k += reading.low(k) == "and"
        run = reading.run(k) if reading.word(k) else []
        if not run:
            return False
        j = k + len(run) - 1
        after = reading.low(j + 1)
        if reading.joined(j) and after in reading.cues.kinds and after.endswith("s"):
            return True
    return False


# --- what else a name may be part of -------------------------------------------------------------
def names_something(reading: Reading, i: int, j: int) -> bool:
    """Whether the words are part of the name of a person, a group, a paper or a body."""
    words, left, right = reading.cues, reading.word(i - 1), reading.word(j + 1)
    if right and reading.joined(j):
        last = reading.words[j]
        possessive = POSSESSIVE.search(last.text) or _lost_apostrophe(reading, last)
        if not possessive and (_tail(reading, j + 1) or reading.article(j + 1)):
            return True
        if right.cap and words.kinds.get(right.low) == "line":
            return True
    if not left or POSSESSIVE.search(left.text) or _lost_apostrophe(reading, left):
        return False
    if reading.words[i].title and left.low not in words.given | words.titles:
        return False
    return _head(reading, i, left)


def _head(reading: Reading, i: int, left: Word) -> bool:
    """Whether the word before makes the name a person's or a body's: "John", "Bank of"."""
    words = reading.cues
    if reading.joined(i - 1) and ((left.cap and not left.opens) or left.low in words.given):
        beside = (
            words.kinds,
            words.compass,
            words.demonyms,
            words.calendar,
            words.near,
            words.inner,
        )
        if not any(left.low in allowed for allowed in beside):
            return True
    if reading.joined(i - 1) and left.cap and left.low in words.titles:
        return True
    body = reading.word(i - 2)
    return bool(left.low == "of" and body and body.cap and body.low in words.bodies)


def _lost_apostrophe(reading: Reading, word: Word) -> bool:
    """Whether the word is a country with an "s" that lost its apostrophe: "Syrias Aleppo"."""
    return word.text.endswith("s") and nation(reading.known(word.text[:-1]))


def _tail(reading: Reading, k: int) -> bool:
    """Whether the words from k on make the name before them one of a person, group or body."""
    words, word = reading.cues, reading.words[k]
    if not word.cap or reading.low(k - 1) in words.kinds or nation(reading.known(word.text)):
        return False
    lows = [w.low for w in reading.run(k)]
    if any(lows[0] in other for other in (words.kinds, words.calendar, words.titles)):
        return False
    if len(lows) > 1 and lows[0] in words.adjuncts and lows[1] in words.kinds:
        return False
    if any(low in words.units for low in lows[:4]):
        return True
    if word.title or lows[0] in words.demonyms or lows[0] in words.compass or word.text.isupper():
        return False
    return word.text[0].isalpha() and lows[0] not in words.common and reading.gap(k - 1) == " "


def _speaks(reading: Reading, i: int, j: int, matches: tuple[Match, ...]) -> bool:
    """Whether a country or its capital stands for its government: "Moscow announced"."""
    if not any(m.entry.feature in NATIONS and m.fit > OWN for m in matches):
        return False
    if reading.low(i - 1) in reading.cues.near and not reading.words[i].opens:
        return False
    if reading.gap(j) != " ":
        return False
    at = j + 1
    while reading.low(at) in reading.cues.auxiliary:
        at += 1
    follows = reading.word(at)
    return bool(follows and not follows.cap and follows.low in reading.cues.speech)
