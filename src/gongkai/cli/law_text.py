"""Rules, forms and acts in words, from the cards and files that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongkai.cli.answer import Unable
from gongkai.cli.findings import CAUSES, SEVERITIES
from gongkai.cli.inputs import meant_by, near
from gongkai.cli.output import as_json
from gongkai.cli.tables import drawn
from gongkai.cli.terminal import padded, width
from gongkai.law.acts import Act, UnknownAct, act_of, acts, cited
from gongkai.law.forms import Form, Leaf, TableForm, forms, leaves

if TYPE_CHECKING:
    from gongkai.check.registry import Card

_UNITS = {"count": "件数", "change": "增减", "amount": "金额"}
_PROFILES = {"national": "全国方案", "strict": "从严方案"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer, for people and for programs."""

    text: str
    values: Any

    def json(self) -> str:
        return as_json(self.values)


def rule_list() -> Shown:
    lines = [(f"{card.code}  {SEVERITIES[card.severity]}  {card.title}", card.name) for card in _cards()]
    widest = max((width(line) for line, _ in lines), default=0)
    text = "\n".join(f"{padded(line, widest)}  {name}" for line, name in lines)
    return Shown(f"{text}\n\n一条规则的说明：gongkai law 编号", [_card_values(card) for card in _cards()])


def rule_or_act(word: str) -> Shown:
    """What ``REQ001``, ``request-balance-broken`` or ``regulation/33`` means. Raises :class:`Unable`."""
    found = next((card for card in _cards() if word.upper() == card.code or word.lower() == card.name), None)
    if found:
        return Shown(_card(found), _card_values(found))
    family = [card for card in _cards() if card.code.startswith(word.upper())]
    if family:
        return Shown("\n\n".join(map(_card, family)), [_card_values(card) for card in family])
    try:
        act, article = act_of(word)
    except UnknownAct as error:
        raise _unknown(word) from error
    return Shown(_act(word, act, article), _act_values(word, act, article))


def form_list() -> Shown:
    found = [
        f"{form.version}  {form.title}，{_years(form)}，依据：{cited(form.basis)}"
        for form in forms().values()
    ]
    values = [_form_values(form) for form in forms().values()]
    return Shown("\n".join([*found, "", "一种格式的内容：gongkai law form 2021"]), values)


def form(version: str) -> Shown:
    """The form with this version. Raises :class:`Unable`."""
    found = forms().get(version)
    if found is None:
        raise Unable(f"没有 {version} 年的格式。有的是：{'、'.join(forms())}")
    return Shown("\n\n".join(_form(found)), _form_values(found))


def _cards() -> tuple[Card, ...]:
    """The cards of all rules: on reports, then on letters."""
    from gongkai.check import registry
    from gongkai.check.letters import registry as of_letters

    return (*registry.cards(), *of_letters.cards())


def _card(card: Card) -> str:
    facts = [
        f"轻重：{SEVERITIES[card.severity]}{_in_profiles(card)}",
        f"原因：{CAUSES[card.cause]}",
        f"依据：{'、'.join(map(cited, card.basis)) or '没有明文，出于核对'}",
        f"改法：{_in_general(card.remedy)}",
    ]
    head = f"{card.code} {card.title}（{card.name}）"
    return "\n\n".join(part for part in (head, card.about, "\n".join(facts), _examples(card)) if part)


def _in_general(sentence: str) -> str:
    """A sentence of a card without its holes, which only a finding fills."""
    return re.sub(r"\{\w+\}", "……", sentence)


def _examples(card: Card) -> str:
    from gongkai.check.examples import examples

    found = [f"例：{one.case}\n    会说：{one.says}" for one in examples(card.code) if one.says]
    passed = [f"不报：{one.case}" for one in examples(card.code) if not one.says]
    return "\n".join([*found, *passed])


def _in_profiles(card: Card) -> str:
    return "".join(
        f"，{_PROFILES[profile]}：{SEVERITIES[severity] if severity else '不查'}"
        for profile, severity in card.profiles.items()
    )


def _card_values(card: Card) -> dict[str, Any]:
    from gongkai.check.examples import examples

    return {
        "code": card.code,
        "name": card.name,
        "title": card.title,
        "about": card.about,
        "severity": card.severity.value,
        "profiles": {name: severity and severity.value for name, severity in card.profiles.items()},
        "cause": card.cause.value,
        "basis": [{"key": key, "text": cited(key)} for key in card.basis],
        "says": card.says,
        "remedy": card.remedy,
        "examples": [{"case": one.case, "says": one.says or None} for one in examples(card.code)],
    }


