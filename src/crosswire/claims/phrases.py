"""Noun phrases by closed word classes: a small grammar in place of a parser."""

from __future__ import annotations

from collections.abc import Sequence

from crosswire.claims.sentences import Word
from crosswire.vocab.lexicon import load_lexicon

_WORDS = load_lexicon().words
DETERMINERS = _WORDS["determiners"]
PREPOSITIONS = _WORDS["prepositions"]
CONJUNCTIONS = _WORDS["conjunctions"]
RELATIVES = _WORDS["relatives"]
AUXILIARIES = _WORDS["auxiliaries"]
PRONOUNS = _WORDS["pronouns"]
ADVERBS = _WORDS["adverbs"]
# Verbs that end a noun phrase; forms in -ed are known by their ending.
VERBS = _WORDS["verbs"]
# Participles that stand before a noun ("armed men", "besieged town") and do not end its phrase.
PARTICIPLE_ADJECTIVES = _WORDS["participle_adjectives"]
# Words in -ing that stand before a noun ("a monitoring group"); others are verbs.
ING_ADJECTIVES = _WORDS["ing_adjectives"]
MAX_PHRASE_WORDS = 12  # a longer run of words is a parse gone wrong, not a party's name


def is_verb(word: Word) -> bool:
    """Whether a word ends a noun phrase as a verb does."""
    lower = word.lower
    if lower in VERBS:
        return True
    return len(lower) > 4 and lower.endswith("ed") and lower not in PARTICIPLE_ADJECTIVES


def is_adverb(word: Word) -> bool:
    """Whether a word can stand between a subject and its verb without being part of either."""
    lower = word.lower
    return lower in ADVERBS or (
        lower.endswith("ly") and lower not in {"family", "italy", "july", "assembly", "ally"}
    )


def is_mark(word: Word) -> bool:
    """Whether a word is punctuation that bounds a phrase; hyphens and apostrophes do not."""
    return not word.lower[0].isalnum() and word.lower not in {"-", "'", "’", "&", "(", ")", "/"}


def _ends(word: Word) -> bool:
    lower = word.lower
    closed = (
        lower in PREPOSITIONS
        or lower in CONJUNCTIONS
        or lower in RELATIVES
        or lower in AUXILIARIES
        or lower in ADVERBS
    )
    return closed or is_mark(word)


def phrase_left(
    words: Sequence[Word], end: int, text: str, links: frozenset[str] = frozenset({"of", "from"})
) -> tuple[int, int] | None:
    """The noun phrase that ends before word ``end`` as (first, past-last) word numbers.

    The ``links`` ("of", "from") and hyphens are part of a phrase; so is "for" inside a name.
    """
    first = end
    while (
        first > 0
        and end - first < MAX_PHRASE_WORDS
        and _joins_left(words, first - 1, end, text, links)
    ):
        first -= 1
        if words[first].lower in {"the", "a", "an"} and not _after_link(words, first):
            break
    while first < end and (
        words[first].lower in {"of", "from", "for", "and", "-", ")", "'", "’", "/"}
        or is_adverb(words[first])
    ):
        first += 1
    return (first, end) if first < end else None


def _after_link(words: Sequence[Word], index: int) -> bool:
    return index > 0 and words[index - 1].lower in {"of", "from", "for"}


def _joins_left(
    words: Sequence[Word], index: int, end: int, text: str, links: frozenset[str]
) -> bool:
    word = words[index]
    if _hyphenated(words, index, text):
        return True
    if word.lower == ".":
        return _abbreviates(words, index, text)
    if word.lower in links and (
        word.lower == "of" or (index > 0 and not is_verb(words[index - 1]))
    ):
        return index + 1 < end
    if word.lower in {"for", "and"} and 0 < index < end - 1:
        return _capital(words[index - 1], text) and _capital(words[index + 1], text)
    if word.lower in PRONOUNS - {"this", "that", "these", "those", "his", "her", "one"}:
        return False
    if word.lower in {"this", "that", "these", "those"}:
        return False
    if word.lower.endswith("ing"):
        return word.lower in ING_ADJECTIVES
    return not _ends(word) and not is_verb(word)


