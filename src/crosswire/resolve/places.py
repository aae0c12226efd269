"""Words to places: find the toponyms of a text, and resolve them with a precision and a reason.

The words as written are always kept. A name that the gazetteer lacks, or that two places bear
equally well, becomes the smallest unit that surely holds it, and ``where_prec`` says so.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from crosswire.records import Place, Span
from crosswire.resolve.choosing import Choice, Chooser
from crosswire.resolve.context import Context
from crosswire.resolve.gazetteer import BUILT_IN, Entry, GazetteerError, Index
from crosswire.resolve.mentions import Mention, Offset, holders, read_mention, sentences
from crosswire.resolve.toponyms import JOINERS, find_toponyms

__all__ = ["Gazetteer", "GazetteerError"]

PRECISION = {"ADM2": 3, "ADM1": 4, "RGN": 5, "SEA": 5, "LN": 5, "PCLI": 6, "CONT": 7}  # UCDP GED
NEAR_IT, NEAR_KM = 2, 25.0  # UCDP: within about 25 km of a known place
EARTH = 6371.0  # km
KINDS = {"ADM2": "admin2", "ADM1": "admin1", "RGN": "region", "SEA": "water", "LN": "line",
         "PCLI": "country", "CONT": "continent", "SITE": "site", "LAND": "land"}  # fmt: skip
TOLD = {"ADM1": "first-order unit", "ADM2": "second-order unit", "RGN": "region", "SEA": "water",
        "LN": "line", "PCLI": "country", "CONT": "continent", "PPLC": "capital", "SITE": "site",
        "LAND": "mountain or other land"}  # fmt: skip
RECENT = 8  # texts; an article is read for its claims and once more for its places
POPULATED = "populated"
# How far the text is searched for units that hold an unknown name, and how many other names there
# must agree on one: on coded articles, one in the same sentence is right five times in six, two
# around nine times in ten, three in the whole article always.
REACH = (
    (0, 1, "in the same sentence"),
    (2, 2, "in the sentences around"),
    (10**9, 3, "in the whole article"),
)
MAIN_SHARE = 0.4  # of an article's hints: then its country is the country of a name unknown


class Gazetteer:
    """The places of the world, in files that are looked up and never loaded whole."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._found = lru_cache(maxsize=RECENT)(
            lambda text: tuple(find_toponyms(text, index.exact))
        )

    @classmethod
    def open(cls, *added: Path) -> Gazetteer:
        """The built-in gazetteer, behind the files that a user added, of which the first wins.

        Raises GazetteerError for an unusable file.
        """
        return cls(Index(*added, BUILT_IN))

    def __reduce__(self) -> tuple[Callable[..., Gazetteer], tuple[Path, ...]]:
        """Sent to another process as its paths: the files are opened again there."""
        return Gazetteer.open, self.index.paths[:-1]

    @property
    def hash(self) -> str:
        """The hash of all that the gazetteer holds."""
        return self.index.hash

    def close(self) -> None:
        """Let go of the file."""
        self.index.close()

    def find_places(self, text: str) -> list[Span]:
        """The toponyms of a text, known to the gazetteer or made a place by the words around."""
        return list(self._found(text))

    def resolve_places(
        self, spans: Sequence[Span], text: str, near: Sequence[str] = ()
    ) -> list[Place]:
        """The place of each span of a text, in the spans' order; one joint choice for all.

        ``near`` are further names that the article stands near to, such as its dateline's.
        """
        ends = sentences(text)
        every = sorted({*spans, *self._beside(text, spans)})
        mentions = [read_mention(s, text, bisect_left(ends, s.start + 1)) for s in every]
        beside = [read_mention(Span(0, len(n), n), n) for n in near if n.strip()]
        choices, context = Chooser(self.index, text, mentions, beside).choose()
        work = _Work(self.index, text, mentions, choices, context)
        read = {m.span: m for m in mentions}
        return [work.place(read[s]) for s in spans]

    def _beside(self, text: str, spans: Sequence[Span]) -> list[Span]:
        """The toponyms of the text that none of the spans covers."""
        found = self.find_places(text)
        return [f for f in found if not any(s.start < f.end and f.start < s.end for s in spans)]


