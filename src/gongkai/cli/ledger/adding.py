"""``gongkai ledger add``: one entry from words, or many from JSON."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.cli.answer import FINDINGS, FINE, UNABLE, Unable
from gongkai.cli.arguments import Parser, output
from gongkai.cli.rules import own_rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.ledger.book import Book, Taken
    from gongkai.ledger.entry import Act
    from gongkai.ledger.private import PrivateStore

_ABOUT = """\
记一条：写明案件、种类、日期和各项；不合法的不记，并说明依据和能做什么。确已发生的违法，用 --breach 如实记录。
案件写 request/new，自动编下一个号；文书写 letter=next，自动取下一个文号
（别的序列：letter=next:云财公开补）。一项有几个值就写几遍。
与以前某案同一申请人的，写 applicant=request/2026-0001（代理人 agent= 同样）：当月件数和收费据此累计。
只写姓名的，同名也不合并，只提示。
记许多条：--json 后面是一个文件（- 是标准输入），一行一条，与台账的行同样的写法，不含编号和哈希；
私密的文字（申请人、申请内容、代理人、当事人的话和经办时记下的话）直接写文字，自动放进私密数据文件。"""
_EXAMPLES = """\
gongkai ledger add 台账.jsonl --case request/new arrived --on 2026-01-05 \\
    channel=on_site category=natural_person applicant=张某 items=2025年部门预算
gongkai ledger add 台账.jsonl --case request/2026-0001 replied --on 2026-01-20 outcomes=1:granted letter=next
gongkai ledger add 台账.jsonl --case organ 文号作废 --on 2026-02-01 number=云财公开〔2026〕2号 reason=打印错误
gongkai ledger add 台账.jsonl --json 记录.jsonl"""


def parser() -> Parser:
    parser = Parser("ledger add", _ABOUT, operands="台账 [种类] [项=值 …]", examples=_EXAMPLES)
    parser.option("--organ", says="机关的代号；台账里只有一个机关时可以不写", metavar="代号", default=None)
    parser.option(
        "--case", says="案件：organ、request/2026-0001、request/new …", metavar="案件", default=None
    )
    parser.day("--on", says="这件事发生的日期，默认今天")
    parser.option("--actor", says="谁办的（代号，不写姓名）", metavar="代号", default="clerk")
    parser.option(
        "--breach", says="如实记录的违法事项，可以给几次", metavar="代号", action="append", default=[]
    )
    parser.option("--json", says="从 JSON Lines 文件记许多条", metavar="文件|-", default=None)
    parser.option("--keep-legal", says="有的不能记时，能记的照记；默认一条也不记", action="store_true")
    parser.choice("--algorithm", ("sha256", "sm3"), says="新的记录用哪种哈希", default="sha256")
    parser.choice("--format", ("text", "json"), says="给人看，还是给程序用", default="text")
    own_rules(parser)
    output(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.ledger.access import book_at, one_ledger
    from gongkai.cli.ledger.applicants import namesakes
    from gongkai.cli.output import put
    from gongkai.ledger.private import PrivateStore

    path, words = one_ledger(options, None)
    store, lines = PrivateStore(path), None
    with book_at(path, options) as book:
        if options.json:
            acts, lines = _from_json(options, store, book)
            done = book.append_all(acts, all_or_nothing=not options.keep_legal, first=store.keep)
        else:
            done, store, acts = _added(options, words, path, book)
        remarks = [*namesakes(done.entries, path, store), *_after_closing(done, book)]
    text = _json(done, lines, remarks) if options.format == "json" else _text(done, lines, len(acts), remarks)
    put(text, options.output)
    if not done.refused:
        return FINE
    return FINDINGS if done.entries else UNABLE


def _added(
    options: Namespace, words: list[str], path: Path, book: Book
) -> tuple[Taken, PrivateStore, list[Act]]:
    """One entry. A number that somebody else has drawn meanwhile is drawn anew, until no one was faster."""
    from gongkai.cli.bookkeeping import known_organ
    from gongkai.cli.clock import today
    from gongkai.ledger.private import PrivateStore

    if options.case is None or not words:
        raise Unable("要写 --case 案件、种类和各项。用法：gongkai ledger add --help")
    organ, on = known_organ(book, options.organ), options.on or today()
    drawn = _drawn(options, words, book, organ, on)
    while True:
        store = PrivateStore(path)
        acts = [_act(options, words[0], drawn, store, book, organ, on)]
        done = book.append_all(acts, all_or_nothing=not options.keep_legal, first=store.keep)
        now_drawn = _drawn(options, words, book, organ, on)
        if not done.refused or now_drawn == drawn:
            return done, store, acts
        drawn = now_drawn


def _drawn(options: Namespace, words: list[str], book: Book, organ: str, on: date) -> tuple[str, list[str]]:
    """The case and the items of the entry, with the numbers that are next now."""
    case = _case(book, organ, options.case, on.year)
    return case, [_numbered(book, organ, word, on.year) for word in words[1:]]


def _act(
    options: Namespace,
    word: str,
    drawn: tuple[str, list[str]],
    store: PrivateStore,
    book: Book,
    organ: str,
    on: date,
) -> Act:
    from gongkai.cli.ledger.access import recorded
    from gongkai.cli.ledger.applicants import Privacy
    from gongkai.cli.ledger.fields import fact_of, kind_of

    case, given = drawn
    kind = kind_of(word, case.partition("/")[0])
    fact = fact_of(kind, given, private=Privacy(book, store, organ))
    return recorded(organ, case, on, fact, options.actor, *options.breach)


def _case(book: Book, organ: str, case: str, year: int) -> str:
    noun, _, rest = case.partition("/")
    return str(book.numbering(organ).next_case(noun, year)) if rest == "new" else case


def _numbered(book: Book, organ: str, word: str, year: int) -> str:
    """``letter=next`` as the organ's next document number, ``letter=next:云财公开补`` as that of another series."""
    name, _, value = word.partition("=")
    if name not in {"letter", "number"} or value.partition(":")[0] != "next":
        return word
    series = value.partition(":")[2] or book.state(organ, "organ").short
    return f"{name}={book.numbering(organ).next_letter(series, year)}"


