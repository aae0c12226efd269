"""What is taken from a model's reply, and what is not."""

import json

import pytest
from llm_server import listed, told

from crosswire.claims.llm.errors import NotCodedError
from crosswire.claims.llm.reply import Reading, claims_of
from crosswire.claims.llm.schema import told as read
from crosswire.records import (
    Article,
    Dateline,
    EventType,
    Mask,
    MaskKind,
    Outcome,
    Span,
    SpeakerKind,
    Status,
    Who,
)
from crosswire.resolve.dates import find_dates

TEXT = (
    "Guns over Marib\n\n"
    "MARIB (Desk) – Rockets hit the “old market” of Marib on Monday, killing at least 12 people, a"
    " medic said.\nTroops then shelled Sirwah, and three soldiers died, two of them officers.\n\n"
    "The army denied that it had shelled the clinic. Aid came late.\n\nShare this: rockets fell."
)
LINE = "MARIB (Desk) –"
SHARE = "Share this: rockets fell."


def span(words, text=TEXT):
    at = text.index(words)
    return Span(at, at + len(words), words)


ARTICLE = Article(
    "a",
    "d",
    "s",
    "Guns over Marib",
    TEXT,
    masks=(Mask(span(SHARE), MaskKind.SHARE),),
    dateline=Dateline(span(LINE), "Marib"),
)
HIT = {
    "quote": "Rockets hit the “old market” of Marib on Monday, killing at least 12 people",
    "trigger": "Rockets hit",
}
SHELLED = {"quote": "Troops then shelled Sirwah, and three soldiers died", "trigger": "shelled"}


def towns(text):
    return [Span(at, at + 6, "Sirwah") for at in [text.find("Sirwah")] if at >= 0]


def coded(*claims, article=ARTICLE, places=towns):
    reading = Reading.of(article, places, find_dates)
    return claims_of([read(listed(*claims))], reading, "llm:m@1")


def quotes(spans):
    return [s.quote for s in spans]


def test_a_claim_with_every_field():
    """Is each field taken, with its words where they stand?"""
    people = {"words": "at least 12 people", "outcome": "killed", "who": "unknown"}
    (claim,) = coded(
        told(
            **HIT,
            side_b=["the “old market” of Marib"],
            date_words="on Monday",
            casualties=[{**people, "low": 12, "high": None}],
            speaker="a medic",
        )
    )
    assert (claim.type, claim.status) == (EventType.SHELLING, Status.OCCURRED)
    assert claim.trigger.quote == "Rockets hit"
    assert quotes(claim.side_b) == ["the “old market” of Marib"]
    assert claim.date_words.quote == "on Monday"
    (count,) = claim.casualties
    assert (count.outcome, count.who, count.low, count.high) == (
        Outcome.KILLED,
        Who.UNKNOWN,
        12,
        None,
    )
    assert (claim.speaker.words.quote, claim.speaker.kind) == ("a medic", SpeakerKind.RESCUE)
    assert claim.extractor == "llm:m@1"
    for each in (claim.quote, claim.trigger, claim.date_words, count.words, claim.speaker.words):
        assert TEXT[each.start : each.end] == each.quote


STANDS = [  # a quote as a model may write it, and as the article has it
    ('Rockets hit the "old market" of Marib', "Rockets hit the “old market” of Marib"),
    ("Rockets  hit\tthe “old market”", "Rockets hit the “old market”"),
    ("MARIB (Desk) - Rockets hit the “old market”", "Rockets hit the “old market”"),
    ("a medic said. Troops then shelled Sirwah", "a medic said.\nTroops then shelled Sirwah"),
]


@pytest.mark.parametrize(("quote", "stands"), STANDS)
def test_quotes_that_stand_in_the_article(quote, stands):
    """Are spaces and straight marks forgiven, and the dateline left out?"""
    trigger = "shelled" if "shelled" in quote else "hit"
    (claim,) = coded(told(quote=quote, trigger=trigger))
    assert claim.quote.quote == stands


