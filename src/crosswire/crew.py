"""Doing one job on many items, in their order, on several processes where there is enough to do."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Self, TypeVar

from crosswire.steps import Tools

Item = TypeVar("Item")
Result = TypeVar("Result")
Job = Callable[[Tools, Item], Result]

ENOUGH = 64  # items, from which on two more processes (some 2 s to start) pay for themselves
MOST = 4  # processes: each holds the vocabulary and language tables, some 300 MB
BITE = 8  # items sent to a process at once

_tools: Tools | None = None


class Crew:
    """Workers with the same tools; results are the same, in the same order, for any number."""

    def __init__(self, tools: Tools, workers: int | None = None) -> None:
        self.tools = tools
        self.workers = min(os.cpu_count() or 1, MOST) if workers is None else workers
        self._pool: ProcessPoolExecutor | None = None

    def each(self, job: Job[Item, Result], items: Sequence[Item]) -> Iterator[Result]:
        """The job's result for each item, in the items' order."""
        if self.workers > 1 and len(items) >= ENOUGH and self._hired():
            assert self._pool is not None
            return self._pool.map(partial(_do, job), items, chunksize=BITE)
        return (job(self.tools, item) for item in items)

    def _hired(self) -> bool:
        """Whether there is a pool; tools that cannot be sent to another process stay in this."""
        if self._pool is None:
            with suppress(pickle.PicklingError, TypeError, AttributeError):
                sent = pickle.dumps(self.tools)
                context = get_context("spawn")  # a forked process could hold the database's locks
                self._pool = ProcessPoolExecutor(self.workers, context, _equip, (sent,))
        return self._pool is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def _equip(sent: bytes) -> None:
    global _tools  # a process's own tools, set once when it starts
    _tools = pickle.loads(sent)  # noqa: S301 - from the process that started this one


def _do(job: Callable[[Tools, Any], Any], item: Any) -> Any:
    assert _tools is not None
    return job(_tools, item)
