"""``gongkai corpus``: many reports at once: taken in, kept, asked."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.answer import Unable
from gongkai.cli.subcommands import Subcommands

_ABOUT = """\
把许多机关、许多年的报告收进一个仓库，再汇总、比较、排名、查雷同。
仓库是一个文件夹，里面是 Parquet 文件，别的软件（DuckDB、Polars、pandas、R、Excel）也能直接打开。"""
_EXAMPLES = """\
gongkai corpus add 仓库 报告/ 乡镇.zip
gongkai corpus add 仓库 @清单.txt --jobs 4"""
_COMMANDS = {
    "add": ("gongkai.cli.corpus.adding", "收进报告：文件夹、压缩包、网页存档、清单"),
    "roll-up": ("gongkai.cli.corpus.rollup", "汇总：沿机关上下级把一个年度的各格加起来，缺的列名"),
    "years": ("gongkai.cli.corpus.years", "一个机关历年、一年各机关、全库走势"),
    "ranking": ("gongkai.cli.corpus.ranking", "按指标排名，件数太少的不排"),
    "parents": ("gongkai.cli.corpus.parents", "上级自己的报告与下级合计相比"),
    "carried": ("gongkai.cli.corpus.carried", "上年结转出的与本年结转进的相比"),
    "zeros": ("gongkai.cli.corpus.zeros", "申请表全是 0、需要核实的报告"),
    "stock": ("gongkai.cli.corpus.stock", "规章和规范性文件的存量，年与年对不对得上"),
    "findings": ("gongkai.cli.corpus.findings", "检查发现的问题，按规则、机关、地区、年度计数"),
    "lookalikes": ("gongkai.cli.corpus.lookalikes", "查雷同：谁与谁有整段相同的文字，谁在先"),
    "residue": ("gongkai.cli.corpus.residue", "查写成别的机关名称的地方"),
    "promises": ("gongkai.cli.corpus.promises", "上一年的改进措施，本年写到没有"),
    "status": ("gongkai.cli.corpus.status", "仓库里有多少报告"),
    "organs": ("gongkai.cli.corpus.organs", "谁交了哪一年的报告，还缺谁；换用机关名册"),
    "doubts": ("gongkai.cli.corpus.doubts", "要人决定的：认不准的机关、矛盾的年度、重复的报告"),
    "decide": ("gongkai.cli.corpus.deciding", "记下对一份文件的决定"),
    "validate": ("gongkai.cli.corpus.validating", "核对数据文件或仓库是否合乎开放数据标准"),
    "export": ("gongkai.cli.corpus.exporting", "导出成 CSV、Parquet 或 JSON"),
    "tidy": ("gongkai.cli.corpus.tidying", "合并小文件，去掉被取代的"),
}
_EXTRA_OF = {
    **dict.fromkeys(("duckdb", "numpy", "pyarrow", "warcio"), "corpus"),
    **dict.fromkeys(("dask", "distributed"), "cluster"),
}


def parser() -> Subcommands:
    return Subcommands("corpus", _ABOUT, _COMMANDS, examples=_EXAMPLES)


def run(options: Namespace) -> int:
    try:
        code: int = options.run(options)
    except ModuleNotFoundError as error:
        extra = _EXTRA_OF.get((error.name or "").partition(".")[0])
        if extra is None:
            raise
        raise Unable(
            f"这个命令要用到没有安装的 {error.name}。请运行：pip install 'gongkai[{extra}]'；没有外网的，从镜像或离线目录安装。"
        ) from error
    return code
