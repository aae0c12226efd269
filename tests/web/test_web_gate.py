"""What stands before every page: hosts, the token, the origin, and the headers of each answer."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from crosswire.web.access import Keys
from crosswire.web.gate import HEADERS, Gate

HOST = "127.0.0.1:8765"
ORIGIN = {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}
KEYS = Keys(8765)
HTML = {"accept": "text/html"}


def told(request):
    own = {"Content-Security-Policy": "sandbox"} if request.url.path == "/own" else {}
    return PlainTextResponse(request.state.visitor.name, headers=own)


def client(name="Ana", host=HOST, **cookies):
    app = Starlette(
        routes=[Route(path, told, methods=["GET", "POST"]) for path in ("/", "/own", "/x.json")],
        middleware=[Middleware(Gate, keys=KEYS, hosts=frozenset({HOST, "localhost:8765"}))],
    )
    held = {KEYS.session_cookie: KEYS.session, KEYS.name_cookie: KEYS.write_name(name)}
    held = cookies.get("cookies", held if name else {KEYS.session_cookie: KEYS.session})
    return TestClient(app, base_url=f"http://{host}", cookies=held, follow_redirects=False)


def test_who_holds_the_session_comes_in():
    """Does a page know who asks for it?"""
    assert client().get("/").text == "Ana"


@pytest.mark.parametrize("path", ["/", "/own", "/x.json", "/nowhere"])
def test_nobody_else_comes_in(path):
    """Is every address, there or not, closed to who has no session, in one sentence?"""
    answer = client(cookies={}).get(path)
    assert answer.status_code == 403
    assert "crosswire serve" in answer.text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "localhost:8766"])
def test_another_host_is_not_answered(host):
    """Is a host name that is not ours refused, though it leads here (DNS rebinding)?"""
    assert client(host=host).get("/").status_code == 421


def test_our_other_name_is_answered():
    """Is localhost as good as 127.0.0.1, in any case?"""
    assert client().get("/", headers={"host": "LOCALHOST:8765"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "http://evil.example"},
        {"origin": f"https://{HOST}"},
        {"origin": f"http://{HOST}.evil.example"},
        {"origin": f"http://{HOST}", "sec-fetch-site": "cross-site"},
        {"origin": f"http://{HOST}", "sec-fetch-site": "same-site"},
        {"origin": f"http://{HOST}", "sec-fetch-site": "none"},
    ],
)
def test_another_site_cannot_post(headers):
    """Is a post refused that our own pages did not send, though the cookies come with it?"""
    assert client().post("/", headers=headers).status_code == 403


def test_our_pages_can_post():
    """Is a post of our own page let through?"""
    assert client().post("/", headers=ORIGIN).text == "Ana"


def test_who_has_no_name_is_asked_for_one():
    """Is a nameless reader sent to say a name, while a program and a part of a page are not?"""
    nameless = client(name="")
    answer = nameless.get("/", headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, "/enter")
    assert nameless.get("/x.json").status_code == 200
    assert nameless.get("/", headers=HTML | {"hx-request": "true"}).status_code == 200


@pytest.mark.parametrize("cookies", [{}, None])
def test_every_answer_has_the_headers(cookies):
    """Do refusals too carry the policy that lets a page load nothing from elsewhere?"""
    answer = client(**({} if cookies is None else {"cookies": cookies})).get("/")
    assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)


def test_the_policy_allows_no_other_host_and_no_inline_code():
    """Does the policy name nothing but this site itself?"""
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy


def test_a_page_with_its_own_policy_keeps_it():
    """Is the sandbox of a raw document not widened by the gate?"""
    assert client().get("/own").headers["Content-Security-Policy"] == "sandbox"
