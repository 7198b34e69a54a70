"""Where results go: the screen, or a file that is either written whole or not touched."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gongkai.cli.answer import Unable
from gongkai.cli.terminal import say


def put(content: str | bytes, output: str | None, *, inputs: Iterable[Path] = ()) -> None:
    """Print the content, or write it to the path. Raises :class:`Unable`."""
    if output is None or output == "-":
        _print(content)
    else:
        save(content, Path(output), inputs=inputs)


def stream(pieces: Iterable[str], output: str | None, *, inputs: Iterable[Path] = ()) -> None:
    """Print the pieces as they come, or write them all to the path; without any there is no file."""
    if output is not None and output != "-":
        refuse_unless_writable(Path(output), inputs)
        if whole := "".join(pieces):
            save(whole, Path(output), inputs=inputs)
        return
    for piece in pieces:
        say(piece)


def as_json(value: Any, *, indent: int | None = 2) -> str:
    """Plain values as every command prints them: Chinese as it stands, a line end at the end."""
    import json

    return json.dumps(value, ensure_ascii=False, indent=indent) + "\n"


def save(content: str | bytes, path: Path, *, inputs: Iterable[Path] = ()) -> None:
    """Write a file in one step: a crash leaves the old one. Never over one of the inputs. Raises :class:`Unable`."""
    import tempfile

    refuse_unless_writable(path, inputs)
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a device or a pipe: a file put in its place would destroy it
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".gongkai-", delete=False) as file:
            temporary = Path(file.name)
            try:
                file.write(data)
                file.flush()
                temporary.chmod(_mode(path))
                temporary.replace(path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
    except OSError as error:
        from gongkai.read.refusals import reason

        raise Unable(f"写不了「{path}」（{reason(error)}）。请换一个位置，或检查权限和磁盘空间。") from error


def refuse_unless_writable(path: Path, inputs: Iterable[Path]) -> None:
    """Say at once, before anything is read, that a result could not go there. Raises :class:`Unable`."""
    if path.is_dir():
        raise Unable(f"「{path}」是文件夹。请在 --output 后面写文件名。")
    if path.resolve() in {file.resolve() for file in inputs}:
        raise Unable(f"「{path}」是输入的文件，不会覆盖它。请换一个 --output。")


def _print(content: str | bytes) -> None:
    if isinstance(content, str):
        say(content if content.endswith("\n") else content + "\n")
    elif sys.stdout.isatty():
        raise Unable("这种格式不能显示在屏幕上。请用 --output 指定文件名。")
    else:
        sys.stdout.buffer.write(content)


def _mode(path: Path) -> int:
    """The rights of the file that is replaced, or those of any new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
