"""From the model's scores to claims: what is read as an event, and which words fill its roles.

The model says which words belong to what; rules that are exact say what they mean: numbers to
bounds, words of date to be resolved later, a toponym that the gazetteer knows as a whole.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import numpy as np

from crosswire.claims.casualties import whole_of
from crosswire.claims.model import event
from crosswire.claims.model.event import Candidate
from crosswire.claims.model.same import first_telling
from crosswire.claims.model.scores import CLASSES, MARKS, ROLES, STATUSES, Floats, Score, Scores
from crosswire.claims.model.site import own_places
from crosswire.claims.model.windows import OUTCOMES, TYPES, Reading, Window, windows
from crosswire.claims.phrases import DETERMINERS
from crosswire.claims.sentences import MAX_QUOTE_WORDS, Sentence, Word, cut_quote, span_of
from crosswire.claims.speakers import kind_of
from crosswire.claims.triggers import CLAUSE
from crosswire.claims.unnumbered import bounds_of
from crosswire.records import Casualties, Claim, EventType, Outcome, Span, Speaker, Who, claim_id

LONGEST = 24  # words of a phrase; the longest coded ones are about twenty
SURE = 0.9  # probability from which on the model knows an outcome better than a rule
CONCEIVABLE = 0.05  # probability below which no phrase begins or ends
THINKABLE = 0.15  # probability from which on a toponym may be an event's place

Likely = Callable[[Reading, Sequence[Candidate]], Floats]
Number = tuple[Casualties, bool]  # and whether a rule tells its outcome


@dataclass(frozen=True)
class Settings:
    """Probabilities from which on the model's word is taken; chosen on ``gold/dev``.

    ``slope`` and ``shift`` turn the log-odds of a claim's event and type into its confidence.
    """

    event: float = 0.3  # of a claim, as ``event.likely`` tells it
    of_type: dict[str, float] = field(default_factory=dict)  # the same, for some types
    role: dict[str, float] = field(default_factory=dict)
    unknown_place: float = 0.6
    unknown_count: float = 0.75
    slope: float = 1.0
    shift: float = 0.0

    def confidence(self, probability: float) -> float:
        """The share of claims with this probability that are right, as measured (Platt scaling)."""
        odds = math.log(probability / max(1 - probability, 1e-6))
        return round(1 / (1 + math.exp(-(self.slope * odds + self.shift))), 3)

    def of_event(self, type: EventType) -> float:
        """The threshold of a claim of a type."""
        return self.of_type.get(type, self.event)

    def of_role(self, role: str) -> float:
        """The threshold of a role."""
        return self.role.get(role, 0.4)


def decode(
    reading: Reading,
    score: Score,
    settings: Settings,
    extractor: str,
    likely: Likely = event.likely,
) -> list[Claim]:
    """The article's claims in the order of its text.

    ``score`` reads a window, ``likely`` weighs the candidates of all windows together.
    """
    claims: list[Claim] = []
    for found in _by_window(reading, score, settings, likely):
        window = found[0][0].window
        numbers = _numbers(reading, window)
        columns = [each.column for each, _ in found]
        for each, probability in found:
            roles = _Roles(reading, each, settings)
            claim = _claim(roles, columns, numbers, probability)
            first = first_telling(reading.article, claim, claims)
            if first:
                day = claim.date_words or first.date_words
                claim = replace(claim, same_as=first.id, date_words=day)
            claim = replace(claim, extractor=extractor)
            claims.append(replace(claim, id=claim_id(claim)))
    return _dated(claims)


def _dated(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, those of one event that come before its day is told with that day.

    A headline tells no day; the sentence below it does.
    """
    days: dict[str, Span] = {}
    for claim in claims:
        if claim.date_words:
            days.setdefault(claim.same_as or claim.id, claim.date_words)
    renamed: dict[str, str] = {}
    out: list[Claim] = []
    for claim in claims:
        day = claim.date_words or days.get(claim.same_as or claim.id)
        first = renamed.get(claim.same_as or "", claim.same_as)
        told = replace(claim, date_words=day, same_as=first)
        if told != claim:
            told = replace(told, id=claim_id(told))
        renamed[claim.id] = told.id
        out.append(told)
    return out


def _by_window(
    reading: Reading, score: Score, settings: Settings, likely: Likely
) -> list[list[tuple[Candidate, float]]]:
    """What is claimed, window by window, each with its probability."""
    considered = [
        each
        for window in windows(reading)
        for each in event.candidates(window, score(window, event.CONSIDERED))
    ]
    told = zip(considered, likely(reading, considered).tolist(), strict=True)
    taken = [
        (each, value)
        for each, value in told
        if value >= settings.of_event(TYPES[int(each.types.argmax())])
    ]
    return [list(group) for _, group in groupby(taken, key=lambda pair: pair[0].window.first)]