def _act(citation: str, act: Act, article: str) -> str:
    lines = [
        cited(citation),
        "",
        f"全称：{act.title}",
        f"发布：{act.issuer}" + (f"，{act.number}" if act.number else ""),
        f"施行：{act.since}" + (f" 至 {act.until}" if act.until else "，现行"),
    ]
    lines += [] if act.confirmed else [f"说明：有未经原文核实之处。{act.remark or ''}"]
    return "\n".join([*lines, *_users(citation if article else act.key)])


def _users(citation: str) -> Iterator[str]:
    """Who rests on this: rules and rows of the forms; for an act without article, on any of its articles."""
    rules = [f"{card.code} {card.title}" for card in _cards() if _cites(card.basis, citation)]
    if rules:
        yield f"据此的规则：{'；'.join(rules)}"
    for each in forms().values():
        rows = [
            _label(leaf)
            for table in each.tables
            for leaf in _rows(table)
            if _cites(leaf.line.basis, citation)
        ]
        if rows:
            yield f"{each.version} 年格式里据此的行：{'；'.join(rows)}"
    yield from _replies(citation)


def _replies(citation: str) -> Iterator[str]:
    from gongkai.law.replies import replies

    found = [kind.label for kind in replies().values() if _cites(kind.basis, citation)]
    if found:
        yield f"据此的答复：{'；'.join(found)}"


def _cites(basis: Iterable[str], citation: str) -> bool:
    return any(
        key == citation or key.startswith((f"{citation}/", f"{citation}-", f"{citation}.")) for key in basis
    )


def _act_values(citation: str, act: Act, article: str) -> dict[str, Any]:
    return {
        "citation": citation,
        "text": cited(citation),
        "act": act.key,
        "article": article or None,
        "title": act.title,
        "issuer": act.issuer,
        "number": act.number,
        "since": act.since.isoformat(),
        "until": act.until and act.until.isoformat(),
        "confirmed": act.confirmed,
        "remark": act.remark,
    }


def _unknown(word: str) -> Unable:
    known = [name for card in _cards() for name in (card.code, card.name)] + list(acts()) + ["form"]
    meant = meant_by(word, known) or near(word.upper(), known)
    return Unable(
        f"没有规则、格式或法规「{word}」。{meant}全部规则：gongkai law，全部法规：{'、'.join(acts())}"
    )


def _years(form: Form) -> str:
    if form.serves.to is None:
        return f"{form.serves.since} 年度起使用"
    return f"{form.serves.since} 至 {form.serves.to} 年度使用"


def _form(form: Form) -> Iterator[str]:
    yield f"{form.title}\n{_years(form)}，依据：{cited(form.basis)}"
    yield "\n".join(["各部分：", *(f"  {section.number}. {section.heading}" for section in form.sections)])
    for table in form.tables:
        yield f"【{table.title}】单位：{table.unit}"
        yield from _blocks(table)
        if table.balances:
            yield "\n".join(["勾稽关系：", *(f"  {rule.code} {rule.quote}" for rule in table.balances)])


def _blocks(table: TableForm) -> Iterator[str]:
    """Every row with the last parts of the ids of its cells."""
    for block in table.blocks:
        columns = leaves(block.columns)
        yield "\n".join(
            [
                block.heading or "",
                drawn(["列", "键"], [[_label(leaf), leaf.key] for leaf in columns], figures=False),
                "",
                drawn(
                    ["行", "键"],
                    [[_label(leaf), ".".join((table.key, *leaf.keys))] for leaf in leaves(block.rows)],
                ),
            ]
        ).strip()


def _rows(table: TableForm) -> Iterator[Leaf]:
    return (leaf for block in table.blocks for leaf in leaves(block.rows))


def _label(leaf: Leaf) -> str:
    return "—".join(label for label in leaf.labels if label)


def _form_values(form: Form) -> dict[str, Any]:
    return {
        "version": form.version,
        "title": form.title,
        "basis": cited(form.basis),
        "since": form.serves.since,
        "to": form.serves.to,
        "sections": [{"number": s.number, "role": s.role, "heading": s.heading} for s in form.sections],
        "cells": [{"id": c.id, "label": c.label, "unit": _UNITS[c.unit]} for c in form.cells.values()],
        "balances": [
            {"code": b.code, "at": b.at, "left": list(b.left), "right": list(b.right), "quote": b.quote}
            for b in form.balances(())
        ],
    }
