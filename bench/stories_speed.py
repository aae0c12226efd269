"""How fast stories are found, in how much memory, and how fast some articles are added to many.

    python -m bench.stories_speed [--articles 100000] [--add 1000] [--window 30] [--same]

Articles are made up in the manner of news: 300 words by Zipf's law in sentences, three phrases each
that many others have too, over a year and 400 outlets. Two in ten are copies of one of the last
weeks': cut from the end, a sentence dropped, every thirtieth word changed, another lead put before.
The process is fresh and makes the articles first; the memory told is its peak above what it held
then, the articles' records and their texts. What is added are articles of the last day.

- build: `add` to an empty index, which is what `find_stories` does.
- addition: the index is read from its file, `add` finds what changes, the index is written again.
- `--same` rebuilds all with the added articles and compares the stories.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np

from crosswire.records import Article, Story
from crosswire.stories import Index, add, empty_index, from_arrays, same_name, to_arrays

FIRST_DAY, DAYS = date(2024, 1, 1), 365
WORDS = 300
LEXICON, PHRASES, OUTLETS = 60_000, 3_000, 400
COPIES = 0.2
RECENT = 0.05  # of the articles before: a copy is of the last weeks
SEED = 5
SYLLABLES = (
    "ka",
    "le",
    "mi",
    "ro",
    "tan",
    "su",
    "ver",
    "no",
    "dis",
    "al",
    "pe",
    "gra",
    "hin",
    "os",
)


def lexicon(rng: random.Random) -> list[str]:
    """Different made-up words, the frequent ones short."""
    words: dict[str, None] = {}
    while len(words) < LEXICON:
        longest = 1 + len(words).bit_length() // 4
        words["".join(rng.choices(SYLLABLES, k=rng.randint(1, longest)))] = None
    return list(words)


def zipf(count: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The cumulated shares of words by their rank (Mandelbrot's form)."""
    shares = 1 / (np.arange(count) + 2.7) ** 1.05
    return np.cumsum(shares / shares.sum())


class Newsroom:
    """Writes articles one after the other; the same seed writes the same ones."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.draw = np.random.default_rng(seed)
        self.words, self.shares = lexicon(self.rng), zipf(LEXICON)
        self.phrases = [self._words(self.rng.randint(6, 12)) for _ in range(PHRASES)]
        self.phrase_shares = zipf(PHRASES)

    def articles(self, count: int, added: int) -> Iterator[Article]:
        """So many articles over the year, and those that are added on its last day."""
        texts: list[str] = []
        for number in range(count + added):
            recent = max(1, int(RECENT * len(texts)))
            if texts and self.rng.random() < COPIES:
                text = self.copied(texts[-self.rng.randint(1, recent)])
            else:
                text = self.text()
            texts.append(text)
            day = FIRST_DAY + timedelta(days=min(DAYS, number * DAYS // count))
            name = f"art_{self.rng.getrandbits(128):032x}"
            outlet = f"Daily {self.rng.randrange(OUTLETS)}"
            yield Article(name, name, name, "", text, outlet, published_at=day, anchor_date=day)

    def text(self) -> str:
        """An article of its own."""
        words = self._words(WORDS)
        for _ in range(3):
            phrase = self.phrases[int(np.searchsorted(self.phrase_shares, self.rng.random()))]
            at = self.rng.randrange(WORDS - len(phrase))
            words[at : at + len(phrase)] = phrase
        parts, at = [], 0
        while at < WORDS:
            size = self.rng.randint(10, 26)
            parts.append(" ".join(words[at : at + size]).capitalize())
            at += size
        return ". ".join(parts) + "."

    def copied(self, text: str) -> str:
        """The text as another desk prints it."""
        sentences = text.split(". ")
        kept = sentences[: self.rng.randint(max(1, len(sentences) // 2), len(sentences))]
        if len(kept) > 4:
            del kept[self.rng.randrange(len(kept))]
        if self.rng.random() < 0.5:
            kept.insert(0, " ".join(self._words(25)).capitalize())
        words = " ".join(f"{sentence}." for sentence in kept).split(" ")
        for at in self.rng.sample(range(len(words)), len(words) // 30):
            words[at] = self._words(1)[0]
        return " ".join(words)

    def _words(self, count: int) -> list[str]:
        ranks = np.searchsorted(self.shares, self.draw.random(count))
        return [self.words[rank] for rank in np.minimum(ranks, LEXICON - 1).tolist()]


def nothing(ids: Sequence[str]) -> list[Article]:
    return []


def measure(args: argparse.Namespace, folder: Path) -> None:
    began = time.perf_counter()
    everything = list(Newsroom(SEED).articles(args.articles, args.add))
    first, more = everything[: args.articles], everything[args.articles :]
    words = sum(article.text.count(" ") + 1 for article in first) / len(first)
    seconds = time.perf_counter() - began
    print(f"{len(first)} articles of {words:.0f} words, made in {seconds:.0f} s; "
          f"their records take {resident():.0f} MB", flush=True)  # fmt: skip
    before, began, own = resident(), time.perf_counter(), time.process_time()
    index, change = add(empty_index(args.window), first, nothing, same_name)
    print(f"build: {time.perf_counter() - began:.1f} s, of the process "
          f"{time.process_time() - own:.1f} s; {len(change.stories)} stories; "
          f"peak {peak() - before:.0f} MB above the articles' own", flush=True)  # fmt: skip
    path = folder / "index.npz"
    save(path, index)
    stories = change.stories
    del index, change
    if more:
        stories = add_more(path, everything, len(first), stories)
        if args.same:
            again = add(empty_index(args.window), everything, nothing, same_name)[1].stories
            print("the same as all built at once" if again == stories else "DIFFERENT from a build")
            sys.exit(again != stories)


def add_more(
    path: Path, everything: Sequence[Article], count: int, stories: list[Story]
) -> list[Story]:
    """The stories with those that are added, after telling how long each step took."""
    held = {article.id: article for article in everything[:count]}
    asked: list[str] = []

    def read(ids: Sequence[str]) -> Iterator[Article]:
        asked.extend(ids)
        return (held[one] for one in ids)

    times = [time.perf_counter()]
    index = load(path)
    times.append(time.perf_counter())
    index, change = add(index, everything[count:], read, same_name)
    times.append(time.perf_counter())
    save(path, index)
    times.append(time.perf_counter())
    loading, finding, saving = (later - earlier for earlier, later in pairwise(times))
    print(f"addition of {len(everything) - count}: {times[-1] - times[0]:.1f} s, reading the index "
          f"{loading:.1f} s, finding {finding:.1f} s, writing the index {saving:.1f} s "
          f"({path.stat().st_size / 2**20:.0f} MB); {len(asked)} old articles read, "
          f"the stories of {len(change.articles)} articles changed", flush=True)  # fmt: skip
    left = (s for s in stories if not any(p.article_id in change.articles for p in s.passages))
    return sorted([*left, *change.stories], key=lambda story: story.id)


def save(path: Path, index: Index) -> None:
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **to_arrays(index))


def load(path: Path) -> Index:
    with np.load(path) as arrays:
        return from_arrays(dict(arrays))


def resident() -> float:
    """Megabytes that the process holds now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--add", type=int, default=1000)
    parser.add_argument("--window", type=int, default=30)
    parser.add_argument("--same", action="store_true", help="compare with a build of all")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(args, Path(folder))


if __name__ == "__main__":
    main()
