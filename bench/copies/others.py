"""What users would otherwise do."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import combinations

from bench.copies.corpus import Corpus, Pair
from bench.copies.negatives import runs
from bench.copies.scoring import Answer, ordered


def collisions(corpus: Corpus, permutations: int, threshold: float) -> set[Pair]:
    """The pairs that datasketch's MinHashLSH puts into one bucket, by runs of five words."""
    try:
        from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped, unused-ignore]
    except ImportError:
        sys.exit("The other methods need datasketch: pip install datasketch, or give --only copies")
    index, found = MinHashLSH(threshold=threshold, num_perm=permutations), set()
    for name in sorted(corpus.articles):
        sketch = MinHash(num_perm=permutations)
        sketch.update_batch([run.encode() for run in sorted(runs(corpus.articles[name].text, 5))])
        found |= {ordered(name, other) for other in index.query(sketch)}
        index.insert(name, sketch)
    return found


def clusters(pairs: set[Pair]) -> set[Pair]:
    """All pairs within what pairs join to one cluster."""
    leader: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    for pair in sorted(pairs):
        a, b = (leader.setdefault(name, name) for name in pair)
        ours, theirs = members.setdefault(a, [pair[0]]), members.setdefault(b, [pair[1]])
        if a != b:
            ours += theirs
            leader.update(dict.fromkeys(theirs, a))
            del members[b]
    return {ordered(*pair) for names in members.values() for pair in combinations(names, 2)}


def other_answers(corpus: Corpus) -> Iterator[tuple[str, Answer]]:
    for threshold in (0.5, 0.7):
        pairs = collisions(corpus, 128, threshold)
        yield f"datasketch MinHashLSH, {threshold}", Answer(pairs, None, None)
    yield "text-dedup's MinHash", Answer(clusters(collisions(corpus, 256, 0.7)), None, None)
