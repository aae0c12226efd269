"""What tests of several rooms share."""

import pytest
from llm_server import ReplyServer


@pytest.fixture
def llm_server(monkeypatch):
    """A server of the OpenAI interface on this machine; see ``llm_server.py``."""
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    with ReplyServer() as server:
        yield server
