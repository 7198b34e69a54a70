"""A command that is several: ``gongkai ledger add``. Each has a module of its own, with ``parser`` and ``run``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from gongkai.cli.answer import Unable
from gongkai.cli.inputs import meant_by


class Subcommands:
    """``of`` maps the second word to the module that answers it and to what it does, in a line."""

    def __init__(self, name: str, about: str, of: Mapping[str, tuple[str, str]], *, examples: str) -> None:
        self.name = name
        self.about = about
        self.of = of
        self.examples = examples
        self._chosen: Any = None

    def wants_help(self, words: Sequence[str]) -> bool:
        if not words or words[0] in {"-h", "--help", "help"}:
            return True
        self._chosen = self._command(words[0]).parser()
        asks: bool = self._chosen.wants_help(words[1:])
        return asks

    def format_help(self) -> str:
        if self._chosen is not None:
            chosen: str = self._chosen.format_help()
            return chosen
        width = max(map(len, self.of)) + 2
        listed = "\n".join(f"  {word:<{width}}{says}" for word, (_, says) in self.of.items())
        examples = "\n".join(f"  {line}" for line in self.examples.strip().splitlines())
        return (
            f"用法：gongkai {self.name} 命令 … [选项]\n\n{self.about}\n\n命令：\n{listed}\n\n例：\n{examples}\n\n"
            f"选项：每个命令有自己的，见 gongkai {self.name} 命令 --help\n"
        )

    def parse(self, words: Sequence[str]) -> Namespace:
        """The options of the command that was chosen, and its ``run``. Raises :class:`Unable`."""
        command = self._command(words[0])
        options: Namespace = command.parser().parse(words[1:])
        options.run = command.run
        return options

    def _command(self, word: str) -> Any:
        if word in self.of:
            return import_module(self.of[word][0])
        meant = meant_by(word, list(self.of))
        raise Unable(f"gongkai {self.name} 没有「{word}」这个命令。{meant}全部：{'、'.join(self.of)}")
