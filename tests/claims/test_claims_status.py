import pytest

from crosswire.claims.rules import extract
from crosswire.records import Article

CASES = [
    # done
    ("Rebels attacked the barracks.", "attacked", "occurred"),
    ("Troops managed to recapture the village.", "recapture", "occurred"),
    ("The fighting forced 900 residents to flee the town.", "flee", "occurred"),
    ("There were no injuries in the rocket attack.", "rocket attack", "occurred"),
    # to come
    ("The army will attack the barracks.", "attack", "planned"),
    ("Troops are preparing to storm the city.", "preparing to", "planned"),
    ("Rebels launched an offensive to capture the town.", "capture", "planned"),
    ("The camp can be the next target of the army.", "next target", "planned"),
    ("The offensive will go on, the general said.", "offensive", "planned"),
    ("A truce is set to start at noon.", "truce", "planned"),
    # possible
    ("The group threatened to attack the airport.", "attack", "hypothetical"),
    ("The union called for a ceasefire.", "ceasefire", "hypothetical"),
    ("Militants could attack the convoy of troops.", "attack", "hypothetical"),
    ("If rebels attack the port, ships will leave.", "attack", "hypothetical"),
    # under way
    ("Troops are advancing on the refinery.", "advancing", "ongoing"),
    ("The army continues to shell the suburb.", "shell", "ongoing"),
    ("The enclave is under siege.", "under siege", "ongoing"),
    # denied
    ("The army denied that it shelled the camp.", "shelled", "denied"),
    ("The militia did not attack the convoy of troops.", "attack", "denied"),
    ("There is no evidence that aircraft bombed the bridge.", "bombed", "denied"),
]


@pytest.mark.parametrize(("text", "trigger", "status"), CASES)
def test_status(text: str, trigger: str, status: str) -> None:
    """Is an event told as done, to come, possible, under way or denied?"""
    article = Article(id="a", document_id="d", source_id="s", title="", text=text)
    claims = extract(article, lambda _: [])
    assert {c.trigger.quote: c.status.value for c in claims}.get(trigger) == status
