"""What is generated from the code: schemas and reference pages. ``--check`` says what is out of date.

To add something, write a function without arguments that returns texts by their path from the project's
folder, and name it in ``GENERATORS`` with the paths it owns. A file there that it no longer makes is removed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import cast

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Generator:
    """``owns`` is a glob from the project's folder; ``made_by`` names the function, imported when run."""

    owns: str
    made_by: str

    def texts(self) -> Mapping[str, str]:
        make = cast("Callable[[], Mapping[str, str]]", resolve_name(self.made_by))
        return make()


GENERATORS = (
    Generator("docs/reference/cli.md", "tools.reference:command_line"),
    Generator("docs/reference/rules/*.md", "tools.reference:rules"),
    Generator("docs/reference/letters/*.md", "tools.reference:letter_rules"),
    Generator("src/gongkai/check/examples.json", "tools.reference:examples_in_short"),
    Generator("docs/reference/corpus-standard.md", "tools.reference:corpus_standard"),
    Generator("schemas/*.json", "tools.reference:schemas"),
)


def changes(generator: Generator, root: Path) -> dict[str, str | None]:
    """Paths whose text differs from what the generator makes, with the text due; None removes a file."""
    due = generator.texts()
    there = {path.relative_to(root).as_posix() for path in root.glob(generator.owns)}
    stale: dict[str, str | None] = dict.fromkeys(there - due.keys())
    return stale | {name: text for name, text in due.items() if _text(root / name) != text}


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _apply(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> int:
    """Write what is out of date, or with ``--check`` only name it."""
    is_check = "--check" in arguments
    stale = {name: text for generator in GENERATORS for name, text in changes(generator, ROOT).items()}
    for name, text in sorted(stale.items()):
        print(f"{'过时 out of date' if is_check else '已更新 renewed'}: {name}")
        if not is_check:
            _apply(ROOT / name, text)
    if stale and is_check:
        print("运行 ./dev generate 更新 run ./dev generate to renew them")
    return int(is_check and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
