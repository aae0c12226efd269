"""How many people words without a number name: "a shepherd" is one, "civilians" at least one.

By the codebook: a singular is exactly one, "a couple" two, a plural or a group at least one,
"casualties" and "the dead and wounded", whose outcome is not told apart, have no bounds.
"""

from __future__ import annotations

import re

_NONE = re.compile(r"(?:no|nobody|none|neither|without|any|not)\b", re.IGNORECASE)
_PAIR = re.compile(r"(?:an?|the)?\s*(?:\w+\s+)?(?:couple|pair|brothers|twins)\b", re.IGNORECASE)
_UNTOLD = re.compile(
    r"\bcasualties\b|\b(?:dead|killed)\s+(?:and|or)\s+(?:wounded|injured)\b", re.IGNORECASE
)
_DETERMINED = re.compile(
    r"(?:an?|one|another|the|his|her|its|their|this|that|our|my)\b", re.IGNORECASE
)
_BEYOND = re.compile(  # what follows the noun that says who
    r"\s+(?:of|who|whom|whose|that|which|from|in|at|with|on|for|near|named|called|identified|under"
    r"|by|to|after|while|when|as|belonging|accused|known|working|suspected|travelling|driving)\b"
    r"|[(\[\"“,;:]|\s[-–—]\s",
    re.IGNORECASE,
)
_SHORTEST = 3  # letters before that: "The", "An"
_LINK = re.compile(r"(,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’\-]*")
_GROUPS = frozenset({
    "airmen", "all", "amount", "army", "battalion", "brigade", "businessmen", "children",
    "clergy", "column", "congress", "convoy", "crew", "crowd", "dead", "dozens", "elderly",
    "enemy", "families", "family", "few", "firemen", "fishermen", "folk", "force", "forces",
    "garrison", "government", "group", "gunmen", "half", "handful", "injured", "lot", "majority",
    "many", "mass", "men", "militia", "militiamen", "most", "number", "numbers", "opposition",
    "others", "patrol", "people", "personnel", "police", "policemen", "population", "press",
    "public", "regime", "residents", "rest", "series", "servicemen", "several", "some", "staff",
    "team", "them", "these", "they", "those", "tribesmen", "troops", "unit", "units", "victims",
    "women", "wounded", "youths",
})  # fmt: skip


def bounds_of(words: str) -> tuple[int | None, int | None]:
    """At least and at most how many people these words name, which hold no number."""
    words = " ".join(words.split())
    if _NONE.match(words):
        return 0, 0
    if _UNTOLD.search(words):
        return None, None
    if _PAIR.match(words):
        return 2, 2
    parts = _LINK.split(words)
    ones, before = 0, ""
    for link, part in zip(["", *parts[1::2]], parts[::2], strict=True):
        noun = _WORD.findall(_head(part))
        if not noun:
            continue
        named = all(word[0].isupper() for word in noun) and not _DETERMINED.match(part)
        kind = "name" if named else "noun"
        if before and kind != before and "and" not in link.lower():
            before = kind  # "his colleague, Ezez Wasse" is one
            continue
        before = kind
        if _is_plural(noun[-1].lower()) and not (named and len(noun) > 1):
            return (ones + 2 if ones else 1), None
        ones += 1
    return (ones, ones) if ones else (1, None)


def _head(part: str) -> str:
    """The words up to the noun that says who: "a pilot of the coalition" is "a pilot"."""
    found = _BEYOND.search(part, _SHORTEST)
    return part[: found.start()] if found else part


def _is_plural(noun: str) -> bool:
    return noun in _GROUPS or (noun.endswith("s") and not noun.endswith(("ss", "us", "is")))
