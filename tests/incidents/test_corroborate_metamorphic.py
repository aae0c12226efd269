"""Generated changes of an incident's claims that must change nothing, or nothing for the better."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from incident_builders import (
    DAY,
    HELMETS,
    ISIS,
    NEXT_TOWN,
    RUSSIA,
    SOHR,
    SYRIA,
    TOWN,
    VOCABULARY,
    killed,
    tell,
)

from crosswire.incidents import Telling, anchors_of, assign, corroborate, link
from crosswire.incidents.origins import root_of
from crosswire.records import Grade, Incident, Speaker, SpeakerKind, Status, Story
from crosswire.store.codec import dumps

GRADES = list(Grade)
KNOWN = ["SANA", "Al Jazeera", "Reuters", "Al-Ahram", "Al-Manar", "ABC News", "Amaq", "TASS"]
UNALIGNED = ["Al Jazeera", "Reuters", "ABC News"]
SISTERS = {"SANA": "Syrian TV", "Al-Manar": "Al-Ahed News", "TASS": "Rossiyskaya Gazeta"}
ACTORS = [SYRIA, RUSSIA, ISIS]
TYPES = ["air_strike", "shelling", "armed_clash", "territory_gained", "suicide_bombing"]
STATUSES = ["occurred", "occurred", "occurred", "ongoing", "denied", "planned"]
LATE = date(2016, 11, 1)


@st.composite
def groups(draw: st.DrawFn) -> list[Telling]:
    """Claims of known outlets on one event, each the first of a story of its own.

    The first one is an outlet's own account of it.
    """
    size = draw(st.integers(0, 5))
    doer, outlet = draw(st.sampled_from([None, *ACTORS])), draw(st.sampled_from([*SISTERS]))
    return [told_first(tell("own", outlet, doer=doer, counts=(killed(12),)))] + [
        told_first(
            tell(
                f"c{at}",
                draw(st.sampled_from(KNOWN)),
                by=draw(st.sampled_from([None, None, SOHR, HELMETS, *ACTORS])),
                doer=draw(st.sampled_from([None, *ACTORS])),
                target=draw(st.sampled_from([None, *ACTORS])),
                credit=draw(st.sampled_from([None, None, "SANA", "Reuters"])),
                status=draw(st.sampled_from(STATUSES)),
                type=draw(st.sampled_from(TYPES)),
                places=draw(st.sampled_from([(TOWN,), (NEXT_TOWN,), ()])),
                counts=draw(st.sampled_from([(), (killed(12),), (killed(31),)])),
                published=DAY + timedelta(days=draw(st.integers(0, 3))),
            )
        )
        for at in range(size)
    ]


def told_first(telling: Telling) -> Telling:
    story = Story(f"sto_{telling.claim.id}", (), origin_article=telling.article.id)
    return replace(telling, story=story, story_outlet=telling.article.outlet)


def again(base: Telling, name: str, outlet: str | None, **claim) -> Telling:
    """The claim in another article, in words of its own: of no story."""
    article = replace(base.article, id=f"art_{name}", document_id=f"doc_{name}", outlet=outlet)
    told = replace(base.claim, id=name, article_id=article.id, **claim)
    resolution = replace(base.resolution, claim_id=name)
    return Telling(told, resolution, article)


def copied(draw: st.DrawFn, base: Telling, name: str) -> Telling:
    """The same text elsewhere, on the same day or late."""
    outlet = draw(st.sampled_from([*KNOWN, "Kalub Post", None]))
    copy = again(base, name, outlet)
    published = draw(st.sampled_from([base.article.published_at, LATE]))
    article = replace(copy.article, published_at=published)
    return replace(copy, article=article, story=base.story, story_outlet=base.story_outlet)


def paraphrased(draw: st.DrawFn, base: Telling, name: str) -> Telling | None:
    """Other words and numbers under the same credit, or of the same speaker."""
    if not base.article.credits and not base.claim.speaker:
        return None
    counts = draw(st.sampled_from([(), (killed(12),), (killed(50),)]))
    return again(base, name, draw(st.sampled_from([*KNOWN, "Kalub Post"])), casualties=counts)


def of_one_owner(draw: st.DrawFn, base: Telling, name: str) -> Telling | None:
    """Another outlet of the owner that stands behind the claim."""
    sister = SISTERS.get(base.article.outlet or "")
    return again(base, name, sister) if sister and in_own_voice(base) else None


def in_own_voice(base: Telling) -> bool:
    return base.happened and not base.claim.speaker and not base.article.credits


def of_unknown_outlet(draw: st.DrawFn, base: Telling, name: str) -> Telling:
    """Whatever an outlet says that the vocabulary does not know, in its own voice or another's."""
    words = replace(base.claim.quote, quote=draw(st.sampled_from(["a resident", "the group"])))
    speaker = draw(st.sampled_from([None, Speaker(words), Speaker(words, SpeakerKind.ANONYMOUS)]))
    told = tell(
        name,
        draw(st.sampled_from([f"Kalub {name}", "Kalub Post", None])),
        type=draw(st.sampled_from(TYPES)),
        status=draw(st.sampled_from([str(status) for status in Status])),
        doer=draw(st.sampled_from([None, *ACTORS])),
        target=draw(st.sampled_from([None, *ACTORS])),
        counts=draw(st.sampled_from([(), (killed(900),)])),
    )
    return replace(told, claim=replace(told.claim, speaker=speaker))


