"""Parties by other words: what an article names, and whom "the group" then is."""

from datetime import date

import pytest

from crosswire.records import Article, Party, Resolution, Role, Span
from crosswire.resolve.referring import refer
from crosswire.vocab import Vocabulary, load

# The parties of a text in its order, one claim after the other, with "+" between those of one; one
# is asked for, and then whom it means, by its id.
CASES = {
    "by its own word": """
        side_a the Manbij Military Council
        side_a Levant Front
        speaker ?the council
        manbij_military_council""",
    "the only one of its kinds": """
        side_b Ahrar al-Sham
        speaker ?the movement
        ahrar_al_sham""",
    "its spokesman": """
        side_b Ahrar al-Sham
        speaker ?the movement's spokesman
        ahrar_al_sham""",
    "of two groups, none": """
        side_a Ahrar al-Sham
        side_a Islamic State
        speaker ?the group
        nobody""",
    "a group that is called so is no likelier": """
        side_a JNIM
        side_b the Wagner Group
        speaker ?the group
        nobody""",
    "the one before, not the one after": """
        side_a Ahrar al-Sham
        speaker ?the group
        side_a Islamic State
        ahrar_al_sham""",
    "what a store is of": """
        side_b a store of the World Food Programme
        speaker ?the agency
        wfp""",
    "a committee is one called so": """
        speaker UNRWA
        side_a ?the committee
        nobody""",
    "another group is not named": """
        side_a Ahrar al-Sham
        side_a ?another group
        nobody""",
    "soldiers of the country": """
        side_a Ahrar al-Sham
        side_b ?Soldiers
        sy_military""",
    "soldiers of the army that is named": """
        side_a the Turkish army
        side_b ?two soldiers
        tr_military""",
    "soldiers of one of two armies": """
        side_a the Turkish army
        side_b the Syrian army
        side_a ?soldiers
        nobody""",
    "soldiers of somebody": """
        side_a Ahrar al-Sham
        side_b ?its soldiers
        nobody""",
    "we": """
        speaker Ahrar al-Sham + side_a ?our fighters
        ahrar_al_sham""",
    "our village is no party": """
        speaker Ahrar al-Sham + side_b ?our village
        nobody""",
    "they, by one party of the other": """
        side_a the regime
        speaker Ahrar al-Sham + side_a ?They
        sy_government""",
    "they, by a monitor": """
        side_a the regime
        speaker SOHR + side_a ?They
        nobody""",
    "never both sides": """
        side_a Ahrar al-Sham + side_b ?the movement
        nobody""",
}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_who_is_meant(case: str, vocabulary: Vocabulary) -> None:
    """Are words for a party that is named resolved to it, and to nobody if two could be meant?"""
    *told, meant = (line.strip() for line in case.split("\n")[1:])
    article = Article("art_1", "doc_1", "one", "", "", "Halab Post", anchor_date=date(2016, 10, 25))
    made = [_claim(each, at, vocabulary) for at, each in enumerate(told)]
    before = [party for resolution in made for party in resolution.parties]
    after = [p for resolution in refer(article, made, vocabulary, "SY") for p in resolution.parties]
    asked = [f"?{party.words.quote}" in " ".join(told) for party in before]
    assert [p.actor_id for p, is_asked in zip(after, asked, strict=True) if is_asked] == [
        None if meant == "nobody" else meant
    ]
    assert [p for p, is_asked in zip(after, asked, strict=True) if not is_asked] == [
        p for p, is_asked in zip(before, asked, strict=True) if not is_asked
    ]


def test_an_agency_speaks_of_itself(vocabulary: Vocabulary) -> None:
    """Is "the agency" nobody else in an article of one that is called so?"""
    article = Article("art_1", "doc_1", "one", "", "", "Barada News Agency")
    told = ["side_b UNRWA", "speaker the agency"]
    made = [_claim(each, at, vocabulary) for at, each in enumerate(told)]
    assert refer(article, made, vocabulary, "SY") == made


def _claim(told: str, at: int, vocabulary: Vocabulary) -> Resolution:
    parties = []
    for place, party in enumerate(told.split(" + ")):
        role, _, words = party.partition(" ")
        start = 100 * at + 40 * place
        words = words.removeprefix("?")
        actor = vocabulary.actor(words, date(2016, 10, 25), "SY")
        span = Span(start, start + len(words), words)
        name, key = (actor.name, actor.id) if actor else (words, None)
        parties.append(Party(Role(role), name, span, key))
    return Resolution(f"clm_{at}", parties=tuple(parties))
