import pytest

from crosswire.claims.numbers import find_numbers, to_int

BOUNDS = [
    ("30 gunmen", 30, 30),
    ("at least 30 gunmen", 30, None),
    ("more than 1,200 people", 1200, None),
    ("over 50 civilians", 50, None),
    ("up to 40 men", None, 40),
    ("almost 30 of them", 30, 30),
    ("some 50 lives", 50, 50),
    ("tens of terrorists", 20, None),
    ("dozens", 24, None),
    ("scores of villagers", 40, None),
    ("hundreds of men", 200, None),
    ("several more", 3, None),
    ("a number of gunmen", 1, None),
    ("many people", 3, None),
    ("six or seven men", 6, 7),
    ("between 20 and 30 men", 20, 30),
    ("thirty-eight men", 38, 38),
    ("two dozen men", 24, 24),
    ("half a dozen men", 6, 6),
    ("two hundred and ten men", 210, 210),
    ("2 million people", 2_000_000, 2_000_000),
]


@pytest.mark.parametrize(("text", "low", "high"), BOUNDS)
def test_bounds(text: str, low: int | None, high: int | None) -> None:
    """Are the bounds those of the codebook's "Fields", `casualties`?"""
    (number,) = find_numbers(text, 0, len(text))
    assert (number.low, number.high) == (low, high)


def test_family() -> None:
    """Does "a five-member family" count five people?"""
    text = "killing a five-member family"
    (number,) = find_numbers(text, 0, len(text))
    assert (number.low, number.high, number.family) == (5, 5, True)


@pytest.mark.parametrize(
    ("words", "value"),
    [("nineteen", 19), ("twelve hundred", 1200), ("3,400", 3400), ("a dozen", 12)],
)
def test_to_int(words: str, value: int) -> None:
    """Is a number in words or digits read right?"""
    assert to_int(words) == value
