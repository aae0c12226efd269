"""The table of rooms in the design, enforced: who imports whom, and who opens a connection."""

import ast
from pathlib import Path

import pytest

import crosswire

PACKAGE = Path(crosswire.__file__).parent
STEPS = {"readers", "clean", "stories", "claims", "resolve", "incidents", "judgements"}
MAY_IMPORT = {  # room: the rooms of Crosswire that it may import
    "records": set(),
    "rows": {"records"},
    "reckoning": {"records", "rows"},
    "review": {"records", "rows", "reckoning"},
    "vocab": {"records"},
    "net": set(),
    "readers": {"records", "net"},
    "clean": {"records"},
    "stories": {"records"},
    "claims": {"records", "vocab", "net"},  # net for the language model that a user names
    "resolve": {"records", "vocab"},
    "gazetteers": {"records", "net", "resolve"},  # makes what resolve looks up
    "incidents": {"records", "vocab"},
    "judgements": {"records"},
    "store": {"records", "rows", "reckoning", "review"},
    "exports": {"records", "rows", "reckoning"},
    "steps": STEPS | {"records", "vocab"},
    "crew": {"steps"},
    "deriving": {"judgements", "steps", "crew", "store", "records", "rows"},
    "pipeline": STEPS
    | {"gazetteers", "deriving", "steps", "crew", "store", "vocab", "records", "rows"},
    "desk": {"judgements", "incidents", "deriving", "pipeline", "steps", "crew", "store", "vocab"}
    | {"gazetteers", "records", "rows"},
    "web": {"records", "rows", "reckoning", "store", "exports"},
    "evaluate": {"records"},
    "cli": {
        "records",
        "rows",
        "pipeline",
        "desk",
        "gazetteers",
        "store",
        "exports",
        "web",
        "evaluate",
    },
    "__main__": {"cli"},
    "__init__": set(),
}
OPENS_CONNECTIONS = {
    "socket",
    "ssl",
    "httpx",
    "requests",
    "urllib3",
    "aiohttp",
    "ftplib",
    "smtplib",
}
OPENS_CONNECTIONS |= {"urllib.request", "http.client", "http.server", "socketserver", "asyncio"}
OPENS_CONNECTIONS |= {"openai"}
SERVES = {"http.server", "socketserver"}  # the web room listens, and calls nobody
# Connects through net.client alone, and only where a user names a server.
THROUGH_NET = {"claims/llm/server.py": {"openai"}}


def modules():
    return sorted(PACKAGE.rglob("*.py"))


def room_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path):
    """The full names of all that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative imports hide the room"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def within(name, places):
    return any(name == place or name.startswith(f"{place}.") for place in places)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_what_the_table_allows(path):
    """Does every module import only the rooms that the table of the design gives it?"""
    room = room_of(path)
    assert room in MAY_IMPORT, f"the room {room} is not in the table"
    for line, name in imported(path):
        if within(name, ["crosswire"]):
            other = [*name.split("."), "__init__"][1]
            fact = other.startswith("__")  # the version is a fact for all
            assert fact or other == room or other in MAY_IMPORT[room], f"{path}:{line}: {name}"


def test_no_step_imports_a_step():
    """Are the steps free of each other in the table itself?"""
    for step in STEPS:
        assert not MAY_IMPORT[step] & STEPS


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_net_opens_connections(path):
    """Is net.py the one module that can reach the network, and the web room only listening?"""
    room = room_of(path)
    allowed = OPENS_CONNECTIONS if room == "net" else SERVES if room == "web" else set()
    allowed = allowed | THROUGH_NET.get(path.relative_to(PACKAGE).as_posix(), set())
    for line, name in imported(path):
        assert not within(name, OPENS_CONNECTIONS - allowed), f"{path}:{line}: {name}"


def test_the_table_names_no_room_that_is_gone():
    """Is every room of the table there? (A room that moved would be unguarded.)"""
    there = {room_of(path) for path in modules()}
    assert set(MAY_IMPORT) - there <= {"__main__", "web"}  # the web room is still to come
