"""The page that goes with a change of staff, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.law.numerals import dated
from gongkai.ledger.board import OF_OTHERS, Board, Due

_NOUNS = {"request": "申请", "remedy": "复议诉讼", "publication": "公开", "filing": "年度报告"}


def handover(found: Board, actor: str, organ: str, *, to: str | None = None) -> str:
    """Open cases, clocks, what was asked of others and not answered. ``found`` is the board of ``actor`` alone; ``to`` is
    who takes it over.
    """
    taker = f"　接收人：{to}" if to else ""
    coming = (*found.soon, *found.later)
    lines = [
        "# 政府信息公开工作交接单",
        "",
        f"{organ}　移交人：{actor}{taker}　截至 {dated(found.today)}",
        "",
        "## 一、未办结的事项",
        "",
        *_table(("编号", "现状"), ((named(each.case), each.stands) for each in found.open_cases)),
        "## 二、期限",
        "",
        *_dues((*found.overdue, *(due for due in coming if due.deadline.key not in OF_OTHERS))),
        "## 三、发出以后对方还没有答复的",
        "",
        *_dues((*found.elapsed, *(due for due in coming if due.deadline.key in OF_OTHERS))),
        "## 四、提示",
        "",
        *([f"- {named(each.case)}：{each.says}" for each in found.remarks] or ["无。"]),
        "",
        "账号、密码、印章、纸质材料不在台账里，另行清点交接。",
        "",
        "移交人（签名）：　　　　　　　　接收人（签名）：　　　　　　　　监交人（签名）：",
        "",
        "日期：　　　　年　　月　　日",
        "",
    ]
    return "\n".join(lines)


def _dues(dues: Iterable[Due]) -> list[str]:
    return _table(
        ("编号", "案件", "事项", "到期日", "还有"),
        (
            (named(each.case), each.about, each.deadline.label, dated(each.deadline.due), each.left)
            for each in dues
        ),
    )


def named(case: str) -> str:
    """``request/2026-0001`` as people say it."""
    noun, _, number = case.partition("/")
    return f"{_NOUNS.get(noun, '')} {number}".strip() if number else case


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    body = ["| " + " | ".join(cell.replace("|", "｜") for cell in row) + " |" for row in rows]
    if not body:
        return ["无。", ""]
    return ["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *body, ""]