def _claim(
    roles: _Roles, columns: Sequence[int], numbers: Sequence[Number], probability: float
) -> Claim:
    """``columns`` are the words that begin the claims of the window, this one among them."""
    reading, first = roles.reading, roles.window.first
    home = reading.sentence_of[first + roles.column]
    words = roles.words[roles.column : roles.event.past(reading)]
    trigger = span_of(reading.article.text, words[0].start, words[-1].end)
    side_a, side_b = roles.spans("side_a"), roles.spans("side_b")
    counts = _counts(roles, numbers)
    beside = [column for column in columns if column != roles.column]
    shared = any(reading.sentence_of[first + column] == home for column in beside)
    here = [trigger, *side_a, *side_b, *(c.words for c in counts)]
    kinds = roles.event.types
    return Claim(
        id="",
        article_id=reading.article.id,
        quote=_quote(reading.article.text, reading.sentences[home], trigger, here, shared),
        trigger=trigger,
        type=TYPES[int(kinds.argmax())],
        status=STATUSES[int(roles.event.statuses.argmax())],
        side_a=side_a,
        side_b=side_b,
        places=roles.places(),
        date_words=roles.date(),
        casualties=counts,
        speaker=_speaker(roles),
        confidence=roles.settings.confidence(probability * float(kinds.max())),
    )


@dataclass(frozen=True)
class _Roles:
    """One event of a window, and what its roles are read as."""

    reading: Reading
    event: Candidate
    settings: Settings

    @property
    def window(self) -> Window:
        return self.event.window

    @property
    def scores(self) -> Scores:
        return self.event.scores

    @property
    def column(self) -> int:
        """The word of the window that begins the event."""
        return self.event.column

    @property
    def words(self) -> Sequence[Word]:
        return self.reading.words[self.window.first : self.window.last]

    def marks(self, role: str) -> tuple[Floats, Floats, Floats]:
        """The words' probabilities to be inside the role, at its beginning and at its end."""
        first = MARKS * ROLES.index(role)
        inside, begins, ends = self.scores.roles[self.event.row][:, first : first + MARKS].T
        return inside, begins, ends

    def segments(self, role: str) -> list[tuple[int, int, float]]:
        """The role's phrases as (first, past the last, probability), best first, none overlapping.

        A phrase is as probable as its beginning, its end and the words between are together.
        """
        inside, begins, ends = self.marks(role)
        least = self.settings.of_role(role)
        sentence = self.reading.sentence_of[self.window.first : self.window.last]
        found: list[tuple[float, int, int]] = []
        for first in np.nonzero(begins >= CONCEIVABLE)[0].tolist():
            for last in range(first + 1, min(first + LONGEST, len(inside)) + 1):
                if sentence[last - 1] != sentence[first]:
                    break
                if ends[last - 1] >= CONCEIVABLE:
                    within = float(inside[first:last].mean())
                    whole = (float(begins[first] * ends[last - 1]) * within) ** (1 / 3)
                    if whole >= least:
                        found.append((-whole, first, last))
        out: list[tuple[int, int, float]] = []
        for minus, first, last in sorted(found):
            if all(last <= low or first >= high for low, high, _ in out):
                out.append((first, last, -minus))
        return out

    def span(self, first: int, last: int) -> Span | None:
        """The words' span without marks of punctuation at its edges."""
        words = self.words[first:last]
        while words and not words[-1].lower[0].isalnum() and words[-1].lower not in {")", "%"}:
            words = words[:-1]
        while words and not words[0].lower[0].isalnum():
            words = words[1:]
        if all(not w.lower[0].isalnum() or w.lower in DETERMINERS for w in words):
            return None
        return span_of(self.reading.article.text, words[0].start, words[-1].end)

    def spans(self, role: str) -> tuple[Span, ...]:
        found = (self.span(first, last) for first, last, _ in self.segments(role))
        once = {span.quote.lower(): span for span in found if span}
        return tuple(sorted(once.values()))

    def mean(self, role: str, span: Span) -> float:
        """The mean probability of a span's words; 0 outside the window."""
        words = self.words
        first = bisect_right(words, span.start, key=lambda word: word.end)
        last = bisect_left(words, span.end, key=lambda word: word.start)
        return float(np.mean(self.marks(role)[0][first:last])) if first < last else 0.0

    def within(self, spans: Sequence[Span]) -> Sequence[Span]:
        """Those of an article's spans, in its order, that have words of the window."""
        words = self.words
        first = bisect_right(spans, words[0].start, key=lambda span: span.end)
        return spans[first : bisect_left(spans, words[-1].end, key=lambda span: span.start)]

    def places(self) -> tuple[Span, ...]:
        """Toponyms that the gazetteer knows, and unknown ones that the model is surer of.

        The event's own place comes first, those that hold it or that it is told to be near behind.
        Toponyms that the model is unsure of are taken where the words around speak for them.
        """
        toponyms = self.within(self.reading.places)
        known = [p for p in toponyms if self.mean("place", p) >= self.settings.of_role("place")]
        more = [
            span
            for first, last, mean in self.segments("place")
            if mean >= self.settings.unknown_place
            and (span := self.span(first, last))
            and all(span.end <= p.start or p.end <= span.start for p in toponyms)
        ]
        names: dict[str, Span] = {}
        for span in sorted([*known, *more]):
            names.setdefault(span.quote.lower(), span)
        maybe: dict[str, Span] = {}
        for span in toponyms:
            if span.quote.lower() not in names and self.mean("place", span) >= THINKABLE:
                maybe.setdefault(span.quote.lower(), span)
        if len(names) < 2 and not maybe:
            return tuple(names.values())
        told, found = self.scores.told(self.event.row), [*names.values()]
        text = self.reading.article.text
        return own_places(text, self.words, self.column, told, toponyms, found, [*maybe.values()])

    def date(self) -> Span | None:
        dates = self.within(self.reading.dates)
        ranked = [(self.mean("date", span), -span.start, span) for span in dates]
        best = max(ranked, default=None)
        return best[2] if best and best[0] >= self.settings.of_role("date") else None


