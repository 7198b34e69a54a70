"""A page from a site of the list: within bounds of size, time and redirections, every step of the way allowed.

The connection goes to the very address that was looked at, so that a name cannot mean another machine a moment later.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from gongkai_web.witness.sites import PORTS, Sites, ascii_host

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SAFE = "/%:=&?~#+!$,;'@()*[]"
_CHUNK = 65_536


class NotFetched(Exception):
    """No page was to be had: what happened, in a sentence for the person who asked."""


class Denied(NotFetched):
    """It was not asked at all: the list does not have it."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Of a page with all the redirections that lead to it."""

    bytes: int = 20_000_000
    seconds: float = 30.0
    redirects: int = 5


USUAL = Bounds()


@dataclass(frozen=True, slots=True)
class Page:
    """What stood at ``landed``, behind all redirections, under the HTTP status."""

    landed: str
    status: int
    body: bytes


def fetched(address: str, sites: Sites, bounds: Bounds = USUAL) -> Page:
    """Raises :class:`NotFetched`. A page that says it is not there is a page: its status tells."""
    seen: list[str] = []
    until = time.monotonic() + bounds.seconds
    while True:
        url = _split(address)
        if because := sites.refusal(url):
            raise Denied(because if not seen else f"网页转到了别处（{address[:200]}）：{because}")
        if address in seen:
            raise NotFetched(f"网页转来转去，又回到了 {address[:200]}。")
        seen.append(address)
        if len(seen) > bounds.redirects + 1:
            raise NotFetched(f"网页转了 {bounds.redirects} 次还没有到，最后是 {address[:200]}。")
        with _said(url), _connected(url, sites, until - time.monotonic()) as connection:
            onward, status, body = _asked(connection, url, bounds)
        if not onward:
            return Page(address, status, body)
        address = urljoin(address, onward)


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError as error:
        raise NotFetched(f"「{address[:200]}」不是网址。") from error


def _asked(
    connection: http.client.HTTPConnection, url: SplitResult, bounds: Bounds
) -> tuple[str, int, bytes]:
    """Where to go on (empty: nowhere), status, content."""
    target = quote(url.path or "/", safe=_SAFE) + (f"?{quote(url.query, safe=_SAFE)}" if url.query else "")
    headers = {"User-Agent": "gongkai", "Accept-Encoding": "identity", "Connection": "close"}
    connection.request("GET", target, headers=headers)
    answer = connection.getresponse()
    onward = answer.getheader("Location") if answer.status in _REDIRECTS else None
    if onward:
        return onward, answer.status, b""
    body = _inflated(_read(answer, bounds), answer.getheader("Content-Encoding", ""), bounds)
    return "", answer.status, body


def _read(answer: http.client.HTTPResponse, bounds: Bounds) -> bytes:
    found = bytearray()
    while chunk := answer.read1(_CHUNK):
        found += chunk
        _refuse_huge(len(found), bounds)
    if answer.length:
        raise http.client.IncompleteRead(b"", answer.length)
    return bytes(found)


def _inflated(body: bytes, encoding: str, bounds: Bounds) -> bytes:
    """Some servers pack though they were asked not to."""
    if encoding.strip().lower() not in {"gzip", "x-gzip", "deflate"}:
        return body
    packed = zlib.decompressobj(47)
    found = packed.decompress(body, bounds.bytes + 1)
    _refuse_huge(len(found), bounds)
    if not packed.eof:
        raise zlib.error("cut off")
    return found


def _refuse_huge(size: int, bounds: Bounds) -> None:
    if size > bounds.bytes:
        raise NotFetched(f"网页超过 {bounds.bytes / 1e6:.0f} MB，没有取完。请给报告本身的网址。")


@contextmanager
def _said(url: SplitResult) -> Iterator[None]:
    """What went wrong on the way, in words."""
    host = url.hostname
    try:
        yield
    except (socket.gaierror, UnicodeError) as error:
        raise NotFetched(f"找不到主机「{host}」。请核对网址，或者这台服务器连不到那里。") from error
    except ssl.SSLCertVerificationError as error:
        raise NotFetched(f"「{host}」的证书不可信：{error.verify_message}。") from error
    except TimeoutError as error:
        raise NotFetched(f"「{host}」太慢，没有等到网页。") from error
    except (http.client.HTTPException, zlib.error) as error:
        raise NotFetched(f"「{host}」的回答不完整，或者不是网页（{type(error).__name__}）。") from error
    except OSError as error:
        raise NotFetched(f"连不上「{host}」（{error.strerror or type(error).__name__}）。") from error


@contextmanager
def _connected(url: SplitResult, sites: Sites, seconds: float) -> Iterator[http.client.HTTPConnection]:
    """A connection that is cut when the time is over, whatever the other side does meanwhile."""
    host, port = ascii_host(url.hostname or ""), url.port or PORTS[url.scheme]
    if seconds <= 0:
        raise TimeoutError
    connection = _Pinned(host, port, _addresses(host, port, sites), seconds, is_secure=url.scheme == "https")
    clock = threading.Timer(seconds, connection.cut)
    clock.start()
    try:
        yield connection
    except (OSError, http.client.HTTPException) as error:
        if connection.is_cut:
            raise TimeoutError from error
        raise
    finally:
        clock.cancel()
        clock.join()
        connection.close()
    if connection.is_cut:
        raise TimeoutError


def _addresses(host: str, port: int, sites: Sites) -> list[str]:
    found = dict.fromkeys(str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    for each in found:
        if not sites.permits(ipaddress.ip_address(each.partition("%")[0])):
            raise Denied(
                f"「{host}」的地址 {each} 在内部网络里，没有去看。确实要看的，请系统管理员把网段加进“可以核验的网站”。"
            )
    return list(found)


class _Pinned(http.client.HTTPConnection):
    """To the first of these addresses that answers; the name is only said, and proved by the certificate."""

    def __init__(
        self, host: str, port: int, addresses: Sequence[str], seconds: float, *, is_secure: bool
    ) -> None:
        super().__init__(host, port, timeout=seconds)
        self.default_port = PORTS["https" if is_secure else "http"]
        self.is_cut = False
        self._addresses = addresses
        self._is_secure = is_secure

    def connect(self) -> None:
        self.sock = self._reached()
        if self._is_secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """Whoever waits for the other side stops waiting."""
        self.is_cut = True
        if self.sock is not None:
            with suppress(OSError):  # it is closed already
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)  # that of TLS takes its own reading amiss

    def _reached(self) -> socket.socket:
        last: OSError | None = None
        for address in self._addresses:
            try:
                return socket.create_connection((address, self.port), self.timeout)
            except OSError as error:
                last = error
                if self.is_cut:
                    break
        raise last or OSError(f"no address of {self.host}")
