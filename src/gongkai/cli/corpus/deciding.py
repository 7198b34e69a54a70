"""``gongkai corpus decide``: what a person decides about one document."""

from __future__ import annotations

import re
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.answer import FINE, Unable
from gongkai.cli.arguments import Parser
from gongkai.cli.corpus.store_at import register_at, store_at

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from gongkai.corpus.organs.decisions import Kind

_ABOUT = """\
记下对一份文件的决定：是哪个机关的（--organ）、是哪一年度的（--year）、同年几份里以它为准（--counts）、
不计入（--ignore）、撤回以前的决定（--open）。一次只记一项；写在仓库的 decisions.jsonl 里，只增不改，后面的为准。
文件用摘要的前 8 位以上指明，见 gongkai corpus doubts。"""
_EXAMPLES = """\
gongkai corpus decide 仓库 3f2a9c01 --organ yunxi/health --by 张三
gongkai corpus decide 仓库 3f2a9c01 --year 2022 --by 张三 --because 电话核实
gongkai corpus decide 仓库 3f2a9c01 --counts --by 张三"""


def parser() -> Parser:
    parser = Parser("corpus decide", _ABOUT, operands="仓库 摘要", examples=_EXAMPLES)
    parser.option("--organ", says="是这个机关的报告", metavar="代码", default=None)
    parser.whole("--year", says="是这一年度的报告", least=2000)
    parser.option("--counts", says="以它为准", action="store_true")
    parser.option("--ignore", says="不计入", action="store_true")
    parser.option("--open", says="撤回对它的全部决定", action="store_true")
    parser.option("--by", says="谁决定的", metavar="姓名", default=None)
    parser.day("--on", says="哪天决定的，默认今天")
    parser.option("--because", says="为什么", metavar="理由", default="")
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.clock import today
    from gongkai.cli.output import put
    from gongkai.corpus.organs.decisions import KINDS, BadDecisions, Decision, decide
    from gongkai.read.refusals import reason

    if len(options.operands) != 2:
        raise Unable("要写上仓库和文件的摘要。用法：gongkai corpus decide --help")
    what = _what(options)
    store, wanted = options.operands
    options.operands = [store]
    with store_at(options) as connection:
        digest, path = _document(connection, wanted)
    _check_organ(options)
    on = options.on or today()
    decision = Decision(on, options.by or "", what, digest, options.organ, options.year, options.because)
    try:
        decide(Path(store), decision)
    except BadDecisions as error:
        raise Unable(str(error)) from error
    except OSError as error:
        raise Unable(f"写不了仓库「{store}」（{reason(error)}）。请检查权限和磁盘空间。") from error
    value = next((f"（{part}）" for part in (options.organ, options.year) if part is not None), "")
    put(f"已记下：{path}（{digest[:12]}），{KINDS[what]}{value}。", None)
    return FINE


def _what(options: Namespace) -> Kind:
    from gongkai.corpus.organs.decisions import KINDS

    asked: list[Kind] = [word for word in KINDS if getattr(options, word) not in {None, False}]
    if len(asked) != 1:
        raise Unable("一次记一项决定：--organ、--year、--counts、--ignore、--open 里选一个。")
    if not options.by:
        raise Unable("要写明是谁决定的：--by 姓名")
    return asked[0]


def _document(connection: DuckDBPyConnection, wanted: str) -> tuple[str, str]:
    """The one report whose digest begins so."""
    if not re.fullmatch("[0-9a-f]{8,64}", wanted.lower()):
        raise Unable(f"摘要写成了「{wanted}」。请写十六进制的前 8 位以上，见 gongkai corpus doubts。")
    rows = connection.execute(
        "SELECT digest, name FROM reports WHERE starts_with(digest, ?) ORDER BY digest LIMIT 2",
        [wanted.lower()],
    ).fetchall()
    if len(rows) != 1:
        many = "不止一份报告" if rows else "没有报告"
        raise Unable(f"仓库里{many}的摘要以「{wanted}」开头。请核对，或多写几位。")
    digest, name = rows[0]
    return digest, name


def _check_organ(options: Namespace) -> None:
    if options.organ is None:
        return
    register = register_at(options)
    if register is None:
        raise Unable("仓库里没有名册，说不了是哪个机关。先：gongkai corpus organs 仓库 --register 名册.csv")
    if options.organ not in register.by_key:
        from gongkai.cli.inputs import meant_by

        meant = meant_by(options.organ, list(register.by_key))
        raise Unable(f"名册里没有代码「{options.organ}」。{meant}")
