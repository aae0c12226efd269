"""An article as the model reads it: overlapping windows of words, word pieces and cues.

The same code prepares training and coding, so that the model is asked what it was taught.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from crosswire.claims.casualties import at_most, count_people, counts_things
from crosswire.claims.numbers import find_numbers
from crosswire.claims.people import OUTCOME, head_end, outcome_of
from crosswire.claims.sentences import (
    Sentence,
    Word,
    kept,
    passed_over,
    span_of,
    split_sentences,
)
from crosswire.claims.speakers import find_attributions
from crosswire.claims.sport import is_match_report, tells_of_victims
from crosswire.claims.triggers import find_hits
from crosswire.records import Article, Casualties, EventType, Outcome, Span, Who
from crosswire.vocab.lexicon import Lexicon, load_lexicon

OWN, BEFORE = 200, 56  # word pieces that a window codes, and that it only reads before them
TYPES, OUTCOMES = tuple(EventType), tuple(Outcome)
CUES = (
    *("place", "date", "speaker", "speech", "number", "capital", "headline", "paragraph", "hit"),
    *(f"outcome_{outcome}" for outcome in OUTCOMES),
    *(f"type_{kind}" for kind in TYPES),
)
_CUE = {name: column for column, name in enumerate(CUES)}
CLS, SEP = 101, 102


@dataclass(frozen=True)
class Reading:
    """An article's sentences, its words in order, and what is known of each word beforehand.

    ``cues`` is (words, cues), 0 or 1; ``sentence_of`` gives each word's sentence.
    """

    article: Article
    sentences: Sequence[Sentence]
    words: Sequence[Word]
    sentence_of: Sequence[int]
    cues: NDArray[np.float32]
    places: Sequence[Span]
    dates: Sequence[Span]

    def counts(self, sentence: int) -> list[tuple[Casualties, bool]]:
        """A sentence's numbers that can count people, and whether a rule knows their outcome."""
        text, home = self.article.text, self.sentences[sentence]
        known = [(count.casualties, True) for count in count_people(text, home)]
        for number in find_numbers(text, home.start, home.end):
            end = max(head_end(text, number.end, home.end), number.end)
            head = text[number.end : end]
            if counts_things(text, number, head):
                continue
            if all(end <= c.words.start or c.words.end <= number.start for c, _ in known):
                words = span_of(text, number.start, end)
                count = Casualties(
                    words, Outcome.KILLED, Who.UNKNOWN, number.low, at_most(number, head)
                )
                known.append((count, False))
        return known


@dataclass(frozen=True)
class Window:
    """Words ``first`` to ``last`` of a reading, of which those from ``own`` on are coded here.

    ``pieces`` (pieces,) are word-piece ids with the marks of start and end, ``cues`` (pieces, cues)
    the cues of their words; ``heads`` gives, for each word, the position of its first piece.
    """

    first: int
    own: int
    last: int
    pieces: NDArray[np.int64]
    cues: NDArray[np.float32]
    heads: NDArray[np.int64]