REFUSED = [
    {"quote": "Rockets struck the market of Marib"},  # not its words
    {"quote": "Rockets hit the \u201cold market\u201d of Mari"},  # cut inside a word
    {"quote": "Marib"},  # stands twice
    {"quote": "rockets fell", "trigger": "rockets"},  # masked
    {"quote": "Share this: rockets fell. "},
    {"quote": "Guns over Marib MARIB (Desk)", "trigger": "Guns"},  # over a blank line
    {"quote": TEXT[:400]},
    {"quote": " ".join(["Rockets"] * 91)},
    {"quote": ""},
    {"quote": "…"},
    {"quote": None},
    {"quote": ["Rockets hit"]},
    {"quote": 7},
    {"quote": "\ud800"},
    {"trigger": "Rockets struck"},
    {"trigger": "shelled"},  # elsewhere in the article
    {"trigger": "Rocket"},
    {"trigger": ""},
    {"trigger": "Rockets hit the “old market” of Marib on"},  # seven words
    {"trigger": None},
    {"type": "meteor_strike"},
    {"type": None},
    {"type": ["shelling"]},
    {"status": "certain"},
    {"status": {}},
]


@pytest.mark.parametrize("wrong", REFUSED, ids=repr)
def test_claims_that_are_refused(wrong):
    """Is a claim left out whose words or codes do not hold, and the one beside it kept?"""
    (claim,) = coded(told(**{**HIT, **wrong}), told(**SHELLED))
    assert claim.trigger.quote == "shelled"


def test_a_field_that_is_not_in_the_article():
    """Is a field left out alone, and the claim kept?"""
    (claim,) = coded(
        told(
            **HIT,
            side_a=["the Marib Brigades", "Rockets", 7, None, {"a": 1}],
            side_b="the “old market”",
            places=["Sana'a", "Marib"],
            date_words="last Friday",
            speaker="the governor",
            casualties=[
                {"words": "40 people", "outcome": "killed", "who": "unknown", "low": 40},
                "12",
            ],
        )
    )
    assert quotes(claim.side_a) == ["Rockets"]
    assert claim.side_b == ()
    assert quotes(claim.places) == ["Marib"]
    assert (claim.date_words, claim.speaker, claim.casualties) == (None, None, ())


def test_words_that_stand_once_beside_the_quote():
    """Are words outside of the quote taken where they stand once, and left where twice?"""
    (claim,) = coded(
        told(**SHELLED, speaker="a medic", side_a=["Troops", "army"], side_b=["Marib"])
    )
    assert claim.speaker.words.quote == "a medic"
    assert quotes(claim.side_a) == ["Troops", "army"]
    assert claim.side_b == ()


def test_a_place_is_the_toponym_that_is_known():
    """Is the gazetteer's toponym taken out of longer words, and never the dateline's?"""
    (claim,) = coded(told(**SHELLED, places=["shelled Sirwah", "MARIB"]))
    assert quotes(claim.places) == ["Sirwah"]


NUMBERS = [  # words, the model's bounds, and those that are kept (None: no count at all)
    ("12 people", 12, None, (12, None)),
    ("12 people", 12, 12, (12, None)),  # "at least" stands before the words
    ("at least 12 people", 9999, 9999, (12, None)),
    ("three soldiers", 3, 3, (3, 3)),
    ("three soldiers", 3000, None, (3, 3)),
    ("three soldiers", None, None, (None, None)),
    ("soldiers", 1, None, (1, None)),
    ("soldiers", 5, 2, None),
    ("soldiers", -1, None, None),
    ("soldiers", 2.5, None, None),
    ("soldiers", True, None, None),
    ("soldiers", "3", None, None),
    ("soldiers", 10**30, None, None),
]


@pytest.mark.parametrize(("words", "low", "high", "kept"), NUMBERS)
def test_numbers_of_people(words, low, high, kept):
    """Are bounds whole numbers in order, and never other than the number that stands there?"""
    count = {"words": words, "outcome": "killed", "who": "unknown", "low": low, "high": high}
    home = SHELLED if "soldiers" in words else HIT
    (claim,) = coded(told(**home, casualties=[count]))
    assert [(c.low, c.high) for c in claim.casualties] == ([kept] if kept else [])


