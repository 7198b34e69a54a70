"""``gongkai ledger repeats``: whether a case asks for what an earlier one asked, that of the same applicant first."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.cli.answer import FINDINGS, FINE, Unable
from gongkai.cli.arguments import Parser, output

if TYPE_CHECKING:
    from gongkai.check.repeats import Match
    from gongkai.ledger.asked import Asked
    from gongkai.ledger.book import Book
    from gongkai.ledger.facts.request import Item
    from gongkai.ledger.private import PrivateStore

SCHEMA = "gongkai-repeats/1"
_ABOUT = """\
看一件申请是不是重复申请：把它的内容与以前各件比，先比同一申请人的，再比其他人的，列出相同的文字、以前的答复和日期。
是不是重复，由人判断：同一申请人就相同内容重复申请、本机关已经答复的，可以告知不予重复处理（条例第三十六条）。
要有私密数据文件；同一申请人按登记时写明的认（applicant=案件编号），同名的另外注明。"""
_EXAMPLES = """\
gongkai ledger repeats 台账.jsonl --case request/2026-0012
gongkai ledger repeats 台账.jsonl --case request/2026-0012 --format json"""


@dataclass(frozen=True, slots=True)
class _Found:
    """``whose`` is 同一申请人, 同名的申请人 or 其他申请人."""

    item: Item
    text: str
    match: Match
    whose: str


_SAME, _NAMESAKE, _OTHER = "同一申请人", "同名的申请人", "其他申请人"


def parser() -> Parser:
    parser = Parser("ledger repeats", _ABOUT, operands="台账", examples=_EXAMPLES)
    parser.option("--organ", says="机关的代号；台账里只有一个机关时可以不写", metavar="代号", default=None)
    parser.option("--case", says="要看的申请", metavar="案件", default=None)
    parser.choice("--format", ("text", "json"), says="给人看，还是给程序用", default="text")
    output(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.ledger.access import book_at, one_ledger
    from gongkai.cli.output import as_json, put

    path, _ = one_ledger(options)
    if options.case is None:
        raise Unable("要写 --case 案件。用法：gongkai ledger repeats --help")
    with book_at(path, options) as book:
        new, found = _found(book, path, options)
    shown = (
        as_json({"schema": SCHEMA, "case": new.case, "matches": [_values(each) for each in found]})
        if options.format == "json"
        else "\n".join(_text(new, found))
    )
    put(shown, options.output, inputs=[path])
    return FINDINGS if found else FINE


def _found(book: Book, path: Path, options: Namespace) -> tuple[Asked, list[_Found]]:
    from gongkai.cli.bookkeeping import known_organ
    from gongkai.cli.inputs import near
    from gongkai.ledger.asked import asked
    from gongkai.ledger.private import PrivateStore

    organ = known_organ(book, options.organ)
    store = PrivateStore(path)
    if not store.path.exists():
        raise Unable(f"要私密数据文件「{store.path}」才能比较申请的内容，没有找到。")
    requests = asked(book.entries(), organ)
    new = next((each for each in requests if each.case == options.case), None)
    if new is None:
        guess = near(options.case, [each.case for each in requests])
        raise Unable(
            f"台账里没有申请案件「{options.case}」，或已作废。"
            + (f"相近的有：{'、'.join(guess)}" if guess else "")
        )
    earlier = requests[: requests.index(new)]
    return new, list(_compared(new, earlier, store))


def _compared(new: Asked, requests: Sequence[Asked], store: PrivateStore) -> Iterator[_Found]:
    """The matches of every item, those of the same applicant first, then namesakes, then others."""
    from gongkai.check.repeats import Earlier, repeats

    name = _said(store, new.applicant.key)
    groups: dict[str, list[Earlier]] = {_SAME: [], _NAMESAKE: [], _OTHER: []}
    for each in requests:
        texts = (_said(store, item.wording.key) for item in each.items)
        groups[_whose(each, new, name, store)] += [
            Earlier(text, each.case, each.letter, each.day) for text in texts if text
        ]
    for whose, earlier in groups.items():
        for item in new.items:
            if text := _said(store, item.wording.key):
                yield from (_Found(item, text, match, whose) for match in repeats(text, earlier))


def _whose(each: Asked, new: Asked, name: str | None, store: PrivateStore) -> str:
    if each.applicant.key == new.applicant.key:
        return _SAME
    return _NAMESAKE if name is not None and _said(store, each.applicant.key) == name else _OTHER


def _said(store: PrivateStore, key: str) -> str | None:
    """The words, None where they were erased or lost."""
    from gongkai.ledger.private import NotKept

    try:
        text = store.get(key)
    except NotKept:
        return None
    return text if isinstance(text, str) else None


def _text(new: Asked, found: list[_Found]) -> Iterator[str]:
    from gongkai.check.repeats import LEVELS

    if not found:
        yield f"{new.case}：以前的申请里没有相同或相近的。"
        return
    yield f"{new.case}：以前的申请里有 {len(found)} 处相同或相近的。"
    for each in found:
        match = each.match
        answered = (
            f"{match.earlier.day} 以 {match.earlier.letter or '（没有文号）'} 答复"
            if match.earlier.day
            else "还没有答复"
        )
        yield f"\n第 {each.item.number} 项  {LEVELS[match.level]}  {each.whose}的 {match.earlier.case}，{answered}"
        yield f"  这一件：{each.text}"
        yield f"  以前的：{match.earlier.text}"
        yield f"  相同的文字：{'；'.join(_parts(each)) or '无'}"
        yield from (f"  {says}" for says in match.because)


def _parts(found: _Found) -> list[str]:
    return [f"「{found.text[part.start : part.end]}」" for part in found.match.parts]


def _values(found: _Found) -> dict[str, Any]:
    match = found.match
    whose = {_SAME: "same", _NAMESAKE: "namesake", _OTHER: "other"}[found.whose]
    return {
        "item": found.item.number,
        "applicant": whose,
        "case": match.earlier.case,
        "letter": match.earlier.letter,
        "day": match.earlier.day and match.earlier.day.isoformat(),
        "level": match.level,
        "share": match.share,
        "share_of_earlier": match.share_of_earlier,
        "text": found.text,
        "earlier_text": match.earlier.text,
        "parts": [
            {
                "start": part.start,
                "end": part.end,
                "earlier_start": part.earlier_start,
                "earlier_end": part.earlier_end,
            }
            for part in match.parts
        ],
        "because": list(match.because),
        "differs": list(match.differs),
    }
