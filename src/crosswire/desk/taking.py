"""Taking up what people decided in another database, from ``crosswire export judgements``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from crosswire import judgements
from crosswire.records import Claim, Dropped, Judgement
from crosswire.store import Batch, Store, codec

ROOM = "judgements"


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file of judgements.

    ``new`` judgements and ``claims`` made by persons were taken up, ``known`` ones were here
    before, ``retracted`` ones were taken back here since they were there. ``left_out`` lines could
    not be taken up; each has a reason.
    """

    new: int
    known: int
    retracted: int
    claims: int
    left_out: tuple[Dropped, ...] = ()


def take_up(store: Store, lines: Iterable[str]) -> Taken:
    """Append the judgements and persons' claims of a file that this database lacks.

    Nothing is derived yet: the next rebuild is due. A judgement whose documents are not here is
    kept, and waits for them; a person's claim needs its document, since it is made of its words.
    What was taken back there is taken back here, and never the other way round. Raises StoreError.
    """
    given: dict[str, Judgement] = {}
    made: dict[str, tuple[str, Claim]] = {}
    left_out: list[Dropped] = []
    for number, line in enumerate(lines, start=1):
        try:
            found = _read(line)
        except (ValueError, KeyError, TypeError, AttributeError):
            left_out.append(_unread(number))
            continue
        if isinstance(found, Judgement):
            given[found.id] = found
        elif found:
            made[found[1].id] = found
    with store.only_writer():
        placed = list(_placed(store, made, left_out))
        here = {row.judgement.id: row.judgement for row in store.judgements_view()}
        new = [each for key, each in given.items() if key not in here]
        store.append(Batch(claims=placed, judgements=new))
        back = [
            each
            for key, each in given.items()
            if each.retracted_at and key in here and not here[key].retracted_at
        ]
        for each in back:
            assert each.retracted_at
            store.retract(each.id, each.retracted_at, each.retracted_by)
    known = len(given) - len(new)
    return Taken(len(new), known, len(back), len(placed), tuple(left_out))


def _read(line: str) -> Judgement | tuple[str, Claim] | None:
    """A judgement, or a person's claim with its document; None for an empty line."""
    if not line.strip():
        return None
    told = json.loads(line)
    if "claim" in told:
        claim = codec.loads(Claim, json.dumps(told["claim"]))
        if not claim.extractor.startswith(judgements.PERSON):
            raise ValueError(claim.extractor)
        return str(told["document_id"]), claim
    return _judgement(told)


def _judgement(told: dict[str, Any]) -> Judgement:
    kept = ("verdict", "anchors", "by", "at", "field", "value", "retracted_at", "given_on")
    values = {key: told[key] for key in (*kept, "retracted_by") if key in told}
    made = codec.loads(Judgement, json.dumps({"id": told["judgement_id"], **values}))
    if not (made.id.startswith("jdg_") and made.by.strip() and made.anchors and made.at.tzinfo):
        raise ValueError(made.id)
    return made


def _placed(
    store: Store, made: dict[str, tuple[str, Claim]], left_out: list[Dropped]
) -> Iterator[Claim]:
    """The claims that are not here yet, on their documents' articles as they are read here."""
    with store.around() as around:
        evidence = around.evidence({document_id for document_id, _ in made.values()})
        known = around.stored(made)
    articles = {article.document_id: article for article in evidence.articles}
    for key, (document_id, claim) in sorted(made.items()):
        if key in known:
            continue
        article = articles.get(document_id)
        # Looked for word by word even where it says that it is of this very article.
        moved = judgements.move(replace(claim, article_id=""), article) if article else None
        if moved is not None:
            yield moved
            continue
        lacks = "the words of this claim" if article else "the document of this claim"
        reason = f"There is no trace of {lacks} in this database."
        hint = "Run its files here, then import again."
        left_out.append(Dropped(key, ROOM, reason, hint))


def _unread(number: int) -> Dropped:
    reason = "The line is no judgement, and no claim of a person."
    hint = "Import what `crosswire export judgements --format jsonl` wrote."
    return Dropped(f"line {number}", ROOM, reason, hint)
