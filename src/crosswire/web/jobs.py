"""Work that takes longer than a page: one at a time, in a thread, with its progress to look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Lock, Thread

OnProgress = Callable[[str, int, int | None], None]
Work = Callable[[OnProgress], str]
STEPS = {"code": "coding", "resolve": "resolving", "link": "linking"}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a work is: its step, how much is done of how much, and how it ended.

    ``total`` is None where it is not known, ``ended`` while it goes on. ``message`` is one sentence
    on what came of it, or on why it stopped, and then ``failed``.
    """

    name: str
    by: str
    began: datetime
    step: str = ""
    done: int = 0
    total: int | None = None
    ended: datetime | None = None
    message: str = ""
    failed: bool = False


class Jobs:
    """The one work of this start that goes on, or that ended last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._now: Progress | None = None

    @property
    def now(self) -> Progress | None:
        """How far it is; None before the first."""
        with self._lock:
            return self._now

    def start(self, name: str, by: str, work: Work) -> None:
        """Begin a work. Raises ValueError where one goes on."""
        with self._lock:
            if self._now and self._now.ended is None:
                raise ValueError(f"{self._now.name} goes on: wait until it has ended.")
            self._now = Progress(name, by, datetime.now(UTC))
        Thread(target=self._do, args=(work,), daemon=True).start()

    def _do(self, work: Work) -> None:
        try:
            message, failed = work(self._told), False
        except Exception as error:
            # Whatever stops it is shown where it was started: nobody waits for this thread.
            message, failed = str(error) or type(error).__name__, True
        self._change(ended=datetime.now(UTC), message=message, failed=failed)

    def _told(self, step: str, done: int, total: int | None) -> None:
        self._change(step=STEPS.get(step, step), done=done, total=total)

    def _change(self, **values: object) -> None:
        with self._lock:
            if self._now:
                self._now = replace(self._now, **values)  # type: ignore[arg-type]
