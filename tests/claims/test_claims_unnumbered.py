import pytest

from crosswire.claims.unnumbered import bounds_of


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("a shepherd", 1, 1),
        ("the soldier Yeison Ibarguen", 1, 1),
        ("A Kenyan police officer", 1, 1),
        ("his colleague, Ezez Wasse", 1, 1),
        ("Hassan Nasrallah", 1, 1),
        ("a pilot of the coalition's planes", 1, 1),
        ("a man and a woman", 2, 2),
        ("the army chief and his friend", 2, 2),
        ("a couple", 2, 2),
        ("no casualties", 0, 0),
        ("any civilians", 0, 0),
        ("civilians", 1, None),
        ("Suspects", 1, None),
        ("a number of soldiers", 1, None),
        ("a group of villagers", 1, None),
        ("women and children", 1, None),
        ("the captain and other officers", 3, None),
        ("heavy casualties", None, None),
        ("the dead and wounded", None, None),
        ("...", 1, None),
    ],
)
def test_people_without_a_number(words, low, high):
    """Is a singular one, a plural at least one, and what is not told apart without bounds?"""
    assert bounds_of(words) == (low, high)
