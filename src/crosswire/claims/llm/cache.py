"""Replies that were paid for once, in an SQLite file of their own."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from crosswire.claims.llm.errors import LlmError

_TABLE = "CREATE TABLE IF NOT EXISTS replies (key TEXT PRIMARY KEY, model TEXT, reply TEXT)"
WAIT = 30  # seconds for another process of the same run that writes


def key_of(*parts: str) -> str:
    """The hash of all that a reply depends on."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Cache:
    """Replies by the hash of model, instructions, schema and text; made when first written to.

    Raises LlmError where the file cannot be used, or is another program's database.
    """

    path: Path

    def get(self, key: str) -> str | None:
        """The reply of a key."""
        if not self.path.exists():
            return None
        with self._open() as connection:
            rows = connection.execute("SELECT reply FROM replies WHERE key = ?", (key,)).fetchall()
        return rows[0][0] if rows and isinstance(rows[0][0], str) else None

    def put(self, key: str, model: str, reply: str) -> None:
        """Keep a reply; an earlier one of the key goes."""
        with self._open() as connection:
            row = (key, model, reply)
            connection.execute("INSERT OR REPLACE INTO replies VALUES (?, ?, ?)", row)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=WAIT)) as connection, connection:
                self._check(connection)
                connection.execute(_TABLE)
                yield connection
        except (sqlite3.Error, OSError) as error:
            raise LlmError(f"The cache of replies {self.path} cannot be used: {error}.") from None

    def _check(self, connection: sqlite3.Connection) -> None:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        if tables and "replies" not in tables:
            raise LlmError(f"{self.path} is another program's database: name a file of its own.")
