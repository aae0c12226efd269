"""Where the event itself was, of the places that its words name.

"Shells hit Awlan in Aleppo, 300 km north of Damascus": all three may be named as the event's
places, and one is its own. Small trees weigh each word by what the claim model says of it and by
the words around; they were taught on 9,199 labelled pairs of a verb and its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from crosswire.claims.model import files
from crosswire.claims.model.trees import Floats, Trees, Whole, grown
from crosswire.claims.sentences import Word
from crosswire.records import Span

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
TURNS = frozenset({"and", "or", "but", "while", "after", "before", "when", "as"})
BINDING = frozenset({"that", "which", "who", "where"})
TELLING = frozenset({"said", "says", "told", "added"})
NONE = -1  # the number of no toponym
FAR = 20  # words from which on a distance is but far
NEVER = 0.02  # probability below which a place beside another is not the event's
APART = 30  # words; what stands for no other event at all


@dataclass(frozen=True)
class Told:
    """What the claim model says of a window's words, for one of its events.

    ``roles`` are their probabilities to be in each of its roles (words, 18), ``starts`` to begin an
    event themselves (words,). ``others`` are their probabilities to be the place of each other
    event of the window (events, words), ``columns`` the words that begin those.
    """

    roles: Floats
    starts: Floats
    others: Floats
    columns: Whole


@cache
def trees() -> Trees:
    """The trained trees. Raises ModelError where their file is missing or damaged."""
    return grown(files.values("site.json"))


def own_places(
    text: str,
    words: Sequence[Word],
    column: int,
    told: Told,
    toponyms: Sequence[Span],
    places: Sequence[Span],
    maybe: Sequence[Span] = (),
) -> tuple[Span, ...]:
    """An event's places, the one that is likeliest its own first; see ``features``.

    ``places`` are what the claim model gives it, less what the trees are sure is none of it;
    ``maybe`` are what it nearly gives it, of which those are taken that the trees take.
    """
    asked = [*places, *maybe]
    inside = [
        [n for n, w in enumerate(words) if w.start < place.end and place.start < w.end]
        for place in asked
    ]
    rows = [n for each in inside for n in each]
    found = trees().probabilities(features(text, words, column, told, toponyms, rows))
    sure = dict(zip(rows, found, strict=True))
    means = [float(np.mean([sure[n] for n in each])) if each else 0.0 for each in inside]
    ranked = sorted(range(len(asked)), key=lambda n: (-means[n], asked[n].start))
    kept = [n for n in ranked if n < len(places) or means[n] >= trees().least]
    return tuple(asked[n] for n in kept if n == kept[0] or means[n] >= NEVER)


def features(
    text: str,
    words: Sequence[Word],
    column: int,
    told: Told,
    toponyms: Sequence[Span],
    rows: Sequence[int],
) -> Floats:
    """What words of a window are weighed by: (rows, features).

    Args:
        text: the article's text, in which the words stand.
        words: the window's words, of which ``column`` begins the event.
        told: what the claim model says of the words.
        toponyms: the toponyms of the text.
        rows: which words are asked for.
    """
    roles, starts = told.roles, told.starts
    place, others = roles[:, 6:9], roles[:, [0, 3, 9, 15]]
    top = float(place[:, 0].max())
    of_place = _numbered(words, toponyms)
    capitals = [text[word.start].isupper() for word in words]
    named = min(len(set(of_place) - {NONE}), 6)
    outside = np.zeros(3, np.float32)
    ranks = np.argsort(np.argsort(-place[:, 0]))
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
                *_of_others(told, i, column),
                *_between(words, starts, of_place, i, column),
                ranks[i],
                len(words),
                starts[column],
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


def _of_others(told: Told, i: int, column: int) -> list[float]:
    """How far the word belongs to another event: as its place, and by how near that stands."""
    of_other = float(told.others[:, i].max()) if len(told.columns) else 0.0
    nearest = min((abs(i - int(c)) for c in told.columns), default=APART)
    return [of_other, float(told.roles[i, 6]) - of_other, nearest - abs(i - column)]


def _between(
    words: Sequence[Word], starts: Floats, of_place: Sequence[int], i: int, column: int
) -> list[float]:
    """What stands between the event and the word."""
    first, last = (column + 1, i) if i > column else (i + 1, column)
    lows = [w.lower for w in words[first:last]]
    return [
        lows.count(","),
        sum(low in TURNS for low in lows),
        sum(low in BINDING for low in lows),
        sum(low in TELLING for low in lows),
        float(starts[first:last].max()) if last > first else 0.0,
        len(set(of_place[first:last]) - {NONE}) if last > first else 0,
    ]


def _other(of_place: Sequence[int], k: int, i: int) -> bool:
    return of_place[k] not in (NONE, of_place[i])
