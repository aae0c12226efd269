"""How likely two articles tell of one event, in points with reasons that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt

from crosswire.incidents.facts import Period, Reason, Unit
from crosswire.incidents.undated import undated
from crosswire.records import EventType

# Types that outlets take for each other when they tell of one occurrence (the codebook's linking
# rules: shelling or air strike on one hospital; a bomb and a suicide bomb for one blast; a place
# taken or given up). A strike and the clash that it supported are two, so battles stand apart.
CONFUSED = (
    frozenset(
        {EventType.AIR_STRIKE, EventType.SHELLING, EventType.CHEMICAL_ATTACK}
        | {EventType.ATTACK_ON_CIVILIANS, EventType.DESTRUCTION}
    ),
    frozenset(
        {EventType.BOMBING, EventType.SUICIDE_BOMBING, EventType.SHELLING}
        | {EventType.ATTACK_ON_CIVILIANS}
    ),
    frozenset({EventType.TERRITORY_GAINED, EventType.TERRITORY_TRANSFER, EventType.ARMED_CLASH}),
    frozenset({EventType.ABDUCTION, EventType.ARREST}),
    frozenset({EventType.PROTEST, EventType.RIOT}),
    frozenset({EventType.SIEGE, EventType.BASE_ESTABLISHED, EventType.FORCE_MOVEMENT}),
    frozenset({EventType.AGREEMENT, EventType.TALKS}),
)

PRIOR = Reason(-4.0, "two events until shown to be one")
# An article that tells of two events knows that they are two.
SAME_ARTICLE = -8.0
# A report of the day after may take "overnight" for either day; more is another day.
MOST_DAYS_APART = 2
MANY_PLACES = 3
# Half of the words, weighted by rarity: what retelling in other words rarely reaches.
ALIKE = 0.5
EARTH_RADIUS = 6371  # km
NEAR = 15  # km: a town and the villages that its name stands for
FAR = 100  # km: about the breadth of a first-order unit, so that a unit's centre excludes nothing


def compare(a: Unit, b: Unit) -> list[Reason]:
    """All grounds for and against two units telling of one event.

    The points are like log odds: set by hand in halves, after the order that a logistic regression
    over such grounds gave on hand-linked dispatches of several wars, those of pairs without two
    days on pairs of real news; ``bench/linking.py`` shows what they achieve.
    """
    grounds = (_start, _type, _status, _days, _places, _numbers, _wording, _parties, _where_told)
    return [reason for ground in grounds for reason in ground(a, b)]


def total(reasons: list[Reason]) -> float:
    """The sum of the points; above zero, one event is likelier than two."""
    return sum(reason.points for reason in reasons)


def contradicts(a: Unit, b: Unit) -> bool:
    """Whether two units cannot be one event: types, days, countries or places that exclude it."""
    if not may_be_one(a.type, b.type):
        return True
    if a.period and b.period and _gap(a.period, b.period) > MOST_DAYS_APART:
        return True
    if a.countries and b.countries and not a.countries & b.countries:
        return True
    if a.admin1 and b.admin1 and not a.admin1 & b.admin1 and not a.specific & b.specific:
        return True
    return bool(a.points and b.points) and _distance(a, b) > FAR


def may_be_one(a: EventType, b: EventType) -> bool:
    """Whether two types can be versions of one occurrence."""
    return a is b or any(a in group and b in group for group in CONFUSED)


def _start(a: Unit, b: Unit) -> Iterator[Reason]:
    yield PRIOR


def _type(a: Unit, b: Unit) -> Iterator[Reason]:
    if a.type is b.type:
        yield Reason(0.5, f"both tell of: {a.type}")
    else:
        yield Reason(-1.5, f"{a.type} or {b.type}")


def _status(a: Unit, b: Unit) -> Iterator[Reason]:
    if a.happened != b.happened:
        yield Reason(-0.5, "one tells it as done, the other as planned, possible or denied")


def _days(a: Unit, b: Unit) -> Iterator[Reason]:
    if a.period and b.period:
        yield from _dated(a.period, b.period)
    else:
        yield from undated(a, b)


def _dated(a: Period, b: Period) -> Iterator[Reason]:
    gap = _gap(a, b)
    if gap == 0 and a == b:
        yield Reason(4.0 if a[0] == a[1] else 3.0, "same day" if a[0] == a[1] else "same period")
    elif gap == 0:
        yield Reason(2.0, "periods that overlap")
    else:
        yield Reason(-1.0 if gap == 1 else -2.5, f"{gap} days apart")


def _places(a: Unit, b: Unit) -> Iterator[Reason]:
    shared = a.specific & b.specific
    if shared:
        share = len(shared) / len(a.specific | b.specific)
        yield Reason(1.0 + 1.5 * share, f"same place: {_names(a, shared)}")
    elif a.specific and b.specific:
        near = bool(a.points and b.points) and _distance(a, b) <= NEAR
        yield Reason(-1.0, f"places within {NEAR} km") if near else Reason(-2.0, "other places")
    elif a.admin1 & b.admin1:
        yield Reason(0.5, f"same province: {_names(a, a.admin1 & b.admin1)}")
    if not (a.countries and b.countries):
        yield Reason(-1.0, "no place told by one")
    if abs(len(a.specific) - len(b.specific)) >= MANY_PLACES:
        yield Reason(-3.0, "a summary over many places and one of them")


def _names(unit: Unit, keys: frozenset[str]) -> str:
    return ", ".join(sorted(unit.named[key] for key in keys))


def _numbers(a: Unit, b: Unit) -> Iterator[Reason]:
    shared = a.counts & b.counts
    if shared:
        told = ", ".join(f"{number} {outcome}" for outcome, number in sorted(shared))
        yield Reason(2.5, f"same numbers: {told}")


def _wording(a: Unit, b: Unit) -> Iterator[Reason]:
    small, large = sorted((a.weights, b.weights), key=len)
    cosine = sum(value * large.get(word, 0.0) for word, value in small.items())
    points = 4.0 * cosine + (0.5 if cosine > ALIKE else 0.0)
    yield Reason(points, f"words alike: {cosine:.2f}")


def _parties(a: Unit, b: Unit) -> Iterator[Reason]:
    if a.parties and b.parties and not a.parties & b.parties:
        yield Reason(-0.5, "no party in common")


def _where_told(a: Unit, b: Unit) -> Iterator[Reason]:
    if a.article_id == b.article_id:
        yield Reason(SAME_ARTICLE, "one article tells them as two")


def _gap(a: Period, b: Period) -> int:
    """Days between two periods; none where they overlap."""
    return max((a[0] - b[1]).days, (b[0] - a[1]).days, 0)


def _distance(a: Unit, b: Unit) -> float:
    """Kilometres between the nearest two places of two units."""
    return min(_kilometres(x, y) for x in a.points for y in b.points)


def _kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance (haversine) of two points in degrees."""
    (lat_a, lon_a), (lat_b, lon_b) = ((radians(x), radians(y)) for x, y in (a, b))
    h = sin((lat_b - lat_a) / 2) ** 2
    h += cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(h))
