"""``gongkai board``: all deadlines of a ledger on a day, and the page for a change of staff."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from gongkai.cli.answer import FINDINGS, FINE, Unable
from gongkai.cli.arguments import Parser, output
from gongkai.cli.rules import own_rules

if TYPE_CHECKING:
    from gongkai.ledger.board import Board, Due

_ABOUT = """\
期限看板：台账里所有申请、公开事项、复议诉讼和年度报告的期限，哪些逾期了，哪些快到了，
对方的哪些期限已经过了、等着处理，还有同类答复被纠正过的提醒。有逾期的，退出码是 1。
加 --handover 则写成工作交接单（Markdown）。"""
_EXAMPLES = """\
gongkai board 台账.jsonl
gongkai board 台账.jsonl --organ yunxi-finance --within 3
gongkai board 台账.jsonl --organ yunxi-finance --handover zhang -o 交接单.md"""
_USAGE = "gongkai board --help"


def parser() -> Parser:
    parser = Parser("board", _ABOUT, operands="台账", examples=_EXAMPLES)
    parser.option("--organ", says="只看这个机关（代号）", metavar="代号", default=None)
    parser.day("--today", says="当作今天的日子")
    parser.whole("--within", says="几个工作日以内算快到期，默认 5")
    parser.option("--handover", says="写成这个人的工作交接单", metavar="代号", default=None)
    own_rules(parser)
    parser.choice("--format", ("text", "json"), says="给人看，还是给程序用", default="text")
    output(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.bookkeeping import known_organ, opened, warn_of_altered
    from gongkai.cli.clock import today
    from gongkai.cli.output import as_json, put
    from gongkai.ledger.board import board
    from gongkai.ledger.handover import handover

    if options.handover is not None and options.format == "json":
        raise Unable("交接单是给人看的，没有 JSON。请去掉 --format json 或 --handover。")
    with opened(options.operands, _USAGE, options) as book:
        warn_of_altered(book.path)
        asked = options.organ is not None or options.handover is not None
        organ = known_organ(book, options.organ) if asked else None
        if options.handover is not None:
            _known_actor(options.handover, {entry.act.actor for entry in book.entries()})
        found = board(
            book.entries(),
            book.rulebook,
            today=options.today or today(),
            within=5 if options.within is None else options.within,
            organs=None if organ is None else frozenset({organ}),
            actor=options.handover,
        )
        name = book.state(organ, "organ").name if organ is not None else None
    if options.handover is not None:
        put(handover(found, options.handover, name or ""), options.output)
        return FINE
    put(as_json(_values(found)) if options.format == "json" else _text(found, name), options.output)
    return FINDINGS if found.overdue else FINE


def _known_actor(actor: str, known: set[str]) -> None:
    """Raises :class:`Unable` for somebody who has recorded nothing: an empty page would say that nothing is left."""
    if actor not in known:
        raise Unable(f"台账里没有「{actor}」记的事。记过的有：{'、'.join(sorted(known)[:10])}。")


def _text(found: Board, name: str | None) -> str:
    lines = [f"期限看板　{found.today}　{name or '全部机关'}"]
    for label, dues in (
        ("逾期", found.overdue),
        (f"{found.within} 个工作日以内", found.soon),
        ("以后", found.later),
        ("对方期限已过，等着处理", found.elapsed),
    ):
        lines += ["", f"{label}（{len(dues)}）", *_lines(dues, with_organ=name is None)]
    if found.remarks:
        lines += [
            "",
            f"提示（{len(found.remarks)}）",
            *(f"  {each.case}：{each.says}" for each in found.remarks),
        ]
    if any(due.deadline.is_provisional for due in (*found.soon, *found.later)):
        lines += ["", "带 * 的日期落在放假通知还没有发布的年份，是暂定的。"]
    return "\n".join(lines)


def _lines(dues: Iterable[Due], *, with_organ: bool) -> Iterable[str]:
    for due in dues:
        star = "*" if due.deadline.is_provisional else ""
        organ = f"{due.organ}　" if with_organ else ""
        yield (
            f"  {due.deadline.due}{star}　{due.left}　{organ}{due.case}　{due.deadline.label}　"
            f"{due.about}　{due.deadline.cited}"
        ).rstrip()


def _values(found: Board) -> dict[str, Any]:
    return {
        "schema": "gongkai-board/1",
        "today": found.today.isoformat(),
        "within": found.within,
        "overdue": [_value(due) for due in found.overdue],
        "soon": [_value(due) for due in found.soon],
        "later": [_value(due) for due in found.later],
        "elapsed": [_value(due) for due in found.elapsed],
        "remarks": [{"organ": each.organ, "case": each.case, "says": each.says} for each in found.remarks],
    }


def _value(due: Due) -> dict[str, Any]:
    return {
        "organ": due.organ,
        "case": due.case,
        "about": due.about,
        "key": due.deadline.key,
        "label": due.deadline.label,
        "due": due.deadline.due.isoformat(),
        "working_days": due.days,
        "is_duty": due.deadline.is_duty,
        "provisional": due.deadline.is_provisional,
        "basis": list(due.deadline.basis),
    }
