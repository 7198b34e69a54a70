"""The command line starts at once: heavy libraries wait until they are needed."""

from __future__ import annotations

import pytest

from tests.architecture.sources import in_fresh_python

HEAVY = {
    "calamine",
    "charset_normalizer",
    "docx",
    "lxml",
    "numpy",
    "pandas",
    "pydantic",
    "pypdfium2",
    "python_calamine",
    "selectolax",
    "typst",
    "xlsxwriter",
    "yaml",
}
IMPORTED = """
import sys
import gongkai.cli.main
print(*sys.modules)
"""
HELPED = """
import contextlib, io, sys
from gongkai.cli.main import main
sys.argv = ["gongkai", "--help"]
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
    main()
print(*sys.modules)
"""


@pytest.mark.parametrize("code", [IMPORTED, HELPED], ids=["import", "help"])
def test_starting_imports_nothing_heavy(code: str) -> None:
    loaded = {name.split(".")[0] for name in in_fresh_python(code).split()}
    assert loaded & HEAVY == set()


def test_the_model_is_light() -> None:
    code = "import sys, gongkai.model.report, gongkai.model.finding; print(*sys.modules)"
    assert {name.split(".")[0] for name in in_fresh_python(code).split()} & HEAVY == set()
