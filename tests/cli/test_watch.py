"""Following a feed over loopback, with every other address cut."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

PAGE = """<html><head><title>Shells hit Azaz</title></head><body><article>
<p>Rebel shelling killed at least 12 people at a market in the town of Azaz in northern Syria on
Monday, the Syrian Observatory for Human Rights said.</p><p>Rescuers looked for people under the
rubble through the night, a doctor in the town said, and schools stayed closed.</p>
</article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Levant Wire</title>
<item><title>Shells hit Azaz</title><link>{at}/azaz</link><pubDate>Tue, 04 Mar 2031 08:00:00 GMT
</pubDate><description>At least 12 people were killed in Azaz on Monday.</description></item>
<item><title>Gone</title><link>{at}/gone</link><description>Troops entered the town of Manbij on
Monday, a military source said.</description></item></channel></rss>"""


class Handler(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self):
        Handler.asked.append(self.path)
        at = f"http://127.0.0.1:{self.server.server_address[1]}"
        pages = {"/feed": FEED.replace("{at}", at), "/azaz": PAGE}
        body = pages.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/xml" if self.path == "/feed" else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *args):
        pass


@pytest.fixture
def server():
    Handler.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()
        thread.join()


def test_new_entries_are_fetched_once(crosswire, server, tmp_path):
    """Is a page coded, a missing one replaced by its entry, and neither asked for again?"""
    arguments = ("watch", f"{server}/feed", "--once", "--json", "--allow-private")
    first = json.loads(crosswire(*arguments, cwd=tmp_path).stdout)
    assert first["new"] == 2
    assert first["dropped"] == {"readers": 1}
    assert first["totals"]["claims"] >= 2
    second = json.loads(crosswire(*arguments, cwd=tmp_path).stdout)
    assert second["read"] == 0
    assert Handler.asked == ["/feed", "/azaz", "/gone", "/feed"]


def test_a_private_address_is_refused_unless_allowed(crosswire, server, tmp_path):
    """Is a feed on this machine refused with its reason, and nothing asked?"""
    done = crosswire("watch", f"{server}/feed", "--once", cwd=tmp_path)
    assert done.returncode == 0
    assert "127.0.0.1" in done.stdout
    assert Handler.asked == []
