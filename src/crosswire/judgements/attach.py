"""Where a judgement or a person's claim holds on to, in an article that may be cleaned anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from crosswire.records import Anchor, Article, Claim, Span, Speaker

LEAST_OVERLAP = 0.5  # of two quotes, as a share of both together, where their triggers are apart
PERSON = "person:"


def best_overlap(
    anchor: Anchor, article: Article, claims: Iterable[Claim], given_on: str | None = None
) -> Claim | None:
    """The claim that an anchor holds on to: over its trigger, else over most of its quote.

    Of several at the same words it is the one that the judgement was ``given_on``, by its id,
    where that is still there, else a machine's before a person's.
    """
    quote, trigger = find(anchor.quote, article.text), find(anchor.trigger, article.text)
    fits = []
    for claim in claims:
        share, touch = _share(quote, claim.quote), _share(trigger, claim.trigger)
        if share >= LEAST_OVERLAP or (touch and share):
            machine = not claim.extractor.startswith(PERSON)
            fits.append(((touch, share, claim.id == given_on, machine, claim.id), claim))
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def find(span: Span, text: str) -> Span | None:
    """The span's words in a text, at the place nearest to where they stood before."""
    if text[span.start : span.end] == span.quote:
        return span
    before = text.rfind(span.quote, 0, span.start + len(span.quote))
    after = text.find(span.quote, span.start)
    places = [at for at in (before, after) if at >= 0]
    if not places or not span.quote:
        return None
    at = min(places, key=lambda at: (abs(at - span.start), at))
    return Span(at, at + len(span.quote), span.quote)


def move(claim: Claim, article: Article) -> Claim | None:
    """A claim on the article as it is now; None where some of its words stand there no more."""
    if claim.article_id == article.id:
        return claim
    try:
        return replace(
            claim,
            article_id=article.id,
            quote=_moved(claim.quote, article),
            trigger=_moved(claim.trigger, article),
            side_a=tuple(_moved(span, article) for span in claim.side_a),
            side_b=tuple(_moved(span, article) for span in claim.side_b),
            places=tuple(_moved(span, article) for span in claim.places),
            date_words=claim.date_words and _moved(claim.date_words, article),
            casualties=tuple(replace(n, words=_moved(n.words, article)) for n in claim.casualties),
            speaker=claim.speaker and _moved_speaker(claim.speaker, article),
        )
    except LookupError:
        return None


def _moved(span: Span, article: Article) -> Span:
    found = find(span, article.text)
    if found is None:
        raise LookupError(span.quote)
    return found


def _moved_speaker(speaker: Speaker, article: Article) -> Speaker:
    via = speaker.via and _moved(speaker.via, article)
    return replace(speaker, words=_moved(speaker.words, article), via=via)


def _share(a: Span | None, b: Span) -> float:
    """How much two spans share, of the stretch that both together take up."""
    if a is None:
        return 0.0
    shared = min(a.end, b.end) - max(a.start, b.start)
    return max(0, shared) / (max(a.end, b.end) - min(a.start, b.start) or 1)