def test_a_part_of_a_number():
    """Is "two of them" a part of the three?"""
    quote = "Troops then shelled Sirwah, and three soldiers died, two of them officers"
    row = {"outcome": "killed", "who": "combatant"}
    (claim,) = coded(
        told(
            quote=quote,
            trigger="shelled",
            casualties=[
                {"words": "two of them", "low": 2, "high": 2, **row},
                {"words": "three soldiers", "low": 3, "high": 3, **row},
            ],
        )
    )
    assert [(c.low, c.part_of) for c in claim.casualties] == [(3, None), (2, 0)]


SAME = [  # (id, same_as) of the claims in the reply's order, and the text order of firsts
    ([(1, None), (2, 1)], [None, 0]),
    ([(1, None), (2, None)], [None, None]),
    ([(1, None), (2, 2)], [None, None]),
    ([(1, None), (2, 9)], [None, None]),
    ([(1, 2), (2, 1)], [None, 0]),
    ([(1, None), (1, 1)], [None, 0]),
    ([(None, None), ("x", "y")], [None, None]),
]


@pytest.mark.parametrize(("ids", "firsts"), SAME)
@pytest.mark.parametrize("turned", [False, True])
def test_one_event_told_twice(ids, firsts, turned):
    """Does the later claim in the text name the first one, in whichever order they are listed?"""
    homes = [SHELLED, HIT] if turned else [HIT, SHELLED]
    found = coded(*(told(**home, id=i, same_as=s) for home, (i, s) in zip(homes, ids, strict=True)))
    assert [c.quote.quote for c in found] == [HIT["quote"], SHELLED["quote"]]
    assert [c.same_as for c in found] == [None if f is None else found[f].id for f in firsts]


def test_a_thousand_claims():
    """Is one event that is listed a thousand times one claim?"""
    assert len(coded(*[told(**HIT)] * 1000)) == 1


def test_markup_is_never_kept():
    """Is there nothing of a reply in a claim but words of the article?"""
    evil = "<script>alert(1)</script>"
    found = coded(
        told(**HIT, side_a=[evil], speaker=evil, date_words=evil, places=[evil], note=evil),
        told(quote=evil, trigger="alert"),
    )
    assert len(found) == 1
    assert "script" not in repr(found)


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "I cannot help with that.",
        "[]",
        "null",
        '{"claims": null}',
        '{"claims": {"0": {}}}',
        '{"events": []}',
        '{"claims": [',
        "[" * 100_000,
        '{"claims": ' + "[" * 100_000,
        '{"claims": [' + "9" * 5000 + "]}",
        "\x00",
    ],
    ids=lambda reply: reply[:20],
)
def test_replies_that_cannot_be_read(reply):
    """Is a reply that is no list of claims told in one sentence?"""
    with pytest.raises(NotCodedError, match="not the JSON"):
        read(reply)


@pytest.mark.parametrize(
    "around", ["{}", "```json\n{}\n```", "<think>Hm.</think>\n{}", "Here it is: {} Done."]
)
def test_replies_with_talk_around_them(around):
    """Is the JSON found in what some models say around it?"""
    assert read(around.replace("{}", listed(told(**HIT)))) == [told(**HIT)]


@pytest.mark.parametrize("claim", [None, 1, "claim", [], [[]], {}, {"quote": {}}])
def test_claims_of_the_wrong_form(claim):
    """Does one claim of another form spoil the others?"""
    found = coded(claim, told(**HIT))
    assert [c.trigger.quote for c in found] == ["Rockets hit"]


def test_offsets_are_code_points():
    """Do emoji and combining marks before the words move them?"""
    text = "🚀🚀 e\u0301 Rockets hit Marib."
    (claim,) = coded(
        told(quote="Rockets hit Marib", trigger="hit"), article=Article("a", "d", "s", "", text)
    )
    assert text[claim.quote.start : claim.quote.end] == claim.quote.quote == "Rockets hit Marib"


def test_the_same_reply_gives_the_same_claims():
    """Is the order of a reply's lists and claims of no account?"""
    one = told(**HIT, id=1, side_a=["Rockets"], side_b=["Marib on Monday", "market"])
    two = told(**SHELLED, id=2)
    turned = {**one, "side_b": one["side_b"][::-1]}
    assert coded(one, two) == coded(two, turned)
    assert json.loads(listed(one))["claims"] == [one]