def _numbers(reading: Reading, window: Window) -> list[Number]:
    """All numbers of a window's sentences that can count people."""
    sentences = dict.fromkeys(reading.sentence_of[window.first : window.last])
    return [number for sentence in sentences for number in reading.counts(sentence)]


def _counts(roles: _Roles, numbers: Sequence[Number]) -> tuple[Casualties, ...]:
    """The numbers of people that the model gives to the event, with bounds by the codebook."""
    out: list[Casualties] = []
    for value, by_rule in _countable(roles, numbers):
        first = int(np.argmax([word.end > value.words.start for word in roles.words]))
        outcome, who = np.split(roles.scores.count[first], [len(OUTCOMES)])
        if not by_rule or outcome.max() >= SURE:
            value = replace(value, outcome=OUTCOMES[int(outcome.argmax())])
        if value.who is Who.UNKNOWN:
            value = replace(value, who=CLASSES[int(who.argmax())])
        out.append(replace(value, part_of=whole_of(roles.reading.article.text, value, out)))
    return tuple(out)


def _countable(roles: _Roles, numbers: Sequence[Number]) -> list[Number]:
    """The numbers that the model takes for this event, and people that it alone finds."""
    least, unsure = roles.settings.of_role("count"), roles.settings.unknown_count
    found = [
        (count, by_rule)
        for count, by_rule in numbers
        if roles.mean("count", count.words) >= (least if by_rule else unsure)
    ]
    for first, last, mean in roles.segments("count"):
        span = roles.span(first, last)
        if span is None or mean < unsure:
            continue
        if all(span.end <= c.words.start or c.words.end <= span.start for c, _ in numbers):
            low, high = bounds_of(span.quote)
            found.append((Casualties(span, Outcome.KILLED, Who.UNKNOWN, low, high), False))
    return sorted(found, key=lambda c: (c[0].words.start, c[0].words.end))


def _speaker(roles: _Roles) -> Speaker | None:
    best = max(roles.segments("speaker"), key=lambda s: s[2], default=None)
    span = roles.span(best[0], best[1]) if best else None
    return Speaker(span, kind_of(span.quote)) if span else None


def _quote(
    text: str, sentence: Sentence, trigger: Span, here: Sequence[Span], shared: bool
) -> Span:
    """The sentence where it tells one event and is short enough, else the event's clause."""
    low, high = sentence.start, sentence.end
    if shared or len(sentence.words) > MAX_QUOTE_WORDS // 2:
        inside = [s for s in here if low <= s.start and s.end <= high]
        start, end = min(s.start for s in inside), max(s.end for s in inside)
        for cut in CLAUSE.finditer(text, sentence.start, sentence.end):
            if cut.end() <= start:
                low = cut.end()
            elif cut.start() >= end:
                high = cut.start()
                break
    return cut_quote(text, sentence, low, high, (trigger.start, trigger.end))
