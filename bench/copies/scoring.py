"""What an answer is worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations

from bench.copies.corpus import Corpus, Pair
from crosswire.records import Story
from crosswire.stories import find_stories


@dataclass
class Answer:
    """What one method says: pairs that are copies or updates, and copied stretches if it can."""

    copies: set[Pair]
    updates: set[Pair] | None
    stretches: dict[Pair, list[tuple[int, int]]] | None


def ordered(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def crosswire_answer(corpus: Corpus) -> Answer:
    names = {article.id: name for name, article in corpus.articles.items()}
    stories = find_stories(corpus.articles.values())
    answer = Answer(set(), set(), defaultdict(list))
    for story in stories:
        take_story(story, names, corpus, answer)
    answer.copies -= answer.updates or set()
    return answer


def take_story(story: Story, names: dict[str, str], corpus: Corpus, answer: Answer) -> None:
    """Two versions of one live article are an update, all others of a story are copies."""
    assert answer.updates is not None
    assert answer.stretches is not None
    held: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for passage in story.passages:
        held[names[passage.article_id]].append((passage.start, passage.end))
    later = {names[one] for one in story.updates}
    for a, b in combinations(sorted(held), 2):
        one, other = corpus.articles[a], corpus.articles[b]
        live = one.url == other.url is not None or one.outlet == other.outlet is not None
        (answer.updates if live and later & {a, b} else answer.copies).add((a, b))
        answer.stretches[a, b] += held[b]
        answer.stretches[b, a] += held[a]


@dataclass
class Score:
    """What an answer is worth; ``wrong`` and ``missed`` are what to read."""

    found: int = 0
    copies: int = 0
    updates: int = 0
    updates_told: int = 0
    right_everywhere: int = 0
    wrong_everywhere: int = 0
    wrong: dict[Pair, Pair] = field(default_factory=dict)
    missed: list[Pair] = field(default_factory=list)
    alone: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    together: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    negatives: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    letters: list[int] = field(default_factory=lambda: [0, 0, 0])

    @property
    def figures(self) -> dict[str, float]:
        """The figures that have floors, between 0 and 1."""
        both, said, true = self.letters
        return {
            "precision": self.found / max(1, self.found + len(self.wrong)),
            "precision, all pairs": self.right_everywhere
            / max(1, self.right_everywhere + self.wrong_everywhere),
            "recall": self.found / max(1, self.copies),
            "updates": self.updates_told / max(1, self.updates),
            "passages": 2 * both / max(1, said + true),
        }


def score(corpus: Corpus, answer: Answer) -> Score:
    result = Score()
    for pair, edits in corpus.pairs.items():
        key = ordered(*pair)
        if edits == ["update"]:
            score_update(key, answer, result)
        else:
            score_copy(pair, edits, key in answer.copies, result)
        if edits != ["update"] or answer.updates is not None:
            for at, letters in enumerate(count_letters(corpus, answer, pair)):
                result.letters[at] += letters
    said = answer.copies | (answer.updates or set())
    for pair in sorted(said):
        score_anywhere(pair, corpus, result)
    for pair, kind in corpus.negatives.items():
        result.negatives[kind][0] += ordered(*pair) in said
        result.negatives[kind][1] += 1
    return result


def score_update(key: Pair, answer: Answer, result: Score) -> None:
    if answer.updates is None:
        return
    result.updates += 1
    result.updates_told += key in answer.updates
    if key in answer.copies:
        result.wrong[key] = key
        result.wrong_everywhere += 1


def score_copy(pair: Pair, edits: Sequence[str], found: bool, result: Score) -> None:
    result.copies += 1
    result.found += found
    if not found:
        result.missed.append(pair)
    kinds = result.alone if len(edits) == 1 else result.together
    for edit in edits:
        kinds[edit][0] += found
        kinds[edit][1] += 1


def score_anywhere(pair: Pair, corpus: Corpus, result: Score) -> None:
    """Whether two articles that were put together, wherever, have an original in common."""
    ours, theirs = (corpus.families(name) for name in pair)
    if ours & theirs:
        result.right_everywhere += 1
        return
    sources = [ordered(a, b) for a in sorted(ours) for b in sorted(theirs)]
    if not corpus.natural.intersection(sources):
        result.wrong_everywhere += 1
        result.wrong.setdefault(sources[0], pair)


def count_letters(corpus: Corpus, answer: Answer, pair: Pair) -> tuple[int, int, int]:
    """Letters and digits of the copy outside of masks: rightly said reused, said, reused."""
    source, copy = pair
    article = corpus.articles[copy]
    news = {at for at, letter in enumerate(article.text) if letter.isalnum()}
    for mask in article.masks:
        news.difference_update(range(mask.span.start, mask.span.end))
    true = [(start, end) for start, end, of in corpus.reused[copy] if of == source]
    said = said_stretches(answer, pair, len(article.text))
    reused, found = (
        news.intersection(chain.from_iterable(range(*ends) for ends in stretches))
        for stretches in (true, said)
    )
    return len(reused & found), len(found), len(reused)


def said_stretches(answer: Answer, pair: Pair, length: int) -> Collection[tuple[int, int]]:
    if answer.stretches is not None:
        return answer.stretches.get(pair, [])
    return [(0, length)] if ordered(*pair) in answer.copies else []
