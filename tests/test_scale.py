"""A large folder runs in bounded memory: minutes, so not part of the daily run."""

import json
import random
import re
import resource
import subprocess
import sys

import pytest

from crosswire import pipeline, readers
from crosswire.records import Page

ARTICLES = 5000
MOST_MEMORY = 1.5 * 2**20  # KiB, as Linux counts a process's peak
WORD = re.compile(r"\b[a-z]{4,}\b")


def changed(text, words, rng):
    """The text with three words in ten put in others' places, so that it is no copy."""
    return WORD.sub(lambda m: rng.choice(words) if rng.random() < 0.3 else m.group(), text)


@pytest.mark.slow
def test_five_thousand_articles_in_bounded_memory(tmp_path):
    """Is a folder of 5,000 coded whole, with no process above 1.5 GB?"""
    pages = [readers.parse(d) for d in readers.read([pipeline.example()[0]]) if hasattr(d, "id")]
    texts = [page.text for page in pages if isinstance(page, Page)]
    words = sorted({word for text in texts for word in WORD.findall(text)})
    rng = random.Random(3)
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(ARTICLES):
        text = changed(texts[number % len(texts)], words, rng)
        record = {"id": f"n{number}", "text": text, "outlet": f"Outlet {number % 40}"}
        (folder / f"{number:05}.json").write_text(json.dumps(record), encoding="utf-8")
    command = [sys.executable, "-m", "crosswire", "run", folder, "--db", tmp_path / "a.db"]
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    counts = json.loads(done.stdout)
    assert counts["new"] == counts["coded"] == ARTICLES
    assert counts["totals"]["claims"] > ARTICLES
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MOST_MEMORY
