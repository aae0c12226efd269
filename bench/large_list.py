"""How a very large list of places loads and answers: `python -m bench.places --large 2000000`.

The list is made up, in GeoNames' form, and added as a user adds one. It is opened in a process of
its own, so that its memory is not mixed with what adding took.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from crosswire.gazetteers import Shelf

CONSONANTS, VOWELS = "bdfhjklmnqrstwz", "aiu"
TEXT = "Shells fell on {}, {} and {} in Syria on Monday, and troops left {} for Homs."
TEXTS, NAMES = 300, 4  # that are read, and the names in each
SEED = 5


def names(seed: int) -> Iterator[str]:
    """Made-up names, without end."""
    rng = random.Random(seed)
    while True:
        pairs = (rng.choice(CONSONANTS) + rng.choice(VOWELS) for _ in range(rng.randint(3, 6)))
        name = "".join(pairs).capitalize()
        yield f"Al {name}" if rng.random() < 0.5 else name


def write(path: Path, places: int) -> None:
    """A list of so many made-up places in Syria, in GeoNames' columns."""
    rng, name = random.Random(SEED), names(SEED)
    with path.open("w", encoding="utf-8") as file:
        for n in range(places):
            own, other = next(name), next(name)
            at = f"{rng.uniform(32.5, 37):.5f}\t{rng.uniform(35.8, 42):.5f}"
            unit, people = rng.randint(1, 14), rng.choice((0, 0, 500, 3000))
            file.write(
                f"{900_000_000 + n}\t{own}\t{own}\t{other}\t{at}\tP\tPPL\tSY\t\t{unit:02}\t\t\t\t"
                f"{people}\t\t0\tAsia/Damascus\t2020-01-01\n"
            )


def measure(places: int) -> str:
    """The figures of a list of so many places, in a sentence."""
    with tempfile.TemporaryDirectory() as folder:
        path, shelf = Path(folder) / "made.txt", Shelf(Path(folder) / "lists")
        write(path, places)
        begin = time.perf_counter()
        added = shelf.add(path)
        spent = time.perf_counter() - begin
        size = added.path.stat().st_size / 1e6
        command = [sys.executable, "-m", "bench.large_list", str(shelf.folder)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    return f"{places:,} places added in {spent:.0f} s ({size:.0f} MB); {told}"


def opened(folder: Path) -> str:
    """How a list opens and answers, and what this process holds after it."""
    begin = time.perf_counter()
    gazetteer = Shelf(folder).open()
    loaded = time.perf_counter() - begin
    name, found = names(SEED + 1), 0
    begin = time.process_time()
    for _ in range(TEXTS):
        text = TEXT.format(*(next(name) for _ in range(NAMES)))
        found += len(gazetteer.resolve_places(gazetteer.find_places(text), text))
    spent = time.process_time() - begin
    memory = resident()
    return (
        f"opened in {loaded:.3f} s; {TEXTS / spent:.0f} short texts and {found / spent:.0f} places "
        f"a second; at most {memory:.0f} MB resident"
    )


def resident() -> float:
    """The most memory in MB that this process held since it began.

    The usual count goes on from that of the process that started it, which held the whole list.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024


if __name__ == "__main__":
    print(opened(Path(sys.argv[1])))
