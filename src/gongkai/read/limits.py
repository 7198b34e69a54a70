"""How much a file may ask of us, and the refusal that says which bound it broke."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file. Sizes are bytes actually met, never sizes that the file declares."""

    file_bytes: int = 50 * MB
    zip_members: int = 2_000
    part_bytes: int = 64 * MB
    total_bytes: int = 256 * MB
    ratio: int = 200  # inflated to packed, looked at only beyond `ratio_from`
    ratio_from: int = 1 * MB
    html_depth: int = 2_000
    table_columns: int = 200
    table_rows: int = 5_000
    slots: int = 200_000  # in one document
    paragraphs: int = 500_000  # in one document
    pdf_pages: int = 1_000
    pdf_page_paths: int = 20_000
    pdf_page_characters: int = 200_000
    convert_seconds: float = 50.0  # an office programme asked to convert an old file
    # What a worker process may use for one document.
    memory_bytes: int = 2 * 1024 * MB
    cpu_seconds: int = 60
    wall_seconds: float = 90.0
    answer_bytes: int = 256 * MB


DEFAULT = Limits()


class Refused(ValueError):
    """A file that is not read: ``what`` was found, ``where`` (a part of the file), and what ``remedy`` would help.

    ``file`` is the file's name, added by whoever knows it.
    """

    def __init__(self, what: str, *, remedy: str, where: str = "", file: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.where = where
        self.file = file

    def __str__(self) -> str:
        place = "，".join(part for part in (self.file, self.where) if part)
        return f"{place}：{self.what}。{self.remedy}。" if place else f"{self.what}。{self.remedy}。"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.what, self.remedy, self.where, self.file)

    def named(self, file: str) -> Refused:
        """The same refusal with the file's name, unless it has one."""
        return Refused(self.what, remedy=self.remedy, where=self.where, file=self.file or file)


def _rebuild(what: str, remedy: str, where: str, file: str) -> Refused:
    return Refused(what, remedy=remedy, where=where, file=file)


def human_size(size: int) -> str:
    """A number of bytes as people read it: 3.2 MB."""
    return f"{size / MB:.1f} MB" if size >= MB else f"{max(size, 0) / 1024:.1f} KB"
