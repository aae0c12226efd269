"""Which bytes are text, and in which encoding."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 65_536  # bytes: enough to tell an encoding, and quick for it
CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
CONTROL_SHARE = 0.02  # of bytes; text has next to none, compressed data about a tenth
BROKEN_SHARE = 0.002  # of characters; a cut or a mended dump breaks single ones


def decode(content: bytes, declared: str | None = None) -> str | None:
    """The text of these bytes, or None where they are no text.

    A byte order mark decides, then UTF-8, then the declared encoding, then how the bytes look.
    """
    encoding = encoding_of(content[:SAMPLE], declared)
    return None if encoding is None else content.decode(encoding, "replace").lstrip("\ufeff")


def encoding_of(sample: bytes, declared: str | None = None) -> str | None:
    """The encoding of a text by its first bytes, or None where they are no text."""
    for mark, encoding in BOMS:
        if sample.startswith(mark):
            return encoding
    if is_binary(sample):
        return None
    if _is_utf8(sample):
        return "utf-8"
    return _known(declared) or _guess(sample)


def is_binary(sample: bytes) -> bool:
    """Whether bytes without a byte order mark hold NUL or more control codes than text has."""
    if b"\0" in sample:
        return True
    return len(sample) - len(sample.translate(None, CONTROLS)) > CONTROL_SHARE * len(sample)


def _is_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", "replace")
    # the sample may end inside a character, and single bad bytes do not make another encoding
    return text[:-1].count("\ufffd") <= BROKEN_SHARE * len(text)


def _known(name: str | None) -> str | None:
    try:
        return codecs.lookup(name).name if name else None
    except LookupError:
        return None


def _guess(sample: bytes) -> str | None:
    best = from_bytes(sample).best()
    return best.encoding if best else None
