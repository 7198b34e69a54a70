"""No law file lies about unread: a mistake in one would never be noticed."""

from __future__ import annotations

import json

from gongkai.law.replies import replies
from gongkai.law.settings import settings
from tests.architecture.sources import LIBRARY, in_fresh_python, modules

LOADED = """
import hashlib, importlib, inspect, json, pkgutil
from gongkai.law import loader

seen, original = set(), loader.load

def load(text, *rest, **named):
    seen.add(hashlib.sha256(text.encode()).hexdigest())
    return original(text, *rest, **named)

loader.load = load
import gongkai.law
for module in pkgutil.iter_modules(gongkai.law.__path__, "gongkai.law."):
    for name, value in vars(importlib.import_module(module.name)).items():
        if hasattr(value, "cache_info") and not name.startswith("_") and not inspect.signature(value).parameters:
            value()

print(json.dumps(sorted(seen)))
"""


def test_every_law_file_is_loaded() -> None:
    import hashlib

    seen = set(json.loads(in_fresh_python(LOADED)))
    data = LIBRARY / "law" / "data"
    files = list(data.rglob("*.yaml"))
    assert files
    unread = [file for file in files if hashlib.sha256(file.read_bytes()).hexdigest() not in seen]
    assert [file.relative_to(data).as_posix() for file in unread] == []


def test_law_files_are_yaml_by_name() -> None:
    data = LIBRARY / "law" / "data"
    assert [file.name for file in data.rglob("*") if file.is_file() and file.suffix != ".yaml"] == []


def test_every_choice_is_asked_for_somewhere() -> None:
    """A setting that nothing asks would be a choice that nobody has. Those with one option state what is done."""
    code = "".join(path.read_text(encoding="utf-8") for path in modules())
    rows = {kind.row_setting.key for kind in replies().values() if kind.row_setting}
    open_to_choice = {key for key, setting in settings().items() if len(setting.options) > 1}
    assert {key for key in open_to_choice if f'"{key}"' not in code} <= rows
