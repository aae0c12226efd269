"""Generated floods: a few independent origins of one incident, and forty articles that add none.

What the origins earn is reckoned here from the table of sources below and the rules of
docs/grades.md, and not by the code that is measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from bench.grade_cases import Case

FLOODS = 200
FLOOD = 40  # articles that add no origin
SEED = 20240301
EARLY, TOLL = "12 killed civilian", "31 killed civilian"  # of the first day, and from the next on
INFLATED = "900 killed civilian"
DOER, DENIER = "sy_air_force", "osce"

Row = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """An origin as claims tell it, its side in the war, and a second outlet of its owner."""

    claim: Mapping[str, str]
    side: str | None = None
    sister: str | None = None


SOURCES = (
    Source({"outlet": "Reuters"}),
    Source({"outlet": "AFP"}),
    Source({"outlet": "Al Jazeera"}),
    Source({"outlet": "Dawn"}),
    Source({"outlet": "Radio Dabanga"}, sister="Radio Tamazuj"),
    Source({"outlet": "Al-Ahram", "credit": "Associated Press"}),
    Source({"outlet": "Haaretz", "speaker": "msf"}),
    Source({"outlet": "SANA"}, "government", "Syrian TV"),
    Source({"outlet": "Tasnim"}, "government", "Fars News Agency"),
    Source({"outlet": "Al-Manar"}, "government", "Al-Ahed News"),
    Source({"outlet": "RIA Novosti"}, "government", "Sputnik"),
    Source({"outlet": "Sky News", "speaker": "ru_military"}, "government"),
    Source({"outlet": "Enab Baladi"}, "opposition"),
    Source({"outlet": "BBC", "speaker": "sohr"}, "opposition"),
    Source({"outlet": "The Guardian", "speaker": "white_helmets"}, "opposition"),
    Source({"outlet": "Daily Sabah"}, "opposition"),
)
# Who prints copies, and quotes: no origin of the table above publishes under these names.
PRINTERS = ("The Independent", "CNN", "NPR", "Gulf News", "The Hindu", "El País", "Kalub Mirror")


def floods(number: int = FLOODS, seed: int = SEED) -> Iterator[Case]:
    """Floods of each kind in turn, and every last one of all kinds together."""
    kinds = [*KINDS, "all"]
    for at in range(number):
        yield flood(kinds[at % len(kinds)], f"{seed}-{at}")


def flood(kind: str, seed: str) -> Case:
    """A flood of one kind; the same seed gives the same one."""
    random = Random(seed)
    truth = random.sample(SOURCES, random.randint(1, 4))
    doer = random.choice([{}, {"doer": DOER}])
    rows: list[Row] = [row for source in truth for row in _told(source, doer)]
    rows += _answer(random, doer)
    expect = {
        "grade": earned(truth, rows),
        "responsibility": _responsibility(rows, doer),
        "known": len(truth) + any(row.get("speaker") == DOER for row in rows if _happened(row)),
        "best": [TOLL],
    }
    for at in range(FLOOD):
        chosen = kind if kind != "all" else random.choice([*KINDS])
        rows.append(KINDS[chosen](random, random.choice(truth), doer, at))
    random.shuffle(rows)
    return Case(f"flood {seed}: {len(truth)} origins, {kind}", rows, expect)


def _told(source: Source, doer: Row) -> list[Row]:
    """What an origin tells on the first day, and on the next with a higher toll."""
    first = {**source.claim, **doer, "toll": [EARLY], "story": _story(source, EARLY)}
    return [first, {**first, "toll": [TOLL], "story": _story(source, TOLL), "day": 2}]


def _story(source: Source, toll: str) -> str:
    return "-".join([*source.claim.values(), toll])


def _answer(random: Random, doer: Row) -> list[Row]:
    """What the accused or another monitor says to it, in some of the cases."""
    if not doer:
        return []
    accused = {"outlet": "Kyodo", "speaker": DOER, **doer}
    other = {"outlet": "Kyodo", "speaker": DENIER, **doer, "status": "denied"}
    answers: tuple[list[Row], ...] = ([], [accused], [{**accused, "status": "denied"}], [other])
    return random.choice(answers)


def earned(truth: list[Source], rows: list[Row]) -> str:
    """The grade that the origins earn: the ordered rows of docs/grades.md."""
    sides = {source.side for source in truth if source.side}
    if any(row.get("speaker") == DOER and _happened(row) for row in rows):
        return "established"
    if len(truth) >= 3 and len(sides) > 1:
        return "established"
    if any(row.get("speaker") == DENIER for row in rows):
        return "contested"
    return "fair" if len(truth) >= 2 else "weak"


def _responsibility(rows: list[Row], doer: Row) -> str:
    if not doer:
        return "unknown"
    answers = [row for row in rows if row.get("speaker") in (DOER, DENIER)]
    if not answers:
        return "undisputed"
    return "accepted" if _happened(answers[0]) else "disputed"


def _happened(row: Row) -> bool:
    return "status" not in row


# --- what adds no origin -------------------------------------------------------------------------
def _reprint(random: Random, source: Source, doer: Row, at: int) -> Row:
    """The first text or the second elsewhere: with its speaker, under its credit, or neither."""
    claim = dict(source.claim)
    first = claim.pop("outlet")
    toll = random.choice([EARLY, TOLL])
    copied = {"copied_from": {"outlet": first}, "story": _story(source, toll)}
    return {
        **claim,
        **doer,
        **copied,
        "outlet": _printer(random),
        "toll": [toll],
        "day": _day(random),
    }


def _shared_speaker(random: Random, source: Source, doer: Row, at: int) -> Row:
    """Another outlet that heard the same speaker, or quotes the same outlet, in its own words."""
    said = source.claim.get("speaker") or source.claim.get("credit") or source.claim["outlet"]
    return {
        **doer,
        "outlet": _printer(random),
        "speaker": said,
        "toll": [TOLL],
        "day": _day(random),
    }


def _same_owner(random: Random, source: Source, doer: Row, at: int) -> Row:
    """Another outlet of the owner, where there is one; else the origin once more."""
    again = {**source.claim, **doer, "toll": [TOLL], "day": _day(random)}
    return {**again, "outlet": source.sister} if source.sister else again


def _puppet(random: Random, source: Source, doer: Row, at: int) -> Row:
    """An unknown outlet with words of its own, that also denies, plans, inflates and blames."""
    status = random.choice(["occurred", "occurred", "ongoing", "denied", "planned"])
    blamed = {"doer": random.choice([DOER, "syrian_opposition"])} if doer else {}
    kind = random.choice(["air_strike", "shelling", "bombing"])
    row = {**blamed, "outlet": f"Kalub {at}", "status": status, "type": kind, "day": _day(random)}
    return {**row, "toll": [random.choice([EARLY, TOLL, INFLATED])]}


def _unnamed(random: Random, source: Source, doer: Row, at: int) -> Row:
    """A voice without a name, through the origin's own outlet or an unknown one.

    Through an outlet of neither side it may deny the event: that is no denial of the outlet.
    """
    own = source.claim["outlet"] if len(source.claim) == 1 else f"Kalub {at}"
    outlet = random.choice([own, f"Kalub {at}"])
    voice = random.choice(["a military source", "local sources", "an eyewitness"])
    row = {**doer, "outlet": outlet, "unnamed": voice, "toll": [TOLL], "day": _day(random)}
    denies = source.side is None and random.random() < 0.3
    return {**row, "status": "denied"} if denies else row


def _paraphrase(random: Random, source: Source, doer: Row, at: int) -> Row:
    """Own words under the credit of an agency, or told as heard from the outlet."""
    heard = source.claim.get("credit") or source.claim["outlet"]
    row = {**doer, "outlet": _printer(random), "toll": [TOLL], "day": _day(random)}
    if "speaker" in source.claim:
        return {**row, "speaker": source.claim["speaker"], "credit": "United Press International"}
    return {**row, "unnamed": "a witness", "via": heard}


def _printer(random: Random) -> str:
    return random.choice(PRINTERS)


def _day(random: Random) -> int:
    return random.randint(2, 9)


KINDS: dict[str, Callable[[Random, Source, Row, int], Row]] = {
    "reprints": _reprint,
    "shared speakers": _shared_speaker,
    "owners": _same_owner,
    "sock puppets": _puppet,
    "voices without a name": _unnamed,
    "paraphrases": _paraphrase,
}
