"""Figures on copies: which articles are one text, and which passages.

    python -m bench.copies [--data ../shared/data] [--pairs 5000] [--seed 7] [--errors N]
    python -m bench.copies --only copies|baselines|negatives
    python -m bench.copies --check    exit with 1 where a figure fell below its floor
    python -m bench.copies --pin      set the floors to what is reached

Real articles are read at run time, cleaned by the real cleaner, and edited as newsrooms edit: each
kind of edit alone, and two to five together. The copies go to other outlets, a day or so later; the
updates stay at their outlet or address. All go with all originals into one call of `find_stories`.

- A pair of an original and its copy is right where they share a story, the copy being no update in
  it. Of original and update the later one has to be an update there; else it counts as wrong.
- Wrong are, too, all pairs of originals whose families (an original and what was made of it) meet
  in a story, each once, whether or not they are among the hard negatives that are listed. "All
  pairs" asks the same of every two articles of the corpus.
- Originals that are near-copies already say nothing of an error and are excluded: those of which
  one holds more than 0.3 of the other's runs of eight words; and those that share twenty such runs
  or more outside of quotation marks, runs that six originals have (boilerplate) not counted: these
  print one agency's passage, or their own desk's background, word for word.
- Hard negatives are the corpus' own: reports of one event by two outlets, of the next days, and of
  one outlet on one topic, found by the names and numbers they share, and with at most ten runs of
  eight words in common. Those of two outlets come once more under one title, dateline, agency's
  credit and promotion. `--only negatives --errors 40` prints a sample to read.
- Reused are the characters (letters and digits outside of masks) of the sentences that an edit kept
  or changed a little; inserted sentences, titles, changed credits and datelines are not.

The others in the table are given what their users would do: `datasketch`, MinHashLSH over runs of
five words with 128 permutations; text-dedup by its default settings (five words, 256 permutations,
0.7, everything that collides joined in one cluster), which are remade here with datasketch. They
tell no passages, so the whole article counts as reused; and no updates, so these are left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from bench.copies.making import make_corpus
from bench.copies.others import other_answers
from bench.copies.printing import print_errors, print_negatives, table
from bench.copies.scoring import crosswire_answer, score

FLOORS = Path(__file__).parents[1] / "copy_floors.json"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--pairs", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--errors", type=int, default=0, help="how many errors to print of each")
    parser.add_argument("--only", choices=("copies", "baselines", "negatives"))
    parser.add_argument("--check", action="store_true", help="only check the floors")
    parser.add_argument("--pin", action="store_true", help="set the floors to what is reached")
    args = parser.parse_args()
    if not (args.data / "articles").is_dir():
        print(f"{args.data / 'articles'} is not here: copies are not checked")
        return 0
    return copies(args)


def copies(args: argparse.Namespace) -> int:
    corpus = make_corpus(args.data, args.pairs, args.seed)
    print(f"{len(corpus.pairs)} pairs and {len(corpus.negatives)} hard negatives "
          f"{dict(Counter(corpus.negatives.values()))} among {len(corpus.articles)} articles; "
          f"{len(corpus.natural)} pairs of originals are near-copies already")  # fmt: skip
    if args.only == "negatives":
        print_negatives(corpus, args.errors, args.seed)
        return 0
    scores = {}
    if args.only != "baselines":
        scores["crosswire"] = score(corpus, crosswire_answer(corpus))
    if args.only != "copies" and not (args.check or args.pin):
        scores |= {name: score(corpus, answer) for name, answer in other_answers(corpus)}
    table(scores)
    if "crosswire" not in scores:
        return 0
    found = scores["crosswire"]
    print_errors(corpus, found, args.errors)
    if args.pin:
        reached = {name: round(value - 0.00005, 4) for name, value in found.figures.items()}
        FLOORS.write_text(json.dumps(reached, indent=1, sort_keys=True) + "\n", "utf-8")
    return check(found.figures) if args.check else 0


def check(reached: dict[str, float]) -> int:
    """Print the floors that do not hold."""
    floors = json.loads(FLOORS.read_text("utf-8"))
    failures = [
        f"{name} is {reached[name]:.4f}, its floor is {floor:.4f}"
        for name, floor in floors.items()
        if reached[name] < floor
    ]
    print("\n".join(failures) or "every figure on copies stands on or above its floor")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
