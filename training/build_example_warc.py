"""Writes the example corpus's web archive from the pages in ``training/example_pages``.

    python -m training.build_example_warc

The same pages give the same records: ids come from the pages' addresses, the time of capture from
their publishing day. The archive is WARC/1.1, one gzip member a record (ISO 28500:2017, Annex D).
"""

from __future__ import annotations

import gzip
import re
import uuid
from pathlib import Path

PAGES = Path(__file__).parent / "example_pages"
ARCHIVE = Path(__file__).parent.parent / "src/crosswire/example/dispatches/web-archive.warc.gz"
FIRST_CAPTURE = "2016-10-12T06:00:00Z"  # the archive's own record; any fixed time would do
ADDRESS = re.compile(r'<link rel="canonical" href="([^"]+)"')
PUBLISHED = re.compile(r'"article:published_time" content="([\d-]+)"')


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


def archive_info() -> bytes:
    """The record that says what the archive is: invented pages of an example."""
    about = "software: crosswire example builder\r\nformat: WARC File Format 1.1\r\n"
    about += "description: invented pages\r\nfictional: true\r\n"
    headers = {"Content-Type": "application/warc-fields"}
    return record("warcinfo", ARCHIVE.name, FIRST_CAPTURE, about.encode(), headers)


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


def build() -> bytes:
    """The whole archive: its own record, then the pages in the order of their names."""
    pages = [response(path.read_bytes()) for path in sorted(PAGES.glob("*.html"))]
    return archive_info() + b"".join(pages)


if __name__ == "__main__":
    ARCHIVE.write_bytes(build())
    print(f"wrote {ARCHIVE} from {len(list(PAGES.glob('*.html')))} pages")
