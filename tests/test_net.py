"""The one door to the network: what passes it, over the loopback address alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from crosswire import net
from crosswire.net import Limits, NetError, fetch


class Handler(BaseHTTPRequestHandler):
    seen: ClassVar[list[tuple[str, str]]] = []
    failures = 0

    def do_GET(self) -> None:
        Handler.seen.append((self.path, self.headers["User-Agent"]))
        if self.path == "/moved":
            self.answer(302, b"", ("Location", "/page"))
        elif self.path == "/loop":
            self.answer(302, b"", ("Location", "/loop"))
        elif self.path == "/away":
            self.answer(302, b"", ("Location", "file:///etc/hosts"))
        elif self.path == "/gone":
            self.answer(404, b"no")
        elif self.path == "/tired" and Handler.failures < 1:
            Handler.failures += 1
            self.answer(503, b"")
        elif self.headers["If-None-Match"] == '"1"':
            self.answer(304, b"")
        else:
            self.answer(200, b"<p>Shells fell.</p>" * 100, ("Content-Type", "text/html"))

    def answer(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(net, "PAUSES", (0.0,))
    Handler.seen, Handler.failures = [], 0
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://localhost:{running.server_address[1]}"
        running.shutdown()
        thread.join()


def test_a_page_is_fetched_with_its_headers(server: str) -> None:
    """Does a page arrive whole, by a tool that says who it is?"""
    found = fetch(f"{server}/page?a=b", allow_private=True)
    assert (found.status, found.media_type) == (200, "text/html")
    assert found.content == b"<p>Shells fell.</p>" * 100
    assert Handler.seen[0][0] == "/page?a=b"
    assert Handler.seen[0][1].startswith("crosswire")


def test_a_redirect_is_followed_and_named(server: str) -> None:
    """Is the address that of the page, and not that of the link?"""
    assert fetch(f"{server}/moved", allow_private=True).url == f"{server}/page"


def test_an_unchanged_feed_comes_back_as_such(server: str) -> None:
    """Can a feed be asked for only what is new?"""
    found = fetch(f"{server}/feed", headers={"If-None-Match": '"1"'}, allow_private=True)
    assert (found.status, found.content) == (304, b"")


def test_a_passing_failure_is_tried_again(server: str) -> None:
    """Does one bad second lose a page?"""
    assert fetch(f"{server}/tired", allow_private=True).status == 200
    assert [path for path, _ in Handler.seen] == ["/tired", "/tired"]


REFUSED = [
    ("/gone", Limits(), "404"),
    ("/loop", Limits(redirects=2), "more than 2 times"),
    ("/away", Limits(), "no http or https"),
    ("/page", Limits(bytes=1000), "larger than"),
]


@pytest.mark.parametrize(("path", "limits", "says"), REFUSED)
def test_what_is_no_page_is_an_error_in_one_sentence(
    server: str, path: str, limits: Limits, says: str
) -> None:
    """Are the caps kept, and told?"""
    with pytest.raises(NetError, match=says):
        fetch(server + path, limits, allow_private=True)


ANSWERS = [
    ("/page", 200),
    ("/moved", 302),  # not followed
    ("/gone", 404),
]


@pytest.mark.parametrize(("path", "status"), ANSWERS)
def test_a_library_gets_what_the_server_answers(server: str, path: str, status: int) -> None:
    """Does a library's client speak with the named server alone?"""
    with net.client(Limits(seconds=5)) as client:
        assert client.get(server + path).status_code == status
    assert [path for path, _ in Handler.seen] == [path]


def test_a_librarys_answer_is_capped(server: str) -> None:
    """Is an answer to a library cut off where it is too large?"""
    with net.client(Limits(bytes=1000)) as client, pytest.raises(NetError, match="larger than"):
        client.get(f"{server}/page")


PRIVATE = [
    "http://localhost/",
    "http://127.0.0.1:9/",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://0.0.0.0/",
    "http://2130706433/",
]


@pytest.mark.parametrize("url", PRIVATE)
def test_private_addresses_are_refused(url: str) -> None:
    """Can a feed send the tool into the user's own network?"""
    with pytest.raises(NetError, match="private or local"):
        fetch(url)


@pytest.mark.parametrize("url", ["file:///etc/hosts", "ftp://x.example/", "courier", "http://", ""])
def test_only_web_addresses_are_fetched(url: str) -> None:
    """Is a file or another protocol refused?"""
    with pytest.raises(NetError, match="no http or https"):
        fetch(url)


def test_nothing_listening_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a refused connection one sentence?"""
    monkeypatch.setattr(net, "PAUSES", ())
    with pytest.raises(NetError, match=r"connection to .* failed"):
        fetch("http://127.0.0.1:9/", Limits(seconds=2), allow_private=True)
