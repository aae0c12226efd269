"""How the tests of the exports make up rows: actors, places, one claim in an article of its own."""

from dataclasses import dataclass, replace

from crosswire.records import (
    Article,
    Casualties,
    Claim,
    EventType,
    Grade,
    Incident,
    Origin,
    Outcome,
    Party,
    Place,
    Resolution,
    Responsibility,
    Role,
    Span,
    Speaker,
    SpeakerKind,
    Status,
    When,
    Who,
    article_id,
    claim_id,
    content_id,
    document_id,
)
from crosswire.rows import ClaimRow, IncidentRow


@dataclass(frozen=True)
class MadeUpActor:
    name: str
    kind: str
    country: str | None
    inter: int


ACTORS = {
    "syrian-army": MadeUpActor("Syrian Arab Army", "military", "SY", 1),
    "shamal-brigade": MadeUpActor("Shamal Brigade", "armed_group", None, 2),
    "saf": MadeUpActor("Sudanese Armed Forces", "military", "SD", 1),
    "rsf": MadeUpActor("Rapid Support Forces", "armed_group", None, 2),
    "afu": MadeUpActor("Armed Forces of Ukraine", "military", "UA", 1),
    "rus": MadeUpActor("Russian Armed Forces", "military", "RU", 8),
    "liptako-front": MadeUpActor("Liptako Front", "armed_group", None, 2),
    "mali-army": MadeUpActor("Malian Armed Forces", "military", "ML", 1),
    "civilians-sy": MadeUpActor("Civilians (Syria)", "civilians", "SY", 7),
    "civilians-ua": MadeUpActor("Civilians (Ukraine)", "civilians", "UA", 7),
    "protesters-sd": MadeUpActor("Protesters (Sudan)", "civilians", "SD", 6),
}


@dataclass(frozen=True)
class MadeUpEventType:
    name: str
    details: tuple[tuple[str, str], ...] = ()

    def sub_event(self, detail: str | None = None) -> str:
        return dict(self.details).get(detail or "", self.name)


EVENT_TYPES = {
    EventType.AIR_STRIKE: MadeUpEventType("Air/drone strike"),
    EventType.SHELLING: MadeUpEventType("Shelling/artillery/missile attack"),
    EventType.ARMED_CLASH: MadeUpEventType("Armed clash"),
    EventType.BOMBING: MadeUpEventType("Remote explosive/landmine/IED", (("grenade", "Grenade"),)),
    EventType.ATTACK_ON_CIVILIANS: MadeUpEventType("Attack"),
    EventType.RIOT: MadeUpEventType("Mob violence", (("demonstration", "Violent demonstration"),)),
    EventType.AGREEMENT: MadeUpEventType("Agreement"),
    EventType.CASUALTIES_REPORT: MadeUpEventType("Other"),
    EventType.FORCE_MOVEMENT: MadeUpEventType("Other"),
    EventType.PROTEST: MadeUpEventType(
        "Peaceful protest",
        (
            ("intervention", "Protest with intervention"),
            ("excessive_force", "Excessive force against protesters"),
        ),
    ),
    EventType.TERRITORY_GAINED: MadeUpEventType(
        "Non-state actor overtakes territory",
        (
            ("government", "Government regains territory"),
            ("non_state", "Non-state actor overtakes territory"),
        ),
    ),
}


def where(
    name, country, admin1, lat, lon, prec=1, reason="the only place of that name in the country"
):
    return Place(
        name,
        Span(0, len(name), name),
        f"geonames:{content_id('x', name)[2:9]}",
        lat,
        lon,
        country,
        admin1,
        None,
        prec,
        "town",
        reason,
    )


MARAA = where("Mare'", "SY", "Aleppo", 36.48106, 37.19617)
SARAQIB = where("Saraqib", "SY", "Idlib", 35.86444, 36.80583)
IDLIB = where(
    "Idlib Governorate", "SY", "Idlib", 35.75, 36.7, 4, "the text names the province alone"
)
EL_FASHER = where("El Fasher", "SD", "North Darfur", 13.62793, 25.34936)
OMDURMAN = where("Omdurman", "SD", "Khartoum", 15.64453, 32.47773, 2)
KUPIANSK = where("Kupiansk", "UA", "Kharkiv", 49.71064, 37.61515)
POKROVSK = where("Pokrovsk", "UA", "Donetsk", 48.28196, 37.18124, 3)
ANSONGO = where("Ansongo", "ML", "Gao", 15.6597, 0.5022)
MENAKA = where("Ménaka", "ML", "Ménaka", 15.9182, 2.4022, 2)
MALI = where("Mali", "ML", None, 17.0, -4.0, 6, "the text names the country alone")


