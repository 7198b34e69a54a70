"""What the commands that ask a store have in common: their options, and how an answer is given."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.answer import FINE, Unable
from gongkai.cli.arguments import Parser, output

if TYPE_CHECKING:
    from gongkai.corpus.questions.answer import Answer
    from gongkai.corpus.questions.ground import Ground

LEVELS = ("state", "province", "city", "county", "township")
_WIDEST = 12
FORMATS = ("text", "csv", "xlsx", "json", "html")


def asking(parser: Parser, *, year: str = "只看这一年度", organ: str = "只看这个机关（代码或名称）") -> None:
    """The options of every question."""
    parser.whole("--year", says=year, least=1900)
    parser.option("--organ", says=organ, metavar="机关", default=None)
    parser.option("--region", says="只看这个地区", metavar="地区", default=None)
    parser.choice("--format", FORMATS, says="给人看、给表格软件、给程序、打印", default="text")
    parser.option(
        "--no-bom", says="CSV 开头不加 UTF-8 标记（Excel 要有标记）", action="store_true", default=False
    )
    output(parser)


def answered(options: Namespace, question: Callable[[Ground], Answer]) -> int:
    """Ask, and put the answer where it was wanted. Raises :class:`Unable`."""
    from gongkai.cli.output import put
    from gongkai.corpus.questions.ground import NotAsked

    with ground_at(options) as ground:
        try:
            content = _content(question(ground), options)
        except NotAsked as error:
            raise Unable(str(error)) from error
    put(content, options.output)
    return FINE


@contextmanager
def ground_at(options: Namespace) -> Iterator[Ground]:
    """The store that was named with its register. Raises :class:`Unable`."""
    from gongkai.cli.corpus.store_at import store_at
    from gongkai.corpus.organs.kept import register_of
    from gongkai.corpus.questions.ground import Ground

    with store_at(options) as connection:
        yield Ground(connection, register_of(Path(options.operands[0])))


def year_of(options: Namespace) -> int:
    """The year that has to be named. Raises :class:`Unable`."""
    if options.year is None:
        raise Unable("要写明年度。请加 --year，例如 --year 2023。")
    year: int = options.year
    return year


def _content(answer: Answer, options: Namespace) -> str | bytes:
    match options.format:
        case "csv":
            from gongkai.corpus.answers.csv import as_csv

            return as_csv(answer, has_mark=not options.no_bom)
        case "xlsx":
            from gongkai.corpus.answers.xlsx import as_xlsx

            return as_xlsx(answer)
        case "json":
            from gongkai.cli.output import as_json
            from gongkai.corpus.answers.json import to_payload

            return as_json(to_payload(answer))
        case "html":
            from gongkai.corpus.answers.html import as_html

            return as_html(answer)
        case _:
            return "\n".join(_lines(answer)) + "\n"


def _lines(answer: Answer) -> Iterator[str]:
    from gongkai.cli.tables import drawn
    from gongkai.cli.terminal import clean
    from gongkai.corpus.answers.table import head, texts

    yield clean(answer.title)
    rows = [[clean(cell).replace("\n", " ") for cell in row] for row in texts(answer)]
    labels = head(answer)
    figures: Collection[int] | bool = {
        at for at, column in enumerate(answer.columns) if column.kind != "text"
    }
    if rows and len(labels) > _WIDEST and len(rows) <= _WIDEST:  # few rows with many columns stand upright
        labels, *rows = (list(line) for line in zip(labels, *rows, strict=True))
        figures = True
    yield drawn(labels, rows, figures=figures) if rows else "没有。"
    yield from (f"· {clean(remark)}" for remark in answer.remarks)
    for part in answer.parts:
        yield ""
        yield from _lines(part)
