"""Made-up incidents of every kind, many enough to be searched, and the search again in Python."""

import random
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from crosswire import records as r
from crosswire.rows import ClaimRow, IncidentRow, RegistryRow, Review, Search
from crosswire.store import Batch, Coding, Derived

RUN = r.Run(r.run_id("clean-1", "rules-1", "v1", "g1"), "clean-1", "rules-1", "v1", "g1")
PLACES = [  # name, id, country, first-order unit, latitude, longitude, where_prec
    ("Ḥamāh", "g:1", "SY", "Hama", 35.13, 36.75, 1),
    ("Tall 'Afar", "g:2", "IQ", "Nineveh", 36.37, 42.45, 1),
    ("Сєвєродонецьк", "g:3", "UA", "Luhansk", 48.95, 38.49, 2),
    ("Port Sudan", "g:4", "SD", "Red Sea", 19.62, 37.22, 1),
    ("Taveuni", "g:5", "FJ", "Northern", -16.85, -179.97, 3),
    ("حلب", "g:6", "SY", "Aleppo", 36.2, 37.16, 1),
    ("Somewhere in the north", None, None, None, None, None, 7),
]
PARTIES = [
    ("Syrian Arab Army", "sy_military"),
    ("Al-Nusra Front", "nusra"),
    ("Armed Forces of Ukraine", "ua_military"),
    ("gunmen", None),
    ("Gunmen", None),
    ("the José Brigade", None),
]
OUTLETS = ["Wadi Post", "Nahr Daily", "Post", "Agencia Peña", None]
WORDS = ["shells", "fell", "on", "a", "market", "bridge", "hospital", "convoy", "école"]
WORDS += ["at", "dawn", "after", "talks", "failed"]
DAY = date(2031, 5, 2)


def span(text, words):
    start = text.index(words)
    return r.Span(start, start + len(words), words)


