"""A database that is away for a while: told from a statement that it refused, and waited for."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, connection

ERRORS = (OperationalError, InterfaceError)
_PAUSE = 1.0


def is_away() -> bool:
    """After one of the errors: whether the connection is lost. Where it still answers, the statement was at fault."""
    return connection.connection is None or not connection.is_usable()


def wait(stops: Callable[[], bool]) -> None:
    """Until the database answers again, or ``stops`` says so."""
    while not stops():
        connection.close()
        try:
            connection.ensure_connection()
        except ERRORS:
            time.sleep(_PAUSE)
        else:
            return
