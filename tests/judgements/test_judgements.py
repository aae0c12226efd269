from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from crosswire import records as r
from crosswire.judgements import UnfitError, amend, change, constrain, decide

TEXT = (
    "Shells fall on Tell Zara\n\n"
    "The army shelled Tell Zara on Monday, killing two people, a medic said. "
    "Rebels later stormed a checkpoint. The army shelled Tell Zara again."
)
MORE = TEXT.replace("\n\n", "\n\nTELL ZARA - ")  # the same document, cleaned another way
OTHER = TEXT.replace("The army shelled Tell Zara on Monday", "Guns were heard")
NOON = datetime(2031, 5, 3, 12, tzinfo=UTC)


def article(text=TEXT, name="art_1"):
    return r.Article(name, "doc_1", "a", "Shells fall on Tell Zara", text)


def span(words, text=TEXT, after=0):
    start = text.index(words, after)
    return r.Span(start, start + len(words), words)


def claim(name, quote, trigger, text=TEXT, **values):
    start = text.index(quote)
    values = {"type": r.EventType.SHELLING, "status": r.Status.OCCURRED, **values}
    return r.Claim(
        id=name,
        article_id=values.pop("article_id", "art_1"),
        quote=span(quote, text),
        trigger=span(trigger, text, start),
        extractor=values.pop("extractor", "rules-1"),
        **values,
    )


SHELLED = claim("clm_1", "The army shelled Tell Zara on Monday, killing two people", "shelled")
STORMED = claim(
    "clm_2", "Rebels later stormed a checkpoint", "stormed", type=r.EventType.ARMED_CLASH
)
AGAIN = claim("clm_3", "The army shelled Tell Zara again", "shelled", same_as="clm_1")
CLAIMS = {"art_1": (SHELLED, STORMED, AGAIN)}


def anchor(claim):
    return r.Anchor("doc_1", claim.quote, claim.trigger)


def judged(verdict, *claims, name="jdg_1", minutes=0, **values):
    at = NOON + timedelta(minutes=minutes)
    return r.Judgement(name, verdict, tuple(map(anchor, claims)), "Rana", at, **values)


def read(*judgements, articles=None, claims=CLAIMS, persons=()):
    return decide(articles or [article()], claims, persons, judgements)


def test_without_judgements_nothing_changes():
    """Are claims that nobody judged the very same?"""
    assert read().claims == CLAIMS
    assert read().waiting == ()


def test_a_rejected_claim_is_gone_and_its_copies_stay():
    """Does a rejection take one claim, and do those that pointed to it stand on their own?"""
    decided = read(judged(r.Verdict.REJECT, SHELLED))
    assert decided.claims["art_1"] == (STORMED, replace(AGAIN, same_as=None))
    assert decided.attachments == {"jdg_1": ("clm_1",)}


def test_a_retracted_judgement_does_nothing():
    """Does undo bring the claim back, and is the judgement still shown beside it?"""
    decided = read(judged(r.Verdict.REJECT, SHELLED, retracted_at=NOON))
    assert decided.claims == CLAIMS
    assert decided.attachments == {"jdg_1": ("clm_1",)}
    assert decided.waiting == ()


EDITS = [  # (field, value, what the claim says then)
    ("type", "air_strike", {"type": r.EventType.AIR_STRIKE}),
    ("status", "denied", {"status": r.Status.DENIED}),
    ("side_a", "The army", {"side_a": (span("The army"),)}),
    ("side_b", "two people; a medic", {"side_b": (span("two people"), span("a medic"))}),
    ("side_b", "", {"side_b": ()}),
    ("places", "Tell Zara", {"places": (span("Tell Zara", after=27),)}),
    ("date_words", "Monday", {"date_words": span("Monday")}),
    ("date_words", "", {"date_words": None}),
    ("speaker", "a medic", {"speaker": r.Speaker(span("a medic"))}),
    ("speaker", "", {"speaker": None}),
    (
        "casualties",
        '[{"words": "two people", "outcome": "killed", "low": 2, "high": 3}]',
        {"casualties": (r.Casualties(span("two people"), r.Outcome.KILLED, r.Who.UNKNOWN, 2, 3),)},
    ),
    ("casualties", "[]", {"casualties": ()}),
]


@pytest.mark.parametrize(("field", "value", "changed"), EDITS)
def test_an_edit_sets_one_field(field, value, changed):
    """Does each field that can be edited take its value, under the claim's own id?"""
    decided = read(judged(r.Verdict.EDIT, SHELLED, field=field, value=value))
    assert decided.claims["art_1"][0] == replace(SHELLED, **changed)
    assert decided.waiting == ()


