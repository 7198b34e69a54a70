"""The extra ``web`` brings all that the web imports: it runs without those of the corpus."""

from __future__ import annotations

import subprocess
import sys

OTHERS = ("duckdb", "numpy", "pyarrow", "warcio", "distributed")
IMPORTED = f"""
import importlib, pkgutil, sys
class Nowhere:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {OTHERS!r}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Nowhere())
from gongkai_web.commands.ready import set_up
set_up()
import gongkai_web
for module in pkgutil.walk_packages(gongkai_web.__path__, "gongkai_web."):
    if not module.name.endswith(("__main__", ".wsgi")):
        importlib.import_module(module.name)
print("all")
"""


def test_nothing_of_other_extras_is_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED], capture_output=True, encoding="utf-8", check=False
    )
    assert done.stdout.strip() == "all", done.stderr
