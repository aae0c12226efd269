"""What a judgement is followed by at once, held against a rebuild of everything."""

import pytest
from deciding import Decider, everything, rebuilt

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
