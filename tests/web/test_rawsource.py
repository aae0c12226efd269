"""How a document's bytes are served: its encoding, and what may never run."""

from datetime import UTC, datetime

import pytest

from crosswire.records import Capture
from crosswire.web.rawsource import HEADERS, served


def seen(*headers):
    return [Capture("doc_1", datetime(2031, 3, 4, tzinfo=UTC), "web", tuple(headers))]


SERVER = ("Content-Type", "text/html; charset=windows-1256")
META = '<html><head><meta charset="iso-8859-15"><p>café'

# media type, bytes, headers of the capture, and what is sent
CASES = [
    ("text/html", "<p>حلب".encode(), [], "html", "<p>حلب"),
    ("text/html", "\ufeff<p>".encode("utf-16-le"), [], "html", "<p>"),
    ("text/html", "\ufeff<p>حلب".encode(), [], "html", "<p>حلب"),
    ("text/html", "<p>حلب".encode("cp1256"), [SERVER], "html", "<p>حلب"),
    ("text/html", "<p>حلب".encode(), [SERVER], "html", "<p>حلب"),  # the bytes say so
    ("text/html", META.encode("latin-1"), [], "html", META),
    ("text/html", b"<meta charset=no-such><p>caf\xe9", [], "html", "<meta charset=no-such><p>café"),
    ("text/html", b"<meta charset=rot13><p>caf\xe9", [], "html", "<meta charset=rot13><p>café"),
    ("text/html; charset=koi8-r", "<p>Азаз".encode("koi8-r"), [], "html", "<p>Азаз"),
    ("application/xhtml+xml", b"<p>x</p>", [], "html", "<p>x</p>"),
    ("image/svg+xml", b"<svg onload='x()'/>", [], "plain", "<svg onload='x()'/>"),
    ("application/json", b"{}", [], "plain", "{}"),
    ("text/plain", b"<script>", [], "plain", "<script>"),
    ("application/octet-stream", b"\x00\xff", [], "plain", "\x00ÿ"),
]


@pytest.mark.parametrize(("media_type", "content", "headers", "kind", "text"), CASES)
def test_shown_as_it_was_written(media_type, content, headers, kind, text):
    """Is a page shown as a page and all else as plain text, read in the encoding it has?"""
    expected = (f"text/{kind}; charset=utf-8", text.encode())
    assert served(media_type, content, seen(*headers)) == expected


LINK = '<link rel="preconnect" href="https://outlet.example">'


@pytest.mark.parametrize(
    "content",
    [
        LINK.encode(),
        LINK.replace("link", "LiNk").encode(),
        f"\ufeff{LINK}".encode("utf-16-le"),
        b"<meta charset=iso-2022-jp>\xff" + b"<li\x1b(Bnk rel=preconnect href=//outlet.example>",
    ],
)
def test_no_page_calls_its_outlet(content):
    """Is the one element gone that opens a connection past every policy, in any encoding?"""
    _, sent = served("text/html", content, seen())
    assert b"<link" not in sent.lower()
    assert b"<x-link" in sent


def test_nothing_in_it_can_run_or_load():
    """Does the policy put it on an origin of its own, without scripts, forms or requests?"""
    policy = HEADERS["Content-Security-Policy"]
    assert policy.split("; ")[0] == "sandbox"  # no allow-scripts, no allow-same-origin
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
