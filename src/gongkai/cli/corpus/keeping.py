"""What the commands on a store have in common: the one operand, and why a store cannot be used."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gongkai.cli.answer import Unable

if TYPE_CHECKING:
    from gongkai.corpus.store.layout import Store


def store_of(options: Namespace) -> Store:
    """The store that the only operand names. Raises :class:`Unable`."""
    from gongkai.corpus.store.layout import Store

    if len(options.operands) != 1:
        raise Unable("要写上一个仓库（gongkai corpus add 建立的文件夹），只写一个。")
    with told(options.operands[0]):
        return Store.open(options.operands[0])


@contextmanager
def told(path: str) -> Iterator[None]:
    """What a store or a disk refuses, as a sentence for people. Raises :class:`Unable`."""
    from gongkai.corpus.store.layout import BadStore
    from gongkai.read.refusals import reason

    try:
        yield
    except BadStore as error:
        raise Unable(str(error)) from error
    except OSError as error:
        raise Unable(f"仓库「{path}」用不了（{reason(error)}）。请检查位置、权限和磁盘空间。") from error
