"""The rule coder: an article's claims by the codebook, from the lexicon and a small grammar."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from crosswire.claims.casualties import count_people, finish
from crosswire.claims.corefer import first_telling
from crosswire.claims.parties import Sides, find_sides, points_back
from crosswire.claims.people import Count, OutcomeWord
from crosswire.claims.refine import Told, event_type
from crosswire.claims.sentences import (
    MAX_QUOTE_WORDS,
    Sentence,
    cut_quote,
    kept,
    passed_over,
    span_of,
    split_sentences,
)
from crosswire.claims.speakers import Attribution, Voice, find_attributions, speaker_at
from crosswire.claims.sport import is_match_report, tells_of_victims
from crosswire.claims.status import status_of
from crosswire.claims.triggers import VIOLENT, Mention, find_hits, group
from crosswire.records import Article, Claim, EventType, Outcome, Span, Speaker, claim_id
from crosswire.vocab.lexicon import Lexicon, load_lexicon

EXTRACTOR = "rules-1"

FindSpans = Callable[[str], list[Span]]


def _no_dates(text: str) -> list[Span]:
    return []


@dataclass
class _Reading:
    """What reading an article has gathered so far."""

    article: Article
    lexicon: Lexicon
    places: list[Span]
    dates: list[Span]
    voice: Voice = field(default_factory=Voice)
    told: Told | None = None
    last_places: tuple[Span, ...] = ()
    claims: list[Claim] = field(default_factory=list)


def extract(
    article: Article, find_places: FindSpans, find_dates: FindSpans = _no_dates
) -> list[Claim]:
    """The claims of an article in the order of its text.

    Args:
        article: the text; nothing is read inside its masks and its dateline.
        find_places: toponyms of a text as spans; called once, on the whole text.
        find_dates: words for days and periods of a text as spans; called once.
    """
    text, without = article.text, passed_over(article)
    reading = _Reading(
        article=article,
        lexicon=load_lexicon(),
        places=kept(find_places(text), without),
        dates=kept(find_dates(text), without),
    )
    on_sport = is_match_report(text)
    for number, sentence in enumerate(split_sentences(text, without)):
        if not on_sport or tells_of_victims(text[sentence.start : sentence.end]):
            _read_sentence(reading, number, sentence)
    return reading.claims


def _read_sentence(reading: _Reading, number: int, sentence: Sentence) -> None:
    text = reading.article.text
    attributions = find_attributions(text, sentence)
    carried = reading.voice.hear(sentence, number, attributions, _is_quoted(text, sentence))
    mentions = group(text, sentence, find_hits(text, sentence, reading.lexicon))
    if mentions:
        typed = _typed(reading, number, mentions)
        counts = count_people(text, sentence, _outcome_words(typed))
        _add_claims(reading, typed, counts, (attributions, carried))
    here = _inside(reading.places, sentence.start, sentence.end)
    reading.last_places = here or reading.last_places


_TYPE_OUTCOME = {
    EventType.DISPLACEMENT: Outcome.DISPLACED,
    EventType.ABDUCTION: Outcome.CAPTURED,
    EventType.ARREST: Outcome.CAPTURED,
}


def _outcome_words(typed: Sequence[tuple[Mention, EventType]]) -> list[OutcomeWord]:
    return [
        OutcomeWord(hit.start, hit.end, _TYPE_OUTCOME[kind])
        for mention, kind in typed
        if kind in _TYPE_OUTCOME
        for hit in mention.hits
    ]


def _is_quoted(text: str, sentence: Sentence) -> bool:
    return text[sentence.start] in '"“' or text[max(0, sentence.start - 1)] in '"“'


def _typed(
    reading: _Reading, number: int, mentions: Sequence[Mention]
) -> list[tuple[Mention, EventType]]:
    out = []
    for mention in mentions:
        kind = event_type(reading.article.text, mention, reading.lexicon, reading.told, number)
        if kind is None:
            continue
        if kind in VIOLENT:
            reading.told = Told(kind, number)
        out.append((mention, kind))
    return out


def _add_claims(
    reading: _Reading,
    typed: Sequence[tuple[Mention, EventType]],
    counts: Sequence[Count],
    voices: tuple[Sequence[Attribution], Speaker | None],
) -> None:
    shares = _share(typed, counts)
    sides = Sides()
    for position, (mention, kind) in enumerate(typed):
        sides = find_sides(reading.article.text, mention, sides)
        speaker = speaker_at(mention.lead.start, *voices)
        if not sides.a and points_back(mention):
            sides = replace(sides, a=_antecedent(reading, mention, speaker))
        claim = _claim(reading, mention, kind, alone=len(typed) == 1)
        claim = replace(
            claim,
            places=_outside(claim.places, sides, speaker),
            side_a=sides.a,
            side_b=sides.b,
            casualties=finish(reading.article.text, shares[position], kind),
            speaker=speaker,
        )
        first = first_telling(claim, [c for c in reading.claims if c.same_as is None])
        if first:
            day = claim.date_words or first.date_words
            claim = replace(claim, same_as=first.id, date_words=day)
        reading.claims.append(replace(claim, id=claim_id(claim)))


def _outside(places: Sequence[Span], sides: Sides, speaker: Speaker | None) -> tuple[Span, ...]:
    """The places without those that only name who acts or who speaks ("the Syrian army")."""
    names = [*sides.a, *([speaker.words] if speaker else ())]
    return tuple(p for p in places if not any(_only_names(p, name) for name in names))


def _only_names(place: Span, name: Span) -> bool:
    if not (name.start <= place.start and place.end <= name.end):
        return False
    before = name.quote[: place.start - name.start].split()
    return not before or before[-1].lower() not in {"in", "at", "near", "from", "of"}


def _antecedent(reading: _Reading, mention: Mention, speaker: Speaker | None) -> tuple[Span, ...]:
    """Whom "it" or "they" stands for: the speaker of the sentence, else the last side named."""
    start = mention.sentence.start
    if speaker and start <= speaker.words.start < mention.lead.start:
        return (speaker.words,)
    return next((c.side_a for c in reversed(reading.claims) if c.side_a), ())


def _claim(reading: _Reading, mention: Mention, kind: EventType, alone: bool) -> Claim:
    text = reading.article.text
    row = mention.lead.row
    return Claim(
        id="",
        article_id=reading.article.id,
        quote=_quote(text, mention, alone),
        trigger=span_of(text, mention.lead.start, mention.lead.end),
        type=kind,
        status=status_of(text, mention, kind),
        places=_places(reading, mention, alone),
        date_words=_date(reading, mention),
        confidence=row.confidence if row.type is not None else round(row.confidence * 0.8, 2),
        extractor=EXTRACTOR,
    )


def _quote(text: str, mention: Mention, alone: bool) -> Span:
    """The clause; the whole sentence where it tells one event and is short enough to quote."""
    low, high = mention.clause
    if alone and len(mention.sentence.words) <= MAX_QUOTE_WORDS // 2:
        low, high = mention.sentence.start, mention.sentence.end
    return cut_quote(text, mention.sentence, low, high, (mention.lead.start, mention.lead.end))


def _inside(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    first = bisect.bisect_left(spans, start, key=lambda s: s.start)
    out = []
    for span in spans[first:]:
        if span.start >= end:
            break
        if span.end <= end:
            out.append(span)
    return tuple(out)


def _places(reading: _Reading, mention: Mention, alone: bool) -> tuple[Span, ...]:
    """The clause's toponyms, else the sentence's, else those of the sentence before."""
    low, high = mention.clause
    sentence = mention.sentence
    if not alone:
        found = _inside(reading.places, low, high)
        if found:
            return found
    return _inside(reading.places, sentence.start, sentence.end) or reading.last_places


_SAID_ON = re.compile(
    r"\b(?:said|told|says|reported|announced|added|disclosed|stated|statement)\b(?:\s+\w+){0,3}\s+(?:on\s+)?$",
    re.IGNORECASE,
)


def _date(reading: _Reading, mention: Mention) -> Span | None:
    """The date words nearest to the trigger; "said on Tuesday" dates the statement."""
    text = reading.article.text
    found = [
        span
        for span in _inside(reading.dates, mention.sentence.start, mention.sentence.end)
        if not _SAID_ON.search(text[max(mention.sentence.start, span.start - 40) : span.start])
    ]
    return min(found, key=lambda s: (abs(s.start - mention.lead.start), s.start), default=None)


_OUTCOMES_OF: dict[Outcome, frozenset[EventType]] = {
    Outcome.KILLED: VIOLENT
    | {EventType.CASUALTIES_REPORT, EventType.OTHER, EventType.SIEGE, EventType.WEAPONS_DISRUPTED},
    Outcome.INJURED: VIOLENT | {EventType.CASUALTIES_REPORT, EventType.OTHER},
    Outcome.CAPTURED: frozenset(
        {
            EventType.ARREST,
            EventType.ABDUCTION,
            EventType.ARMED_CLASH,
            EventType.GROUP_CHANGE,
            EventType.TERRITORY_GAINED,
        }
    ),
    Outcome.DISPLACED: frozenset({EventType.DISPLACEMENT, EventType.CASUALTIES_REPORT}),
    Outcome.MISSING: VIOLENT | {EventType.CASUALTIES_REPORT},
}


def _share(
    typed: Sequence[tuple[Mention, EventType]], counts: Sequence[Count]
) -> list[list[Count]]:
    """Each number goes to the mention nearest to its outcome word that can have such people."""
    shares: list[list[Count]] = [[] for _ in typed]
    for count in counts:
        fitting = [
            (_distance(mention, count), position)
            for position, (mention, kind) in enumerate(typed)
            if kind in _OUTCOMES_OF[count.casualties.outcome]
        ]
        if fitting:
            shares[min(fitting)[1]].append(count)
    return shares


def _distance(mention: Mention, count: Count) -> int:
    return min(abs(hit.start - count.anchor) for hit in mention.hits)
