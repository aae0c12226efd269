"""The same files, in any order and after any interruption, give the same bytes."""

import os
import signal
import subprocess
import sys
import time

import pytest

from crosswire import pipeline

FORMS = [("claims", "jsonl"), ("stories", "jsonl"), ("control", "csv"), ("incidents", "acled")]


@pytest.fixture(scope="module")
def files():
    """The bundled corpus, file by file."""
    dispatches, _ = pipeline.example()
    found = sorted(p for p in dispatches.rglob("*") if p.is_file())
    return [path for path in found if not path.name.endswith(".meta.json")]


def exported(crosswire, folder):
    """The bytes of every kind of export of a folder's database."""
    content = {}
    for what, form in FORMS:
        target = folder / f"{what}.{form}"
        done = crosswire("export", what, "-f", form, "-o", target, cwd=folder)
        assert done.returncode == 0, done.stderr
        content[what, form] = target.read_bytes()
    return content


@pytest.fixture(scope="module")
def undisturbed(crosswire, files, tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed")
    assert crosswire("run", *files, cwd=folder).returncode == 0
    return exported(crosswire, folder)


def test_another_order(crosswire, files, undisturbed, tmp_path):
    """Do the files in reverse give the very same exports?"""
    assert crosswire("run", *reversed(files), cwd=tmp_path).returncode == 0
    assert exported(crosswire, tmp_path) == undisturbed


def test_after_a_kill(crosswire, files, undisturbed, tmp_path):
    """After kill -9 at some moment of the run, does running again give the same exports?"""
    command = [sys.executable, "-m", "crosswire", "run", *map(str, files), "--workers", "1"]
    surroundings = {**os.environ, "CROSSWIRE_DB": "crosswire.db"}
    for moment in (1.5, 2.5, 3.5):  # in the midst of coding, or of deriving, on any machine
        begun = subprocess.Popen(command, cwd=tmp_path, env=surroundings, stdout=subprocess.DEVNULL)
        time.sleep(moment)
        begun.send_signal(signal.SIGKILL)
        begun.wait()
    assert crosswire("run", *files, cwd=tmp_path).returncode == 0
    assert exported(crosswire, tmp_path) == undisturbed