@cache
def load_tokenizer() -> Tokenizer:
    """The encoder's uncased word pieces."""
    data = resources.files("crosswire.claims.model").joinpath("data", "tokenizer.json")
    tokenizer = Tokenizer.from_str(data.read_text("utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def read(article: Article, places: Sequence[Span], dates: Sequence[Span]) -> Reading:
    """An article's words with their cues, without what is passed over."""
    without = passed_over(article)
    places, dates = kept(places, without), kept(dates, without)
    sentences = split_sentences(article.text, without)
    if is_match_report(article.text):
        sentences = [s for s in sentences if tells_of_victims(article.text[s.start : s.end])]
    words = [word for sentence in sentences for word in sentence.words]
    sentence_of = [n for n, sentence in enumerate(sentences) for _ in sentence.words]
    cues = np.zeros((len(words), len(CUES)), dtype=np.float32)
    starts = np.array([w.start for w in words], dtype=np.int64)
    ends = np.array([w.end for w in words], dtype=np.int64)

    def mark(cue: str, start: int, end: int) -> None:
        low, high = np.searchsorted(ends, start, "right"), np.searchsorted(starts, end, "left")
        cues[low:high, _CUE[cue]] = 1

    for span in places:
        mark("place", span.start, span.end)
    for span in dates:
        mark("date", span.start, span.end)
    for number, word in enumerate(words):
        cues[number, _CUE["capital"]] = article.text[word.start].isupper()
    lexicon, paragraph = load_lexicon(), -1
    for sentence in sentences:
        _mark_sentence(article.text, sentence, lexicon, mark)
        if sentence.end <= len(article.title):
            mark("headline", sentence.start, sentence.end)
        if sentence.paragraph != paragraph:
            mark("paragraph", sentence.start, sentence.start + 1)
        paragraph = sentence.paragraph
    return Reading(article, sentences, words, sentence_of, cues, places, dates)


def _mark_sentence(
    text: str, sentence: Sentence, lexicon: Lexicon, mark: Callable[[str, int, int], None]
) -> None:
    for told in find_attributions(text, sentence):
        mark("speech", *told.cue)
        if told.speaker:
            mark("speaker", told.speaker.words.start, told.speaker.words.end)
    for number in find_numbers(text, sentence.start, sentence.end):
        mark("number", number.start, number.end)
    for match in OUTCOME.finditer(text, sentence.start, sentence.end):
        mark(f"outcome_{outcome_of(match)}", match.start(), match.end())
    for hit in find_hits(text, sentence, lexicon):
        mark("hit", hit.start, hit.end)
        if hit.row.type is not None:
            mark(f"type_{hit.row.type}", hit.start, hit.end)


def windows(reading: Reading) -> Iterator[Window]:
    """The windows that a reading is coded in; each sentence is coded in exactly one."""
    encoding = load_tokenizer().encode(
        [reading.article.text[w.start : w.end] for w in reading.words],
        is_pretokenized=True,
        add_special_tokens=False,
    )
    ids = np.array(encoding.ids, dtype=np.int64)
    owner = np.array(encoding.word_ids, dtype=np.int64)
    if not len(ids):
        return
    # A word of which no piece is left (a lone accent) reads as the piece that follows it.
    head = np.minimum(np.searchsorted(owner, np.arange(len(reading.words))), len(ids) - 1)
    for first, own, last in _spans(reading, head, len(ids)):
        low, high = head[first], head[last] if last < len(head) else len(ids)
        pieces = np.concatenate([[CLS], ids[low:high], [SEP]])
        cues = np.zeros((len(pieces), len(CUES)), dtype=np.float32)
        cues[1:-1] = reading.cues[owner[low:high]]
        yield Window(first, own, last, pieces, cues, head[first:last] - low + 1)


def _spans(reading: Reading, head: NDArray[np.int64], total: int) -> Iterator[tuple[int, int, int]]:
    """Whole sentences up to OWN pieces, with up to BEFORE pieces of whole sentences before them."""
    edges = [0]  # word numbers at which a window may be cut
    position = 0
    for sentence in reading.sentences:
        position += len(sentence.words)
        while _size(head, edges[-1], position, total) > OWN:  # a sentence too long for one window
            cut = int(np.searchsorted(head, head[edges[-1]] + OWN)) - 1
            edges.append(max(cut, edges[-1] + 1))
        edges.append(position)
    at = 0
    while at < len(edges) - 1:
        end = at + 1
        while end + 1 < len(edges) and _size(head, edges[at], edges[end + 1], total) <= OWN:
            end += 1
        first = at
        while first and _size(head, edges[first - 1], edges[at], total) <= BEFORE:
            first -= 1
        yield edges[first], edges[at], edges[end]
        at = end


def _size(head: NDArray[np.int64], first: int, last: int, total: int) -> int:
    return int((head[last] if last < len(head) else total) - head[first])
