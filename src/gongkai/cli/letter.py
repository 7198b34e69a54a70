"""``gongkai letter``: the letters of a request, drafted from its case, written as Word, PDF or text, and checked."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.answer import FINE, Unable
from gongkai.cli.arguments import Parser, output
from gongkai.cli.rules import own_rules

if TYPE_CHECKING:
    from gongkai.ledger.letters.case import Particulars
    from gongkai.model.letter import Letter

_ABOUT = """\
从台账里的案件起草政府信息公开文书，写成公文版式的 Word、PDF 或文字：答复书、告知书和各种程序性文书。
案件里没有、文书又必须写明的，一次列全，不出有空的文书；加 --draft 则写明「待填」的地方。
不用台账时，--facts 给出文书内容：gongkai-letter/1 的 JSON，或写法相同的 YAML（schemas/gongkai-letter-1.json）：
  schema: gongkai-letter/1
  kind: supplement
  title: 政府信息公开申请补正告知书
  organ: 云溪县财政局
  addressee: 王小明
  number: 云财公开补〔2026〕1号
  day: 2026-03-04
  parts:
    - {role: notice, text: 请补正信息的名称。}
--templates 里与文书同名（supplement.docx）、或叫 reply.docx（答复）、notice.docx（程序性文书）的 Word 模板，代替自带的模板。
gongkai letter kinds 列出全部文书；gongkai letter templates 文件夹 取出自带的模板；gongkai letter check 检查文书。"""
_EXAMPLES = """\
gongkai letter 台账.jsonl --case request/2026-0001 --to docx -o 答复书.docx
gongkai letter 台账.jsonl --case request/2026-0001 --kind supplement --say unclear=没有写明年度 --to pdf -o 补正.pdf
gongkai letter 台账.jsonl --case request/2026-0001 --plan 拟答复.yaml --draft
gongkai letter --facts 文书.yaml --to docx --templates 本单位模板/ -o 告知书.docx
gongkai letter check 答复书.docx --ledger 台账.jsonl --case request/2026-0001"""
_MARK = "文书里有「待填」的地方，不能发出。"


class _Words(Parser):
    """The options of ``gongkai letter``; what stands behind ``check`` are those of the checker."""

    _checks = False

    def wants_help(self, words: Sequence[str]) -> bool:
        self._checks = list(words[:1]) == ["check"]
        return super().wants_help(words)

    def format_help(self) -> str:
        return _checker().format_help() if self._checks else super().format_help()

    def parse(self, words: Sequence[str]) -> Namespace:
        if list(words[:1]) == ["check"]:
            found = _checker().parse(words[1:])
            found.checks = True
            return found
        found = super().parse(words)
        found.checks = False
        return found


def parser() -> Parser:
    parser = _Words(
        "letter", _ABOUT, operands="[台账 | kinds | templates 文件夹 | check 文件…]", examples=_EXAMPLES
    )
    parser.option("--case", says="案件，如 request/2026-0001", metavar="案件", default=None)
    parser.option("--organ", says="机关的代号；台账只有一个机关时不必写", metavar="代号", default=None)
    parser.option("--kind", says="文书的种类，默认是答复（reply）", metavar="种类", default="reply")
    parser.option(
        "--number", says="文号：几份同类文书时选哪一份，或记录里没有文号时用的", metavar="文号", default=None
    )
    parser.option("--party", says="征求意见的对象在台账里的代号", metavar="代号", default=None)
    parser.option("--addressee", says="收件人；申请人的姓名从台账取", metavar="名称", default=None)
    parser.day("--day", says="成文日期；只用于台账没有单独一步的文书（协办函）")
    parser.option(
        "--say", says="写明台账里没有的一项，可以写几次", metavar="项=内容", action="append", default=[]
    )
    parser.option("--attachment", says="附件的名称，可以写几次", metavar="名称", action="append", default=[])
    parser.option(
        "--plan", says="还没有记入台账的一步（JSON 或 YAML），先看文书", metavar="文件", default=None
    )
    parser.option("--facts", says="不用台账，文书内容在这个文件里", metavar="文件", default=None)
    parser.option("--draft", says="草稿：缺的内容标明「待填」", action="store_true")
    parser.option("--templates", says="用这个文件夹里的 Word 模板", metavar="文件夹", default=None)
    parser.option(
        "--fonts", says="PDF 用这个文件夹里的字体（如仿宋、小标宋）", metavar="文件夹", default=None
    )
    own_rules(parser)
    parser.choice("--to", ("text", "docx", "pdf", "json"), says="写成什么", default="text")
    parser.option("--quiet", "-q", says="不显示附注", action="store_true")
    output(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.output import put

    if options.checks:
        from gongkai.cli import letter_check

        return letter_check.run(options)
    match options.operands:
        case ["kinds"]:
            put(_kinds(as_json=options.to == "json"), options.output)
        case ["templates"]:
            raise Unable("没有说放到哪个文件夹。请写成：gongkai letter templates 文件夹")
        case ["templates", folder]:
            _give_templates(Path(folder))
        case [] if options.facts:
            from gongkai.cli.letter_facts import letter_of

            _write(letter_of(options.facts), options)
        case [ledger] if not options.facts:
            _write(_drafted(ledger, options), options)
        case _:
            raise Unable(
                "请写一个台账文件和 --case，或者用 --facts 给出文书内容。用法：gongkai letter --help"
            )
    return FINE


def _drafted(ledger: str, options: Namespace) -> Letter:
    from gongkai.cli.letter_case import case_of, told_plainly
    from gongkai.ledger.letters.drafting import draft

    if options.case is None:
        raise Unable("没有说是哪个案件。请加 --case，例如 --case request/2026-0001。")
    with told_plainly():
        case = case_of(ledger, options, planned=options.plan)
        return draft(case, options.kind, _particulars(options))


def _particulars(options: Namespace) -> Particulars:
    from gongkai.ledger.letters.case import Particulars

    says = {}
    for word in options.say:
        key, sign, text = word.partition("=")
        if not (sign and key.strip() and text.strip()):
            raise Unable(f"选项 --say 后面是「{word}」。请写成 项=内容，例如 --say unclear=没有写明年度。")
        says[key.strip()] = text.strip()
    return Particulars(
        says=says,
        addressee=options.addressee,
        number=options.number,
        day=options.day,
        party=options.party,
        attachments=tuple(options.attachment),
        is_draft=options.draft,
    )


def _write(letter: Letter, options: Namespace) -> None:
    from gongkai.cli.output import put
    from gongkai.cli.writing import told
    from gongkai.write.faces import NoFonts
    from gongkai.write.letters.package import BadTemplate

    try:
        content, remarks = _rendered(letter, options)
    except (BadTemplate, NoFonts) as error:
        raise Unable(str(error)) from error
    inputs = [Path(name) for name in (*options.operands, options.facts, options.plan) if name]
    put(content, options.output, inputs=inputs)
    is_open = letter.code is None
    about = Path(options.output or letter.title)
    told([*remarks, *([_MARK] if is_open else ())], about=about, quiet=options.quiet)


def _rendered(letter: Letter, options: Namespace) -> tuple[str | bytes, tuple[str, ...]]:
    templates = Path(options.templates) if options.templates else None
    match options.to:
        case "json":
            from gongkai.cli.output import as_json
            from gongkai.model.letter_payload import to_payload

            return as_json(to_payload(letter)), ()
        case "docx":
            from gongkai.write.letters import docx

            return docx.render(letter, templates=templates), ()
        case "pdf":
            from gongkai.cli.writing import folder_of_fonts
            from gongkai.write.letters import pdf

            page = pdf.typeset(letter, templates=templates, fonts=folder_of_fonts(options.fonts))
            return page.data, page.remarks
        case _:
            from gongkai.write.letters import text

            return text.render(letter, templates=templates), ()


def _kinds(*, as_json: bool) -> str:
    from gongkai.law.letters import letters
    from gongkai.law.replies import GROUP_LABELS, replies

    if as_json:
        from gongkai.cli import output as out

        rows = [{"kind": kind.key, "title": kind.title, "group": "procedural"} for kind in letters().values()]
        rows += [{"kind": kind.key, "title": kind.title, "group": kind.group} for kind in replies().values()]
        return out.as_json(rows)
    lines = ["程序性文书（--kind）："]
    lines += [f"  {kind.key:<22}{kind.title}" for kind in letters().values()]
    lines += ["", "答复（--kind reply，种类由台账里记的结果决定）："]
    lines += [f"  {kind.key:<30}{GROUP_LABELS[kind.group]}  {kind.title}" for kind in replies().values()]
    return "\n".join(lines) + "\n"


def _give_templates(folder: Path) -> None:
    """Copies of the shipped templates to edit; none is written over one that is there."""
    from gongkai.cli.output import save
    from gongkai.cli.terminal import say
    from gongkai.write.letters.templates import SHIPPED

    files = sorted(SHIPPED.glob("*.docx"))
    if taken := [file.name for file in files if (folder / file.name).exists()]:
        raise Unable(f"「{folder}」里已有 {'、'.join(taken)}，没有覆盖。请换一个文件夹。")
    for file in files:
        save(file.read_bytes(), folder / file.name)
        say(f"{folder / file.name}\n")


def _checker() -> Parser:
    from gongkai.cli import letter_check

    return letter_check.parser()
