"""An incident's claims side by side: who says what, each sentence once."""

from made_up_evidence import COPY, FIRST, OWN, article, claim, incident, row, shelling

from crosswire import records as r
from crosswire.web.voices import by_voice, voices


def ids(voice):
    return [told.ids for told in voice.told]


def test_copies_stand_with_the_text_they_copy():
    """Is a sentence that two articles of one story have told once, under its origin?"""
    done = voices(shelling()).done
    assert [voice.origin.name for voice in done] == ["Levant Wire", "Orontes Post"]
    assert ids(done[0]) == [("clm_first", "clm_copy")]
    assert ids(done[1]) == [("clm_own",)]


def test_what_did_not_happen_stands_apart():
    """Is a denial apart from those who tell it, under the outlet that prints it?"""
    found = voices(shelling())
    assert [voice.origin.name for voice in found.apart] == ["Kompas"]
    assert ids(found.apart[0]) == [("clm_denial",)]
    assert "clm_denial" not in {
        each for voice in found.done for told in voice.told for each in told.ids
    }


def test_two_sentences_of_one_article_are_two_tellings():
    """Does an article that shares a story keep each of its own sentences in sight?"""
    text = "Shells hit Azaz, killing 12 people.\nShells hit Azaz, killing 12 people, doctors said."
    one = article("one", "Levant Wire", text)
    told = [
        row(one, claim(one, "a", text.split("\n")[0]), "sto_1"),
        row(one, claim(one, "b", text.split("\n")[1]), "sto_1"),
    ]
    found = by_voice(incident(told, {"Levant Wire": ["clm_a", "clm_b"]}))
    assert [each.ids for each in found[0][1]] == [("clm_a",), ("clm_b",)]


def test_other_sentences_of_a_story_are_no_copies():
    """Are two articles of one story that tell it in other words told each?"""
    other = article(
        "other", "Gulf Courier", "Seven children died when rockets struck, hit by fire."
    )
    told = [row(FIRST, claim(FIRST), "sto_1"), row(other, claim(other), "sto_1")]
    found = by_voice(incident(told, {"Levant Wire": ["clm_first", "clm_other"]}))
    assert [each.ids for each in found[0][1]] == [("clm_first",), ("clm_other",)]


def test_another_status_or_type_is_no_copy():
    """Is a copy that was coded otherwise shown, for a person to see?"""
    told = [
        row(FIRST, claim(FIRST), "sto_1"),
        row(COPY, claim(COPY, type=r.EventType.AIR_STRIKE), "sto_1"),
    ]
    found = by_voice(incident(told, {"Levant Wire": ["clm_first", "clm_copy"]}))
    assert len(found[0][1]) == 2


def test_long_incidents_show_the_first_of_each_origin():
    """Is what is left out counted, and what is shown known to the links?"""
    many = [article(f"n{at:03}", "Levant Wire") for at in range(30)]
    told = [row(each, claim(each)) for each in many]
    found = voices(incident(told, {"Levant Wire": [each.claim.id for each in told]}), most=6)
    assert len(found.done[0].told) == 6
    assert found.done[0].more == 24
    assert found.shown == {f"clm_n{at:03}" for at in range(6)}


def test_many_origins_are_counted():
    """Are origins beyond the most that a page holds told by their number?"""
    many = [article(f"n{at}", f"Outlet {at}") for at in range(5)]
    told = [row(each, claim(each)) for each in many]
    origins = {each.article.outlet: [each.claim.id] for each in told}
    found = voices(incident(told, origins), origins=3)
    assert (len(found.done), found.more) == (3, 2)


def test_a_telling_says_its_numbers_and_who_made_it():
    """Does a claim by hand name its maker, and a number read as a sentence would tell it?"""
    made = claim(OWN, number=9, extractor="person:Ana")
    told = by_voice(incident([row(OWN, made)], {"Orontes Post": ["clm_own"]}))[0][1][0]
    assert told.by_hand == "Ana"
    assert told.numbers == ("9 killed",)
    assert [piece.text for piece in told.pieces if piece.mark == "event"] == ["hit"]