def party(role, name, actor=None, words=None):
    return Party(role, name, words or Span(0, len(name), name), actor)


def span(text, words, after=0):
    start = text.index(words, after)
    return Span(start, start + len(words), words)


def number(
    quote,
    text,
    words,
    outcome=Outcome.KILLED,
    who=Who.UNKNOWN,
    low=None,
    high=None,
    side=None,
    part_of=None,
):
    return Casualties(span(text, words, quote.start), outcome, who, low, high, side, part_of)


def telling(
    outlet,
    day,
    title,
    sentence,
    trigger,
    kind,
    status=Status.OCCURRED,
    *,
    place=None,
    when=None,
    a=None,
    b=None,
    speaker=None,
    speaker_kind=SpeakerKind.OTHER,
    speaker_actor=None,
    numbers=(),
    story=None,
    rest="",
    same_as=None,
):
    """One claim in an article of its own; ``a`` and ``b`` are (words, actor id)."""
    text = f"{title}\n\n{sentence} {rest}".rstrip()
    source_id = f"{outlet.lower().replace(' ', '-')}-{day}-{len(sentence)}"
    doc = document_id(text.encode(), outlet, None, source_id)
    url = f"https://news.example/{source_id}"
    article = Article(
        article_id(doc, title, text, "clean-1"),
        doc,
        source_id,
        title,
        text,
        outlet,
        url,
        published_at=day,
        anchor_date=day,
        cleaner="clean-1",
    )
    quote = span(text, sentence, len(title))
    trig = span(text, trigger, quote.start)
    side_a = (span(text, a[0], quote.start),) if a else ()
    side_b = (span(text, b[0], quote.start),) if b else ()
    at = span(text, place[0], quote.start) if place else None
    says = Speaker(span(text, speaker, quote.start), speaker_kind) if speaker else None
    claim = Claim(
        "",
        article.id,
        quote,
        trig,
        kind,
        status,
        side_a,
        side_b,
        (at,) if at else (),
        None,
        tuple(number(quote, text, *n[:1], **n[1]) for n in numbers),
        says,
        same_as,
        0.82,
        "rules-1",
    )
    claim = replace(claim, id=claim_id(claim))
    parties = []
    if a:
        parties.append(Party(Role.SIDE_A, ACTORS[a[1]].name if a[1] else a[0], side_a[0], a[1]))
    if b:
        parties.append(Party(Role.SIDE_B, ACTORS[b[1]].name if b[1] else b[0], side_b[0], b[1]))
    if says:
        parties.append(Party(Role.SPEAKER, speaker, says.words, speaker_actor))
    places = (replace(place[1], words=at),) if place else ()
    resolution = Resolution(claim.id, places, tuple(parties), when)
    return ClaimRow(claim, resolution, article, story)


def on(day, end=None, prec=1):
    return When(day, end or day, prec)


def incident(
    name,
    kind,
    claims,
    *,
    status=Status.OCCURRED,
    place=None,
    when=None,
    tolls=(),
    origins=(),
    grade=Grade.WEAK,
    responsibility=Responsibility.UNKNOWN,
    reason="",
    disagreements=(),
    a=(),
    b=(),
):
    ident = content_id("inc", name)
    claims = tuple(replace(row, incident_id=ident) for row in claims)
    ids = tuple(row.claim.id for row in claims)
    return IncidentRow(
        Incident(
            ident,
            ids,
            kind,
            status,
            tuple(
                party(Role.SIDE_A, ACTORS[x].name if x in ACTORS else x, x if x in ACTORS else None)
                for x in a
            ),
            tuple(
                party(Role.SIDE_B, ACTORS[x].name if x in ACTORS else x, x if x in ACTORS else None)
                for x in b
            ),
            place,
            when,
            tuple(tolls),
            tuple(origins),
            len({r.article.id for r in claims}),
            grade,
            responsibility,
            reason,
            tuple(disagreements),
        ),
        claims,
    )


def origin(key, name, rows, side=None, known=True):
    outlets = tuple(sorted({row.article.outlet for row in rows}))
    return Origin(key, name, tuple(row.claim.id for row in rows), outlets, side, known)
