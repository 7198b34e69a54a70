"""``gongkai check``: the findings on every report, and on the years of one organ together."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.answer import FINDINGS, FINE, Unable
from gongkai.cli.arguments import Parser, codes, common, output

if TYPE_CHECKING:
    from gongkai.cli.findings import Checked, Checks, Years
    from gongkai.cli.reading import Batch
    from gongkai.model.report import Report

_ABOUT = """\
检查年度报告。每条发现有编号、缺陷名、轻重、原因（机关、格式、转换）、位置、依据和改法。
文件转换造成的损伤不算机关的错。给出同一机关几年的报告，还会查年与年之间的衔接。
规则的说明：gongkai law 编号。"""
_EXAMPLES = """\
gongkai check 报告.docx
gongkai check 报告/ --format html -o 检查结果.html   整个文件夹，可打印
gongkai check 2021.txt 2022.txt 2023.txt --years     只查年与年之间
gongkai check 报告.pdf --select REQ,REM              只查申请表和复议诉讼表
gongkai check 报告.pdf --ignore section-missing      不查这一条"""
_FORMATS = ("text", "json", "html", "xlsx")


def parser() -> Parser:
    parser = Parser("check", _ABOUT, operands="文件…", examples=_EXAMPLES)
    parser.choice("--format", _FORMATS, says="结果的格式", default="text")
    parser.choice(
        "--profile", ("national", "strict"), says="全国统一要求，或加上各地检查的习惯", default="national"
    )
    parser.option(
        "--select", says="只查这些：编号、编号的开头或缺陷名，用逗号分开", metavar="规则", action="append"
    )
    parser.option("--ignore", says="不查这些", metavar="规则", action="append")
    parser.option("--years", says="只查同一机关几年之间的衔接", action="store_true")
    output(parser)
    common(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.check.registry import UnknownRule

    try:
        return _run(options)
    except UnknownRule as error:
        raise Unable(f"{error}全部规则：gongkai law") from error


def _run(options: Namespace) -> int:
    from gongkai.check.registry import selected
    from gongkai.cli.findings import Checks
    from gongkai.cli.reading import Batch

    selected(codes(options.select), codes(options.ignore))  # a wrong code is told before anything is read
    batch = Batch(options)
    opened = [
        (path, report) for path, report in batch.reports() if _has_something_to_check(batch, path, report)
    ]
    reports = () if options.years else tuple(_checked(options, path, report) for path, report in opened)
    checks = Checks(options.profile, reports, _across_years(options, [report for _, report in opened]))
    _put(options, checks, batch)
    return batch.code(FINDINGS if checks.findings else FINE)


def _has_something_to_check(batch: Batch, path: Path, report: Report) -> bool:
    """Nothing found in what is no report would read as praise."""
    if report.is_annual_report:
        return True
    batch.complain(f"{path}：里面没有政府信息公开工作年度报告，没有检查。请确认文件给对了。")
    return False


def _checked(options: Namespace, path: Path, report: Report) -> Checked:
    from gongkai.check.run import check
    from gongkai.cli.findings import Checked

    outcome = check(report, options.profile, codes(options.select), codes(options.ignore))
    return Checked(path, report, outcome)


def _across_years(options: Namespace, reports: Sequence[Report]) -> tuple[Years, ...]:
    """The findings between years, organ by organ, where an organ has more than one year here."""
    from gongkai.check.registry import Series, selected
    from gongkai.check.run import look, series
    from gongkai.cli.findings import Years

    rules = selected(codes(options.select), codes(options.ignore))
    found = []
    for organ in series(reports):
        if len(organ.reports) + len(organ.doubled) > 1:
            years = tuple(report.year for report in organ.reports if report.year)
            found.append(Years(organ.agency, years, look(organ, Series, options.profile, rules)))
    return tuple(found)


def _put(options: Namespace, checks: Checks, batch: Batch) -> None:
    from gongkai.cli.output import put

    if not (checks.reports or checks.years) and batch.failed:
        return
    put(_rendered(options, checks), options.output, inputs=batch.files)


def _rendered(options: Namespace, checks: Checks) -> str | bytes:
    import sys

    from gongkai.cli.terminal import has_colours

    match options.format:
        case "json":
            from gongkai.cli.findings_json import findings_json

            return findings_json(checks)
        case "html":
            from gongkai.cli.findings_html import findings_html

            return findings_html(checks)
        case "xlsx":
            from gongkai.cli.findings_xlsx import findings_xlsx

            return findings_xlsx(checks)
        case _:
            from gongkai.cli.findings_text import findings_text

            return findings_text(checks, colours=options.output is None and has_colours(sys.stdout))
