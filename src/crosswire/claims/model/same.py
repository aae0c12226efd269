"""Which earlier claim of its article a claim tells again: `same_as` of the codebook.

What is told again is told shorter: "Damascus denied it", "any such attack", "the strike". Small
trees weigh each pair of claims by what both say, how far they stand apart, and how the later one
takes the event up; they were taught on coded articles whose claims people joined.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from crosswire.claims.corefer import are_kin, match, same_numbers, same_places
from crosswire.claims.model import files
from crosswire.claims.model.trees import Floats, Trees, grown
from crosswire.claims.model.windows import TYPES
from crosswire.records import Article, Claim, Span, Status
from crosswire.vocab.phrases import COMMON

STATUSES = list(Status)
WORD = re.compile(r"[^\W_]+")
SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s|\n")
DEFINITE = frozenset({
    "the", "this", "that", "these", "those", "such", "its", "their", "his", "her",
})  # fmt: skip
OTHER = frozenset({
    "a", "an", "another", "other", "two", "three", "several", "many", "some", "more", "new",
    "separate", "second", "also",
})  # fmt: skip
NEAREST = 60  # claims that are looked back at; a round-up has more, and takes none up after so many
FAR = 40  # sentences, or claims, from which on a distance is but far
BEFORE = 40  # letters before a trigger in which the words lie that take an event up
STEM = 5  # letters
LONG = 600  # letters of a quote


@cache
def trees() -> Trees:
    """The trained trees. Raises ModelError where their file is missing or damaged."""
    return grown(files.values("same.json"))


def first_telling(article: Article, claim: Claim, earlier: Sequence[Claim]) -> Claim | None:
    """The article's first claim on the same event, or None where this one is the first.

    ``earlier`` are all claims before this one, in the order of the text. The likeliest of them is
    taken by its own probability and that of all claims on its event, half and half.
    """
    if not earlier:
        return None
    firsts = {one.id: one for one in earlier if one.same_as is None}
    near = earlier[-NEAREST:]
    keys = [one.same_as or one.id for one in near]
    found = trees().probabilities(features(article, claim, near, keys))
    of_event = {key: found[[other == key for other in keys]].mean() for key in keys}
    both = (found + [of_event[key] for key in keys]) / 2
    best = int(both.argmax())
    return firsts[keys[best]] if both[best] >= trees().least else None


def features(
    article: Article, claim: Claim, earlier: Sequence[Claim], keys: Sequence[str]
) -> Floats:
    """What a claim and each earlier one are weighed by: (earlier claims, features).

    ``keys`` tell which of the earlier claims are on one event.
    """
    here = _Event(claim, earlier, keys)
    later = _alone(article, claim)
    seen = Counter(word for bag in (*here.bags, here.words) for word in bag)
    first = min(one.trigger.start for one in earlier)
    upto = claim.trigger.start + 1
    ends = [m.start() for m in SENTENCE_END.finditer(article.text, first, upto)]
    return np.array(
        [
            [
                *later,
                *_alone(article, one),
                *_said(claim, one),
                *_worded(claim, one, here.words, here.bags[n], seen),
                claim.quote.start == one.quote.start,
                min(sum(one.trigger.start <= end for end in ends), FAR),
                *here.standing(n),
            ]
            for n, one in enumerate(earlier)
        ],
        np.float32,
    )


@dataclass
class _Event:
    """The claim among the events that the article told before it."""

    claim: Claim
    earlier: Sequence[Claim]
    keys: Sequence[str]

    def __post_init__(self) -> None:
        claim, pairs = self.claim, list(zip(self.keys, self.earlier, strict=True))
        self.words = _telling(claim.quote.quote)
        self.bags = [_telling(one.quote.quote) for one in self.earlier]
        self.sizes = Counter(self.keys)
        self.of_type = {key for key, one in pairs if one.type is claim.type}
        self.of_kin = {key for key, one in pairs if are_kin(one, claim)}
        self.last = max((n for n, (_, o) in enumerate(pairs) if o.type is claim.type), default=-1)
        self.places: dict[str, int] = {}
        self.numbers: dict[str, int] = {}
        for key, one in pairs:
            place, number = same_places(claim.places, one.places), same_numbers(claim, one)
            self.places[key] = max(place, self.places.get(key, place))
            self.numbers[key] = max(number, self.numbers.get(key, number))

    def standing(self, n: int) -> list[float]:
        """Where an earlier claim stands, and what the others on its event tell."""
        key = self.keys[n]
        return [
            min(len(self.earlier) - n, FAR),
            min(n, FAR),
            len(self.earlier),
            n == self.last,
            self.earlier[n].same_as is None,
            self.sizes[key],
            len(self.of_type),
            len(self.of_kin),
            key in self.of_type,
            self.places[key],
            self.numbers[key],
        ]


def _alone(article: Article, claim: Claim) -> list[float]:
    """How a claim takes its event up, and how much it tells of it."""
    start = claim.trigger.start
    before = WORD.findall(article.text[max(0, start - BEFORE) : start].lower())[-4:]
    last = before[-1] if before else ""
    trigger = claim.trigger.quote.lower()
    return [
        start < len(article.title),
        last in DEFINITE,
        not DEFINITE.isdisjoint(before[-3:]),
        not OTHER.isdisjoint(before),
        last == "s",  # "Tuesday's strike"
        *(trigger.endswith(ending) for ending in ("s", "ed", "ing")),
        len(claim.places),
        len(claim.side_a),
        len(claim.side_b),
        len(claim.casualties),
        claim.date_words is not None,
        claim.speaker is not None,
        min(len(claim.quote.quote), LONG) / 100,
    ]


def _said(claim: Claim, one: Claim) -> list[float]:
    """What the values of two claims share."""
    speakers = [(s.words,) if s and s.words else () for s in (claim.speaker, one.speaker)]
    return [
        claim.type is one.type,
        are_kin(claim, one),
        TYPES.index(claim.type),
        TYPES.index(one.type),
        STATUSES.index(claim.status),
        STATUSES.index(one.status),
        claim.status is one.status,
        same_places(claim.places, one.places),
        match(claim.side_a, one.side_a),
        match(claim.side_b, one.side_b),
        match(claim.side_a, one.side_b),
        match(claim.side_b, one.side_a),
        match(claim.side_b, one.places),
        match(claim.places, one.side_b),
        same_numbers(claim, one),
        _dates(claim.date_words, one.date_words),
        match(*speakers),
    ]


def _worded(
    claim: Claim, one: Claim, words: set[str], others: set[str], seen: Counter[str]
) -> list[float]:
    """What the words of two claims share; the rarer in the article, the more it counts."""
    shared = words & others
    fewer = min(words, others, key=len)
    whole = sum(1 / seen[word] for word in fewer) or 1.0
    ours, theirs = _stem(claim.trigger.quote), _stem(one.trigger.quote)
    return [
        ours == theirs,
        ours in {_stem(word) for word in others},
        theirs in {_stem(word) for word in words},
        len(shared),
        sum(1 / seen[word] for word in shared) / whole,
        len(shared) / max(len(words | others), 1),
    ]


def _dates(one: Span | None, other: Span | None) -> int:
    """2 where date words share a word, 1 where none, 0 where there are none, less for one alone."""
    if one is None or other is None:
        return 0 if one is other else -1 if one else -2
    shared = _telling(one.quote) & _telling(other.quote)
    return 2 if shared else 1


def _stem(word: str) -> str:
    return word.lower()[:STEM]


def _telling(quote: str) -> set[str]:
    return {word for word in WORD.findall(quote.lower()) if word not in COMMON}
