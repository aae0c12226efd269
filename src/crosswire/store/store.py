"""The database as the rest of Crosswire sees it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from crosswire.store.append import Appends
from crosswire.store.around import Follows
from crosswire.store.browse import Browses
from crosswire.store.connect import engine_for, in_plain_words, use_safest_journal
from crosswire.store.derive import Derives
from crosswire.store.judged import Judged
from crosswire.store.mending import Mending
from crosswire.store.migrate import upgrade
from crosswire.store.past import Past
from crosswire.store.views import Views


class Store(Appends, Derives, Views, Browses, Follows, Judged, Mending, Past):
    """One database: what is stored (append), what is derived from it, and the views to read it.

    Every write is one transaction; ``only_writer`` holds the database for a run of many. Used in a
    ``with`` statement it closes itself.
    """

    @classmethod
    def open(cls, url_or_path: str | Path, *, create: bool = True) -> Self:
        """Open an SQLite file or a ``postgresql://`` URL, made or migrated where need be.

        Raises StoreError, one sentence, where the file is absent and ``create`` is False, is not a
        Crosswire database, is of a newer Crosswire, or cannot be reached.
        """
        engine, where = engine_for(url_or_path, create=create)
        store = cls(engine, where)
        with ExitStack() as unless_it_opens, in_plain_words(where):
            unless_it_opens.callback(store.close)
            use_safest_journal(engine)
            upgrade(engine, where)
            unless_it_opens.pop_all()
        return store

    @classmethod
    @contextmanager
    def temporary(cls) -> Iterator[Self]:
        """A database of its own that is gone afterwards."""
        with (
            TemporaryDirectory(prefix="crosswire-") as folder,
            cls.open(Path(folder) / "crosswire.db") as store,
        ):
            yield store

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
