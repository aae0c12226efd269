"""An incident's claims side by side: by origin, each text once with its copies.

What is claimed to have happened, or to go on, stands apart from what is denied, planned or
possible. Long incidents show the first tellings of each origin; the rest have their own page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from crosswire.exports.report_claims import Piece, by_origin, number_words, pieces
from crosswire.records import Claim, Origin, Status
from crosswire.rows import ClaimRow, IncidentRow

TELLINGS = 6  # of one origin on the incident's own page
ORIGINS = 24  # of one incident on its own page
COPIES = 12  # of one telling that are named
DONE = frozenset({Status.OCCURRED, Status.ONGOING})
ONE_SENTENCE = 0.6  # share of common words, as the stories take edited sentences for one
PERSON = "person:"


@dataclass(frozen=True, slots=True)
class Telling:
    """The earliest of a text's copies that tell of an incident, and the others."""

    row: ClaimRow
    copies: tuple[ClaimRow, ...] = ()

    @property
    def claim(self) -> Claim:
        """The claim as it reads now."""
        return self.row.claim

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Its sentence, cut at the words that its values rest on."""
        return pieces(self.claim)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Its numbers of people as words."""
        return tuple(number_words(number) for number in self.claim.casualties)

    @property
    def ids(self) -> tuple[str, ...]:
        """The claims of all copies, its own first."""
        return (self.claim.id, *(copy.claim.id for copy in self.copies))

    @property
    def by_hand(self) -> str:
        """The name of the person who made the claim; empty for a machine's."""
        made = self.claim.extractor
        return made.removeprefix(PERSON) if made.startswith(PERSON) else ""


@dataclass(frozen=True, slots=True)
class Voice:
    """An origin and what it tells; ``more`` is how many tellings its own page has beside these."""

    origin: Origin
    told: tuple[Telling, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Voices:
    """Those who tell of it as done or under way, and those who deny, plan or suppose it.

    ``more`` is how many further origins there are.
    """

    done: tuple[Voice, ...]
    apart: tuple[Voice, ...]
    more: int = 0

    @property
    def several(self) -> bool:
        """Whether there is more than one telling, so that some can be split off."""
        told = sum(len(voice.told) + voice.more for voice in (*self.done, *self.apart))
        return told + self.more > 1

    @property
    def shown(self) -> frozenset[str]:
        """The claims that have a place on the page."""
        told = (each for voice in (*self.done, *self.apart) for each in voice.told)
        return frozenset(
            claim.claim.id for each in told for claim in (each.row, *each.copies[:COPIES])
        )


def voices(row: IncidentRow, most: int = TELLINGS, origins: int = ORIGINS) -> Voices:
    """Who says what of an incident: at most so many origins, with so many tellings each."""
    done: list[Voice] = []
    apart: list[Voice] = []
    for origin, told in by_voice(row):
        for kept, into in ((_of(told, DONE), done), (_of(told, set(Status) - DONE), apart)):
            if kept:
                into.append(Voice(origin, tuple(kept[:most]), len(kept[most:])))
    return Voices(
        tuple(done[:origins]), tuple(apart[:origins]), len(done[origins:]) + len(apart[origins:])
    )


def by_voice(row: IncidentRow) -> list[tuple[Origin, list[Telling]]]:
    """All tellings by origin, in the order of the incident's origins.

    What counts for no origin, such as a denial, stands under the outlet that prints it.
    """
    return [
        (origin, _tellings(claims, origin.name))
        for found, told in by_origin(row.incident, row.claims)
        for origin, claims in ([(found, told)] if found.key else _by_outlet(told))
    ]


def _by_outlet(claims: Iterable[ClaimRow]) -> list[tuple[Origin, list[ClaimRow]]]:
    groups: dict[str, list[ClaimRow]] = {}
    for row in claims:
        groups.setdefault(row.article.outlet or "unknown outlet", []).append(row)
    return [(Origin(f"printed:{name}", name, ()), rows) for name, rows in groups.items()]


def _tellings(claims: Iterable[ClaimRow], origin: str) -> list[Telling]:
    """Each sentence once with its copies in other articles; the origin's own first, then by age."""
    groups: dict[tuple[str, str, str], list[_Sentence]] = {}
    found: list[_Sentence] = []
    for row in sorted(claims, key=lambda each: _age(each, origin)):
        words = frozenset(row.claim.quote.quote.split())
        story = groups.setdefault(_text(row), [])
        best = max(story, key=lambda each: each.share(row, words), default=None)
        if best is not None and best.share(row, words) >= ONE_SENTENCE:
            best.rows.append(row)
            best.articles.add(row.article.id)
        else:
            made = _Sentence(words, [row], {row.article.id})
            story.append(made)
            found.append(made)
    return [Telling(each.rows[0], tuple(each.rows[1:])) for each in found]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a story, and the claims on it so far, one of each article."""

    words: frozenset[str]
    rows: list[ClaimRow]
    articles: set[str]

    def share(self, row: ClaimRow, words: frozenset[str]) -> float:
        """How many words are common; none where the article has this sentence already."""
        if row.article.id in self.articles:
            return 0.0
        return 2 * len(self.words & words) / (len(self.words) + len(words) or 1)


def _text(row: ClaimRow) -> tuple[str, str, str]:
    """What copies have in common: the story, and what is told of which kind of event."""
    return row.story_id or row.claim.id, str(row.claim.type), str(row.claim.status)


def _age(row: ClaimRow, origin: str) -> tuple[bool, date, int, str, int, str]:
    article, claim = row.article, row.claim
    day = article.published_at or date.max
    copied = len(article.credits)
    return article.outlet != origin, day, copied, article.id, claim.quote.start, claim.id


def _of(told: Iterable[Telling], statuses: Collection[Status]) -> list[Telling]:
    return [each for each in told if each.claim.status in statuses]
