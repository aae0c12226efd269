"""Where an article is, by what it says: each name's vote for countries, and the places chosen."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crosswire.resolve.cues import cues
from crosswire.resolve.gazetteer import Entry, Match

TOWN = 20_000  # people; the name of a place so large tells a country in full
DECIDED = 0.18  # of the votes: with so many for one country, others need a vote to be thought of
LEAST_SHARE, OF_MOST = 0.2, 0.6  # of the votes, and of the first country's: to look for spellings
DEMONYMS = 4  # times; how often "Syrian" counts at most
NATION, TELLING, FAINT = 2.0, 1.0, 0.4  # the vote of a country's name, a town's, a hamlet's

Votes = Mapping[str, float]


@dataclass
class Context:
    """The votes of an article's names (by ``Mention.key``; "" for its demonyms) for countries.

    A name never speaks for itself: its own choice is made by the votes of all the others.
    """

    ballots: Mapping[str, Votes]
    chosen: dict[str, Entry] = field(default_factory=dict)
    _shares: dict[str, dict[str, float]] = field(default_factory=dict)

    def shares(self, but: str | None = None) -> dict[str, float]:
        """Each country's share of the votes, those of the name ``but`` aside."""
        known = self._shares.get(but or "|")
        if known is None:
            known = self._shares[but or "|"] = self._count(but)
        return known

    def _count(self, but: str | None) -> dict[str, float]:
        tally: dict[str, float] = defaultdict(float)
        for key, votes in self.ballots.items():
            for country, vote in votes.items() if key != but else ():
                tally[country] += vote
        roots = {c: math.sqrt(v) for c, v in sorted(tally.items())}
        total = sum(roots.values())
        return {c: r / total for c, r in roots.items()} if total else {}

    def share(self, country: str | None, but: str | None = None) -> float:
        """A country's share of the votes, 0 to 1."""
        return self.shares(but).get(country or "", 0.0)

    def decided(self, but: str) -> bool:
        """Whether the votes speak for some country at all."""
        return max(self.shares(but).values(), default=0.0) >= DECIDED

    def likely(self, but: str) -> tuple[str, ...]:
        """The countries in which like spellings are looked for."""
        shares = self.shares(but)
        least = max(LEAST_SHARE, OF_MOST * max(shares.values(), default=0.0))
        return tuple(sorted(c for c, share in shares.items() if share >= least))


def demonym_votes(text: str) -> dict[str, float]:
    """The votes of the demonyms of a text."""
    votes: Counter[str] = Counter()
    known = cues().demonyms
    for word in text.split():
        if word[:1].isupper():
            iso = known.get(word.strip(".,;:!?()\"'“”’-").lower())
            votes.update([iso] if iso else [])
    return {iso: float(min(DEMONYMS, n)) for iso, n in sorted(votes.items())}


def name_votes(matches: Sequence[Match], chosen: Entry | None, times: int) -> dict[str, float]:
    """The votes of a name that stands ``times`` times in an article.

    A country's own name speaks for it, unless a unit elsewhere has it too (Georgia). Another name
    speaks for where it was placed, or where all of its namesakes are.
    """
    nations = {m.entry.country for m in matches if m.entry.feature == "PCLI" and m.fit > 0.9}
    units = {m.entry.country for m in matches if m.entry.feature == "ADM1" and m.fit > 0.9}
    if nations and units <= nations:
        return {n: NATION * times for n in sorted(nations, key=str) if n}
    if chosen and chosen.country:
        return {chosen.country: TELLING * times}
    lands = {m.entry.country for m in matches if m.entry.country}
    if len(lands) != 1:
        return {}
    weight = TELLING if any(_telling(m.entry) for m in matches) else FAINT
    return {n: weight * times for n in lands if n}


def _telling(entry: Entry) -> bool:
    return entry.population >= TOWN or entry.feature in ("ADM1", "RGN", "LN", "SEA")
