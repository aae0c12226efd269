"""Encoding repair: what was text before it was decoded wrongly or escaped twice is text again."""

from __future__ import annotations

import html
import re

import ftfy

# Quotation marks stay as they were printed, or else a quote would not be found in the original.
CONFIG = ftfy.TextFixerConfig(
    uncurl_quotes=False,
    unescape_html=True,
    fix_latin_ligatures=False,
    fix_character_width=False,
    normalization="NFC",
    explain=False,
)
STRAY_A = re.compile(r"(?<![A-ZÀ-Þ])Â(?=[\s ]|$)")  # a no-break space, decoded as Latin-1
ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
BLOCK_TAG = re.compile(r"</?(?:p|br|div|li|ul|ol|h[1-6]|table|tr|blockquote)(?:\s[^<>]*)?/?>", re.I)
INLINE_TAG = re.compile(
    r"</?(?:a|b|i|u|em|strong|span|font|img|sup|sub|td|th)(?:\s[^<>]*)?/?>", re.I
)
SPACES = str.maketrans(dict.fromkeys("\xa0\u202f\u2007\u2009", " "))


def repair(text: str) -> str:
    """The text with its encoding mended (NFC), left-over HTML resolved, all line ends ``\\n``."""
    text = ftfy.fix_text(text, CONFIG)
    if "&" in text:
        text = ENTITY.sub(lambda found: html.unescape(found[0]), text)
    if "<" in text:
        text = INLINE_TAG.sub("", BLOCK_TAG.sub("\n", text))
    return STRAY_A.sub("", text).translate(SPACES)