def test_a_value_that_does_not_fit_is_told_in_a_sentence():
    """Does each say what is wrong, with the words, and what to give instead?"""
    for field, value, said in SENTENCES:
        with pytest.raises(UnfitError, match=said) as error:
            change(SHELLED, field, value, article())
        assert str(error.value).endswith(".")


PEOPLE = '"words": "two people", "outcome": "killed"'
SENTENCES = [
    ("type", "rain", '"rain" is no event type: choose one of armed_clash'),
    ("status", "", '"" is no status: choose one of occurred'),
    ("side_a", "the navy", '"the navy" does not stand in the article'),
    ("date", "Monday", '"Monday" is no day: write 2031-05-01'),
    ("date", "2031-05-03/2031-05-01", "ends before it begins"),
    ("casualties", "two", "cannot be read"),
    ("casualties", "{}", "a list of numbers"),
    ("casualties", '["two people"]', "no number of people"),
    ("casualties", '[{"words": " ", "outcome": "killed"}]', "no words"),
    ("casualties", '[{"words": "two people", "outcome": "wet"}]', '"wet" is no outcome'),
    ("casualties", f'[{{{PEOPLE}, "low": -1}}]', '-1 is no number for "two people"'),
    ("casualties", f'[{{{PEOPLE}, "low": 1e3}}]', "1000.0 is no number"),
    ("casualties", f'[{{{PEOPLE}, "low": 10000000000}}]', "is no number"),
    ("casualties", f'[{{{PEOPLE}, "low": 3, "high": 2}}]', "from 3 down to 2"),
    ("casualties", f'[{{{PEOPLE}, "part_of": 0}}]', "part of a number that is not in the list"),
    ("place", "Tell Zara", "cannot be read"),
    ("place", "[]", "an object"),
    ("place", '{"country": "SY"}', "has no name"),
    ("place", '{"name": "Zara", "latitude": 34.5}', "One coordinate is missing"),
    ("place", '{"name": "Zara", "latitude": 340, "longitude": 1}', "340 is no latitude.*-90 to 90"),
    ("place", '{"name": "Zara", "latitude": "x", "longitude": 1}', "'x' is no latitude"),
    ("place", '{"name": "Zara", "where_prec": 9}', "9 is no where_prec"),
    ("place", '{"name": ["Zara"]}', "is no name of a place"),
    ("colour", "blue", 'no field "colour": it has type, status'),
]


UNFIT = [
    ("type", "rain"),
    ("side_a", "the navy"),
    ("speaker", "a navy officer"),
    ("casualties", "two"),
    ("casualties", '[{"words": "two people", "outcome": "wet"}]'),
    ("casualties", '["two people"]'),
    ("date", "Monday"),
    ("date", "2031-05-03/2031-05-01"),
    ("place", "Tell Zara"),
    ("colour", "blue"),
    (None, None),
]


def test_what_may_move_a_claim_is_told():
    """Are edits of type, place and day, and no others, said to move a claim?"""
    of_type = judged(r.Verdict.EDIT, SHELLED, field="type", value="air_strike")
    of_side = judged(r.Verdict.EDIT, AGAIN, name="b", field="side_a", value="The army")
    assert read(of_type, of_side).moved == {"clm_1"}


def test_a_later_acceptance_takes_a_rejection_away():
    """Does the later word count, either way?"""
    no, yes = (judged(verdict, STORMED, name=verdict) for verdict in ("reject", "accept"))
    no, yes = replace(no, verdict=r.Verdict.REJECT), replace(yes, verdict=r.Verdict.ACCEPT)
    later = NOON + timedelta(minutes=5)
    assert STORMED in read(no, replace(yes, at=later)).claims["art_1"]
    decided = read(replace(no, at=later), yes)
    assert STORMED not in decided.claims["art_1"]
    assert decided.rejected == {"art_1": (STORMED,)}


def test_a_judgement_of_several_holds_on_to_those_that_are_left():
    """With one of its claims gone, does a rejection still take the others?"""
    both = judged(r.Verdict.REJECT, SHELLED, STORMED)
    decided = read(both, claims={"art_1": (STORMED,)})
    assert decided.claims["art_1"] == ()
    assert decided.attachments == {"jdg_1": ("clm_2",)}
    assert decided.waiting == ()


TIES = [  # (the claims that are left, whether what ties the first to the others still holds)
    ((SHELLED, STORMED), True),
    ((SHELLED,), False),
    ((STORMED, AGAIN), False),  # the first, from which the others are parted
]


@pytest.mark.parametrize(("left", "holds"), TIES)
def test_a_tie_needs_its_first_claim_and_another(left, holds):
    """Does "not the same" wait where it no longer says of what?"""
    decided = read(judged(r.Verdict.NOT_SAME, SHELLED, STORMED, AGAIN), claims={"art_1": left})
    assert (decided.links != ()) is holds
    assert (decided.waiting == ()) is holds


