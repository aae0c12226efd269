"""Who the article credits with a claim: "X said", "according to X", "X told Y"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.claims.phrases import (
    DETERMINERS,
    PRONOUNS,
    before_comma,
    is_adverb,
    is_mark,
    past_modifier,
    phrase_left,
    phrase_right,
)
from crosswire.claims.sentences import Sentence, Word, span_of
from crosswire.records import Span, Speaker, SpeakerKind
from crosswire.vocab.lexicon import load_lexicon

_LEXICON = load_lexicon()
# Case counts: "the United States" and "Reports" say nothing, "Says" in a headline does.
_CUE = re.compile(
    r"(?<![-‐])\b(?:(?P<according>[Aa]ccording\s+to|[Aa]s\s+reported\s+by|in\s+the\s+words\s+of"
    r"|quoting|[Cc]iting|[Bb]ased\s+on(?=\s+(?:\w+\s+){0,2}(?:reports|sources|accounts)\b))"
    rf"\b|\b(?P<say>{_LEXICON.expressions['say'].pattern}|Says|Said|SAYS)\b)"
)
_NEEDS_THAT = _LEXICON.words["say_that"]
_SIGNERS = (
    "[Mm]onitors?|Observatory|TV|[Mm]edia|SANA|SOHR|AFP|[Pp]olice|[Aa]rmy|[Oo]fficials?|[Ww]itnesses"
    "|[Aa]ctivists|[Mm]inistry|[Rr]eports?|[Ss]ources?|[Mm]ilitary"
)
# A headline's last words, as in "Air raid kills nine - monitor" or "... State TV".
_SIGNED = re.compile(
    r"(?:\s[-–—:]\s|[:,]\s|\s(?=[A-Z]))"
    rf"(?P<who>(?:(?:[Tt]he|[Ss]tate|[Ll]ocal|[Hh]ealth|UN|[Rr]ebel|[Mm]edia)\s)?(?:{_SIGNERS}))\s*$"
)
_AFTER_SAY = _LEXICON.words["after_say"]
_CARRY = _LEXICON.words["pointing_back"]
# In this order: "the Syrian Observatory" is a monitor before it is a place.
_KINDS = tuple(
    (kind, _LEXICON.expressions[f"voice_{kind}"])
    for kind in (
        SpeakerKind.MONITOR,
        SpeakerKind.RESCUE,
        SpeakerKind.INTERNATIONAL,
        SpeakerKind.ANONYMOUS,
        SpeakerKind.MEDIA,
        SpeakerKind.ARMED_GROUP,
        SpeakerKind.MILITARY,
        SpeakerKind.GOVERNMENT,
    )
)
_PERSON = re.compile(r"^(?:[A-Z][\w'’\-.]+\s+){1,4}[A-Z][\w'’\-]+$|^[A-Z][\w'’\-]+$")
_VIA = re.compile(r"^\s+(?:the\s+)?(?P<via>(?:[A-Z][\w'’\-.]*\s?)+(?:news agency)?)", re.ASCII)
_LEADING = re.compile(
    r"^(?:(?:meanwhile|also|however|but|and|earlier|later|(?:on )?[A-Z]\w+day|in the meantime)"
    r"[,\s]+)+(?=\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speaker's words, the cue that credits them, and whether it leads its clause."""

    cue: tuple[int, int]
    speaker: Speaker | None
    leads: bool


def kind_of(words: str) -> SpeakerKind:
    """What sort of voice the words name; a bare name is a person, anything else ``other``."""
    for kind, pattern in _KINDS:
        if pattern.search(words):
            return kind
    return SpeakerKind.PERSON if _PERSON.match(words) else SpeakerKind.OTHER


def find_attributions(text: str, sentence: Sentence) -> list[Attribution]:
    """Every attribution in a sentence, in the order of the text."""
    out = []
    for cue in _CUE.finditer(text, sentence.start, sentence.end):
        found = _according(text, sentence, cue) if cue["according"] else _said(text, sentence, cue)
        if found:
            out.append(found)
    if not out:
        signed = _SIGNED.search(text, sentence.start, sentence.end)
        if signed:
            span = span_of(text, *signed.span("who"))
            out.append(Attribution(signed.span("who"), Speaker(span, kind_of(span.quote)), False))
    return out


def _according(text: str, sentence: Sentence, cue: re.Match[str]) -> Attribution | None:
    words = sentence.words
    first = next((i for i, w in enumerate(words) if w.start >= cue.end()), len(words))
    phrase = phrase_right(words, first, text)
    if not phrase:
        return None
    after = phrase[1]
    if (
        after + 1 < len(words)
        and words[after - 1].lower in _ROLE_NOUNS
        and words[after].lower in {"in", "for", "at", "close"}
    ):
        more = phrase_right(words, after + 1, text)
        phrase = (phrase[0], more[1]) if more else phrase
    speaker = _speaker(text, words, phrase, None)
    if speaker is None or (speaker.kind is SpeakerKind.OTHER and speaker.words.quote.islower()):
        return None
    return Attribution(cue.span(), speaker, leads=True)


def _said(text: str, sentence: Sentence, cue: re.Match[str]) -> Attribution | None:
    words = sentence.words
    at = next((i for i, w in enumerate(words) if w.start >= cue.start()), len(words))
    if not _credits(text, words, at, cue):
        return None
    subject = _subject(text, words, at)
    via = _via(text, cue)
    if subject == "carry":
        return Attribution(cue.span(), None, leads=True)
    if isinstance(subject, tuple) and not _hangs(text, words, subject):
        return Attribution(cue.span(), _speaker(text, words, subject, via), leads=True)
    return _inverted(text, words, at, cue)


