"""Chooses the thresholds of a trained model on a gold folder, and writes them beside the model.

    python -m training.claims.choose --gold ../shared/gold/dev --model claims.onnx --out claims.json

Each threshold in turn takes the value with the best mean F1, the others staying. Types that are
found badly are then taken with less: the lower the best F1 of a class, the lower the probability
from which on naming it pays. Confidence is fitted to the share of claims right in event and type
(Platt scaling).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from crosswire import evaluate as scoring
from crosswire.claims.model.decode import Settings
from crosswire.claims.model.scores import ROLES
from training.claims.measure import Corpus, Remembered

BADLY, LESS = 0.55, 0.1  # F1 of a type that is found badly; by how much its threshold is lower
EVENT = (0.35, 0.4, 0.45, 0.5, 0.55)
ROLE = (0.4, 0.45, 0.5, 0.55, 0.6)
UNKNOWN = (0.5, 0.6, 0.7, 0.8)


def candidates(settings: Settings) -> Iterator[tuple[str, list[Settings]]]:
    """Each threshold with the settings that differ from these in it alone."""
    yield "event", [replace(settings, event=v) for v in EVENT]
    for role in ROLES:
        yield role, [replace(settings, role={**settings.role, role: v}) for v in ROLE]
    yield "unknown_place", [replace(settings, unknown_place=v) for v in UNKNOWN]
    yield "unknown_count", [replace(settings, unknown_count=v) for v in UNKNOWN]


def choose(corpus: Corpus, score: Remembered) -> Settings:
    """The settings with the best mean F1, each threshold in turn."""
    settings = Settings(event=0.45, role=dict.fromkeys(ROLES, 0.45))
    reached = corpus.measure(score, settings).figures["mean_f1"]
    for position in range(len(list(candidates(settings)))):
        name, tried = list(candidates(settings))[position]
        for one in tried:
            value = corpus.measure(score, one).figures["mean_f1"]
            if value > reached + 1e-4:
                reached, settings = value, one
        print(f"{name}: {reached:.4f}", flush=True)
    return settings


def lenient(corpus: Corpus, score: Remembered, settings: Settings) -> Settings:
    """The settings with less asked of the types that are found badly, where they are found better
    so and the mean F1 stays."""
    figures = corpus.measure(score, settings).figures
    least = round(settings.event - LESS, 2)
    for name in sorted(kind for kind, each in figures["by_type"].items() if each["f1"] < BADLY):
        one = replace(settings, of_type={**settings.of_type, name: least})
        told = corpus.measure(score, one).figures
        better = told["by_type"][name]["f1"] > figures["by_type"][name]["f1"]
        if better and told["mean_f1"] > figures["mean_f1"] - 1e-3:
            settings, figures = one, told
            print(f"{name}: {told['by_type'][name]['f1']:.3f}", flush=True)
    return settings


def platt(corpus: Corpus, score: Remembered, settings: Settings) -> tuple[float, float]:
    """Slope and shift of the log-odds that fit the share of claims right in event and type."""
    plain = corpus.lines(score, replace(settings, slope=1.0, shift=0.0))
    pairs = scoring.confidences(corpus.folder / "docs", corpus.folder / "gold", plain)
    p = np.clip([each for each, _ in pairs], 1e-3, 1 - 1e-3)
    x, y = np.log(p / (1 - p)), np.array([float(each) for _, each in pairs])
    slope, shift = 1.0, 0.0
    for _ in range(2000):
        p = 1 / (1 + np.exp(-(slope * x + shift)))
        slope -= 0.3 * float(((p - y) * x).mean())
        shift -= 0.3 * float((p - y).mean())
    return round(slope, 3), round(shift, 3)


def main() -> None:
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--gold", type=Path, required=True)
    ap.add_argument("--model", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    corpus, score = Corpus.load(args.gold), Remembered(args.model)
    settings = lenient(corpus, score, choose(corpus, score))
    slope, shift = platt(corpus, score, settings)
    settings = replace(settings, slope=slope, shift=shift)
    digest = hashlib.sha256(args.model.read_bytes()).hexdigest()
    args.out.write_text(
        json.dumps({"sha256": digest, "settings": asdict(settings)}, indent=1) + "\n", "utf-8"
    )
    print(json.dumps(asdict(settings)))


if __name__ == "__main__":
    main()
