"""Sport is told in the words of war: what a match report's attacks and strikes are not."""

from __future__ import annotations

from crosswire.vocab.lexicon import load_lexicon

_SPORT = load_lexicon().expressions["sport"]
_VICTIMS = load_lexicon().expressions["victims"]
LEAST_WORDS = 5  # different words of sport: an attack on a stadium has two or three
LEAST_SHARE = 0.02  # of all words: a report of war that speaks of a player has fewer


def is_match_report(text: str) -> bool:
    """Whether an article is on sport, by how many and how thick its words of sport are."""
    found = [match.group().lower() for match in _SPORT.finditer(text)]
    return len(set(found)) >= LEAST_WORDS and len(found) >= LEAST_SHARE * len(text.split())


def tells_of_victims(sentence: str) -> bool:
    """Whether a sentence tells of dead or wounded, as one of a match report may too."""
    return bool(_VICTIMS.search(sentence))
