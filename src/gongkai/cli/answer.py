"""What a command answers the shell: an exit code, or why it could not do what was asked."""

from __future__ import annotations

FINE = 0
FINDINGS = 1
UNABLE = 2
INTERRUPTED = 130
PIPE_CLOSED = 141  # as a program that SIGPIPE ends


class Unable(Exception):
    """What was asked cannot be done. The sentence says what, where, and what would help."""
