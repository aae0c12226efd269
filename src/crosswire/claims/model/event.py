"""Which of the words that may tell an event are claims of their own.

The network judges each word by itself. Whether "the attack" of one sentence, its "killed" and the
"strike" of the headline are three claims, one or none hangs on each other and on the whole article.
Small trees weigh them together; they were taught on documents that the network had not seen, where
its probabilities are no better than they are on any new article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from crosswire.claims.model import files
from crosswire.claims.model.scores import MARKS, ROLES, Floats, Scores
from crosswire.claims.model.trees import Trees, grown
from crosswire.claims.model.windows import Reading, Window
from crosswire.claims.triggers import MAX_TRIGGER_WORDS

CONSIDERED = 0.12  # probability from which on a word is weighed at all
FAR = 99  # words; what stands for no other event in the sentence
AROUND = 4  # words on either side that may begin an event too
SHAPE = [MARKS * ROLES.index(role) for role in ("side_a", "side_b", "place", "count")]


@dataclass(frozen=True)
class Candidate:
    """A word that may begin a claim of its own: the ``row``-th of its window's scores."""

    window: Window
    scores: Scores
    row: int

    @property
    def column(self) -> int:
        """The word's place in its window."""
        return int(self.scores.columns[self.row])

    @property
    def word(self) -> int:
        """The word's place in the reading."""
        return self.window.first + self.column

    def past(self, reading: Reading) -> int:
        """The word of the window past the last one of the trigger."""
        goes_on, last = self.scores.trigger[:, 1], self.column + 1
        home = reading.sentence_of[self.word]
        while (
            last < len(goes_on)
            and last - self.column < MAX_TRIGGER_WORDS - 1
            and goes_on[last] >= 0.5
            and reading.sentence_of[self.window.first + last] == home
        ):
            last += 1
        return last

    @property
    def begins(self) -> float:
        """Probability that an event begins here."""
        return float(self.scores.trigger[self.column, 0])

    @property
    def types(self) -> Floats:
        """Probabilities of its types (types,)."""
        found: Floats = self.scores.type[self.row]
        return found

    @property
    def statuses(self) -> Floats:
        """Probabilities of its statuses (statuses,)."""
        found: Floats = self.scores.status[self.row]
        return found

    @property
    def sure(self) -> float:
        """The event's probability, the less where its type is a guess: what is none has none."""
        return self.begins * float(self.types.max() ** 0.5)


@cache
def trees() -> Trees:
    """The trained trees. Raises ModelError where their file is missing or damaged."""
    return grown(files.values("event.json"))


def candidates(window: Window, scores: Scores) -> list[Candidate]:
    """The words of the window's own part that are to be weighed."""
    every = (Candidate(window, scores, row) for row in range(len(scores.columns)))
    return [each for each in every if each.word >= window.own and each.sure >= CONSIDERED]


def likely(reading: Reading, found: Sequence[Candidate]) -> Floats:
    """Each candidate's probability to be a claim, of all candidates of an article together."""
    return trees().probabilities(features(reading, found)) if found else np.zeros(0, np.float32)


def features(reading: Reading, found: Sequence[Candidate]) -> Floats:
    """A row of numbers for each candidate, of all candidates of an article in its order."""
    sure = np.array([each.sure for each in found])
    types = np.array([each.types for each in found])
    words = np.array([each.word for each in found])
    homes = np.array([reading.sentence_of[word] for word in words])
    shapes = [_shape(each) for each in found]
    rows = [
        np.concatenate([
            _alone(reading, each),
            _beside(n, found, sure, types, words, homes, shapes),
            _within(n, reading, sure, types, homes),
            each.types,
            each.statuses,
            each.scores.roles[each.row][:, 1::MARKS].max(0),
            each.scores.roles[each.row][:, 0::MARKS].sum(0),
        ])
        for n, each in enumerate(found)
    ]  # fmt: skip
    return np.array(rows, np.float32)


def _shape(each: Candidate) -> Floats:
    """Which words of the window are whose for this event, as one direction."""
    inside = each.scores.roles[each.row][:, SHAPE].ravel()
    found: Floats = inside / (np.linalg.norm(inside) + 1e-6)
    return found


def _alone(reading: Reading, each: Candidate) -> list[float]:
    """What the network says of the word itself and of the next ones."""
    types = np.sort(each.types)[::-1]
    trigger, at = each.scores.trigger, each.column
    around = trigger[max(at - AROUND, 0) : at + AROUND + 1, 0]
    goes_on = float(trigger[at + 1, 1]) if at + 1 < len(trigger) else 0.0
    word = reading.words[each.word]
    return [
        each.begins,
        float(types[0]),
        float(types[1]),
        each.sure,
        float(-(types * np.log(types + 1e-9)).sum()),
        goes_on,
        float(around.max()),
        float(around.sum()),
        float(word.end - word.start),
    ]


def _beside(
    n: int,
    found: Sequence[Candidate],
    sure: Floats,
    types: Floats,
    words: Floats,
    homes: Floats,
    shapes: Sequence[Floats],
) -> list[float]:
    """How it stands to the other candidates of its sentence: surer ones may tell the same event."""
    others = np.nonzero((homes == homes[n]) & (np.arange(len(found)) != n))[0]
    surer = others[sure[others] > sure[n]]
    same = surer[types[surer].argmax(1) == types[n].argmax()]
    alike = {m: _alike(found, shapes, n, m) for m in surer}

    def most(values: Floats) -> float:
        return float(values.max()) if len(values) else 0.0

    def nearest(those: Floats) -> float:
        return float(np.abs(words[those] - words[n]).min()) if len(those) else float(FAR)

    return [
        len(others),
        len(surer),
        len(same),
        nearest(surer),
        nearest(same),
        most(sure[surer]),
        most(sure[same]),
        max(alike.values(), default=0.0),
        max((alike[m] for m in same), default=0.0),
        most(types[surer] @ types[n]),
    ]


def _alike(found: Sequence[Candidate], shapes: Sequence[Floats], n: int, m: int) -> float:
    """How far two candidates of one window claim the same words for the same roles."""
    return float(shapes[n] @ shapes[m]) if found[n].window is found[m].window else 0.0


def _within(n: int, reading: Reading, sure: Floats, types: Floats, homes: Floats) -> list[float]:
    """How it stands in the article: what was told before, and how much is told at all."""
    before = np.nonzero(homes < homes[n])[0]
    told = (types[before] @ types[n]) * sure[before]
    sentence, count = reading.sentences[int(homes[n])], len(reading.sentences)
    return [
        float(told.max()) if len(told) else 0.0,
        len(before),
        float((types[before].argmax(1) == types[n].argmax()).sum()),
        float(homes[n]),
        float(homes[n]) / count,
        count,
        len(reading.words),
        100 * len(homes) / len(reading.words),
        sentence.end - sentence.start,
        float(sure.mean()),
        float(sentence.end <= len(reading.article.title)),
    ]
