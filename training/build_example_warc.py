"""Writes the example corpus's web archives from the pages in ``training/example_pages``.

    python -m training.build_example_warc

The same pages give the same records: ids come from the pages' addresses, the time of capture from
their publishing day. An archive is WARC/1.1, one gzip member a record (ISO 28500:2017, Annex D).
The pages of ``example_pages`` itself make one archive, those of its folder ``sudan`` another.
"""

from __future__ import annotations

import gzip
import re
import uuid
from pathlib import Path
from typing import NamedTuple

PAGES = Path(__file__).parent / "example_pages"
DISPATCHES = Path(__file__).parent.parent / "src/crosswire/example/dispatches"
ADDRESS = re.compile(r'<link rel="canonical" href="([^"]+)"')
PUBLISHED = re.compile(r'"article:published_time" content="([\d-]+)"')


class Archive(NamedTuple):
    """An archive to write: its pages' folder, its file, and the day of its own record."""

    pages: Path
    target: Path
    day: str  # any fixed time would do


MIXED = Archive(PAGES, DISPATCHES / "web-archive.warc.gz", "2016-10-12T06:00:00Z")
SUDAN = Archive(PAGES / "sudan", DISPATCHES / "sudan/sudan.warc.gz", "2023-11-15T06:00:00Z")


def record(kind: str, identity: str, day: str, content: bytes, headers: dict[str, str]) -> bytes:
    """One record, compressed as a gzip member of its own; ``identity`` becomes its UUID."""
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, identity)}>",
        "WARC-Date": day,
        **headers,
        "Content-Length": str(len(content)),
    }
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return gzip.compress(head.encode() + b"\r\n" + content + b"\r\n\r\n", mtime=0)


def archive_info(archive: Archive) -> bytes:
    """The record that says what the archive is: invented pages of an example."""
    about = "software: crosswire example builder\r\nformat: WARC File Format 1.1\r\n"
    about += "description: invented pages\r\nfictional: true\r\n"
    headers = {"Content-Type": "application/warc-fields"}
    return record("warcinfo", archive.target.name, archive.day, about.encode(), headers)


def response(page: bytes) -> bytes:
    """The record of one page, as a server would have answered; raises where it has no address."""
    text = page.decode()
    address, published = ADDRESS.search(text), PUBLISHED.search(text)
    if address is None or published is None:
        raise ValueError("A page needs a canonical address and a publishing day in its head.")
    answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    answer += f"X-Crosswire-Fictional: true\r\nContent-Length: {len(page)}\r\n\r\n"
    headers = {
        "WARC-Target-URI": address[1],
        "Content-Type": "application/http; msgtype=response",
    }
    day = f"{published[1]}T18:00:00Z"
    return record("response", address[1], day, answer.encode() + page, headers)


def build(archive: Archive = MIXED) -> bytes:
    """A whole archive: its own record, then the pages in the order of their names."""
    pages = [response(path.read_bytes()) for path in sorted(archive.pages.glob("*.html"))]
    return archive_info(archive) + b"".join(pages)


if __name__ == "__main__":
    for each in (MIXED, SUDAN):
        each.target.write_bytes(build(each))
        print(f"wrote {each.target} from {len(list(each.pages.glob('*.html')))} pages")
