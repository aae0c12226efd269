"""Trains the trees that tell an event's own place from the others that are named with it.

The labelled pairs are those of Halterman (2019), "Geolocating political events in text", each a
sentence, a verb in it, and the words of the verb's place. The part marked RELABEL, which was coded
twice, is held out and only measured on; the threshold is chosen by cross-validation on the rest,
no sentence standing in two folds.

python -m training.claims.site --pairs ../shared/data/event_location/labeled_text.jsonl.zip
"""

from __future__ import annotations

import argparse
import json
import random
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crosswire import pipeline
from crosswire.claims.model import coder
from crosswire.claims.model.decode import Scores
from crosswire.claims.model.site import features
from crosswire.claims.model.trees import grown
from crosswire.claims.model.windows import read, windows
from crosswire.records import Article
from crosswire.resolve.dates import find_dates
from training.claims import trees

OUT = Path("src/crosswire/claims/model/data/site.json")
TREES, RATE = 300, 0.06
FOLDS = 5
THRESHOLDS = np.arange(0.2, 0.7, 0.02)
HELD_OUT = "RELABEL"


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


def train(examples: Sequence[Pair], seed: int) -> dict[str, Any]:
    """The trees' numbers, from the pairs' words."""
    values = np.concatenate([e.values for e in examples])
    right = np.concatenate([e.right for e in examples])
    return trees.train(values, right, seed, trees=TREES, rate=RATE)


def likely(numbers: dict[str, Any], examples: Sequence[Pair]) -> list[NDArray[np.float32]]:
    """The words' probabilities, example by example."""
    grown_ones = grown({"least": 0.0, **numbers})
    return [grown_ones.probabilities(e.values) for e in examples]


def figures(
    found: Sequence[NDArray[np.float32]], examples: Sequence[Pair], least: float
) -> tuple[float, float, float]:
    """Precision, recall and F1 over words."""
    taken = np.concatenate(found) >= least
    told = np.concatenate([e.right for e in examples])
    right = int((taken & told).sum())
    precision, recall = right / max(int(taken.sum()), 1), right / max(int(told.sum()), 1)
    return precision, recall, 2 * right / max(int(taken.sum() + told.sum()), 1)


def cross_validated(examples: Sequence[Pair], seed: int) -> tuple[float, tuple[float, ...]]:
    """The threshold with the best F1, each fold read by trees of the others; and its figures."""
    texts = sorted({e.text for e in examples})
    random.Random(seed).shuffle(texts)
    fold = {text: n % FOLDS for n, text in enumerate(texts)}
    parts = [[e for e in examples if fold[e.text] == n] for n in range(FOLDS)]
    found = []
    for n, part in enumerate(parts):
        others = [e for m, other in enumerate(parts) if m != n for e in other]
        found += likely(train(others, seed), part)
    every = [e for part in parts for e in part]
    told = {float(least): figures(found, every, float(least)) for least in THRESHOLDS}
    best = max(told, key=lambda least: told[least][2])
    return best, told[best]


def main() -> None:
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--pairs", type=Path, required=True)
    ap.add_argument("--seed", type=int, default=7)
    ap.add_argument("--out", type=Path, default=OUT)
    args = ap.parse_args()
    records = json.loads(zipfile.ZipFile(args.pairs).read("labeled_text.jsonl"))
    held_out = [r for r in records if r.get("source") == HELD_OUT]
    seen = {r["text"] for r in held_out}
    others = [r for r in records if r.get("source") != HELD_OUT and r["text"] not in seen]
    examples, measured = list(pairs(others)), list(pairs(held_out))
    least, reached = cross_validated(examples, args.seed)
    numbers = train(examples, args.seed) | {"least": round(least, 2)}
    args.out.write_text(json.dumps(numbers, separators=(",", ":")) + "\n", "utf-8")
    parts = (
        ("cross-validated", examples, reached),
        ("held out", measured, figures(likely(numbers, measured), measured, least)),
    )
    for name, part, told in parts:
        words = " ".join(f"{value:.3f}" for value in told)
        print(f"{name}: {len(part)} pairs, precision, recall, F1 {words}, least {least:.2f}")


if __name__ == "__main__":
    main()
