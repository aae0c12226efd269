"""The claim model's figures: against gold, its confidence, its speed, and ACLED's sub-event types.

    python -m bench.claims [--coder rules] [--only gold|speed|acled] [--plot FILE.svg]

Against the gold of $CROSSWIRE_GOLD (by default ../shared/gold), folder ``dev``.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.gate import Corpus, corpora
from crosswire import claims as coding
from crosswire import evaluate as scoring
from crosswire import pipeline
from crosswire.cli.coded import code
from crosswire.exports.acled import ranked
from crosswire.records import Article
from crosswire.resolve.dates import find_dates

SNIPPETS = Path(__file__).parent / "acled_snippets.jsonl"
BINS = 10  # of equal size, by confidence
DISPATCHES = tuple(Path(__file__).parents[1].glob("training/claims/dispatches/*.docs.jsonl"))
WORDS = 300  # of an article whose coding is timed
ARTICLES = 120


def gold(coder: str, plot: Path | None = None) -> None:
    """The scorer's table, each type, and how far confidence is from the share that is right."""
    corpus = next(c for c in corpora() if c.name == "dev")
    found = code(corpus.docs, corpus.vocabulary, coder)
    result = scoring.evaluate(corpus.docs, corpus.gold, found.lines)
    print(scoring.table(result))
    for name, value in result.figures["by_type"].items():
        print(f"{name:20} {value['f1']:6.3f}   of {value['gold']} coded, {value['pred']} found")
    print("\nconfidence: mean of the bin, share right in event and type, claims")
    bins = reliability(corpus, found.lines)
    for mean, right, size in bins:
        print(f"{mean:6.3f} {right:6.3f} {size:5}")
    total = sum(size for _, _, size in bins)
    error = sum(abs(mean - right) * size for mean, right, size in bins) / total
    print(f"calibration error {error:.3f}")
    if plot:
        plot.write_text(drawn(bins), "utf-8")


def reliability(corpus: Corpus, lines: Sequence[str]) -> list[tuple[float, float, int]]:
    """Bins of claims of like confidence: its mean, the share that is right, and how many."""
    pairs = sorted(scoring.confidences(corpus.docs, corpus.gold, lines))
    size = -(-len(pairs) // BINS)
    cut = [pairs[at : at + size] for at in range(0, len(pairs), size)]
    return [
        (statistics.mean(p for p, _ in part), statistics.mean(r for _, r in part), len(part))
        for part in cut
    ]


def drawn(bins: Sequence[tuple[float, float, int]]) -> str:
    """The bins as a small SVG picture: confidence to the right, share that is right upwards."""
    size, edge = 300, 40

    def at(x: float, y: float) -> str:
        return f"{edge + x * size:.1f},{edge + (1 - y) * size:.1f}"

    def label(x: float, y: float, words: str, anchor: str) -> str:
        return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>'

    ticks = [t / 5 for t in range(6)]
    low = edge + size
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size + 80} {size + 90}"'
        ' font-family="sans-serif" font-size="12" fill="#333">',
        f'<rect width="{size + 80}" height="{size + 90}" fill="#fff"/>',
        f'<rect x="{edge}" y="{edge}" width="{size}" height="{size}" fill="#f6f6f4"/>',
        f'<polyline points="{at(0, 0)} {at(1, 1)}" stroke="#999" stroke-dasharray="4 4"/>',
        *(label(edge + t * size, low + 16, f"{t:.1f}", "middle") for t in ticks),
        *(label(edge - 6, low - t * size + 4, f"{t:.1f}", "end") for t in ticks),
        label(edge + size / 2, low + 36, "confidence of a claim", "middle"),
        label(edge, edge - 14, "share right in event and type", "start"),
        f'<polyline points="{" ".join(at(x, y) for x, y, _ in bins)}" fill="none"'
        ' stroke="#b5482a" stroke-width="2"/>',
        *(
            '<circle cx="{}" cy="{}" r="4" fill="#b5482a"/>'.format(*at(x, y).split(","))
            for x, y, _ in bins
        ),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def speed(coder: str) -> None:
    """Articles of 300 words a second, toponyms and claims, on one process and on two."""
    for workers in (1, 2):
        rates = []
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            shares = [(coder, n, ARTICLES // workers) for n in range(workers)]
            list(pool.map(_code_share, [(coder, n, 2) for n in range(workers)]))  # loads all
            for _ in range(3):
                began = time.monotonic()
                list(pool.map(_code_share, shares))
                rates.append(ARTICLES / (time.monotonic() - began))
        rate = statistics.median(rates)
        print(f"{workers} processes: {rate:.1f} articles of {WORDS} words a second")


def _code_share(work: tuple[str, int, int]) -> int:
    coder, first, count = work
    chosen = coding.coder(coder)
    _, gazetteer = pipeline.open_knowledge(None)
    found = 0
    for number in range(first, first + count):
        article = _article(number)
        found += len(chosen.extract(article, gazetteer.find_places, find_dates))
    return found


@cache
def _words() -> tuple[str, ...]:
    """All our own dispatches, one after the other."""
    lines = (line for path in sorted(DISPATCHES) for line in path.open(encoding="utf-8"))
    return tuple(" ".join(json.loads(line)["text"] for line in lines).split(" "))


def _article(number: int) -> Article:
    """A stretch of WORDS words, another for each number."""
    start = number * WORDS % (len(_words()) - WORDS)
    text = " ".join(_words()[start : start + WORDS])
    return Article(f"a{number}", f"d{number}", f"s{number}", "", text)


def acled(coder: str) -> None:
    """ACLED's sub-event types on our own labelled snippets: F1 of each, weighted by its snippets.

    A snippet's prediction is the sub-event type of its surest claim, or what ACLED ranks above it
    where another claim of the snippet tells that.
    """
    rows = [json.loads(line) for line in SNIPPETS.read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "snippets.jsonl"
        path.write_text("".join(json.dumps({**r, "title": ""}) + "\n" for r in rows), "utf-8")
        lines = code(Path(folder), None, coder).lines
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in lines:
        told[(claim := json.loads(line))["doc_id"]].append(claim)
    print(f"weighted F1 {weighted(rows, {key: _main(found) for key, found in told.items()}):.3f}")


def _main(found: Sequence[dict[str, Any]]) -> str:
    """The sub-event type of the surest claim told as done, or what ACLED ranks above it."""
    done = [claim for claim in found if claim["status"] in {"occurred", "ongoing"}] or found
    surest = max(done, key=lambda claim: float(claim["confidence"]))
    return ranked(surest["acled"], {claim["acled"] for claim in done})


def weighted(rows: Sequence[dict[str, Any]], predicted: dict[str, str]) -> float:
    total = 0.0
    labels = sorted({row["acled"] for row in rows})
    for label in labels:
        ours = {row["id"] for row in rows if row["acled"] == label}
        theirs = {key for key, value in predicted.items() if value == label}
        f1 = 2 * len(ours & theirs) / (len(ours) + len(theirs))
        print(f"{label:36} {f1:.3f} of {len(ours)}")
        total += f1 * len(ours)
    return total / len(rows)


PARTS: dict[str, Callable[..., None]] = {"gold": gold, "speed": speed, "acled": acled}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--coder", default="model", choices=coding.CODERS)
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--plot", type=Path, help="where to draw confidence as SVG")
    args = parser.parse_args()
    for name, part in PARTS.items():
        if args.only in {None, name}:
            part(args.coder, args.plot) if part is gold else part(args.coder)


if __name__ == "__main__":
    main()
