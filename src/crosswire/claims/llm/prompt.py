"""What is sent: the codebook as instructions, and an article's own words in parts."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from crosswire.claims.llm.schema import SCHEMA
from crosswire.claims.sentences import split_sentences
from crosswire.records import Article
from crosswire.vocab import load

MAX_TOKENS = 8192  # of a reply; most models can give as many
MOST = 4000  # characters of a part: the claims of the densest articles are seven times as long
READING = "1"  # the version of the rules in ``reply.py``; another one codes again

_SURROGATE = re.compile("[\ud800-\udfff]")  # left in text by broken bytes; UTF-8 has no room for it
_PARAGRAPH = re.compile(r"[^\n]+")


@cache
def instructions() -> str:
    """The codebook in plain words; the types and their examples are rows of the vocabulary."""
    text = resources.files("crosswire.claims.llm").joinpath("instructions.md").read_text("utf-8")
    rows = load().event_types.values()
    types = [f'- `{row.type}`: {row.definition} "{" / ".join(row.examples)}"' for row in rows]
    return text.replace("{types}", "\n".join(types))


@cache
def version() -> str:
    """The first eight hex digits of the hash of all that makes a reply into claims."""
    canonical = json.dumps([instructions(), SCHEMA, MOST, MAX_TOKENS, READING], sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:8]


def parts(article: Article) -> list[str]:
    """The article's words outside its masks, in parts of whole paragraphs that are short enough.

    A paragraph that is too long by itself is cut between sentences, else between words.
    """
    out: list[str] = []
    for piece in _pieces(article):
        if out and len(out[-1]) + 1 + len(piece) <= MOST:
            out[-1] += "\n" + piece
        else:
            out.append(piece)
    return out


def question(part: str) -> str:
    """A part between marks; their number is the part's own hash, which it cannot hold."""
    number = hashlib.sha256(part.encode()).hexdigest()[:32]
    return f"<article {number}>\n{part}\n</article {number}>"


def _pieces(article: Article) -> Iterator[str]:
    for paragraph in _PARAGRAPH.finditer(_unmasked(article)):
        words = paragraph.group().strip()
        yield from _cut(words) if len(words) > MOST else filter(None, [words])


def _unmasked(article: Article) -> str:
    """The text with a line's end in place of each mask."""
    text, at = "", 0
    for mask in sorted(article.masks):
        if mask.span.start > at:
            text += article.text[at : mask.span.start] + "\n"
        at = max(at, mask.span.end)
    return _SURROGATE.sub("\ufffd", text + article.text[at:])


def _cut(paragraph: str) -> Iterator[str]:
    """Runs of sentences of a paragraph, each short enough."""
    start = end = 0
    for sentence in split_sentences(paragraph):
        if sentence.end - start > MOST and end > start:
            yield paragraph[start:end].strip()
            start = end
        end = sentence.end
        while end - start > MOST:
            space = paragraph.rfind(" ", start + 1, start + MOST)
            stop = space if space > 0 else start + MOST
            yield paragraph[start:stop].strip()
            start = stop
    if rest := paragraph[start:].strip():
        yield rest
