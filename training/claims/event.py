"""Trains the trees that tell which words are claims, of those that the network takes for events.

python -m training.claims.event --compact DOCS CODED ... [--gold FOLDER]

The documents are ones that the network was not trained on: of those that it was, it is surer than
it will be of any other. A candidate is right where it is paired with a coded event, each with one
at most. Five folds of documents are each read by trees of the others; then all are trained on.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crosswire import pipeline
from crosswire.claims.model.coder import score
from crosswire.claims.model.event import CONSIDERED, Candidate, candidates, features
from crosswire.claims.model.trees import grown
from crosswire.claims.model.windows import Reading, windows
from training.claims import trees
from training.claims.examples import Event, Library

OUT = Path("src/crosswire/claims/model/data/event.json")
TREES, RATE, LEAVES, SMALLEST, RIDGE, SHARE = 250, 0.04, 12, 25, 2.0, 0.4
FOLDS = 5
THRESHOLDS = np.arange(0.2, 0.6, 0.05)


@dataclass(frozen=True)
class Asked:
    """A document's candidates: their features, how sure the network is, which are right, and how
    many events are coded."""

    values: NDArray[np.float32]
    sure: NDArray[np.float64]
    right: NDArray[np.bool_]
    coded: int


def asked(reading: Reading, events: Sequence[Event]) -> Asked:
    """What the shipped network takes for events in a document."""
    found = [c for w in windows(reading) for c in candidates(w, score(w, CONSIDERED))]
    values = features(reading, found) if found else np.zeros((0, 1), np.float32)
    sure = np.array([each.sure for each in found])
    return Asked(values, sure, paired(reading, found, events), len(events))


def paired(
    reading: Reading, found: Sequence[Candidate], events: Sequence[Event]
) -> NDArray[np.bool_]:
    """Which candidates are paired with an event, the best fitting ones first."""
    fits = sorted(
        (-fit, n, m)
        for n, candidate in enumerate(found)
        for m, event in enumerate(events)
        if (fit := _fit(reading, candidate, event))
    )
    right, taken = np.zeros(len(found), np.bool_), set()
    for _, n, m in fits:
        if not right[n] and m not in taken:
            right[n] = True
            taken.add(m)
    return right


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
    """Each document's probabilities, by trees that were not trained on it."""
    found: dict[int, NDArray[Any]] = {}
    for fold in range(FOLDS):
        others = [each for n, each in enumerate(documents) if n % FOLDS != fold]
        fitted = grown({**train(others, seed), "least": 0.0})
        for n, each in enumerate(documents):
            if n % FOLDS == fold:
                known = len(each.right)
                found[n] = fitted.probabilities(each.values) if known else np.zeros(0)
    return [found[n] for n in range(len(documents))]


def read(
    gold: Sequence[Path], compact: Sequence[tuple[Path, Path]]
) -> Iterator[tuple[Reading, list[Event]]]:
    """The coded documents."""
    vocabulary, gazetteer = pipeline.open_knowledge(None)
    library = Library(gazetteer, vocabulary)
    for folder in gold:
        yield from ((reading, events) for _, reading, events in library.gold(folder))
    for docs, coded in compact:
        yield from ((reading, events) for _, reading, events in library.compact(docs, coded))


def main() -> None:
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--gold", type=Path, action="append", default=[])
    ap.add_argument("--compact", type=Path, nargs=2, action="append", default=[])
    ap.add_argument("--seed", type=int, default=7)
    ap.add_argument("--out", type=Path, default=OUT)
    args = ap.parse_args()
    documents = [asked(*each) for each in read(args.gold, args.compact)]
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
