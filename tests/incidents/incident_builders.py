"""Tellings made of a few words, for the tables of the tests beside this file."""

from dataclasses import replace
from datetime import date

from crosswire.incidents import Telling
from crosswire.records import (
    Article,
    Casualties,
    Claim,
    Credit,
    EventType,
    Outcome,
    Party,
    Place,
    Resolution,
    Role,
    Span,
    Speaker,
    SpeakerKind,
    Status,
    Story,
    When,
    Who,
)
from crosswire.vocab import load

VOCABULARY = load()
DAY = date(2016, 10, 3)
TOWN = Place("Binnish", Span(0, 7, "Binnish"), "g1", 35.96, 36.71, "SY", "Idlib", "Idlib", 1)
NEXT_TOWN = replace(TOWN, name="Taftanaz", gazetteer_id="g2", latitude=35.99, longitude=36.78)
FAR_TOWN = replace(
    TOWN, name="Palmyra", gazetteer_id="g3", latitude=34.56, longitude=38.28, admin1="Homs"
)
SYRIA, RUSSIA, ISIS = "sy_military", "ru_military", "islamic_state"
SOHR, HELMETS = "sohr", "white_helmets"


def day(when: date) -> When:
    return When(when, when, 1)


def party(role: Role, actor_id: str) -> Party:
    """A party by its id in the roster; words that it does not know stand for themselves."""
    row = VOCABULARY.actors.get(actor_id)
    name = row.name if row else actor_id
    return Party(role, name, Span(0, len(name), name), actor_id if row else None)


def killed(low: int, high: int | None = None, part_of: int | None = None, who: str = "civilian"):
    words = Span(0, len(str(low)), str(low))
    return Casualties(words, Outcome.KILLED, Who(who), low, high or low, None, part_of)


def tell(
    name: str,
    outlet: str | None,
    quote: str = "Warplanes struck the market of Binnish and killed 12 people",
    *,
    type: str = "air_strike",
    status: str = "occurred",
    by: str | None = None,
    anonymous: bool = False,
    doer: str | None = None,
    target: str | None = None,
    credit: str | None = None,
    on: date | None = DAY,
    places: tuple[Place, ...] = (TOWN,),
    counts: tuple[Casualties, ...] = (),
    published: date | None = DAY,
    story: Story | None = None,
    story_outlet: str | None = None,
    article: str | None = None,
    same_as: str | None = None,
    start: int = 0,
) -> Telling:
    """A claim ``name`` in an article of its own, or in ``article``, with what it resolves to."""
    key = article or f"art_{name}"
    quoted = Span(start, start + len(quote), quote)
    credits = (Credit(Span(900, 900 + len(credit), credit), credit),) if credit else ()
    speaker = None
    if by or anonymous:
        kind = SpeakerKind.ANONYMOUS if anonymous else SpeakerKind.OTHER
        speaker = Speaker(Span(0, 4, "they"), kind)
    roles = ((Role.SIDE_A, doer), (Role.SIDE_B, target), (Role.SPEAKER, by))
    parties = tuple(party(role, actor) for role, actor in roles if actor)
    claim = Claim(
        name, key, quoted, Span(start, start + 5, quote[:5]), EventType(type), Status(status),
        casualties=counts, speaker=speaker, same_as=same_as,
    )  # fmt: skip
    made = Article(
        key, f"doc_{key}", key, "", quote, outlet, credits=credits, published_at=published
    )
    resolution = Resolution(name, places, parties, day(on) if on else None)
    return Telling(claim, resolution, made, story, story_outlet)