class News:
    """Incidents with one to four claims each, in articles that tell of one to three of them."""

    def __init__(self, seed, count=120):
        self.rng = random.Random(seed)
        self.articles = [self.article(number) for number in range(count)]
        self.rows = [self.incident(number) for number in range(count)]
        self.judgements, self.attachments = [], {}
        self.reviews = {row.incident.id: Review.PROPOSED for row in self.rows}
        for verdict in (r.Verdict.ACCEPT, r.Verdict.EDIT, r.Verdict.NOTE, r.Verdict.NOT_SAME):
            for row in self.rng.sample(self.rows, 6):
                self.judge(row, verdict, retracted=self.rng.random() < 0.3)
        self.waiting = replace(self.judgements[0], id="jdg_w", retracted_at=None)
        self.waiting = replace(self.waiting, verdict=r.Verdict.EDIT, field="type", value="siege")
        self.judgements.append(self.waiting)
        self.rejected = self.rng.sample(self.rows, 3)
        self.rows = [row for row in self.rows if row not in self.rejected]
        for row in self.rejected:
            self.reviews[row.incident.id] = Review.REJECTED

    def article(self, number):
        rng = self.rng
        body = [" ".join(rng.sample(WORDS, 5)) for _ in range(9)]
        title = f"News {number}: {rng.choice(PLACES)[0]}"
        text = f"{title}\n\n" + ". ".join(f"{at} {words}" for at, words in enumerate(body))
        outlet = rng.choice(OUTLETS)
        day = DAY + timedelta(rng.randrange(-20, 20)) if rng.random() < 0.9 else None
        content = text.encode()
        document = r.document_id(content, outlet, None, f"n{number}")
        key = r.article_id(document, title, text, "clean-1")
        made = r.Article(key, document, f"n{number}", title, text, outlet, published_at=day)
        return made, r.Document(document, f"n{number}", None, outlet, "text/plain", content)

    def claim(self, article, number, type, place, day):
        rng = self.rng
        sentence = article.text.split("\n\n")[1].split(". ")[number % 9]
        trigger = sentence.split()[1]
        made = r.Claim(
            id="",
            article_id=article.id,
            quote=span(article.text, sentence),
            trigger=span(article.text, trigger),
            type=type,
            status=rng.choice(list(r.Status)),
            confidence=rng.choice([0.2, 0.5, 0.9]),
            extractor=f"rules-{number}",
        )
        made = replace(made, id=r.claim_id(made))
        parties = tuple(
            r.Party(role, name, made.trigger, actor)
            for role in (r.Role.SIDE_A, r.Role.SIDE_B)
            for name, actor in rng.sample(PARTIES, rng.randrange(2))
        )
        when = day and r.When(day, day, 1)
        places = (place,) if place else ()
        return ClaimRow(made, r.Resolution(made.id, places, parties, when), article)

    def incident(self, number):
        rng = self.rng
        type = rng.choice([r.EventType.SHELLING, r.EventType.AIR_STRIKE, r.EventType.TALKS])
        place = self.place() if rng.random() < 0.9 else None
        day = DAY + timedelta(rng.randrange(-9, 9)) if rng.random() < 0.85 else None
        told = rng.sample(self.articles, rng.randrange(1, 4))
        claims = [self.claim(article, number, type, place, day) for article, _ in told]
        key = f"inc_{number:020}"
        claims = [replace(claim, incident_id=key) for claim in claims]
        ids = tuple(claim.claim.id for claim in claims)
        origins = rng.randrange(1, 4)
        incident = r.Incident(
            key,
            ids,
            type,
            rng.choice(list(r.Status)),
            side_a=tuple(r.Party(r.Role.SIDE_A, n, claims[0].claim.trigger, i)
                         for n, i in rng.sample(PARTIES, rng.randrange(3))),
            place=place,
            date=day and r.When(day, day + timedelta(rng.choice([0, 0, 3])), 1),
            casualties=self.tolls(ids),
            origins=tuple(r.Origin(f"outlet:{n}", str(n), ids[:1], known=n > 0)
                          for n in range(origins)),
            articles=len(told),
            grade=rng.choice(list(r.Grade)),
            responsibility=rng.choice(list(r.Responsibility)),
            reason=f"{len(told)} articles",
            disagreements=rng.choice([(), (DISPUTED,)]),
        )  # fmt: skip
        return IncidentRow(incident, tuple(claims))

    def tolls(self, ids):
        if self.rng.random() < 0.4:
            return ()
        best = self.rng.choice([0, 1, 3, 14, 60])
        return (
            r.Toll(r.Outcome.KILLED, r.Who.UNKNOWN, best, best, best + 2, ids[0], ids[0], ids[0]),
        )

    def place(self):
        name, key, country, admin1, latitude, longitude, prec = self.rng.choice(PLACES)
        words = r.Span(0, 1, "N")
        return r.Place(name, words, key, latitude, longitude, country, admin1, where_prec=prec)

    def judge(self, row, verdict, retracted):
        claim = self.rng.choice(row.claims)
        anchor = r.Anchor(claim.article.document_id, claim.claim.quote, claim.claim.trigger)
        key, at = f"jdg_{len(self.judgements)}", datetime(2031, 6, 1, tzinfo=UTC)
        undone = at if retracted else None
        self.judgements.append(
            r.Judgement(key, verdict, (anchor,), "Rana", at, retracted_at=undone)
        )
        self.attachments[key] = (claim.claim.id,)
        before = self.reviews[row.incident.id]
        if retracted or verdict is r.Verdict.NOTE or before is Review.EDITED:
            return
        state = Review.ACCEPTED if verdict is r.Verdict.ACCEPT else Review.EDITED
        self.reviews[row.incident.id] = state

    def batch(self):
        claims = {article.id: [] for article, _ in self.articles}
        for row in (*self.rows, *self.rejected):
            for claim in row.claims:
                claims[claim.article.id].append(claim.claim)
        codings = [Coding(d.id, RUN, a, tuple(claims[a.id])) for a, d in self.articles]
        documents = [document for _, document in self.articles]
        return Batch(documents, codings=codings, judgements=self.judgements)

    def derived(self):
        rows = [claim for row in self.rows for claim in row.claims]
        rows.sort(key=lambda row: (row.article.id, row.claim.quote.start, row.claim.id))
        anchors = (r.Anchor(self.articles[0][1].id, r.Span(0, 1, "N"), r.Span(0, 1, "N")),)
        registry = [RegistryRow(row.incident.id, anchors) for row in self.rows]
        registry += [RegistryRow(row.incident.id, anchors, withdrawn=True) for row in self.rejected]
        return Derived(
            incidents=[row.incident for row in self.rows],
            claims=rows,
            registry=registry,
            attachments=self.attachments,
            articles=[article for article, _ in self.articles],
            rejected=self.rejected,
        )


DISPUTED = r.Disagreement(
    "casualties: killed, unknown", (r.Version("3 killed", ()), r.Version("14 killed", ()))
)


# --- the search, once more -------------------------------------------------------------------
def words_of(*texts):
    plain = (unicodedata.normalize("NFKD", re.sub("['’]", "", text or "")) for text in texts)
    kept = ("".join(c for c in text if not unicodedata.combining(c)) for text in plain)
    return [word for text in kept for word in re.findall(r"[^\W_]+", text.casefold())]


def has(found, asked):
    *whole, last = words_of(asked) or [""]
    return all(word in found for word in whole) and any(word.startswith(last) for word in found)


