"""What an editor changed: the sentences and phrases that a copy drops and adds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from crosswire.records import Article, Edit
from crosswire.stories.words import words_of

# A paragraph's end, or the space behind a full stop (with its closing quotes) before a new start.
# It begins with its first space, by which it is looked for.
_SENTENCE_END = re.compile(r"\s(?:(?<=[.!?]\s)\s*|(?<=[.!?][\"'”’)]\s)\s*|(?<=\n)\s*|\s*\n\s*)")
# Two sentences with this share of words in common are one sentence that was edited.
_SAME_SENTENCE = 0.6
# Changes of fewer letters (a comma, an article) are no edit that a reader looks for.
_LEAST_PHRASE = 3


Part = tuple[Article, int, int]  # code points of an article's text
Sentence = tuple[str, tuple[str, ...]]  # as it stands, and its folded words


def sentences(part: Part) -> list[Sentence]:
    """The sentences of a part of an article, masks left out."""
    article, at, end = part
    pieces = []
    for mask in sorted(article.masks):
        pieces.append(article.text[at : max(at, min(end, mask.span.start))])
        at = max(at, mask.span.end)
    text = "\n".join([*pieces, article.text[at:end]])
    found = (sentence.strip() for sentence in _SENTENCE_END.split(text))
    told = ((sentence, _folded(sentence)) for sentence in found)
    return [(sentence, words) for sentence, words in told if words]


@lru_cache(maxsize=2**12)
def _folded(sentence: str) -> tuple[str, ...]:
    """The words of a sentence; a copy has most of the sentences that were read just before."""
    return tuple(words_of(sentence))


def compare(article_id: str, first: Sequence[Sentence], copy: Sequence[Sentence]) -> Edit | None:
    """What a copy dropped from the first article and added; None where nothing was changed."""
    kept = {words for _, words in first} & {words for _, words in copy}
    gone = [sentence for sentence in first if sentence[1] not in kept]
    came = [sentence for sentence in copy if sentence[1] not in kept]
    dropped, added = _pair_up(gone, came)
    return Edit(article_id, tuple(dropped), tuple(added)) if dropped or added else None


def _pair_up(gone: Sequence[Sentence], came: Sequence[Sentence]) -> tuple[list[str], list[str]]:
    """Sentences that were edited are told by their changed phrases, the others whole."""
    dropped: list[str] = []
    added: list[str] = []
    left = _Left(came)
    for sentence in gone:
        twin = left.take_twin(sentence)
        if twin is None:
            dropped.append(sentence[0])
            continue
        old, new = _phrases(sentence[0], twin[0])
        dropped += old
        added += new
    return dropped, added + [sentence for sentence, _ in left.sentences.values()]


class _Left:
    """The sentences of a copy that no sentence of the first article was paired with yet."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = dict(enumerate(sentences))
        self.words = {at: frozenset(words) for at, (_, words) in self.sentences.items()}
        self.having: dict[str, list[int]] = defaultdict(list)
        for at, words in self.words.items():
            for word in words:
                self.having[word].append(at)

    def take_twin(self, sentence: Sentence) -> Sentence | None:
        """The most similar one, where one is similar enough; of equals the first. It is taken."""
        words = frozenset(sentence[1])
        best, found = _SAME_SENTENCE, None
        for at in self._likely(words):
            theirs = self.words[at]
            share = 2 * len(words & theirs) / (len(words) + len(theirs))
            if share > best:
                best, found = share, at
        return None if found is None else self.sentences.pop(found)

    def _likely(self, words: frozenset[str]) -> list[int]:
        """Those that can have words enough in common, in their order.

        A twin has more than ``share / (2 - share)`` of the words, so that it has one of the rarest
        among the others and as many more (the prefix filter of set joins).
        """
        rarest = sorted(words, key=lambda word: (len(self.having.get(word, ())), word))
        least = int(_SAME_SENTENCE / (2 - _SAME_SENTENCE) * len(rarest)) + 1
        having = (self.having.get(word, ()) for word in rarest[: len(rarest) - least + 1])
        return sorted({at for some in having for at in some if at in self.sentences})


def _phrases(old: str, new: str) -> tuple[list[str], list[str]]:
    a, b = old.split(), new.split()
    keys_a, keys_b = [_key(word) for word in a], [_key(word) for word in b]
    steps = SequenceMatcher(None, keys_a, keys_b, autojunk=False).get_opcodes()
    changed = [step for step in steps if step[0] != "equal"]
    dropped = [" ".join(a[i:j]) for _, i, j, _, _ in changed]
    added = [" ".join(b[i:j]) for _, _, _, i, j in changed]
    return _telling(dropped), _telling(added)


@lru_cache(maxsize=2**16)
def _key(word: str) -> str:
    """What is compared of a word with the marks around it."""
    return "".join(words_of(word))


def _telling(phrases: list[str]) -> list[str]:
    return [p for p in phrases if sum(c.isalnum() for c in p) >= _LEAST_PHRASE or p.isdigit()]