def test_of_two_claims_at_the_same_words_the_one_that_was_meant():
    """Does an edit find the claim by the id that it was given on?"""
    twin = replace(SHELLED, id="clm_0", type=r.EventType.AIR_STRIKE)
    for meant in ("clm_0", "clm_1"):
        edit = judged(r.Verdict.EDIT, SHELLED, field="status", value="denied", given_on=(meant,))
        decided = read(edit, claims={"art_1": (SHELLED, twin)})
        assert decided.attachments == {"jdg_1": (meant,)}
        denied = [each.id for each in decided.claims["art_1"] if each.status is r.Status.DENIED]
        assert denied == [meant]


def test_an_edit_of_several_claims_goes_where_it_fits():
    """Is each claim edited whose article has the words, and does it wait where none has?"""
    words = "a checkpoint"
    edit = judged(r.Verdict.EDIT, SHELLED, STORMED, field="side_b", value=words)
    assert [c.side_b[0].quote for c in read(edit).claims["art_1"][:2]] == [words, words]
    lost = replace(edit, value="a barrier")
    assert read(lost).waiting == ("jdg_1",)


@pytest.mark.parametrize(("field", "value"), UNFIT)
def test_a_value_that_does_not_fit_waits(field, value):
    """Does an edit that cannot be made leave the claim alone, and enter the review queue?"""
    decided = read(judged(r.Verdict.EDIT, SHELLED, field=field, value=value))
    assert decided.claims == CLAIMS
    assert decided.waiting == ("jdg_1",)


def test_the_later_edit_stands():
    """Does the last of two edits count, whatever order they are read in?"""
    edits = [
        judged(r.Verdict.EDIT, SHELLED, name="a", minutes=5, field="type", value="bombing"),
        judged(r.Verdict.EDIT, SHELLED, name="b", minutes=1, field="type", value="air_strike"),
    ]
    for order in (edits, edits[::-1]):
        assert read(*order).claims["art_1"][0].type is r.EventType.BOMBING


DATES = [
    ("2031-05-01", r.When(date(2031, 5, 1), date(2031, 5, 1), 1)),
    ("2031-05-01/2031-05-06", r.When(date(2031, 5, 1), date(2031, 5, 6), 2)),
    ("2031-05-01/2031-05-07", r.When(date(2031, 5, 1), date(2031, 5, 7), 3)),
    ("2031-05-01/2031-05-31", r.When(date(2031, 5, 1), date(2031, 5, 31), 4)),
    ("2031-05-01/2031-06-30", r.When(date(2031, 5, 1), date(2031, 6, 30), 5)),
    ("", None),
]


@pytest.mark.parametrize(("value", "when"), DATES)
def test_an_edited_day_goes_into_the_resolution(value, when):
    """Does a day or period that a person sets get its precision, and "" take the day away?"""
    edit = judged(r.Verdict.EDIT, SHELLED, field="date", value=value)
    assert read(edit).resolved == {"clm_1": (edit,)}
    before = r.Resolution("clm_1", date=r.When(date(2031, 1, 1), date(2031, 1, 1), 1))
    assert amend(before, [edit], SHELLED) == r.Resolution("clm_1", date=when)


def test_an_edited_place_goes_into_the_resolution():
    """Does a place that a person sets take the first place's stead, and say who set it?"""
    value = '{"name": "Tell Zara", "latitude": 34.5, "longitude": 36.5, "country": "SY"}'
    edit = judged(r.Verdict.EDIT, SHELLED, field="place", value=value)
    wrong = r.Place("Zara", span("Tell Zara"), "g:9", 1.0, 2.0, "TR")
    other = r.Place("Homs", span("Rebels"))
    amended = amend(r.Resolution("clm_1", (wrong, other)), [edit], SHELLED)
    assert amended.places[0].country == "SY"
    assert amended.places[0].words == wrong.words
    assert amended.places[0].gazetteer_id is None
    assert "person" in amended.places[0].reason
    assert amended.places[1] == other


def test_a_judgement_attaches_again_after_cleaning_and_coding_anew():
    """Does it find the claim with a longer quote, other offsets and another id?"""
    coded = claim(
        "clm_9",
        "The army shelled Tell Zara on Monday, killing two people, a medic said",
        "army shelled",
        MORE,
    )
    decided = read(
        judged(r.Verdict.REJECT, SHELLED), articles=[article(MORE)], claims={"art_1": (coded,)}
    )
    assert decided.claims["art_1"] == ()
    assert decided.attachments == {"jdg_1": ("clm_9",)}


