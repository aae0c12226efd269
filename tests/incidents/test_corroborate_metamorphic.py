"""Generated changes of an incident's claims that must change nothing, or nothing for the better."""

from dataclasses import replace
from datetime import date, timedelta

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

from crosswire.incidents import Telling, corroborate
from crosswire.records import Grade, Incident, Status, Story

GRADES = list(Grade)
KNOWN = ["SANA", "Al Jazeera", "Reuters", "Al-Ahram", "Al-Manar", "ABC News"]
ACTORS = [SYRIA, RUSSIA, ISIS]


@st.composite
def groups(draw: st.DrawFn) -> list[Telling]:
    size = draw(st.integers(1, 6))
    return [
        tell(
            f"c{at}",
            draw(st.sampled_from(KNOWN)),
            by=draw(st.sampled_from([None, None, SOHR, HELMETS, *ACTORS])),
            doer=draw(st.sampled_from([None, *ACTORS])),
            credit=draw(st.sampled_from([None, None, "SANA", "Reuters"])),
            status=draw(st.sampled_from(["occurred", "occurred", "ongoing", "denied", "planned"])),
            type=draw(st.sampled_from(["air_strike", "shelling", "armed_clash"])),
            places=draw(st.sampled_from([(TOWN,), (NEXT_TOWN,), ()])),
            counts=draw(st.sampled_from([(), (killed(12),), (killed(31),)])),
            published=DAY + timedelta(days=draw(st.integers(0, 3))),
        )
        for at in range(size)
    ]


def added(draw: st.DrawFn, base: Telling, kind: str, at: int) -> Telling:
    """A claim that adds no independent word to a group that has ``base``."""
    name, own = f"x{at}", base.article
    article = replace(own, id=f"art_{name}", document_id=f"doc_{name}")
    claim = replace(base.claim, id=name, article_id=article.id)
    copy = replace(base, claim=claim, article=article)
    if kind == "copy":
        outlet = draw(st.sampled_from([*KNOWN, "Kalub Post"]))
        article = replace(article, outlet=outlet, published_at=date(2016, 11, 1))
        story = Story("sto_x", (), origin_article=own.id)
        return replace(copy, article=article, story=story, story_outlet=own.outlet)
    if kind == "unknown":
        unknown = replace(article, outlet=f"Kalub {at}", credits=())
        told = replace(claim, speaker=None, status=draw(st.sampled_from(list(Status))))
        return replace(copy, article=unknown, claim=told)
    return tell(name, own.outlet, anonymous=True, by=SYRIA, credit=_credit(base))


def _credit(told: Telling) -> str | None:
    return told.article.credits[0].agency if told.article.credits else None


def known_origins(incident: Incident) -> set[str]:
    return {origin.key for origin in incident.origins if origin.known}


@settings(max_examples=250, deadline=None)
@given(st.data(), groups(), st.sampled_from(["copy", "unknown"]), st.integers(1, 8))
def test_flood_never_raises(data, group, kind, number):
    """Do copies, or articles of unknown outlets, ever raise a grade or the count of origins?"""
    base = data.draw(st.sampled_from(group))
    flood = [added(data.draw, base, kind, at) for at in range(number)]
    before, after = corroborate(group, VOCABULARY), corroborate([*group, *flood], VOCABULARY)
    assert GRADES.index(after.grade) >= GRADES.index(before.grade)
    if any(t.happened for t in group):
        assert known_origins(after) <= known_origins(before)


@settings(max_examples=250, deadline=None)
@given(st.data(), groups(), st.integers(1, 5))
def test_anonymous_voices_never_raise(data, group, number):
    """Do anonymous claims beside an outlet's own account ever raise anything?"""
    own = [t for t in group if t.happened and not t.claim.speaker]
    if not own:
        return
    base = data.draw(st.sampled_from(own))
    voices = [added(data.draw, base, "anonymous", at) for at in range(number)]
    before, after = corroborate(group, VOCABULARY), corroborate([*group, *voices], VOCABULARY)
    assert GRADES.index(after.grade) >= GRADES.index(before.grade)
    assert known_origins(after) == known_origins(before)


@settings(max_examples=200, deadline=None)
@given(st.data(), groups())
def test_order_changes_nothing(data, group):
    """Is the incident the same in any order, and with a claim given twice?"""
    mixed = data.draw(st.permutations(group))
    assert corroborate([*mixed, mixed[0]], VOCABULARY) == corroborate(group, VOCABULARY)
