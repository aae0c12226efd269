"""From the model's scores to claims: what is read as an event, and which words fill its roles.

The model says which words belong to what; rules that are exact say what they mean: numbers to
bounds, words of date to be resolved later, a toponym that the gazetteer knows as a whole.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from crosswire.claims.casualties import whole_of
from crosswire.claims.model.same import first_telling
from crosswire.claims.model.site import Told, own_places
from crosswire.claims.model.windows import OUTCOMES, TYPES, Reading, Window, windows
from crosswire.claims.phrases import DETERMINERS
from crosswire.claims.sentences import MAX_QUOTE_WORDS, Sentence, Word, cut_quote, span_of
from crosswire.claims.speakers import kind_of
from crosswire.claims.triggers import CLAUSE, MAX_TRIGGER_WORDS
from crosswire.records import Casualties, Claim, Outcome, Span, Speaker, Status, Who, claim_id

Floats = NDArray[np.float32]
ROLES = ("side_a", "side_b", "place", "date", "count", "speaker")
MARKS = 3  # of each role: inside its words, at their beginning, at their end
STATUSES, CLASSES = tuple(Status), tuple(Who)
LONGEST = 24  # words of a phrase; the longest coded ones are about twenty
SURE = 0.9  # probability from which on the model knows an outcome better than a rule
CONCEIVABLE = 0.05  # probability below which no phrase begins or ends
THINKABLE = 0.15  # probability from which on a toponym may be an event's place


@dataclass(frozen=True)
class Scores:
    """Probabilities for one window of ``w`` words, of which ``t`` begin an event."""

    trigger: Floats  # (w, 2): an event's trigger begins here, goes on here
    count: Floats  # (w, outcomes + classes): of people whose count begins here
    columns: NDArray[np.int64]  # (t,): the words that begin an event
    type: Floats  # (t, types)
    status: Floats  # (t, statuses)
    roles: Floats  # (t, w, MARKS * roles)

    def told(self, row: int) -> Told:
        """What is said of the words for the event of a row."""
        places = self.roles[:, :, MARKS * ROLES.index("place")]
        return Told(
            self.roles[row],
            self.trigger[:, 0],
            np.delete(places, row, 0),
            np.delete(self.columns, row),
        )


Score = Callable[[Window, float], Scores]
Number = tuple[Casualties, bool]  # and whether a rule tells its outcome


@dataclass(frozen=True)
class Settings:
    """Probabilities from which on the model's word is taken; chosen on ``gold/dev``.

    ``slope`` and ``shift`` turn the log-odds of a claim's event and type into its confidence.
    """

    event: float = 0.4  # of the event, times the root of its type's
    role: dict[str, float] = field(default_factory=dict)
    unknown_place: float = 0.6
    unknown_count: float = 0.75
    slope: float = 1.0
    shift: float = 0.0

    def confidence(self, probability: float) -> float:
        """The share of claims with this probability that are right, as measured (Platt scaling)."""
        odds = math.log(probability / max(1 - probability, 1e-6))
        return round(1 / (1 + math.exp(-(self.slope * odds + self.shift))), 3)

    def of_role(self, role: str) -> float:
        """The threshold of a role."""
        return self.role.get(role, 0.4)


def decode(reading: Reading, score: Score, settings: Settings, extractor: str) -> list[Claim]:
    """The article's claims in the order of its text."""
    claims: list[Claim] = []
    for window in windows(reading):
        scores = score(window, settings.event)
        found = list(_found(window, scores, settings))
        numbers = _numbers(reading, window) if found else []
        for row in found:
            claim = _claim(_Roles(reading, window, scores, row, settings), found, numbers)
            first = first_telling(reading.article, claim, claims)
            if first:
                day = claim.date_words or first.date_words
                claim = replace(claim, same_as=first.id, date_words=day)
            claim = replace(claim, extractor=extractor)
            claims.append(replace(claim, id=claim_id(claim)))
    return claims


def _found(window: Window, scores: Scores, settings: Settings) -> Iterator[int]:
    """The rows of the triggers that are claims of this window.

    An event whose type is a guess has to be the surer: what is no event at all has no type.
    """
    for row, column in enumerate(scores.columns):
        sure = float(scores.trigger[column, 0]) * float(scores.type[row].max()) ** 0.5
        if window.first + column >= window.own and sure >= settings.event:
            yield row