def _from_json(options: Namespace, store: PrivateStore, book: Book) -> tuple[list[Act], list[int]]:
    from gongkai.cli.clock import now
    from gongkai.cli.ledger.acts_json import acts_of
    from gongkai.cli.ledger.applicants import Privacy

    organs = book.organs()
    organ = options.organ or (organs[0] if len(organs) == 1 else None)
    if options.json == "-":
        text = sys.stdin.buffer.read()
    else:
        try:
            text = Path(options.json).read_bytes()
        except OSError as error:
            raise Unable(f"读不了「{options.json}」。请检查路径和权限。") from error
    return acts_of(text, organ=organ, actor=options.actor, recorded=now(), private=Privacy(book, store))


def _after_closing(done: Taken, book: Book) -> Iterator[str]:
    """What is dated in a year whose report is final changes nothing in it: it counts in the first open year."""
    from gongkai.ledger.counting.days import legal_day

    organs = {each.act.organ: book.state(each.act.organ, "organ") for each in done.entries}
    for each in done.entries:
        organ, day = organs[each.act.organ], legal_day(each.act.fact, each.act.on)
        year = day.year
        if organ.closed is not None and year <= organ.closed:
            yield (
                f"{year} 年度已经结账，{each.act.case} 在 {day} 的这件事计入 {organ.first_open_year} 年度。"
                f"要计入 {year} 年的，请先重开该年度（organ.year_reopened）。"
            )


def _text(done: Taken, lines: list[int] | None, asked: int, remarks: list[str]) -> str:
    from gongkai.cli.ledger.access import refusal
    from gongkai.ledger.entry import kind_of
    from gongkai.ledger.labels import KINDS

    told = []
    if len(done.entries) <= 20:
        for entry in done.entries:
            act = entry.act
            told.append(
                f"已记入 {act.organ} 第 {entry.number} 条：{act.case}，{act.on}，{KINDS[kind_of(act.fact)]}。"
            )
    else:
        told.append(f"已记入 {len(done.entries)} 条。")
    for each in done.refused:
        where = f"第 {lines[each.position - 1]} 行（{each.act.case}）：" if lines else ""
        told.append(f"没有记入：{where}{refusal(each)}")
    if done.refused and not done.entries and asked > 1:
        told.append(f"{asked} 条一条也没有记。改正后再来，或加 --keep-legal 先记能记的。")
    return "\n".join([*told, *(f"附注：{remark}" for remark in remarks)])


def _json(done: Taken, lines: list[int] | None, remarks: list[str]) -> str:
    from gongkai.cli.output import as_json

    entries = [
        {"organ": each.act.organ, "number": each.number, "case": each.act.case, "hash": each.hash}
        for each in done.entries
    ]
    refused: list[dict[str, Any]] = [
        {
            "line": lines[each.position - 1] if lines else None,
            "organ": each.act.organ,
            "case": each.act.case,
            "because": list(each.because),
            "codes": [refusal.code for refusal in each.refusals],
        }
        for each in done.refused
    ]
    return as_json({"entries": entries, "refused": refused, "remarks": remarks})
