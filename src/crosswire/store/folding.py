"""Words made comparable for search: one spelling of case, accents, apostrophes and hyphens.

Both databases are given words that are folded here, and search for words that are folded here, so
that they find alike whatever their own rules for text are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from crosswire.store.tables import words

# What PostgreSQL takes: some 2,700 bytes in a row of an index, 2,046 in a word, a megabyte in all
# the words of one text. News that is longer, such as a picture's bytes in a text, is found by less.
LONGEST = 200
LONGEST_TEXT = 200_000
_APOSTROPHES = re.compile("['’‘`´ʿʾʼ]")
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> tuple[str, ...]:
    """The comparable words of a text, in order: ``"Al-Ḥasakah's"`` is al, hasakahs."""
    plain = _APOSTROPHES.sub("", text)
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return tuple(word[:LONGEST] for word in _WORD.findall(plain.casefold()))


def folded_text(texts: Iterable[str]) -> str:
    """The comparable words of texts, each once, in order of the alphabet."""
    found = " ".join(sorted({word for text in texts for word in fold(text)}))
    return found[:LONGEST_TEXT].rsplit(" ", 1)[0] if len(found) > LONGEST_TEXT else found


def short(text: str | None) -> str | None:
    """As much of a name as an index takes."""
    return text and words(text[:LONGEST])


def name_words(name: str) -> str:
    """A name's words with a space around each, so that ``LIKE`` finds a word or its beginning."""
    return f" {' '.join(fold(name))} "[:LONGEST]
