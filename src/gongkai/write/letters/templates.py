"""Which template a letter is made from: the office's own where it has one, else the one that is shipped."""

from __future__ import annotations

from pathlib import Path

from gongkai.model.letter import Letter
from gongkai.write.letters.fill import Filled, fill
from gongkai.write.letters.package import LARGEST, BadTemplate, Package, unpack

SHIPPED = Path(__file__).parent.parent / "templates" / "letters"


def filled(letter: Letter, templates: Path | None = None) -> Filled:
    """The letter in its template.

    ``templates`` is an office's folder; in it ``<kind>.docx`` (``extension.docx``) goes before the template of all
    letters of its sort (``reply.docx``, ``notice.docx``). Raises :class:`BadTemplate`.
    """
    return fill(_package(letter, templates), letter)


def sort_of(letter: Letter) -> str:
    """``reply`` where a remedy is told, ``notice`` for what comes before it."""
    return "reply" if any(part.role == "remedy" for part in letter.parts) else "notice"


def _package(letter: Letter, templates: Path | None) -> Package:
    names = [f"{Path(letter.kind).name}.docx", f"{sort_of(letter)}.docx"]
    if templates is not None and not templates.is_dir():
        raise BadTemplate(f"模板文件夹不存在：{templates}。请写存放 .docx 模板的文件夹。")
    for folder in (SHIPPED,) if templates is None else (templates, SHIPPED):
        for name in names:
            if (path := folder / name).is_file():
                return _read(path, name if folder is SHIPPED else str(path))
    raise BadTemplate(f"没有「{names[-1]}」这个模板。")


def _read(path: Path, name: str) -> Package:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)  # one too many is refused
    except OSError as error:
        raise BadTemplate(f"模板「{name}」读不了（{error.strerror}）。请检查文件的权限。") from error
    return unpack(data, name)