def _hangs(text: str, words: Sequence[Word], phrase: tuple[int, int]) -> bool:
    """ "Based on field reports": a bare noun after a preposition says nothing."""
    first = words[phrase[0]]
    bare = phrase[1] - phrase[0] < 3 and text[first.start].islower()
    return bare and phrase[0] > 0 and words[phrase[0] - 1].lower in {"on", "of", "by", "with", "to"}


def _credits(text: str, words: Sequence[Word], at: int, cue: re.Match[str]) -> bool:
    """Whether the verb reports speech: some verbs do so only before "that" or at a clause's end."""
    if cue.group().lower() not in _NEEDS_THAT:
        return True
    after = [w for w in words[at:] if w.start >= cue.end()]
    if not after or is_mark(after[0]):
        return True
    return after[0].lower in _AFTER_SAY or after[0].lower[0].isdigit()


def _subject(text: str, words: Sequence[Word], at: int) -> tuple[int, int] | str | None:
    end = at
    while end > 0 and (
        is_adverb(words[end - 1])
        or words[end - 1].lower in {"has", "have", "had", "went", "on", "to", "further", "also"}
    ):
        end -= 1
    if end == 0:
        return None
    if words[end - 1].lower in _CARRY:
        return "carry"
    if words[end - 1].lower == ",":
        return before_comma(text, words, end - 1)
    phrase = _with_place(words, phrase_left(words, end, text, frozenset({"of"})), text)
    return past_modifier(text, words, phrase)


_ROLE_NOUNS = _LEXICON.words["role_nouns"]


def _with_place(
    words: Sequence[Word], phrase: tuple[int, int] | None, text: str
) -> tuple[int, int] | None:
    """ "sources in the church", "a spokesman for the rebels": the role before the preposition."""
    if (
        not phrase
        or phrase[0] < 2
        or words[phrase[0] - 1].lower not in {"in", "for", "at", "from", "inside", "near"}
    ):
        return phrase
    role = phrase_left(words, phrase[0] - 1, text)
    if not role:
        return phrase
    opens = role[0] == 0 or is_mark(words[role[0] - 1]) or words[role[0] - 1].lower == "that"
    return (role[0], phrase[1]) if opens or words[role[1] - 1].lower in _ROLE_NOUNS else phrase


def _inverted(text: str, words: Sequence[Word], at: int, cue: re.Match[str]) -> Attribution | None:
    """'"...," said the governor': only right after a quotation or a comma."""
    if (
        at == 0
        or not is_mark(words[at - 1])
        or cue.group().lower() not in {"said", "says", "added", "reported", "told"}
    ):
        return None
    phrase = phrase_right(words, at + 1, text)
    if not phrase or words[at + 1].lower == "that":
        return None
    if words[at + 1].lower in _CARRY:
        return Attribution(cue.span(), None, leads=False)
    phrase = _with_apposition(words, phrase, text)
    return Attribution(cue.span(), _speaker(text, words, phrase, None), leads=False)


def _with_apposition(words: Sequence[Word], phrase: tuple[int, int], text: str) -> tuple[int, int]:
    """ "said Ana Moreau, a nurse at the clinic": the name and what follows its comma."""
    comma = phrase[1]
    if (
        comma + 1 >= len(words)
        or words[comma].lower != ","
        or words[comma + 1].lower not in {"a", "an", "the", "head", "spokesman", "director"}
    ):
        return phrase
    end = comma + 1
    while end < len(words) and not is_mark(words[end]) and end - comma < 10:
        end += 1
    return phrase[0], end


def _via(text: str, cue: re.Match[str]) -> Span | None:
    if cue.group().lower() not in {"told", "tells"}:
        return None
    found = _VIA.match(text[cue.end() : cue.end() + 60])
    if not found or len(found["via"].strip()) < 3:
        return None
    start = cue.end() + found.start("via")
    return span_of(text, start, start + len(found["via"].rstrip()))


def _speaker(
    text: str, words: Sequence[Word], phrase: tuple[int, int], via: Span | None
) -> Speaker | None:
    start, end = words[phrase[0]].start, words[phrase[1] - 1].end
    lead = _LEADING.match(text[start:end])
    if lead:
        start += lead.end()
    span = span_of(text, start, end)
    if not span.quote.strip() or span.quote.lower() in PRONOUNS | DETERMINERS:
        return None
    return Speaker(span, kind_of(span.quote), via)


CARRY_SENTENCES = 1  # how far a voice reaches within its paragraph without being named again


class Voice:
    """The voice that is speaking: the last explicit words, and how far they reach."""

    def __init__(self) -> None:
        self._last: Speaker | None = None
        self._sentence = -100
        self._paragraph = -1

    def hear(
        self, sentence: Sentence, number: int, attributions: Sequence[Attribution], quoted: bool
    ) -> Speaker | None:
        """The sentence's carried-over speaker; call once a sentence, in order."""
        carried = self._carried(sentence, number, attributions, quoted)
        named = [a.speaker for a in attributions if a.speaker]
        if named:
            self._last = named[-1]
        if named or attributions or (quoted and carried):
            self._sentence, self._paragraph = number, sentence.paragraph
        return carried

    def _carried(
        self, sentence: Sentence, number: int, attributions: Sequence[Attribution], quoted: bool
    ) -> Speaker | None:
        if attributions or quoted:
            return self._last
        near = number - self._sentence <= CARRY_SENTENCES and sentence.paragraph == self._paragraph
        return self._last if near else None


def speaker_at(
    position: int, attributions: Sequence[Attribution], carried: Speaker | None
) -> Speaker | None:
    """Who tells an event at an offset: the nearest voice named before it, else the first after."""
    if not attributions:
        return carried
    before = [a for a in attributions if a.cue[1] <= position and a.leads]
    chosen = before[-1] if before else attributions[0]
    return chosen.speaker or carried
