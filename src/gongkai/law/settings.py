"""Where the law is silent: the question, the answers there are, the one taken and why; and what an organ takes instead.

A choice is never hidden in code: code asks :meth:`Choices.of`, and a step that rests on it names the setting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType

from gongkai.law import loader


class UnknownSetting(LookupError):
    """No setting has this key."""


class UnusableChoices(loader.LawFileError):
    """An organ's choices that name a setting or an option that is not there."""


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    says: str


@dataclass(frozen=True, slots=True)
class Setting:
    """``settled_by`` says what would settle the question; ``since`` is the day from which it is there to be asked."""

    key: str
    question: str
    options: tuple[Option, ...]
    taken: str
    why: str
    settled_by: str
    since: date
    basis: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(option.key for option in self.options)

    def option(self, key: str) -> Option:
        """Raises StopIteration where there is none."""
        return next(option for option in self.options if option.key == key)


@dataclass(frozen=True, slots=True)
class _SettingsFile:
    settings: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class _ChoicesFile:
    """What an organ takes instead: for each setting, the option by the day from which it is taken."""

    organ: str
    why: str
    choices: Mapping[str, Mapping[date, str]]


@dataclass(frozen=True, eq=False, slots=True)
class Choices:
    """The options taken: the organ's where it chose, from the day on which it did, else the national ones."""

    organ: str | None
    own: Mapping[str, Mapping[date, str]]

    def of(self, key: str, on: date) -> str:
        """The option that is taken on a day. Raises :class:`UnknownSetting`."""
        setting = settings().get(key)
        if setting is None:
            raise UnknownSetting(f"没有设置「{key}」。有的是：{'、'.join(settings())}。")
        chosen = self.own.get(key, {})
        since = max((day for day in chosen if day <= on), default=None)
        return setting.taken if since is None else chosen[since]


@cache
def settings() -> dict[str, Setting]:
    """All settings by key."""
    return {
        setting.key: setting
        for file in loader.files("settings")
        for setting in loader.load(
            file.read_text("utf-8"), _SettingsFile, file=f"settings/{file.name}"
        ).settings
    }


def named(key: str) -> str:
    """A setting as people call it: by its question."""
    return f"设置「{settings()[key].question}」"


@cache
def national() -> Choices:
    """What is taken where no organ chose anything else."""
    return Choices(None, MappingProxyType({}))


def load_choices(path: Path) -> Choices:
    """The choices that an organ's file states.

    Raises :class:`~gongkai.law.loader.LawFileError`, of which :class:`UnusableChoices` is one.
    """
    file = loader.load_own(path, _ChoicesFile)
    mistakes = [f"{path.name}：{mistake}" for mistake in _mistakes(file)]
    if mistakes:
        raise UnusableChoices(mistakes)
    return Choices(file.organ, file.choices)


def _mistakes(file: _ChoicesFile) -> Iterator[str]:
    for key, chosen in file.choices.items():
        setting = settings().get(key)
        if setting is None:
            guess = get_close_matches(key, settings(), n=1)
            meant = f"是不是「{guess[0]}」？" if guess else f"有的是：{'、'.join(settings())}。"
            yield f"没有设置「{key}」。{meant}"
            continue
        if not chosen:
            yield f"「{key}」没有写从哪天起选哪一项。写成 {{{setting.since}: {setting.taken}}} 的样子。"
        for day, option in chosen.items():
            if option not in setting.keys:
                yield f"「{key}」从 {day} 起选「{option}」，没有这一项。可以选：{'、'.join(setting.keys)}。"
