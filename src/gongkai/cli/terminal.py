"""The terminal: its encoding, whether it takes colours, and how text lines up on it."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from gongkai.cli.answer import Unable

_HARMLESS = "\n\t\N{IDEOGRAPHIC SPACE}\N{NO-BREAK SPACE}\N{EN SPACE}\N{EM SPACE}"
_COLOURS = {"red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36", "dim": "2", "bold": "1"}


def speak_chinese() -> None:
    """See to it that no character can make printing fail.

    A terminal that speaks GBK keeps doing so, with ? for what it lacks; anything else gets UTF-8.
    """
    import io

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stays = stream.isatty() and (stream.encoding or "").lower().startswith(("gb", "cp936", "utf"))
            stream.reconfigure(encoding=stream.encoding if stays else "utf-8", errors="replace")


def say(text: str) -> None:
    """Write to standard output. Raises :class:`Unable` where it takes nothing, BrokenPipeError where nobody reads."""
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _full(error) from error


def flush() -> None:
    """See to it that everything said has arrived. Raises as :func:`say`."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _full(error) from error


def close_output() -> None:
    """Send what is still to be written at exit nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _full(error: OSError) -> Unable:
    from gongkai.read.refusals import reason

    close_output()
    return Unable(f"写不出去（{reason(error)}）。请检查磁盘空间，或用 --output 换一个位置。")


def has_colours(stream: TextIO) -> bool:
    """Colours go to a terminal only, and not where NO_COLOR is set (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def painted(text: str, *colours: str, on: bool) -> str:
    if not on or not text:
        return text
    return f"\x1b[{';'.join(_COLOURS[colour] for colour in colours)}m{text}\x1b[0m"


def width(text: str) -> int:
    """How many columns of a terminal the text takes: a Chinese character takes two."""
    import unicodedata

    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def padded(text: str, columns: int, *, right: bool = False) -> str:
    gap = " " * max(columns - width(text), 0)
    return gap + text if right else text + gap


def clean(text: str) -> str:
    """Text from a file without the control characters that would steer a terminal."""
    if text.isprintable():
        return text
    kept = (sign if sign.isprintable() or sign in _HARMLESS else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return "".join(kept)
