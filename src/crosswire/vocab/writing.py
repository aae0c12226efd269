"""Adding to a user's own vocabulary: an actor that no file knows, or a further name of one.

A row is put at the end of its file, whole or not at all; what a user wrote there stays as it is.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from crosswire.vocab.loading import read_actor, read_alias
from crosswire.vocab.reading import read_table
from crosswire.vocab.vocabulary import Vocabulary

ACTORS, ALIASES = Path("actors") / "reviewed.yaml", Path("aliases.yaml")
# What most built-in actors of a kind are to ACLED; see ``Actor.inter``.
INTER = {"government": 1, "military": 1, "armed_group": 2, "militia": 3, "party": 3, "civilians": 7,
         "rescue": 7}  # fmt: skip
OTHERS = 8
Row = Mapping[str, Any]


def add_actor(folder: Path, vocabulary: Vocabulary, row: Row) -> str:
    """Add an actor: its ``name``, its ``kind``, and what else a row may tell; its id.

    Raises VocabularyError for what a vocabulary file cannot hold.
    """
    key = _free_id(row["name"], vocabulary)
    inter = str(INTER.get(row["kind"], OTHERS))
    told = {column: value for column, value in row.items() if value}
    _append(folder / ACTORS, {"id": key, **told, "inter": inter}, read_actor)
    return key


def add_alias(folder: Path, words: str, actor: str, *, local: bool) -> None:
    """Add a further name of an actor. Raises VocabularyError."""
    row = {"words": words, "actor": actor, **({"local": "true"} if local else {})}
    _append(folder / ALIASES, row, read_alias)


def _append(path: Path, row: Row, read: Callable[[Row, str], Any]) -> None:
    """Put a row at the end of a file, once the file has been read with it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text("utf-8").rstrip() if path.exists() else ""
    # Written by the library, so that no word can end its value and begin another.
    added = yaml.safe_dump([dict(row)], allow_unicode=True, sort_keys=False, width=1000)
    new = path.with_name(f"{path.name}.new")
    try:
        new.write_text(f"{before}\n{added}".lstrip(), "utf-8")
        for at, raw in read_table(new):
            read(raw, at.replace(new.name, path.name, 1))
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)


def _free_id(name: str, vocabulary: Vocabulary) -> str:
    """An id that no actor has: the name in small letters, numbered where that is taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or sha256(name.encode()).hexdigest()[:10]
    known, number, key = vocabulary.actors, 1, slug
    while key in known:
        number += 1
        key = f"{slug}_{number}"
    return key
