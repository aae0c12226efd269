from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.records import Place, Span
from crosswire.resolve.places import Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


FOUND = [
    # villages by cue, though no gazetteer holds them; kinds and compass words stay out
    ("Troops took the village of Awlan in al-Bab region on Monday.", ["Awlan", "al-Bab"]),
    ("Shells fell on the eastern countryside of Hama.", ["Hama"]),
    (
        "Rebels left Kafr Xarta, Basartun and Hayyaneh villages.",
        ["Kafr Xarta", "Basartun", "Hayyaneh"],
    ),
    ("They advanced towards Kuweires airbase and Jabal Marun.", ["Kuweires", "Jabal Marun"]),
    ("A car bomb hit the Qarradeh district of Baghdad.", ["Qarradeh", "Baghdad"]),
    # a road keeps its word, where the road has a name of its own
    ("Fighters cut Castello Road north of Aleppo.", ["Castello Road", "Aleppo"]),
    # and stays out where two towns are its ends
    ("Fighters cut the Khanasser-Ithriya road.", ["Khanasser", "Ithriya"]),
    ("A mine lay on the Hsenwi–Kunlong road in Myanmar.", ["Hsenwi", "Kunlong", "Myanmar"]),
    ("Shells hit the M4 highway near Saraqib.", ["M4 highway", "Saraqib"]),
    # a compass word stays before a country alone, or where it is part of a name
    ("Clashes went on in northern Syria and in southern Aleppo.", ["northern Syria", "Aleppo"]),
    ("Jets hit South Kivu and eastern Ghouta.", ["South Kivu", "eastern Ghouta"]),
    # possessives, also those that lost their apostrophe
    ("Jets hit Syria's Idlib province.", ["Syria", "Idlib"]),
    ("A blast shook Syrias Aleppo.", ["Syria", "Aleppo"]),
    # in any letters
    ("Обстріл: ракети влучили у Харків", ["Харків"]),
    # letters of countries, and towns shouted in a dateline
    ("HOMS - The envoy left for the UAE on Sunday.", ["HOMS", "UAE"]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_toponyms(text: str, expected: list[str], gazetteer: Gazetteer) -> None:
    """Are the places of a sentence found, as the codebook writes them?"""
    assert [s.quote for s in gazetteer.find_places(text)] == expected


NOT_PLACES = [
    "The Syrian army and Russian jets attacked Turkish positions.",  # demonyms
    "Damascus said that it would answer, and Moscow has denied the report.",  # governments
    "The Raqqa Revolutionaries Brigade and the 137th Brigade agreed.",  # groups
    "The Aleppo Times and the University of Homs were closed.",  # papers and bodies
    "General Sinjar met Ahmed Homs, and Nelson, 45, left.",  # persons
    "Most of the men said that Police Officer could not come.",  # ordinary words
    "The Syrian-Turkish border and the north-south road stayed shut.",  # a way without ends
    "The UN and SANA told US troops to leave.",  # letters
    "Hamas and Hezbollah fighters left on Saturday.",
]


@pytest.mark.parametrize("text", NOT_PLACES)
def test_what_is_no_place(text: str, gazetteer: Gazetteer) -> None:
    """Are names that only look like places left alone?"""
    assert [s.quote for s in gazetteer.find_places(text)] == []


def _resolve(gazetteer: Gazetteer, text: str, *near: str) -> dict[str, Place]:
    spans = gazetteer.find_places(text)
    return {p.words.quote: p for p in gazetteer.resolve_places(spans, text, near)}


# (text, words, country, admin1, where_prec)
RESOLVED = [
    ("Rebels shelled Daraa in Syria.", "Daraa", "SY", "Daraa", 1),
    ("Clashes broke out near Deir Ezzur in Syria.", "Deir Ezzur", "SY", "Deir ez-Zor", 2),
    ("Jets struck Aleppo province in Syria.", "Aleppo", "SY", "Aleppo", 4),
    ("Jets struck the city of Aleppo in Syria.", "Aleppo", "SY", "Aleppo", 1),
    ("The army moved through the Damascus countryside.", "Damascus", "SY", "Rif Dimashq", 4),
    ("Troops went to northern Syria.", "northern Syria", "SY", None, 6),
    ("Ships were hit in the Red Sea off Yemen.", "Red Sea", None, None, 5),
    ("Gunmen raided Djibo in Burkina Faso.", "Djibo", "BF", "Sahel", 1),
    ("Russian drones hit Kharkiv.", "Kharkiv", "UA", "Kharkiv", 1),
    ("Fighting raged in Tripoli as Libyan forces left Sirte.", "Tripoli", "LY", "Tripoli", 1),
    ("Lebanese soldiers deployed in Tripoli, north of Beirut.", "Tripoli", "LB", "North", 1),
    ("A fire broke out in Alexandria, La., on Friday.", "Alexandria", "US", "Louisiana", 1),
    ("Egyptian police closed roads in Alexandria.", "Alexandria", "EG", "Alexandria", 1),
    ("Diplomats spoke about the Middle East.", "Middle East", None, None, 7),
]


@pytest.mark.parametrize(("text", "words", "country", "admin1", "prec"), RESOLVED)
def test_which_of_the_many(
    text: str, words: str, country: str | None, admin1: str | None, prec: int, gazetteer: Gazetteer
) -> None:
    """Do kind, what holds it, demonyms and the other places choose the right one?"""
    place = _resolve(gazetteer, text)[words]
    assert (place.country, place.admin1, place.where_prec) == (country, admin1, prec)
    assert place.gazetteer_id
    assert place.reason.endswith(".")


UNKNOWN = [
    ("They took the village of Xarawan in Aleppo province, Syria.", "Xarawan", "Aleppo", 4),
    ("They took the village of Xarawan in Syria.", "Xarawan", None, 6),
    ("They took the village of Xarawan.", "Xarawan", None, 7),
]


@pytest.mark.parametrize(("text", "words", "admin1", "prec"), UNKNOWN)
def test_unknown_names_fall_back(
    text: str, words: str, admin1: str | None, prec: int, gazetteer: Gazetteer
) -> None:
    """Is a name unknown put in the smallest unit that surely holds it, and the words kept?"""
    place = _resolve(gazetteer, text)[words]
    assert (place.admin1, place.where_prec, place.words.quote) == (admin1, prec, words)
    assert (place.latitude is None) == (prec == 7)
    assert "not in the gazetteer" in place.reason


def test_two_equally_good_places(gazetteer: Gazetteer) -> None:
    """Does a tie give what holds both, and say so?"""
    text = "Brazilian police said that gunmen had fled to the town of Bom Jardim."
    place = _resolve(gazetteer, text)["Bom Jardim"]
    assert place.country == "BR"
    assert place.where_prec in (1, 4, 6)
    assert place.reason.startswith("Could be") == (place.where_prec != 1)


def test_the_dateline_speaks_too(gazetteer: Gazetteer) -> None:
    """Does a place that stands near the article decide between namesakes?"""
    text = "Residents of Tripoli fled on Monday."
    assert _resolve(gazetteer, text, "Beirut", "Sidon")["Tripoli"].country == "LB"
    assert _resolve(gazetteer, text, "Benghazi", "Misrata")["Tripoli"].country == "LY"


def test_order_and_length_of_the_answer(gazetteer: Gazetteer) -> None:
    """Does each span get its place, in the order asked for, whatever that is?"""
    text = "Jets hit Idlib, Hama and the village of Xarawan in Syria."
    spans = gazetteer.find_places(text)
    forth = gazetteer.resolve_places(spans, text)
    back = gazetteer.resolve_places(spans[::-1], text)
    assert forth == back[::-1]
    assert [p.words for p in forth] == spans
    assert gazetteer.resolve_places([], text) == []


def test_words_of_a_coder_are_read(gazetteer: Gazetteer) -> None:
    """Are words that a coder cut wider than the name still resolved?"""
    text = "Jets hit the town of Saraqib in Idlib, Syria."
    start = text.index("the town of Saraqib")
    span = Span(start, start + 19, text[start : start + 19])
    place = gazetteer.resolve_places([span], text)[0]
    assert (place.country, place.admin1, place.where_prec) == ("SY", "Idlib", 1)


PIECES = ["Aleppo", "Syria's ", "al-Bab", " near ", "the village of ", "حلب", "U.S. ", "\n", ". ",
          "’s", "North", "-", "Київ", " and ", "Gen. ", ", La.", "🙂", "St. Louis"]  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_spans_are_the_text(text: str) -> None:
    """Does every span stand in the text, in order, and without overlap?"""
    gazetteer = Gazetteer.open()
    spans = gazetteer.find_places(text)
    gazetteer.resolve_places(spans, text)
    gazetteer.close()
    assert all(text[s.start : s.end] == s.quote and s.quote for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "words", "country", "admin1"),
    [
        ("The army stormed Arak in Homs province, Syria.", "Arak", "SY", "Homs"),
        ("Shells fell on the village of Fata Borno in North Darfur, Sudan.", "Fata Borno", "SD",
         "North Darfur"),
        ("Shells fell on the village of Xata Borno in North Darfur, Sudan.", "Xata Borno", "SD",
         "North Darfur"),
    ],
)  # fmt: skip
def test_what_the_text_says_of_a_place_goes_before_its_namesakes(text, words, country, admin1):
    """Is a name that the text puts in a province kept out of a larger town abroad?"""
    gazetteer = Gazetteer.open()
    found = gazetteer.resolve_places(gazetteer.find_places(text), text)
    placed = {place.words.quote: (place.country, place.admin1) for place in found}
    assert placed[words] == (country, admin1)


@pytest.mark.parametrize(
    "text", ["Ankara-backed fighters fled.", "The Riyadh‑brokered truce ended."]
)
def test_a_patrons_town_is_not_where_it_happened(text):
    """Is "Ankara-backed" left out?"""
    assert Gazetteer.open().find_places(text) == []


@pytest.mark.parametrize(
    ("text", "words", "at", "prec"),
    [
        ("A convoy was hit 100 km north of Palmyra in Syria.", "Palmyra", (35.46, 38.28), 2),
        (
            "A convoy was hit ten miles south-east of Palmyra in Syria.",
            "Palmyra",
            (34.46, 38.41),
            2,
        ),
        ("A convoy was hit 15 km (9 miles) from Palmyra in Syria.", "Palmyra", (34.56, 38.28), 2),
        ("A ship was hit 1,200 kilometres from Aden in Yemen.", "Aden", (12.78, 45.04), 4),
        ("A convoy was hit between Palmyra and Homs in Syria.", "Palmyra", (34.56, 38.28), 2),
    ],
)
def test_how_far_from_a_place(text, words, at, prec, gazetteer):
    """Is a point reckoned where distance and direction are told, and doubt kept where not?"""
    place = _resolve(gazetteer, text)[words]
    assert (round(place.latitude, 2), round(place.longitude, 2)) == at
    assert place.where_prec == prec


@pytest.mark.parametrize(
    ("text", "words", "unit"),
    [
        ("Shells fell on the eastern countryside of Hama in Syria.", "Hama", "Hama"),
        ("The army moved through the countryside of Damascus.", "Damascus", "Rif Dimashq"),
    ],
)
def test_a_town_s_countryside_is_its_province(text, words, unit, gazetteer):
    """Is the land around a town the unit, with a unit's precision?"""
    place = _resolve(gazetteer, text)[words]
    assert (place.admin1, place.where_prec) == (unit, 4)


@pytest.mark.parametrize(
    ("text", "words", "unit"),
    [
        ("Fighters took Mansoura, a town west of Raqqa, on Monday.", "Mansoura", "Raqqa"),
        ("The army took Arak near Palmyra.", "Arak", "Homs"),
        ("The army took Arak near Palmyra.", "Palmyra", "Homs"),
    ],
)
def test_a_place_and_what_it_is_near_are_chosen_together(text, words, unit, gazetteer):
    """Of many places of one name, is it the one beside what the text puts it near?"""
    assert _resolve(gazetteer, text)[words].admin1 == unit


@pytest.mark.parametrize(
    ("text", "words", "country", "admin1"),
    [
        # a land's own name, though the article's country has a village that bears it
        ("Police in Ohio and Texas said why the U.S. fears Russia.", "Russia", "RU", None),
        ("Police in Ohio arrested a native of Mexico on Monday.", "Mexico", "MX", None),
        # a large unit's, though a village of another unit bears it
        (
            "Cases were found in Michigan, Pennsylvania and California.",
            "California",
            "US",
            "California",
        ),
        # but where the text says what holds the village, or that it is one
        ("A fire broke out in Russia, Ohio, on Friday.", "Russia", "US", "Ohio"),
        ("Police of the town of Mexico, Missouri, came.", "Mexico", "US", "Missouri"),
    ],
)
def test_readers_know_a_country_before_its_namesakes(text, words, country, admin1, gazetteer):
    """Is a small namesake chosen only where the text tells of it?"""
    place = _resolve(gazetteer, text)[words]
    assert (place.country, place.admin1) == (country, admin1)


def test_a_unit_and_its_seat_that_tie_are_the_unit():
    """Is what holds a town and the unit of its name that unit, and not the whole country?"""
    gazetteer = Gazetteer.open()
    for text, words, unit in (
        ("Gunmen attacked a hospital in the Benghazi area of Libya.", "Benghazi", "Benghazi"),
        ("A landslide hit an area of Sichuan in China.", "Sichuan", "Sichuan"),
    ):
        place = _resolve(gazetteer, text)[words]
        assert place.admin1 == unit
