"""Trains the claim model on prepared examples.

python -m training.claims.train --examples examples.pkl --out model.pt [--epochs 12] [--seed 7]
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from crosswire.claims.model.scores import MARKS, ROLES
from crosswire.claims.model.windows import CUES, OUTCOMES, TYPES
from training.claims.encoder import Encoder, starting_weights
from training.claims.examples import Event, Example
from training.claims.network import ClaimModel, Scores

BATCH = 2048  # word pieces of a batch
STEP = 32  # to a multiple of which lengths are padded: each new shape costs a second
RATE, HEAD_RATE = 1.5e-4, 1e-3
HIDDEN_CUES, HIDDEN_TYPES = 0.15, 0.3  # shares of windows without cues, without the lexicon's
SOFT = 0.05  # of a type's or status's target that is given to the others
WARM = 0.06  # share of the steps over which the rate rises
KEPT = 0.99  # of the running mean of the weights at each step; the mean is what is kept
NOTHING = torch.zeros(0)


@dataclass
class Batch:
    """Windows side by side, padded to (n, pieces) and (n, words), and what is to be learnt."""

    pieces: Tensor
    mask: Tensor
    cues: Tensor
    heads: Tensor
    coded: Tensor  # (n, w): words that are coded here
    trigger: Tensor  # (n, w, 2)
    count_at: Tensor = NOTHING  # (c, 2): window and word of counts
    count: Tensor = NOTHING  # (c, 2): outcome and class
    at: Tensor = NOTHING  # (e, 2): window and word of events
    type: Tensor = NOTHING
    status: Tensor = NOTHING
    roles: Tensor = NOTHING  # (e, w, MARKS * roles)
    taught: Tensor = NOTHING  # (e, w, MARKS * roles): 0 where the truth is not known


def batches(items: Sequence[Example], rng: random.Random | None) -> Iterator[list[Example]]:
    """Windows of like length together, as many as BATCH pieces hold."""
    by_length: dict[int, list[Example]] = {}
    for item in items:
        by_length.setdefault(padded(len(item.window.pieces)), []).append(item)
    groups = []
    for length, alike in by_length.items():
        if rng:
            rng.shuffle(alike)
        size = max(BATCH // length, 1)
        groups += [alike[at : at + size] for at in range(0, len(alike), size)]
    if rng:
        rng.shuffle(groups)
    yield from groups


def padded(length: int) -> int:
    return -(-length // STEP) * STEP


def collate(items: Sequence[Example], rng: np.random.Generator | None = None) -> Batch:
    """Windows side by side. With ``rng`` some lose their cues, as in training."""
    n, length = len(items), padded(max(len(e.window.pieces) for e in items))
    width = max(len(e.window.heads) for e in items)
    out = Batch(
        pieces=torch.zeros(n, length, dtype=torch.long),
        mask=torch.zeros(n, length, dtype=torch.long),
        cues=torch.zeros(n, length, len(CUES)),
        heads=torch.zeros(n, width, dtype=torch.long),
        coded=torch.zeros(n, width),
        trigger=torch.zeros(n, width, 2),
    )
    events = [(row, item, event) for row, item in enumerate(items) for event in item.events]
    for row, item in enumerate(items):
        window = item.window
        size, words = len(window.pieces), len(window.heads)
        out.pieces[row, :size] = torch.from_numpy(window.pieces)
        out.mask[row, :size] = 1
        out.cues[row, :size] = torch.from_numpy(hidden(window.cues, rng))
        out.heads[row, :words] = torch.from_numpy(window.heads)
        out.coded[row, window.own - window.first : words] = 1
    for row, item, event in events:
        first = item.window.first
        out.trigger[row, event.start - first, 0] = 1
        out.trigger[row, event.start + 1 - first : min(event.end, item.window.last) - first, 1] = 1
    return _with_events(out, events, width)


def _with_events(out: Batch, events: Sequence[tuple[int, Example, Event]], width: int) -> Batch:
    """The batch with the targets of its events and of the counts in them."""
    out.at = _longs([(row, e.start - item.window.first) for row, item, e in events], 2)
    out.type = torch.tensor([e.type for _, _, e in events], dtype=torch.long)
    out.status = torch.tensor([e.status for _, _, e in events], dtype=torch.long)
    counts = [
        (row, word - item.window.first, *values)
        for row, item, event in events
        for word, values in event.counts.items()
        if item.window.first <= word < item.window.last
    ]
    out.count_at, out.count = _longs(counts, 4)[:, :2], _longs(counts, 4)[:, 2:]
    out.roles = torch.zeros(len(events), width, MARKS * len(ROLES))
    out.taught = torch.zeros(len(events), width, MARKS * len(ROLES))
    for n, (_, item, event) in enumerate(events):
        out.taught[n, : len(item.window.heads)] = 1
        for number, role in enumerate(ROLES):
            at = MARKS * number
            if role in event.unknown:
                out.taught[n, :, at : at + MARKS] = 0
            for low, high in event.roles[role]:
                _mark(out.roles[n], at, low - item.window.first, high - item.window.first)
    return out


def _mark(roles: Tensor, at: int, low: int, high: int) -> None:
    """Mark the words of a phrase: inside, the first, the last; what lies outside is cut off."""
    low, high = max(low, 0), min(high, len(roles))
    if low < high:
        roles[low:high, at] = roles[low, at + 1] = roles[high - 1, at + 2] = 1


def _longs(rows: Sequence[tuple[int, ...]], columns: int) -> Tensor:
    return torch.tensor(rows, dtype=torch.long).view(-1, columns)


def hidden(cues: np.ndarray, rng: np.random.Generator | None) -> np.ndarray:
    """The cues; of some windows without the lexicon's types, or none, lest they be leant on."""
    if rng is None:
        return cues
    dice = rng.random()
    if dice < HIDDEN_CUES:
        return np.zeros_like(cues)
    if dice < HIDDEN_CUES + HIDDEN_TYPES:
        cues = cues.copy()
        cues[:, CUES.index("hit")] = 0
        cues[:, -len(TYPES) :] = 0
    return cues


