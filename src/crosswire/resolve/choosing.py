"""Which of the many places of one name: one joint choice for all the toponyms of an article.

A candidate's score is a sum of plain parts: how well the name fits, whether its kind is the one
that the text tells, what the text says holds it, whether its country and unit are those of the
article, how near it lies to the article's other places, and how many people live there.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crosswire.resolve.context import TOWN, Context, Votes, demonym_votes, name_votes
from crosswire.resolve.cues import cues
from crosswire.resolve.gazetteer import OTHER_NAME, Entry, Index, Match
from crosswire.resolve.mentions import Mention, holders, neighbours
from crosswire.resolve.romanise import fold
from crosswire.resolve.toponyms import NO_ARTICLE, known_as
from crosswire.resolve.wording import Lookup

# Set by hand on public geoparsing corpora and coded training articles; each in units of "one part".
WHOLE = 0.25  # of fit, where the word after the name belongs to it: "Damascus countryside"
FIT = 4.0  # a spelling of likeness 0.9 costs 0.4: about what its country can make good
PEOPLE = 0.22  # for each power of ten
COUNTRY = 2.6  # for a country that all of the article's hints speak for
UNIT = 0.4  # for the first-order unit of the article's other places
NEARBY = 1.5  # for standing where the article's other places stand
BESIDE = 1.8  # for standing near what the text says it is near
HELD = 1.8  # for lying in what the text says holds it
NAMESAKE = 1.3  # against a small town whose name readers know as a land's or a large unit's
LARGER = 20  # times; a unit with so many more people than the town is known better
OWN_LIST = 2.5  # for standing in a list of the user's own
IN_NEWS = 0.4  # for a place that news of wars is known to name
UNLOCATED = -0.3
KIND = {  # by what the text calls it, and by feature
    "": {"PCLI": 2.4, "RGN": 1.6, "SEA": 1.6, "LN": 0.9, "CONT": 1.2, "PPLC": 0.7, "ADM2": -0.9,
         "SITE": -0.5, "LAND": -0.5},
    "populated": {"PCLI": -1.0, "ADM1": -1.0, "ADM2": -1.2, "PPLC": 0.6, "PPL": 0.6, "SITE": -1.0,
                  "LAND": -1.0, "LN": -1.0},
    "admin1": {"ADM1": 1.2, "ADM2": 0.0, "RGN": 1.5, "PCLI": 0.6},
    "admin2": {"ADM2": 1.2, "ADM1": 0.3},
    "site": {"SITE": 1.0, "PPL": 0.2, "PPLC": 0.5, "ADM1": 0.2, "ADM2": -0.9, "PCLI": 0.8,
             "RGN": 1.0},
    "rural": {"ADM1": 1.2, "ADM2": 0.3, "PCLI": 0.6, "RGN": 1.0},
    "line": {"LN": 1.6, "SEA": 0.6, "PPLC": 0.3},
    "land": {"RGN": 1.6, "LAND": 1.6, "LN": 0.6},
}  # fmt: skip
RANGE_BESIDE = 40.0  # km
RANGE = 150.0  # km at which nearness has fallen to about a third
ROUNDS = 3  # the choice has settled by then
SURE = 0.9  # likeness that a spelling needs where nothing speaks for its country
SEAT = 0.6  # where a name is both a town's and its unit's, readers mean the town
SEATED = frozenset({"", "site", "line"})  # what may stand beside such a name: "Raqqa front"
SOME = 0.06  # of the votes: what keeps a country in
REPEATED = 3  # times; how often a name counts at most
CITY = 100_000  # people; such a city may be meant in any article
METROPOLIS = 1_000_000  # and such a one by its other names too
TIED = 0.05  # scores nearer than this are equally good
WIDE = frozenset({"PCLI", "CONT", "RGN", "SEA", "LN"})  # meant in any article
# States whose dotted initials are one wherever they stand; "L.A." and "M.A." are not.
INITIALS = re.compile(r"(?:N\.[CDHJMY]|S\.[CD]|R\.I|D\.C|B\.C)\.?")
APART = 30.0  # km; two equally good places nearer than this are one to a reader


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for a name: an entry, or the unit that surely holds it; and why."""

    entry: Entry | None
    fit: float = 0.0
    tied: tuple[Entry, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with its score, the parts of it, and whether a reader might think of it."""

    match: Match
    score: float
    parts: Mapping[str, float]
    conceivable: bool


def distance(a: Entry, b: Entry) -> float | None:
    """Kilometres between two located places (great circle), else None."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return None
    lat_a, lat_b = math.radians(a.latitude), math.radians(b.latitude)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    turn = math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(min(1.0, half + math.cos(lat_a) * math.cos(lat_b) * turn)))


