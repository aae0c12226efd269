import pytest

from crosswire.claims.rules import extract
from crosswire.records import Article

CASES = [
    # verbs
    ("The army shelled a hospital.", ["The army"], ["a hospital"]),
    ("Rebels attacked a patrol near the river.", ["Rebels"], ["a patrol"]),
    ("A hospital was shelled by government forces.", ["government forces"], ["A hospital"]),
    ("The gunmen who came at dawn attacked a bus.", ["The gunmen"], ["a bus"]),
    ("Gunmen killed four farmers.", ["Gunmen"], ["farmers"]),
    ("The army said it shelled a camp.", ["The army"], ["a camp"]),
    # nouns
    ("Israeli air strikes on the camp went on.", ["Israeli"], ["the camp"]),
    ("Air strikes by the coalition hit a bridge.", ["the coalition"], ["a bridge"]),
    ("Rebels launched an offensive against the militia.", ["Rebels"], ["the militia"]),
    ("Clashes between the army and rebels broke out.", ["the army"], ["rebels"]),
    ("Heavy shelling hit the port.", [], ["the port"]),
]


@pytest.mark.parametrize(("text", "side_a", "side_b"), CASES)
def test_sides(text: str, side_a: list[str], side_b: list[str]) -> None:
    """Who does it, and to whom, as written?"""
    article = Article(id="a", document_id="d", source_id="s", title="", text=text)
    claim = extract(article, lambda _: [])[0]
    assert [s.quote for s in claim.side_a] == side_a
    assert [s.quote for s in claim.side_b] == side_b
