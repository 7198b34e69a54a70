"""``./dev demo``: the year of an invented bureau, then reports of others read, checked and written in every format.

Everything is done by the command line that users have; nothing here knows the library.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.environment import ROOT, program, variables

SEEDS = ROOT.parent / "shared" / "seeds"
EXAMPLES = ROOT / "examples" / "reports"
OUTPUT = ROOT / "build" / "demo"
YEAR = OUTPUT / "year"
SUFFIXES = {
    "docx": "docx",
    "pdf": "pdf",
    "html": "html",
    "xlsx": "xlsx",
    "markdown": "md",
    "json": "json",
}
STATES = {"count": "数", "amount": "金额", "blank": "空白", "missing": "缺失", "unreadable": "读不准"}
HAS_FINDINGS, CANNOT = 1, 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What there is to say about one file, and whether all that was asked could be done."""

    lines: tuple[str, ...]
    written: int
    done: bool


def run(names: list[str]) -> int:
    """Show the reports that were named; without names a year, and the examples. Fails where anything could not be done."""
    year = 0 if names else _live_through_a_year()
    return _show_all(names) or year


def _live_through_a_year() -> int:
    shutil.rmtree(YEAR, ignore_errors=True)
    command = [program("python"), "-m", "examples.bureau_year", str(YEAR)]
    code = subprocess.run(command, cwd=ROOT, env=variables(), check=False).returncode
    print(flush=True)
    return code


def _show_all(names: list[str]) -> int:
    files = list(_files(names))
    if not files:
        print("没有找到报告文件 no report found")
        return CANNOT
    stems = _stems(files)
    OUTPUT.mkdir(parents=True, exist_ok=True)
    outcomes = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for outcome in pool.map(_show, files, stems):
            print("\n".join(outcome.lines), end="\n\n", flush=True)
            outcomes.append(outcome)
    written = sum(outcome.written for outcome in outcomes)
    print(f"{len(files)} 份报告，写出 {written} 个文件 files written: build/demo/")
    return 0 if all(outcome.done for outcome in outcomes) else CANNOT


def _files(names: list[str]) -> Iterator[Path]:
    """The files named, with those in the folders named; without names the examples at hand."""
    for path in [Path(name).resolve() for name in names] or [SEEDS if SEEDS.is_dir() else EXAMPLES]:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if _is_report(file))
        else:
            yield path


def _is_report(file: Path) -> bool:
    """Whether a file met in a folder is worth showing: not hidden, not an editor's lock, not about the folder."""
    return file.is_file() and file.name[0] not in ".~" and file.stem != "README"


def _stems(files: list[Path]) -> list[str]:
    """A name for each file's outputs: two files of one name do not overwrite one another."""
    seen: Counter[str] = Counter()
    stems = []
    for file in files:
        seen[file.stem] += 1
        stems.append(file.stem if seen[file.stem] == 1 else f"{file.stem}-{seen[file.stem]}")
    return stems


def _show(file: Path, stem: str) -> Outcome:
    read = _gongkai(file, "read", "--format", "json")
    if read.returncode:
        return Outcome((f"■ {file.name}", _said(read)), 0, done=False)
    check = _gongkai(file, "check")
    problems = [] if _has_checked(check) else [f"check: {_said(check)}"]
    written = 0
    for form, suffix in SUFFIXES.items():
        done = _gongkai(file, "write", "--to", form, "--output", str(OUTPUT / f"{stem}.{suffix}"))
        written += done.returncode == 0
        if done.returncode:
            problems.append(f"{form}: {_said(done)}")
    lines = (f"■ {file.name}  {_headline(json.loads(read.stdout))}", check.stdout.rstrip(), *problems)
    return Outcome(tuple(line for line in lines if line), written, done=not problems)


def _headline(report: dict[str, Any]) -> str:
    """What was read, in one line."""
    states = Counter(cell["state"] for cell in report["cells"].values())
    counted = "，".join(f"{count} {STATES[state]}" for state, count in states.items())
    form = f"{report['form']} 年格式" if report["form"] else "不含年报表格"
    return f"{report['agency'] or '机关不明'} · {_year(report['year'])} · {form} · {counted or '0 格'}"


def _year(year: int | None) -> str:
    return f"{year} 年度" if year else "年度不明"


def _has_checked(check: subprocess.CompletedProcess[str]) -> bool:
    """Findings make the exit code 1, and so does a crash; only findings are printed to standard output."""
    return check.returncode == 0 or (check.returncode == HAS_FINDINGS and bool(check.stdout.strip()))


def _said(done: subprocess.CompletedProcess[str]) -> str:
    return done.stderr.strip() or done.stdout.strip()


def _gongkai(file: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line beside the file, so that findings begin with its name and not with a long path."""
    folder, name = (file.parent, file.name) if file.parent.is_dir() else (ROOT, str(file))
    command = [program("gongkai"), *words, "--", name]
    return subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", env=variables(), check=False
    )
