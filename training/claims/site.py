"""Trains the trees that tell an event's own place from the others that are named with it.

The labelled pairs, and the part of them that is only measured on, are those of
``bench.event_place``. The threshold is chosen by cross-validation on the rest, no sentence standing
in two folds.

python -m training.claims.site --pairs ../shared/data/event_location/labeled_text.jsonl.zip
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.event_place import Pair, figures, pairs, records
from crosswire.claims.model.trees import grown
from training.claims import trees

OUT = Path("src/crosswire/claims/model/data/site.json")
TREES, RATE = 300, 0.06
FOLDS = 5
THRESHOLDS = np.arange(0.2, 0.7, 0.02)


def train(examples: Sequence[Pair], seed: int) -> dict[str, Any]:
    """The trees' numbers, from the pairs' words."""
    values = np.concatenate([e.values for e in examples])
    right = np.concatenate([e.right for e in examples])
    return trees.train(values, right, seed, trees=TREES, rate=RATE)


def likely(numbers: dict[str, Any], examples: Sequence[Pair]) -> list[NDArray[np.float32]]:
    """The words' probabilities, example by example."""
    grown_ones = grown({"least": 0.0, **numbers})
    return [grown_ones.probabilities(e.values) for e in examples]


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
    others, held_out = records(args.pairs)
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
