"""What a choice becomes: a place with its precision, its reason, and its line or area.

A name that the gazetteer lacks, or that two places bear equally well, becomes the smallest unit
that surely holds it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from crosswire.records import Place
from crosswire.resolve.choosing import Choice, distance
from crosswire.resolve.context import Context
from crosswire.resolve.disputed import disputed
from crosswire.resolve.extents import Extent, circle, course, point_at, quarter, way_between
from crosswire.resolve.gazetteer import Entry, Index
from crosswire.resolve.mentions import Mention, Offset, around, holders
from crosswire.resolve.romanise import fold
from crosswire.resolve.toponyms import JOINERS

PRECISION = {"ADM2": 3, "ADM1": 4, "RGN": 5, "SEA": 5, "LN": 5, "PCLI": 6, "CONT": 7}  # UCDP GED
NEAR_IT, NEAR_KM = 2, 25.0  # UCDP: within about 25 km of a known place
POINTS = frozenset({"PPL", "PPLC", "SITE", "LAND", "ADM2"})  # features that a point stands for
KINDS = {"ADM2": "admin2", "ADM1": "admin1", "RGN": "region", "SEA": "water", "LN": "line",
         "PCLI": "country", "CONT": "continent", "SITE": "site", "LAND": "land"}  # fmt: skip
TOLD = {"ADM1": "first-order unit", "ADM2": "second-order unit", "RGN": "region", "SEA": "water",
        "LN": "line", "PCLI": "country", "CONT": "continent", "PPLC": "capital", "SITE": "site",
        "LAND": "mountain or other land"}  # fmt: skip
POPULATED = "populated"
LISTED = max(map(len, JOINERS)) + 1  # letters: fewer stand between two names of one list
# How far the text is searched for units that hold an unknown name, and how many other names there
# must agree on one: on coded articles, one in the same sentence is right five times in six, two
# around nine times in ten, three in the whole article always.
REACH = (
    (0, 1, "in the same sentence"),
    (2, 2, "in the sentences around"),
    (10**9, 3, "in the whole article"),
)
MAIN_SHARE = 0.4  # of an article's hints: then its country is the country of a name unknown


def moved(lat: float, lon: float, offset: Offset) -> tuple[float, float, int, str]:
    """A point at a distance from another, the precision that it has, and how it was reckoned.

    Without a direction the point stays, and is precise as far as the distance lets it be.
    """
    if offset.bearing is None:
        precision = NEAR_IT if offset.km <= NEAR_KM else PRECISION["ADM1"]
        return lat, lon, precision, f"The text says {offset.km:g} km away, not in which direction."
    told = f"The point is reckoned, {offset.km:g} km away as the text says."
    return *point_at(lat, lon, offset.bearing, offset.km), NEAR_IT, told


class Answers:
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
        """What a mention is, or the unit that surely holds it."""
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
        around = mention.near or mention.kind == "rural"  # its countryside is not the town
        precision = PRECISION.get(entry.feature, NEAR_IT if around else 1)
        unit = self._unit(entry)
        latitude, longitude = entry.latitude, entry.longitude
        extent, least, told = self._extent(mention, entry)
        precision = max(precision, least)
        if mention.offset and not extent and precision == NEAR_IT and latitude is not None:
            assert longitude is not None
            if mention.offset.bearing is None and mention.offset.km > NEAR_KM:
                extent = circle(latitude, longitude, mention.offset.km)
            latitude, longitude, precision, told = moved(latitude, longitude, mention.offset)
        return Place(
            name=entry.name, words=mention.span, gazetteer_id=entry.gazetteer_id,
            latitude=latitude, longitude=longitude, country=entry.country,
            admin1=unit.name if unit else None,
            admin2=entry.name if entry.feature == "ADM2" else None,
            where_prec=precision, kind=KINDS.get(entry.feature, POPULATED),
            reason=f"{reason} {told}".strip(), extent=extent, disputed=disputed(entry, unit),
        )  # fmt: skip

    def _extent(self, mention: Mention, entry: Entry) -> tuple[Extent, int, str]:
        """The line or area that the text means, the precision that it has at least, and why."""
        if entry.feature in ("LN", "SEA"):
            return course(entry, self.index), PRECISION["LN"], ""
        if (other := self._other_end(mention, entry)) is not None:
            ends = sorted(filter(None, (_point(entry), _point(other))))  # one line for both
            near = (distance(entry, other) or 0.0) <= NEAR_KM
            told = f"The text means the line to {other.name}."
            return tuple(ends), NEAR_IT if near else PRECISION["LN"], told
        part = quarter(mention.span, self.text)
        unit = entry.feature == "ADM1"
        at = _point(seat := self._seat(entry) if unit else entry)
        if part is None or at is None or not seat.feature.startswith(("PPL", "ADM1")):
            return (), 1, ""
        area, reach = part.around(at[1], at[0], of_unit=unit)
        return area, NEAR_IT, f"The area is reckoned, to {reach:g} km from {seat.name}."

    def _other_end(self, mention: Mention, entry: Entry) -> Entry | None:
        """The other end of the way that the text says a place is an end of."""
        at = bisect_left(self.mentions, mention.span, key=lambda m: m.span)
        for first, second in ((at - 1, at), (at, at + 1)):
            if first < 0 or second >= len(self.mentions):
                continue
            a, b = self.mentions[first], self.mentions[second]
            longest = way_between(a.span, b.span, self.text)
            other = self.choices[(a if first != at else b).key].entry
            if longest and other and entry.feature in POINTS and other.feature in POINTS:
                km = distance(entry, other)
                if km is not None and 0.0 < km <= longest:
                    return other
        return None

    def _seat(self, unit: Entry) -> Entry:
        """The town that bears a first-order unit's name, else the unit itself."""
        found = [
            m.entry
            for m in self.index.exact(fold(unit.name))
            if m.entry.admin1 == unit.id and m.entry.feature.startswith("PPL")
        ]
        return max(found, key=lambda e: (e.population, e.id), default=unit)

    def _within(self, mention: Mention, entry: Entry) -> Place:
        """A place that is not located: named, at the unit or the country that holds it."""
        unit = self._unit(entry)
        at = unit or self._country(entry.country) or entry
        line = course(entry, self.index) if entry.feature in ("LN", "SEA") else ()
        longitude, latitude = line[len(line) // 2] if line else (at.longitude, at.latitude)
        where = "its line is rough" if line else f"shown at {at.name}"
        precision = PRECISION["LN"] if line else PRECISION.get(at.feature, PRECISION["PCLI"])
        return Place(
            name=entry.name, words=mention.span, gazetteer_id=entry.gazetteer_id,
            latitude=latitude, longitude=longitude, country=entry.country,
            admin1=unit.name if unit else None,
            admin2=entry.name if entry.feature == "ADM2" else None,
            where_prec=precision, kind=KINDS.get(entry.feature, POPULATED),
            reason=f"{entry.name} is known by name alone; {where}.",
            extent=line, disputed=disputed(entry, unit),
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
            disputed=disputed(unit, unit if admin1 else None),
        )  # fmt: skip

    def _common(self, tied: Sequence[Entry]) -> tuple[Entry | None, str]:
        names = " or ".join(sorted({self._label(e) for e in tied})[:3])
        units = {e.id if e.feature == "ADM1" else e.admin1 for e in tied}
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
        for other in around(mention, self.mentions, LISTED):
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


def _point(entry: Entry) -> tuple[float, float] | None:
    """An entry's longitude and latitude, as extents give them."""
    if entry.latitude is None or entry.longitude is None:
        return None
    return entry.longitude, entry.latitude
