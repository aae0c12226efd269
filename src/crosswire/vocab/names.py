"""Names made comparable: one spelling for the many ways to write an actor or an outlet.

Case, accents, apostrophes, hyphens, full stops of acronyms and the Arabic article ("al-", "el-",
"ash-") carry no difference between two names of this field, and are folded away.
"""

import re
import unicodedata
from functools import lru_cache

# Acronyms that are also words or first names: only their capitals name anyone.
CASED = frozenset(
    {"US", "IS", "WHO", "AU", "PA", "IT", "CAR", "ANA", "ENA", "INA", "ANI", "NAN", "TAK", "SPA"}
)
ARTICLES = frozenset({"the", "a", "an", "al", "el"})
# Assimilated before sun letters; only with a hyphen, for "as", "an", "at" are English too.
_ARABIC_ARTICLE = re.compile(
    r"\b(?:al|el|an|ar|as|ash|ad|adh|at|az|ul|ud)[-‐‑](?=\w)", re.IGNORECASE
)
_APOSTROPHE = "['’‘`´ʿʾʼ]"
_POSSESSIVE = re.compile(rf"{_APOSTROPHE}s\b", re.IGNORECASE)
_MARKS = re.compile(_APOSTROPHE)
_DOTTED = re.compile(r"\b(?:\w\.){2,}")
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=65536)
def name_tokens(words: str) -> tuple[str, ...]:
    """The comparable words of a name, in order: ``"the Al-Nusra Front's"`` is nusra, front."""
    text = _MARKS.sub("", _POSSESSIVE.sub("", words))
    text = text if text.isascii() else _without_accents(text)
    text = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)
    text = _ARABIC_ARTICLE.sub("", text)
    lowered = (word if word in CASED else word.lower() for word in _WORD.findall(text))
    return tuple(word for word in lowered if word not in ARTICLES)


def _without_accents(words: str) -> str:
    text = unicodedata.normalize("NFKD", words)
    return "".join(char for char in text if not unicodedata.combining(char))
