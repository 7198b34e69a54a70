"""``gongkai operator``: the first person of a new system, and a way in again where every operator has gone."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING

from gongkai.cli.answer import FINE, Unable
from gongkai.cli.arguments import Parser
from gongkai_web.commands.ready import check_migrated, set_up

if TYPE_CHECKING:
    from gongkai_web.accounts.models import Person
    from gongkai_web.store.models import Organ

_ABOUT = """\
任命一位系统管理员，显示一次临时口令；登录以后，机构和人员都在网页上管理。新系统里还没有机关的，同时启用第一个机关的台账。
已经有这个登录名的，重设口令、停用验证器、任命为系统管理员：系统管理员都不在了，也进得去。谁能运行这个命令，谁就管得了这个系统。"""
_EXAMPLES = """\
gongkai operator --login chen --name 陈明 --organ yunxi --organ-name 云溪县人民政府 --short 云政公开 --since 2026-01-01
gongkai operator --login chen --name 陈明 --organ yunxi"""


def parser() -> Parser:
    parser = Parser("operator", _ABOUT, operands=None, examples=_EXAMPLES)
    parser.option("--login", says="登录名", metavar="登录名", default=None)
    parser.option("--name", says="姓名", metavar="姓名", default=None)
    parser.option("--organ", says="在哪个机关（代号）", metavar="代号", default=None)
    parser.option("--organ-name", says="机关还没有的：全称", metavar="全称", default=None)
    parser.option("--short", says="机关还没有的：发文机关代字", metavar="代字", default=None)
    parser.choice(
        "--level", ("province", "city", "county", "township"), says="机关还没有的：层级", default="county"
    )
    parser.day("--since", says="机关还没有的：台账从哪天记起，默认今年 1 月 1 日")
    return parser


def run(options: Namespace) -> int:
    set_up()
    check_migrated()
    if not options.login or not options.name or not options.organ:
        raise Unable("要写 --login、--name 和 --organ。用法：gongkai operator --help")
    from django.db import transaction

    from gongkai_web.accounts import appointing
    from gongkai_web.store import audit

    with transaction.atomic():
        organ = _organ(options)
        person = _person(options)
        _appointed(person, organ)
        word = appointing.set_temporary_password(person)
        audit.note(None, "operator_made", actor="system", organ=organ.key, about=person.key)
    print(f"{person.name}现在是{organ.name}的系统管理员。登录名：{person.login}")
    print(f"临时口令（只显示这一次，登录后先换掉）：{word}")
    return FINE


def _organ(options: Namespace) -> Organ:
    from gongkai.ledger.entry import Act
    from gongkai.ledger.facts.organ import LedgerOpened
    from gongkai.ledger.refused import Refused
    from gongkai_web import clock
    from gongkai_web.store import ledger
    from gongkai_web.store.models import Organ

    if (found := Organ.objects.filter(pk=options.organ).first()) is not None:
        return found
    if not options.organ_name or not options.short:
        raise Unable(f"还没有机关「{options.organ}」。启用它要写 --organ-name 和 --short；已有的请核对代号。")
    fact = LedgerOpened(options.organ_name, "government", options.level, options.short)
    since = options.since or date(clock.today().year, 1, 1)
    try:
        ledger.record(Act(options.organ, "organ", since, clock.now(), "system", fact))
    except Refused as refused:
        raise Unable(str(refused)) from refused
    return Organ.objects.get(pk=options.organ)


def _person(options: Namespace) -> Person:
    from gongkai_web.accounts import appointing, second_factor
    from gongkai_web.accounts.models import Person

    found = Person.objects.filter(login=options.login).first()
    if found is None:
        key = appointing.free_key(options.login)
        return Person.objects.create(key=key, login=options.login, name=options.name)
    if found.name != options.name:
        raise Unable(f"登录名「{options.login}」是{found.name}的。请核对，或者换一个登录名。")
    second_factor.remove(found)
    appointing.set_active(found, is_active=True)
    return found


def _appointed(person: Person, organ: Organ) -> None:
    from gongkai_web import clock
    from gongkai_web.accounts import appointing
    from gongkai_web.accounts.reach import roles_of

    today = clock.today()
    held = roles_of(person, today)
    if "operator" in held:
        return
    if apart := [role for role in held if appointing.are_apart("operator", role)]:
        raise Unable(f"{person.name}现在的岗位（{'、'.join(apart)}）不能与系统管理员同时担任。请另选一人。")
    appointing.appoint(person, organ, "operator", today, None, by="system")
