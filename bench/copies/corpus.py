"""All articles of the test, with what is known of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from crosswire.records import Article

Pair = tuple[str, str]


@dataclass
class Corpus:
    """All articles with what is known of them; ``pairs`` and ``negatives`` have a kind each."""

    articles: dict[str, Article] = field(default_factory=dict)
    reused: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    pairs: dict[Pair, list[str]] = field(default_factory=dict)
    negatives: dict[Pair, str] = field(default_factory=dict)
    natural: set[Pair] = field(default_factory=set)

    def families(self, name: str) -> set[str]:
        """The originals that an article is of."""
        return {source for _, _, source in self.reused[name]} or {name}
