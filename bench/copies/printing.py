"""The table of figures, and the errors and negatives to be read."""

from __future__ import annotations

import random
from itertools import pairwise

from bench.copies.corpus import Corpus
from bench.copies.edits import EDITS
from bench.copies.negatives import runs, words_of
from bench.copies.scoring import Score


def table(scores: dict[str, Score]) -> None:
    for name, found in scores.items():
        known = {k: v for k, v in found.figures.items() if k != "updates" or found.updates}
        figures = "  ".join(f"{what} {value:.4f}" for what, value in known.items())
        print(f"{name}: {figures}; {len(found.wrong)} wrong, {len(found.missed)} missed")
    for kind in sorted({kind for found in scores.values() for kind in found.negatives}):
        counts = ((name, *found.negatives[kind]) for name, found in scores.items())
        told = ", ".join(f"{name} {wrong} of {total}" for name, wrong, total in counts)
        print(f"hard negatives taken for copies, {kind}: {told}")
    print(f"\n{'recall of':12}" + "".join(f"{name[:28]:>32}" for name in scores))
    for edit in [*EDITS, "merged"]:
        cells = (recalls(found, edit) for found in scores.values())
        print(f"{edit:12}" + "".join(f"{cell:>32}" for cell in cells))


def recalls(found: Score, edit: str) -> str:
    """Recall of an edit alone, and with others."""
    counts = (found.alone[edit], found.together[edit])
    return ", ".join(f"{hits / max(1, total):.3f} of {total}" for hits, total in counts)


def print_errors(corpus: Corpus, found: Score, count: int) -> None:
    for sources, pair in list(found.wrong.items())[:count]:
        kind = corpus.negatives.get(sources, "")
        print(f"\nwrong {kind} {sources} by {pair}")
        print(common_text(*(corpus.articles[name].text for name in pair)))
    for pair in found.missed[:count]:
        print(f"\nmissed {corpus.pairs[pair]} {pair}")
        for name in pair:
            print("   ", name, len(corpus.articles[name].text.split()), "words:",
                  " ".join(corpus.articles[name].text.split())[:300])  # fmt: skip


def common_text(one: str, other: str) -> str:
    """The runs of five words that two texts have in common."""
    theirs = runs(other, 5)
    words = words_of(one)
    at = sorted({k for n in range(len(words) - 4) if " ".join(words[n : n + 5]) in theirs
                 for k in range(n, n + 5)})  # fmt: skip
    parts = [words[k] + (" ..." if after != k + 1 else "") for k, after in pairwise([*at, -1])]
    return "    " + " ".join(parts)[:600]


def print_negatives(corpus: Corpus, count: int, seed: int) -> None:
    """A sample of the hard negatives, to be read."""
    sample = random.Random(seed).sample(sorted(corpus.negatives), min(count, len(corpus.negatives)))
    for pair in sample:
        print(f"\n{corpus.negatives[pair]}")
        for name in pair:
            article = corpus.articles[name]
            print(f"  {name} {article.outlet} {article.published_at}: "
                  f"{' '.join(article.text.split())[:400]}")  # fmt: skip
