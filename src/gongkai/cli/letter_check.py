"""``gongkai letter check``: what is wrong with a letter, held against the law and, where given, against the register."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.cli.answer import FINDINGS, FINE, UNABLE, Unable
from gongkai.cli.arguments import Parser, output
from gongkai.cli.rules import own_rules

if TYPE_CHECKING:
    from gongkai.check.run import Outcome
    from gongkai.model.document import Document
    from gongkai.model.letter import Letter, LetterRecord

_ABOUT = """\
检查告知书、答复书等文书：标题、文号、日期、申请人、逐项答复、依据、理由、救济途径，以及有没有套错模板。
给出台账和案件，或者一份登记内容的 JSON，就同时与登记核对；不给，只查文书本身看得出的。
规则的说明：gongkai law 编号。"""
_EXAMPLES = """\
gongkai letter check 告知书.docx
gongkai letter check 答复/*.pdf --format json
gongkai letter check 告知书.docx --ledger 台账.jsonl --case request/2026-0001
gongkai letter check 告知书.docx --record 登记.json"""


def parser() -> Parser:
    parser = Parser("letter check", _ABOUT, operands="文件…", examples=_EXAMPLES)
    parser.option("--ledger", says="与这本台账里的案件核对", metavar="台账", default=None)
    parser.option("--case", says="案件，如 request/2026-0001", metavar="案件", default=None)
    parser.option("--organ", says="机关的键；台账只有一个机关时不必写", metavar="机关", default=None)
    parser.option("--kind", says="文书的种类，默认是答复", metavar="种类", default="reply")
    parser.option("--number", says="几份同类文书时，指定文号", metavar="文号", default=None)
    parser.option("--record", says="与这份 JSON 写明的登记内容核对", metavar="文件", default=None)
    own_rules(parser)
    parser.choice("--format", ("text", "json"), says="给人看，还是给程序用", default="text")
    parser.option("--quiet", "-q", says="不显示进度和附注", action="store_true")
    output(parser)
    return parser


@dataclass(frozen=True, slots=True)
class CheckedLetter:
    path: Path
    outcome: Outcome


def run(options: Namespace) -> int:
    from gongkai.cli.inputs import find
    from gongkai.cli.output import put

    if not options.operands:
        raise Unable("没有给出文件。请写上要检查的文书，例如：gongkai letter check 告知书.docx")
    inputs = find(options.operands)
    troubles = [*inputs.troubles]
    record = _record(options)
    if record is not None and len(inputs.files) > 1:
        raise Unable("与登记核对时一次只能给一份文书。请逐份检查，或者去掉 --ledger、--record。")
    checked = list(_checked(inputs.files, record, troubles, quiet=options.quiet))
    _complain(troubles)
    if checked:
        put(_rendered(options, checked), options.output, inputs=inputs.files)
    if troubles:
        return UNABLE
    return FINDINGS if any(one.outcome.findings for one in checked) else FINE


def _checked(
    files: Sequence[Path], record: LetterRecord | None, troubles: list[str], *, quiet: bool
) -> Iterator[CheckedLetter]:
    from gongkai.check.letters.registry import Held
    from gongkai.check.letters.run import check_held
    from gongkai.check.letters.text import of_document, of_letter
    from gongkai.cli.progress import shown
    from gongkai.model.document import Document

    for path, letter, trouble in shown(_opened(files), total=len(files), quiet=quiet):
        if letter is None:
            troubles.append(trouble)
            continue
        text = of_document(letter) if isinstance(letter, Document) else of_letter(letter)
        if text.is_letter:
            yield CheckedLetter(path, check_held(Held(text, record)))
        else:  # nothing found in what is no letter would read as praise
            troubles.append(f"{path}：没有读到文书的标题、文号和申请人，不像一份文书，没有检查。")


def _opened(files: Sequence[Path]) -> Iterator[tuple[Path, Document | Letter | None, str]]:
    from typing import cast

    from gongkai.read.worker import READ_DOCUMENT, Failed, guarded, processors

    documents = [path for path in files if not _is_stated(path)]
    opened = guarded(READ_DOCUMENT, documents, jobs=max(1, min(processors(), len(documents))))
    for path in files:
        if _is_stated(path):
            yield (path, *_stated(path))
            continue
        _, found = next(opened)
        if isinstance(found, Failed):
            yield path, None, found.message
        else:
            yield path, cast("Document", found), ""


def _is_stated(path: Path) -> bool:
    return path.suffix.lower() == ".json"


def _stated(path: Path) -> tuple[Letter | None, str]:
    """The letter that a JSON file of ``gongkai-letter/1`` states, or the trouble with it."""
    from gongkai.model.letter_payload import NotALetter, from_payload

    try:
        return from_payload(_json(path)), ""
    except NotALetter as error:
        what = "；".join(mistake.rstrip("。") for mistake in error.mistakes[:5])
        return None, f"{path.name}：JSON 不是一份文书：{what}。"
    except Unable as error:
        return None, str(error)


def _record(options: Namespace) -> LetterRecord | None:
    if options.record is not None and options.ledger is not None:
        raise Unable("--record 和 --ledger 只能用一个。")
    if options.record is not None:
        return _stated_record(Path(options.record))
    if options.ledger is None:
        if options.case is not None:
            raise Unable("写了 --case，没有写 --ledger。请指明台账文件。")
        return None
    if options.case is None:
        raise Unable("与台账核对，要用 --case 指明案件，例如 --case request/2026-0001。")
    from gongkai.cli.letter_case import case_of, told_plainly
    from gongkai.ledger.letters.drafting import record

    with told_plainly():
        return record(case_of(options.ledger, options), options.kind, number=options.number)


def _stated_record(path: Path) -> LetterRecord:
    from gongkai.model.letter_record import NotARecord, record_from

    try:
        return record_from(_json(path))
    except NotARecord as error:
        raise Unable(f"{path.name}：登记内容写得不对：{error}。") from error


def _json(path: Path) -> Any:
    import json

    from gongkai.read.limits import Refused
    from gongkai.read.opening import file_bytes

    try:
        return json.loads(file_bytes(path).decode("utf-8-sig"))
    except Refused as refused:
        raise Unable(str(refused)) from refused
    except (ValueError, RecursionError) as error:
        raise Unable(f"{path.name}：JSON 写得不完整或有错。请检查括号、引号和逗号。") from error


def _complain(troubles: Sequence[str]) -> None:
    import sys

    from gongkai.cli.terminal import clean

    for trouble in troubles:
        print(f"gongkai：{clean(trouble)}", file=sys.stderr)


def _rendered(options: Namespace, checked: Sequence[CheckedLetter]) -> str:
    if options.format == "json":
        from gongkai.check.payload import LETTERS_SCHEMA, outcome_payload
        from gongkai.cli.output import as_json

        letters = [{"file": str(one.path)} | outcome_payload(one.outcome) for one in checked]
        return as_json({"schema": LETTERS_SCHEMA, "letters": letters})
    return _text(options, checked)


def _text(options: Namespace, checked: Sequence[CheckedLetter]) -> str:
    import sys

    from gongkai.cli.findings_text import paragraph
    from gongkai.cli.terminal import clean, has_colours

    colours = options.output is None and has_colours(sys.stdout)
    lines = [
        paragraph(str(one.path), finding, colours) for one in checked for finding in one.outcome.findings
    ]
    if not options.quiet:
        lines += [
            clean(f"{one.path}：{doubt.code} 不能判断：{doubt.why}")
            for one in checked
            for doubt in one.outcome.cannot_tell
        ]
    return "\n".join([*lines, ("\n" if lines else "") + _summary(checked)]) + "\n"


def _summary(checked: Sequence[CheckedLetter]) -> str:
    from collections import Counter

    from gongkai.cli.findings import SEVERITIES

    counted = Counter(finding.severity for one in checked for finding in one.outcome.findings)
    found = "，".join(f"{counted[each]} 个{name}" for each, name in SEVERITIES.items() if counted[each])
    doubts = sum(len(one.outcome.cannot_tell) for one in checked)
    told = f"另有 {doubts} 处不能判断。" if doubts else ""
    return f"{len(checked)} 份文书：{found or '没有发现问题'}。{told}"
