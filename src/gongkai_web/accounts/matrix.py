"""The permission matrix as values. It is data, ``matrix.yaml``; a route, job or command without a row does not run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

from gongkai.law import loader

PUBLIC = "public"
SIGNED_IN = "signed_in"
_FILE = Path(__file__).with_name("matrix.yaml")


class Relation(StrEnum):
    """To which organs a right extends, seen from that of the appointment."""

    OWN = "own"
    BELOW = "below"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Role:
    """``apart`` are the roles that nobody may hold beside it, ``granted_by`` those whose holders appoint to it."""

    key: str
    label: str
    says: str
    apart: tuple[str, ...] = ()
    granted_by: tuple[str, ...] = ("operator",)


@dataclass(frozen=True, slots=True)
class Right:
    """``states`` are those of the thing in which the right holds, none for any.

    ``steps_up``: who proves to be somebody by a second factor does so anew.
    """

    key: str
    says: str
    roles: Mapping[str, Relation]
    states: tuple[str, ...] = ()
    steps_up: bool = False

    def holds_in(self, state: str | None) -> bool:
        return not self.states or state in self.states


@dataclass(frozen=True, slots=True)
class Matrix:
    roles: Mapping[str, Role]
    rights: Mapping[str, Right]
    routes: Mapping[str, str]
    jobs: Mapping[str, str]
    commands: Mapping[str, str]


@cache
def matrix() -> Matrix:
    """The matrix. Raises :class:`~gongkai.law.loader.LawFileError` where it names what it does not define."""
    raw = loader.load(_FILE.read_text("utf-8"), _Raw, file=_FILE.name)
    found = Matrix(
        {role.key: role for role in raw.roles},
        {
            each.key: Right(
                each.key,
                each.says,
                {role: Relation(relation) for role, relation in each.roles.items()},
                each.states,
                each.steps_up,
            )
            for each in raw.rights
        },
        raw.routes,
        raw.jobs,
        raw.commands,
    )
    loader.hold(_FILE.name, _mistakes(found))
    return found


@dataclass(frozen=True, slots=True)
class _RawRight:
    key: str
    says: str
    roles: Mapping[str, Literal["own", "below", "all"]]
    states: tuple[str, ...] = ()
    steps_up: bool = False


@dataclass(frozen=True, slots=True)
class _Raw:
    roles: tuple[Role, ...]
    rights: tuple[_RawRight, ...]
    routes: Mapping[str, str]
    jobs: Mapping[str, str]
    commands: Mapping[str, str]


def _mistakes(found: Matrix) -> list[str]:
    mistakes = [
        f"「{right.key}」给了没有定义的岗位「{role}」。"
        for right in found.rights.values()
        for role in right.roles
        if role not in found.roles
    ]
    mistakes += [
        f"岗位「{role.key}」提到没有定义的岗位「{other}」。"
        for role in found.roles.values()
        for other in (*role.apart, *role.granted_by)
        if other not in found.roles
    ]
    for what, named in (("地址", found.routes), ("任务", found.jobs), ("命令", found.commands)):
        mistakes += [
            f"{what}「{name}」要的权限「{right}」没有定义。"
            for name, right in named.items()
            if right not in found.rights and right not in {PUBLIC, SIGNED_IN}
        ]
    return mistakes
