"""``python -m benchmarks``: measure everything side by side and print the ratios. Needs a POSIX system."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from benchmarks import floors, intake, ledgers, lookalikes, questions, stages, stores, web, workers, year
from benchmarks.documents import Document, documents, paths
from benchmarks.pairs import compare, figure
from benchmarks.rivals import LEFT_OUT, RIVALS, found
from benchmarks.start_up import start_up
from gongkai.check.run import check
from gongkai.read.opening import read_document
from gongkai.read.report import read_report

Floor = Callable[[bytes], object]

FLOORS: dict[str, tuple[str, Floor, float | None]] = {
    "tabs": ("decode, split into lines", floors.text, 3),
    "pipes": ("decode, split into lines", floors.text, 3),
    "html": ("selectolax", floors.html, 3),
    "html-site": ("selectolax", floors.html, 3),
    "html-word": ("selectolax", floors.html, 3),
    "docx": ("unzip, lxml", floors.docx, 4),
    "docx-python": ("unzip, lxml", floors.docx, 4),
    "pdf": ("text by PDFium", floors.pdf, 2.5),
    "pdf-typst": ("text by PDFium", floors.pdf, 2.5),
    "xlsx": ("unzip, lxml", floors.xlsx, None),
}
"""By layout of ``tests.generated``: what the bare parse is, and how many times as long reading and checking may take."""


def main() -> int:
    args = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        for name, part in PARTS.items():
            if name in (args.only or PARTS):
                part(Path(folder), args)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--documents", type=int, default=20, help="of each layout")
    parser.add_argument("--rounds", type=int, default=5, help="turns that each document takes")
    parser.add_argument("--many", type=int, default=10_000, help="documents for the memory of a worker")
    parser.add_argument(
        "--entries", type=int, default=100_000, help="of the ledger that a year is counted from"
    )
    parser.add_argument(
        "--taken-in", type=int, default=600, help="documents taken in to measure the throughput"
    )
    parser.add_argument("--texts", type=int, default=100_000, help="of the corpus searched for look-alikes")
    parser.add_argument("--rows", type=int, default=100_000, help="reports of the store that is asked")
    parser.add_argument(
        "--organs", type=int, default=1_000, help="of the crowd that the pages are shown over"
    )
    parser.add_argument("--requests", type=int, default=10_000, help="of the crowd, a tenth in one organ")
    parser.add_argument("--home", type=Path, help="the crowd is kept there, and taken from there next time")
    parser.add_argument("--only", action="append", choices=PARTS)
    return parser.parse_args()


def ours(document: Document) -> object:
    """Read and check, from bytes to findings."""
    return check(read_report(read_document(document.data)))


def _bare(floor: Floor, document: Document) -> object:
    return floor(document.data)


def _formats(folder: Path, args: argparse.Namespace) -> None:
    _head(
        "Read and checked, over the bare parse of the format", "layout", "bare parse", "aim", "ours over it"
    )
    for layout, (bare, floor, aim) in FLOORS.items():
        some = documents(folder, layout, args.documents)
        _warm(ours, some)
        ratio = compare(ours, partial(_bare, floor), some, rounds=args.rounds)
        _row(layout, bare, figure(aim) if aim else "–", str(ratio))
    some = documents(folder, "tabs", args.documents)
    ratio = compare(floors.answer, partial(_bare, floors.text), some, rounds=args.rounds)
    _row("tabs", "decode, split into lines", "–", f"{ratio} – for nothing but the answer's empty cells")


def _stages(folder: Path, args: argparse.Namespace) -> None:
    _head("Where the time goes", "layout", *stages.NAMES)
    for layout in FLOORS:
        some = documents(folder, layout, args.documents)
        _warm(ours, some)
        shares = stages.shares([document.data for document in some], rounds=args.rounds)
        _row(layout, *(f"{share:.0%}" for share in shares))


def _rivals(folder: Path, args: argparse.Namespace) -> None:
    _head(
        "Other routes to the grids alone, over ours with recognition and checks",
        *("route", "layout", "rows whose figures it finds", "it over ours"),
    )
    for rival in RIVALS:
        for layout in rival.layouts:
            some = documents(folder, layout, max(2, args.documents // 4))
            if not rival.is_here:
                _row(rival.name, layout, f"left out: there is no {rival.needs} here", "")
                continue
            share = f"{found(rival, some):.0%}"
            _row(rival.name, layout, share, str(compare(rival.grids, ours, some, rounds=2)))
    print(f"\n{LEFT_OUT}")


def _start(folder: Path, args: argparse.Namespace) -> None:
    _head("Start-up, over `python -c pass`", "command", "over it")
    (small,) = documents(folder, "tabs", 1)
    for words in (("--help",), ("check", "--help"), ("check", str(small.path))):
        ratio = start_up(folder, *words, rounds=args.rounds * 4)
        _row(f"`gongkai {' '.join(words).replace(str(small.path), small.path.name)}`", str(ratio))


def _workers(folder: Path, args: argparse.Namespace) -> None:
    _head("Workers", "what", "ratio")
    files = list(paths(folder, ("tabs", "html"), args.documents * 20))
    second = workers.second_worker(files, rounds=args.rounds)
    _row("one worker over two, by the clock", figure(second.wall))
    _row("in a worker over in this process", str(workers.guard(files, rounds=args.rounds)))


def _memory(folder: Path, args: argparse.Namespace) -> None:
    if not sys.platform.startswith("linux"):
        print("\nMemory is left out: it is read from /proc, which only Linux has.")
        return
    first = max(1, args.many // 10)
    grown = workers.growth(paths(folder, ("tabs", "html"), args.many), first=first)
    _head(f"Memory after {grown.documents} documents, over that after {first}", "process", "over it")
    _row("the worker, never replaced", f"{grown.worker:.2f}")
    _row("its parent, checking", f"{grown.parent:.2f}")


def _year(folder: Path, args: argparse.Namespace) -> None:
    """The same ledger with a tenth of the entries shows whether time and memory follow their number."""
    small = ledgers.write(folder / "small.jsonl", max(ledgers.ORGANS, args.entries // 10))
    large = ledgers.write(folder / "large.jsonl", args.entries)
    _head("The year's figures from a ledger, over its bytes parsed as JSON", "entries", "over it")
    for path, entries in ((small, args.entries // 10), (large, args.entries)):
        year.counted(path)
        _row(f"{entries:,}", str(year.over_parsing(path, rounds=args.rounds)))
    if not sys.platform.startswith("linux"):
        return
    held = year.memory(small, large)
    _head("Memory of counting, over a program that counts nothing", "entries", "over it")
    _row(f"{args.entries // 10:,}", f"{held.small:.2f}")
    _row(f"{args.entries:,}", f"{held.large:.2f}")


def _intake(folder: Path, args: argparse.Namespace) -> None:
    if not sys.platform.startswith("linux"):
        print("\nTaking in is left out: it is measured from /proc, which only Linux has.")
        return
    source = intake.mixed(folder / "mixed", args.taken_in)
    _head(f"Throughput of taking in {args.taken_in} documents of all formats, by the clock", "what", "ratio")
    _row("two processes over twice one", str(intake.against_twice_one(source, rounds=args.rounds)))
    _row(
        "two workers of a cluster over two processes",
        str(intake.cluster_against_pool(source, rounds=args.rounds)),
    )


def _taken_in(folder: Path, args: argparse.Namespace) -> None:
    if not sys.platform.startswith("linux"):
        print("\nThe memory of taking in is left out: it is read from /proc, which only Linux has.")
        return
    sizes = [max(1, args.many // 10), args.many]
    for title, make, task, factor in (
        ("Short reports", intake.short, "", 1),
        ("A reader that does nothing", intake.tiny, intake.TRIVIAL, 10),
    ):
        peaks = [
            intake.peaks(make(folder / f"{make.__name__}-{size}", size * factor), size * factor, task=task)
            for size in sizes
        ]
        first = peaks[0]
        _head(f"{title}: the most memory, over that with {first.documents:,}", *intake.PROCESSES)
        for each in peaks:
            _row(f"{each.documents:,}", *(f"{ratio:.2f}" for ratio in each.over(first)))


def _lookalikes(folder: Path, args: argparse.Namespace) -> None:
    if not sys.platform.startswith("linux"):
        print("\nLook-alikes are left out: their memory is read from /proc, which only Linux has.")
        return
    sizes = [max(100, args.texts // 100), max(100, args.texts // 10), args.texts]
    rows = lookalikes.grown(folder, sizes)
    first = f"over that of {rows[0].texts:,}"
    _head(
        "Look-alikes of planted copies, found at 30 % shared text",
        *("texts", f"time for each text, {first}", f"memory, {first}", "precision", "recall"),
    )
    for row in rows:
        _row(
            f"{row.texts:,}",
            figure(row.time),
            figure(row.memory),
            f"{row.precision:.4f}",
            f"{row.recall:.4f}",
        )


def _questions(folder: Path, args: argparse.Namespace) -> None:
    store = stores.write(folder / "asked", args.rows)
    asked = questions.Asked(store)
    columns = ("question", "bare scan of", "aim", "over it")
    _head(f"Questions to {args.rows:,} reports, over the bare scan of the columns that they need", *columns)
    for each in questions.QUESTIONS:
        ratio = compare(
            partial(each.ask, asked), partial(each.scan, asked), each.subjects, rounds=args.rounds
        )
        _row(each.name, each.needs, figure(questions.AIM), str(ratio))
    opened = compare(questions.opened, questions.scanned, [store], rounds=2)
    _row("opening the store", "the figures of all years", "–", str(opened))


def _web(folder: Path, args: argparse.Namespace) -> None:
    web.prepared(args.home or folder / "crowd", organs=args.organs, requests=args.requests)
    _head(
        "Pages, over a page of the same stack that asks for nothing",
        *("page", "aim", "over it", "queries", "of the trivial page"),
    )
    for each in web.pages():
        ratio = compare(each.show, each.trivial, [None], rounds=args.rounds * 4)
        _row(each.name, figure(web.AIM), str(ratio), str(each.queries), str(each.trivial_queries))


def _warm(work: Callable[[Document], object], some: Iterable[Document]) -> None:
    for document in some:
        work(document)


def _head(title: str, *columns: str) -> None:
    print(f"\n## {title}\n")
    _row(*columns)
    _row(*("---" for _ in columns))


def _row(*cells: str) -> None:
    print("|", " | ".join(cells), "|", flush=True)


PARTS: dict[str, Callable[[Path, argparse.Namespace], None]] = {
    "formats": _formats,
    "stages": _stages,
    "rivals": _rivals,
    "start": _start,
    "workers": _workers,
    "memory": _memory,
    "year": _year,
    "intake": _intake,
    "intake-memory": _taken_in,
    "lookalikes": _lookalikes,
    "questions": _questions,
    "web": _web,
}

if __name__ == "__main__":
    sys.exit(main())
