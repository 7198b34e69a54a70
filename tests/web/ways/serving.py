"""A server for browsers in this process, on the test's own connection: the test may move the day and look at rows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.test.testcases import LiveServerThread


class _OnOneConnection(ThreadedWSGIServer):
    """Nothing that a request does closes the connection of the test."""

    def _close_connections(self) -> None:
        pass


class _Thread(LiveServerThread):
    server_class = _OnOneConnection


@contextmanager
def serving() -> Iterator[str]:
    """The address of the system. What is asked of it at once is answered one after the other."""
    connection = connections["default"]
    connection.inc_thread_sharing()
    handler: Any = _in_turn  # the stubs ask for a class; whatever wraps an application will do
    thread = _Thread("127.0.0.1", handler, connections_override={"default": connection})
    thread.daemon = True
    thread.start()
    thread.is_ready.wait(20)
    if thread.error:
        raise thread.error
    try:
        yield f"http://127.0.0.1:{thread.port}"
    finally:
        thread.terminate()
        connection.dec_thread_sharing()


def _in_turn(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    turn = threading.Lock()

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        with turn:
            found = application(environ, start)
            try:
                return list(found)
            finally:
                getattr(found, "close", lambda: None)()

    return answer
