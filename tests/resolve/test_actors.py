from datetime import date

import pytest

from crosswire.records import Party, Role, Span
from crosswire.resolve.actors import resolve_party
from crosswire.vocab import load


def party(words, role, country=None, on=None):
    return resolve_party(Span(4, 4 + len(words), words), role, load(), on, country)


@pytest.mark.parametrize(
    ("words", "role", "country", "expected"),
    [
        ("Syrian Army troops", Role.SIDE_A, None, "sy_military"),
        ("the rebels", Role.SIDE_B, "SY", "syrian_opposition"),
        ("Moscow", Role.SPEAKER, "SY", "ru_government"),
        ("Moscow", Role.SIDE_A, "SY", "ru_government"),
        ("Moscow", Role.SIDE_B, "RU", None),  # a city that is hit, not a government
        ("Israel", Role.SIDE_B, "IL", "il_government"),
        ("villagers", Role.SIDE_B, "ML", "ml_civilians"),
        ("villagers", Role.SPEAKER, "ML", None),  # a surrounding, not a voice
        ("a Syrian military source", Role.SPEAKER, "SY", None),
        ("two witnesses in the army", Role.SPEAKER, "SY", None),
        ("a YPG spokesman", Role.SPEAKER, "SY", "ypg"),
        ("the Observatory", Role.SPEAKER, "SY", "sohr"),
        ("a spokesman for the Ukrainian army", Role.SPEAKER, "UA", "ua_military"),
        ("the source", Role.SPEAKER, "SY", None),
        ("a market", Role.SIDE_B, "SY", None),
    ],
)
def test_resolve_party(words, role, country, expected):
    """Whom do words name, in the part that they play?"""
    assert party(words, role, country).actor_id == expected


def test_party_keeps_its_words():
    """Do known parties carry the roster's name, and unknown ones their own words?"""
    known = party("the Houthis", Role.SIDE_A, "YE")
    assert (known.name, known.words.quote) == ("Ansar Allah (Houthis)", "the Houthis")
    assert party("masked men", Role.SIDE_A) == Party(
        Role.SIDE_A, "masked men", Span(4, 14, "masked men")
    )


def test_party_of_a_day():
    """Is a name read as that of its bearer on the day?"""
    assert party("Syrian troops", Role.SIDE_A, "SY", date(2025, 7, 15)).actor_id == (
        "sy_transitional_military"
    )
