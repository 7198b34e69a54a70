"""Files become reports, each in a worker process with limits, several at a time, with a progress bar."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from gongkai.cli.answer import FINE, UNABLE, Unable
from gongkai.cli.inputs import Inputs, find
from gongkai.cli.progress import shown
from gongkai.model.report import Report


class Opened(NamedTuple):
    """A file and its report, or why there is none."""

    path: Path
    report: Report | None
    refusal: str


class Batch:
    """The files of one command: reads them one after the other, and remembers what could not be done."""

    def __init__(self, options: Namespace) -> None:
        self.options = options
        self.inputs: Inputs = find(options.operands)
        self.failed = bool(self.inputs.troubles)
        if not options.operands:
            raise Unable("没有给出文件。请写上文件、文件夹或 '*.docx' 这样的名字")
        if not self.inputs.files and len(self.inputs.troubles) == 1 and not self.inputs.passed_over:
            raise Unable(self.inputs.troubles[0])
        for trouble in self.inputs.troubles:
            self.complain(trouble)
        self._tell_passed_over()

    @property
    def files(self) -> tuple[Path, ...]:
        return self.inputs.files

    @property
    def is_single(self) -> bool:
        """One file was asked for by its name: what it holds is not put into a list."""
        return len(self.options.operands) == 1 and self.files == (Path(self.options.operands[0]),)

    def reports(self) -> Iterator[tuple[Path, Report]]:
        """The reports in the order of the files; what cannot be read is told on the side."""
        opened = _opened(self.files, self.options.jobs)
        for path, report, refusal in shown(opened, total=len(self.files), quiet=self.options.quiet):
            if report is None:
                self.complain(refusal)
            else:
                yield path, report

    def complain(self, sentence: str) -> None:
        self.failed = True
        print(f"gongkai：{sentence}", file=sys.stderr)

    def code(self, otherwise: int = FINE) -> int:
        return UNABLE if self.failed else otherwise

    def _tell_passed_over(self) -> None:
        if not self.files and not self.inputs.troubles:
            self.complain(f"「{'」「'.join(self.options.operands)}」里没有能读的文件。")
        if self.options.quiet and self.files:
            return
        for path, reason in self.inputs.passed_over:
            print(f"略过 {path}：{reason}", file=sys.stderr)


def _opened(paths: Sequence[Path], jobs: int | None) -> Iterator[Opened]:
    from gongkai.read.limits import Refused

    for path in paths:
        try:
            yield Opened(path, read_any(path), "")
        except Refused as refused:
            yield Opened(path, None, str(refused))


def read_any(path: Path) -> Report:
    """The report that a file holds: a document of any format, or JSON that gongkai wrote. Raises Refused."""
    from gongkai.read.opening import file_bytes
    from gongkai.read.report import read_file

    data = file_bytes(path)
    return _from_json(data, path) if is_payload(data) else read_file(path)


def is_payload(data: bytes) -> bool:
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b"gongkai-report/" in data


def _from_json(data: bytes, path: Path) -> Report:
    import json

    from gongkai.model.payload import NotAReport, from_payload
    from gongkai.read.limits import Refused

    try:
        return from_payload(json.loads(data.decode("utf-8-sig")))
    except NotAReport as error:
        what = "；".join(error.mistakes[:5])
        remedy = "请按 schemas/gongkai-report-1.json 改正"
        raise Refused(f"JSON 不是一份报告：{what}", remedy=remedy, file=path.name) from error
    except (ValueError, RecursionError) as error:
        raise Refused("JSON 写得不完整或有错", remedy="请重新导出这份 JSON", file=path.name) from error
