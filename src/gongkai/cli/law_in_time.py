"""Terms and settings in words: how long, since when, on what basis; and what is taken where the law is silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from gongkai.cli.answer import Unable
from gongkai.cli.inputs import meant_by
from gongkai.cli.law_text import Shown
from gongkai.law.acts import cited
from gongkai.law.settings import Setting, settings
from gongkai.law.terms import UNIT_LABELS, DatedDay, DatedTerm, dated_days, dated_terms

T = TypeVar("T")


def terms(key: str | None = None) -> Shown:
    """All time limits with their values by day, or one. Raises :class:`Unable`."""
    known: dict[str, DatedTerm | DatedDay] = {**dated_terms(), **dated_days()}
    found = chosen(known, key, "期限")
    return Shown("\n\n".join(map(_term, found)), [_term_values(each) for each in found])


def setting_list(key: str | None = None) -> Shown:
    """All settings with the option taken, or one. Raises :class:`Unable`."""
    found = chosen(settings(), key, "设置")
    return Shown("\n\n".join(map(_setting, found)), [_setting_values(each) for each in found])


def chosen(known: Mapping[str, T], key: str | None, kind: str) -> list[T]:
    """The one that was asked for, or all. Raises :class:`Unable`."""
    if key is None:
        return list(known.values())
    if key not in known:
        meant = meant_by(key, list(known))
        raise Unable(f"没有{kind}「{key}」。{meant}有的是：{'、'.join(known)}")
    return [known[key]]


def _term(dated: DatedTerm | DatedDay) -> str:
    lines = [f"{dated.label}（{dated.key}）"]
    for value in _values(dated):
        lines.append(f"  {value['from']} 起：{value['text']}，{_cited(value['basis'])}")
        lines += [f"    推定：{value['inferred']}"] if value["inferred"] else []
    return "\n".join(lines)


def _term_values(dated: DatedTerm | DatedDay) -> dict[str, Any]:
    return {
        "key": dated.key,
        "label": dated.label,
        "values": list(_values(dated)),
        "looked_at": dated.looked_at.isoformat(),
    }


def _values(dated: DatedTerm | DatedDay) -> Iterator[dict[str, Any]]:
    if isinstance(dated, DatedDay):
        for since, at in sorted(dated.values.items()):
            text = f"次年 {at.month} 月 {at.day} 日前" if at else "不再有"
            yield _dated(since, text, at.basis if at else (), None)
        return
    for since, value in sorted(dated.values.items()):
        if value is None:
            yield _dated(since, "不再有", (), None)
        else:
            text = f"{value.value}{UNIT_LABELS[value.unit or dated.unit]}"
            yield _dated(since, text, value.basis, value.inferred)


def _dated(since: object, text: str, basis: Iterable[str], inferred: str | None) -> dict[str, Any]:
    return {"from": str(since), "text": text, "basis": list(basis), "inferred": inferred}


def _setting(setting: Setting) -> str:
    options = [
        f"  {'●' if option.key == setting.taken else '○'} {option.key}：{option.says}"
        for option in setting.options
    ]
    lines = [f"{setting.question}（{setting.key}）", *options, f"  理由：{setting.why}"]
    lines += [f"  有关规定：{_cited(setting.basis)}"] if setting.basis else []
    return "\n".join([*lines, f"  什么能定下来：{setting.settled_by}"])


def _setting_values(setting: Setting) -> dict[str, Any]:
    return {
        "key": setting.key,
        "question": setting.question,
        "options": [{"key": option.key, "says": option.says} for option in setting.options],
        "taken": setting.taken,
        "why": setting.why,
        "settled_by": setting.settled_by,
        "from": setting.since.isoformat(),
        "basis": [{"key": key, "text": cited(key)} for key in setting.basis],
    }


def _cited(basis: Iterable[str]) -> str:
    return "、".join(map(cited, basis))
