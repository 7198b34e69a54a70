"""``gongkai corpus add``: documents into a store, on one process, all processors, or a cluster."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.answer import FINDINGS, FINE, Unable
from gongkai.cli.arguments import Parser, common

if TYPE_CHECKING:
    from gongkai.corpus.intake.run import Added, Engine
    from gongkai.corpus.intake.sources import PassedOver

_ABOUT = """\
把报告收进仓库。来源可以是文件、文件夹、ZIP、TAR、WARC（压缩包里有压缩包也行），
或 @清单.txt（一行一个路径），随意混合。能读的格式都收；同样的字节只收一次。
随时可以停（Ctrl-C、断电都行），重新运行同一个命令会接着做。坏文件各占一行，不影响别的；
上次没有收进的，字节没有变就不再读，除非写上 --retry。
退出码：0 全部收进，1 有文件没有收进（仓库里记着原因），2 没能做完。"""
_EXAMPLES = """\
gongkai corpus add 仓库 报告/
gongkai corpus add 仓库 2023.zip 2024.tar.gz 网站.warc.gz
gongkai corpus add 仓库 @清单.txt --jobs 8
gongkai corpus add /共享/仓库 /共享/报告 --cluster tcp://主机:8786"""
_LISTED = 20
_COUNTED = ("reports", "refused", "known", "known_refused", "passed_over")


def parser() -> Parser:
    parser = Parser("corpus add", _ABOUT, operands="仓库 来源…", examples=_EXAMPLES)
    parser.option(
        "--cluster", says="在 Dask 集群上做；仓库要放在共享存储上", metavar="tcp://主机:端口", default=None
    )
    parser.option("--keep-originals", says="把原件也存进仓库", action="store_true")
    parser.option("--retry", says="上次没有收进的也再读一次", action="store_true")
    parser.option("--organs", says="机关名录，用来认出报告是哪个机关的", metavar="CSV", default=None)
    parser.choice("--format", ("text", "json"), says="结果的格式", default="text")
    common(parser)
    return parser


def run(options: Namespace) -> int:
    if len(options.operands) < 2:
        raise Unable("要写上仓库和至少一个来源。用法：gongkai corpus add --help")
    if options.cluster and options.jobs:
        raise Unable("--cluster 和 --jobs 不能同时用：集群有多少工作进程，由启动它的人决定。")
    added, passed_over = _added(options)
    _tell(options, added, passed_over)
    return FINDINGS if added.refused or added.passed_over or added.known_refused else FINE


def _added(options: Namespace) -> tuple[Added, list[PassedOver]]:
    from gongkai.cli.progress import measured
    from gongkai.corpus.engines.cluster import NoCluster
    from gongkai.corpus.intake.lease import Busy, Lost
    from gongkai.corpus.intake.run import KeepsDying, Wishes, add
    from gongkai.corpus.intake.spool import DiskFull
    from gongkai.corpus.organs.kept import OtherRegister
    from gongkai.corpus.organs.register import BadRegister
    from gongkai.corpus.store.layout import BadStore, Store
    from gongkai.read.refusals import reason

    path, *sources = options.operands
    first: list[PassedOver] = []
    try:
        store = Store.create(path)
        with measured("收进", quiet=options.quiet) as show:
            added = add(
                store,
                sources,
                _engine(options, store.path),
                wishes=Wishes(options.keep_originals, options.retry, _register(options)),
                on_progress=lambda so_far: show(so_far.done, so_far.total, so_far.reports + so_far.refused),
                on_passed_over=lambda line: first.append(line) if len(first) < _LISTED else None,
            )
    except (Busy, Lost, DiskFull, KeepsDying, NoCluster) as error:
        raise Unable(f"{error}。") from error
    except (BadStore, BadRegister, OtherRegister) as error:
        raise Unable(str(error)) from error
    except OSError as error:
        raise Unable(f"写不了仓库「{path}」（{reason(error)}）。请检查位置、权限和磁盘空间。") from error
    return added, first


def _engine(options: Namespace, store: Path) -> Callable[[], Engine]:
    from gongkai.read.worker import processors

    if options.cluster:
        from gongkai.corpus.engines.cluster import Cluster

        return lambda: Cluster(options.cluster, store)
    if (options.jobs or processors()) == 1:
        from gongkai.corpus.engines.here import Here

        return Here
    from gongkai.corpus.engines.processes import Processes

    return lambda: Processes(options.jobs)


def _register(options: Namespace) -> Path | None:
    if options.organs is None:
        return None
    path = Path(options.organs)
    if not path.is_file():
        raise Unable(f"找不到机关名录「{path}」。")
    return path.resolve()


def _tell(options: Namespace, added: Added, passed_over: list[PassedOver]) -> None:
    from dataclasses import asdict

    from gongkai.cli.output import as_json, put
    from gongkai.cli.terminal import clean

    if not options.quiet:
        for line in passed_over:
            print(clean(f"没有收进 {line.name}：{line.why.rstrip('。')}。"), file=sys.stderr)
        if (more := added.refused + added.passed_over - len(passed_over)) > 0:
            print(f"另有 {more} 个没有收进，没有列出。", file=sys.stderr)
        for advice in _advice(options, added):
            print(advice, file=sys.stderr)
    counted = {name: asdict(added)[name] for name in _COUNTED}
    put(as_json(counted) if options.format == "json" else _sentence(added), None)


def _advice(options: Namespace, added: Added) -> Iterator[str]:
    from gongkai.cli.terminal import clean
    from gongkai.corpus.store.layout import Store
    from gongkai.corpus.store.tidy import MANY

    store = options.operands[0]
    if added.known_refused:
        yield f"{added.known_refused} 个文件以前没有收进，这次没有再读。要再读一次，加上 --retry。"
    shards = Store.open(store).shard_count()
    if added.shards and shards > MANY:
        yield clean(f"仓库里有 {shards} 批数据。gongkai corpus tidy {store} 把它们合并，以后查得更快。")


def _sentence(added: Added) -> str:
    parts = [f"收进 {added.reports} 份报告"]
    if there := added.known - added.known_refused:
        parts.append(f"{there} 个文件原来就有（字节相同）")
    if without := added.refused + added.passed_over + added.known_refused:
        parts.append(f"{without} 个文件没有收进")
    return "，".join(parts) + "。"
