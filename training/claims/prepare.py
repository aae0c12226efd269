"""Reads coded documents once and keeps them as examples, since many trainings follow.

python -m training.claims.prepare --gold ../shared/gold/train --out examples.pkl
"""

from __future__ import annotations

import argparse
import pickle
from pathlib import Path

from crosswire import pipeline
from training.claims.examples import Example, Library, examples


def main() -> None:
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--gold", type=Path, action="append", default=[])
    ap.add_argument("--compact", type=Path, nargs=2, action="append", default=[])
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    vocabulary, gazetteer = pipeline.open_knowledge(None)
    library = Library(gazetteer, vocabulary)
    out: list[Example] = []
    for folder in args.gold:
        for doc_id, reading, events in library.gold(folder):
            out += examples(doc_id, reading, events)
    for docs, coded in args.compact:
        for doc_id, reading, events in library.compact(docs, coded):
            out += examples(doc_id, reading, events)
    with args.out.open("wb") as file:
        pickle.dump(out, file)
    found = sum(len(e.events) for e in out)
    pieces = sum(len(e.window.pieces) for e in out)
    print(f"{len(out)} windows, {pieces} pieces, {found} events of {library.report.claims} claims")
    print(f"not found: {library.report.lost}")


if __name__ == "__main__":
    main()
