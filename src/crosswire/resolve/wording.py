"""A text as words with what stands between them, and the persons that it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from crosswire.resolve.cues import Cues, cues
from crosswire.resolve.gazetteer import Match
from crosswire.resolve.romanise import fold

TOKEN = re.compile(r"[^\W_](?:[\w’'‘ʿ`]*\w)?(?:\.(?:[A-Z]\.)+)?")
LINE = re.compile(r"[^\n]+")
POSSESSIVE = re.compile(r"['’]s?$")
ELIDED = re.compile(r"(?:al|el|d|l)[’'](?=[A-Z])")  # d'Ivoire
SENTENCE_GAP = re.compile(r"[.!?:\n]|[\"“]$")
SHORTENED = frozenset({"st", "mt", "ft"})  # "St. Louis": their stop ends no sentence
OWN = 0.98  # of fit: a name of its own, not another name
METROPOLIS = 300_000  # people; a place that every reader knows
NATIONS = frozenset({"PCLI", "PPLC"})
WIDE = NATIONS | {"ADM1", "RGN", "SEA", "LN", "CONT"}  # known without a cue, whatever their size

Lookup = Callable[[str], tuple[Match, ...]]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text: ``low`` in small letters without a possessive; ``cap`` opens a name.

    ``opens`` says that a sentence begins with it, ``title`` that its line is in title case.
    """

    text: str
    start: int
    end: int
    low: str
    cap: bool
    opens: bool
    title: bool


@dataclass
class Reading:
    """A text's words, the look-up of names, and what was read so far."""

    text: str
    words: list[Word]
    lookup: Lookup
    cues: Cues = field(default_factory=cues)
    surnames: frozenset[str] = frozenset()
    listed: tuple[int, int] = (-9, 0)  # the last word of the toponym before, and its cue
    ends: dict[int, int] = field(default_factory=dict)  # first and last words of a way's two ends

    def word(self, i: int) -> Word | None:
        """Word i, or None beyond either end."""
        return self.words[i] if 0 <= i < len(self.words) else None

    def low(self, i: int) -> str:
        """Word i in small letters without a possessive; "" beyond either end."""
        return self.words[i].low if 0 <= i < len(self.words) else ""

    def gap(self, i: int) -> str:
        """What stands between word i and the next."""
        following = self.word(i + 1)
        return self.text[self.words[i].end : following.start] if following else "\n"

    def joined(self, i: int) -> bool:
        """Whether word i and the next are parts of one name, as far as their gap tells."""
        if i < 0:
            return False
        gap = self.gap(i)
        return gap in (" ", "-", "\u00a0", "–") or (gap == ". " and self.low(i) in SHORTENED)

    def plain(self, i: int, j: int) -> str:
        """The words i to j as written, without a possessive."""
        return POSSESSIVE.sub("", self.text[self.words[i].start : self.words[j].end])

    def known(self, text: str) -> tuple[Match, ...]:
        """What the gazetteer holds by these very words."""
        return self.lookup(fold(text))

    def article(self, i: int) -> bool:
        """Whether word i is the article of an Arabic name that follows: "al-Bab", "al Bab"."""
        following = self.word(i + 1)
        if not following or not following.cap or self.low(i) not in self.cues.articles:
            return False
        return self.joined(i) and (self.gap(i) == "-" or self.low(i) == "al")

    def run(self, i: int) -> list[Word]:
        """The capitalised words from i on that stand in one row, with the articles between them."""
        found: list[Word] = []
        while (word := self.word(i)) and (word.cap or self.article(i)):
            found.append(word)
            if not self.joined(i):
                break
            i += 1
        return found


def read_text(text: str, lookup: Lookup) -> Reading:
    """A text, read."""
    reading = Reading(text, list(_words(text)), lookup)
    reading.surnames = frozenset(_surnames(reading))
    return reading


def nation(matches: tuple[Match, ...]) -> bool:
    """Whether a name is a country's or its capital's own."""
    return any(m.entry.feature in NATIONS and m.fit > OWN for m in matches)


def _words(text: str) -> Iterator[Word]:
    last, before = 0, ""
    titles = [m.span() for m in LINE.finditer(text) if _title_case(m.group())]
    for match in TOKEN.finditer(text):
        word, gap = match.group(), text[last : match.start()]
        short = gap == ". " and before in SHORTENED
        opens = not last or (not short and bool(SENTENCE_GAP.search(gap)))
        title = any(a <= match.start() < b for a, b in titles)
        cap = (word[0].isalpha() and not word[0].islower()) or bool(ELIDED.match(word))
        before, last = POSSESSIVE.sub("", word.lower()), match.end()
        yield Word(word, match.start(), last, before, cap, opens, title)


def _title_case(line: str) -> bool:
    """Whether a line writes nearly all its words with a capital, as headlines do."""
    words = [w for w in TOKEN.findall(line[:400]) if len(w) > 3]
    capitals = sum(w[0].isupper() for w in words)
    return 3 < len(words) < 30 and capitals > 0.8 * len(words) and not line.rstrip().endswith(".")


def _surnames(reading: Reading) -> Iterator[str]:
    """The last names of persons: after a title, after a given name, before "said" or an age."""
    words = reading.cues
    for i, word in enumerate(reading.words):
        if not word.cap or word.title:
            continue
        if _person(reading, i):
            yield word.low
        run = reading.run(i + 1) if reading.joined(i) else []
        names = [w.low for w in run[:3] if w.low not in words.kinds]
        if run and word.low in words.titles and not nation(reading.known(run[0].text)):
            yield from names
        elif run and word.low in words.given and not reading.known(f"{word.text} {run[0].text}"):
            yield from names[:2]


def _person(reading: Reading, i: int) -> bool:
    """Whether a single name speaks or has an age, and is no place that everybody knows."""
    says = reading.gap(i) == " " and reading.low(i + 1) in reading.cues.telling
    number = reading.low(i + 1)
    aged = reading.gap(i) == ", " and number.isdigit() and len(number) == 2
    if not says and not (aged and reading.gap(i + 1).startswith(",")):
        return False
    if reading.low(i - 1) in reading.cues.near:
        return False
    features = WIDE if says else NATIONS
    return not any(
        m.entry.feature in features or m.entry.population > METROPOLIS
        for m in reading.known(reading.words[i].text)
    )
