"""The copies, updates and merged articles that are made of originals."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from functools import partial

from bench.copies.corpus import Pair
from bench.copies.drafts import Draft
from bench.copies.edits import EDITS, apply, merged, updated

TOGETHER = 3  # days between two texts that are merged in one article
ALONE, CHANGED, MERGED = 0.05, 0.12, 0.06  # parts of the pairs: each edit, updates, merged articles


class Maker:
    """Makes copies, updates and merged articles of the first drafts, until there are enough."""

    def __init__(self, drafts: Sequence[Draft], pairs: int, rng: random.Random) -> None:
        self.drafts, self.count, self.rng = drafts, pairs, rng
        self.made: list[Draft] = []
        self.pairs: dict[Pair, list[str]] = {}
        self.outlets: Counter[str] = Counter()

    def run(self) -> None:
        """All kinds of pairs, originals in turn."""
        turn = self._turns()
        for name in EDITS:
            self._many(ALONE * self.count, partial(self._alone, turn, name))
        self._many(CHANGED * self.count, lambda: self._update(next(turn)))
        self._many(MERGED * self.count, lambda: self._merge(next(turn)))
        self._many(self.count - len(self.pairs), lambda: self._combine(next(turn)))

    def _many(self, count: float, make: Callable[[], None]) -> None:
        upto = len(self.pairs) + count
        while len(self.pairs) < upto:
            make()

    def _turns(self) -> Iterator[Draft]:
        while True:
            yield from self.rng.sample(self.drafts, len(self.drafts))

    def _new(self, draft: Draft) -> Draft:
        """A copy at an outlet that has none of this original's yet."""
        self.outlets[draft.name] += 1
        number = self.outlets[draft.name]
        later = draft.day + timedelta(days=self.rng.choice((0, 0, 0, 1, 1, 2)))
        return draft.copied(f"{draft.name}+{number}", f"Daily {number}", later)

    def _alone(self, turn: Iterator[Draft], name: str) -> None:
        self._copy(next(turn), [name])

    def _copy(self, draft: Draft, names: Iterable[str]) -> None:
        copy = apply(self._new(draft), names, self.rng)
        if copy.edits:
            self._keep(copy, [draft])

    def _combine(self, draft: Draft) -> None:
        names = self.rng.sample(list(EDITS), self.rng.randint(2, 5))
        if self.rng.random() < 0.1:
            self._merge(draft, names)
        else:
            self._copy(draft, names)

    def _merge(self, first: Draft, names: Iterable[str] = ()) -> None:
        """With another text of these days, where there is one."""
        others = (draft for draft in self.drafts if draft is not first)
        near = [other for other in others if abs((other.day - first.day).days) <= TOGETHER]
        if near:
            pair = (first, self.rng.choice(near))
            parts = [apply(self._new(draft), names, self.rng) for draft in pair]
            self._keep(merged(f"{parts[0].name}+{parts[1].name}", parts, self.rng), pair)

    def _update(self, draft: Draft) -> None:
        """One or two later versions: at the same address, or at the same outlet's other ones."""
        same_address = draft.outlet is None or self.rng.random() < 0.5
        version = draft
        for number in range(self.rng.choice((1, 1, 2))):
            day = version.day + timedelta(days=self.rng.choice((0, 1)))
            name = f"{draft.name}@{self.outlets[draft.name]}.{number}"
            url = draft.url if same_address else f"https://example.org/{name}"
            version = updated(version.copied(name, draft.outlet, day, url), self.rng)
            self._keep(version, [draft])
        self.outlets[draft.name] += 1

    def _keep(self, draft: Draft, sources: Sequence[Draft]) -> None:
        self.made.append(draft)
        self.pairs |= {(source.name, draft.name): draft.edits for source in sources}
