"""An address → what its server gives: politely, in bounds, and from no private network."""

import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import urldefrag, urljoin, urlsplit

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationValueError,
    NameResolutionError,
    NewConnectionError,
    SSLError,
)
from urllib3.exceptions import (
    TimeoutError as TooSlow,
)
from urllib3.response import BaseHTTPResponse
from urllib3.util import make_headers

from whodex import __version__
from whodex.read import files

SCHEMES = ("http", "https")
MOST_REDIRECTS = 5
CONNECT, BETWEEN, WHOLE = 10, 20, 60  # seconds to connect, between two pieces, and for all of it
PAUSE = 1.0  # seconds between two questions to one server
LARGEST, LARGEST_PDF = files.LARGEST, files.LARGEST_OTHER  # bytes: no more is read
PIECE = 65_536
MOVED = {301, 302, 303, 307, 308}
PDF = b"%PDF-"


class UnfetchedError(Exception):
    """Says why an address gives nothing, and what would help."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave in the end: where it stands, its bytes, and what its server calls it."""

    address: str
    data: bytes
    kind: str
    charset: str | None


def is_public(machine: str) -> bool:
    """Say whether a machine's number is one of the open internet."""
    number = ip_address(machine.partition("%")[0])
    number = getattr(number, "ipv4_mapped", None) or number
    return number.is_global and not number.is_multicast


class _Open:
    """A connection on which nothing is said to a machine of a private network."""

    host: str

    def _new_conn(self) -> socket.socket:
        connected: socket.socket = super()._new_conn()  # type: ignore[misc]
        machine = str(connected.getpeername()[0])
        if not is_public(machine):
            connected.close()
            at = machine if machine == self.host else f"{self.host} ({machine})"
            message = f"{at} is in a private network; --private allows that"
            raise UnfetchedError(message)
        return connected


class _OpenHTTP(_Open, HTTPConnection):
    pass


class _OpenHTTPS(_Open, HTTPSConnection):
    pass


class _OpenHTTPPool(HTTPConnectionPool):
    ConnectionCls = _OpenHTTP


class _OpenHTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _OpenHTTPS


@dataclass(slots=True)
class Fetcher:
    """Asks servers one question after the other; `private` networks only if that is allowed."""

    private: bool = False
    manager: PoolManager = field(default_factory=PoolManager)
    asked: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.private:
            pools = {"http": _OpenHTTPPool, "https": _OpenHTTPSPool}
            self.manager.pool_classes_by_scheme = pools

    def fetch(self, address: str) -> Fetched:
        """Return what an address gives, redirects followed.

        Raises UnfetchedError where it leads nowhere, to a private network or to something of
        another kind than a page, a text, a PDF or a feed, is too large or takes too long.
        """
        end = time.monotonic() + WHOLE
        for _ in range(1 + MOST_REDIRECTS):
            address = checked(address)
            response = self._asked(address)
            try:
                if response.status not in MOVED or not response.headers.get("Location"):
                    return _answer(address, response, end)
                address = _beside(address, response.headers["Location"])
            finally:
                response.close()
        message = f"it leads to another address more than {MOST_REDIRECTS} times"
        raise UnfetchedError(message)

    def _asked(self, address: str) -> BaseHTTPResponse:
        """Ask a server, not sooner than a moment after the last question."""
        host = urlsplit(address).netloc
        wait = self.asked.get(host, 0) + PAUSE - time.monotonic()
        if host in self.asked and wait > 0:
            time.sleep(wait)
        try:
            return self.manager.request(
                "GET",
                address,
                redirect=False,
                retries=False,
                preload_content=False,
                timeout=Timeout(connect=CONNECT, read=BETWEEN),
                headers=_headers(),
            )
        except (HTTPError, LocationValueError) as error:
            raise UnfetchedError(_unanswered(error)) from error
        finally:
            self.asked[host] = time.monotonic()


def _beside(address: str, place: str) -> str:
    """Return the address of a place that another address names."""
    try:
        return urljoin(address, place)
    except ValueError as error:
        message = f"it leads to {place!r}, which isn't an address: {error}"
        raise UnfetchedError(message) from error


def checked(address: str) -> str:
    """Return an address without its fragment; raise UnfetchedError if it is none of the web."""
    try:
        parts = urlsplit(address.strip())
        scheme, host, secret = parts.scheme.lower(), parts.hostname, parts.username
    except ValueError as error:
        message = f"isn't an address: {error}"
        raise UnfetchedError(message) from error
    if scheme not in SCHEMES or not host:
        message = "isn't an address of the web (right: https://example.org/storm)"
        raise UnfetchedError(message)
    if secret is not None:
        message = "has a name or a password in it, which would stand in the seed"
        raise UnfetchedError(message)
    return urldefrag(address.strip())[0]


def _headers() -> Mapping[str, str]:
    return {
        **make_headers(accept_encoding=True, user_agent=f"Whodex/{__version__}"),
        "accept": "text/html, application/xhtml+xml, application/pdf, application/atom+xml, "
        "application/rss+xml, */*;q=0.5",
        "accept-language": "en, *;q=0.5",
    }


def _unanswered(error: Exception) -> str:
    """Say why no answer came."""
    if isinstance(error, NameResolutionError):
        return "its server isn't known: is the address right, and is this machine online?"
    if isinstance(error, NewConnectionError):
        return "nothing answers there: is the address right, and is this machine online?"
    if isinstance(error, TooSlow):
        seconds = CONNECT if isinstance(error, ConnectTimeoutError) else BETWEEN
        return f"its server doesn't answer within {seconds} seconds"
    if isinstance(error, SSLError):
        return f"its server can't show that it is the right one: {error}"
    return f"it can't be reached: is this machine online? ({error})"


def _answer(address: str, response: BaseHTTPResponse, end: float) -> Fetched:
    """Read a whole answer, as long as it is one that can become a seed."""
    if response.status != HTTPStatus.OK:
        raise UnfetchedError(_refused(response))
    kind, _, more = response.headers.get("Content-Type", "").partition(";")
    charset = more.partition("charset=")[2].strip(" \"'") or None
    pieces: list[bytes] = []
    size = 0
    try:
        for piece in response.stream(PIECE, decode_content=True):
            size += len(piece)
            pieces.append(piece)
            largest = LARGEST_PDF if pieces[0].startswith(PDF) else LARGEST
            if size > largest:
                message = f"it is larger than {largest // 1_000_000} MB"
                raise UnfetchedError(message)
            if time.monotonic() > end:
                message = f"it takes longer than {WHOLE} seconds"
                raise UnfetchedError(message)
    except HTTPError as error:
        message = f"its server stopped amid the answer: {error}"
        raise UnfetchedError(message) from error
    return Fetched(address, b"".join(pieces), kind.strip().lower(), charset)


def _refused(response: BaseHTTPResponse) -> str:
    """Say what a server answered in place of a page."""
    try:
        phrase = f" ({HTTPStatus(response.status).phrase})"
    except ValueError:
        phrase = ""
    again = response.headers.get("Retry-After", "")
    wait = f"; it asks to come back in {again} seconds" if again.isdecimal() else ""
    return f"its server answers {response.status}{phrase}{wait}"
