import pytest

from crosswire.claims.sport import is_match_report

DERBY = (
    "United attacked from the kick-off and their striker bombarded the goal, but the keeper held. "
    "After half-time the coach sent on a winger, who fired the equaliser. The fans sang."
)
STADIUM = (
    "Shells hit the stadium of Port Selim on Friday during a league match and killed nine fans, a "
    "doctor said. Soldiers closed the roads around the market, and the governor spoke of murder."
)


@pytest.mark.parametrize(("text", "expected"), [(DERBY, True), (STADIUM, False), ("", False)])
def test_a_match_is_told_from_an_attack_on_one(text: str, expected: bool) -> None:
    """Is a match report known, and an attack on a stadium none?"""
    assert is_match_report(text) is expected