def _claim(roles: _Roles, found: Sequence[int], numbers: Sequence[Number]) -> Claim:
    reading, scores, first = roles.reading, roles.scores, roles.window.first
    home = reading.sentence_of[first + roles.column]
    trigger = _trigger(roles)
    side_a, side_b = roles.spans("side_a"), roles.spans("side_b")
    counts = _counts(roles, numbers)
    beside = [scores.columns[row] for row in found if row != roles.row]
    shared = any(reading.sentence_of[first + column] == home for column in beside)
    here = [trigger, *side_a, *side_b, *(c.words for c in counts)]
    kinds, sure = scores.type[roles.row], scores.trigger[roles.column, 0]
    return Claim(
        id="",
        article_id=reading.article.id,
        quote=_quote(reading.article.text, reading.sentences[home], trigger, here, shared),
        trigger=trigger,
        type=TYPES[int(kinds.argmax())],
        status=STATUSES[int(scores.status[roles.row].argmax())],
        side_a=side_a,
        side_b=side_b,
        places=roles.places(),
        date_words=roles.date(),
        casualties=counts,
        speaker=_speaker(roles),
        confidence=roles.settings.confidence(float(sure * kinds.max())),
    )


def _trigger(roles: _Roles) -> Span:
    goes_on, column = roles.scores.trigger[:, 1], roles.column
    sentence = roles.reading.sentence_of[roles.window.first : roles.window.last]
    last = column + 1
    while (
        last < len(goes_on)
        and last - column < MAX_TRIGGER_WORDS - 1
        and goes_on[last] >= 0.5
        and sentence[last] == sentence[column]
    ):
        last += 1
    words = roles.words[column:last]
    return span_of(roles.reading.article.text, words[0].start, words[-1].end)


@dataclass(frozen=True)
class _Roles:
    """One event of a window, the ``row``-th of its scores, and what its roles are read as."""

    reading: Reading
    window: Window
    scores: Scores
    row: int
    settings: Settings

    @property
    def column(self) -> int:
        """The word of the window that begins the event."""
        return int(self.scores.columns[self.row])

    @property
    def words(self) -> Sequence[Word]:
        return self.reading.words[self.window.first : self.window.last]

    def marks(self, role: str) -> tuple[Floats, Floats, Floats]:
        """The words' probabilities to be inside the role, at its beginning and at its end."""
        first = MARKS * ROLES.index(role)
        inside, begins, ends = self.scores.roles[self.row][:, first : first + MARKS].T
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
        inside, _, _ = self.marks(role)
        values = [
            inside[n]
            for n, word in enumerate(self.words)
            if word.start < span.end and span.start < word.end
        ]
        return float(np.mean(values)) if values else 0.0

    def places(self) -> tuple[Span, ...]:
        """Toponyms that the gazetteer knows, and unknown ones that the model is surer of.

        The event's own place comes first, those that hold it or that it is told to be near behind.
        Toponyms that the model is unsure of are taken where the words around speak for them.
        """
        known = [
            p
            for p in self.reading.places
            if self.mean("place", p) >= self.settings.of_role("place")
        ]
        more = [
            span
            for first, last, mean in self.segments("place")
            if mean >= self.settings.unknown_place
            and (span := self.span(first, last))
            and all(span.end <= p.start or p.end <= span.start for p in self.reading.places)
        ]
        names: dict[str, Span] = {}
        for span in sorted([*known, *more]):
            names.setdefault(span.quote.lower(), span)
        maybe: dict[str, Span] = {}
        for span in self.reading.places:
            if span.quote.lower() not in names and self.mean("place", span) >= THINKABLE:
                maybe.setdefault(span.quote.lower(), span)
        if len(names) < 2 and not maybe:
            return tuple(names.values())
        text, toponyms = self.reading.article.text, self.reading.places
        told, found = self.scores.told(self.row), [*names.values()]
        return own_places(text, self.words, self.column, told, toponyms, found, [*maybe.values()])

    def date(self) -> Span | None:
        ranked = [(self.mean("date", span), -span.start, span) for span in self.reading.dates]
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
            found.append((Casualties(span, Outcome.KILLED, Who.UNKNOWN, 1, None), False))
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
