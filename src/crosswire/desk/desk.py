"""The desk: the one place where what a person decides is stored, and followed at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock

from crosswire import pipeline
from crosswire.deriving import OnProgress, silent
from crosswire.desk.bonds import why_one
from crosswire.desk.decision import (
    DONE,
    LATER,
    Decision,
    check_attached,
    completed,
    find_claims,
    left_behind,
    made_decision,
)
from crosswire.desk.follow import Followed, follow
from crosswire.desk.lists import Lists, choices
from crosswire.desk.making import (
    Placed,
    check_edit,
    checked_name,
    edits_beside,
    make_claim,
    make_judgement,
    one_line,
)
from crosswire.desk.mending import mend
from crosswire.desk.scene import Pending
from crosswire.judgements import UnfitError
from crosswire.records import Article, Verdict
from crosswire.rows import BondRow, IncidentRow, JudgementRow
from crosswire.steps import Gazetteer, Steps, Tools, default_steps
from crosswire.store import Batch, Store
from crosswire.vocab import Vocabulary


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
        lists: Lists | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """``lists`` are the files that vocabulary and gazetteer were read from, to be added to."""
        self._store = store
        self._tools = Tools(steps or default_steps(), vocabulary, gazetteer)
        self._fit = {self._tools.hash}  # of the tools as they are, and before names were added
        self._lists = lists
        self._clock = clock
        self._lock = Lock()

    def prepare(self, on_progress: OnProgress = silent) -> bool:
        """Derive everything anew where that was done with other tools; whether it had to be.

        Every decision does so first. To do it at the start spares the first reviewer the wait.
        """
        if self.outdated():  # perhaps by names that another command added
            self._read_lists()
        if not self.outdated():
            return False
        tools = self._tools
        return pipeline.rebuild(
            self._store,
            vocabulary=tools.vocabulary,
            gazetteer=tools.gazetteer,
            steps=tools.steps,
            on_progress=on_progress,
        )

    def outdated(self) -> bool:
        """Whether all was derived with other tools, so that the first decision would wait.

        Names that were added since do not count: they are known in what is edited, and elsewhere
        after the next run.
        """
        return self._store.derived_from()[1] not in self._fit

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary, with the names that were added."""
        return self._tools.vocabulary

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer, with the places that were added."""
        return self._tools.gazetteer

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
        first. ``not_same`` parts the other claims from the first, and leaves them together; a claim
        given alone is parted from the rest of its incident. ``accept`` takes an earlier ``reject``
        away.
        """
        name = checked_name(by)
        with self._deciding():
            with self._store.around() as around:
                claims = find_claims(around, completed(around, verdict, claim_ids))
                given = make_judgement(verdict, claims, name, self._clock(), (field, value))
                followed = follow(around, self._tools, Pending((given,)))
            check_attached(given, followed)
            with self._store.at_once():
                self._store.append(Batch(judgements=[given]))
                self._replace(followed)
        told = DONE.get(verdict) or f"The {(field or '').replace('_', ' ')} is changed."
        return made_decision(given.id, given.given_on, followed, told, undo=given.id)

    def split(self, claim_ids: Sequence[str], by: str) -> Decision:
        """Part claims from the rest of their incident, together: they become one of their own."""
        ids = list(dict.fromkeys(claim_ids))
        with self._store.around() as around:
            first = left_behind(around, ids)
        return self.judge(Verdict.NOT_SAME, [first, *ids], by)

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
        return made_decision(found.id, followed.attachments.get(found.id, ()), followed, told)

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
                    ties = [*find_claims(around, [told["same"]]), placed]
                    given.append(make_judgement(Verdict.SAME, ties, name, at))
                pending = Pending(tuple(given), ((article.document_id, claim),))
                followed = follow(around, self._tools, pending)
            with self._store.at_once():
                self._store.append(Batch(claims=[claim], judgements=given))
                self._replace(followed)
        return made_decision(claim.id, (claim.id,), followed, "The claim is made.", undo=claim.id)

    # --- names that no list knows ---------------------------------------------------------------
    def add_place(self, told: Mapping[str, str], claim_ids: Sequence[str], by: str) -> Decision:
        """Put a place into the user's own list, and set it as the place of claims.

        ``told`` is what ``Lists.add_place`` takes. The list keeps it when the edit is undone.
        """
        with self._adding(claim_ids, by) as (lists, _):
            key = lists.add_place(told)
            self._read_lists()
            place = lists.place(self._tools.gazetteer, key)
        value = json.dumps(place, ensure_ascii=False)
        done = self.judge(Verdict.EDIT, claim_ids, by, field="place", value=value)
        return replace(done, message=f"{place['name']} is in your list, and set here. {LATER}")

    def add_actor(self, told: Mapping[str, str], claim_ids: Sequence[str], by: str) -> Decision:
        """Put a name, or an actor with it, into the user's vocabulary, and edit claims with it.

        ``told`` is what ``Lists.add_actor`` takes, with the ``field`` and ``value`` of the edit.
        The vocabulary keeps it when the edit is undone.
        """
        field, value = told.get("field", ""), told.get("value", "")
        with self._adding(claim_ids, by) as (lists, claims):
            check_edit(claims, field, value)
            name = lists.add_actor(self._tools.vocabulary, told)
            self._read_lists()
        done = self.judge(Verdict.EDIT, claim_ids, by, field=field, value=value)
        return replace(
            done, message=f"“{one_line(told['words'])}” means {name} from now on. {LATER}"
        )

    def actor_choices(self) -> dict[str, list[str]]:
        """What a new actor can be: the ``kinds``, and the ``sides`` of wars."""
        return choices(self._tools.vocabulary)

    @contextmanager
    def _adding(self, claim_ids: Sequence[str], by: str) -> Iterator[tuple[Lists, list[Placed]]]:
        """One at a time, and only where the claims are there, on which it is to be used."""
        checked_name(by)
        if self._lists is None:
            raise UnfitError("No folder was given that a name could be added to.")
        with self._lock:
            with self._store.around() as around:
                claims = find_claims(around, claim_ids)
            yield self._lists, claims

    def _read_lists(self) -> None:
        """Take up the user's lists as they are now, for all that is read from here on."""
        if self._lists is not None:
            self._tools = Tools(self._tools.steps, *self._lists.read())
            self._fit.add(self._tools.hash)

    # --- what is not decided on a claim ---------------------------------------------------------
    def stale(self) -> bool:
        """Whether something that all is derived from has changed since all was derived last."""
        return self._store.derived_from() != (self._store.fingerprint(), self._tools.hash)

    def run_again(self, on_progress: OnProgress = silent) -> str:
        """Code again what an older version coded, derive everything anew, and say what came of it.

        Decisions wait until it has ended.
        """
        with self._lock:
            self._read_lists()
            tools = self._tools
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

    def why_one(self, row: IncidentRow) -> list[BondRow]:
        """Why the texts of an incident are one: see ``why_one``."""
        return why_one(row.claims)

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
