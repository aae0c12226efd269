"""A made-up database as large as a war of years: for measuring, and for nothing else.

Everything that a run and a rebuild would have written is there, through the store's own row
functions, part by part, so that a million claims need no more memory than a few thousand.
Names, texts and numbers are invented; their spread is that of conflict news: few incidents with
many articles, few places and parties that come again and again.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate, chain
from typing import Any

from sqlalchemy import Connection, Table, insert

from crosswire import records as r
from crosswire.rows import ClaimRow, IncidentRow, RegistryRow
from crosswire.steps import Gazetteer, Tools, default_steps
from crosswire.store import Batch, Coding, Derived, Store, schema, schema_lists
from crosswire.store.derive import DERIVED_WITH
from crosswire.store.derived_rows import passage_rows, story_row
from crosswire.store.list_rows import article_row, speaker_rows
from crosswire.store.lists import count_runs
from crosswire.store.outlet_rows import outlet_rows
from crosswire.store.tables import chunks, upsert
from crosswire.vocab import Vocabulary

PART = 2000  # incidents that are made and written together
FIRST, DAYS = date(2031, 1, 1), 3 * 365
COUNTRIES = [a + b for a in "ABCDEF" for b in "VWXYZ"]  # thirty, some of them codes of no country
UNITS, PLACES_OF_UNIT = 12, 12
OUTLETS, FREE_NAMES, ACTORS = 300, 4000, 200
SYLLABLES = [consonant + vowel for vowel in "aeiou" for consonant in "bdghklmnrstwz"]
TYPES = {
    r.EventType.ARMED_CLASH: 22, r.EventType.SHELLING: 20, r.EventType.AIR_STRIKE: 16,
    r.EventType.ATTACK_ON_CIVILIANS: 8, r.EventType.BOMBING: 7, r.EventType.PROTEST: 6,
    r.EventType.DISPLACEMENT: 4, r.EventType.TERRITORY_GAINED: 3, r.EventType.ABDUCTION: 3,
    r.EventType.ARREST: 3, r.EventType.AID: 2, r.EventType.TALKS: 2, r.EventType.OTHER: 2,
    r.EventType.DESTRUCTION: 1, r.EventType.SIEGE: 1,
}  # fmt: skip
STATUSES = dict(zip(r.Status, (80, 9, 5, 3, 3), strict=True))
COPIED = 5  # one article in so many is a copy of the one before it
FOUND = (1, 4, 4, 4, 4, 4, 4, 4, 4, 4)  # origins of an incident at most: one in ten is all copies
RUN = r.Run(r.run_id("clean-1", "model-1", "v1", "g1"), "clean-1", "model-1", "v1", "g1")


@dataclass
class World:
    """What every part draws from: places, parties, outlets and words, the common ones first."""

    rng: random.Random
    places: list[r.Place] = field(default_factory=list)
    parties: list[tuple[str, str | None]] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    weights: dict[int, list[float]] = field(default_factory=dict)

    @classmethod
    def made(cls, seed: int) -> World:
        """A world of its own for each seed."""
        world = cls(random.Random(seed))
        world.words = [world.name(2) for _ in range(5000)]
        for country in COUNTRIES:
            world.places += world.places_of(country)
        world.rng.shuffle(world.places)
        world.parties = [(f"{world.name(3)} Front", f"actor_{n}") for n in range(ACTORS)]
        world.parties += [(f"the {world.name(2)} brigade", None) for _ in range(FREE_NAMES)]
        world.outlets = [f"{world.name(2)} {kind}" for kind in ("Post", "News", "Wire")
                         for _ in range(OUTLETS // 3)]  # fmt: skip
        return world

    def name(self, syllables: int) -> str:
        """A made-up name."""
        return "".join(self.rng.choice(SYLLABLES) for _ in range(syllables + 1)).capitalize()

    def places_of(self, country: str) -> Iterator[r.Place]:
        """A grid of provinces, each with itself and towns around its middle."""
        south, west = self.rng.uniform(-30, 50), self.rng.uniform(-15, 120)
        for unit in range(UNITS):
            at = (south + unit // 4 * 2, west + unit % 4 * 2)
            admin1 = f"{self.name(2)} Province"
            for number in range(PLACES_OF_UNIT):
                prec = 1 if number else 4
                yield r.Place(
                    self.name(2) if number else admin1,
                    r.Span(0, 0, ""),
                    f"gen:{country}{unit}.{number}",
                    round(at[0] + self.rng.uniform(0, 2), 4),
                    round(at[1] + self.rng.uniform(0, 2), 4),
                    country,
                    admin1,
                    where_prec=prec,
                )

    def common(self, items: Sequence[r.Place]) -> r.Place:
        """One of them, the first ones more often."""
        return items[self._rank(len(items))]

    def party(self) -> tuple[str, str | None]:
        """A party and its id, where the roster knows it."""
        return self.parties[self._rank(len(self.parties))]

    def outlet(self) -> str:
        """An outlet."""
        return self.outlets[self._rank(len(self.outlets))]

    def status(self) -> r.Status:
        """Mostly that it occurred."""
        return self.rng.choices(list(STATUSES), list(STATUSES.values()))[0]

    def sentence(self, number: int) -> str:
        """So many words."""
        return " ".join(self.words[self._rank(len(self.words))] for _ in range(number))

    def _rank(self, number: int) -> int:
        """A position that falls off as one over it, as words and names do in news."""
        if number not in self.weights:
            self.weights[number] = list(accumulate(1 / (at + 3) for at in range(number)))
        weights = self.weights[number]
        return self.rng.choices(range(number), cum_weights=weights)[0]


def fill(
    store: Store, incidents: int, claims: int, *, seed: int = 5, tell: Callable[[int], None] = print
) -> None:
    """Fill an empty database with so many incidents, and about so many claims.

    Outlets and speakers are counted over all of it in the end, as a rebuild does.
    """
    world = World.made(seed)
    articles: list[r.Article] = []
    stories: list[r.Story] = []
    spoken: list[ClaimRow] = []
    made: Counter[str] = Counter()
    for first in range(0, incidents, PART):
        part = _Part(world, first, min(PART, incidents - first), claims / incidents)
        _write(store, part, len(articles) + 1)
        articles += [replace(each, text="") for each in part.articles]
        stories += part.stories
        spoken += [row for row in part.claims if row.claim.speaker][:: len(COUNTRIES)]
        made.update(row.article.id for row in part.claims)
        tell(first + len(part.rows))
    with store.changing() as connection:
        _put(connection, schema_lists.outlets, outlet_rows(articles, stories, made))
        _put(connection, schema_lists.speakers, speaker_rows(spoken))
        count_runs(connection)
    reasons = ("not text", "no date", "too short")
    refused = (r.Dropped(f"d{n}", ("readers", "clean")[n % 2], reasons[n % 3]) for n in range(5000))
    store.append(Batch(dropped=list(refused)))


def as_derived_by(store: Store, vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
    """Mark all of it as derived by the tools of today, so that nobody derives it anew first."""
    made_by = Tools(default_steps(), vocabulary, gazetteer).hash
    with store.changing() as connection:
        upsert(connection, schema.meta, [{"key": DERIVED_WITH, "value": made_by}])


def _write(store: Store, part: _Part, key: int) -> None:
    """Store a part, and put what is derived from it beside the parts before."""
    store.append(part.batch())
    shared = Counter(p.article_id for story in part.stories for p in story.passages)
    rows = [article_row(at, each, shared[each.id]) for at, each in enumerate(part.articles, key)]
    with store.changing() as connection:
        _put(connection, schema.stories, map(story_row, part.stories))
        _put(connection, schema.story_passages, chain(*map(passage_rows, part.stories)))
        _put(connection, schema_lists.listed_articles, rows)
    gone = [row.incident.id for row in part.rows]
    store.replace_incidents(part.derived(), gone, [each.id for each in part.articles])


def _put(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    for some in chunks(rows):
        connection.execute(insert(table), some)


class _Part:
    """Some incidents with the articles that tell of them."""

    def __init__(self, world: World, first: int, number: int, claims_each: float) -> None:
        self.world, self.rng, self.first = world, world.rng, first
        told = [self._how_many(claims_each) for _ in range(number)]
        self.per_article: list[list[tuple[int, str]]] = [[] for _ in range(sum(told) // 4 + 1)]
        self.kinds = [self._kind() for _ in range(number)]
        for incident, times in enumerate(told):
            near = self.rng.randrange(len(self.per_article))
            for at in range(times):
                place = (near + at * 3) % len(self.per_article)
                self.per_article[place].append((incident, world.sentence(9)))
        self.articles = [self._article(n, told) for n, told in enumerate(self.per_article)]
        self.stories = [self._story(n) for n in range(COPIED, len(self.articles), COPIED)]
        self.claims = [
            self._claim(article, each, words, at)
            for article, made in zip(self.articles, self.per_article, strict=True)
            for at, (each, words) in enumerate(made)
        ]
        by_incident: dict[str, list[ClaimRow]] = defaultdict(list)
        for row in self.claims:
            by_incident[row.incident_id or ""].append(row)
        self.rows = [self._incident(at, by_incident[self._id(at)]) for at in range(number)]
        self.judgements, self.attachments = self._judgements()

    def batch(self) -> Batch:
        """What would have been stored."""
        made: dict[str, list[r.Claim]] = defaultdict(list)
        for row in self.claims:
            made[row.article.id].append(row.claim)
        documents = [_document(article) for article in self.articles]
        seen = datetime.combine(FIRST, time(), UTC) + timedelta(self.first % DAYS)
        return Batch(
            documents,
            [r.Capture(each.id, seen, each.url or "") for each in documents],
            [Coding(a.document_id, RUN, a, tuple(made[a.id])) for a in self.articles],
            judgements=self.judgements,
        )

    def derived(self) -> Derived:
        """What a rebuild would have made of it."""
        return Derived(
            incidents=[row.incident for row in self.rows],
            claims=self.claims,
            control=self._control(),
            registry=[RegistryRow(row.incident.id, (_anchor(row),)) for row in self.rows],
            attachments=self.attachments,
        )

    def _how_many(self, mean: float) -> int:
        """How many claims tell of one incident: most often one or two, now and then dozens."""
        return min(60, int(self.rng.paretovariate(1.05) * mean * 0.19) + 1)

    def _kind(self) -> tuple[r.EventType, r.Place | None, r.When | None]:
        type = self.rng.choices(list(TYPES), list(TYPES.values()))[0]
        place = self.world.common(self.world.places) if self.rng.random() < 0.92 else None
        day = FIRST + timedelta(int(DAYS * self.rng.betavariate(1.6, 1.2)))
        last = day + timedelta(self.rng.choices([0, 2, 25], [88, 8, 4])[0])
        prec = {0: 1, 2: 2, 25: 4}[(last - day).days]
        return type, place, r.When(day, last, prec) if self.rng.random() < 0.93 else None

    def _article(self, number: int, told: Sequence[tuple[int, str]]) -> r.Article:
        name = f"m{self.first}-{number}"
        when = next((w for each, _ in told if (w := self.kinds[each][2])), None)
        day = (when.start if when else FIRST) + timedelta(self.rng.randrange(3))
        title = self.world.sentence(6)
        text = f"{title}\n\n" + " ".join(f"{words}." for _, words in told)
        outlet = self.world.outlet()
        document = r.content_id("doc", name)
        key = r.content_id("art", name)
        return r.Article(key, document, name, title, text, outlet, f"https://example.org/{name}",
                         published_at=day, anchor_date=day, cleaner="clean-1")  # fmt: skip

    def _story(self, number: int) -> r.Story:
        both = self.articles[number - 1 : number + 1]
        passages = tuple(r.Passage(each.id, 0, min(200, len(each.text))) for each in both)
        return r.Story(r.content_id("sty", both[0].id), passages, both[0].id)

    def _claim(self, article: r.Article, incident: int, words: str, at: int) -> ClaimRow:
        type, place, when = self.kinds[incident]
        start = article.text.index(f"{words}.", len(article.title))
        quote = r.Span(start, start + len(words), words)
        first, second = words.split()[:2]
        trigger = r.Span(start, start + len(first), first)
        side = r.Span(trigger.end + 1, trigger.end + 1 + len(second), second)
        killed = self.rng.choice([0, 1, 1, 2, 3, 4, 7, 12, 30])
        numbers = (r.Casualties(side, r.Outcome.KILLED, r.Who.UNKNOWN, killed, killed),)
        claim = r.Claim(
            id=r.content_id("clm", article.id, at),
            article_id=article.id,
            quote=quote,
            trigger=trigger,
            type=type,
            status=self.world.status(),
            side_a=(side,),
            places=(trigger,) if place else (),
            casualties=numbers if self.rng.random() < 0.4 else (),
            speaker=r.Speaker(side, r.SpeakerKind.MILITARY) if self.rng.random() < 0.6 else None,
            confidence=round(self.rng.uniform(0.2, 1.0), 2),
            extractor="model-1",
        )
        roles = [r.Role.SIDE_A, r.Role.SIDE_B, r.Role.SPEAKER][: self.rng.randrange(1, 4)]
        parties = tuple(r.Party(role, name, side, actor)
                        for role in roles for name, actor in [self.world.party()])  # fmt: skip
        places = (replace(place, words=trigger),) if place else ()
        key = self._id(incident)
        return ClaimRow(claim, r.Resolution(claim.id, places, parties, when), article, None, key)

    def _incident(self, number: int, claims: Sequence[ClaimRow]) -> IncidentRow:
        type, place, when = self.kinds[number]
        ids = tuple(row.claim.id for row in claims)
        outlets = sorted({row.article.outlet or "" for row in claims})[: self.rng.choice(FOUND)]
        origins = [r.Origin(f"outlet:{name}", name, ids, (name,)) for name in outlets]
        sides = [r.Party(r.Role.SIDE_A, name, claims[0].claim.trigger, actor)
                 for name, actor in [self.world.party()]]  # fmt: skip
        grade = self._grade(len(origins))
        incident = r.Incident(
            self._id(number),
            ids,
            type,
            self.world.status(),
            side_a=tuple(sides),
            side_b=tuple(replace(each, role=r.Role.SIDE_B) for each in sides[:1]),
            place=place and replace(place, words=claims[0].claim.trigger),
            date=when,
            casualties=tuple(self._tolls(claims)),
            origins=tuple(origins),
            articles=len({row.article.id for row in claims}),
            grade=grade,
            responsibility=self.rng.choice(list(r.Responsibility)),
            reason=f"{len(claims)} claims, {len(origins)} origins: {', '.join(outlets[:3])}",
        )
        return IncidentRow(incident, tuple(claims))

    def _grade(self, origins: int) -> r.Grade:
        if origins < 2:
            return r.Grade.WEAK
        kinds = [r.Grade.FAIR, r.Grade.ESTABLISHED, r.Grade.CONTESTED]
        return self.rng.choices(kinds, [80, 14, 6])[0]

    def _tolls(self, claims: Sequence[ClaimRow]) -> Iterator[r.Toll]:
        told = {c.casualties[0].low or 0: c.id for c in (row.claim for row in claims)
                if c.casualties}  # fmt: skip
        if told:
            low, high = min(told), max(told)
            ids = (told[low], told[low], told[high])
            yield r.Toll(r.Outcome.KILLED, r.Who.UNKNOWN, low, low, high, *ids)

    def _judgements(self) -> tuple[list[r.Judgement], dict[str, tuple[str, ...]]]:
        """One incident in forty is accepted or edited."""
        given: list[r.Judgement] = []
        held: dict[str, tuple[str, ...]] = {}
        for row in self.rows[::40]:
            verdict = self.rng.choice([r.Verdict.ACCEPT, r.Verdict.ACCEPT, r.Verdict.EDIT])
            key = r.content_id("jdg", row.incident.id)
            at = datetime.combine(FIRST, time(), UTC)
            field = ("status", "occurred") if verdict is r.Verdict.EDIT else ()
            given.append(r.Judgement(key, verdict, (_anchor(row),), "Rana", at, *field))
            held[key] = (row.claims[0].claim.id,)
        return given, held

    def _control(self) -> list[r.ControlState]:
        """One incident in fifty tells who holds its place."""
        return [
            r.ControlState(one.place, one.date.start, r.Control.CLAIMED, one.side_a[0].name, None,
                           (one.id,), (), "claimed by one side")
            for one in (row.incident for row in self.rows[::50])
            if one.place and one.date
        ]  # fmt: skip

    def _id(self, number: int) -> str:
        return r.content_id("inc", self.first + number)


def _document(article: r.Article) -> r.Document:
    content = article.text.encode()
    return r.Document(
        article.document_id, article.source_id, article.url, article.outlet, "text/plain", content
    )


def _anchor(row: IncidentRow) -> r.Anchor:
    first = row.claims[0]
    return r.Anchor(first.article.document_id, first.claim.quote, first.claim.trigger)
