"""``gongkai bundle``: the evidence of a case as one PDF with a catalogue and continuous page numbers."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.answer import FINE, Unable
from gongkai.cli.arguments import Parser
from gongkai.cli.rules import own_rules

if TYPE_CHECKING:
    from gongkai.ledger.book import Book
    from gongkai.ledger.entry import Entry
    from gongkai.ledger.evidence import Matter
    from gongkai.ledger.remedy import Remedy
    from gongkai.model.attachment import Attachment
    from gongkai.write.bundle.pdf import Typeset

_ABOUT = """\
把一件申请的证据装订成一个 PDF：封面、证据目录（带页码）、期限台账、登记台账和哈希、送达情况、
法律依据，后面是附上的文件，一页一页连续编页码。附件可以是 PDF、PNG、JPEG；
Word、Excel 文件要靠本机的 LibreOffice 转换。附件里的脚本、附带文件不会带进来。"""
_EXAMPLES = """\
gongkai bundle 台账.jsonl --case request/2026-0003 --remedy remedy/2026-0001 -o 证据.pdf \\
  --attach 答复书.pdf::已依法答复 --attach 挂号收据.png::已交邮送达"""
_USAGE = "gongkai bundle --help"


def parser() -> Parser:
    parser = Parser("bundle", _ABOUT, operands="台账", examples=_EXAMPLES)
    parser.option("--case", says="哪一件申请", metavar="编号", default=None)
    parser.option("--remedy", says="哪一件复议、诉讼", metavar="编号", default=None)
    parser.option("--organ", says="哪个机关（代号）；台账里只有一个时不用写", metavar="代号", default=None)
    parser.option(
        "--attach",
        says="附上文件，可以写几次；:: 后面写证明什么",
        metavar="文件[::证明对象]",
        action="append",
        default=[],
    )
    parser.day("--today", says="当作今天的日子")
    parser.option("--fonts", says="用这个文件夹里的字体", metavar="文件夹", default=None)
    own_rules(parser)
    parser.option("--output", "-o", says="写到这个 PDF 文件", metavar="路径", default=None)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.bookkeeping import known_organ, opened, refuse_altered
    from gongkai.cli.output import save
    from gongkai.cli.terminal import say
    from gongkai.ledger.evidence import File, evidence

    if options.case is None or options.output is None:
        raise Unable(f"要写 --case 和 --output。用法：{_USAGE}")
    named = [_named(each) for each in options.attach]
    with opened(options.operands, _USAGE, options) as book:
        refuse_altered(book.path, "不能用来举证")
        matter = _matter(options, book, known_organ(book, options.organ))
        laid = [_attachment(path) for path, _ in named]
        files = [
            File(path.stem, proves, each.sizes) for (path, proves), each in zip(named, laid, strict=True)
        ]
        bundle = evidence(matter, files, book.rulebook)
    first = len(bundle.exhibits) - len(files)
    data, pages, remarks = _bound(bundle_pdf(bundle, options.fonts), laid, first)
    save(data, Path(options.output), inputs=[Path(options.operands[0]), *(path for path, _ in named)])
    say(f"{options.output}：{len(bundle.exhibits)} 件证据，{pages} 页。\n")
    for (path, _), each in zip(named, laid, strict=True):
        remarks = (*remarks, *(f"{path.name}：{remark}。" for remark in each.remarks))
    for remark in remarks:
        say(f"  {remark}\n")
    return FINE


def bundle_pdf(bundle: object, fonts: str | None) -> Typeset:
    from typing import cast

    from gongkai.model.evidence import Evidence
    from gongkai.write.bundle.pdf import typeset
    from gongkai.write.faces import NoFonts

    try:
        return typeset(cast("Evidence", bundle), fonts=None if fonts is None else Path(fonts))
    except NoFonts as error:
        raise Unable(str(error)) from error


def _named(word: str) -> tuple[Path, str]:
    name, _, proves = word.partition("::")
    return Path(name), proves.strip() or "（请补写证明对象）"


def _matter(options: Namespace, book: Book, organ: str) -> Matter:
    from gongkai.cli.bookkeeping import known_case
    from gongkai.cli.clock import today
    from gongkai.ledger.evidence import Matter

    entries = known_case(book, organ, options.case, "request/")
    remedy: Remedy | None = None
    remedy_entries: tuple[Entry, ...] = ()
    if options.remedy is not None:
        remedy_entries = known_case(book, organ, options.remedy, "remedy/")
        remedy = book.state(organ, options.remedy)
        if remedy.request not in (None, options.case):
            raise Unable(
                f"「{options.remedy}」针对的是 {remedy.request}，不是 {options.case}。请核对两个编号。"
            )
    return Matter(
        organ=book.state(organ, "organ"),
        entries=_spoken(entries, book.path),
        today=options.today or today(),
        remedy=remedy,
        remedy_entries=_spoken(remedy_entries, book.path),
    )


def _spoken(entries: Sequence[Entry], path: Path) -> tuple[Entry, ...]:
    from gongkai.cli.letter_case import texts_of
    from gongkai.ledger.free_text import spoken_entries

    return spoken_entries(entries, texts_of(entries, path))


def _attachment(path: Path) -> Attachment:
    from gongkai.ledger.binding import pages_of
    from gongkai.read.limits import Refused
    from gongkai.write.bundle.pdf import BadPicture

    try:
        return pages_of(path)
    except (Refused, BadPicture) as refused:
        raise Unable(f"附件「{path.name}」：{refused}") from refused


def _bound(set_pages: Typeset, laid: Sequence[Attachment], first: int) -> tuple[bytes, int, tuple[str, ...]]:
    """The bundle with the files laid in, its number of pages, and what could not be set."""
    from gongkai.ledger.binding import bound
    from gongkai.read.limits import Refused

    try:
        done = bound(set_pages, laid, first)
    except Refused as refused:
        raise Unable(f"装订不成：{refused}") from refused
    return done.pdf, done.pages, set_pages.remarks
