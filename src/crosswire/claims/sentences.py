"""Text to sentences and words, with offsets kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crosswire.records import Article, Span

MAX_QUOTE_WORDS = 90  # CLAIMS.md: a longer quote is not read


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark of punctuation: offsets into the article's text, and its lower-case form."""

    start: int
    end: int
    lower: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: offsets into the article's text, its paragraph's number, and its words."""

    start: int
    end: int
    paragraph: int
    words: tuple[Word, ...]


_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*(?:[^\W\d_]+)?|[^\W_]+(?:['’ʿʾ][^\W\d_]+)*['’]?|[^\w\s]"
)
_PARAGRAPH = re.compile(r"[ \t]*\r?\n(?:\s*\n)+\s*|[ \t]*\r?\n[ \t]*(?![a-z])")
_STOP = re.compile(
    r"(?<=[.!?…])[\"”’')\]]*(?:\s+(?=[\"“‘'(\[]*[A-Z0-9])|(?<=[a-z]{2}\.)(?=[A-Z][a-z]))"
    r"|(?<=[.!?…])[\"”’')\]]+\s+(?=\S)"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“])(?:gen|col|lt|maj|capt|sgt|cpl|brig|adm|cmdr|mr|mrs|ms|dr|prof|st|rev|sen|rep|gov|"
    r"pres|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|no|vs|approx|dept|inc|ltd|mt|ft|al|"
    r"[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_])\.$",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"[\"“‘'(]*(?:The|A|An|In|On|At|He|She|It|They|We|But|And|This|That|These|Those|After|However|"
    r"Meanwhile|Its|His|Their|There|Some|Many|As|When|While|If|For|By|According)\b"
)
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\.$")


def split_words(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words and marks between two offsets."""
    return tuple(
        Word(m.start(), m.end(), _lower(m.group())) for m in _WORD.finditer(text, start, end)
    )


def _lower(word: str) -> str:
    return "u.s." if word == "US" else word.lower()  # the country is not the pronoun


def split_sentences(text: str, passed_over: Iterable[Span] = ()) -> list[Sentence]:
    """The sentences of a text in order, without what lies in the spans to be passed over."""
    spans = sorted(passed_over, key=lambda s: (s.start, s.end))
    out: list[Sentence] = []
    for number, (start, end) in enumerate(_pieces(text, 0, len(text), _PARAGRAPH)):
        for low, high in _between(start, end, spans):
            out.extend(_sentences(text, low, high, number))
    return out


def _sentences(text: str, start: int, end: int, paragraph: int) -> Iterable[Sentence]:
    for low, high in _joined(text, list(_pieces(text, start, end, _STOP))):
        words = split_words(text, low, high)
        if any(word.lower.isalnum() for word in words):
            yield Sentence(words[0].start, words[-1].end, paragraph, words)


def _pieces(text: str, start: int, end: int, cut: re.Pattern[str]) -> Iterable[tuple[int, int]]:
    for match in cut.finditer(text, start, end):
        keep = match.start() + len(match.group().rstrip())
        if keep > start:
            yield start, keep
        start = match.end()
    if start < end:
        yield start, end


def _joined(text: str, pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces cut at an abbreviation's dot are one sentence again."""
    out: list[tuple[int, int]] = []
    for start, end in pieces:
        if out and _goes_on(text, out[-1][1], start):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _goes_on(text: str, end: int, start: int) -> bool:
    before = text[max(0, end - 16) : end]
    if not _ABBREVIATION.search(before):
        return False
    return not (_DOTTED.search(before) and _OPENER.match(text, start))


def _between(start: int, end: int, spans: Sequence[Span]) -> Iterable[tuple[int, int]]:
    for span in spans:
        if span.end <= start or span.start >= end:
            continue
        if span.start > start:
            yield start, span.start
        start = max(start, span.end)
    if start < end:
        yield start, end


def span_of(text: str, start: int, end: int) -> Span:
    """The span between two offsets with its words."""
    return Span(start, end, text[start:end])


def cut_quote(text: str, sentence: Sentence, low: int, high: int, trigger: tuple[int, int]) -> Span:
    """The words of a sentence between two offsets, cut around the trigger where they are many."""
    words = [w for w in sentence.words if low <= w.start < high]
    lead = next((i for i, w in enumerate(words) if w.end > trigger[0]), 0)
    first = max(0, lead - MAX_QUOTE_WORDS // 2)
    last = min(len(words), first + MAX_QUOTE_WORDS - 5)
    start, end = words[first].start, max(words[last - 1].end, trigger[1])
    return span_of(text, start, start + len(text[start:end].rstrip(" .,;:")))


def passed_over(article: Article) -> list[Span]:
    """Masks, and the dateline: it says where and when the article was filed, not the event."""
    dateline = [article.dateline.span] if article.dateline else []
    return [*(mask.span for mask in article.masks), *dateline]


def kept(found: Sequence[Span], without: Sequence[Span]) -> list[Span]:
    """The spans that touch nothing that is passed over, in the text's order."""
    return sorted(
        (s for s in found if not any(s.start < p.end and p.start < s.end for p in without)),
        key=lambda s: s.start,
    )
