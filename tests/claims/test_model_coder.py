"""The shipped model: it loads, it codes, and says what is wrong where it cannot."""

import json
from importlib import resources

import pytest

from crosswire import claims
from crosswire.claims.model import coder, event, files, same, site, windows
from crosswire.records import Article, EventType, Span, Status
from crosswire.resolve.dates import find_dates

TEXT = (
    "Government warplanes bombed a market in Taiz on Monday, killing at least nine civilians, a "
    "medical source said. The rebels denied that they had shelled the town hall."
)


FILES = ["claims.onnx", "claims.json", "event.json", "site.json", "same.json"]


def article(text=TEXT):
    return Article("a", "d", "s", "", text)


def no_places(text):
    return []


def towns(text):
    """The towns of these tests, as a gazetteer would find them."""
    names = ("Awlan", "Aleppo", "Damascus", "Sanaa", "Taiz")
    return sorted(Span(text.index(n), text.index(n) + len(n), n) for n in names if n in text)


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """The model's files in a folder of the test's own, with nothing of them loaded."""
    for path in resources.files("crosswire.claims.model").joinpath("data").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(files, "DATA", tmp_path)
    loaders = (coder._session, coder._manifest, coder.settings)
    loaders += (event.trees, site.trees, same.trees)
    for loader in loaders:
        loader.cache_clear()
    yield tmp_path
    for loader in loaders:
        loader.cache_clear()


def test_two_events():
    """Does the model find a strike with its toll and its voice, and a denied shelling?"""
    strike, shelling = coder.extract(article(), no_places, find_dates)
    assert (strike.type, strike.status) == (EventType.AIR_STRIKE, Status.OCCURRED)
    assert [(c.low, c.high) for c in strike.casualties] == [(9, None)]
    assert strike.speaker is not None
    assert strike.speaker.words.quote == "a medical source"
    assert strike.date_words is not None
    assert (shelling.type, shelling.status) == (EventType.SHELLING, Status.DENIED)
    assert 0 < strike.confidence < 1


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Shells hit Awlan, 300 km north of Damascus, on Monday, killing nine people.", "Awlan"),
        ("In Aleppo province, rebels stormed the village of Awlan on Monday.", "Awlan"),
        ("In Sanaa, officials said that gunmen had killed nine people in Taiz on Monday.", "Taiz"),
    ],
)
def test_the_event_s_own_place_comes_first(text, own):
    """Of the places that an event is told with, is the first the one where it happened?"""
    (claim,) = coder.extract(article(text), towns, find_dates)[:1]
    assert claim.places[0].quote == own


def test_what_the_trees_are_sure_of_goes_before_what_the_model_says():
    """Is a doubtful place taken where the words speak for it, and never where they do not?"""
    text = "In Sanaa, officials said that gunmen had killed nine people in Taiz on Monday."
    sanaa, taiz = (span for span in towns(text) if span.quote in ("Sanaa", "Taiz"))
    reading = windows.read(article(text), towns(text), find_dates(text))
    window = next(windows.windows(reading))
    scores = coder.score(window, coder.settings().event)
    words = reading.words[window.first : window.last]
    killed = next(n for n, word in enumerate(words) if word.lower == "killed")
    told = scores.told([*scores.columns].index(killed))
    rest = (text, words, killed, told, towns(text))
    assert site.own_places(*rest, [sanaa], [taiz])[0] == taiz
    assert site.own_places(*rest, [taiz], [sanaa]) == (taiz,)


def test_the_same_text_gives_the_same_claims():
    """Is a coding repeated to the last digit?"""
    once = coder.extract(article(), no_places, find_dates)
    assert once == coder.extract(article(), no_places, find_dates)


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "…", "A" * 5000, "\u0301\u0301 \u200d"])
def test_texts_that_tell_nothing(text):
    """Does an empty or senseless text give no claim and no error?"""
    assert coder.extract(article(text), no_places, find_dates) == []


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_a_model_that_cannot_be_used(elsewhere, name, harm):
    """Does a missing or damaged file give one sentence that names it and the way out?"""
    if harm == "missing":
        (elsewhere / name).unlink()
    else:
        (elsewhere / name).write_bytes((elsewhere / name).read_bytes()[:-9])
    with pytest.raises(claims.ModelError, match=rf"{name} is {harm}: .*--extractor rules"):
        coder.extract(article(), no_places, find_dates)


def test_the_simple_coder_needs_no_model(elsewhere):
    """Does the simple coder still code where the model is gone?"""
    (elsewhere / "claims.onnx").unlink()
    found = claims.coder("rules").extract(article(), no_places, find_dates)
    assert {c.extractor for c in found} == {claims.coder("rules").extractor}


def test_an_unknown_coder():
    """Does a coder's wrong name say which there are?"""
    with pytest.raises(ValueError, match="model, rules"):
        claims.coder("oracle")


def test_the_shipped_file_is_small_enough():
    """Is the model at most 30 MB, and the one that its manifest names?"""
    data = resources.files("crosswire.claims.model").joinpath("data")
    assert len(data.joinpath("claims.onnx").read_bytes()) <= 30_000_000
    assert set(json.loads(data.joinpath("claims.json").read_text("utf-8"))) >= {
        "sha256",
        "settings",
    }
