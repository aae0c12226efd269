"""What people decided on claims, in words: the history of an incident, and the marks on a claim."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crosswire.records import Claim, Judgement, Verdict
from crosswire.rows import JudgementRow
from crosswire.store import Store

SAID = {
    Verdict.ACCEPT: "accepted",
    Verdict.REJECT: "rejected",
    Verdict.EDIT: "edited",
    Verdict.SAME: "joined",
    Verdict.NOT_SAME: "parted",
    Verdict.NOTE: "noted",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """One judgement: who did what, when, and to which words. ``value`` is what was set or noted."""

    id: str
    verdict: Verdict
    verb: str
    field: str
    value: str
    by: str
    at: datetime
    retracted_at: datetime | None
    claim_ids: tuple[str, ...]
    quotes: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """Whether it was not taken back."""
        return self.retracted_at is None


@dataclass(frozen=True, slots=True)
class Decisions:
    """The judgements on some claims, the latest first, and those that stand by their claim."""

    rows: tuple[JudgementRow, ...]
    history: tuple[Decided, ...]
    of: Mapping[str, tuple[Decided, ...]]

    def on(self, claim_id: str) -> tuple[Decided, ...]:
        """What stands of what was decided on a claim."""
        return self.of.get(claim_id, ())


def decisions(store: Store, claims: Iterable[Claim]) -> Decisions:
    """What people decided on these claims, what was taken back among it."""
    ids = [claim.id for claim in claims]
    return in_words(store.judgements_of(ids) if ids else [])


def in_words(rows: Iterable[JudgementRow]) -> Decisions:
    """Judgements as a page says them."""
    rows = tuple(rows)
    history = [_decided(row) for row in rows]
    of: dict[str, tuple[Decided, ...]] = {}
    for each in history:
        for claim_id in each.claim_ids if each.stands else ():
            of[claim_id] = (*of.get(claim_id, ()), each)
    return Decisions(rows, tuple(sorted(history, key=lambda each: each.at, reverse=True)), of)


def _decided(row: JudgementRow) -> Decided:
    made = row.judgement
    return Decided(
        id=made.id,
        verdict=made.verdict,
        verb=SAID[made.verdict],
        field=(made.field or "").replace("_", " "),
        value=_value(made),
        by=made.by,
        at=made.at,
        retracted_at=made.retracted_at,
        claim_ids=row.claim_ids,
        quotes=tuple(dict.fromkeys(anchor.quote.quote for anchor in made.anchors)),
    )


def _value(made: Judgement) -> str:
    """What was set or noted, in words; values that are JSON are read."""
    value = made.value or ""
    if made.verdict is Verdict.NOTE:
        return value
    if made.verdict is not Verdict.EDIT:
        return ""
    try:
        told = json.loads(value) if made.field in READ else None
    except ValueError:
        told = None
    if told is not None:
        return READ[made.field or ""](told) or "nothing"
    return value.replace("_", " ") or "nothing"


def _casualties(told: Any) -> str:
    rows = [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []
    return "; ".join(_number(each) for each in rows)


def _number(told: Mapping[str, Any]) -> str:
    ends = [
        str(end) for end in dict.fromkeys((told.get("low"), told.get("high"))) if end is not None
    ]
    who = told.get("who") or "unknown"
    count = " to ".join(ends) or "a number not told"
    return f"{count} {told.get('outcome', '')}{'' if who == 'unknown' else f' ({who})'}"


def _place(told: Any) -> str:
    return str(told.get("name", "")) if isinstance(told, dict) else ""


READ = {"casualties": _casualties, "place": _place}