def moved(lat: float, lon: float, offset: Offset) -> tuple[float, float, int, str]:
    """A point at a distance from another, the precision that it has, and how it was reckoned.

    Without a direction the point stays, and is precise as far as the distance lets it be.
    """
    if offset.bearing is None:
        precision = NEAR_IT if offset.km <= NEAR_KM else PRECISION["ADM1"]
        return lat, lon, precision, f"The text says {offset.km:g} km away, not in which direction."
    arc, angle = offset.km / EARTH, math.radians(offset.bearing)
    a, b = math.radians(lat), math.radians(lon)
    c = math.asin(math.sin(a) * math.cos(arc) + math.cos(a) * math.sin(arc) * math.cos(angle))
    d = b + math.atan2(
        math.sin(angle) * math.sin(arc) * math.cos(a), math.cos(arc) - math.sin(a) * math.sin(c)
    )
    told = f"The point is reckoned, {offset.km:g} km away as the text says."
    return round(math.degrees(c), 4), round(math.degrees(d), 4), NEAR_IT, told


class _Work:
    """One article's choices, told as places."""

    def __init__(
        self,
        index: Index,
        text: str,
        mentions: list[Mention],
        choices: dict[str, Choice],
        context: Context,
    ) -> None:
        self.index, self.text, self.mentions = index, text, mentions
        self.choices, self.context = choices, context

    def place(self, mention: Mention) -> Place:
        choice = self.choices[mention.key]
        if choice.entry and self._elsewhere(mention, choice.entry):
            return self._holding(mention, *self._surely(mention))
        if choice.entry and (choice.entry.latitude is not None or choice.entry.feature == "ADM1"):
            return self._told(mention, choice.entry, self._why(mention, choice))
        if choice.entry:
            return self._within(mention, choice.entry)
        if choice.tied:
            return self._holding(mention, *self._common(choice.tied))
        return self._holding(mention, *self._surely(mention))

    def _elsewhere(self, mention: Mention, entry: Entry) -> bool:
        """Whether the text plainly puts the name in another country than the entry's."""
        plain = (other for other, said in holders(mention, self.mentions, self.text) if said)
        units = [self._first_order(other) for other in plain]
        return any(unit and unit.country != entry.country for unit in units)

    def _told(self, mention: Mention, entry: Entry, reason: str) -> Place:
        precision = PRECISION.get(entry.feature, NEAR_IT if mention.near else 1)
        unit = self._unit(entry)
        latitude, longitude = entry.latitude, entry.longitude
        if mention.offset and precision == NEAR_IT and latitude is not None:
            assert longitude is not None
            latitude, longitude, precision, told = moved(latitude, longitude, mention.offset)
            reason = f"{reason} {told}"
        return Place(
            name=entry.name, words=mention.span, gazetteer_id=entry.gazetteer_id,
            latitude=latitude, longitude=longitude, country=entry.country,
            admin1=unit.name if unit else None,
            admin2=entry.name if entry.feature == "ADM2" else None,
            where_prec=precision, kind=KINDS.get(entry.feature, POPULATED), reason=reason,
        )  # fmt: skip

    def _within(self, mention: Mention, entry: Entry) -> Place:
        """A place that is not located: named, at the unit or the country that holds it."""
        unit = self._unit(entry)
        at = unit or self._country(entry.country) or entry
        return Place(
            name=entry.name, words=mention.span, gazetteer_id=entry.gazetteer_id,
            latitude=at.latitude, longitude=at.longitude, country=entry.country,
            admin1=unit.name if unit else None,
            admin2=entry.name if entry.feature == "ADM2" else None,
            where_prec=PRECISION.get(at.feature, PRECISION["PCLI"]),
            kind=KINDS.get(entry.feature, POPULATED),
            reason=f"{entry.name} is known by name alone; shown at {at.name}.",
        )  # fmt: skip

    def _unit(self, entry: Entry) -> Entry | None:
        if entry.feature == "ADM1":
            return entry
        return self.index.entry(entry.admin1) if entry.admin1 else None

    def _why(self, mention: Mention, choice: Choice) -> str:
        entry = choice.entry
        assert entry
        spelled = "" if choice.fit >= 0.9 else f", spelled {entry.name} there"
        near = "; the text says near it" if mention.near and entry.feature.startswith("PPL") else ""
        unit = self._unit(entry)
        inside = f" in {unit.name}" if unit and unit.id != entry.id else ""
        land = f" ({entry.country})" if entry.country else ""
        share = self.context.share(entry.country)
        hint = ", the article's country" if share >= MAIN_SHARE else ""
        return f"A {TOLD.get(entry.feature, 'place')}{inside}{land}{hint}{spelled}{near}."

    # --- what holds a place that is not located ------------------------------------------------
    def _holding(self, mention: Mention, unit: Entry | None, why: str) -> Place:
        if unit is None:
            return Place(mention.name, mention.span, where_prec=7, kind="unknown", reason=why)
        admin1 = unit.name if unit.feature == "ADM1" else None
        return Place(
            name=unit.name, words=mention.span, gazetteer_id=unit.gazetteer_id,
            latitude=unit.latitude, longitude=unit.longitude, country=unit.country, admin1=admin1,
            where_prec=PRECISION[unit.feature], kind=KINDS[unit.feature], reason=why,
        )  # fmt: skip

    def _common(self, tied: Sequence[Entry]) -> tuple[Entry | None, str]:
        names = " or ".join(sorted({self._label(e) for e in tied})[:3])
        units = {e.admin1 for e in tied}
        if len(units) == 1 and (unit := self.index.entry(units.pop() or 0)):
            return unit, f"Could be {names}: shown as {unit.name}, which holds both."
        countries = {e.country for e in tied}
        if len(countries) == 1 and (land := self._country(countries.pop())):
            return land, f"Could be {names}: shown as {land.name}, which holds both."
        return None, f"Could be {names}: not decided."

    def _label(self, entry: Entry) -> str:
        unit = self._unit(entry)
        return f"{entry.name} in {unit.name if unit else entry.country}"

    def _country(self, iso: str | None) -> Entry | None:
        return self.index.by_code(iso) if iso else None

    def _surely(self, mention: Mention) -> tuple[Entry | None, str]:
        """The smallest unit that holds a name unknown, by the text: and how the text says so."""
        name = mention.name
        for other, plain in holders(mention, self.mentions, self.text):
            if plain and (unit := self._first_order(other)):
                return unit, f"{name} is not in the gazetteer; the text puts it in {unit.name}."
        for other in self.mentions:
            if self._listed(mention, other) and (unit := self._first_order(other)):
                with_it = f"named with {other.name} in {unit.name}"
                return unit, f"{name} is not in the gazetteer; {with_it}."
        ground = self._ground()
        for reach, least, where in REACH:
            beside = [m for m in self.mentions if abs(m.sentence - mention.sentence) <= reach]
            units = {(u, m.key) for m in beside if m.key != mention.key
                     if (u := self._first_order(m)) and ground in (None, u.country)}  # fmt: skip
            if len({u for u, _ in units}) == 1 and len(units) >= least:
                unit = units.pop()[0]
                return unit, f"{name} is not in the gazetteer; {where} only {unit.name} is named."
        if land := self._country(ground):
            return land, f"{name} is not in the gazetteer; the article is about {land.name}."
        return (
            None,
            f"{name} is not in the gazetteer, and nothing in the article says what holds it.",
        )

    def _listed(self, a: Mention, b: Mention) -> bool:
        """Whether two mentions stand side by side in one list."""
        gap = self.text[b.span.end : a.span.start] or self.text[a.span.end : b.span.start]
        return gap in JOINERS

    def _ground(self) -> str | None:
        """The country that most of the article's places lie in, else the one most hinted at."""
        votes: Counter[str] = Counter()
        for mention in self.mentions:
            entry = self.choices[mention.key].entry
            if entry and entry.country:
                votes[entry.country] += 1 if entry.feature == "PCLI" else 2
        ranked = sorted(votes.items(), key=lambda v: (-v[1], v[0]))
        if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
            return None
        if ranked:
            return ranked[0][0]
        shares = sorted(self.context.shares().items(), key=lambda c: (-c[1], c[0]))
        return shares[0][0] if shares and shares[0][1] >= MAIN_SHARE else None

    def _first_order(self, mention: Mention) -> Entry | None:
        choice = self.choices.get(mention.key)
        return self._unit(choice.entry) if choice and choice.entry else None
