"""``python -m tests.converted``: known reports through every route, and what the reader makes of them."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.converted.originals import page, sample, word, workbook
from tests.converted.routes import ORIGINALS, ROUTES
from tests.generated.case import Case
from tests.generated.draft import Draft
from tests.generated.judge import Verdict, default_reader, judge

_COLUMNS = ("documents", "right", "withheld", "blanked", "wrong", "invented", "failed")
_MAKE = {"docx": word, "page": page, "xlsx": workbook}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.converted", description=__doc__)
    parser.add_argument("--documents", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--route", action="append", default=[], help="a route, or what its name begins with")
    parser.add_argument(
        "--into", type=Path, default=Path("build/converted").absolute(), help="where the files are kept"
    )
    parser.add_argument("--again", action="store_true", help="read the files that are there")
    parser.add_argument("--list", type=int, default=40, help="how many cells that are not right to name")
    args = parser.parse_args()
    drafts = {f"r{seed:05}": (seed, sample(seed)) for seed in range(args.seed, args.seed + args.documents)}
    names = [
        name
        for name in (*ORIGINALS, *ROUTES)
        if not args.route or any(name.startswith(wanted) for wanted in args.route)
    ]
    if not args.again:
        _make(names, drafts, args.into)
    found = [(name, verdict) for name in names for verdict in _judged(name, drafts, args.into)]
    _print(found)
    _name_faults(found, args.list)
    return int(any(verdict.wrong or verdict.invented for _, verdict in found))


def _folder(into: Path, name: str) -> Path:
    return into / name.replace(">", "-").replace("|", "pipe").replace("\\t", "tab").replace("'", "")


def _make(names: list[str], drafts: dict[str, tuple[int, Draft]], into: Path) -> None:
    done: set[str] = set()

    def make(name: str) -> None:
        if name in done:
            return
        done.add(name)
        folder = _folder(into, name)
        folder.mkdir(parents=True, exist_ok=True)
        if name in ORIGINALS:
            for stem, (seed, draft) in drafts.items():
                (folder / f"{stem}.{ORIGINALS[name]}").write_bytes(_MAKE[name](draft, seed))
            return
        route = ROUTES[name]
        make(route.source)
        ending = ROUTES[route.source].ending if route.source in ROUTES else ORIGINALS[route.source]
        sources = [_folder(into, route.source) / f"{stem}.{ending}" for stem in drafts]
        try:
            route.run([path for path in sources if path.exists()], folder)
        except subprocess.CalledProcessError as error:
            print(f"{name}: {error.stderr.decode()[-300:]}", file=sys.stderr)

    for name in names:
        make(name)


def _judged(name: str, drafts: dict[str, tuple[int, Draft]], into: Path) -> list[Verdict]:
    ending = ROUTES[name].ending if name in ROUTES else ORIGINALS[name]
    verdicts = []
    for stem, (seed, draft) in drafts.items():
        path = _folder(into, name) / f"{stem}.{ending}"
        if path.exists():
            case = Case(
                name, (), seed, path.name, path.read_bytes(), draft.cells, exact=False, weak=frozenset()
            )
            verdicts.append(judge(case))
    return verdicts


def _print(found: list[tuple[str, Verdict]]) -> None:
    counts: dict[str, Counter[str]] = {}
    for name, verdict in found:
        for key in (name, "all"):
            counts.setdefault(key, Counter()).update(
                {
                    "documents": 1,
                    "right": verdict.right,
                    "withheld": verdict.withheld,
                    "blanked": verdict.blanked,
                    "wrong": len(verdict.wrong),
                    "invented": len(verdict.invented),
                    "failed": int(bool(verdict.failure)),
                }
            )
    print(f"{'route':56}" + "".join(f"{column:>10}" for column in _COLUMNS))
    for name, count in sorted(counts.items(), key=lambda item: (item[0] == "all", item[0])):
        print(f"{name:56}" + "".join(f"{count[column]:10}" for column in _COLUMNS))


def _name_faults(found: list[tuple[str, Verdict]], most: int) -> None:
    silent = [item for item in found if item[1].wrong or item[1].invented or item[1].failure]
    for name, verdict in silent[:most]:
        what = verdict.failure or f"wrong {len(verdict.wrong)}, invented {len(verdict.invented)}"
        print(f"{name} {verdict.case.name}: {what}")
        if verdict.failure:
            continue
        cells = default_reader(verdict.case.data, verdict.case.name)
        for cell_id in (*verdict.wrong, *verdict.invented)[:3]:
            print(f"    {cell_id}: {verdict.case.cells.get(cell_id)!r}, read {cells.get(cell_id)}")


if __name__ == "__main__":
    sys.exit(main())
