"""Trains the trees that tell which words are claims, of those that the network takes for events.

python -m training.claims.event --unseen MODEL.onnx DOCS CODED ...

The documents are ones that the network was not trained on: of those that it was, it is surer than
it will be of any other. A candidate is right where it is paired with a coded event, each with one
at most. Five folds of documents are each read by trees of the others; then all are trained on.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crosswire import pipeline
from crosswire.claims.model.event import CONSIDERED, Candidate, candidates, features
from crosswire.claims.model.scores import Score
from crosswire.claims.model.trees import grown
from crosswire.claims.model.windows import Reading, windows
from training.claims import trees
from training.claims.examples import Event, Library
from training.claims.measure import Remembered
from training.claims.pairing import pairs

OUT = Path("src/crosswire/claims/model/data/event.json")
TREES, RATE, LEAVES, SMALLEST, RIDGE, SHARE = 250, 0.04, 12, 25, 2.0, 0.4
FOLDS = 5
THRESHOLDS = np.arange(0.2, 0.6, 0.05)


@dataclass(frozen=True)
class Asked:
    """A document's candidates: their features, how sure the network is, which are right, and how
    many events are coded."""

    document: str
    values: NDArray[np.float32]
    sure: NDArray[np.float64]
    right: NDArray[np.bool_]
    coded: int


def asked(document: str, reading: Reading, events: Sequence[Event], score: Score) -> Asked:
    """What a network takes for events in a document."""
    found = [c for w in windows(reading) for c in candidates(w, score(w, CONSIDERED))]
    paired = pairs(found, events, partial(_fit, reading))
    return Asked(
        document,
        features(reading, found) if found else np.zeros((0, 1), np.float32),
        np.array([each.sure for each in found]),
        np.array([n in paired for n in range(len(found))], np.bool_),
        len(events),
    )


def _fit(reading: Reading, found: Candidate, event: Event) -> float:
    """As the scorer pairs them: by the trigger's words, or by the sentence where types agree."""
    last = found.window.first + found.past(reading)
    touches = found.word < event.end and event.start < last
    typed = int(found.types.argmax()) == event.type
    together = reading.sentence_of[found.word] == reading.sentence_of[event.start]
    if not touches and not (typed and together):
        return 0.0
    return 2.0 * typed + touches + found.sure / 2


def train(documents: Sequence[Asked], seed: int) -> dict[str, Any]:
    """The trees' numbers."""
    told = [each for each in documents if len(each.right)]
    return trees.train(
        np.concatenate([each.values for each in told]),
        np.concatenate([each.right for each in told]),
        seed,
        trees=TREES,
        rate=RATE,
        leaves=LEAVES,
        ridge=RIDGE,
        smallest=SMALLEST,
        share=SHARE,
    )


def figures(
    documents: Sequence[Asked], found: Sequence[NDArray[Any]], least: float
) -> tuple[float, float, float]:
    """Precision, recall and F1 of the candidates that are at least so probable."""
    pairs = list(zip(documents, found, strict=True))
    right = sum(int(each.right[values >= least].sum()) for each, values in pairs)
    taken = sum(int((values >= least).sum()) for _, values in pairs)
    coded = sum(each.coded for each in documents)
    return right / max(taken, 1), right / max(coded, 1), 2 * right / max(taken + coded, 1)


def folded(documents: Sequence[Asked], seed: int) -> list[NDArray[Any]]:
    """Each one's probabilities, by trees that were trained on no reading of its document."""
    fold = {name: n % FOLDS for n, name in enumerate(sorted({each.document for each in documents}))}
    fitted = [
        grown({**train([d for d in documents if fold[d.document] != n], seed), "least": 0.0})
        for n in range(FOLDS)
    ]
    return [
        fitted[fold[each.document]].probabilities(each.values) if len(each.right) else np.zeros(0)
        for each in documents
    ]


def main() -> None:
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--unseen", type=Path, nargs=3, action="append", required=True)
    ap.add_argument("--seed", type=int, default=7)
    ap.add_argument("--out", type=Path, default=OUT)
    args = ap.parse_args()
    vocabulary, gazetteer = pipeline.open_knowledge(None)
    library = Library(gazetteer, vocabulary)
    documents = [
        asked(document, reading, events, score)
        for model, docs, coded in args.unseen
        for score in [Remembered(model)]
        for document, reading, events in library.compact(docs, coded)
    ]
    random.Random(args.seed).shuffle(documents)
    for name, found in (
        ("network alone", [each.sure for each in documents]),
        ("trees of the other folds", folded(documents, args.seed)),
    ):
        told = {float(least): figures(documents, found, float(least)) for least in THRESHOLDS}
        best = max(told, key=lambda least: told[least][2])
        words = " ".join(f"{value:.3f}" for value in told[best])
        print(f"{name}: precision, recall, F1 {words} from {best:.2f} on")
    numbers = train(documents, args.seed) | {"least": 0.0}
    args.out.write_text(json.dumps(numbers, separators=(",", ":")) + "\n", "utf-8")
    print(f"{len(documents)} documents, {sum(each.coded for each in documents)} events")


if __name__ == "__main__":
    main()
