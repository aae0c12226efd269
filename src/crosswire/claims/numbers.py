"""Numbers of people in words: "at least 30", "dozens", "six or seven", "a five-member family"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crosswire.vocab.lexicon import load_lexicon

_WORDS = load_lexicon().expressions
_UNITS = {word: value for value, word in enumerate(load_lexicon().sequences["units"])}
_TENS = {word: 10 * value for value, word in enumerate(load_lexicon().sequences["tens"], 2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12, "score": 20}
# The codebook's lower bounds for words that name no number ("Fields", `casualties`).
VAGUE = {
    "tens of thousands": 20_000,
    "hundreds of thousands": 200_000,
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2000,
    "millions": 2_000_000,
    "tens": 20,
    "several": 3,
    "many": 3,
    "a few": 3,
    "a handful": 3,
    "numerous": 3,
    "a large number": 3,
    "large numbers": 3,
    "a number": 1,
    "a couple": 2,
}
_WORD = "|".join(sorted([*_UNITS, *_TENS, *_SCALES], key=lambda w: (-len(w), w)))
_SPELT = (
    r"(?:half\s+a\s+dozen|an?\s+(?:dozen|hundred|thousand|score)"
    rf"|(?:{_WORD})(?:(?:\s+and\s+|[\s-]+)(?:{_WORD}))*)"
)
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?!\d)|\d+(?:\.\d+)?"
_PLAIN = rf"(?:(?:{_DIGITS})(?:\s+(?:million|thousand|hundred))?|{_SPELT})"
_LOOSE = "|".join(sorted(VAGUE, key=lambda w: (-len(w), w)))
_AT_LEAST, _AT_MOST, _ABOUT = (
    _WORDS[name].pattern for name in ("number_at_least", "number_at_most", "number_about")
)
NUMBER = re.compile(
    rf"\b(?:(?P<least>{_AT_LEAST})\s+|(?P<most>{_AT_MOST})\s+|(?P<about>{_ABOUT})\s+)*"
    rf"(?:between\s+(?P<from>{_PLAIN})\s+and\s+(?P<till>{_PLAIN})"
    rf"|(?P<low>{_PLAIN})(?:\s+(?:to|or)\s+|(?<=\d)\s?[-–]\s?(?=\d))(?P<high>{_PLAIN})"
    rf"|(?P<vague>{_LOOSE})\b|(?P<plain>{_PLAIN}))(?P<member>[\s-]+member\s+family)?(?![\w%]|[.,:]\d|-\w+(?:\s+old)?\b(?<!old))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the text: offsets, inclusive bounds, and whether it counts a family's members."""

    start: int
    end: int
    low: int | None
    high: int | None
    family: bool = False


def find_numbers(text: str, start: int, end: int) -> list[Number]:
    """The numbers between two offsets, with bounds by the codebook."""
    return [_number(match) for match in NUMBER.finditer(text, start, end)]


def _number(match: re.Match[str]) -> Number:
    low, high = _bounds(match)
    return Number(match.start(), match.end(), low, high, bool(match["member"]))


def _bounds(match: re.Match[str]) -> tuple[int | None, int | None]:
    if match["from"]:
        return to_int(match["from"]), to_int(match["till"])
    if match["low"]:
        return to_int(match["low"]), to_int(match["high"])
    if match["vague"]:
        return VAGUE[re.sub(r"\s+", " ", match["vague"].lower())], None
    value = to_int(match["plain"])
    if match["least"]:
        return value, None
    return (None, value) if match["most"] else (value, value)


def to_int(words: str) -> int:
    """The value of a number in digits or in words ("1,200", "two dozen", "twenty-four")."""
    total = current = 0
    for part in re.findall(
        r"\d[\d,.  ]*\d|\d|[a-z]+", words.lower().replace("half a dozen", "six")
    ):
        if part[0].isdigit():
            current += _digits(part)
        elif part in _SCALES:
            current = max(current, 1) * _SCALES[part]
            if _SCALES[part] >= 1000:
                total, current = total + current, 0
        else:
            current += _UNITS.get(part, _TENS.get(part, 0))
    return total + current


def _digits(part: str) -> int:
    plain = re.sub(r"[,  ]", "", part)
    return int(float(plain))
