"""Where a document was read from, what stands beside it, and how a refusal is worded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from crosswire.readers.dates import parse_date
from crosswire.records import Document, Dropped, document_id

ROOM = "readers"
MAX_BYTES = 50 * 1024 * 1024  # one news text never has 50 MB; a dump of many is not one document
SIDECAR_ENDING = ".meta.json"


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a file ``NAME.meta.json`` says of the file NAME beside it."""

    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """A file, or standard input: its path as shown to people, its stem, and its sidecar."""

    path: str
    stem: str
    sidecar: Sidecar = field(default=Sidecar())

    def dropped(self, reason: str, hint: str = "", line: int | None = None) -> Dropped:
        """A refusal of this file, or of one of its lines (counted from 1)."""
        return Dropped(self.path if line is None else f"{self.path}:{line}", ROOM, reason, hint)

    def document(
        self,
        content: bytes,
        media_type: str,
        source_id: str | None = None,
        record: Mapping[str, Any] | None = None,
    ) -> Document:
        """The document of these bytes; what a record says of itself stands above the sidecar."""
        said = record or {}
        outlet = words(said.get("outlet")) or self.sidecar.outlet
        url = words(said.get("url")) or self.sidecar.url
        source_id = source_id or self.stem
        return Document(
            id=document_id(content, outlet, url, source_id),
            source_id=source_id,
            url=url,
            outlet=outlet,
            media_type=with_title(media_type, self.sidecar.title),
            content=content,
            published_at=self.sidecar.published,
        )


def words(value: Any) -> str | None:
    """A record's value as text without outer white space; None where it is empty or no text."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return str(value).strip() or None


def with_title(media_type: str, title: str | None) -> str:
    """The media type with a sidecar's title as a parameter: the bytes stay as they arrived."""
    return f"{media_type}; title={quote(title, safe='')}" if title else media_type


def parameter(media_type: str, name: str) -> str | None:
    """A parameter of a media type, such as ``charset`` or ``title``."""
    message = Message()
    message["content-type"] = media_type
    value = message.get_param(name)
    return unquote(value) if isinstance(value, str) else None


def read_sidecar(path: Path) -> Sidecar | Dropped:
    """The sidecar of a file; an empty one where there is none, a refusal where it is broken."""
    beside = path.with_name(path.name + SIDECAR_ENDING)
    if not beside.is_file():
        beside = path.with_name(path.stem + SIDECAR_ENDING)
    if not beside.is_file():
        return Sidecar()
    try:
        said = json.loads(beside.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        reason = f"The metadata file {beside.name} cannot be read: {error}."
        return Dropped(str(beside), ROOM, reason, "Mend its JSON, or remove it.")
    if not isinstance(said, dict):
        reason = f"The metadata file {beside.name} holds no JSON object."
        return Dropped(str(beside), ROOM, reason, 'Write it as {"published": ..., "outlet": ...}.')
    return Sidecar(
        published=parse_date(said.get("published")),
        outlet=words(said.get("outlet")),
        url=words(said.get("url")),
        title=words(said.get("title")),
    )
