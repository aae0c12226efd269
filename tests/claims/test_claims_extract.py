import re

from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.claims.rules import EXTRACTOR, extract
from crosswire.records import Article, Claim, EventType, Mask, MaskKind, Span, claim_id

NAMES = re.compile(r"\b(?:Taiz|Marib|Wadi Hadra|Port Selim)\b")
DAYS = re.compile(r"\b(?:on )?(?:Monday|Tuesday)\b|\byesterday\b")
TEXT = (
    "Air raids kill nine in Taiz\n\n"
    "A military source said that coalition jets bombed a market in Taiz on Monday, killing nine "
    "civilians, including two children. The source added that troops are preparing to storm "
    "Marib.\n\n"
    "Rebels shelled the airport of Port Selim and wounded four guards. The attack also damaged a "
    "hangar, the governor said on Tuesday.\n\n"
    "Back to top. Rebels attacked the button."
)


def find(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [Span(m.start(), m.end(), m.group()) for m in pattern.finditer(text)]


def places(text: str) -> list[Span]:
    return find(NAMES, text)


def dates(text: str) -> list[Span]:
    return find(DAYS, text)


def article(text: str = TEXT, masks: tuple[Mask, ...] = ()) -> Article:
    return Article(id="art_1", document_id="d", source_id="s", title="", text=text, masks=masks)


def by_trigger(claims: list[Claim]) -> dict[str, Claim]:
    return {c.trigger.quote: c for c in claims}


def test_values_of_a_claim() -> None:
    """Does a claim hold its place, day, speaker and numbers?"""
    claim = by_trigger(extract(article(), places, dates))["bombed"]
    assert claim.type is EventType.AIR_STRIKE
    assert [p.quote for p in claim.places] == ["Taiz"]
    assert claim.date_words is not None
    assert claim.date_words.quote == "on Monday"
    assert claim.speaker is not None
    assert claim.speaker.words.quote == "A military source"
    assert [(k.low, k.part_of) for k in claim.casualties] == [(9, None), (2, 0)]
    assert claim.extractor == EXTRACTOR


def test_saying_dates_no_event() -> None:
    """Is "said on Tuesday" kept away from the event's date?"""
    claim = by_trigger(extract(article(), places, dates))["attack"]
    assert claim.date_words is None


def test_places_come_from_the_sentence_before() -> None:
    """Does a sentence that names no place take those of the one before?"""
    claim = by_trigger(extract(article(), places, dates))["attack"]
    assert [p.quote for p in claim.places] == ["Port Selim"]


def test_general_word_takes_the_type_it_points_back_to() -> None:
    """Is "the attack" after a shelling a shelling, and the same event?"""
    claims = by_trigger(extract(article(), places, dates))
    assert claims["attack"].type is EventType.SHELLING
    assert claims["attack"].same_as == claims["shelled"].id


def test_headline_and_lead_are_one_event() -> None:
    """Does the lead's claim point to the headline's?"""
    first, second = extract(article(), places, dates)[:2]
    assert first.same_as is None
    assert second.same_as == first.id


def test_spans_quote_the_text() -> None:
    """Does every span quote the text, and every quote hold its trigger?"""
    for claim in extract(article(), places, dates):
        spans = [claim.quote, claim.trigger, *claim.side_a, *claim.side_b, *claim.places]
        spans += [k.words for k in claim.casualties]
        assert all(TEXT[s.start : s.end] == s.quote for s in spans)
        assert claim.quote.start <= claim.trigger.start <= claim.trigger.end <= claim.quote.end


def test_masks_hold_no_claim() -> None:
    """Is nothing read inside a mask?"""
    start = TEXT.index("Back to top")
    mask = Mask(Span(start, len(TEXT), TEXT[start:]), MaskKind.NAVIGATION)
    triggers = [c.trigger.start for c in extract(article(masks=(mask,)), places, dates)]
    assert triggers
    assert max(triggers) < start


def test_ids_are_content_hashes() -> None:
    """Is the id the hash of the claim, the same on a second run, and its own?"""
    claims = extract(article(), places, dates)
    assert claims == extract(article(), places, dates)
    assert all(c.id == claim_id(c) for c in claims)
    assert len({c.id for c in claims}) == len(claims)


def test_order_of_spans_does_not_matter() -> None:
    """Do places and dates found in another order give the same claims?"""
    backwards = extract(article(), lambda t: places(t)[::-1], lambda t: dates(t)[::-1])
    assert backwards == extract(article(), places, dates)


def test_toll_over_a_period() -> None:
    """Is a total over a period a casualty report and no single event?"""
    text = "More than 210,000 people have been killed in the country since the war began in 2011."
    (claim,) = extract(article(text), places)
    assert claim.type is EventType.CASUALTIES_REPORT
    assert claim.casualties[0].low == 210_000


def test_text_without_events() -> None:
    """Do an empty text, sport and weather give no claim?"""
    calm = "The striker won the battle for the ball in the match. Rain is expected tomorrow."
    assert extract(article(""), places) == []
    assert extract(article(calm), places) == []


PIECES = """The army rebels attacked shelled killed 30 civilians , . ; said he it in Taiz on Monday
including wounding and was were by at least dozens “ ” - will not If air strikes denied that"""
WORDS = st.sampled_from([*PIECES.split(), "\n", '"'])


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_any_text_is_read(words: list[str]) -> None:
    """Is every text read without an error, with spans that quote it?"""
    text = " ".join(words)
    for claim in extract(article(text), places, dates):
        assert text[claim.quote.start : claim.quote.end] == claim.quote.quote
        assert len(claim.quote.quote.split()) <= 90
        assert len(claim.trigger.quote.split()) <= 6


def test_a_round_up_keeps_its_events_apart() -> None:
    """Are two fights of one province, with other parties and other numbers, two events?"""
    text = (
        "Over 50 people were killed in clashes among rival groups in Taiz, local sources said. "
        "Other sources said that the Syrian Democratic Forces ambushed militants in Taiz, "
        "killing 28 of them."
    )
    claims = [c for c in extract(article(text), places, dates) if c.casualties]
    assert [claim.casualties[0].low for claim in claims] == [50, 28]
    assert [claim.same_as for claim in claims] == [None, None]
