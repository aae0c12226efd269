"""The event lexicon: ``lexicon.yaml`` compiled to patterns that name events in text.

The pattern language is described at the head of the file. Every row carries examples of what it
takes and of what it leaves alone; a test runs them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from crosswire.records import EventType

GAP = r"(?:[^\W_][\w'’\-]*[\s\-]+){0,4}"  # `..`: up to four words, never across punctuation
JOINT = r"[\s\-–]+"
NAME = "%name"


class Roles(StrEnum):
    """How a trigger's subject and object take part in the event."""

    ACTS = "acts"
    SUFFERS = "suffers"
    MUTUAL = "mutual"


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, the trigger that a row finds in it, and the type that the coder gives it."""

    text: str
    trigger: str
    type: EventType


@dataclass(frozen=True, slots=True)
class TriggerRow:
    """Phrases that name one kind of event, the conditions on them, and their examples.

    ``type`` is None where the context decides; ``default`` then says what stands where the context
    is silent: a type, ``by_victim`` or ``by_target``. ``confidence`` is a share from 0 to 1.
    """

    id: str
    type: EventType | None
    default: str
    patterns: tuple[str, ...]
    roles: Roles
    confidence: float
    conditions: Mapping[str, re.Pattern[str]]
    examples: tuple[Example, ...]
    rejects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """One compiled phrase of a row; the group ``t`` is the trigger."""

    row: TriggerRow
    pattern: re.Pattern[str]
    verb: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All rows, an index of their phrases by first word, and the words of the coder's grammar.

    ``words`` are closed classes of lower-case words, ``sequences`` number words in order;
    ``expressions`` match whole words in any case, ``leads`` the end of what stands before a
    trigger.
    """

    rows: tuple[TriggerRow, ...]
    by_first_word: Mapping[str, tuple[Trigger, ...]]
    cues: Mapping[str, re.Pattern[str]]
    refinements: tuple[tuple[EventType, re.Pattern[str]], ...]
    words: Mapping[str, frozenset[str]]
    sequences: Mapping[str, tuple[str, ...]]
    expressions: Mapping[str, re.Pattern[str]]
    leads: Mapping[str, re.Pattern[str]]
    hash: str


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The built-in lexicon, read once.

    Raises:
        ValueError: a row names an unknown cue, type or condition; the message says which.
    """
    source = resources.files("crosswire.vocab").joinpath("lexicon.yaml").read_text("utf-8")
    return read_lexicon(source)


def read_lexicon(source: str) -> Lexicon:
    """A lexicon from its YAML text; all scalars are words, so that ``on`` and ``no`` stay words."""
    # BaseLoader builds only strings, lists and mappings, so it is as safe as SafeLoader.
    data = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506
    compiler = _Compiler(data["cues"], data["irregular"])
    rows = tuple(compiler.row(raw) for raw in data["triggers"])
    refinements = tuple(
        (EventType(raw["type"]), compiler.cue(raw["cues"])) for raw in data["refinements"]
    )
    index: dict[str, list[Trigger]] = {}
    for row in rows:
        for phrase in row.patterns:
            trigger, firsts = compiler.trigger(row, phrase)
            for first in firsts:
                index.setdefault(first, []).append(trigger)
    return Lexicon(
        rows=rows,
        by_first_word={word: tuple(triggers) for word, triggers in index.items()},
        cues={name: compiler.cue([f"@{name}"]) for name in data["cues"]},
        refinements=refinements,
        words={name: frozenset(words.split()) for name, words in data["word_lists"].items()},
        sequences={name: tuple(words.split()) for name, words in data["sequences"].items()},
        expressions={name: _expression(parts) for name, parts in data["expressions"].items()},
        leads={name: _lead(parts) for name, parts in data["leads"].items()},
        hash=hashlib.sha256(source.encode()).hexdigest(),
    )


def _lead(parts: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(parts) + ")", re.IGNORECASE)


def _expression(parts: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(parts) + r")\b", re.IGNORECASE)


CONDITIONS = ("needs", "unless", "after", "unless_after", "before", "unless_before")


class _Compiler:
    """Turns the pattern language into regular expressions."""

    def __init__(self, cues: Mapping[str, list[str]], irregular: Mapping[str, list[str]]) -> None:
        self._cues = cues
        self._irregular = irregular

    def row(self, raw: Mapping[str, Any]) -> TriggerRow:
        refined = raw["type"] == "refine"
        event_type = None if refined else EventType(raw["type"])
        conditions = {name: self.cue(raw[name]) for name in CONDITIONS if name in raw}
        return TriggerRow(
            id=raw["id"],
            type=event_type,
            default=raw.get("default", ""),
            patterns=tuple(raw["patterns"]),
            roles=Roles(raw.get("roles", "acts")),
            confidence=float(raw["confidence"]),
            conditions=conditions,
            examples=tuple(_example(item, event_type) for item in raw["examples"]),
            rejects=tuple(raw.get("not", ())),
        )

    def cue(self, terms: Iterable[str]) -> re.Pattern[str]:
        """A pattern that finds any of the terms as whole words."""
        phrases = sorted(
            {p for term in terms for p in self._expand(term)}, key=lambda p: (-len(p), p)
        )
        body = "|".join(_phrase(p) for p in phrases)
        return re.compile(rf"(?<![\w])(?:{body})(?!\w)", re.IGNORECASE)

    def _expand(self, term: str) -> list[str]:
        if not term.startswith("@"):
            return [term]
        if term[1:] not in self._cues:
            raise ValueError(f"The lexicon uses the cue list {term!r}, which it does not define.")
        return self._cues[term[1:]]

    def trigger(self, row: TriggerRow, phrase: str) -> tuple[Trigger, tuple[str, ...]]:
        """The compiled phrase, and the words that it can begin with."""
        elements = phrase.split()
        if "[" not in elements:
            stop = elements.index("..") if ".." in elements else len(elements)
            elements = ["[", *elements[:stop], "]", *elements[stop:]]
        words = [element for element in elements if element not in "[]"]
        named = elements[elements.index("[") + 1]
        pattern = re.compile(self._regex(elements) + r"(?!\w)", re.IGNORECASE)
        trigger = Trigger(row, pattern, verb="~" in named)
        return trigger, self._first_words(words)

    def _first_words(self, words: list[str]) -> tuple[str, ...]:
        firsts = {form.split()[0] for form in self._forms(words[0].rstrip("?"))}
        if words[0].endswith("?"):
            firsts |= set(self._first_words(words[1:]))
        stems = {first[:-1] for first in firsts if first.endswith("*")}
        return tuple(sorted({f for f in firsts if "*" not in f} | stems | {s + "s" for s in stems}))

    def _regex(self, elements: list[str]) -> str:
        out: list[str] = []
        joint = ""
        for element in elements:
            if element == "[":
                out.append(joint + "(?P<t>")
                joint = ""
            elif element == "]":
                out.append(")")
            elif element == "..":
                out.append(joint + GAP)
                joint = ""
            else:
                joint = self._word(out, element, joint)
        return "".join(out)

    def _word(self, out: list[str], element: str, joint: str) -> str:
        if element == NAME:
            out.append(joint + r"(?-i:[A-Z][\w'’]+)")
            return JOINT
        body = "(?:" + "|".join(_phrase(form) for form in self._forms(element.rstrip("?"))) + ")"
        if not element.endswith("?"):
            out.append(joint + body)
            return JOINT
        out.append(f"(?:{joint}{body})?" if joint else f"(?:{body}{JOINT})?")
        return joint

    def _forms(self, element: str) -> list[str]:
        forms = {form for part in element.split("|") for form in self._forms_of(part)}
        return sorted(forms, key=lambda form: (-len(form), form))

    def _forms_of(self, part: str) -> list[str]:
        if part.startswith("@"):
            return [form.lower() for form in self._expand(part)]
        if part.startswith("~"):
            return [part[1:], *(self._irregular.get(part[1:]) or _inflect(part[1:]))]
        if part.startswith("+"):
            return [part[1:], _plural(part[1:])]
        return [part]


def _phrase(words: str) -> str:
    escaped = [
        re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "")
        for word in words.split()
    ]
    return JOINT.join(escaped)


def _example(item: Any, row_type: EventType | None) -> Example:
    if isinstance(item, list) and row_type is not None:
        return Example(item[0], item[1], row_type)
    return Example(item["text"], item["trigger"], EventType(item["type"]))


def _inflect(verb: str) -> list[str]:
    if verb.endswith("e"):
        return [verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    plural = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    return [plural, verb + "ed", verb + "ing"]


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")
