"""The desk: the one place where what a person decides is stored, and followed at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Lock

from crosswire import pipeline
from crosswire.deriving import OnProgress, silent
from crosswire.desk.follow import Followed, follow
from crosswire.desk.making import (
    Placed,
    checked_name,
    edits_beside,
    first_beside,
    make_claim,
    make_judgement,
)
from crosswire.desk.mending import mend
from crosswire.desk.scene import Pending
from crosswire.judgements import UnfitError
from crosswire.records import Article, Judgement, Verdict
from crosswire.rows import JudgementRow
from crosswire.steps import Gazetteer, Steps, Tools, default_steps
from crosswire.store import Around, Batch, Store
from crosswire.vocab import Vocabulary

DONE = {
    Verdict.ACCEPT: "Accepted.",
    Verdict.REJECT: "Rejected: it no longer counts.",
    Verdict.SAME: "Joined: one incident tells them now.",
    Verdict.NOT_SAME: "Parted: they are told as two now.",
    Verdict.NOTE: "The note is kept.",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What came of a judgement or a claim.

    ``incident_ids`` tell the claims concerned now; ``gone`` are ids that were published and that no
    incident has any more: merged into another, or withdrawn. ``message`` is one sentence. ``undo``
    is what ``retract`` takes to undo it; empty where it cannot be undone.
    """

    id: str
    incident_ids: tuple[str, ...]
    message: str
    undo: str = ""
    claim_ids: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


