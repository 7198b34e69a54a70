"""People from a spreadsheet: looked through row by row, then put in as one act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.ledger.imports.values import BadValue, day_of
from gongkai_web.accounts import appointing
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.accounts.matrix import matrix
from gongkai_web.accounts.models import Person
from gongkai_web.administrator import staff
from gongkai_web.administrator.forms import OfPerson, Sheet, organ_named
from gongkai_web.administrator.sending import sent_once
from gongkai_web.administrator.sheets import TOO_OLD, Line, signed, template, unsigned
from gongkai_web.store import audit
from gongkai_web.store.models import Organ

COLUMNS = {
    "姓名": "name",
    "登录名": "login",
    "科室": "unit",
    "办公电话": "phone",
    "机关": "organ",
    "岗位": "role",
    "自": "since",
    "至": "until",
}
_NEEDED = ("name", "login", "organ", "role", "since")


@dataclass(slots=True)
class Taken:
    """One row as it was understood, and what is wrong with it. ``person`` is set where the login is known already."""

    number: int
    said: dict[str, str]
    wrong: list[str] = field(default_factory=list)
    person: Person | None = None
    organ: Organ | None = None
    role: str = ""
    since: date | None = None
    until: date | None = None


def people_import(request: StaffRequest) -> HttpResponse:
    """Three steps at one address: choose a file, look at the rows, put them in."""
    form = Sheet()
    if "rows" in request.POST:
        return _put_in(request)
    if request.method == "POST":
        form = Sheet(request.POST, request.FILES)
        if (found := form.lines(COLUMNS, _NEEDED)) is not None:
            return _looked_through(request, [(line.number, dict(line.cells)) for line in found])
    return render(request, "administrator/people_import.html", {"form": form, "columns": list(COLUMNS)})


def people_template(_request: StaffRequest) -> HttpResponse:
    labels = "、".join(role.label for role in matrix().roles.values())
    return template(
        "人员导入模板.xlsx",
        list(COLUMNS),
        ["张三", "zhangsan", "办公室", "0000-1234567", "云溪县财政局", "承办人", "2026-01-01", ""],
        [
            "一行一个岗位；同一个人有几个岗位的写几行，登录名相同。",
            f"岗位只能写：{labels}。",
            "机关写代号或者全称。日期写成 2026-01-01 的样子，“至”留空表示没有期限。",
            "导入前请删去示例的一行。",
        ],
    )


def _looked_through(request: StaffRequest, rows: list[tuple[int, dict[str, str]]]) -> HttpResponse:
    taken = _taken(request, rows)
    wrong = sum(1 for each in taken if each.wrong)
    context = {
        "taken": taken,
        "wrong": wrong,
        "new": len({each.said.get("login") for each in taken if each.person is None}),
        "rows": "" if wrong or not taken else signed(rows),
    }
    return render(request, "administrator/people_import.html", context)


def _put_in(request: StaffRequest) -> HttpResponse:
    """The rows come back signed; they are looked through again, for the world may have moved on.

    Sent again, they are put in once, and the passwords that were shown then are not shown again.
    """
    plain = unsigned(request.POST["rows"])
    if plain is None:
        context = {"form": Sheet(), "columns": list(COLUMNS), "troubles": [TOO_OLD]}
        return render(request, "administrator/people_import.html", context)
    form, shown = forms.Form({}), dict[str, Any]()

    def put_in() -> str:
        taken = _taken(request, plain)
        if any(each.wrong for each in taken):
            form.add_error(None, "有的行现在不对了。")
            return ""
        made = _made(request, taken)
        says = f"{len(taken)} 个岗位，{len(made)} 个新账号"
        audit.note(request, "people_imported", actor=request.user.key, says=says)
        shown.update(made=made, appointed=len(taken), is_import=True)
        return reverse("people")

    if (done := sent_once(request, form, put_in)) is None:
        return _looked_through(request, plain)
    if shown:
        return render(request, "administrator/person_made.html", shown)
    messages.info(request, "这一份已经写入过，没有再写。临时口令只显示一次：没有记下的，请在人员页上重设。")
    return done


def _made(request: StaffRequest, taken: list[Taken]) -> list[tuple[Person, str]]:
    new: dict[str, tuple[Person, str]] = {}
    for each in taken:
        login = each.said["login"]
        if each.person is None and login not in new:
            form = OfPerson(each.said)
            form.is_valid()
            person = form.save(commit=False)
            person.key = appointing.free_key(login)
            person.set_unusable_password()
            person.save()
            new[login] = (person, appointing.set_temporary_password(person))
        whose = each.person or new[login][0]
        assert each.organ is not None  # noqa: S101 - looked through
        assert each.since is not None  # noqa: S101
        appointing.appoint(whose, each.organ, each.role, each.since, each.until, by=request.user.key)
    return list(new.values())


def _taken(request: StaffRequest, rows: list[tuple[int, dict[str, str]]]) -> list[Taken]:
    found = [_row(request, Line(number, cells)) for number, cells in rows]
    _among_themselves(found)
    return found


def _row(request: StaffRequest, line: Line) -> Taken:
    row = Taken(line.number, {name: line[name] for name in COLUMNS.values()})
    row.person = staff.visible(request).filter(login=row.said["login"]).first()
    row.wrong += list(_values(request, row))
    if row.person is None:
        form = OfPerson(row.said)
        row.wrong += [str(error) for errors in form.errors.values() for error in errors]
    if row.organ and row.role and row.since:
        row.wrong += appointing.objections(
            row.person, row.organ, row.role, row.since, row.until, by=request.user
        )
        if row.role not in appointing.grantable(request.user, row.organ, request.today):
            row.wrong.append(f"您的岗位不能在{row.organ.name}任命{matrix().roles[row.role].label}。")
    return row


def _values(request: StaffRequest, row: Taken) -> Iterator[str]:
    from django.core.exceptions import ValidationError

    roles: dict[str, Any] = {role.label: role.key for role in matrix().roles.values()}
    try:
        row.organ = organ_named(staff.organs(request), row.said["organ"])
    except ValidationError as problem:
        yield from problem.messages
    row.role = roles.get(row.said["role"], row.said["role"] if row.said["role"] in matrix().roles else "")
    if not row.role:
        yield f"岗位写成了「{row.said['role']}」，只能是：{'、'.join(roles)}。"
    for name, heading in (("since", "自"), ("until", "至")):
        if text := row.said[name]:
            try:
                setattr(row, name, day_of(text))
            except BadValue as problem:
                yield f"“{heading}”{problem}。"
        elif name == "since":
            yield "没有写“自”：从哪天起任这个岗位，例如 2026-01-01。"


def _among_themselves(rows: list[Taken]) -> None:
    """Rows of one login are one person: one name, and no roles that are kept apart."""
    by_login: dict[str, list[Taken]] = {}
    for row in rows:
        others = by_login.setdefault(row.said["login"].lower(), [])
        for other in others:
            if other.said["name"] != row.said["name"]:
                row.wrong.append(f"登录名与第 {other.number} 行相同，姓名却不同。")
            if not (row.role and other.role and _meet(row, other)):
                continue
            if appointing.are_apart(row.role, other.role):
                row.wrong.append(f"与第 {other.number} 行的岗位不能由同一个人担任。")
            if (row.role, row.organ) == (other.role, other.organ):
                row.wrong.append(f"与第 {other.number} 行是同一个岗位，时间重叠。")
        others.append(row)


def _meet(one: Taken, other: Taken) -> bool:
    if one.since is None or other.since is None:
        return False
    return one.since <= (other.until or date.max) and other.since <= (one.until or date.max)