GONE = [
    ([article()], {"art_1": (STORMED,)}),  # no claim on its words any more
    ([article(OTHER)], {"art_1": (claim("clm_2", STORMED.quote.quote, "stormed", OTHER),)}),
    ([], {}),  # no article in the document any more
]


@pytest.mark.parametrize(("articles", "claims"), GONE)
def test_a_judgement_that_cannot_attach_waits(articles, claims):
    """Does a judgement on words or a claim that are gone wait for review, and harm no other?"""
    decided = decide(articles, claims, (), [judged(r.Verdict.REJECT, SHELLED)])
    assert decided.claims == claims
    assert decided.waiting == ("jdg_1",)


PERSONS = claim(
    "clm_p", "Rebels later stormed a checkpoint", "stormed", extractor="person:Rana",
    side_a=(span("Rebels"),), side_b=(span("a checkpoint"),),
)  # fmt: skip


def test_a_persons_claim_stands_beside_the_machines():
    """Is a person's claim among those of its article, in the text's order?"""
    decided = read(persons=[("doc_1", PERSONS)])
    assert [each.id for each in decided.claims["art_1"]] == ["clm_1", "clm_2", "clm_p", "clm_3"]


def test_a_persons_claim_moves_with_its_text():
    """Does a person's claim keep its id and find all its words where they stand now?"""
    moved = article(MORE, "art_2")
    decided = read(articles=[moved], claims={}, persons=[("doc_1", PERSONS)])
    (found,) = decided.claims["art_2"]
    assert (found.id, found.article_id) == ("clm_p", "art_2")
    for each in (found.quote, found.trigger, *found.side_a, *found.side_b):
        assert MORE[each.start : each.end] == each.quote
    assert found.quote.start == PERSONS.quote.start + len("TELL ZARA - ")


def test_a_persons_claim_without_its_words_waits():
    """Is a person's claim whose words are gone kept for review?"""
    cut = article(TEXT.replace("a checkpoint", "a barrier"), "art_2")
    decided = read(articles=[cut], claims={}, persons=[("doc_1", PERSONS)])
    assert decided.waiting == ("clm_p",)


@pytest.mark.parametrize(("given_on", "left"), [(None, "clm_p"), ("clm_p", "clm_2")])
def test_a_rejection_knows_the_machines_claim_from_the_persons(given_on, left):
    """With both on the same words, does a rejection take the machine's, or the one it names?"""
    decided = read(
        judged(r.Verdict.REJECT, STORMED, value=given_on),
        claims={"art_1": (STORMED,)},
        persons=[("doc_1", PERSONS)],
    )
    assert [each.id for each in decided.claims["art_1"]] == [left]


SAME, NOT_SAME = r.Verdict.SAME, r.Verdict.NOT_SAME
LINKS = [  # (groups, what people said, groups then)
    (["a", "b"], [(SAME, "ab")], ["ab"]),
    (["ac", "b", "d"], [(SAME, "abd")], ["acbd"]),
    (["ab"], [(SAME, "ab")], ["ab"]),
    (["abc"], [(NOT_SAME, "ab")], ["ac", "b"]),
    (["abc"], [(NOT_SAME, "abc")], ["a", "bc"]),  # what leaves at once stays together
    (["abcB", "d"], [(NOT_SAME, "acbd")], ["a", "bcB", "d"]),
    (["abcd"], [(NOT_SAME, "acd"), (NOT_SAME, "cd")], ["ab", "c", "d"]),
    (["ab", "c"], [(NOT_SAME, "ac")], ["ab", "c"]),
    (["bBa"], [(NOT_SAME, "ab")], ["a", "bB"]),  # B tells the event of b, in the same article
    (["bBa"], [(NOT_SAME, "abB")], ["a", "bB"]),
    (["bBa"], [(NOT_SAME, "bB")], ["ba", "B"]),  # even against the coder
    (["ab"], [(NOT_SAME, "ab"), (SAME, "ab")], ["ab"]),
    (["a", "b"], [(SAME, "ab"), (NOT_SAME, "ab")], ["a", "b"]),
    (["a", "b"], [(SAME, "az"), (NOT_SAME, "yz")], ["a", "b"]),  # rejected claims have no group
]


@pytest.mark.parametrize(("groups", "said", "expected"), LINKS)
def test_same_and_not_same(groups, said, expected):
    """Do people's links join and part what the linker grouped, the later over the earlier?"""
    claims = {
        name: replace(SHELLED, id=name, same_as=name.lower() if name.isupper() else None)
        for name in "abcdB"
    }
    links = [(verdict, tuple(names)) for verdict, names in said]
    made = constrain([[claims[n] for n in group] for group in groups], links, lambda each: each)
    assert sorted("".join(claim.id for claim in group) for group in made) == sorted(expected)
