"""The quality gate: no figure falls below its pinned floor.

    python -m bench.gate            check the floors; exit code 1 where one is broken
    python -m bench.gate --pin      raise the floors to just below what is reached, never lower one
    python -m bench.gate --lower    set the floors to just below what is reached, lower ones too
    python -m bench.gate --errors N print N errors of each corpus

Always on the bundled corpus, and on the gold of $CROSSWIRE_GOLD (by default ../shared/gold) where
it is present. Floors stand in floors.json for one exact corpus, known by its hash. What a change
gained and lost against the pinned state is printed document by document. Incidents found for each
true one must lie within INFLATION.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crosswire import evaluate as scoring
from crosswire import pipeline
from crosswire.cli.coded import code

FLOORS = Path(__file__).parent / "floors.json"
ROUNDING = 1e-9  # figures are rounded to four places
SLACK = 0.01  # below what was reached: another processor may add the model's sums differently
INFLATION = (0.90, 1.15)  # below it incidents were joined, above it counted twice


@dataclass(frozen=True)
class Corpus:
    """Documents with gold, and the vocabulary that they are read with.

    Where the documents are not the scorer's own files they are scored by the articles' texts.
    """

    name: str
    docs: Path
    gold: Path
    vocabulary: Path | None = None
    scorers_files: bool = False


def corpora() -> list[Corpus]:
    """The bundled corpus, and the outside gold where there is one."""
    docs, vocabulary = pipeline.example()
    outside = Path(os.environ.get("CROSSWIRE_GOLD", "../shared/gold")) / "dev"
    every = [
        Corpus("example", docs, docs.parent / "gold", vocabulary),
        Corpus("dev", outside / "docs", outside / "gold", scorers_files=True),
    ]
    return [corpus for corpus in every if corpus.gold.is_dir()]


def measure(corpus: Corpus, coder: str = "model") -> scoring.Evaluation:
    """The figures of the claims that a fresh database makes of a corpus."""
    found = code(corpus.docs, corpus.vocabulary, coder)
    docs = corpus.docs if corpus.scorers_files else found.texts
    return scoring.evaluate(docs, corpus.gold, found.lines)


def broken(pinned: Mapping[str, Any], corpus: Corpus, reached: Mapping[str, float]) -> list[str]:
    """The floors that do not hold, one sentence each."""
    if pinned.get("corpus") != scoring.corpus_hash(corpus.docs, corpus.gold):
        return [f"{corpus.name}: the corpus is not the pinned one; pin its floors with --pin"]
    return [
        f"{corpus.name}: {figure} is {reached.get(figure, 0.0):.4f}, its floor is {floor:.4f}"
        for figure, floor in pinned["floors"].items()
        if reached.get(figure, 0.0) < floor - ROUNDING
    ]


def inflated(corpus: Corpus, result: scoring.Evaluation) -> list[str]:
    """What is wrong with the number of incidents found for each true one, over matched claims."""
    found = result.figures["incidents"]
    if not found:
        return []
    ratio = found["pred_incidents"] / found["gold_incidents"]
    print(f"incidents for each true one: {ratio:.3f}")
    least, most = INFLATION
    if least <= ratio <= most:
        return []
    return [f"{corpus.name}: {ratio:.3f} incidents for each true one, not {least} to {most}"]


def pin(
    pinned: Mapping[str, Any], corpus: Corpus, result: scoring.Evaluation, lower: bool
) -> dict[str, Any]:
    """The floors just below what is reached; higher ones of the corpus stay, unless lowered."""
    corpus_hash = scoring.corpus_hash(corpus.docs, corpus.gold)
    before = pinned.get("floors", {}) if pinned.get("corpus") == corpus_hash else {}
    keep = {} if lower else before
    reached = {name: round(figure - SLACK, 4) for name, figure in result.pinned.items()}
    floors = {name: max(figure, keep.get(name, 0.0)) for name, figure in reached.items()}
    return {"corpus": corpus_hash, "floors": floors, "documents": dict(result.documents)}


def main() -> int:
    args = _arguments()
    pinned = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    failures = []
    for corpus in corpora():
        result = measure(corpus)
        was = pinned.get(corpus.name, {})
        print(f"\n{corpus.name}\n{scoring.table(result)}")
        print(scoring.compared(was.get("documents", {}), result))
        for kind, document, what in result.errors[: args.errors]:
            print(f"{kind:14} {document} {what}")
        if args.pin or args.lower:
            pinned[corpus.name] = pin(was, corpus, result, args.lower)
        failures += broken(pinned.get(corpus.name, {}), corpus, result.pinned)
        failures += inflated(corpus, result)
    if args.pin or args.lower:
        FLOORS.write_text(json.dumps(pinned, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print("\n" + ("\n".join(failures) or "every figure stands on or above its floor"))
    return 1 if failures else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pin", action="store_true", help="raise floors to what is reached")
    parser.add_argument("--lower", action="store_true", help="set floors, lower ones too")
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each corpus")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
