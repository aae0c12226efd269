"""The event's own place among several: labelled pairs of a verb and its place.

They are those of Halterman (2019), "Geolocating political events in text", each a sentence, a
verb in it, and the words of its place. The part marked RELABEL, coded twice, is held out
of all training.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crosswire import pipeline
from crosswire.claims.model import coder
from crosswire.claims.model.scores import Scores
from crosswire.claims.model.site import features, trees
from crosswire.claims.model.windows import read, windows
from crosswire.records import Article
from crosswire.resolve.dates import find_dates

HELD_OUT = "RELABEL"
Record = dict[str, Any]


def records(path: Path) -> tuple[list[Record], list[Record]]:
    """The labelled sentences to train on, and those that are held out; none stands in both."""
    every = json.loads(zipfile.ZipFile(path).read("labeled_text.jsonl"))
    held_out = [r for r in every if r.get("source") == HELD_OUT]
    seen = {r["text"] for r in held_out}
    others = [r for r in every if r.get("source") != HELD_OUT and r["text"] not in seen]
    return others, held_out


def measure(path: Path) -> tuple[str, dict[str, float]]:
    """What the shipped trees reach over words of the pairs held out."""
    examples = list(pairs(records(path)[1]))
    found = [trees().probabilities(each.values) for each in examples]
    precision, recall, f1 = figures(found, examples, trees().least)
    told = f"{len(examples)} events, the words of their own place among several: "
    told += f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"
    return told, {"f1": f1}


@dataclass(frozen=True)
class Pair:
    """The words of a sentence as features, and which of them are the verb's place."""

    text: str
    values: NDArray[np.float32]
    right: NDArray[np.bool_]


def pairs(records: Sequence[dict[str, Any]]) -> Iterator[Pair]:
    """The labelled sentences as the claim model reads them; what it cannot place is left out."""
    _, gazetteer = pipeline.open_knowledge()
    for record in records:
        text, spans = record["text"], record.get("spans", [])
        verb = next((s for s in spans if s["label"] == "VERB"), None)
        if verb is None:
            continue
        places = gazetteer.find_places(text)
        reading = read(Article("", "", "", "", text), places, find_dates(text))
        window = next(windows(reading), None)
        start = record["tokens"][verb["token_start"]]["start"]
        words = reading.words[window.first : window.last] if window else []
        column = next((n for n, w in enumerate(words) if w.start <= start < w.end), None)
        if window is None or column is None:
            continue
        scores = of_events(coder.score(window, 0.0), column)
        told = scores.told(int(np.nonzero(scores.columns == column)[0][0]))
        values = features(text, words, column, told, places, range(len(words)))
        named = [
            record["tokens"][n]
            for s in spans
            if s["label"] == "LOCATION"
            for n in range(s["token_start"], s["token_end"] + 1)
            if n < len(record["tokens"])
        ]
        right = [any(w.start < t["end"] and t["start"] < w.end for t in named) for w in words]
        yield Pair(text, values, np.array(right))


def of_events(scores: Scores, column: int) -> Scores:
    """The scores with the rows of the given word, and of what the claim model takes for events."""
    sure = scores.trigger[scores.columns, 0] >= coder.settings().event
    kept = sure | (scores.columns == column)
    rows = {name: getattr(scores, name)[kept] for name in ("columns", "type", "status", "roles")}
    return replace(scores, **rows)


def figures(
    found: Sequence[NDArray[np.float32]], examples: Sequence[Pair], least: float
) -> tuple[float, float, float]:
    """Precision, recall and F1 over words."""
    taken = np.concatenate(found) >= least
    told = np.concatenate([e.right for e in examples])
    right = int((taken & told).sum())
    precision, recall = right / max(int(taken.sum()), 1), right / max(int(told.sum()), 1)
    return precision, recall, 2 * right / max(int(taken.sum() + told.sum()), 1)
