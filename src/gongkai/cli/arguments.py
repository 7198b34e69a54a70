"""The words after a command: argparse, with Chinese help and errors that help.

Operands (files, codes) and options may stand in any order; ``--`` ends the options.
"""

from __future__ import annotations

import argparse
import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from gongkai.cli.answer import Unable
from gongkai.cli.inputs import meant_by
from gongkai.write.rendering import SUFFIXES


class Parser(argparse.ArgumentParser):
    """The options of one command. ``operands`` is how the rest is called in the help (文件…), None where none may come."""

    def __init__(self, name: str, about: str, *, operands: str | None, examples: str) -> None:
        super().__init__(prog=f"gongkai {name}", add_help=False, allow_abbrev=False, exit_on_error=False)
        self.about = about
        self.operands = operands
        self.examples = examples
        self.options: list[argparse.Action] = []

    def option(self, *names: str, says: str, **how: Any) -> None:
        """Add an option; ``how`` goes to :meth:`argparse.ArgumentParser.add_argument`."""
        self.options.append(self.add_argument(*names, help=says, **{"action": _Once} | how))

    def choice(self, name: str, values: Sequence[str], *, says: str, default: str | None = None) -> None:
        """Add an option that takes one of a few words."""
        self.option(name, says=says, default=default, metavar="|".join(values), type=_one_of(name, values))

    def whole(self, name: str, *, says: str, least: int = 0) -> None:
        """Add an option that takes a whole number."""
        self.option(name, says=says, default=None, metavar="N", type=_whole(name, least))

    def day(self, name: str, *, says: str) -> None:
        """Add an option that takes a day."""
        self.option(name, says=says, default=None, metavar="日期", type=_day(name))

    def wants_help(self, words: Sequence[str]) -> bool:
        return not {"-h", "--help"}.isdisjoint(_before_end(words)[0])

    def parse(self, words: Sequence[str]) -> argparse.Namespace:
        """The options by name, and ``operands``. Raises :class:`Unable`."""
        optional, rest = _before_end(words)
        try:
            found, others = self.parse_known_args(optional)
        except argparse.ArgumentError as error:
            raise Unable(self._said(error)) from error
        for word in others:
            if word.startswith("-") and word != "-":
                raise Unable(self._unknown(word.partition("=")[0]))
        found.operands = [*others, *rest]
        if found.operands and self.operands is None:
            raise Unable(f"不知道「{found.operands[0]}」是什么意思。用法：{self.prog} --help")
        return found

    def format_help(self) -> str:
        usage = " ".join(
            part for part in (self.prog, self.operands, "[选项]" if self.options else None) if part
        )
        lines = [(_name(action), action.help or "") for action in self.options]
        width = min(max((len(name) for name, _ in lines), default=0), 28) + 2
        options = "\n".join(_aligned(name, says, width) for name, says in lines)
        listed = f"选项：\n{options}\n\n" if lines else ""
        return f"用法：{usage}\n\n{self.about}\n\n{listed}例：\n{_indented(self.examples)}\n"

    def _said(self, error: argparse.ArgumentError) -> str:
        name = error.argument_name or ""
        action = next((each for each in self.options if "/".join(each.option_strings) == name), None)
        if action is not None and action.nargs == 0:
            return f"选项 {name} 后面不带值。用法：{self.prog} --help"
        wanted = f"（{action.metavar}）" if action is not None and action.metavar else ""
        return f"选项 {name} 后面缺一个值{wanted}。用法：{self.prog} --help"

    def _unknown(self, word: str) -> str:
        known = [name for action in self.options for name in action.option_strings] + ["--help"]
        meant = meant_by(word, known)
        return f"没有选项「{word}」。{meant}全部选项：{self.prog} --help"


class _Once(argparse.Action):
    """An option that is written twice: nobody can tell which was meant, and an answer to the other would be wrong."""

    def __call__(
        self, _parser: Any, found: argparse.Namespace, value: Any, option: str | None = None
    ) -> None:
        given = found.__dict__.setdefault("given", set())
        if self.dest in given:
            raise Unable(f"选项 {option} 写了两次。请只留一个。")
        given.add(self.dest)
        setattr(found, self.dest, value)


def common(parser: Parser) -> None:
    """The options of every command that reads files."""
    parser.option("--quiet", "-q", says="不显示进度和附注", action="store_true")
    parser.option("--jobs", says="同时读几个文件，默认按处理器数", metavar="N", type=_positive, default=None)


def output(parser: Parser, says: str = "写到这个文件，不写到屏幕") -> None:
    parser.option("--output", "-o", says=says, metavar="路径", default=None)


def writing(parser: Parser, *, default: str | None) -> None:
    """The options of every command that writes reports."""
    parser.choice("--to", tuple(SUFFIXES), says="写成什么", default=default)
    parser.option("--output", "-o", says="写到这个文件；几份报告时是文件夹", metavar="路径", default=None)
    parser.option(
        "--fonts", says="PDF 用这个文件夹里的字体（如仿宋、小标宋）", metavar="文件夹", default=None
    )


def codes(words: Sequence[str] | None) -> tuple[str, ...]:
    """``--select REQ,FRM001 --select REM`` as one tuple."""
    return tuple(part for word in words or () for part in word.replace("，", ",").split(",") if part)


def _one_of(name: str, values: Sequence[str]) -> Callable[[str], str]:
    def take(word: str) -> str:
        if word.lower() in values:
            return word.lower()
        meant = meant_by(word.lower(), values)
        raise Unable(f"选项 {name} 没有「{word}」这个值。{meant}可以用：{'、'.join(values)}")

    return take


def _positive(word: str) -> int:
    if word.isdecimal() and int(word) > 0:
        return int(word)
    raise Unable(f"选项 --jobs 后面要一个大于 0 的整数，现在是「{word}」")


def _whole(name: str, least: int) -> Callable[[str], int]:
    def take(word: str) -> int:
        if re.fullmatch("[0-9]{1,9}", word) and int(word) >= least:
            return int(word)
        raise Unable(f"选项 {name} 后面要一个不小于 {least} 的整数，现在是「{word}」")

    return take


def _day(name: str) -> Callable[[str], date]:
    def take(word: str) -> date:
        try:
            day = date.fromisoformat(word)
        except ValueError:
            day = None
        if day is None or day.isoformat() != word:
            raise Unable(
                f"选项 {name} 后面要一个日期，写成 2026-09-18 的样子，现在是「{word}」{no_such_day(word)}"
            )
        return day

    return take


def no_such_day(word: str) -> str:
    """Why what is written like a day is none, to be put after a sentence; empty where it is not written like one."""
    parts = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", word)
    if parts is None:
        return ""
    year, month, day = map(int, parts.groups())
    if year < 1 or not 1 <= month <= 12:
        return f"：没有 {year} 年 {month} 月"
    return "" if 1 <= day <= monthrange(year, month)[1] else f"：{year} 年 {month} 月没有 {day} 日"


def _before_end(words: Sequence[str]) -> tuple[list[str], list[str]]:
    if "--" not in words:
        return list(words), []
    end = list(words).index("--")
    return list(words[:end]), list(words[end + 1 :])


def _name(action: argparse.Action) -> str:
    name = ", ".join(reversed(action.option_strings))
    return f"{name} {action.metavar}" if action.metavar else name


def _aligned(name: str, says: str, width: int) -> str:
    return f"  {name:<{width}}{says}" if len(name) < width else f"  {name}\n  {'':<{width}}{says}"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.strip().splitlines())
