"""What linking compares: the claims of one article on one event as one unit, with its facts."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from crosswire.incidents.telling import Telling
from crosswire.records import EventType, Outcome, Place, Status
from crosswire.vocab.phrases import COMMON

# Words that toponyms carry and that newsrooms leave out or translate.
_GENERIC = frozenset(
    {"al", "el", "an", "ar", "as", "ash", "at", "ad", "az", "the", "of", "and", "in"}
    | {"city", "town", "village", "district", "province", "governorate", "region", "state"}
    | {"oblast", "countryside", "area", "suburb", "camp", "north", "south", "east", "west"}
    | {"northern", "southern", "eastern", "western", "central"}
)
_WORD = re.compile(r"[^\W_]+")
_DOUBLE = re.compile(r"(.)\1+")
_SOFT = re.compile(r"[aeiouy]")  # what romanisations of one name differ in most

# A period longer than a month tells no day; "in 2013" must not join all that happened in 2013.
LONGEST_PERIOD = timedelta(days=31)

# Letters: a headline and the first sentence or two, which tell what is new.
HEAD = 300

Count = tuple[Outcome, int]
Period = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground for or against two units being one event: points (log odds) and words."""

    points: float
    words: str


@dataclass(frozen=True, slots=True)
class Unit:
    """The claims of one article on one event, and what they tell of it together.

    ``specific`` are places below a first-order unit, by comparable name; ``points`` their
    coordinates; ``named`` the names that places and units go by. ``period`` is the narrowest day or
    period that claims tell, ``day`` the article's own. ``weights`` are the quotes' words with their
    rarity, of length one. ``is_news`` says that they stand at the head of the article, as what is
    new.
    """

    tellings: tuple[Telling, ...]
    type: EventType
    types: frozenset[EventType]
    specific: frozenset[str]
    points: tuple[tuple[float, float], ...]
    admin1: frozenset[str]
    countries: frozenset[str]
    named: Mapping[str, str]
    period: Period | None
    day: date | None
    counts: frozenset[Count]
    parties: frozenset[str]
    words: frozenset[str]
    weights: dict[str, float]
    happened: bool
    is_news: bool

    @property
    def article_id(self) -> str:
        """The article that the unit's claims stand in."""
        return self.tellings[0].article.id

    @property
    def key(self) -> str:
        """The id of the unit's first claim."""
        return self.tellings[0].claim.id


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Lower case without accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"['’ʿʾ‘`]", "", plain).lower()


@lru_cache(maxsize=1 << 16)
def place_key(name: str) -> str:
    """A toponym's consonants, so that "Hasaka" and "al-Hasakah" are one ("hsk").

    Names of fewer than three consonants keep their vowels: "Raqa" and "Rukah" must stay apart.
    """
    words = _WORD.findall(fold(name))
    words = [word for word in words if word not in _GENERIC] or words
    plain = [_DOUBLE.sub(r"\1", word.replace("q", "k").removesuffix("h")) for word in words]
    bones = [_SOFT.sub("", word) for word in plain]
    return " ".join(plain if sum(map(len, bones)) < 3 else bones).strip()


def words_of(text: str) -> list[str]:
    """The telling words of a text: folded, without the words that every sentence has."""
    return [w for w in _WORD.findall(fold(text)) if w not in COMMON]


def build_units(tellings: Sequence[Telling]) -> list[Unit]:
    """The units of all tellings, in the order of time, with the rarity of words among them."""
    chains = _chains(tellings)
    bags = [Counter(w for t in chain for w in words_of(t.claim.quote.quote)) for chain in chains]
    seen = Counter(word for bag in bags for word in bag)
    return [_unit(chain, bag, seen, len(chains)) for chain, bag in zip(chains, bags, strict=True)]


def _chains(tellings: Sequence[Telling]) -> list[tuple[Telling, ...]]:
    """The claims that their own article tells as one event (``same_as``), as one tuple each."""
    by_id = {telling.claim.id: telling for telling in tellings}
    chains: dict[str, list[Telling]] = defaultdict(list)
    for telling in sorted(by_id.values(), key=lambda t: t.order):
        chains[_first_claim(telling, by_id)].append(telling)
    return sorted((tuple(chain) for chain in chains.values()), key=lambda chain: chain[0].order)


def _first_claim(telling: Telling, by_id: dict[str, Telling]) -> str:
    """The end of the chain of ``same_as``; a claim that is not there, or a ring, ends it."""
    seen = {telling.claim.id}
    while (target := by_id.get(telling.claim.same_as or "")) and target.claim.id not in seen:
        if target.article.id != telling.article.id:
            break
        seen.add(target.claim.id)
        telling = target
    return min(seen) if telling.claim.same_as in seen else telling.claim.id


def _unit(chain: tuple[Telling, ...], bag: Counter[str], seen: Counter[str], total: int) -> Unit:
    places = [place for t in chain for place in t.resolution.places]
    specific = [place for place in places if _is_specific(place)]
    types = Counter(t.claim.type for t in chain)
    rarity = {word: math.log(1 + total / seen[word]) for word in bag}
    size = math.sqrt(sum(value * value for value in rarity.values())) or 1.0
    return Unit(
        chain,
        min(types, key=lambda kind: (-types[kind], kind)),
        frozenset(types),
        frozenset(place_key(place.name) for place in specific),
        tuple(sorted({p for place in specific if (p := _point(place))})),
        frozenset(place_key(place.admin1) for place in places if place.admin1),
        frozenset(place.country for place in places if place.country),
        dict(_named(places)),
        _narrowest(chain),
        chain[0].day,
        frozenset(_counts(chain)),
        frozenset(_party_words(chain)),
        frozenset(bag),
        {word: value / size for word, value in rarity.items()},
        any(t.claim.status in (Status.OCCURRED, Status.ONGOING) for t in chain),
        min(t.claim.quote.start for t in chain) < HEAD,
    )


def _named(places: Iterable[Place]) -> Iterator[tuple[str, str]]:
    for place in places:
        yield place_key(place.name), place.name
        if place.admin1:
            yield place_key(place.admin1), place.admin1


def _is_specific(place: Place) -> bool:
    """Whether a place lies below the first-order unit; the unit's own name may stand for it."""
    unit = place_key(place.admin1) if place.admin1 else None
    return place.rank <= 3 and place_key(place.name) != unit


def _point(place: Place) -> tuple[float, float] | None:
    if place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude


def _narrowest(chain: Iterable[Telling]) -> Period | None:
    """The shortest period that claims tell; of equally short ones what most tell, then the first.

    A claim that takes its article's other day for its own must not decide for the rest.
    """
    days = [(t.resolution.date.start, t.resolution.date.end) for t in chain if t.resolution.date]
    told = Counter((start, end) for start, end in days if end - start <= LONGEST_PERIOD)
    return min(
        told, key=lambda period: (period[1] - period[0], -told[period], period), default=None
    )


def _counts(chain: Iterable[Telling]) -> Iterable[Count]:
    """The numbers of people told, small ones left out: three dead are told of every other blast."""
    for telling in chain:
        for count in telling.claim.casualties:
            number = count.low if count.low is not None else count.high
            if number is not None and number > 3:
                yield count.outcome, number


def _party_words(chain: Iterable[Telling]) -> Iterable[str]:
    for telling in chain:
        for party in telling.resolution.parties:
            if party.actor_id:
                yield party.actor_id
            yield from words_of(party.name)
