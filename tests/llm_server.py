"""A real server of the OpenAI interface on this machine, which replies as a test tells it to."""

from __future__ import annotations

import json
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ReplyServer:
    """Answers each question by the next of ``answers``, the last one for ever.

    An answer is (status, headers, body), or words: the model's reply. ``on_question`` makes a reply
    from a question. ``questions`` are the bodies that were sent, ``sent`` their paths and headers.
    """

    def __init__(self):
        self.answers, self.questions, self.sent = [], [], []
        self.models = (200, {}, b'{"object": "list", "data": []}')
        self.on_question = None
        self.hangs = threading.Event()
        self.hangs.set()

    def __enter__(self):
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.answer(*outer.models)

            def do_POST(self):
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.questions.append(asked)
                headers = {name.lower(): value for name, value in self.headers.items()}
                outer.sent.append((self.path, headers))
                outer.hangs.wait()
                self.answer(*outer.next(asked))

            def answer(self, status, headers, body):
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with suppress(OSError):  # who asked may not have waited
                    self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"
        return self

    def __exit__(self, *_):
        self.hangs.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def next(self, asked):
        if self.on_question:
            return said(self.on_question(asked))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer if isinstance(answer, tuple) else said(answer)


def said(reply, reason="stop"):
    """The answer whose only choice is this reply."""
    choice = {"index": 0, "finish_reason": reason, "message": {"role": "assistant"}}
    choice["message"]["content"] = reply
    shape = {"id": "c", "object": "chat.completion", "created": 1, "model": "m"}
    return 200, {}, json.dumps({**shape, "choices": [choice]}).encode()


def told(**fields):
    """A claim as a model tells it, with these fields."""
    empty = {"id": 1, "quote": "", "trigger": "", "type": "shelling", "status": "occurred"}
    empty |= {"side_a": [], "side_b": [], "places": [], "date_words": None}
    return {**empty, "casualties": [], "speaker": None, "same_as": None, **fields}


def listed(*claims):
    """The reply that lists these claims."""
    return json.dumps({"claims": claims})


def error(status, message="no", **headers):
    """An answer that is an error, which may be tried again at once."""
    body = json.dumps({"error": {"message": message}}).encode()
    return status, {"retry-after-ms": "1", **headers}, body
