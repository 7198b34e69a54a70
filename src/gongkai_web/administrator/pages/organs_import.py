"""Organs from a spreadsheet, with the columns of a register: looked through row by row, then opened in one act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.law.organs import KIND_LABELS, LEVEL_LABELS
from gongkai.ledger.entry import Act
from gongkai.ledger.facts.organ import OrganChanged, OrganEnded
from gongkai.ledger.imports.values import BadValue, day_of
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.administrator import changing
from gongkai_web.administrator.forms import Opening, Sheet
from gongkai_web.administrator.sending import sent_once
from gongkai_web.administrator.sheets import TOO_OLD, Line, signed, template, unsigned
from gongkai_web.store import audit
from gongkai_web.store.models import Organ

COLUMNS = {
    "代码": "key",
    "名称": "name",
    "代字": "short",
    "类别": "kind",
    "层级": "level",
    "上级": "parent",
    "起": "since",
    "止": "until",
    "接续": "successor",
    "行政复议机关": "reconsideration_body",
    "管辖法院": "court",
    "联系方式": "contact",
}
_NEEDED = ("key", "name", "short", "kind", "level", "since")
_WORDS = {label: key for labels in (KIND_LABELS, LEVEL_LABELS) for key, label in labels.items()}


@dataclass(slots=True)
class Taken:
    """One row: an organ under one name, from a day until a day."""

    number: int
    said: dict[str, str]
    wrong: list[str] = field(default_factory=list)
    since: date | None = None
    until: date | None = None


def organs_import(request: StaffRequest) -> HttpResponse:
    """Three steps at one address, as for people."""
    form = Sheet()
    if "rows" in request.POST:
        rows = unsigned(request.POST["rows"])
        return _put_in(request, rows) if rows is not None else _again(request, [TOO_OLD])
    if request.method == "POST":
        form = Sheet(request.POST, request.FILES)
        if (found := form.lines(COLUMNS, _NEEDED)) is not None:
            return _looked_through(request, [(line.number, dict(line.cells)) for line in found])
    return render(request, "administrator/organs_import.html", {"form": form, "columns": list(COLUMNS)})


def _again(request: StaffRequest, troubles: list[str]) -> HttpResponse:
    context = {"form": Sheet(), "columns": list(COLUMNS), "troubles": troubles}
    return render(request, "administrator/organs_import.html", context)


def organs_template(_request: StaffRequest) -> HttpResponse:
    return template(
        "机构导入模板.xlsx",
        list(COLUMNS),
        [
            "yunxi-minzheng",
            "云溪县民政局",
            "云民公开",
            "政府工作部门",
            "县级",
            "yunxi",
            "2026-01-01",
            "",
            "",
            "",
            "",
            "",
        ],
        [
            f"类别只能写：{'、'.join(KIND_LABELS.values())}。",
            f"层级只能写：{'、'.join(LEVEL_LABELS.values())}。",
            "上级、接续写代码。第一行的“起”是台账从哪天记起。",
            "改过名称或者上级的，同一代码写几行，后一行的“起”是变更的日子。",
            "终止的，在最后一行写“止”和“接续”（继受机关的代码）。",
            "导入前请删去示例的一行。",
        ],
    )


def _looked_through(request: StaffRequest, rows: list[tuple[int, dict[str, str]]]) -> HttpResponse:
    taken = _taken(rows)
    wrong = sum(1 for each in taken if each.wrong)
    context = {
        "taken": taken,
        "wrong": wrong,
        "new": len({each.said["key"] for each in taken}),
        "rows": "" if wrong or not taken else signed(rows),
    }
    return render(request, "administrator/organs_import.html", context)


def _put_in(request: StaffRequest, rows: list[tuple[int, dict[str, str]]]) -> HttpResponse:
    """They are looked through again, for the world may have moved on; sent again, the same rows are put in once."""
    form = forms.Form({})

    def put_in() -> str:
        taken = _taken(rows)
        if any(each.wrong for each in taken):
            form.add_error(None, "有的行现在不对了。")
        elif changing.recorded(form, _acts(taken, request.user.key)):
            says = f"{len({each.said['key'] for each in taken})} 个机关"
            audit.note(request, "organs_imported", actor=request.user.key, says=says)
            messages.success(request, f"已启用 {says}的台账。")
        return reverse("organs")

    if (done := sent_once(request, form, put_in)) is not None:
        return done
    if any(each.wrong for each in _taken(rows)):
        return _looked_through(request, rows)
    return _again(request, [str(each) for each in form.non_field_errors()])


def _taken(rows: Sequence[tuple[int, dict[str, str]]]) -> list[Taken]:
    found = [_row(Line(number, cells)) for number, cells in rows]
    known = set(Organ.objects.values_list("key", flat=True))
    stated = {row.said["key"] for row in found}
    for row in found:
        row.wrong += _places(row, known, stated)
    for of_key in _by_key(found).values():
        _one_after_another(of_key)
    return found


def _row(line: Line) -> Taken:
    row = Taken(line.number, {name: line[name] for name in COLUMNS.values()})
    for name in ("kind", "level"):
        row.said[name] = _WORDS.get(row.said[name], row.said[name])
    form = Opening({**row.said, "parent": "", "on": row.said["since"].replace("/", "-")})
    for name, errors in form.errors.items():
        if name != "on":
            heading = next((label for label, key in COLUMNS.items() if key == name), name)
            row.wrong += [f"“{heading}”：{error}" for error in errors]
    for name, heading in (("since", "起"), ("until", "止")):
        if text := row.said[name]:
            try:
                setattr(row, name, day_of(text))
            except BadValue as problem:
                row.wrong.append(f"“{heading}”{problem}。")
        elif name == "since":
            row.wrong.append("没有写“起”：台账从哪天记起，例如 2026-01-01。")
    return row


def _places(row: Taken, known: set[str], stated: set[str]) -> Iterator[str]:
    parent, successor = row.said["parent"], row.said["successor"]
    if parent and parent not in known | stated:
        yield f"上级「{parent}」不在表里，也还没有启用。"
    if row.until and not successor:
        yield "写了“止”，没有写“接续”：由哪个机关继续办理。"
    if successor and successor not in known | stated:
        yield f"接续「{successor}」不在表里，也还没有启用。"


def _one_after_another(rows: list[Taken]) -> None:
    for earlier, later in pairwise(rows):
        if earlier.since and later.since and later.since <= earlier.since:
            later.wrong.append(f"“起”应当晚于第 {earlier.number} 行的。同一代码的各行按时间先后写。")
        if earlier.said["successor"]:
            earlier.wrong.append(f"后面还有第 {later.number} 行，“接续”只能写在最后一行。")


def _acts(rows: list[Taken], actor: str) -> list[Act]:
    """Those above are opened before those below; ends come last, when every successor is there."""
    by_key = _by_key(rows)
    acts: list[Act] = []
    for key in _parents_first(by_key):
        first, *later = by_key[key]
        acts.append(changing.act(key, changing.opening(first.said), _on(first), actor))
        for row in later:
            changed = {name: row.said[name] or None for name in changing.CHANGEABLE if name in row.said}
            acts.append(changing.act(key, OrganChanged(**changed), _on(row), actor))
    ends = (rows[-1] for rows in by_key.values() if rows[-1].until)
    return acts + [
        changing.act(row.said["key"], OrganEnded(row.said["successor"], "机构名册"), row.until, actor)
        for row in ends
        if row.until
    ]


def _on(row: Taken) -> date:
    assert row.since is not None  # noqa: S101 - looked through
    return row.since


def _by_key(rows: Iterable[Taken]) -> dict[str, list[Taken]]:
    found: dict[str, list[Taken]] = {}
    for row in rows:
        found.setdefault(row.said["key"], []).append(row)
    return found


def _parents_first(by_key: dict[str, list[Taken]]) -> list[str]:
    """A ring is left as it stands: the ledger refuses it."""
    ordered: dict[str, None] = {}

    def put(key: str, on_the_way: frozenset[str]) -> None:
        parent = by_key[key][0].said["parent"]
        if parent in by_key and parent not in ordered and parent not in on_the_way:
            put(parent, on_the_way | {key})
        ordered.setdefault(key)

    for key in by_key:
        put(key, frozenset())
    return list(ordered)
