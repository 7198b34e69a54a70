"""The store that a command of ``gongkai corpus`` asks, and its answers in rows for a table sheet."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.answer import Unable
from gongkai.cli.arguments import Parser, output
from gongkai.cli.terminal import clean

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from gongkai.corpus.organs.register import Register

_LONGEST = 32_000  # characters that a cell of Excel holds
_WIDTH = 24
FORMATS = ("text", "json", "csv", "xlsx", "html")


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


def register_at(options: Namespace) -> Register | None:
    """The register that lies in the store, if any. Raises :class:`Unable`."""
    from gongkai.corpus.organs.kept import register_of
    from gongkai.corpus.organs.register import BadRegister

    try:
        return register_of(Path(options.operands[0]))
    except (BadRegister, OSError) as error:
        raise Unable(f"仓库里的机关名册读不了：{error}") from error


def in_rows(form: str, title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str | bytes:
    """Rows as a table sheet: CSV, or else XLSX."""
    return as_csv(head, rows) if form == "csv" else as_xlsx(title, head, rows)


def as_xlsx(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A sheet to sort and filter. Text is written as text: nothing from a report becomes a formula or a link."""
    import io

    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet(title)
        bold = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, len(head) - 1, _WIDTH, wrapped)
        last = 0
        for column, label in enumerate(head):
            sheet.write_string(0, column, label, bold)
        for last, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, int | float):
                    sheet.write_number(last, column, cell, wrapped)
                elif cell is not None:
                    sheet.write_string(last, column, clean(str(cell))[:_LONGEST], wrapped)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(head) - 1)
    return file.getvalue()


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
