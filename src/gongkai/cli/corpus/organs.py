"""``gongkai corpus organs``: who reported on which year and who is missing; a register is laid in the store."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.answer import FINDINGS, FINE, Unable
from gongkai.cli.arguments import Parser
from gongkai.cli.corpus.store_at import as_csv, register_at, store_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.corpus.organs.coverage import Reporting

_ABOUT = """\
看哪些机关交了哪一年的报告，还缺谁。「有」计入统计，「待定」有报告但要人决定（gongkai corpus doubts），
「缺」年底在册而没有报告，「—」那年没有这个机关。没有名册时只列交了的。
--register 换用一份名册：先核对，再按它重新认全部报告。名册是 CSV，各列见 examples/organs.csv。
退出码：0 都齐了，1 有缺或待定，2 没能做完。"""
_EXAMPLES = """\
gongkai corpus organs 仓库
gongkai corpus organs 仓库 --register 名册.csv
gongkai corpus organs 仓库 --year 2023 --area 云溪县 --format csv -o 报送.csv"""


def parser() -> Parser:
    from gongkai.cli.arguments import output

    parser = Parser("corpus organs", _ABOUT, operands="仓库", examples=_EXAMPLES)
    parser.option("--register", says="换用这份名册", metavar="CSV", default=None)
    parser.option("--area", says="只看这个地区", metavar="地区", default=None)
    parser.whole("--year", says="只看这一年度", least=1900)
    parser.choice("--format", ("text", "json", "csv"), says="给人看、给程序用、给表格软件", default="text")
    output(parser)
    parser.option("--quiet", "-q", says="不显示进度", action="store_true")
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.output import put
    from gongkai.corpus.organs.coverage import coverage

    if options.register is not None:
        _change(options)
    with store_at(options) as connection:
        found = coverage(connection, register_at(options), year=options.year, area=options.area)
    put(_answer(found, options.format), options.output)
    states = {state for each in found for state in each.years.values()}
    return FINDINGS if states & {"missing", "doubtful"} else FINE


def _change(options: Namespace) -> None:
    from gongkai.cli.progress import measured
    from gongkai.corpus.organs.kept import change_register
    from gongkai.corpus.organs.register import BadRegister
    from gongkai.corpus.store.layout import BadStore, Store
    from gongkai.read.refusals import reason

    if len(options.operands) != 1:
        raise Unable("要写上一个仓库。用法：gongkai corpus organs --help")
    try:
        store = Store.open(options.operands[0])
        with measured("认机关", quiet=options.quiet) as show:
            change_register(
                store, Path(options.register), on_progress=lambda done, total: show(done, total, done)
            )
    except (BadStore, BadRegister) as error:
        raise Unable(str(error)) from error
    except OSError as error:
        raise Unable(f"换不了名册「{options.register}」（{reason(error)}）。请核对路径和权限。") from error


def _answer(found: Sequence[Reporting], form: str) -> str:
    from dataclasses import asdict

    from gongkai.cli.output import as_json
    from gongkai.cli.tables import drawn
    from gongkai.corpus.organs.coverage import LABELS

    if form == "json":
        return as_json({"schema": "gongkai-organs/1", "organs": [asdict(each) for each in found]})
    years = list(found[0].years) if found else []
    rows = [[each.name, *(LABELS[state] for state in each.years.values())] for each in found]
    head = ["机关", *map(str, years)]
    if form == "csv":
        return as_csv(head, rows)
    return "\n".join([drawn(head, rows), "", *_missing(found, years)]) if found else "没有报告。"


def _missing(found: Sequence[Reporting], years: Sequence[int]) -> list[str]:
    lines = []
    for year in years:
        states = [each.years[year] for each in found]
        counted = f"{year} 年度：应报 {len(states) - states.count('not-owed')}，有 {states.count('reported')}"
        lines.append(f"{counted}，待定 {states.count('doubtful')}，缺 {states.count('missing')}。")
    return lines
