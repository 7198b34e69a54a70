"""``gongkai ledger show``: a ledger at a glance, or all of one case."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gongkai.cli.answer import FINE
from gongkai.cli.arguments import Parser, output
from gongkai.cli.rules import own_rules

if TYPE_CHECKING:
    from gongkai.ledger.book import Book
    from gongkai.ledger.entry import Entry
    from gongkai.ledger.facts.request import Outcome
    from gongkai.ledger.private import Private, PrivateStore

_ABOUT = """\
看台账里有哪些机关和案件；加 --case 看一个案件的全部记录，从头到尾，更正也在内。
私密的文字（申请人、申请内容、当事人的话和经办时记下的话）默认不显示，加 --private 才显示。"""
_EXAMPLES = """\
gongkai ledger show 台账.jsonl
gongkai ledger show 台账.jsonl --case request/2026-0001 --private
gongkai ledger show 台账.jsonl --case organ --format json"""


def parser() -> Parser:
    parser = Parser("ledger show", _ABOUT, operands="台账", examples=_EXAMPLES)
    parser.option("--organ", says="只看这个机关（代号）", metavar="代号", default=None)
    parser.option("--case", says="看这个案件", metavar="案件", default=None)
    parser.option("--private", says="显示私密的文字", action="store_true")
    parser.choice("--format", ("text", "json"), says="给人看，还是给程序用", default="text")
    own_rules(parser)
    output(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.bookkeeping import warn_of_altered
    from gongkai.cli.ledger.access import book_at, one_ledger
    from gongkai.cli.output import put

    path, _ = one_ledger(options)
    with book_at(path, options) as book:
        warn_of_altered(path)
        found = _case(book, options) if options.case else _overview(book, options)
    put(found, options.output, inputs=[path])
    return FINE


def _overview(book: Book, options: Namespace) -> str:
    from gongkai.cli.bookkeeping import known_organ
    from gongkai.cli.output import as_json

    organs = [known_organ(book, options.organ)] if options.organ else list(book.organs())
    if options.format == "json":
        return as_json({"organs": [{"organ": organ, "cases": list(book.cases(organ))} for organ in organs]})
    lines = []
    for organ in organs:
        state = book.state(organ, "organ")
        cases = book.cases(organ)
        lines.append(f"{state.name}（{organ}）：自 {state.opened} 起，{len(cases) - 1} 个案件。")
        lines += [f"  {case}" for case in cases if case != "organ"][-50:]
        if len(cases) > 51:
            lines.append("  只列出最近的 50 个；全部：--format json")
    return "\n".join(lines)


def _case(book: Book, options: Namespace) -> str:
    from gongkai.cli.bookkeeping import known_case, known_organ
    from gongkai.cli.output import as_json
    from gongkai.ledger.private import PrivateStore

    organ = known_organ(book, options.organ)
    entries = known_case(book, organ, options.case)
    store = PrivateStore(book.path) if options.private else None
    if options.format == "json":
        return as_json([_plain(entry, store) for entry in entries])
    head = f"{options.case}  {book.state(organ, 'organ').name}"
    return "\n".join([head, *(line for entry in entries for line in _lines(entry, store))])


def _lines(entry: Entry, store: PrivateStore | None) -> Iterator[str]:
    from gongkai.ledger.breach_labels import breaches_said
    from gongkai.ledger.entry import Corrected, kind_of
    from gongkai.ledger.labels import KINDS

    act = entry.act
    fact = act.fact
    what = KINDS[kind_of(fact)]
    if isinstance(fact, Corrected):
        what = f"更正第 {fact.number} 条，应为 {fact.on} {KINDS[kind_of(fact.fact)]}（{fact.reason}）"
        fact = fact.fact
    yield ""
    yield f"第 {entry.number} 条  {act.on}  {what}"
    yield from (f"  {label}：{text}" for label, text in _said(fact, store))
    if act.breaches:
        yield f"  如实记录的违法事项：{breaches_said(act.breaches)}"
    yield f"  {act.actor} 记于 {act.recorded.isoformat(sep=' ')}，哈希 {entry.hash[:16]}…"


def _said(fact: Any, store: PrivateStore | None) -> Iterator[tuple[str, str]]:
    """Labels and texts of a fact, what is inside of it with it."""
    from gongkai.ledger.labels import said
    from gongkai.ledger.private import Private

    for name, label, value in said(fact):
        if isinstance(value, str):
            yield label, value
        elif isinstance(value, Private):
            yield label, _private(value, store)
        elif name == "description":
            yield from _said(value, store)
        else:
            yield label, "；".join(_inner(each, store) for each in value)


def _inner(value: Any, store: PrivateStore | None) -> str:
    from gongkai.ledger.facts.request import Item, Outcome
    from gongkai.ledger.private import Private

    match value:
        case Item():
            return f"{value.number}. {_private(value.wording, store)}"
        case Outcome():
            return f"{value.item}. {_reply(value, store)}"
        case Private():
            return _private(value, store)
        case _:
            return str(value)


def _reply(outcome: Outcome, store: PrivateStore | None) -> str:
    from gongkai.law.replies import replies
    from gongkai.ledger.private import Private

    kind = replies().get(outcome.kind)
    if kind is None:
        return outcome.kind
    labels = {each.key: each.label for each in kind.choices} | {each.key: each.label for each in kind.states}
    choice = [labels.get(outcome.choice, outcome.choice)] if outcome.choice else []
    states = (
        f"{labels.get(name, name)} {_private(text, store) if isinstance(text, Private) else text}"
        for name, text in outcome.states.items()
    )
    return "，".join([kind.label, *choice, *states])


def _private(value: Private, store: PrivateStore | None) -> str:
    from gongkai.ledger.private import Erasure, NotKept

    if store is None:
        return str(value)
    try:
        text = store.get(value.key)
    except NotKept:
        return "〔不在私密数据文件里〕"
    return f"〔{text.day} 已删除：{text.reason}〕" if isinstance(text, Erasure) else text


def _plain(entry: Entry, store: PrivateStore | None) -> dict[str, Any]:
    """The entry as its line says it, and beside it the private texts by their keys where they are asked for."""
    import json

    from gongkai.ledger.codec import encode
    from gongkai.ledger.private import privates_of

    value: dict[str, Any] = json.loads(encode(entry))
    if store is not None:
        value["private"] = {each.key: _private(each, store) for each in privates_of(entry.act.fact)}
    return value
