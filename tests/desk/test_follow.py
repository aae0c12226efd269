"""What a judgement is followed by at once, held against a rebuild of everything."""

import pytest
from deciding import Decider, everything, rebuilt

from crosswire.records import EventType, Verdict

SEEDS = range(4)
SLOW_SEEDS = range(4, 10)


def decided(store, desk, seed, tmp_path, knowledge):
    decider = Decider(desk, store, seed).decide(30)
    told = [f"{name}: {each.message}" for name, each in decider.done]
    found, wanted = everything(store), rebuilt(store, tmp_path / "rebuilt.db", **knowledge)
    for what in wanted:
        assert found[what] == wanted[what], (what, told)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_followed_is_what_a_rebuild_makes(store, desk, tmp_path, knowledge, seed):
    """After thirty decisions, are all rows those that deriving everything anew gives?

    Ids, claims, grades, casualties, control, the registry and what was rejected, to the last field.
    """
    decided(store, desk, seed, tmp_path, knowledge)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SLOW_SEEDS)
def test_it_is_so_for_many(store, desk, tmp_path, knowledge, seed):
    """And for six other sequences of thirty?"""
    decided(store, desk, seed, tmp_path, knowledge)


def test_an_id_whose_claims_are_rejected_leads_to_what_its_words_tell_too(
    store, desk, tmp_path, knowledge
):
    """Does the id of a rejected incident lead to one that a person made of the same words?

    So it does in a rebuild, though the rejection itself does not concern the other incident.
    """
    rows = {row.incident.id: row for row in store.incidents_view()}
    row = next(row.claims[0] for row in rows.values() if len(row.claims) == 1)
    told = {
        "quote_start": str(row.claim.quote.start),
        "quote_end": str(row.claim.quote.end),
        "trigger_start": str(row.claim.trigger.start),
        "trigger_end": str(row.claim.trigger.end),
        "type": "protest" if row.claim.type is not EventType.PROTEST else "shelling",
        "status": "occurred",
    }
    desk.add_claim(row.article.id, told, "Rana")
    desk.judge(Verdict.REJECT, [row.claim.id], "Rana")
    found, wanted = everything(store), rebuilt(store, tmp_path / "rebuilt.db", **knowledge)
    assert found == wanted
    registry = {each.id: each for each in found["registry"]}
    assert registry[row.incident_id].redirect_to
