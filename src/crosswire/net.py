"""The only code that opens a connection: guarded, capped, and used by no command unless named.

Only http and https are fetched, and only from public addresses: a feed must not be able to send
the tool to a machine of the user's own network. The address that was checked is the one that is
connected to, so a name that resolves differently a moment later gains nothing. Proxies of the
environment are not used, for the same reason.

``client`` is for a library that speaks with one server that the user named, which may be local.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar
from urllib.parse import urljoin, urlsplit, urlunsplit

if TYPE_CHECKING:
    import httpx

USER_AGENT = "crosswire (conflict news reader)"
SCHEMES = {"http": 80, "https": 443}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PASSING = frozenset({429, 500, 502, 503, 504})  # a server's troubles that may be over in a second
PAUSES = (0.5, 2.0)  # seconds before the second and the third try
CHUNK = 65_536  # bytes
EPOCH = "Thu, 01 Jan 1970 00:00:00 GMT"  # where a server does not say when a file changed
ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.8"


class NetError(Exception):
    """A page could not be fetched; the message is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much a fetch may take.

    ``seconds`` is for connecting and for each wait on the server; ``total_seconds`` for one page
    with its redirects. ``allow_private`` lets loopback and local addresses through, for tests.
    """

    seconds: float = 15.0
    total_seconds: float = 60.0
    bytes: int = 20 * 1024 * 1024  # the largest news pages and feeds have about a tenth of it
    redirects: int = 5
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered; ``url`` is where the redirects ended. Header names are small."""

    url: str
    status: int
    media_type: str
    headers: tuple[tuple[str, str], ...]
    content: bytes


DEFAULT = Limits()
T = TypeVar("T")
# Makes something of an answer: of its address, itself, the limits, and the time by which.
Take: TypeAlias = "Callable[[str, httpx.Response, Limits, float], T]"


def fetch(
    url: str,
    limits: Limits = DEFAULT,
    headers: Mapping[str, str] | None = None,
    *,
    allow_private: bool = False,
) -> Fetched:
    """The page at ``url``, following redirects, with two more tries where the trouble may pass.

    ``headers`` are sent beside the tool's own (``If-None-Match`` of a feed); an answer 304 comes
    back as such, with no content. Raises ``NetError`` for everything else that is not a page.
    """
    if allow_private:
        limits = private(limits)
    return _tried(lambda: _follow(url, limits, headers or {}, _fetched))


def private(limits: Limits) -> Limits:
    """The limits, with loopback and local addresses let through: for what a user names."""
    return replace(limits, allow_private=True)


def download(
    url: str, into: Path, limits: Limits, on_progress: Callable[[int, int | None], None]
) -> None:
    """Fetch a file, in pieces and with more tries; what an earlier try fetched is gone on from.

    The piece stands beside the file as ``NAME.part``, and bears the time of change that the server
    gave: a file that has changed there since is fetched anew. Raises NetError.
    """
    part = into.with_name(f"{into.name}.part")
    _tried(lambda: _download(url, part, limits, on_progress))
    part.replace(into)


def _tried(once: Callable[[], T]) -> T:
    """What it gives, with two more tries where the trouble may pass."""
    for pause in (*PAUSES, None):
        try:
            return once()
        except _PassingError as trouble:
            if pause is None:
                raise NetError(str(trouble)) from trouble
            time.sleep(pause)
    raise AssertionError("the last try returns or raises")