class Desk:
    """Decides in one database, for one process; its threads wait for each other.

    What cannot be done is refused with one sentence before anything is stored: ValueError for what
    a person gave, StoreError where another process writes.
    """

    def __init__(
        self,
        store: Store,
        *,
        vocabulary: Vocabulary,
        gazetteer: Gazetteer,
        steps: Steps | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._tools = Tools(steps or default_steps(), vocabulary, gazetteer)
        self._clock = clock
        self._lock = Lock()

    def prepare(self, on_progress: OnProgress = silent) -> bool:
        """Derive everything anew where that was done with other tools; whether it had to be.

        Every decision does so first. To do it at the start spares the first reviewer the wait.
        """
        tools = self._tools
        if not self.outdated():
            return False
        return pipeline.rebuild(
            self._store,
            vocabulary=tools.vocabulary,
            gazetteer=tools.gazetteer,
            steps=tools.steps,
            on_progress=on_progress,
        )

    def outdated(self) -> bool:
        """Whether all was derived with other tools, so that the first decision would wait."""
        return self._store.derived_from()[1] != self._tools.hash

    # --- deciding ----------------------------------------------------------------------------
    def judge(
        self,
        verdict: Verdict,
        claim_ids: Sequence[str],
        by: str,
        *,
        field: str | None = None,
        value: str | None = None,
    ) -> Decision:
        """Keep a judgement on claims, and derive the incidents concerned anew.

        ``edit`` sets a ``field`` of every claim to a ``value``, see ``judgements.change``; ``note``
        keeps its ``value``. ``same`` joins the incidents of the other claims with that of the
        first. ``not_same`` parts the other claims from the first; a claim given alone is parted
        from the rest of its incident. ``accept`` takes an earlier ``reject`` away.
        """
        name = checked_name(by)
        with self._deciding():
            with self._store.around() as around:
                claims = _placed(around, _completed(around, verdict, claim_ids))
                given = make_judgement(verdict, claims, name, self._clock(), (field, value))
                followed = follow(around, self._tools, Pending((given,)))
            _check_attached(given, followed)
            with self._store.at_once():
                self._store.append(Batch(judgements=[given]))
                self._replace(followed)
        told = DONE.get(verdict) or f"The {(field or '').replace('_', ' ')} is changed."
        return _decision(given.id, given.given_on, followed, told, undo=given.id)

    def retract(self, judgement_id: str, by: str) -> Decision:
        """Take a judgement back, or reject a claim that a person made, and derive anew."""
        name = checked_name(by)
        with self._store.around() as around:
            made = around.stored([judgement_id])
            found = around.judgement(judgement_id)
        if made:
            return self.judge(Verdict.REJECT, [judgement_id], name)
        if found is None or found.retracted_at:
            gone = "was taken back before" if found else "is not there"
            raise UnfitError(f"The judgement {judgement_id} {gone}: load the page again.")
        at = self._clock()
        with self._deciding():
            with self._store.around() as around:
                back = replace(found, retracted_at=at, retracted_by=name)
                followed = follow(around, self._tools, Pending((back,)))
            with self._store.at_once():
                self._store.retract(judgement_id, at, name)
                self._replace(followed)
        told = f"Taken back: {found.verdict.replace('_', ' ')}."
        return _decision(found.id, followed.attachments.get(found.id, ()), followed, told)

    def add_claim(self, article_id: str, told: Mapping[str, str], by: str) -> Decision:
        """Keep a claim that a person made from an article's words, and derive anew.

        ``told`` is what ``make_claim`` takes; beside it a ``date`` and a ``place`` as an edit gives
        them, and ``same``, a claim of the incident that it tells of. The person accepts the claim
        with it. One that was made before, and rejected, is accepted again.
        """
        name, at = checked_name(by), self._clock()
        with self._store.around() as around:
            article = around.current(article_id)
            if article is None:
                raise UnfitError("This text was read anew, or is not there: load the page again.")
            claim = make_claim(article, told, name)
            if around.told([claim.id]):
                raise UnfitError("You made this very claim before: it is in the article.")
            rejected = bool(around.stored([claim.id]))
        if rejected:
            return self.judge(Verdict.ACCEPT, [claim.id], name)
        placed: Placed = (claim, article)
        said: list[tuple[Verdict, tuple[str | None, str | None]]] = [(Verdict.ACCEPT, (None, None))]
        said += [(Verdict.EDIT, pair) for pair in edits_beside(told)]
        given = [make_judgement(verdict, [placed], name, at, pair) for verdict, pair in said]
        with self._deciding():
            with self._store.around() as around:
                if told.get("same"):
                    ties = [*_placed(around, [told["same"]]), placed]
                    given.append(make_judgement(Verdict.SAME, ties, name, at))
                pending = Pending(tuple(given), ((article.document_id, claim),))
                followed = follow(around, self._tools, pending)
            with self._store.at_once():
                self._store.append(Batch(claims=[claim], judgements=given))
                self._replace(followed)
        return _decision(claim.id, (claim.id,), followed, "The claim is made.", undo=claim.id)

    # --- what is not decided on a claim ---------------------------------------------------------
    def stale(self) -> bool:
        """Whether something that all is derived from has changed since all was derived last."""
        return self._store.derived_from() != (self._store.fingerprint(), self._tools.hash)

    def run_again(self, on_progress: OnProgress = silent) -> str:
        """Code again what an older version coded, derive everything anew, and say what came of it.

        Decisions wait until it has ended.
        """
        tools = self._tools
        with self._lock:
            done = pipeline.run(
                self._store,
                [],
                vocabulary=tools.vocabulary,
                gazetteer=tools.gazetteer,
                steps=tools.steps,
                on_progress=on_progress,
            )
        coded = f"{done.coded:,} documents were coded again" if done.coded else "no coding was old"
        return f"{coded}; there are {done.totals['incidents']:,} incidents now."

    def mend(self, document_id: str, field: str, value: str, by: str) -> Article:
        """Set the ``published_at`` or the ``outlet`` that a document lacks, under a name.

        Its article reads so from now on; what is derived from it follows with the next run.
        """
        name = checked_name(by)
        with self._lock, self._store.only_writer():
            asked = field, value
            return mend(self._store, self._tools, document_id, asked, name, self._clock())

    def history(self, incident_id: str) -> list[JudgementRow]:
        """All judgements on an incident's claims, rejected ones too, the oldest first."""
        with self._store.around() as around:
            claims = around.claims_in([incident_id])
        return self._store.judgements_of(sorted(claims))

    @contextmanager
    def _deciding(self) -> Iterator[None]:
        """One decision at a time, on rows that these tools derived."""
        with self._lock:
            self.prepare()
            with self._store.only_writer():
                yield

    def _replace(self, followed: Followed) -> None:
        self._store.replace_incidents(
            followed.changed,
            followed.gone,
            followed.articles,
            followed.concerned,
            followed.left,
        )


def _completed(around: Around, verdict: Verdict, claim_ids: Sequence[str]) -> list[str]:
    """The claims, each once; one that is to be parted alone comes after the one it leaves."""
    ids = list(dict.fromkeys(claim_ids))
    if not ids:
        raise UnfitError("There is no claim to decide on: choose one.")
    if verdict is Verdict.NOT_SAME and len(ids) == 1:
        told = around.incidents(around.incident_ids(ids))
        group = [key for one in told.values() for key in one.claim_ids]
        return [first_beside(ids, group), *ids]
    return ids


def _placed(around: Around, claim_ids: Sequence[str]) -> list[Placed]:
    """The claims as they read now, rejected ones as they were made, with their articles."""
    rows = around.told(claim_ids)
    found: dict[str, Placed] = {key: (row.claim, row.article) for key, row in rows.items()}
    found |= around.stored(set(claim_ids) - found.keys())
    for key in claim_ids:
        if key not in found:
            raise UnfitError(f"There is no claim {key} now: load the page again.")
    return [found[key] for key in claim_ids]


def _check_attached(given: Judgement, followed: Followed) -> None:
    """A judgement must hold on to the very claims that it was given on."""
    if followed.attachments.get(given.id) != given.given_on:
        raise UnfitError(
            "The article was read anew, and this claim is not in it now: load the page again."
        )


def _decision(
    key: str, claim_ids: Sequence[str], followed: Followed, message: str, undo: str = ""
) -> Decision:
    homes = dict.fromkeys(followed.told_in[each] for each in claim_ids if each in followed.told_in)
    standing = {one.id for one in followed.changed.incidents}
    standing |= {row.incident.id for row in followed.changed.rejected}
    gone = sorted(followed.gone - standing)
    return Decision(key, tuple(homes), message, undo, tuple(claim_ids), tuple(gone))
