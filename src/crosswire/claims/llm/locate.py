"""Where words stand in an article: at one place, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from crosswire.claims.sentences import span_of
from crosswire.records import Article, Span

LONGEST = 1500  # characters of any words that are looked for: ninety long words have fewer
# Marks that models put straight; one character for one, so that offsets stay.
_STRAIGHT = str.maketrans("‘’‚‛ʼ′“”„‟«»‐‑‒–—−", "''''''" + '"' * 6 + "-" * 6)
_GAP = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"  # never a blank line: words stand in one paragraph


@dataclass(frozen=True)
class Words:
    """An article's text, and the stretches of it that hold no words of a claim."""

    text: str
    closed: tuple[Span, ...]
    straight: str = field(repr=False)

    @classmethod
    def of(cls, article: Article) -> Words:
        """The words outside of the article's masks."""
        closed = tuple(sorted(mask.span for mask in article.masks))
        return cls(article.text, closed, article.text.translate(_STRAIGHT))

    def only(self, words: object, most: int, within: Iterable[Span] = ()) -> Span | None:
        """The one place where at most ``most`` words stand whole.

        None where they stand nowhere, or at two places. Inside the first of ``within`` that holds
        them is looked first; what stands twice there is told apart nowhere. Spaces and kinds of
        quotation marks and dashes do not tell words apart.
        """
        pattern = _pattern(words, most)
        if pattern is None:
            return None
        everywhere = Span(0, len(self.text), "")
        for home in (*within, everywhere):
            found = self._places(pattern, home)
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _places(self, pattern: re.Pattern[str], home: Span) -> list[Span]:
        """The first two places inside ``home``."""
        found: list[Span] = []
        at = home.start
        while len(found) < 2 and (match := pattern.search(self.straight, at, home.end)):
            if all(match.end() <= s.start or s.end <= match.start() for s in self.closed):
                found.append(span_of(self.text, match.start(), match.end()))
            at = match.start() + 1
        return found


def _pattern(words: object, most: int) -> re.Pattern[str] | None:
    if not isinstance(words, str) or len(words) > LONGEST:
        return None
    each = words.translate(_STRAIGHT).split()
    if not each or len(each) > most or not any(char.isalnum() for char in words):
        return None
    first = r"(?<!\w)" if each[0][0].isalnum() else ""
    last = r"(?!\w)" if each[-1][-1].isalnum() else ""
    return re.compile(first + _GAP.join(map(re.escape, each)) + last)
