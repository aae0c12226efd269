"""Commands run as a user runs them: another process, a folder of its own, the network cut."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

NETWORK_CUT = Path(__file__).parents[1] / "network_cut"


@pytest.fixture(scope="session")
def python():
    """Run Python with the network cut, in a folder; see ``network_cut/sitecustomize.py``.

    ``config`` is where the user's own lists stand: not those of whoever runs the tests.
    """

    def call(*arguments, cwd=None, stdin=None, config="none"):
        surroundings = {**os.environ, "PYTHONPATH": str(NETWORK_CUT), "COLUMNS": "100"}
        for name in ("DB", "GAZETTEER", "VOCABULARY"):
            surroundings.pop(f"CROSSWIRE_{name}", None)
        surroundings |= {"HOME": str(config), "XDG_CONFIG_HOME": str(config)}
        command = [sys.executable, *map(str, arguments)]
        return subprocess.run(
            command, cwd=cwd, env=surroundings, input=stdin, capture_output=True, text=True
        )

    return call


@pytest.fixture(scope="session")
def crosswire(python):
    """Run `crosswire ARGUMENTS`; the result has returncode, stdout and stderr."""

    def call(*arguments, cwd, **given):
        return python("-m", "crosswire", *arguments, cwd=cwd, **given)

    return call


DISPATCHES = {
    "levant.txt": "Shells hit market in Azaz\n\n"
    "AZAZ, Syria, March 4, 2031 (Levant Wire) - Rebel shelling killed at least 12 people at a "
    "market in the town of Azaz on Monday, the Syrian Observatory for Human Rights said.\n",
    "orontes.txt": "Army prepares to storm town\n\n"
    "A military source said on Tuesday that the army is preparing to storm the town of al-Bab "
    "in Aleppo province.\n",
    "levant.meta.json": '{"outlet": "Levant Wire", "published": "2031-03-04"}',
    "orontes.meta.json": '{"outlet": "Orontes Post", "published": "2031-03-05"}',
}


@pytest.fixture(scope="session")
def coded(crosswire, tmp_path_factory):
    """A folder with two dispatches, a binary file named .txt, and the database of a run."""
    folder = tmp_path_factory.mktemp("coded")
    articles = folder / "articles"
    articles.mkdir()
    for name, text in DISPATCHES.items():
        (articles / name).write_text(text, encoding="utf-8")
    (articles / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    done = crosswire("run", "articles", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder
