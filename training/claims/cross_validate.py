"""Ten-fold cross-validation over wars and outlets: how the training does on those it has not seen.

A document's war is the country that most of its coded places lie in; the Syrian documents, which
are most, are told apart by outlet instead. Each war and outlet falls whole into one fold, and each
fold is coded by a model trained on the other nine and nothing else.

python -m training.claims.cross_validate --gold ../shared/gold/train --examples gold.pkl --out DIR
"""

from __future__ import annotations

import argparse
import json
import pickle
import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch

from crosswire import evaluate as scoring
from crosswire.claims.model.decode import Settings
from training.claims.encoder import Encoder, starting_weights
from training.claims.measure import Corpus, TorchScorer, load_model
from training.claims.network import ClaimModel
from training.claims.train import train

FOLDS = 10
BY_OUTLET = "SY"  # the country whose documents are told apart by outlet
SETTINGS = Path("src/crosswire/claims/model/data/claims.json")


def group(document: dict[str, Any], claims: Iterable[dict[str, Any]]) -> str:
    """The war or the outlet that a document stands for."""
    named = Counter(p["country"] for c in claims for p in c["places"] if p.get("country"))
    country = named.most_common(1)[0][0] if named else "none"
    return f"{country} {document.get('outlet')}" if country == BY_OUTLET else str(country)


def folds(gold: Path) -> list[dict[str, str]]:
    """Documents to their group, in FOLDS parts of like size in which groups stay whole."""
    members: dict[str, list[str]] = {}
    for path in sorted((gold / "docs").glob("*.json")):
        document = json.loads(path.read_text())
        claims = json.loads((gold / "gold" / path.name).read_text())["claims"]
        members.setdefault(group(document, claims), []).append(path.stem)
    parts: list[dict[str, str]] = [{} for _ in range(FOLDS)]
    for name, documents in sorted(members.items(), key=lambda item: (-len(item[1]), item[0])):
        min(parts, key=len).update(dict.fromkeys(documents, name))
    return parts


def main() -> None:
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--gold", type=Path, required=True)
    ap.add_argument("--examples", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--epochs", type=int, default=5)
    ap.add_argument("--seed", type=int, default=7)
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    items = pickle.loads(args.examples.read_bytes())
    settings = Settings(**json.loads(SETTINGS.read_text())["settings"])
    corpus = Corpus.load(args.gold)
    parts = folds(args.gold)
    for number, part in enumerate(parts):
        coded, weights = args.out / f"{number}.jsonl", args.out / f"{number}.pt"
        if not coded.exists():  # a run that was cut off goes on where it stood
            torch.manual_seed(args.seed)
            model = ClaimModel(Encoder(starting_weights()))
            model.encoder.words.weight.requires_grad_(False)
            train(
                model, [e for e in items if e.doc_id not in part], args.epochs, args.seed, weights
            )
            left_out = Corpus(
                corpus.folder,
                {doc_id: corpus.readings[doc_id] for doc_id in part},
                corpus.gazetteer,
                corpus.vocabulary,
            )
            lines = left_out.lines(TorchScorer([load_model(weights)]), settings)
            coded.write_text("\n".join(lines) + "\n")
    report(args.gold, args.out, parts)


def report(gold: Path, out: Path, parts: list[dict[str, str]]) -> None:
    """Print the figures of all folds together, and the main ones of each."""
    every = []
    shown = []
    for number, part in enumerate(parts):
        lines = (out / f"{number}.jsonl").read_text().splitlines()
        every += lines
        only = out / f"{number}-gold"
        only.mkdir(exist_ok=True)
        for doc_id in part:
            shutil.copy(gold / "gold" / f"{doc_id}.json", only)
        figures = scoring.evaluate(gold / "docs", only, lines).figures
        three = [figures["event"]["f1"], figures["type"]["f1"], figures["mean_f1"]]
        names = ", ".join(f"{name} {n}" for name, n in Counter(part.values()).most_common(8))
        shown.append(f"{len(part):3}  {' '.join(f'{value:.3f}' for value in three)}  {names}")
    print(scoring.table(scoring.evaluate(gold / "docs", gold / "gold", every)))
    print("documents, F1 of event and type, mean F1, and the wars and outlets of each fold")
    print("\n".join(shown))


if __name__ == "__main__":
    main()
