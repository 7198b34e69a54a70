"""A ledger as the commands of ``gongkai ledger`` get to it: its troubles as sentences, acts with the moment of now."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.answer import Unable

if TYPE_CHECKING:
    from gongkai.ledger.book import Book, NotTaken
    from gongkai.ledger.entry import Act, Algorithm, Corrected, Entry, Fact
    from gongkai.ledger.private import PrivateStore


@contextmanager
def book_at(path: Path, options: Namespace, *, may_be_new: bool = False) -> Iterator[Book]:
    """The ledger in the file. What stands against its use comes out as :class:`Unable`."""
    from gongkai.cli.bookkeeping import cannot_open, opened
    from gongkai.ledger.book import Book
    from gongkai.ledger.chain import NoAlgorithm
    from gongkai.ledger.private import DamagedStore

    algorithm: Algorithm = getattr(options, "algorithm", "sha256")
    if may_be_new and not path.exists() and not path.parent.is_dir():
        raise Unable(f"没有文件夹「{path.parent}」。请先建立它，或换一个位置。")
    try:
        if may_be_new and not path.exists():
            yield Book(path, algorithm=algorithm)
            return
        with opened([str(path)], "gongkai ledger --help", options) as book:
            book.algorithm = algorithm
            yield book
    except (DamagedStore, NoAlgorithm) as error:
        raise Unable(str(error)) from error
    except OSError as error:
        raise cannot_open(path, error) from error


def one_ledger(options: Namespace, rest: int | None = 0) -> tuple[Path, list[str]]:
    """The ledger and ``rest`` more operands, any number where that is None. Raises :class:`Unable`."""
    path, *others = options.operands or [""]
    if not path or (rest is not None and len(others) != rest):
        raise Unable("请先写一个台账文件，再写别的。用法见 gongkai ledger 命令 --help")
    return Path(path), others


def recorded(organ: str, case: str, on: date, fact: Fact | Corrected, actor: str, *breaches: str) -> Act:
    from gongkai.cli.clock import now
    from gongkai.ledger.entry import Act

    return Act(organ, case, on, now(), actor, fact, breaches)


def taken(book: Book, acts: Sequence[Act], store: PrivateStore | None = None) -> tuple[Entry, ...]:
    """Record the acts, all or none. Raises :class:`Unable` with every refusal."""
    done = book.append_all(acts, first=store.keep) if store else book.append_all(acts)
    if done.refused:
        raise Unable("没有记入：" + "\n".join(refusal(each) for each in done.refused))
    return done.entries


def refusal(refused: NotTaken) -> str:
    """Why an act was not taken, and with which option it can be recorded as a breach."""
    codes = [each.code for each in refused.refusals if each.is_breach]
    is_breach = codes and len(codes) == len(refused.refusals)
    owned = (
        f"（确已发生的，加 {' '.join(f'--breach {code}' for code in codes)} 如实记录）" if is_breach else ""
    )
    return "".join(refused.because) + owned
