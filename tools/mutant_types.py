"""Which mutants mypy refuses: they could not get past ``./dev test``, so that no test need run for them.

Mutmut can ask mypy itself, but then takes longer to find the mutants in what mypy says than to run them.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
from collections import defaultdict
from pathlib import Path

from tools.environment import program, variables

CAUGHT = 37
"""Mutmut's own code for a mutant that the type checker caught."""

_MUTANT = re.compile(r"__mutmut_\d+$")
_OPTIONS = (
    "--output=json", "--config-file=", "--strict", "--ignore-missing-imports", "--explicit-package-bases",
    "--enable-error-code=redundant-expr", "--enable-error-code=truthy-bool",
    # What the names that mutmut gives to its functions would bring about, and not what is changed in them.
    "--no-warn-unused-ignores", "--disable-error-code=no-redef", "--disable-error-code=has-type",
    "--disable-error-code=var-annotated",
)  # fmt: skip


def mark_refused(mutants: Path) -> None:
    """Judge the mutants below the folder that mypy refuses; the others stay as they are."""
    lines = _refused_lines(mutants)
    for meta in sorted(mutants.rglob("*.py.meta")):
        held = json.loads(meta.read_text("utf-8"))
        path = meta.with_suffix("")
        refused = _functions(path, lines[path.relative_to(mutants).as_posix()])
        for name in held["exit_code_by_key"]:
            if name.rpartition(".")[2] in refused:
                held["exit_code_by_key"][name] = CAUGHT
        meta.write_text(json.dumps(held, indent=4), "utf-8")


def _refused_lines(mutants: Path) -> dict[str, set[int]]:
    """The lines with errors, by file."""
    said = subprocess.run(
        [program("mypy"), *_OPTIONS, "src/gongkai/law", "src/gongkai/ledger"],
        cwd=mutants,
        env={**variables(), "MYPYPATH": "src"},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    lines: dict[str, set[int]] = defaultdict(set)
    for each in map(json.loads, filter(None, said.stdout.splitlines())):
        if each["severity"] == "error":
            lines[Path(each["file"]).as_posix()].add(each["line"])
    return lines


def _functions(path: Path, lines: set[int]) -> set[str]:
    """The mutants that the lines stand in. A line elsewhere would be an error of the project itself."""
    spans = [
        (node.name, range(node.lineno, (node.end_lineno or node.lineno) + 1))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and _MUTANT.search(node.name)
    ]
    return {name for name, span in spans if any(line in span for line in lines)}
