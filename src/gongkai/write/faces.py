"""The fonts of written pages: the office's own where it names a folder, else those that are shipped; and Typst with them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

_HOME = Path(__file__).parent
_SHIPPED = _HOME / "fonts"

# For each part of the page the office's own fonts in order of preference, then the shipped one.
_FACES = {
    "body": (
        "FangSong_GB2312",
        "FangSong",
        "FZFangSong-Z02S",
        "FZFangSong-Z02",
        "STFangsong",
        "Zhuque Fangsong (technical preview)",
        "Gongkai Song",
    ),
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "Gongkai Song"),
    "hei": ("SimHei", "FZHei-B01S", "STHeiti", "Gongkai Hei"),
    "kai": ("KaiTi_GB2312", "KaiTi", "FZKai-Z03S", "STKaiti", "Gongkai Kai"),
    "song": ("SimSun", "FZShuSong-Z01S", "STSong", "Gongkai Song"),
}
_LAST = "Gongkai Song"  # has every character that we ship
_OURS = "Gongkai "
_NO_FACE = (
    "字体文件夹里没有找到仿宋、小标宋、黑体、楷体或宋体，PDF 用的是自带的字体。请检查 --fonts 后面的文件夹。"
)


class NoFonts(ValueError):
    """The folder with the office's own fonts cannot be used."""


def compiler(template: str, fonts: Path | None) -> tuple[Any, dict[str, list[str]]]:
    """Typst with this template, and the fonts for each part of a page. ``fonts`` is a folder of the office's own.

    Raises :class:`NoFonts` where that folder does not exist.
    """
    if fonts is not None and not fonts.is_dir():
        raise NoFonts(f"字体文件夹不存在：{fonts}。请写存放 .ttf、.otf 字体文件的文件夹。")
    found, families = _compiler(template, fonts)
    return found, {part: _choose(names, families) for part, names in _FACES.items()}


def is_bold(chosen: dict[str, list[str]]) -> bool:
    """Whether titles have to be set bold, because there is no 小标宋."""
    return chosen["title"][0] == _LAST


def remarks(text: str, chosen: dict[str, list[str]], fonts: Path | None) -> tuple[tuple[str, ...], bool]:
    """Chinese sentences on what could not be set as asked, and whether every character of ``text`` has a drawing."""
    gaps = _remarks(text, fonts)
    unused = fonts is not None and all(names[0].startswith(_OURS) for names in chosen.values())
    return ((*gaps, _NO_FACE) if unused else gaps), not gaps


@cache
def _compiler(name: str, fonts: Path | None) -> tuple[Any, frozenset[str]]:
    """A compiler that has read the fonts, and the families that it found. Kept: reading fonts takes longest."""
    import typst

    folders = [folder for folder in (fonts, _SHIPPED) if folder is not None]
    book = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    template = _HOME / "templates" / name
    compiler = typst.Compiler(template, root=template.parent, font_paths=book, ignore_system_fonts=True)
    return compiler, frozenset(book.families())


def _choose(names: Iterable[str], families: frozenset[str]) -> list[str]:
    """The first font that is there, and behind it those that are shipped."""
    theirs = {family.lower(): family for family in families}
    found = [theirs[name.lower()] for name in names if name.lower() in theirs]
    return list(dict.fromkeys([found[0], found[-1], _LAST]))


def _remarks(text: str, fonts: Path | None) -> tuple[str, ...]:
    absent = {
        character for character in text if ord(character) not in _covered(_SHIPPED, _LAST.replace(" ", ""))
    }
    if absent and fonts is not None:
        absent = {character for character in absent if ord(character) not in _covered(fonts, "")}
    if not absent:
        return ()
    shown = "、".join(f"{character}（U+{ord(character):04X}）" for character in sorted(absent))
    return (f"字体里没有这些字，PDF 里显示为空框：{shown}。请用 --fonts 指定含有这些字的字体文件夹。",)


@cache
def _covered(folder: Path, name: str) -> frozenset[int]:
    """The characters that the fonts of a folder have between them; ``name`` begins the names of those asked."""
    found: set[int] = set()
    for path in sorted(folder.rglob(f"{name}*")):
        if path.suffix.lower() in {".ttf", ".otf", ".ttc", ".otc"}:
            found |= _characters(path)
    return frozenset(found)


def _characters(path: Path) -> frozenset[int]:
    """None where the file is no font, which the compiler then passes over as well."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        # the faces of a collection share their characters
        with path.open("rb") as file, TTFont(file, fontNumber=0, lazy=True) as face:
            return frozenset(face.getBestCmap() or ())
    except TTLibError:
        return frozenset()
