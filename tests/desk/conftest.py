"""The bundled example, coded once; each test decides in a copy of its own."""

import shutil
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from crosswire import pipeline
from crosswire.desk import Desk
from crosswire.store import Store

MORNING = datetime(2031, 6, 1, 8, tzinfo=UTC)


@pytest.fixture(scope="session")
def knowledge():
    """The built-in vocabulary and gazetteer, with the example's outlets."""
    _, vocabulary = pipeline.example()
    rows, gazetteer = pipeline.open_knowledge(vocabulary)
    return {"vocabulary": rows, "gazetteer": gazetteer}


@pytest.fixture(scope="session")
def coded(tmp_path_factory, knowledge):
    """The file of the coded example; nothing is to write to it."""
    path = tmp_path_factory.mktemp("example") / "crosswire.db"
    dispatches, _ = pipeline.example()
    with Store.open(path) as store:
        pipeline.run(store, [dispatches], workers=1, **knowledge)
    return path


@pytest.fixture
def store(coded, tmp_path):
    """The coded example in a file of one's own."""
    copy = tmp_path / "crosswire.db"
    shutil.copy(coded, copy)
    with Store.open(copy) as opened:
        yield opened


@pytest.fixture
def clock():
    """A clock that goes on by a second each time it is looked at."""
    seconds = count()
    return lambda: MORNING + timedelta(seconds=next(seconds))


@pytest.fixture
def desk(store, knowledge, clock):
    return Desk(store, clock=clock, **knowledge)
