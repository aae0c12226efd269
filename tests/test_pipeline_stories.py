"""Runs that add to the stories of earlier ones: is all as if none had been kept?"""

import itertools
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_steps import STEPS, Towns

from crosswire import exports, pipeline, stories, vocab
from crosswire.exports.lookups import Lookups
from crosswire.store import Store

sys.path.insert(0, str(Path(__file__).parent / "stories"))
from story_builders import BODY, LAST, LEAD, OTHER, OWN_WORDS, SECOND, THIRD

WHAT = ("articles", "stories", "claims", "incidents", "control", "judgements")
EVENTS = ("The army shelled Qasira on 3 May.", "Rebels stormed Marwan.", "Guns shelled Halib.")
KEEPING = replace(STEPS, add_stories=stories.add_stories)


class KilledError(Exception):
    """A run ends here."""


def forgetting(articles, same_outlet, before, arrays):
    """The stories of all articles anew, by an index that is kept nowhere."""
    return stories.find_stories(articles, same_outlet), {}


def killed(*_):
    raise KilledError


FORGETTING = replace(STEPS, add_stories=forgetting)


@cache
def known():
    return {"vocabulary": vocab.load(), "gazetteer": Towns(), "workers": 1}


TEXTS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.lists(st.sampled_from([LEAD, SECOND, THIRD, LAST, OTHER, OWN_WORDS, BODY]), max_size=3),
        st.sampled_from(EVENTS),
    ),
    min_size=1,
    max_size=14,
)
CUTS = st.lists(st.tuples(st.integers(0, 14), st.booleans()), max_size=4)


def write(folder, texts):
    """A folder for each text, so that a run can be given any of them."""
    for at, (outlet, pieces, event) in enumerate(texts):
        path = folder / f"{at:02}" / f"outlet {outlet}" / f"n{at:02}.txt"
        path.parent.mkdir(parents=True)
        path.write_text(f"Report {at % 3}\n\n{event} " + " ".join(pieces))
    return sorted(folder.iterdir())


def exported(store, folder):
    """All exports, as bytes."""
    folder.mkdir()
    for what in WHAT:
        rows = getattr(store, f"{what}_view")()
        exports.EXPORTERS["jsonl"](what, rows, folder / f"{what}.jsonl", Lookups())
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def batches(folders, cuts):
    """The folders in parts, each with whether its run is killed before it has derived."""
    ends = sorted({min(at, len(folders)): dies for at, dies in cuts}.items())
    for (start, _), (stop, dies) in itertools.pairwise([(0, False), *ends]):
        yield folders[start:stop], dies
    yield folders[ends[-1][0] if ends else 0 :], False


def run_all(path, parts, steps):
    with Store.open(path) as store:
        for some, dies in parts:
            if dies:
                with pytest.raises(KilledError):
                    pipeline.run(store, [*some], steps=replace(steps, control=killed), **known())
            else:
                pipeline.run(store, some, steps=steps, **known())
        return exported(store, path.with_suffix(".out"))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, CUTS, st.randoms(use_true_random=False))
def test_added_stories_are_those_of_all_at_once(texts, cuts, random):
    """Are all exports the same bytes, in whatever batches and with whatever kills articles come?"""
    with TemporaryDirectory() as made:
        place = Path(made)
        folders = write(place / "news", texts)
        random.shuffle(folders)
        parts = list(batches(folders, cuts))
        kept = run_all(place / "kept.db", parts, KEEPING)
        anew = run_all(place / "anew.db", parts, FORGETTING)
        once = run_all(place / "once.db", [(sorted(folders), False)], KEEPING)
    assert kept == anew
    assert kept["stories.jsonl"] == once["stories.jsonl"]


def test_only_new_articles_are_looked_at(tmp_path):
    """Does a later run give the step what the one before had found, and keep what it adds?"""
    given = []

    def noting(articles, same_outlet, before, arrays):
        given.append((len(articles), len(before), len(arrays.get("ids", ()))))
        return stories.add_stories(articles, same_outlet, before, arrays)

    texts = [(at, [BODY], EVENTS[0]) for at in range(3)] + [(3, [OTHER], EVENTS[1])]
    folders = write(tmp_path / "news", texts)
    steps = replace(STEPS, add_stories=noting)
    with Store.open(tmp_path / "crosswire.db") as store:
        for some in (folders[:2], folders[2:], []):
            pipeline.run(store, some, steps=steps, **known())
        pipeline.run(store, [], steps=steps, **{**known(), "gazetteer": Towns("towns-2")})
    assert given == [(2, 0, 0), (4, 1, 2), (4, 0, 0)]
