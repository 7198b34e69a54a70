"""``gongkai import``: counts, charges and documents from a spreadsheet into a ledger."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.cli.answer import FINDINGS, FINE, Unable
from gongkai.cli.arguments import Parser, output

if TYPE_CHECKING:
    from gongkai.ledger.book import Book
    from gongkai.ledger.entry import Act
    from gongkai.ledger.imports import Taking
    from gongkai.model.rows import Sheet

_ABOUT = """\
从业务系统导出的表格（XLSX、CSV）取数，记入台账：许可、处罚、强制的件数，行政事业性收费，
规章、规范性文件等公开事项。按中文表头认列。有一行不对就一行也不记，错处一次列全。
记录里留下文件名和 SHA-256；同一个文件不能导入两次。最多 50000 行。"""
_EXAMPLES = """\
gongkai import 处罚台账.xlsx --ledger 台账.jsonl --organ yunxi-finance --what penalties
gongkai import 收费.csv --ledger 台账.jsonl --organ yunxi-finance --what charges --dry-run
gongkai import 文件目录.xlsx --ledger 台账.jsonl --organ yunxi-finance --what publications"""
_USAGE = "gongkai import --help"
_WHATS = ("licensing", "penalties", "coercion", "charges", "publications")
ROWS = 50_000


def parser() -> Parser:
    parser = Parser("import", _ABOUT, operands="表格", examples=_EXAMPLES)
    parser.option("--ledger", says="台账文件", metavar="路径", default=None)
    parser.option("--organ", says="记在哪个机关（代号）", metavar="代号", default=None)
    parser.choice("--what", _WHATS, says="表里是什么")
    parser.option("--sheet", says="工作表的名称；只有一个工作表时不用写", metavar="名称", default=None)
    parser.day("--since", says="这些数从哪天起；不写则取最早一行所在月的第一天")
    parser.day("--until", says="到哪天止；不写则取最晚一行所在月的最后一天")
    parser.option(
        "--confirm-units", says="金额很大，但单位核对过，确是万元", action="store_true", default=False
    )
    parser.day("--on", says="记录的日期，默认今天")
    parser.option("--actor", says="谁记的（代号，不写姓名）", metavar="代号", default="import")
    parser.option("--dry-run", says="只核对，不记", action="store_true", default=False)
    parser.choice("--format", ("text", "json"), says="给人看，还是给程序用", default="text")
    output(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.bookkeeping import known_organ, opened
    from gongkai.cli.output import as_json, put

    if options.what is None or options.ledger is None or len(options.operands) != 1:
        raise Unable(f"要写一个表格文件，以及 --ledger 和 --what。用法：{_USAGE}")
    with opened([options.ledger], _USAGE, options) as book:
        answer = _Import(options, book, known_organ(book, options.organ)).answer()
    put(as_json(answer) if options.format == "json" else _text(answer), options.output)
    return FINDINGS if answer["mistakes"] else FINE


class _Import:
    """One file on its way into one organ's ledger."""

    def __init__(self, options: Namespace, book: Book, organ: str) -> None:
        self.options, self.book, self.organ = options, book, organ
        self.path = Path(options.operands[0])

    def answer(self) -> dict[str, Any]:
        from gongkai.ledger.imports import Bad

        try:
            taking = self._taking()
        except Bad as bad:
            return _answer(self, mistakes=list(bad.mistakes))
        if self.options.dry_run:
            return _answer(self, says=[*taking.says, "只核对，没有记入台账。"])
        done = self.book.append_all(self._acts(taking))
        if done.refused:
            rows = taking.rows
            mistakes = [
                f"第 {rows[each.position - 1]} 行：{''.join(each.because)}" if rows else "".join(each.because)
                for each in done.refused
            ]
            return _answer(self, mistakes=mistakes)
        return _answer(self, says=list(taking.says), entries=[entry.number for entry in done.entries])

    def _taking(self) -> Taking:
        from hashlib import sha256

        from gongkai.cli.clock import today
        from gongkai.ledger.imports import Asked, taken
        from gongkai.ledger.imports.before import refuse_known_documents, refuse_known_file
        from gongkai.read.limits import Refused
        from gongkai.read.opening import file_bytes

        try:
            data = file_bytes(self.path)
            sheet = self._sheet()
        except Refused as refused:
            raise Unable(str(refused)) from refused
        digest = sha256(data).hexdigest()
        refuse_known_file(self.book.case(self.organ, "organ"), digest, self.path.name)
        state = self.book.state(self.organ, "organ")
        asked = Asked(
            what=self.options.what,
            source=self.path.name,
            digest=digest,
            today=self.options.on or today(),
            opened=state.opened,
            since=self.options.since,
            until=self.options.until,
            is_unit_confirmed=self.options.confirm_units,
        )
        found = taken(sheet, asked)
        refuse_known_documents(self.book.entries(), self.organ, found)
        return found

    def _sheet(self) -> Sheet:
        from dataclasses import replace

        from gongkai.read.limits import DEFAULT
        from gongkai.read.worker import rows_guarded

        limits = replace(DEFAULT, table_rows=ROWS + 1, slots=1_000_000)  # the headings are a row
        sheets = [sheet for sheet in rows_guarded(self.path, limits=limits) if sheet.rows]
        if self.options.sheet is not None:
            sheets = [sheet for sheet in sheets if sheet.name == self.options.sheet]
        if len(sheets) == 1:
            return sheets[0]
        named = "、".join(sheet.name for sheet in sheets)
        raise Unable(
            f"「{self.path.name}」有几个工作表：{named}。请用 --sheet 写明一个。"
            if sheets
            else f"「{self.path.name}」里没有这个工作表，或者表是空的。请核对 --sheet 和文件。"
        )

    def _acts(self, taking: Taking) -> list[Act]:
        from gongkai.cli.clock import now
        from gongkai.ledger.entry import Act

        recorded, cases = now(), iter(self._cases(taking))
        return [
            Act(self.organ, next(cases), on, recorded, self.options.actor, fact) for on, fact in taking.facts
        ]

    def _cases(self, taking: Taking) -> list[str]:
        from gongkai.ledger.facts.publication import Listed, Made

        numbering, found = self.book.numbering(self.organ), []
        for on, fact in taking.facts:
            if not isinstance(fact, Listed | Made):
                found.append("organ")
                continue
            key = numbering.next_case("publication", on.year)
            numbering.case_run(key).take(key.number)
            found.append(str(key))
        return found


def _answer(
    done: _Import,
    *,
    says: list[str] | None = None,
    entries: list[int] | None = None,
    mistakes: list[str] | None = None,
) -> dict[str, Any]:
    return {
        "file": done.path.name,
        "organ": done.organ,
        "what": done.options.what,
        "entries": entries or [],
        "says": says or [],
        "mistakes": mistakes or [],
    }


def _text(answer: dict[str, Any]) -> str:
    if answer["mistakes"]:
        head = f"{answer['file']}：有 {len(answer['mistakes'])} 处不对，一行也没有记。"
        return "\n".join([head, *(f"  {mistake}" for mistake in answer["mistakes"])])
    lines = [f"{answer['file']}：", *(f"  {says}" for says in answer["says"])]
    if answer["entries"]:
        first, last = answer["entries"][0], answer["entries"][-1]
        which = f"第 {first} 条" if first == last else f"第 {first} 至 {last} 条"
        lines.append(f"  已记入台账，是 {answer['organ']} 的{which}。")
    return "\n".join(lines)
