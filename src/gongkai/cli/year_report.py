"""``gongkai year-report``: the year's figures and report, counted and drafted from a ledger."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.answer import FINE, Unable
from gongkai.cli.arguments import Parser, writing
from gongkai.cli.rules import own_rules
from gongkai.write.rendering import SUFFIXES

if TYPE_CHECKING:
    from gongkai.ledger.book import Book
    from gongkai.ledger.counting.survey import Survey
    from gongkai.ledger.drafting.words import Words
    from gongkai.ledger.figures import Figures
    from gongkai.ledger.year_report import Draft

_ABOUT = """\
从台账统计一年的数据，起草这一年的政府信息公开工作年度报告：三张表由台账逐件计数，文字按台账的事实起草；
台账不知道的、应当由人来写的，印〔待填〕，不编造。不带 --to 时把报告显示在屏幕上。"""
_USAGE = "gongkai year-report --help"
_EXAMPLES = """\
gongkai year-report 台账.jsonl --organ yxcz --year 2026                     看看报告
gongkai year-report 台账.jsonl --organ yxcz --year 2026 --to docx           写成 Word
gongkai year-report 台账.jsonl --organ yxxzf --year 2026 --tree --to pdf    连同下级、所属机关汇总
gongkai year-report 台账.jsonl --organ yxcz --year 2026 --figures           每一个数字
gongkai year-report 台账.jsonl --organ yxcz --year 2026 --cell requests.granted.total   这个数是哪些件"""


def parser() -> Parser:
    parser = Parser("year-report", _ABOUT, operands="台账", examples=_EXAMPLES)
    parser.option(
        "--organ", says="机关的代号或名称；台账里只有一个机关时可以不写", metavar="机关", default=None
    )
    parser.option("--year", says="报告年度", metavar="年", type=_year, default=None)
    parser.option("--tree", says="连同下级、所属机关一起汇总", action="store_true")
    parser.option("--form", says="用哪一年的格式统计，默认按年度", metavar="2019|2021", default=None)
    parser.day("--date", says="落款日期，如 2027-01-20")
    parser.option(
        "--prose", says="由人写的文字，用「## 平台建设」一类的标题分开", metavar="文件", default=None
    )
    writing(parser, default=None)
    parser.option("--figures", says="不写报告，列出每一格的数字", action="store_true")
    parser.option("--cell", says="列出这一格背后的每一件", metavar="格", default=None)
    parser.choice("--format", ("text", "json"), says="给人看，还是给程序用", default="text")
    own_rules(parser)
    parser.option("--quiet", "-q", says="不显示提示", action="store_true")
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.bookkeeping import opened

    if options.year is None:
        raise Unable(f"没有说哪一年。请加 --year，例如 --year 2026。用法：{_USAGE}")
    with opened(options.operands, _USAGE, options) as book, _understood(book.path):
        figures = _count(book, options)
    if options.cell or options.figures:
        _show(figures, options)
    else:
        _write(book.path, figures, options)
    return FINE


@contextmanager
def _understood(path: Path) -> Iterator[None]:
    """What the ledger cannot answer, as a sentence for people."""
    from gongkai.ledger.counting.organs import NotOpened
    from gongkai.ledger.counting.survey import ClosedYearTouched
    from gongkai.ledger.figures import NoFigures

    try:
        yield
    except (ClosedYearTouched, NotOpened, NoFigures) as error:
        raise Unable(f"台账「{path}」：{error}") from error


def _count(book: Book, options: Namespace) -> Figures:
    from gongkai.cli.bookkeeping import refuse_altered
    from gongkai.ledger.figures import count_file, look_over

    path = book.path
    refuse_altered(path, "不能统计")
    known = look_over(path)
    organ = _organ(known, options.organ, options.year)
    return count_file(
        path,
        organ,
        options.year,
        form=options.form,
        tree=options.tree,
        rulebook=book.rulebook,
        known=known,
    )


def _organ(known: Survey, wanted: str | None, year: int) -> str:
    """The key of the organ that is meant, by key or by name."""
    names = {key: history.at_end_of(year).name for key, history in known.organs.items()}
    if wanted is None and len(names) == 1:
        return next(iter(names))
    if wanted in names:
        return wanted
    found = [key for key, name in names.items() if name == wanted]
    if len(found) == 1:
        return found[0]
    listed = "、".join(f"{key}（{name}）" for key, name in list(names.items())[:20])
    missing = f"台账里没有机关「{wanted}」。" if wanted else "台账里有几个机关，请用 --organ 指定一个。"
    raise Unable(f"{missing}有的是：{listed}{'……' if len(names) > 20 else ''}")


def _show(figures: Figures, options: Namespace) -> None:
    from gongkai.cli import year_figures
    from gongkai.cli.output import as_json, put

    is_json = options.format == "json"
    wanted = options.cell
    shown = year_figures.cell(figures, wanted) if wanted else year_figures.everything(figures)
    put(as_json(shown.value) if is_json else shown.text, options.output)


def _write(path: Path, figures: Figures, options: Namespace) -> None:
    from gongkai.cli.output import put, save
    from gongkai.cli.writing import folder_of_fonts, rendered
    from gongkai.ledger.year_report import draft

    made = draft(figures, _words(options.prose), signed=options.date)
    to = options.to or ("json" if options.format == "json" else "markdown")
    content, remarks = rendered(made.report, to, folder_of_fonts(options.fonts))
    told = [*remarks, *_unfinished(options.year), *_owed(made)]
    if options.output is None and to in ("markdown", "html", "json"):
        put(content.decode(), None)
    else:
        target = _target(made, to, options.output)
        save(content, target, inputs=[path])
        told.insert(0, f"写到 {target}")
    _tell(told, quiet=options.quiet)


def _words(name: str | None) -> Words | None:
    from gongkai.ledger.drafting.words import UnusableProse, Words, read_prose
    from gongkai.read.limits import Refused
    from gongkai.read.opening import file_bytes

    if name is None:
        return None
    try:
        return Words(read_prose(file_bytes(Path(name)).decode("utf-8-sig")))
    except Refused as refused:
        raise Unable(str(refused)) from refused
    except UnusableProse as error:
        raise Unable(f"「{name}」：{error}") from error
    except UnicodeDecodeError as error:
        raise Unable(f"「{name}」不是 UTF-8 文字。请另存为 UTF-8 编码。") from error


def _target(made: Draft, to: str, wanted: str | None) -> Path:
    """Where the file goes; a name of its own never takes the place of a file that is there."""
    title = made.report.title.text if made.report.title else "年度报告"
    name = f"{title}.{SUFFIXES[to]}"
    if wanted is not None:
        return Path(wanted) / name if Path(wanted).is_dir() or wanted.endswith("/") else Path(wanted)
    if Path(name).exists():
        raise Unable(f"这里已有「{name}」，没有覆盖它。请用 --output 指定写到哪里。")
    return Path(name)


def _unfinished(year: int) -> Iterator[str]:
    """The figures of a year that is not over are those of today."""
    from gongkai.cli.clock import today

    if today() <= date(year, 12, 31):
        yield f"{year} 年还没有结束，数字只到现在已经登记的为止。"


def _owed(made: Draft) -> Iterator[str]:
    yield from made.remarks
    yield from made.owed


def _tell(sentences: list[str], *, quiet: bool) -> None:
    from gongkai.cli.terminal import clean

    for sentence in [] if quiet else sentences:
        print(clean(f"{sentence.rstrip('。')}。"), file=sys.stderr)


def _year(word: str) -> int:
    if word.isdecimal() and len(word) == 4:
        return int(word)
    raise Unable(f"选项 --year 后面要四位数的年份，现在是「{word}」")
