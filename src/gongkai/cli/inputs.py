"""The files that a command was given: names, globs and folders."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

_DOCUMENTS = frozenset(
    (
        ".docx",
        ".doc",
        ".wps",
        ".rtf",
        ".pdf",
        ".html",
        ".htm",
        ".mht",
        ".xlsx",
        ".xls",
        ".et",
        ".md",
        ".txt",
        ".ofd",
    )
)


class Inputs(NamedTuple):
    """What there is to read. ``met`` are those files that were not asked for by name but met in a folder;
    ``passed_over`` are files of folders that nothing here reads, with the reason;
    ``troubles`` say which operands led nowhere.
    """

    files: tuple[Path, ...]
    met: frozenset[Path]
    passed_over: tuple[tuple[Path, str], ...]
    troubles: tuple[str, ...]


def find(operands: Sequence[str]) -> Inputs:
    """All files that the operands name, each once, folders searched to the bottom."""
    files: dict[Path, Path] = {}
    met: set[Path] = set()
    passed_over: list[tuple[Path, str]] = []
    troubles: list[str] = []
    for operand in operands:
        found = list(_named(operand, passed_over))
        if not found:
            troubles.append(_nothing(operand))
        for path, in_folder in found:
            reason = _unreadable(path) if in_folder else None
            if reason:
                passed_over.append((path, reason))
            else:
                met |= {path} if in_folder else set()
                files.setdefault(path.resolve(), path)
    return Inputs(tuple(files.values()), frozenset(met), tuple(passed_over), tuple(troubles))


def near(word: str, known: Sequence[str]) -> list[str]:
    """The names that somebody who typed ``word`` may have meant."""
    import difflib

    return difflib.get_close_matches(word, known, n=3, cutoff=0.6)


def meant_by(word: str, known: Sequence[str]) -> str:
    """The question whether the nearest name was meant; empty where none is near."""
    guess = near(word, known)
    return f"是不是「{guess[0]}」？" if guess else ""


def _named(operand: str, passed_over: list[tuple[Path, str]]) -> Iterator[tuple[Path, bool]]:
    """The files of one operand, and whether each was only met in a folder. Closed folders are passed over."""
    path = Path(operand)
    if os.path.isdir(operand):  # noqa: PTH112 - says no where pathlib raises
        yield from ((file, True) for file in _below(path, passed_over))
    elif os.path.exists(operand):  # noqa: PTH110
        yield path, False
    else:
        import glob

        for name in sorted(glob.glob(operand, recursive=True)):  # noqa: PTH207 - absolute patterns too
            file = Path(name)
            if file.is_file() and not _is_hidden(file.name):
                yield file, True


def _below(folder: Path, passed_over: list[tuple[Path, str]]) -> Iterator[Path]:
    def closed(error: OSError) -> None:
        from gongkai.read.refusals import reason

        passed_over.append((Path(error.filename), f"打不开文件夹（{reason(error)}）"))

    for parent, folders, names in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(names) if not _is_hidden(name))


def _is_hidden(name: str) -> bool:
    """Hidden files, and the lock files that Word and WPS leave beside an open document."""
    return name.startswith((".", "~$", "~WRL", ".~"))


def _unreadable(path: Path) -> str | None:
    """Why a file met in a folder is passed over; None for one that is worth opening.

    A file that is named like a document is never passed over: an empty 报告.docx is a report that somebody misses.
    """
    from gongkai.model.document import Format
    from gongkai.read.limits import Refused
    from gongkai.read.opening import file_bytes
    from gongkai.read.sniff import sniff

    try:
        data = file_bytes(path)
        if sniff(data, path.name) is Format.JSON and b"gongkai-report/" not in data[:4096]:
            return "JSON 数据，不是 gongkai 写出的报告"
        if b'content="gongkai-page"' in data[:1024]:
            return "gongkai 写出的检查或比较结果"
    except Refused as refused:
        return None if path.suffix.lower() in _DOCUMENTS else refused.what
    return None


def _nothing(operand: str) -> str:
    path = Path(operand)
    if os.path.isdir(operand):  # noqa: PTH112
        return f"文件夹「{operand}」里没有文件（隐藏文件不算）。"
    if any(sign in operand for sign in "*?["):
        return f"没有文件符合「{operand}」。"
    parent = path.parent
    if not os.path.isdir(parent):  # noqa: PTH112
        return f"找不到「{operand}」：没有文件夹「{parent}」。"
    if os.path.islink(operand):  # noqa: PTH114 - says no where pathlib raises
        return f"「{operand}」是链接，它指向的文件不在了。"
    guess = near(path.name, sorted(os.listdir(parent)))  # noqa: PTH208 - names, not paths
    hint = f"同一文件夹里有相近的：{'、'.join(guess)}" if guess else "请检查文件名和所在的文件夹"
    return f"找不到文件「{operand}」。{hint}。"