def unnamed(draw: st.DrawFn, base: Telling, name: str) -> Telling | None:
    """A voice without a name, through the outlet that tells it itself, or told to it elsewhere."""
    if not in_own_voice(base):
        return None
    outlet = base.article.outlet or ""
    words = replace(base.claim.quote, quote="a military source")
    speaker = Speaker(words, SpeakerKind.ANONYMOUS)
    if draw(st.booleans()):
        heard = Speaker(words, SpeakerKind.ANONYMOUS, replace(words, quote=outlet))
        return again(base, name, draw(st.sampled_from([*KNOWN, "Kalub Post"])), speaker=heard)
    # an unnamed denial through the outlet of a party is the party's, and may contest the event
    denied = [Status.DENIED] if outlet in UNALIGNED else []
    status = draw(st.sampled_from([base.claim.status, Status.PLANNED, *denied]))
    return again(base, name, outlet, speaker=speaker, status=status)


FLOODS = {
    "copies": copied,
    "paraphrases": paraphrased,
    "outlets of one owner": of_one_owner,
    "unknown outlets": of_unknown_outlet,
    "voices without a name": unnamed,
}
IN_OWN_VOICE = {"outlets of one owner", "voices without a name"}


def flood_of(draw: st.DrawFn, kind: str, group: list[Telling], number: int) -> list[Telling]:
    """So many articles of a kind, of those claims of the group that can have one."""
    fits = [base for base in group if kind not in IN_OWN_VOICE or in_own_voice(base)]
    bases = [draw(st.sampled_from(fits)) for _ in range(number)]
    made = (FLOODS[kind](draw, base, f"x{at}") for at, base in enumerate(bases))
    return [telling for telling in made if telling]


def known_origins(incident: Incident) -> set[str]:
    return {origin.key for origin in incident.origins if origin.known}


def tolls(incident: Incident) -> list[tuple]:
    return [(t.outcome, t.who, t.low, t.best, t.high) for t in incident.casualties]


@pytest.mark.parametrize("kind", FLOODS)
@settings(max_examples=400, deadline=None)
@given(data=st.data(), group=groups(), number=st.integers(1, 8))
def test_a_flood_never_raises(kind, data, group, number):
    """Does any number of articles that add no independent word raise a grade or add an origin?"""
    flood = flood_of(data.draw, kind, group, number)
    before, after = corroborate(group, VOCABULARY), corroborate([*group, *flood], VOCABULARY)
    assert GRADES.index(after.grade) >= GRADES.index(before.grade)
    assert len(known_origins(after)) <= len(known_origins(before))
    if kind == "copies":
        assert (after.grade, after.responsibility) == (before.grade, before.responsibility)
        assert tolls(after) == tolls(before)


@settings(max_examples=400, deadline=None)
@given(st.data(), groups())
def test_order_changes_nothing(data, group):
    """Is the incident the same in any order, and with a claim given twice?"""
    mixed = data.draw(st.permutations(group))
    assert corroborate([*mixed, mixed[0]], VOCABULARY) == corroborate(group, VOCABULARY)


@settings(max_examples=250, deadline=None)
@given(st.data(), groups(), st.integers(0, 4))
def test_an_article_that_goes_and_comes_back_leaves_no_trace(data, group, number):
    """Are the incidents the same to the byte, ids too, after an article was away for a while?"""
    group += flood_of(data.draw, "copies", group, number)
    gone = data.draw(st.sampled_from(group)).article.id
    first, registry = published(group, ())
    _, registry = published([t for t in group if t.article.id != gone], registry)
    assert published(data.draw(st.permutations(group)), registry)[0] == first


def published(tellings, registry):
    """The incidents of tellings as the store writes them, and the registry after them."""
    found = [corroborate(each, VOCABULARY) for each in link(tellings)]
    incidents, rows = assign(found, anchors_of(tellings), registry)
    return [dumps(incident) for incident in incidents], rows


def test_the_floods_have_what_they_say():
    """Do the generators' outlets have the owners, and no root, that the tests rest on?"""
    for outlet, sister in SISTERS.items():
        rows = VOCABULARY.outlet(outlet), VOCABULARY.outlet(sister)
        assert rows[0].owner == rows[1].owner
    for outlet in UNALIGNED:
        assert not root_of(tell("a", outlet), VOCABULARY).sides
    assert not root_of(tell("a", "Kalub Post"), VOCABULARY).known
