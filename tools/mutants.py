"""``./dev mutants``: change the law and the ledger in one place at a time, and see whether something notices.

Mutmut makes the mutants; mypy and the tests judge them. A mutant that only changes the words of a Chinese sentence is
counted apart: tests compare days, codes and figures, and sentences only where a golden page has them.

    ./dev mutants                       all of them: some hours
    ./dev mutants --every 4             every fourth that mypy does not refuse, by name
    ./dev mutants --every 4 --from 2    another fourth: who wrote tests by one sample measures them by another
    ./dev mutants 'gongkai.law.fees*'   those with such names, by the tests alone
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.environment import ROOT, program, variables
from tools.mutant_types import CAUGHT, mark_refused

MADE = ROOT / "mutants" / "src"
_SURVIVED = {0}
_NO_TEST = {33}
_LEFT_OUT = 34
_UNJUDGED = {None, _LEFT_OUT}
_FEW = "gongkai.law.wording*"
"""Mutmut makes all mutants before it judges these few."""
_MUTANT = re.compile(r"(?P<function>.+)__mutmut_(?P<number>\d+)$")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Mutant:
    """``name`` is mutmut's, ``module`` ours; ``is_wording`` where nothing but a Chinese sentence was changed."""

    name: str
    module: str
    is_killed: bool
    is_refused: bool
    is_wording: bool


def run(arguments: list[str]) -> int:
    """Make the mutants, judge those that are asked for, and print the figures."""
    parser = argparse.ArgumentParser(prog="./dev mutants")
    parser.add_argument("--every", type=int, default=1, metavar="N")
    parser.add_argument("--from", type=int, default=0, metavar="PLACE", dest="first")
    parser.add_argument("patterns", nargs="*")
    asked = parser.parse_args(arguments)
    code = _mutmut(asked.patterns or [_FEW])
    if not asked.patterns:
        mark_refused(MADE.parent)
        _leave_out(asked.every, asked.first)
        code = _mutmut([])
    print(report(list(mutants())), end="")
    return code


def _mutmut(patterns: list[str]) -> int:
    command = [program("mutmut"), "run", *patterns]
    return subprocess.run(command, cwd=ROOT, env=variables(), check=False).returncode


def _leave_out(every: int, first: int) -> None:
    """Of the mutants that mypy does not refuse, let one of every so many by name be judged, the first at ``first``."""
    place = 0
    for meta in sorted(MADE.rglob("*.py.meta")):
        held = json.loads(meta.read_text("utf-8"))
        codes = held["exit_code_by_key"]
        for name in sorted(name for name, code in codes.items() if code != CAUGHT):
            if codes[name] in _UNJUDGED:
                codes[name] = None if place % every == first else _LEFT_OUT
            place += 1
        meta.write_text(json.dumps(held, indent=4), "utf-8")


def mutants() -> Iterator[Mutant]:
    """Every mutant that was judged."""
    for meta in sorted(MADE.rglob("*.py.meta")):
        codes = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
        judged = {name: code for name, code in codes.items() if code not in _UNJUDGED}
        wording = _wording(meta.with_suffix("")) if judged else frozenset[str]()
        module = meta.relative_to(MADE).as_posix().removesuffix(".py.meta")
        for name, code in judged.items():
            killed = code not in _SURVIVED | _NO_TEST
            yield Mutant(name, module, killed, code == CAUGHT, name.rpartition(".")[2] in wording)


def report(found: list[Mutant]) -> str:
    """The survivors by name, then how many of a hundred the tests killed, module by module and in all.

    What mypy refuses is not among them, but for the line that says so: in a sample it would weigh too much.
    """
    tested = [mutant for mutant in found if not mutant.is_refused]
    substance = [mutant for mutant in tested if not mutant.is_wording]
    survivors = [mutant.name for mutant in substance if not mutant.is_killed]
    wording = [mutant for mutant in tested if mutant.is_wording]
    lines = [
        *survivors,
        "",
        *_by_module(substance),
        _figure("substance", substance),
        _figure("wording", wording),
    ]
    return "\n".join([*lines, f"{'refused by mypy':<50} {len(found) - len(tested):>6}", ""])


def _by_module(found: list[Mutant]) -> Iterator[str]:
    for module in Counter(mutant.module for mutant in found):
        yield _figure(module, [mutant for mutant in found if mutant.module == module])


def _figure(name: str, found: list[Mutant]) -> str:
    killed = sum(mutant.is_killed for mutant in found)
    share = f"{100 * killed / len(found):.1f}" if found else "–"
    return f"{name:<50} {killed:>6} / {len(found):<6} {share} %"


def _wording(path: Path) -> frozenset[str]:
    """The mutants of one module that differ from their original in the words of Chinese strings alone."""
    functions = {
        node.name: node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    found = set()
    for name, node in functions.items():
        if match := _MUTANT.match(name):
            original = functions.get(f"{match['function']}__mutmut_orig")
            if original is not None and _without_words(original) == _without_words(node):
                found.add(name)
    return frozenset(found)


def _without_words(function: ast.FunctionDef) -> str:
    """The function's tree without its name and with every Chinese string made the same."""
    dumped = ast.dump(ast.Module(body=[*function.body], type_ignores=[])) + ast.dump(function.args)
    return re.sub(
        r"Constant\(value='(?:[^'\\]|\\.)*'",
        lambda found: "Constant(value=字" if _HAN.search(found[0]) else found[0],
        dumped,
    )


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