def client(limits: Limits) -> httpx.Client:
    """A client for a library of its own: it follows no redirect, uses no proxy of the environment
    and reads no cookie.

    An answer that is larger, or takes longer in all, than the limits allow raises NetError, as one
    does that is compressed: a few bytes of it could become any number.
    """
    import httpx

    class Capped(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            request.headers["Accept-Encoding"] = "identity"
            deadline = time.monotonic() + limits.total_seconds
            answer = super().handle_request(request)
            if answer.headers.get("content-encoding", "identity") != "identity":
                answer.close()
                raise NetError("The answer is compressed, which was not asked for.")
            assert isinstance(answer.stream, httpx.SyncByteStream)
            answer.stream = Stream(answer.stream, deadline)
            return answer

    class Stream(httpx.SyncByteStream):
        def __init__(self, inner: httpx.SyncByteStream, deadline: float) -> None:
            self.inner, self.deadline = inner, deadline

        def __iter__(self) -> Iterator[bytes]:
            size = 0
            for chunk in self.inner:
                size += len(chunk)
                if size > limits.bytes:
                    raise NetError(f"The answer is larger than {limits.bytes // 1024} kB.")
                if time.monotonic() > self.deadline:
                    raise NetError(f"The answer took longer than {limits.total_seconds:g} s.")
                yield chunk

        def close(self) -> None:
            self.inner.close()

    transport = Capped(trust_env=False)
    return httpx.Client(
        transport=transport, timeout=limits.seconds, follow_redirects=False, trust_env=False
    )


class _PassingError(NetError):
    """A failure that another try may not meet."""


def _follow(url: str, limits: Limits, headers: Mapping[str, str], take: Take[T]) -> T:
    """What ``take`` makes of the answer at which the redirects end."""
    deadline = time.monotonic() + limits.total_seconds
    at = url
    for _ in range(limits.redirects + 1):
        target, host = _checked(at, limits)
        with _answer(target, host, limits, headers) as answer:
            location = answer.headers.get("location")
            if answer.status_code in REDIRECTS and location:
                at = urljoin(at, location)
                continue
            if answer.status_code in PASSING:
                raise _PassingError(f"{at} answered with the error {answer.status_code}.")
            return take(at, answer, limits, deadline)
    raise NetError(f"{url} redirects more than {limits.redirects} times.")


def _download(
    url: str, part: Path, limits: Limits, on_progress: Callable[[int, int | None], None]
) -> None:
    """One try at the rest of a file."""
    had = part.stat().st_size if part.exists() else 0
    headers = {"Accept-Encoding": "identity"}
    if had:
        changed = formatdate(part.stat().st_mtime, usegmt=True)
        headers |= {"Range": f"bytes={had}-", "If-Range": changed}

    def take(at: str, answer: httpx.Response, limits: Limits, deadline: float) -> None:
        if answer.status_code not in (200, 206):
            part.unlink(missing_ok=True)
            raise NetError(f"{at} answered with {answer.status_code}, not with a file.")
        kept = had if answer.status_code == 206 else 0
        _append(at, answer, part, kept, limits, deadline, on_progress)

    _follow(url, limits, headers, take)


def _append(
    url: str,
    answer: httpx.Response,
    part: Path,
    had: int,
    limits: Limits,
    deadline: float,
    on_progress: Callable[[int, int | None], None],
) -> None:
    """The body behind the ``had`` bytes of the piece."""
    length = answer.headers.get("content-length", "")
    total = had + int(length) if length.isdigit() else None
    too_large = f"{url} is larger than {limits.bytes // 1024 // 1024} MB."
    if total and total > limits.bytes:
        raise NetError(too_large)
    try:
        with part.open("ab" if had else "wb") as file:
            for chunk in answer.iter_raw():  # as it comes: what came before a break is kept
                file.write(chunk)
                had += len(chunk)
                on_progress(had, total)
                if had > limits.bytes:
                    raise NetError(too_large)
                if time.monotonic() > deadline:
                    raise NetError(f"{url} took longer than {limits.total_seconds:g} s.")
    finally:
        changed = parsedate_to_datetime(answer.headers.get("last-modified") or EPOCH).timestamp()
        os.utime(part, (changed, changed))
    if total is not None and had < total:
        raise _PassingError(f"{url} broke off after {had:,} of {total:,} bytes.")


def _checked(url: str, limits: Limits) -> tuple[str, str]:
    """The URL with its host's checked address in place of the name, and the host as named."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NetError(f"{url!r} is no web address.") from None
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise NetError(f"{url!r} is no http or https address.")
    address = _address(parts.hostname, port or SCHEMES[parts.scheme], limits)
    place = f"[{address}]" if ":" in address else address
    netloc = place if port is None else f"{place}:{port}"
    return urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, "")), parts.hostname


def _address(host: str, port: int, limits: Limits) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise _PassingError(f"The name {host} cannot be found; is there a connection?") from None
    addresses = [str(row[4][0]) for row in found]
    if not limits.allow_private:
        for address in addresses:
            if not _is_public(address):
                raise NetError(f"{host} is a private or local address, which is never fetched.")
    return addresses[0]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and (inner := ip.ipv4_mapped or ip.sixtofour):
        ip = inner  # an IPv4 address in the dress of IPv6
    return ip.is_global and not ip.is_multicast


@contextmanager
def _answer(
    target: str, host: str, limits: Limits, headers: Mapping[str, str]
) -> Iterator[httpx.Response]:
    import httpx  # no other command pays for it

    own = {"User-Agent": USER_AGENT, "Accept": ACCEPT, "Host": _host_header(target, host)}
    try:
        with (
            httpx.Client(timeout=limits.seconds, follow_redirects=False, trust_env=False) as client,
            client.stream(
                "GET", target, headers={**headers, **own}, extensions={"sni_hostname": host}
            ) as answer,
        ):
            yield answer
    except httpx.TimeoutException:
        raise _PassingError(f"{host} did not answer within {limits.seconds:g} s.") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _PassingError(f"The connection to {host} failed: {error}.") from None


def _host_header(target: str, host: str) -> str:
    port = urlsplit(target).port
    name = f"[{host}]" if ":" in host else host
    return name if port is None else f"{name}:{port}"


def _fetched(url: str, answer: httpx.Response, limits: Limits, deadline: float) -> Fetched:
    status = answer.status_code
    if status not in (200, 304):
        raise NetError(f"{url} answered with {status}, not with a page.")
    content = bytearray()
    for chunk in answer.iter_bytes(CHUNK):
        content += chunk
        if len(content) > limits.bytes:
            raise NetError(f"{url} is larger than {limits.bytes // 1024} kB.")
        if time.monotonic() > deadline:
            raise NetError(f"{url} took longer than {limits.total_seconds:g} s.")
    media_type = answer.headers.get("content-type", "")
    headers = tuple((name.lower(), value) for name, value in answer.headers.items())
    return Fetched(url, status, media_type, headers, bytes(content))