def losses(scores: Scores, batch: Batch) -> dict[str, Tensor]:
    """Each head's loss for one event of the batch."""
    events = max(len(batch.type), 1)
    trigger = F.binary_cross_entropy_with_logits(scores.trigger, batch.trigger, reduction="none")
    out = {"trigger": (trigger * batch.coded[..., None]).sum() / events}
    if len(batch.type):
        out["type"] = F.cross_entropy(scores.type, batch.type, label_smoothing=SOFT)
        out["status"] = F.cross_entropy(scores.status, batch.status, label_smoothing=SOFT)
        roles = F.binary_cross_entropy_with_logits(scores.roles, batch.roles, reduction="none")
        out["roles"] = (roles * batch.taught).sum() / events / 4
    if len(batch.count):
        found = scores.count[batch.count_at[:, 0], batch.count_at[:, 1]]
        outcome, who = found[:, : len(OUTCOMES)], found[:, len(OUTCOMES) :]
        out["count"] = 0.3 * (
            F.cross_entropy(outcome, batch.count[:, 0]) + F.cross_entropy(who, batch.count[:, 1])
        )
    return out


def train(
    model: ClaimModel,
    items: Sequence[Example],
    epochs: int,
    seed: int,
    out: Path,
) -> None:
    """Train, and after each epoch write the running mean of the weights."""
    torch.manual_seed(seed)
    rng, dice = random.Random(seed), np.random.default_rng(seed)
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    decayed = [p for p in model.encoder.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": decayed, "peak": RATE}, {"params": heads, "peak": HEAD_RATE}],
        lr=RATE,
        weight_decay=0.02,
    )
    total = epochs * len(list(batches(items, random.Random(0))))
    running = [p.detach().clone() for p in model.parameters()]
    step, began = 0, time.monotonic()
    mean: dict[str, float] = {}
    for epoch in range(epochs):
        model.train()
        for group in batches(items, rng):
            share = step / total
            for g in optimiser.param_groups:
                g["lr"] = g["peak"] * min(share / WARM, 1.0) * max(1 - share, 0.0)
            batch = collate(group, dice)
            with torch.autocast("cpu", torch.bfloat16):
                words = model.words(batch.pieces, batch.mask, batch.cues, batch.heads)
            scores = model(words.float(), batch.at[:, 0], batch.at[:, 1])
            each = losses(scores, batch)
            optimiser.zero_grad()
            sum(each.values()).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            step += 1
            kept = min(KEPT, step / (step + 10))
            torch._foreach_lerp_(running, [p.detach() for p in model.parameters()], 1 - kept)
            for name, value in each.items():
                mean[name] = mean.get(name, value.item()) * 0.98 + value.item() * 0.02
        shown = " ".join(f"{k} {v:.3f}" for k, v in mean.items())
        print(f"epoch {epoch + 1}: {shown} ({time.monotonic() - began:.0f}s)", flush=True)
        names = [name for name, _ in model.named_parameters()]
        torch.save(dict(zip(names, running, strict=True)), out)


def main() -> None:
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--examples", type=Path, nargs="+", required=True)
    ap.add_argument("--start", type=Path)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--epochs", type=int, default=12)
    ap.add_argument("--seed", type=int, default=7)
    args = ap.parse_args()
    torch.manual_seed(args.seed)
    items = [e for path in args.examples for e in pickle.loads(path.read_bytes())]
    model = ClaimModel(Encoder(starting_weights()))
    model.encoder.words.weight.requires_grad_(False)
    if args.start:
        model.load_state_dict(torch.load(args.start))
    train(model, items, args.epochs, args.seed, args.out)


if __name__ == "__main__":
    main()
