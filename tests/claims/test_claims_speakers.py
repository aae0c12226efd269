import pytest

from crosswire.claims.rules import extract
from crosswire.claims.sentences import split_sentences
from crosswire.claims.speakers import find_attributions, kind_of
from crosswire.records import Article, Claim, SpeakerKind


def claims_of(text: str) -> list[Claim]:
    article = Article(id="a", document_id="d", source_id="s", title="", text=text)
    return extract(article, lambda _: [])


CASES = [
    ("A military source said that rebels attacked the base.", "A military source"),
    ("Rebels attacked the base, a monitoring group said.", "a monitoring group"),
    ("Rebels attacked the base on Monday a monitor said.", "a monitor"),
    ("According to the Red Crescent, rebels attacked the base.", "the Red Crescent"),
    ("Rebels attacked the base, according to residents.", "residents"),
    ('"Rebels attacked the base," said the governor.', "the governor"),
    (
        "The Delta Observatory for Human Rights said rebels attacked the base.",
        "The Delta Observatory for Human Rights",
    ),
    (
        "Vincent Okello, a police spokesman, said rebels attacked the base.",
        "Vincent Okello, a police spokesman",
    ),
    ("A trader reached by radio said rebels attacked the base.", "A trader"),
    ("The US said rebels attacked the base.", "The US"),
    ("Rebels attack army base - monitor", "monitor"),
    # the outlet's own voice
    ("Rebels attacked the base.", None),
    ("Under the rules, according to the terms of the deal, rebels attacked the base.", None),
]


@pytest.mark.parametrize(("text", "speaker"), CASES)
def test_speaker(text: str, speaker: str | None) -> None:
    """Whom does the sentence credit?"""
    (claim, *_) = claims_of(text)
    assert (claim.speaker and claim.speaker.words.quote) == speaker


def test_voice_carries_over_to_a_pronoun() -> None:
    """Does "he added" keep the last explicit words?"""
    claims = claims_of(
        "The governor said rebels attacked the base. He added that troops shelled it."
    )
    assert [c.speaker.words.quote for c in claims if c.speaker] == ["The governor"] * 2


def test_voice_ends_with_its_paragraph() -> None:
    """Does a paragraph that names nobody speak in the outlet's own voice?"""
    claims = claims_of("The governor said rebels attacked the base.\n\nTroops shelled the camp.")
    assert claims[-1].speaker is None


def test_via() -> None:
    """Is the agency that was told kept beside the speaker?"""
    (claim,) = claims_of("A commander told TASS that rebels attacked the base.")
    assert claim.speaker is not None
    assert claim.speaker.via is not None
    assert (claim.speaker.words.quote, claim.speaker.via.quote) == ("A commander", "TASS")


KINDS = [
    ("the Syrian Observatory for Human Rights", SpeakerKind.MONITOR),
    ("the Red Crescent", SpeakerKind.RESCUE),
    ("the United Nations", SpeakerKind.INTERNATIONAL),
    ("a military source", SpeakerKind.ANONYMOUS),
    ("residents", SpeakerKind.ANONYMOUS),
    ("state television", SpeakerKind.MEDIA),
    ("the rebels", SpeakerKind.ARMED_GROUP),
    ("the defence ministry", SpeakerKind.MILITARY),
    ("the governor", SpeakerKind.GOVERNMENT),
    ("Vincent Okello", SpeakerKind.PERSON),
    ("his wife", SpeakerKind.OTHER),
]


@pytest.mark.parametrize(("words", "kind"), KINDS)
def test_kind(words: str, kind: SpeakerKind) -> None:
    """What sort of voice is it?"""
    assert kind_of(words) is kind


def test_so_called_is_no_speech() -> None:
    """Is "so-called" left out of the words of speech?"""
    text = "The army entered the group's so-called capital, two sources said."
    (sentence,) = split_sentences(text)
    found = find_attributions(text, sentence)
    assert [each.speaker.words.quote for each in found if each.speaker] == ["two sources"]


def test_based_on_reports() -> None:
    """Are reports that a sentence is based on its speaker, and a base no speech?"""
    text = (
        "Based on field reports, the toll of the attack will rise. Troops based on the hill fired."
    )
    found = [find_attributions(text, sentence) for sentence in split_sentences(text)]
    assert [[each.speaker.words.quote for each in some if each.speaker] for some in found] == [
        ["field reports"],
        [],
    ]
