"""``python -m tests.generated``: judge the reader over generated documents, or show one of them again."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.generated import case as cases
from tests.generated.judge import Tally, Verdict, default_reader, every_damage, judge, table, verdicts
from tests.generated.render import BY_HAND

_COLUMNS = ("documents", "right", "withheld", "blanked", "short", "wrong", "invented", "failed")


def main() -> int:
    args = _arguments()
    if args.reproduce:
        return reproduce(args.reproduce[0], args.reproduce[1], int(args.reproduce[2]), args.into)
    started = time.perf_counter()
    by_layout, by_damage, bad = table(_run(args))
    _print("layout", by_layout)
    _print("damage", by_damage)
    for verdict in _worst(bad, args.list):
        print(_line(verdict))
    total = sum(counts["documents"] for counts in by_layout.counts.values())
    print(f"{total} documents in {time.perf_counter() - started:.0f} s, {len(bad)} with faults")
    return 1 if any(verdict.wrong or verdict.invented or verdict.failure for verdict in bad) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.generated", description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layout", action="append", default=[], choices=[*cases.layouts(), *BY_HAND])
    parser.add_argument(
        "--every", action="store_true", help="each layout with each damage once, instead of a sample"
    )
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--list", type=int, default=20, help="how many of the worst documents to name")
    parser.add_argument("--into", type=Path, default=Path("build/generated"), help="where --reproduce writes")
    parser.add_argument("--reproduce", nargs=3, metavar=("LAYOUT", "DAMAGE", "SEED"))
    return parser.parse_args()


def _run(args: argparse.Namespace) -> Iterator[Verdict]:
    only = tuple(args.layout)
    if args.every:
        yield from (judge(cases.make(*names)) for names in every_damage(args.seed, only))
    elif args.processes == 1:
        yield from verdicts(args.documents, args.seed, only)
    else:
        share = args.documents // args.processes
        with ProcessPoolExecutor(args.processes) as pool:
            jobs = [pool.submit(_share, share, args.seed * 100 + n, only) for n in range(args.processes)]
            for job in jobs:
                yield from job.result()


def _share(documents: int, seed: int, only: tuple[str, ...]) -> list[Verdict]:
    return list(verdicts(documents, seed, only))


def _print(what: str, tally: Tally) -> None:
    print(f"{what:24}" + "".join(f"{name:>11}" for name in _COLUMNS))
    for name, counts in sorted(tally.counts.items()):
        print(f"{name:24}" + "".join(f"{counts[column]:11}" for column in _COLUMNS))
    print()


def _worst(bad: list[Verdict], most: int) -> list[Verdict]:
    """Silent errors first, then failures, then gaps; one example of each kind before a second of any.

    Of equals the least damaged: those are the quickest to understand.
    """

    def weight(verdict: Verdict) -> tuple[int, int, int]:
        silent = bool(verdict.wrong or verdict.invented)
        return 0 if silent else 1 if verdict.failure else 2, len(verdict.case.damages), len(verdict.wrong)

    seen: Counter[str] = Counter()
    ranked = []
    for verdict in sorted(bad, key=weight):
        kind = verdict.failure or f"{weight(verdict)[0]} {verdict.case.damage}"
        ranked.append((seen[kind], *weight(verdict), verdict))
        seen[kind] += 1
    return [entry[-1] for entry in sorted(ranked, key=lambda entry: entry[:-1])[:most]]


def _line(verdict: Verdict) -> str:
    named = [
        f"{name} {len(ids)} ({ids[0]})"
        for name, ids in (("wrong", verdict.wrong), ("invented", verdict.invented), ("short", verdict.short))
        if ids
    ]
    return f"{verdict.failure or ', '.join(named)}\n    {verdict.reproduce}"


def reproduce(layout: str, damage: str, seed: int, into: Path) -> int:
    """Write the document and print each cell that is not right."""
    case = cases.make(layout, damage, seed)
    into.mkdir(parents=True, exist_ok=True)
    path = into / case.name
    path.write_bytes(case.data)
    verdict = judge(case)
    print(path, f"exact: {case.exact}", _line(verdict) if verdict.is_bad else "no fault", sep="\n")
    cells = {} if verdict.failure else default_reader(case.data, case.name)
    for cell_id in (*verdict.wrong, *verdict.invented, *verdict.short):
        print(f"  {cell_id}: {case.cells.get(cell_id)!r}, read {cells.get(cell_id)}")
    return int(verdict.is_bad)


if __name__ == "__main__":
    sys.exit(main())
