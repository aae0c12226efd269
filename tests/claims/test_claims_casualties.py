import pytest

from crosswire.claims.casualties import whole_of
from crosswire.claims.rules import extract
from crosswire.records import Article, Casualties, Outcome, Span, Who

K, N, C, D = "killed", "injured", "captured", "displaced"
CASES = [
    ("Air strikes killed 21 civilians.", [(K, "civilian", 21, 21, None)]),
    (
        "At least 17 people were slain and dozens hurt by the shelling.",
        [(K, "unknown", 17, None, None), (N, "unknown", 24, None, None)],
    ),
    (
        "Clashes left 30 gunmen and 20 civilians dead.",
        [(K, "combatant", 30, 30, None), (K, "civilian", 20, 20, None)],
    ),
    (
        "The jets bombed the ferry, killing three civilians and wounding nine.",
        [(K, "civilian", 3, 3, None), (N, "civilian", 9, 9, None)],
    ),
    (
        "Air raids killed 19 civilians, including six children.",
        [(K, "civilian", 19, 19, None), (K, "civilian", 6, 6, 0)],
    ),
    ("Fighters ambushed a patrol, killing almost 30 of them.", [(K, "combatant", 30, 30, None)]),
    ("The warplanes hit a farm, killing a five-member family.", [(K, "civilian", 5, 5, None)]),
    (
        "Tens of farmers were killed or injured by an air raid.",
        [(K, "civilian", None, None, None)],
    ),
    ("Over 60 civilians and gunmen were killed in clashes.", [(K, "unknown", 60, None, None)]),
    ("The shelling wounded a boy.", [(N, "civilian", 1, 1, None)]),
    ("A soldier was killed in the ambush.", [(K, "combatant", 1, 1, None)]),
    ("The army shelled the camp, killing militants.", [(K, "combatant", 1, None, None)]),
    ("Police arrested nine students.", [(C, "civilian", 9, 9, None)]),
    ("Gunmen kidnapped two nurses.", [(C, "civilian", 2, 2, None)]),
    ("Some 900 residents fled the fighting.", [(D, "civilian", 900, 900, None)]),
    # a family is more than one person
    ("Some 900 families fled the fighting.", [(D, "civilian", 900, None, None)]),
    # an age counts nobody, a group of so many does
    ("A shepherd of 60 was killed in the shelling.", []),
    ("Shells killed a group of 60 farmers.", [(K, "civilian", 60, 60, None)]),
    # numbers that count no people
    ("Rebels fired 12 rockets and captured three villages.", []),
    ("In 2015 the army shelled the town for 20 days.", []),
    ("Amal Said, 55, lost her house to the air strike, which killed nobody.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_people_are_counted(text: str, expected: list[tuple]) -> None:
    """How many, what happened to them, who they were, and of which number they are part?"""
    article = Article(id="a", document_id="d", source_id="s", title="", text=text)
    found = [
        (k.outcome.value, k.who.value, k.low, k.high, k.part_of)
        for claim in extract(article, lambda _: [])
        for k in claim.casualties
    ]
    assert found == expected


@pytest.mark.parametrize("words", ["one of them", "two of whom", "one of them a girl of 12"])
def test_those_counted_among_others_are_part_of_them(words):
    """Is who is told to be of those counted before no one besides them?"""
    text = f"The shells killed four farm workers, {words}."
    whole, part = (
        Casualties(Span(at, at + len(told), told), Outcome.KILLED, Who.CIVILIAN, 1, 1)
        for told in ("four farm workers", words)
        for at in [text.index(told)]
    )
    assert whole_of(text, part, [whole]) == 0