class Chooser:
    """Chooses for all mentions of one article at once."""

    def __init__(
        self, index: Index, text: str, mentions: Sequence[Mention], near: Sequence[Mention]
    ) -> None:
        self.index, self.text = index, text
        self.groups: dict[str, list[Mention]] = defaultdict(list)
        for mention in [*mentions, *near]:
            self.groups[mention.key].append(mention)
        every = list(mentions)
        self.holders = {
            key: sorted(
                {(o.key, p) for m in group for o, p in holders(m, every, text) if o.key != key}
            )
            for key, group in self.groups.items()
        }
        self.beside: dict[str, set[str]] = defaultdict(set)
        for mention in every:
            for other in neighbours(mention, every, text):
                self.beside[mention.key].add(other.key)
                self.beside[other.key].add(mention.key)
        self.kinds = {k: _kind(group) for k, group in self.groups.items()}
        self.exact = {key: self._candidates(group) for key, group in sorted(self.groups.items())}

    def choose(self) -> tuple[dict[str, Choice], Context]:
        """The choice for each name (by ``Mention.key``), and the context that it was made in."""
        exact = dict(self.exact)
        context = self._context(exact, {})
        choices: dict[str, Choice] = {}
        for turn in range(ROUNDS):
            if turn == 1:
                context = self._context(exact, context.chosen)
                exact |= {
                    k: self._like(k, context) for k in exact if not self._fits(k, exact[k], context)
                }
            scores = {k: self._scores(k, found, context) for k, found in exact.items()}
            choices = {k: _best(self._kept(k, found, context)) for k, found in scores.items()}
            context.chosen = {k: c.entry for k, c in choices.items() if c.entry}
        return choices, context

    def _candidates(self, group: Sequence[Mention]) -> tuple[Match, ...]:
        phrases = sorted({fold(m.phrase) for m in group if m.phrase and m.kind})
        named = [m for p in phrases for m in self.index.exact(p)]
        if people := cues().demonyms.get(group[0].name.lower()):
            land = self.index.by_code(people)
            return (Match(land, 1.0),) if land else ()
        shortened = cues().states.get(group[0].name.replace(".", "").replace(" ", "").lower())
        plainly = group[0].after_place or INITIALS.fullmatch(group[0].name)
        if shortened and plainly and (unit := self._state(shortened)):
            return (Match(unit, 1.0),)
        exact = self.index.exact
        if group[0].name in cues().acronyms:  # "US" is never the village of Us
            return tuple(m for m in exact(fold(group[0].name)) if m.entry.feature == "PCLI")
        plain = known_as(group[0].name, exact) or known_as(group[0].core, exact)
        best = {m.entry.id: m for m in [*_other_article(group[0].name, exact), *plain]}
        best |= {m.entry.id: Match(m.entry, m.fit + WHOLE) for m in named}
        return tuple(best[i] for i in sorted(best))

    def _like(self, key: str, context: Context) -> tuple[Match, ...]:
        likely = context.likely(key)
        name = fold(self.groups[key][0].core)
        found = self.index.similar(name, likely) if likely else ()
        return found or tuple(m for m in self.index.similar(name, ()) if m.fit >= SURE)

    def _fits(self, key: str, found: Sequence[Match], context: Context) -> bool:
        return any(self._may_be_meant(key, m, context) for m in found)

    def _kept(
        self, key: str, scored: Sequence[tuple[float, Match]], context: Context
    ) -> list[tuple[float, Match]]:
        return [s for s in scored if self._may_be_meant(key, s[1], context)]

    def _may_be_meant(self, key: str, match: Match, context: Context) -> bool:
        """Whether a reader might think of it: known by itself, or in a country of the article."""
        entry = match.entry
        if entry.own or entry.feature in WIDE or not context.decided(key):
            return True
        held = self._held(key, entry, context)
        if held < 0:
            return False
        if held > 0 or context.share(entry.country, key) >= SOME:
            return True
        return entry.population >= (CITY if match.fit > OTHER_NAME else METROPOLIS)

    def _context(self, found: Mapping[str, Sequence[Match]], chosen: dict[str, Entry]) -> Context:
        ballots: dict[str, Votes] = {"": demonym_votes(self.text)}
        for key, matches in found.items():
            times = min(REPEATED, len(self.groups[key]))
            ballots[key] = name_votes(matches, chosen.get(key), times)
        return Context(ballots, chosen)

    def _scores(
        self, key: str, found: Iterable[Match], context: Context
    ) -> list[tuple[float, Match]]:
        others = [e for k, e in sorted(context.chosen.items()) if k != key]
        seats = {m.entry.admin1 for m in found if m.entry.population > TOWN}
        bare = self.kinds[key] in SEATED
        scored = [
            (self._score(key, m, context, others) - SEAT * (bare and m.entry.id in seats), m)
            for m in found
        ]
        return sorted(scored, key=lambda s: (-s[0], -s[1].entry.population, s[1].entry.id))

    def _score(self, key: str, match: Match, context: Context, others: Sequence[Entry]) -> float:
        return sum(self._parts(key, match, context, others).values())

    def _parts(
        self, key: str, match: Match, context: Context, others: Sequence[Entry]
    ) -> dict[str, float]:
        """The parts of a score, by what they are for."""
        entry = match.entry
        kind = KIND.get(self.kinds[key], KIND[""])
        counted = entry.feature.startswith("PPL") or entry.feature == "ADM1"
        held = self._held(key, entry, context)
        return {
            "name": FIT * (match.fit - 1.0),
            "kind": kind.get(entry.feature, 0.0),
            "people": PEOPLE * math.log10(entry.population + 10) if counted else 0.0,
            "country": COUNTRY * context.share(entry.country, key),
            "holder": HELD * held,
            "beside": BESIDE * self._near(key, entry),
            "nearness": _around(entry, others),
            "news": IN_NEWS * entry.in_news,
            "located": UNLOCATED * (entry.latitude is None),
            "list": OWN_LIST * entry.own,
            "namesake": -NAMESAKE * self._namesake(key, match, held, context),
        }

    def explained(self, key: str, context: Context) -> list[Weighed]:
        """Everything that a name might mean, best first, with the parts of its score.

        For people who ask why; ``context`` is what ``choose`` gave.
        """
        exact = self.exact[key]
        found = exact if self._fits(key, exact, context) else self._like(key, context)
        others = [e for k, e in sorted(context.chosen.items()) if k != key]
        scored = self._scores(key, {m.entry.id: m for m in (*exact, *found)}.values(), context)
        return [
            Weighed(
                match,
                score,
                self._parts(key, match, context, others),
                self._may_be_meant(key, match, context),
            )
            for score, match in scored
        ]

    def _held(self, key: str, entry: Entry, context: Context) -> float:
        """1 in what the text says holds it, less near it, -1 outside what plainly holds it."""
        if any(
            m.state and entry.admin1 and self._in_state(entry, m.state) for m in self.groups[key]
        ):
            return 1.0
        best = 0.0
        for other, plain in self.holders[key]:
            holder = context.chosen.get(other)
            if holder is None or holder.id == entry.id:
                continue
            best = max(best, _inside(entry, holder))
            if plain and holder.feature == "ADM1" and best == 0.0 and entry.population < CITY:
                best = -1.0
        return best

    def _namesake(self, key: str, match: Match, held: float, context: Context) -> bool:
        """Whether a small town bears the name of a land or of a large unit, both elsewhere.

        "Russia" is Russia in an article on Ohio, which has a Russia too; "Russia, Ohio" is not. A
        larger town whose other name is a land's is none to readers either: Arak, also called Iraq.
        """
        entry = match.entry
        if not entry.feature.startswith("PPL") or held == 1.0 or self.kinds[key] == "populated":
            return False
        small = entry.population < CITY
        better = [m.entry for m in self.exact[key] if m.fit > OTHER_NAME]
        lands = any(e.feature == "PCLI" and e.country != entry.country for e in better)
        units = any(
            e.feature == "ADM1"
            and e.id != entry.admin1
            and e.population > LARGER * entry.population
            and context.share(e.country, key) >= SOME
            for e in better
        )
        return (lands and (small or match.fit <= OTHER_NAME)) or (units and small)

    def _near(self, key: str, entry: Entry) -> float:
        """1 beside what the text says it is near, a third RANGE_BESIDE away, then less.

        All that the other name might mean counts: the two are chosen together.
        """
        others = (m.entry for k in sorted(self.beside[key] - {key}) for m in self.exact[k])
        apart = (distance(entry, other) for other in others if other.id != entry.id)
        return max((math.exp(-km / RANGE_BESIDE) for km in apart if km is not None), default=0.0)

    def _in_state(self, entry: Entry, state: str) -> bool:
        unit = self._state(state)
        if unit is None:
            return False
        return unit.id == entry.admin1 or (unit.feature == "PCLI" and unit.country == entry.country)

    def _state(self, code: str) -> Entry | None:
        return self.index.by_code(code if "." in code or code == "GB" else f"US.{code}")


