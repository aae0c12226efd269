"""Trains the network that tells an event's own place from the others that are named with it.

The labelled pairs are those of Halterman (2019), "Geolocating political events in text", each a
sentence, a verb in it, and the words of the verb's place. The part marked RELABEL, which was coded
twice, is held out and only measured on.

python -m training.claims.site --pairs ../shared/data/event_location/labeled_text.jsonl.zip
"""

from __future__ import annotations

import argparse
import json
import random
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional as F

from crosswire import pipeline
from crosswire.claims.model import coder
from crosswire.claims.model.site import Network, features
from crosswire.claims.model.windows import read, windows
from crosswire.records import Article
from crosswire.resolve.dates import find_dates

OUT = Path("src/crosswire/claims/model/data/site.json")
UNITS, EPOCHS, BATCH, RATE = 48, 30, 512, 3e-3
HELD_OUT = "RELABEL"


@dataclass(frozen=True)
class Pair:
    """The words of a sentence as features, and which of them are the verb's place."""

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
        scores = coder.score(window, 0.0)
        row = int(np.nonzero(scores.columns == column)[0][0])
        told_by = (scores.roles[row], scores.trigger[:, 0])
        values = features(text, words, column, told_by, places, range(len(words)))
        told = [
            record["tokens"][n]
            for s in spans
            if s["label"] == "LOCATION"
            for n in range(s["token_start"], s["token_end"] + 1)
            if n < len(record["tokens"])
        ]
        right = [any(w.start < t["end"] and t["start"] < w.end for t in told) for w in words]
        yield Pair(values, np.array(right))


def train(examples: Sequence[Pair], seed: int) -> dict[str, Any]:
    """The network's numbers, from the pairs' words."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # so small a network is slower on more
    values = torch.from_numpy(np.concatenate([e.values for e in examples]))
    right = torch.from_numpy(np.concatenate([e.right for e in examples])).float()
    mean, scale = values.mean(0), values.std(0).clamp(min=1e-3)
    inner, outer = nn.Linear(values.shape[1], UNITS), nn.Linear(UNITS, 1)
    optimiser = torch.optim.AdamW([*inner.parameters(), *outer.parameters()], weight_decay=0.01)
    scaled = (values - mean) / scale
    for epoch in range(EPOCHS):
        optimiser.param_groups[0]["lr"] = RATE * (1 - epoch / EPOCHS)
        for part in torch.randperm(len(scaled)).split(BATCH):
            hidden = F.dropout(F.relu(inner(scaled[part])), 0.2)
            loss = F.binary_cross_entropy_with_logits(outer(hidden)[:, 0], right[part])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    rounded = {
        "mean": mean, "scale": scale, "hidden": inner.weight.T, "hidden_bias": inner.bias,
        "output": outer.weight[0],
    }  # fmt: skip
    out: dict[str, Any] = {k: np.round(v.detach().numpy(), 4).tolist() for k, v in rounded.items()}
    return out | {"output_bias": round(outer.bias.item(), 4)}


def figures(numbers: dict[str, Any], examples: Sequence[Pair], least: float) -> tuple[float, ...]:
    """Precision, recall and F1 over words."""
    arrays = {k: np.array(v, np.float32) for k, v in numbers.items() if isinstance(v, list)}
    network = Network(**arrays, output_bias=numbers["output_bias"], least=least)
    right = found = told = 0
    for e in examples:
        taken = network.probabilities(e.values) >= least
        right += int((taken & e.right).sum())
        found, told = found + int(taken.sum()), told + int(e.right.sum())
    precision, recall = right / max(found, 1), right / max(told, 1)
    return precision, recall, 2 * right / max(found + told, 1)


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
    random.Random(args.seed).shuffle(others)
    examples = list(pairs(others))
    chosen_on, taught = examples[: len(examples) // 10], examples[len(examples) // 10 :]
    numbers = train(taught, args.seed)
    least = max(np.arange(0.2, 0.7, 0.02), key=lambda t: figures(numbers, chosen_on, t)[2])
    numbers = train(examples, args.seed) | {"least": round(float(least), 2)}
    args.out.write_text(json.dumps(numbers, indent=None) + "\n", "utf-8")
    for name, part in (("chosen on", chosen_on), ("held out", list(pairs(held_out)))):
        told = " ".join(f"{v:.3f}" for v in figures(numbers, part, float(least)))
        print(f"{name}: {len(part)} pairs, precision, recall, F1 {told}, least {least:.2f}")


if __name__ == "__main__":
    main()
