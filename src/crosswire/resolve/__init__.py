"""Words to gazetteer places, known actors and days; each answer with its precision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from crosswire.records import Article, Claim, Party, Place, Resolution, Role, Span, Status, When
from crosswire.resolve.actors import resolve_party
from crosswire.resolve.dates import resolve_date
from crosswire.resolve.places import Gazetteer, GazetteerError
from crosswire.resolve.referring import refer
from crosswire.vocab import Vocabulary

__all__ = ["Gazetteer", "GazetteerError", "resolve_article"]

TO_COME = frozenset({Status.PLANNED, Status.HYPOTHETICAL})


def resolve_article(
    article: Article, claims: Sequence[Claim], gazetteer: Gazetteer, vocabulary: Vocabulary
) -> list[Resolution]:
    """The resolution of each claim of one article, in the claims' order.

    All toponyms of the article are resolved together, so that one name is one place in all claims,
    and so are all parties, so that "the group" is the one that the article names.
    """
    spans = sorted({span for claim in claims for span in claim.places})
    near = [article.dateline.place] if article.dateline and article.dateline.place else []
    placed = gazetteer.resolve_places(spans, article.text, near)
    places = dict(zip(spans, placed, strict=True))
    theatre = _theatre(placed)
    made = [_resolve(c, article, places, theatre, vocabulary) for c in claims]
    return refer(article, made, vocabulary, theatre)


def _resolve(
    claim: Claim,
    article: Article,
    places: dict[Span, Place],
    theatre: str | None,
    vocabulary: Vocabulary,
) -> Resolution:
    own = tuple(places[span] for span in claim.places)
    date = _date(claim, article)
    day = date.start if date else article.anchor_date
    country = _theatre(own) or theatre
    spans = [(Role.SIDE_A, s) for s in claim.side_a] + [(Role.SIDE_B, s) for s in claim.side_b]
    if claim.speaker:
        spans.append((Role.SPEAKER, claim.speaker.words))
    parties: list[Party] = [resolve_party(s, r, vocabulary, day, country) for r, s in spans]
    return Resolution(claim.id, own, tuple(parties), date)


def _date(claim: Claim, article: Article) -> When | None:
    if claim.date_words is None:
        return None
    coming = claim.status in TO_COME
    return resolve_date(claim.date_words, article.anchor_date, coming=coming)


def _theatre(places: Sequence[Place]) -> str | None:
    """The country that most of the places lie in; None where there is none, or two tie."""
    counts = Counter(p.country for p in places if p.country)
    ranked = sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
