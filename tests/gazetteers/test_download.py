"""Fetching a country's dump, over the loopback address: whole, cut off, changed, too large."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from typer.testing import CliRunner

from crosswire import net
from crosswire.cli.gazetteer import app
from crosswire.gazetteers import ListError, Shelf, download

LINE = (
    "99000011\tTall Xubn\tTall Xubn\tTell Khubn\t34.61\t38.71\tP\tPPL\tSY\t\t11\t\t\t\t0\t\t\t"
    "Asia/Damascus\t2020-01-01\n"
)
CHANGED = "Tue, 03 Mar 2026 04:05:06 GMT"


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as box:
        box.writestr("SY.txt", LINE)
        box.writestr("filler.bin", bytes(range(256)) * 2000)  # so that there is a middle to cut at
    return buffer.getvalue()


class Handler(BaseHTTPRequestHandler):
    """A mirror that may break off, change its file, or be out of order."""

    content: ClassVar[bytes] = b""
    changed: ClassVar[str] = CHANGED
    cut: ClassVar[list[int]] = []  # after how many bytes the next answers break off
    asked: ClassVar[list[str | None]] = []

    def do_GET(self) -> None:
        given = self.headers["Range"]
        Handler.asked.append(given)
        if self.path != "/dump/SY.zip":
            self.send_error(404)
            return
        goes_on = given and self.headers["If-Range"] == self.changed
        start = int(given.removeprefix("bytes=").rstrip("-")) if goes_on else 0
        rest = self.content[start:]
        self.send_response(206 if goes_on else 200)
        self.send_header("Content-Length", str(len(rest)))
        self.send_header("Last-Modified", self.changed)
        self.end_headers()
        self.wfile.write(rest[: Handler.cut.pop(0)] if Handler.cut else rest)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def mirror(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(net, "PAUSES", (0.0,))
    Handler.content, Handler.changed = zipped(), CHANGED
    Handler.cut, Handler.asked = [], []
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}/dump"
        running.shutdown()
        thread.join()


def test_a_country_is_fetched_and_added(mirror: str, tmp_path: Path) -> None:
    """Does a fetched dump give its places, with the progress told up to all of its bytes?"""
    told: list[tuple[int, int | None]] = []
    path = download.country("SY", tmp_path, mirror, lambda *each: told.append(each))
    assert path.read_bytes() == Handler.content
    assert told[-1] == (len(Handler.content), len(Handler.content))
    assert Shelf(tmp_path / "lists").add(path).places == 1


def test_nothing_is_left_beside_the_list(mirror: str, tmp_path: Path) -> None:
    """Is the fetched file gone once its places stand in a list?"""
    arguments = ["add", "SY", "--mirror", mirror, "--gazetteer", str(tmp_path)]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    assert [path.name for path in tmp_path.iterdir()] == ["geonames-sy.gazetteer.sqlite"]


def test_it_goes_on_where_it_broke_off(mirror: str, tmp_path: Path) -> None:
    """Is only the rest asked for after a break, within one call and in the next one?"""
    Handler.cut = [1000, 2000]
    with pytest.raises(ListError, match="goes on from there"):
        download.country("SY", tmp_path, mirror, lambda *each: None)
    path = download.country("SY", tmp_path, mirror, lambda *each: None)
    assert Handler.asked == [None, "bytes=1000-", "bytes=3000-"]
    assert path.read_bytes() == Handler.content


def test_a_changed_file_is_fetched_anew(mirror: str, tmp_path: Path) -> None:
    """Is no old piece joined to a new file?"""
    Handler.cut = [1000, 0]
    with pytest.raises(ListError):
        download.country("SY", tmp_path, mirror, lambda *each: None)
    Handler.content, Handler.changed = zipped() + b"!", "Wed, 04 Mar 2026 04:05:06 GMT"
    path = download.country("SY", tmp_path, mirror, lambda *each: None)
    assert path.read_bytes() == Handler.content


def test_what_is_too_large_is_not_fetched(
    mirror: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is a file larger than the cap refused before it fills the disk?"""
    monkeypatch.setattr(download, "LIMITS", replace(download.LIMITS, bytes=2000))
    with pytest.raises(ListError, match="is larger than"):
        download.country("SY", tmp_path, mirror, lambda *each: None)
    assert not (tmp_path / "SY.zip").exists()


def test_a_country_that_is_not_there(mirror: str, tmp_path: Path) -> None:
    """Is an error of the server one sentence that says what else can be done?"""
    with pytest.raises(ListError, match=r"answered with 404.*by other means"):
        download.country("XX", tmp_path, mirror, lambda *each: None)


def test_geonames_own_server_is_never_a_local_one(
    mirror: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Are private addresses refused, but for a mirror that the user names?"""
    monkeypatch.setattr(download, "MIRROR", mirror)
    with pytest.raises(ListError, match="never fetched"):
        download.country("SY", tmp_path, mirror, lambda *each: None)
