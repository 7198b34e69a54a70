"""What the commands that look into a ledger share: opening it, its organs, and messages where it is damaged."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.answer import Unable

if TYPE_CHECKING:
    from gongkai.ledger.book import Book
    from gongkai.ledger.entry import Entry

_CASES = {"": "案件", "request/": "申请案件", "remedy/": "复议、诉讼案件"}


@contextmanager
def opened(operands: list[str], usage: str, options: Namespace) -> Iterator[Book]:
    """The one ledger that was named, under the organ's own rules where the command has options for them.

    Its troubles come out as :class:`Unable`.
    """
    from gongkai.cli.rules import rulebook_of
    from gongkai.law.rulebook import national
    from gongkai.ledger.book import Book
    from gongkai.ledger.codec import BadEntry
    from gongkai.ledger.index import BrokenChain, TornTail
    from gongkai.ledger.refused import Refused

    if len(operands) != 1:
        raise Unable(f"要写一个台账文件，现在写了 {len(operands)} 个。用法：{usage}")
    path = Path(operands[0])
    if not path.is_file():
        what = "是文件夹，不是台账文件" if path.is_dir() else "没有这个台账文件"
        raise Unable(f"「{path}」{what}。请核对路径；新的台账用 gongkai ledger 建立。")
    rulebook = rulebook_of(options) if hasattr(options, "calendar") else national()
    try:
        yield Book(path, rulebook)
    except (BadEntry, BrokenChain, TornTail, Refused) as error:
        raise Unable(f"台账「{path}」：{error}") from error
    except OSError as error:
        raise cannot_open(path, error) from error


def cannot_open(path: Path, error: OSError) -> Unable:
    """What is not to be opened: the ledger, or what lies beside it."""
    from gongkai.read.refusals import reason

    other = Path(error.filename) if isinstance(error.filename, str) else path
    what = f"台账「{path}」" if other.name == path.name else f"台账旁边的「{other}」"
    return Unable(f"{what}打不开（{reason(error)}）。请检查权限，或稍后再试。")


def refuse_altered(path: Path, follows: str) -> None:
    """Nothing goes out of the house that the chains of hashes do not bear out. Raises :class:`Unable`."""
    if says := _altered(path):
        raise Unable(f"{says}，{follows}。请先运行 gongkai ledger verify {path}，查明再说。")


def warn_of_altered(path: Path) -> None:
    """What is only looked at is shown, and it is said that it was altered."""
    from gongkai.cli.terminal import clean

    if says := _altered(path):
        print(clean(f"注意：{says}，下面列出的不可靠。请运行 gongkai ledger verify {path}"), file=sys.stderr)


def _altered(path: Path) -> str:
    from gongkai.ledger.verify import verify

    faults = verify(path)
    return f"台账「{path}」核对有 {len(faults)} 处不对，第一处在第 {faults[0].line} 行" if faults else ""


def known_organ(book: Book, organ: str | None) -> str:
    """The organ that was asked for by its key or its name, or the only one. Raises :class:`Unable`."""
    organs = book.organs()
    if organ is None and len(organs) == 1:
        return organs[0]
    if organ in organs:
        return organ
    named = [key for key in organs if organ and book.state(key, "organ").name == organ]
    if len(named) == 1:
        return named[0]
    listed = "、".join(organs) or "（还没有）"
    asked = f"台账里没有机关「{organ}」。" if organ else "台账里不止一个机关。"
    raise Unable(f"{asked}请用 --organ 写一个代号，台账里有：{listed}。")


def known_case(book: Book, organ: str, case: str, begins: str = "") -> tuple[Entry, ...]:
    """The entries of a case whose key ``begins`` so. Raises :class:`Unable`."""
    from gongkai.cli.inputs import near

    entries = book.case(organ, case) if case.startswith(begins) else ()
    if entries:
        return entries
    guess = near(case, [key for key in book.cases(organ) if key.startswith(begins)])
    hint = f"相近的有：{'、'.join(guess)}。" if guess else "全部案件：gongkai ledger show。"
    raise Unable(f"台账里 {organ} 没有{_CASES[begins]}「{case}」。{hint}")
