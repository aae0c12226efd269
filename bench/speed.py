"""How fast a folder is coded, and in how much memory.

    python -m bench.speed [--articles FOLDER] [--count 5000] [--workers N]

Takes real articles (JSON Lines, by default ../shared/data/articles), and where they are too few
goes through them again under changed words, so that the further ones are no copies of the first.
Prints articles a second and the peak memory of the largest process.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

WORD = re.compile(r"\b[a-z]{4,}\b")
CHANGED = 0.3  # of the longer words: too many for any run of eight to be left as it was
SEED = 11


def originals(folder: Path) -> list[dict[str, Any]]:
    """All articles of a folder of JSON Lines, in order of their files."""
    lines = (line for path in sorted(folder.glob("*.jsonl")) for line in path.open("rb"))
    records = [json.loads(line) for line in lines]
    return [record for record in records if len(record["text"].split()) >= 40]


def articles(records: list[dict[str, Any]], count: int) -> Iterator[dict[str, Any]]:
    """The articles, then the articles under changed words, until there are enough."""
    rng = random.Random(SEED)
    words = sorted({word for record in records for word in WORD.findall(record["text"])})

    def change(found: re.Match[str]) -> str:
        return rng.choice(words) if rng.random() < CHANGED else found.group()

    def all_rounds() -> Iterator[dict[str, Any]]:
        yield from records
        for turn in range(2, 1 + count // max(len(records), 1) + 1):
            for record in records:
                text = WORD.sub(change, record["text"])
                yield {**record, "doc_id": f"{record['doc_id']}-{turn}", "text": text}

    return islice(all_rounds(), count)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=Path, default=Path("../shared/data/articles"))
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "articles"
        folder.mkdir()
        records = list(articles(originals(args.articles), args.count))
        for number, record in enumerate(records):
            path = folder / f"{number:06}.json"
            path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, "-m", "crosswire", "run", str(folder), "--quiet"]
        command += ["--db", str(Path(name) / "speed.db"), "--workers", str(args.workers)]
        began = time.perf_counter()
        subprocess.run(command, check=True)
        seconds = time.perf_counter() - began
    words = sum(len(record["text"].split()) for record in records)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024  # Linux counts in KiB
    print(f"{len(records)} articles of {words / len(records):.0f} words, {args.workers} workers")
    print(f"{len(records) / seconds:.1f} articles a second, {seconds:.0f} s in all")
    print(f"peak memory of the largest process {peak:.0f} MiB")


if __name__ == "__main__":
    main()