def _abbreviates(words: Sequence[Word], index: int, text: str) -> bool:
    """Whether a dot inside a sentence stands in a name ("Col. Daniel Haddad")."""
    inner = 0 < index < len(words) - 1
    return inner and words[index - 1].end == words[index].start and _capital(words[index + 1], text)


def _hyphenated(words: Sequence[Word], index: int, text: str) -> bool:
    """Whether the word is part of a compound such as "US-led" or "rebel-held"."""
    word = words[index]
    if word.lower == "-":
        return True
    after = words[index + 1] if index + 1 < len(words) else None
    before = words[index - 1] if index else None
    glued_after = after is not None and after.lower == "-" and after.start == word.end
    glued_before = before is not None and before.lower == "-" and before.end == word.start
    return glued_after or glued_before


def _capital(word: Word, text: str) -> bool:
    return text[word.start].isupper() or text[word.start].isdigit()


def phrase_right(words: Sequence[Word], start: int, text: str) -> tuple[int, int] | None:
    """The noun phrase that begins at word ``start``, with its "of" and without relative clauses."""
    last = start
    while (
        last < len(words)
        and last - start < MAX_PHRASE_WORDS
        and _joins_right(words, last, start, text)
    ):
        last += 1
    while last > start and words[last - 1].lower in {
        "of",
        "and",
        "for",
        "the",
        "a",
        "an",
        "(",
        "-",
    }:
        last -= 1
    return (start, last) if last > start else None


def _joins_right(words: Sequence[Word], index: int, start: int, text: str) -> bool:
    word = words[index]
    if _hyphenated(words, index, text):
        return True
    if word.lower == "of":
        return index > start
    if word.lower == ".":
        return _abbreviates(words, index, text)
    if word.lower in {"and", "for"} and start < index < len(words) - 1:
        return (
            _capital(words[index - 1], text)
            and _capital(words[index + 1], text)
            and word.lower == "for"
        )
    if word.lower in DETERMINERS:
        return index == start or words[index - 1].lower in {"of", "all", "both", "many", "some"}
    if word.lower == "to" or word.lower in PRONOUNS:
        return index == start and word.lower in {"them", "him", "her"}
    return not _ends(word) and not is_verb(word)


APPOSITION_WORDS = 14  # "the head of the observatory, who is based in Britain,": the longest seen


def before_comma(text: str, words: Sequence[Word], comma: int) -> tuple[int, int] | None:
    """The name and its apposition before a verb: "Vincent Okello, a police spokesman, said"."""
    for index in range(comma - 1, max(comma - APPOSITION_WORDS, 0), -1):
        if words[index].lower == ",":
            left = phrase_left(words, index, text)
            return (left[0], comma) if left else None
        if words[index].lower in {'"', "”", "“"}:
            return None
    return None


MODIFIER_WORDS = (
    14  # as far back as a relative clause between a name and its verb was seen to reach
)
_REDUCED = _WORDS["reduced_clauses"]


def past_modifier(
    text: str, words: Sequence[Word], phrase: tuple[int, int] | None
) -> tuple[int, int] | None:
    """The subject before a clause or phrase that hangs on it.

    "the observatory which tracks violence in the country said", "a trader reached by radio
    said": the noun right before the verb is not who speaks.
    """
    if not phrase or words[phrase[0]].lower in {"the", "a", "an"} or not phrase[0]:
        return phrase
    low = max(0, phrase[0] - MODIFIER_WORDS)
    for index in range(phrase[0] - 1, low, -1):
        if is_mark(words[index]) or words[index].lower in {"said", "that", "and"}:
            break
        if words[index].lower in {"which", "who"} or words[index].lower in _REDUCED:
            return phrase_left(words, index, text, frozenset({"of"})) or phrase
    return phrase