def _other_article(name: str, lookup: Lookup) -> tuple[Match, ...]:
    """What bears the name with the Arabic article where the text has none, or the other way."""
    folded = fold(name)
    other = folded.removeprefix("al ") if folded.startswith("al ") else f"al {folded}"
    return tuple(Match(m.entry, m.fit * NO_ARTICLE) for m in lookup(other))


def _kind(group: Sequence[Mention]) -> str:
    """The kind that most mentions give, sites and bare names aside."""
    counts = Counter(m.kind for m in group if m.kind)
    if not counts:
        return ""
    kind, n = sorted(counts.items(), key=lambda c: (-c[1], c[0]))[0]
    return kind if 3 * n >= len(group) else ""


def _inside(entry: Entry, holder: Entry) -> float:
    if holder.feature == "PCLI":
        return 0.8 * (holder.country == entry.country and entry.feature != "PCLI")
    if holder.feature == "ADM1":
        return float(entry.admin1 == holder.id)
    km = distance(entry, holder)
    same = entry.country == holder.country and entry.admin1 == holder.admin1
    return 0.8 if km is not None and km < 80 and entry.feature != "ADM1" else 0.4 * same


def _around(entry: Entry, others: Sequence[Entry]) -> float:
    """How well the entry stands among the article's other places."""
    if entry.feature in ("PCLI", "CONT") or not others:
        return 0.0
    near = []
    same = 0
    for other in others:
        if other.feature in ("PCLI", "CONT") or other.id == entry.id:
            continue
        km = distance(entry, other)
        near.append(math.exp(-km / RANGE) if km is not None else 0.0)
        unit = other.id if other.feature == "ADM1" else other.admin1
        same += entry.admin1 is not None and entry.admin1 == unit
    closest = sorted(near, reverse=True)[:3]
    part = sum(closest) / 3
    return NEARBY * part + UNIT * min(1.0, same / 2)


def _best(scored: Sequence[tuple[float, Match]]) -> Choice:
    if not scored:
        return Choice(None)
    top, match = scored[0]
    rivals = [m.entry for s, m in scored[1:] if top - s < TIED and _elsewhere(m.entry, match.entry)]
    if rivals:
        return Choice(None, match.fit, (match.entry, *rivals))
    return Choice(match.entry, match.fit)


def _elsewhere(a: Entry, b: Entry) -> bool:
    km = distance(a, b)
    return km is None or km > APART
