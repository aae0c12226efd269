"""Where the event itself was, of the places that its words name.

"Shells hit Awlan in Aleppo, 300 km north of Damascus": all three may be named as the event's
places, and one is its own. A small network weighs each word by what the claim model says of it and
by the words around; it was taught on 9,686 labelled pairs of a verb and its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from crosswire.claims.model import files
from crosswire.claims.sentences import Word
from crosswire.records import Span

Floats = NDArray[np.float32]
PREPOSITIONS = (
    "in", "at", "near", "of", "from", "on", "to", "outside", "inside", "around", "into", "through",
    "across", "between", "for", "by", "with", "against", "off", "over",
)  # fmt: skip
COMPASS = frozenset({
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central",
    "northeast", "northwest", "southeast", "southwest", "northeastern", "northwestern",
    "southeastern", "southwestern",
})  # fmt: skip
ARTICLES = frozenset({"al", "el", "the", "de", "la", "ad", "as", "ash", "ar"})
KINDS = frozenset({
    "city", "town", "province", "village", "district", "airport", "river", "road", "street",
    "valley", "mountain", "camp", "base", "hotel", "school", "mosque", "square", "market",
    "region", "border", "country", "state", "capital",
})  # fmt: skip
DISTANT = frozenset({
    "km", "kilometers", "kilometres", "miles", "near", "outside", "north", "south", "east",
    "west", "northeast", "northwest", "southeast", "southwest",
})  # fmt: skip
DEMONYM = ("ian", "ese", "ish", "qi")
NONE = -1  # the number of no toponym
FAR = 20  # words from which on a distance is but far


@dataclass(frozen=True)
class Network:
    """Two layers, ``hidden`` (features, units) and ``output`` (units,), behind a scaling."""

    mean: Floats
    scale: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats
    output_bias: float
    least: float  # probability from which on a word is one of the event's own place

    def probabilities(self, values: Floats) -> Floats:
        """Of each row of features."""
        inner = np.maximum((values - self.mean) / self.scale @ self.hidden + self.hidden_bias, 0)
        out: Floats = 1 / (1 + np.exp(-(inner @ self.output + self.output_bias)))
        return out


@cache
def network() -> Network:
    """The trained network. Raises ModelError where its file is missing or damaged."""
    raw = files.values("site.json")
    numbers = {k: np.array(v, np.float32) for k, v in raw.items() if isinstance(v, list)}
    return Network(**numbers, output_bias=raw["output_bias"], least=raw["least"])


def own_first(
    text: str,
    words: Sequence[Word],
    column: int,
    scores: tuple[Floats, Floats],
    toponyms: Sequence[Span],
    places: Sequence[Span],
) -> tuple[Span, ...]:
    """An event's places, the one that is likeliest its own first; see ``features``."""
    inside = [
        [n for n, w in enumerate(words) if w.start < place.end and place.start < w.end]
        for place in places
    ]
    rows = [n for each in inside for n in each]
    found = network().probabilities(features(text, words, column, scores, toponyms, rows))
    sure = dict(zip(rows, found, strict=True))
    means = [float(np.mean([sure[n] for n in each])) if each else 0.0 for each in inside]
    ranked = sorted(range(len(places)), key=lambda n: (-means[n], places[n].start))
    return tuple(places[n] for n in ranked)


def features(
    text: str,
    words: Sequence[Word],
    column: int,
    scores: tuple[Floats, Floats],
    toponyms: Sequence[Span],
    rows: Sequence[int],
) -> Floats:
    """What words of a window are weighed by: (rows, features).

    Args:
        text: the article's text, in which the words stand.
        words: the window's words, of which ``column`` begins the event.
        scores: the claim model's probabilities of the words: to be in each of the event's roles
            (words, 18), and to begin an event themselves (words,).
        toponyms: the toponyms of the text.
        rows: which words are asked for.
    """
    roles, starts = scores
    place, others = roles[:, 6:9], roles[:, [0, 3, 9, 15]]
    top = float(place[:, 0].max())
    of_place = _numbered(words, toponyms)
    capitals = [text[word.start].isupper() for word in words]
    named = min(len(set(of_place) - {NONE}), 6)
    outside = np.zeros(3, np.float32)
    shares = {
        n: float(place[[p == n for p in of_place], 0].mean()) for n in {of_place[i] for i in rows}
    }
    return np.array(
        [
            [
                *place[i],
                *(place[i - 1] if i else outside),
                *(place[i + 1] if i + 1 < len(words) else outside),
                place[i, 0] - top,
                _far(i - column),
                abs(_far(i - column)),
                *others[i],
                starts[i],
                of_place[i] != NONE,
                shares[of_place[i]] if of_place[i] != NONE else 0.0,
                named,
                *_around(words, capitals, i),
                *_beside(words, i, of_place, place[:, 0]),
            ]
            for i in rows
        ],
        np.float32,
    )


def _numbered(words: Sequence[Word], toponyms: Sequence[Span]) -> list[int]:
    """For each word the number of the toponym that it is part of, or NONE."""
    out, n = [], 0
    for word in words:
        while n < len(toponyms) and toponyms[n].end <= word.start:
            n += 1
        inside = n < len(toponyms) and toponyms[n].start < word.end
        out.append(n if inside else NONE)
    return out


def _far(distance: int) -> float:
    return max(min(distance, FAR), -FAR) / FAR


def _around(words: Sequence[Word], capitals: Sequence[bool], i: int) -> list[float]:
    """The word's own look, and what stands before and behind the name that it is part of."""
    word = words[i]
    first, last = i, i
    while first and (capitals[first - 1] or words[first - 1].lower in ARTICLES):
        first -= 1
    while last + 1 < len(words) and capitals[last + 1]:
        last += 1
    before = words[first - 1].lower if first else ""
    behind = words[last + 1].lower if last + 1 < len(words) else ""
    return [
        capitals[i],
        word.lower in COMPASS,
        bool(i) and words[i - 1].lower in COMPASS,
        word.lower.endswith(DEMONYM),
        word.lower in KINDS,
        behind in KINDS,
        behind in {",", ")"},
        before in {",", "("},
        behind in {"'s", "’s", "s"},
        *(before == each for each in PREPOSITIONS),
    ]


def _beside(words: Sequence[Word], i: int, of_place: Sequence[int], inside: Floats) -> list[float]:
    """The nearest other toponyms within eight words, and the words between."""
    ahead = [k for k in range(i + 1, min(len(words), i + 9)) if _other(of_place, k, i)]
    back = [k for k in range(max(0, i - 8), i) if _other(of_place, k, i)]
    to = {w.lower for w in words[i + 1 : ahead[0]]} if ahead else set()
    since = {w.lower for w in words[back[-1] + 1 : i]} if back else set()
    return [
        ahead[0] - i if ahead else 9,
        i - back[-1] if back else 9,
        inside[ahead[0]] if ahead else -1,
        inside[back[-1]] if back else -1,
        bool(to & DISTANT),
        bool(since & DISTANT),
        bool(to & {"in", "of"}),
        bool(since & {"in", "of"}),
        bool(since & {"and", "or"}),
        bool(to & {"and", "or"}),
    ]


def _other(of_place: Sequence[int], k: int, i: int) -> bool:
    return of_place[k] not in (NONE, of_place[i])
