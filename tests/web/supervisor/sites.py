"""A web site that a test makes for itself on loopback, well behaved and otherwise."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LIST = "127.0.0.1:{port}\nlocalhost:{port}\n127.0.0.0/8\n::1/128"


@dataclass
class Site:
    """``pages`` by path: content with status 200, a number for a status, a word for a redirection, or a function."""

    port: int
    pages: dict[str, bytes | int | str | Callable[[BaseHTTPRequestHandler], None]] = field(
        default_factory=dict
    )
    asked: list[str] = field(default_factory=list)

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def list(self) -> str:
        return LIST.format(port=self.port)


@contextmanager
def site() -> Iterator[Site]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    found = Site(server.server_port)
    server.site = found  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def endless(handler: BaseHTTPRequestHandler) -> None:
    """More than anybody asked for."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(400):
        handler.wfile.write(b"x" * 65_536)


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then: no single wait is long."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def broken_off(handler: BaseHTTPRequestHandler) -> None:
    """Less than it promised."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"half")


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found: Site = self.server.site  # type: ignore[attr-defined]
        found.asked.append(self.path)
        page = found.pages.get(self.path, 404)
        try:
            if callable(page):
                page(self)
            elif isinstance(page, bytes):
                self._send(200, page)
            elif isinstance(page, int):
                self._send(page, b"<title>gone</title>")
            else:
                self._send(302, b"", ("Location", page))
        except OSError:  # the other side has heard enough
            return

    def log_message(self, *_: object) -> None:
        return

    def _send(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
