"""The store that a command of ``gongkai corpus`` asks, and its answers in rows for a table sheet."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gongkai.cli.answer import Unable
from gongkai.cli.arguments import Parser, output

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FORMATS = ("text", "json", "csv", "html")


def asking(parser: Parser) -> None:
    """The options of commands that list what they found in a store."""
    parser.option("--area", says="只看这个地区", metavar="地区", default=None)
    parser.whole("--year", says="只看这一年度", least=1900)
    parser.choice("--format", FORMATS, says="给人看、给程序用、给表格软件、打印", default="text")
    output(parser)


@contextmanager
def store_at(options: Namespace) -> Iterator[DuckDBPyConnection]:
    """The views of the one store that was named. Raises :class:`Unable`."""
    import duckdb

    from gongkai.corpus.store.layout import BadStore, Store
    from gongkai.read.refusals import reason

    if len(options.operands) != 1:
        raise Unable("要写上一个仓库。用法见这个命令的 --help。")
    try:
        connection = Store.open(options.operands[0]).connect()
    except BadStore as error:
        raise Unable(str(error)) from error
    except OSError as error:
        raise Unable(f"读不了仓库「{options.operands[0]}」（{reason(error)}）。") from error
    try:
        yield connection
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise Unable(
            f"仓库「{options.operands[0]}」没能读完：{error}。请检查磁盘空间，或先 gongkai corpus validate。"
        ) from error
    finally:
        connection.close()


def as_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows that a table sheet opens as they are: with a mark of UTF-8, and no cell that it would take for a formula."""
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return "\N{BYTE ORDER MARK}" + text.getvalue()


def _plain(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{cell}"
    return "" if cell is None else cell
