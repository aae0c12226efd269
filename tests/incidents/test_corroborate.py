import re
from dataclasses import replace
from datetime import timedelta

import pytest
from incident_builders import (
    DAY,
    FAR_TOWN,
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
from crosswire.incidents.origins import root_of
from crosswire.records import Passage, Story


def grade_of(*told: Telling) -> tuple[str, str]:
    incident = corroborate(told, VOCABULARY)
    return str(incident.grade), str(incident.responsibility)


COPIED = Story("sto_1", (Passage("art_a", 0, 9), Passage("art_b", 0, 9)), origin_article="art_a")
AGENCY = Story("sto_2", (Passage("art_a", 0, 9), Passage("art_b", 0, 9)), origin_agency="SANA")

# (what the claim is told with, the key of its origin)
KEYS = [
    ({"outlet": "Al Jazeera", "by": SOHR, "credit": "SANA"}, f"actor:{SOHR}"),
    ({"outlet": "Al Jazeera", "by": "a resident", "credit": "SANA"}, "agency:SANA"),
    ({"outlet": "Al Jazeera", "by": SOHR, "anonymous": True}, "owner:Al Jazeera Media Network"),
    ({"outlet": "Al Jazeera", "by": "sy_civilians"}, "owner:Al Jazeera Media Network"),
    ({"outlet": "Al Jazeera", "by": "sana"}, "agency:SANA"),
    ({"outlet": "SANA"}, "agency:SANA"),
    ({"outlet": "Al Jazeera", "credit": "SANA", "story": COPIED}, "agency:SANA"),
    ({"outlet": "Al Jazeera", "story": AGENCY}, "agency:SANA"),
    (
        {"outlet": "Al Jazeera", "story": COPIED, "story_outlet": "ABC News"},
        "owner:The Walt Disney Company",
    ),
    ({"outlet": "Al Jazeera", "credit": "Kalub Wire"}, "agency:Kalub Wire"),
    ({"outlet": "Kalub  Post"}, "outlet:kalub post"),
    ({"outlet": "Amaq"}, f"actor:{ISIS}"),
    ({"outlet": "Al-Ahed News"}, "actor:hezbollah"),
    ({"outlet": None}, "outlet:"),
]


@pytest.mark.parametrize(("told", "key"), KEYS)
def test_origin_key(told, key):
    """Whose word is a claim, by the first rule that applies?"""
    assert root_of(tell("c", **told), VOCABULARY).key == key


# (claims, grade, responsibility): each row says what it guards
GRADED = {
    "one outlet": ([tell("a", "Al Jazeera")], "weak", "unknown"),
    "an unknown outlet": ([tell("a", "Kalub Post")], "weak", "unknown"),
    "two outlets": ([tell("a", "Al Jazeera"), tell("b", "Al-Ahram")], "fair", "unknown"),
    "a known and an unknown outlet": (
        [tell("a", "Al Jazeera"), tell("b", "Kalub Post")], "weak", "unknown",
    ),
    "three unknown outlets": (
        [tell("a", "Kalub Post"), tell("b", "Kalub Star"), tell("c", "Kalub Sun")],
        "weak", "unknown",
    ),
    "reprints of one agency": (
        [tell(n, o, credit="SANA") for n, o in
         [("a", "SANA"), ("b", "Al-Manar"), ("c", "Al Jazeera"), ("d", "Al-Ahram")]],
        "weak", "unknown",
    ),
    "one monitor through three outlets": (
        [tell("a", "Al Jazeera", by=SOHR), tell("b", "Al-Ahram", by=SOHR),
         tell("c", "ABC News", by=SOHR)], "weak", "unknown",
    ),
    "a monitor and an outlet": (
        [tell("a", "Al Jazeera", by=SOHR, doer=SYRIA), tell("b", "Al-Ahram", doer=SYRIA)],
        "fair", "undisputed",
    ),
    "anonymous voices through one outlet": (
        [tell("a", "Al Jazeera"), tell("b", "Al Jazeera", anonymous=True)], "weak", "unknown",
    ),
    "two outlets of one owner": (
        [tell("a", "Al-Manar"), tell("b", "Al-Ahed News")], "weak", "unknown",
    ),
    "three origins of one side": (
        [tell("a", "SANA"), tell("b", "Al-Masdar News"), tell("c", "Al-Manar")],
        "fair", "unknown",
    ),
    "two origins of opposed sides": (
        [tell("a", "SANA"), tell("b", "Al Jazeera", by=SOHR)], "fair", "unknown",
    ),
    "three origins of opposed sides": (
        [tell("a", "SANA"), tell("b", "Al Jazeera", by=SOHR), tell("c", "Al-Ahram")],
        "established", "unknown",
    ),
    "three origins without a side": (
        [tell("a", "ABC News"), tell("b", "Al Jazeera"), tell("c", "Addis Standard")],
        "fair", "unknown",
    ),
    "the doer says so": (
        [tell("a", "Al Jazeera", by=RUSSIA, doer=RUSSIA)], "established", "accepted",
    ),
    "the doer's ministry says so": (
        [tell("a", "Al Jazeera", by="ru_government", doer=RUSSIA)], "established", "accepted",
    ),
    "the doer's own agency says so": (
        [tell("a", "Amaq", type="suicide_bombing", doer=ISIS)], "established", "accepted",
    ),
    "a part of the doer says so": (
        [tell("a", "Al Jazeera", by="ypg", doer="syrian_democratic_forces")],
        "established", "accepted",
    ),
    "the accused says that others did it": (
        [tell("a", "Al Jazeera", by=SOHR, doer=SYRIA),
         tell("b", "Al Jazeera", by=SYRIA, doer=ISIS)], "fair", "disputed",
    ),
    "the accused denies it": (
        [tell("a", "Al Jazeera", by=SOHR, doer=RUSSIA),
         tell("b", "Al Jazeera", by=RUSSIA, doer=RUSSIA, status="denied")], "weak", "disputed",
    ),
    "the accused denies what two say": (
        [tell("a", "Al Jazeera", by=SOHR, doer=SYRIA), tell("b", "Al-Ahram", doer=SYRIA),
         tell("c", "Al-Ahram", by="sy_government", status="denied")], "fair", "disputed",
    ),
    "the accused state's agency denies it": (
        [tell("a", "Al Jazeera", by=SOHR, doer=SYRIA), tell("b", "Al-Ahram", doer=SYRIA),
         tell("c", "SANA", status="denied")], "fair", "disputed",
    ),
    "another origin denies it": (
        [tell("a", "Al Jazeera", by=SOHR, doer=SYRIA), tell("b", "Al-Ahram", doer=SYRIA),
         tell("c", "Al-Ahram", by=HELMETS, status="denied")], "contested", "disputed",
    ),
    "an unknown outlet denies it": (
        [tell("a", "Al Jazeera", doer=SYRIA), tell("b", "Al-Ahram", doer=SYRIA),
         tell("c", "Kalub Post", status="denied")], "fair", "undisputed",
    ),
    "an outlet reports a denial beside its own account": (
        [tell("a", "Al Jazeera", doer=SYRIA), tell("b", "Al Jazeera", status="denied")],
        "weak", "disputed",
    ),
    "denied though established": (
        [tell("a", "SANA"), tell("b", "Al Jazeera", by=SOHR), tell("c", "Al-Ahram"),
         tell("d", "Al-Ahram", by=HELMETS, status="denied")], "established", "unknown",
    ),
    "allies accused together": (
        [tell("a", "Al Jazeera", doer=SYRIA), tell("b", "Al-Ahram", doer=RUSSIA)],
        "fair", "undisputed",
    ),
    "a winner's boast": (
        [tell("a", "SANA", type="territory_gained", by=SYRIA, doer=SYRIA, target=ISIS)],
        "weak", "undisputed",
    ),
    "a loser's concession": (
        [tell("a", "Amaq", type="territory_gained", by=ISIS, doer=SYRIA, target=ISIS)],
        "established", "accepted",
    ),
    "rival winners": (
        [tell("a", "SANA", type="territory_gained", by=SYRIA, doer=SYRIA),
         tell("b", "Amaq", type="territory_gained", by=ISIS, doer=ISIS)],
        "contested", "disputed",
    ),
    "one side of a clash": (
        [tell("a", "SANA", type="armed_clash", by=SYRIA, doer=SYRIA, target=ISIS)],
        "weak", "undisputed",
    ),
    "both sides of a clash": (
        [tell("a", "SANA", type="armed_clash", by=SYRIA, doer=SYRIA, target=ISIS),
         tell("b", "Amaq", type="armed_clash", by=ISIS, doer=ISIS, target=SYRIA)],
        "established", "accepted",
    ),
    "planned by two": (
        [tell("a", "SANA", status="planned", doer=SYRIA),
         tell("b", "Al-Ahram", status="planned", doer=SYRIA)], "weak", "unknown",
    ),
    "only denied": ([tell("a", "SANA", status="denied", doer=SYRIA)], "weak", "unknown"),
}  # fmt: skip


@pytest.mark.parametrize("name", GRADED)
def test_grade_and_responsibility(name):
    """Which grade, and whose responsibility, do these claims earn?"""
    told, grade, responsibility = GRADED[name]
    assert grade_of(*told) == (grade, responsibility)


def test_reason_counts_origins_reprints_and_carriers():
    """Does the reason say, in one sentence, who stands behind an incident and how many?"""
    told = [
        tell("a", "SANA"),
        tell("b", "Al-Manar", credit="SANA"),
        tell("c", "Al Jazeera", credit="SANA"),
        tell("d", "Al-Ahram", by=SOHR, credit="Agence France-Presse"),
        tell("e", "Kalub Post"),
    ]
    assert corroborate(told, VOCABULARY).reason == (
        "5 articles, 2 known origins: SANA (2 reprints) and Syrian Observatory for Human Rights "
        "(via Agence France-Presse); not known to the vocabulary, so not counted: Kalub Post; "
        "origins of opposed sides say so"
    )


# (claims, words that the reason must hold)
REASONS = [
    ([tell("a", "Al Jazeera", status="planned")], "only planned or expected, nobody says"),
    ([tell("a", "SANA"), tell("b", "Al-Manar")], "one side alone says so"),
    ([tell("a", "Al Jazeera", by=RUSSIA, doer=RUSSIA)], "the responsible party says so"),
    (
        [tell("a", "Al Jazeera", doer=SYRIA), tell("b", "SANA", status="denied")],
        "the accused party denies it",
    ),
    (
        [tell("a", "Al Jazeera", doer=SYRIA), tell("b", "Reuters", by=HELMETS, status="denied")],
        "denied by Syrian Civil Defence (White Helmets)",
    ),
    ([tell("a", "TRTWorld", by=SOHR)], "Human Rights (via TRT World)"),
    ([tell("a", "The New Arab")], "1 known origin: The New Arab"),
    ([tell("a", "Kalub Post")], "1 article, 0 known origins; not known to the vocabulary"),
]


@pytest.mark.parametrize(("told", "words"), REASONS)
def test_reason_says_what_weighs(told, words):
    """Does the reason say what weighs for and against the incident?"""
    assert re.search(re.escape(words), corroborate(told, VOCABULARY).reason)


LATER = DAY + timedelta(days=1)

# (claims, low, best, high of civilians killed)
TOLLS = {
    "one number": ([tell("a", "SANA", counts=(killed(12),))], (12, 12, 12)),
    "rival origins stay a range": (
        [tell("a", "SANA", counts=(killed(12),)), tell("b", "Reuters", counts=(killed(31),))],
        (12, 31, 31),
    ),
    "one origin's update replaces": (
        [tell("a", "SANA", counts=(killed(12),)),
         tell("b", "SANA", counts=(killed(31),), published=LATER)], (31, 31, 31),
    ),
    "an update may lower the toll": (
        [tell("a", "SANA", counts=(killed(31),)),
         tell("b", "SANA", counts=(killed(12),), published=LATER)], (12, 12, 12),
    ),
    "a part is never added": (
        [tell("a", "SANA", counts=(killed(19), killed(6, part_of=0)))], (19, 19, 19),
    ),
    "different people of one claim are added": (
        [tell("a", "SANA", counts=(killed(4), killed(5)))], (9, 9, 9),
    ),
    "the greatest of an article's claims is its total": (
        [tell("a", "SANA", counts=(killed(19),), article="x"),
         tell("b", "SANA", counts=(killed(6),), article="x", start=80)], (19, 19, 19),
    ),
    "most origins' number is the best": (
        [tell("a", "SANA", counts=(killed(12),)), tell("b", "Reuters", counts=(killed(12),)),
         tell("c", "Al Jazeera", counts=(killed(40),), published=LATER)], (12, 12, 40),
    ),
    "a threat kills nobody": (
        [tell("a", "SANA", counts=(killed(12),)),
         tell("b", "Reuters", counts=(killed(99),), status="hypothetical")], (12, 12, 12),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLLS)
def test_tolls(name):
    """What are the least, the best and the most that origins say, and who says each?"""
    told, expected = TOLLS[name]
    toll = corroborate(told, VOCABULARY).casualties[0]
    assert (toll.low, toll.best, toll.high) == expected
    numbers = {t.claim.id: sum(c.low for c in t.claim.casualties[:1]) for t in told}
    assert {toll.low_claim, toll.best_claim, toll.high_claim} <= numbers.keys()


def test_classes_stay_apart():
    """Does who counts whom as a civilian stay visible?"""
    counts = (killed(19, who="unknown"), killed(6, part_of=0))
    tolls = corroborate([tell("a", "SANA", counts=counts)], VOCABULARY).casualties
    assert [(t.who, t.best) for t in tolls] == [("civilian", 6), ("unknown", 19)]


VILLAGE = replace(TOWN, where_prec=1)
UNIT = replace(TOWN, name="Idlib", gazetteer_id="g9", where_prec=4)

# (the places of each claim, one claim an outlet; the name and where_prec of the incident's place)
PLACES = [
    ([(TOWN,)], ("Binnish", 1)),
    ([(UNIT,), (TOWN,)], ("Binnish", 1)),
    ([(TOWN,), (TOWN,), (NEXT_TOWN,)], ("Binnish", 1)),
    ([(TOWN,), (NEXT_TOWN,)], ("Idlib", 3)),
    ([(TOWN,), (replace(NEXT_TOWN, admin2="Jisr"),)], ("Idlib", 4)),
    ([(TOWN,), (FAR_TOWN,)], ("SY", 6)),
    ([(TOWN,), (replace(FAR_TOWN, country="IQ"),)], None),
    ([(TOWN, UNIT)], ("Binnish", 1)),
    ([(TOWN, NEXT_TOWN, replace(TOWN, gazetteer_id="g4", name="Sarmin"))], ("Idlib", 3)),
    ([()], None),
]


@pytest.mark.parametrize(("places", "expected"), PLACES)
def test_place(places, expected):
    """Which is the most precise place that the origins agree on?"""
    outlets = ("SANA", "Reuters", "Al Jazeera")
    told = [
        tell(f"c{at}", outlet, places=where)
        for at, (where, outlet) in enumerate(zip(places, outlets, strict=False))
    ]
    place = corroborate(told, VOCABULARY).place
    assert (place and (place.name, place.where_prec)) == expected
    if place and place.name in ("Idlib", "SY"):
        assert place.latitude is None


def test_best_supported_values():
    """Do type, day, parties and status follow the origins, and not the number of articles?"""
    told = [
        *(tell(f"s{n}", "Al-Manar", credit="SANA", type="shelling", on=LATER) for n in range(9)),
        tell("a", "Reuters", doer=SYRIA),
        tell("b", "Al Jazeera", doer=SYRIA, status="ongoing"),
        tell("c", "Al-Ahram", status="planned", type="talks"),
    ]
    incident = corroborate(told, VOCABULARY)
    assert (incident.type, incident.status) == ("air_strike", "occurred")
    assert incident.date is not None
    assert incident.date.start == DAY
    assert [p.actor_id for p in incident.side_a] == [SYRIA]


def test_equal_days_are_a_period():
    """Are two equally good days the period that holds both?"""
    told = [tell("a", "SANA"), tell("b", "Reuters", on=LATER)]
    when = corroborate(told, VOCABULARY).date
    assert when is not None
    assert (when.start, when.end, when.date_prec) == (DAY, LATER, 2)
    assert corroborate([tell("a", "SANA", on=None)], VOCABULARY).date is None


def test_disagreements_name_their_claims():
    """Is each field on which claims differ listed, with the claims of each version?"""
    told = [
        tell("a", "SANA", doer=ISIS, counts=(killed(12),)),
        tell("b", "Reuters", doer=SYRIA, type="shelling", on=LATER, places=(NEXT_TOWN,)),
        tell("c", "Al Jazeera", counts=(killed(31),)),
        tell("d", "Al-Ahram", status="denied"),
    ]
    found = {d.field: d.versions for d in corroborate(told, VOCABULARY).disagreements}
    assert set(found) == {
        "type", "date", "place", "side_a", "casualties: killed, civilian", "status",
    }  # fmt: skip
    assert [(v.value, v.claim_ids) for v in found["type"]] == [
        ("air_strike", ("a", "c")),
        ("shelling", ("b",)),
    ]
    assert [v.claim_ids for v in found["status"]] == [("a", "b", "c"), ("d",)]


def test_no_claims_is_an_error():
    """Is an incident without claims refused with a clear sentence?"""
    with pytest.raises(ValueError, match="at least one"):
        corroborate([], VOCABULARY)


def under_a_headline(told: Telling, headline: Telling) -> Telling:
    """The headline's claim as one of the same article, above the other."""
    title = headline.claim.quote.quote
    article = replace(told.article, title=title)
    claim = replace(headline.claim, article_id=article.id)
    return replace(headline, article=article, claim=claim)


def test_a_headline_is_no_second_origin():
    """Is a title without a speaker the origin's that the sentence below it names?"""
    body = tell("a", "Al Jazeera", by=SOHR)
    quote = replace(body.claim.quote, start=200, end=200 + len(body.claim.quote.quote))
    below = replace(body, claim=replace(body.claim, quote=quote))
    title = under_a_headline(below, tell("b", "Al Jazeera", "Warplanes struck Binnish"))
    below = replace(below, article=title.article)
    incident = corroborate((below, title), VOCABULARY)
    assert [origin.key for origin in incident.origins] == [f"actor:{SOHR}"]
    alone = corroborate((title,), VOCABULARY)
    assert [origin.key for origin in alone.origins] == ["owner:Al Jazeera Media Network"]
