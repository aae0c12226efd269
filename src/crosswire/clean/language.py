"""The language of a text, as ISO 639-1 code."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

SAMPLE = 1000  # characters: more changes no verdict
SHORT = 25  # words; below it names outweigh the words that tell a language
SURE = 0.95  # probability from which on a short text is taken to be in another language
DEFAULT = "en"
LATIN = re.compile(r"[A-Za-zÀ-ÿ]")
LETTER = re.compile(r"[^\W\d_]")


def find_language(text: str) -> str:
    """The language of the text; a short one in Latin letters is English unless another is sure."""
    sample = text[:SAMPLE].strip()
    if not sample:
        return DEFAULT
    language, probability = _identifier().classify(sample)
    latin = len(LATIN.findall(sample)) * 2 > len(LETTER.findall(sample))
    if latin and len(sample.split()) < SHORT and probability < SURE:
        return DEFAULT
    return str(language)


@cache
def _identifier() -> Any:
    from py3langid import langid  # its model takes a moment to load, and is loaded once

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
