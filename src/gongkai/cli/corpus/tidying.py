"""``gongkai corpus tidy``: small files into large ones; what newer readings superseded goes."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.answer import FINE, Unable
from gongkai.cli.arguments import Parser
from gongkai.cli.corpus.keeping import store_of, told

_ABOUT = """\
把仓库里许多小的数据文件合并成大的，去掉被新的读取取代的，清理中断的运行留下的文件。
查询的结果不变；什么时候中断都不要紧，重新运行会接着做。正在收进报告的仓库不能同时整理。"""
_EXAMPLES = """\
gongkai corpus tidy 仓库"""


def parser() -> Parser:
    parser = Parser("corpus tidy", _ABOUT, operands="仓库", examples=_EXAMPLES)
    parser.option("--quiet", "-q", says="不显示进度", action="store_true")
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.output import put
    from gongkai.cli.progress import measured
    from gongkai.corpus.intake.lease import Busy, Lost
    from gongkai.corpus.store.tidy import tidy

    store = store_of(options)
    try:
        with told(options.operands[0]), measured("整理", quiet=options.quiet) as show:
            done = tidy(store, on_progress=lambda at, of: show(at, of, at))
    except (Busy, Lost) as error:
        raise Unable(f"{error}。") from error
    dropped = f"，去掉被取代的 {done.superseded} 份" if done.superseded else ""
    put(f"{done.before} 批合并成 {done.after} 批{dropped}，清理 {done.removed} 个旧文件。", None)
    return FINE