def tells(found, asked):
    """As names have words, but that one of two letters is no beginning of another."""
    return has(found, asked) if len(words_of(asked)[-1]) > 2 else set(words_of(asked)) <= {*found}


def sides(row):
    told = [party for claim in row.claims for party in claim.resolution.parties]
    return [*row.incident.side_a, *row.incident.side_b, *told]


def killed(row):
    return row.incident.casualties[0].best if row.incident.casualties else None


def origins(row):
    return sum(each.known for each in row.incident.origins) or 1


def any_name(names, asked, all_names):
    """Whether one of the names is meant; names are (name, id or None), one by its folded words."""
    exact = {pair for pair in all_names if asked in pair}
    meant = exact or {pair for pair in all_names if has(words_of(pair[0]), asked)}
    return bool({folded(pair) for pair in meant} & {folded(pair) for pair in names})


def folded(pair):
    return tuple(words_of(pair[0])), pair[1]


def passes(row, review, search: Search, *, but=()):
    """Whether an incident passes every field of a search ``but`` these."""
    one, place = row.incident, row.incident.place
    parties = {(party.name, party.actor_id) for party in sides(row)}
    outlets = {(claim.article.outlet, None) for claim in row.claims if claim.article.outlet}
    text = [place.name if place else "", *(name for name, _ in parties)]
    for claim in row.claims:
        text += [claim.article.title, claim.claim.quote.quote, claim.article.outlet]
        text += [each.name for each in claim.resolution.places]
    inside = True
    if search.bbox:
        west, south, east, north = search.bbox
        inside = bool(place and place.latitude is not None) and south <= place.latitude <= north
        between = west <= place.longitude <= east if inside and west <= east else True
        around = not (inside and west > east) or not east < place.longitude < west
        inside = inside and between and around
    tests = {
        "period": (not search.since or bool(one.date and one.date.end >= search.since))
        and (not search.until or bool(one.date and one.date.start <= search.until)),
        "country": not search.country or bool(place and place.country == search.country),
        "admin1": not search.admin1 or bool(place and place.admin1 == search.admin1),
        "types": not search.types or one.type in search.types,
        "statuses": not search.statuses or one.status in search.statuses,
        "grades": not search.grades or one.grade in search.grades,
        "responsibility": search.responsibility in (None, one.responsibility),
        "actor": not search.actor or any_name(parties, search.actor, set(PARTIES)),
        "outlet": not search.outlet
        or any_name(outlets, search.outlet, {(each, None) for each in OUTLETS if each}),
        "place": not search.place
        or (
            bool(place)
            and any_name({place_pair(place)}, search.place, {each[:2] for each in PLACES})
        ),
        "origins": origins(row) >= search.min_origins,
        "killed": not search.min_killed or (killed(row) or 0) >= search.min_killed,
        "review": review is search.review if search.review else review is not Review.REJECTED,
        "text": not search.text or tells(words_of(*text), search.text),
        "box": inside,
    }
    return all(passed for name, passed in tests.items() if name not in but)


def place_pair(place):
    return place.name, place.gazetteer_id


SEARCHED = {
    "since": [DAY, DAY - timedelta(5)],
    "until": [DAY, DAY + timedelta(4)],
    "country": ["SY", "FJ", "XX"],
    "admin1": ["Hama", "Luhansk"],
    "types": [(r.EventType.SHELLING,), (r.EventType.SHELLING, r.EventType.TALKS)],
    "statuses": [(r.Status.OCCURRED, r.Status.ONGOING), (r.Status.DENIED,)],
    "grades": [(r.Grade.ESTABLISHED,), (r.Grade.WEAK, r.Grade.FAIR)],
    "responsibility": [r.Responsibility.DISPUTED],
    "actor": ["nusra", "sy_military", "Gunmen", "arm", "jose brig", "army arab", "nobody"],
    "outlet": ["Post", "post", "wadi po", "PENA", "nahr weekly"],
    "place": ["hama", "g:3", "Tall Afar", "sud", "حلب", "Сєвєродон", "north some", "afar tal"],
    "min_origins": [1, 2],
    "min_killed": [1, 14, 100],
    "review": list(Review),
    "text": ["market", "mark", "at", "ma", "dawn at", "ecole", "tall-afar", "حلب", "xyz", "post"],
    "bbox": [(30, 30, 40, 40), (170, -20, -170, 0), (36.7, 35, 36.8, 36)],
}


def some_search(rng):
    """A search of up to three random fields."""
    fields = rng.sample(sorted(SEARCHED), rng.choice([0, 1, 1, 1, 2, 2, 3]))
    return Search(**{name: rng.choice(SEARCHED[name]) for name in fields})
