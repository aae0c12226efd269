from datetime import date

import pytest

from crosswire.vocab import Vocabulary, load

EXAMPLES = [(actor.id, example) for actor in load().actors.values() for example in actor.examples]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load()


def found(vocabulary, words, country=None, on=None):
    actor = vocabulary.actor(words, on, country)
    return actor.id if actor else None


def test_examples_resolve_to_their_rows(vocabulary):
    """Does every example of every row lead to that row?"""
    wrong = [
        (expected, example.text, other)
        for expected, example in EXAMPLES
        if (other := found(vocabulary, example.text, example.country, example.on)) != expected
    ]
    assert wrong == []


def test_names_and_aliases_lead_to_a_row(vocabulary):
    """Does each row that is found by name answer to its own name, where and when it lived?"""
    wrong = [
        (actor.id, other)
        for actor in vocabulary.actors.values()
        if actor.kind != "civilians" and not actor.local
        if (other := found(vocabulary, actor.name, actor.country, actor.end or actor.start))
        not in {actor.id, None}
    ]
    assert wrong == []


# Parts of states, described and not named.
STATE_PARTS = [
    ("the army", "SY", "sy_military"),
    ("the army", "SD", "sd_military"),
    ("the army", None, None),
    ("army units", "PH", "ph_military"),
    ("regime jets", "SY", "sy_air_force"),
    ("Kenyan jets", None, "ke_military"),
    ("Russian warships", None, "ru_navy"),
    ("two Turkish soldiers", "SY", "tr_military"),
    ("Russian-backed government forces", "SY", "sy_military"),
    ("the army of Syria", None, "sy_military"),
    ("border troops of Tajikistan", None, "tj_military"),
    ("Syrias army", None, "sy_military"),
    ("riot police", "GE", "ge_police"),
    ("Colombian Foreign Minister Ana Lopez", None, "co_government"),
    ("demonstrators", "IQ", "iq_protesters"),
    ("Sudanese civilians", None, "sd_civilians"),
    ("government jets", "LY", None),  # two governments, and no one army
    ("forces", "SY", None),
    ("soldiers", "SY", None),
    ("Iraqi Kurdish rebels", "TR", None),
    ("the Houthi-run police", "YE", None),
]

# Who stands behind a party, near it, or is joined to it.
COMPOUNDS = [
    ("Turkish-backed fighters", "SY", None),
    ("anti-government protesters", "SY", "sy_protesters"),
    ("a village held by ISIS", "SY", None),
    ("an Islamic State-held town", "SY", None),
    ("villagers near the Hamza Division base", None, None),
    ("fighters of the Hamza Division", None, "hamza_division"),
    ("families of Hezbollah fighters", "LB", None),
    ("gunmen from Nigeria", "CM", None),
    ("Russian and Syrian warplanes", "SY", None),
    ("Egyptian and Qatari envoys", None, None),
    ("Hezbollah and the Syrian army", "SY", None),
    ("the Syrian army and its allies", "SY", "sy_military"),
    ("the YPG and the SDF", "SY", "syrian_democratic_forces"),
    ("a commander in the alliance that backs Bashar al-Assad", "SY", None),
    ("the defence ministry of the Donetsk People's Republic", "UA", "donetsk_peoples_republic"),
]

# Words that name no one, or no one alone.
GENERIC = [
    ("Takfiri terrorists", "SY", None),
    ("the enemy", "SY", None),
    ("them", "SY", None),
    ("us", "SY", None),  # the pronoun, and not the country
    ("a car", "CF", None),  # the vehicle, and not the republic
    ("is", "SY", None),
    ("", None, None),
    ("32 people", "SY", None),
    ("the rebels", None, None),
    ("the rebels", "SY", "syrian_opposition"),
    ("the rebels", "YE", "houthis"),
    ("the rebels", "UA", "donbas_separatists"),
    ("the coalition", "IQ", "us_led_coalition"),
    ("the coalition", "YE", "saudi_led_coalition"),
]

SPELLINGS = [
    ("Jabhat an-Nusra", None, "nusra_front"),
    ("JABHAT AL NUSRA", None, "nusra_front"),
    ("Da’esh", None, "islamic_state"),
    ("ISIL (Daesh) terrorists", None, "islamic_state"),
    ("the U.S.-led Coalition", None, "us_led_coalition"),
    ("Séléka", None, "seleka"),
    ("People´s Protection Units", None, "ypg"),
    ("Jama’at Nusrat al-Islam wal-Muslimin", None, "jnim"),
    ("Islamic State fighters", "AF", "iskp"),
    ("Islamic State fighters", "SY", "islamic_state"),
]


@pytest.mark.parametrize(
    ("words", "country", "expected"), STATE_PARTS + COMPOUNDS + GENERIC + SPELLINGS
)
def test_actor(vocabulary, words, country, expected):
    """Whom do words name, of an event in a country?"""
    assert found(vocabulary, words, country) == expected


@pytest.mark.parametrize(
    ("words", "country", "on", "expected"),
    [
        ("Nusra Front", None, date(2015, 3, 1), "nusra_front"),
        ("Nusra Front", None, date(2016, 9, 1), "fatah_al_sham"),
        ("Nusra Front", None, date(2019, 3, 1), "hayat_tahrir_al_sham"),
        ("the Syrian army", None, None, "sy_military"),
        ("the Syrian army", None, date(2025, 3, 8), "sy_transitional_military"),
        ("the Assad regime", None, date(2025, 3, 8), "sy_government"),
        ("Kabul", None, date(2019, 1, 1), "af_government"),
        ("Kabul", None, date(2022, 1, 1), "af_taliban_government"),
    ],
)
def test_actor_on_a_day(vocabulary, words, country, on, expected):
    """Who bore a name on a day, and does an old name still lead to its only bearer?"""
    assert found(vocabulary, words, country, on) == expected


def test_roster_is_wide(vocabulary):
    """Does the roster cover the wars that it promises, and refer only to rows that exist?"""
    wars = {side.split(":")[0] for actor in vocabulary.actors.values() for side in actor.side}
    assert {"syria", "iraq", "ukraine", "sudan", "sahel", "gaza", "lebanon", "yemen"} <= wars
    assert {"somalia", "afghanistan", "libya", "congo", "myanmar"} <= wars
    links = {link for a in vocabulary.actors.values() for link in (a.parent, a.succeeds) if link}
    assert links <= set(vocabulary.actors)


def test_inter_codes_are_acleds(vocabulary):
    """Is each inter code one of ACLED's eight?"""
    assert {actor.inter for actor in vocabulary.actors.values()} <= set(range(1, 9))
