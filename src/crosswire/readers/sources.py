"""Files, folders and standard input: which format each is, in one fixed order."""

from __future__ import annotations

import gzip
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from crosswire.readers.encoding import decode
from crosswire.readers.feed import read_feed
from crosswire.readers.html import read_html
from crosswire.readers.jsonl import read_json, read_jsonl
from crosswire.readers.origin import SIDECAR_ENDING, Origin, Sidecar, read_sidecar
from crosswire.readers.table import read_csv
from crosswire.readers.text import read_text
from crosswire.readers.warc import read_warc
from crosswire.records import Document, Dropped

Reader = Callable[[BinaryIO, Origin], Iterator[Document | Dropped]]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".warc": read_warc,
    ".warc.gz": read_warc,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
}
STDIN = "-"
PEEK = 4096  # bytes that tell a format apart
GZIP = b"\x1f\x8b"


def read(paths: Iterable[str | Path]) -> Iterator[Document | Dropped]:
    """The documents of files, folders and standard input ("-"), streamed in the order given.

    A folder is read with all that is below it, sorted by relative path, without hidden files and
    sidecars. What cannot be read is a ``Dropped`` in its place, and the reading goes on.
    """
    for path in paths:
        if str(path) == STDIN:
            yield from read_stream(sys.stdin.buffer, Origin("standard input", "stdin"))
        else:
            yield from _read_path(Path(path))


def read_stream(stream: BinaryIO, origin: Origin) -> Iterator[Document | Dropped]:
    """The documents of a stream without a name; its first bytes tell the format."""
    peekable = cast("io.BufferedReader", stream)
    head = peekable.peek(PEEK)[:PEEK]
    reader = sniff(head)
    if head.startswith(GZIP) and reader is not read_warc:
        with gzip.GzipFile(fileobj=peekable) as unpacked:
            yield from _guarded(read_stream, cast("BinaryIO", unpacked), origin)
        return
    yield from _guarded(reader, stream, origin)


def sniff(head: bytes) -> Reader:
    """The reader for what begins with these bytes; text where nothing else fits."""
    if head.startswith(GZIP):
        head = _unpacked(head)
        return read_warc if head.startswith(b"WARC/") else read_text
    start = (decode(head) or "").lstrip().lower()
    if start.startswith("warc/"):
        return read_warc
    if start.startswith("["):
        return read_json
    if start.startswith("{"):
        return read_jsonl if "}\n{" in start.replace("\r", "") or "\n" not in start else read_json
    if start.startswith("<"):
        return (
            read_feed if any(tag in start for tag in ("<rss", "<feed", "<rdf:rdf")) else read_html
        )
    return read_text


def files_of(folder: Path) -> list[Path]:
    """The files below a folder that may hold documents, sorted by relative path."""
    found = (path for path in folder.rglob("*") if path.is_file())
    shown = (path for path in found if not _is_hidden(path.relative_to(folder)))
    kept = (path for path in shown if not path.name.endswith(SIDECAR_ENDING))
    return sorted(kept, key=lambda path: path.relative_to(folder).as_posix())


def _read_path(path: Path) -> Iterator[Document | Dropped]:
    if path.is_dir():
        files = files_of(path)
        if not files:
            yield Origin(str(path), path.name).dropped(
                "The folder holds no files.", "Check the path."
            )
        for file in files:
            yield from _read_file(file)
    elif path.exists():
        yield from _read_file(path)
    else:
        origin = Origin(str(path), path.stem)
        yield origin.dropped("There is no such file or folder.", "Check the path.")


def _read_file(path: Path) -> Iterator[Document | Dropped]:
    ending = _ending(path)
    origin = Origin(str(path), path.name[: len(path.name) - len(ending)] or path.name)
    reader = READERS.get(ending) if ending else read_stream
    if reader is None:
        known = ", ".join(READERS)
        reason = f'Files of the type "{ending}" are not read.'
        yield origin.dropped(reason, f"Known are {known}.")
        return
    sidecar = read_sidecar(path)
    if isinstance(sidecar, Dropped):
        yield sidecar
        sidecar = Sidecar()
    try:
        with path.open("rb") as stream:
            yield from _guarded(reader, stream, replace(origin, sidecar=sidecar))
    except OSError as error:
        reason = f"The file cannot be opened: {error.strerror or error}."
        yield origin.dropped(reason, "Check its permissions.")


def _guarded(reader: Reader, stream: BinaryIO, origin: Origin) -> Iterator[Document | Dropped]:
    try:
        yield from reader(stream, origin)
    except (OSError, EOFError) as error:
        reason = f"Reading broke off: {getattr(error, 'strerror', None) or error}."
        yield origin.dropped(reason, "Check the disk or the archive; what came before is kept.")


def _ending(path: Path) -> str:
    name = path.name.lower()
    return ".warc.gz" if name.endswith(".warc.gz") else path.suffix.lower()


def _is_hidden(relative: Path) -> bool:
    return any(part.startswith(".") for part in relative.parts)


def _unpacked(head: bytes) -> bytes:
    try:
        return gzip.GzipFile(fileobj=io.BytesIO(head)).read(8)
    except (OSError, EOFError):
        return b""
