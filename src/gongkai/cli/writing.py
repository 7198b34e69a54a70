"""From a report to a file of any format, beside the others: names, places, and what to tell about gaps."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from gongkai.cli.answer import Unable
from gongkai.cli.output import put, refuse_unless_writable, save
from gongkai.cli.reading import Batch
from gongkai.cli.terminal import clean
from gongkai.model.report import Report
from gongkai.write.rendering import SUFFIXES

_TEXTS = {"html", "markdown", "json"}


class Desk:
    """Where the reports of one command are written, each under a name of its own."""

    def __init__(self, options: Namespace, batch: Batch, *, suffix: str = "") -> None:
        self.format: str = options.to
        self.output = Path(options.output) if options.output else None
        self.fonts = folder_of_fonts(options.fonts)
        self.batch = batch
        self.suffix = suffix
        self._names: Counter[str] = Counter()
        if len(batch.files) > 1:
            self._refuse_without_folder()
        elif self.output is not None and not self._is_folder(self.output):
            refuse_unless_writable(self.output, batch.files)

    def write(self, path: Path, report: Report) -> tuple[str, ...]:
        """Write one report; what there is to say about it, where it went first. Raises :class:`Unable`."""
        target = self._target(path)
        content, remarks = rendered(report, self.format, self.fonts)
        if target is None:
            put(content.decode() if self.format in _TEXTS else content, None)
            return remarks
        save(content, target, inputs=self.batch.files)
        return (f"写到 {target}", *remarks)

    def _target(self, path: Path) -> Path | None:
        name = self._name(path)
        if self.output is not None:
            return self.output / name if self._is_folder(self.output) else self.output
        if self.format in _TEXTS:
            return None
        if Path(name).exists():
            raise Unable(f"这里已有「{name}」，没有覆盖它。请用 --output 指定写到哪里。")
        return Path(name)

    def _name(self, path: Path) -> str:
        """Two reports of one name, from two folders, do not overwrite one another."""
        stem = path.stem + self.suffix
        self._names[stem] += 1
        number = "" if self._names[stem] == 1 else f"-{self._names[stem]}"
        return f"{stem}{number}.{SUFFIXES[self.format]}"

    def _is_folder(self, output: Path) -> bool:
        return output.is_dir() or len(self.batch.files) > 1 or str(self.output).endswith("/")

    def _refuse_without_folder(self) -> None:
        if self.output is None:
            raise Unable("有几份报告，请用 --output 指定一个文件夹。")
        if self.output.exists() and not self.output.is_dir():
            raise Unable(f"有几份报告，但「{self.output}」是文件，不是文件夹。请用 --output 指定一个文件夹。")


def rendered(report: Report, to: str, fonts: Path | None = None) -> tuple[bytes, tuple[str, ...]]:
    """As :func:`gongkai.write.rendering.rendered`, its refusal in the command line's own words."""
    from gongkai.write import rendering
    from gongkai.write.faces import NoFonts

    try:
        return rendering.rendered(report, to, fonts)
    except NoFonts as error:
        raise Unable(str(error)) from error


def gaps(report: Report) -> Iterator[str]:
    """What whoever gets the file has to fill in or to look up."""
    from gongkai.write.layout import to_settle

    if not report.tables:
        yield "文件里没有年度报告的统计表，写出的只有文字"
    yield from to_settle(report)


def folder_of_fonts(name: str | None) -> Path | None:
    """The folder behind ``--fonts``. Raises :class:`Unable` where it is none."""
    if name is None:
        return None
    folder = Path(name)
    if not folder.is_dir():
        raise Unable(f"没有字体文件夹「{folder}」。请检查 --fonts 后面的路径。")
    return folder


def told(sentences: Iterable[str], *, about: Path, quiet: bool) -> None:
    """Remarks on the side, unless nobody wants them."""
    if not quiet:
        for sentence in sentences:
            print(clean(f"{about}：{sentence.rstrip('。')}。"), file=sys.stderr)
