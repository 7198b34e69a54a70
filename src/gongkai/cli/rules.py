"""The options with which an organ brings its own days and its own choices to a command."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.answer import Unable
from gongkai.cli.arguments import Parser

if TYPE_CHECKING:
    from gongkai.law.rulebook import Rulebook


def own_rules(parser: Parser) -> None:
    """Add the options of every command that asks the law in time."""
    parser.option(
        "--calendar", says="本机关的日历附加文件，可以给几次", metavar="文件", action="append", default=[]
    )
    parser.option("--settings", says="本机关在法律没有写明之处的取法", metavar="文件", default=None)


def rulebook_of(options: Namespace) -> Rulebook:
    """The rulebook that the options ask for. Raises :class:`Unable` with every mistake in the files."""
    from gongkai.law.loader import LawFileError
    from gongkai.law.rulebook import rulebook

    try:
        return rulebook(
            calendars=[Path(name) for name in options.calendar],
            choices=None if options.settings is None else Path(options.settings),
        )
    except LawFileError as error:
        raise Unable(str(error)) from error
