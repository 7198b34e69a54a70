"""Files become reports, each in a worker process with limits, several at a time, with a progress bar."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, cast

from gongkai.cli.answer import FINE, UNABLE, Unable
from gongkai.cli.inputs import Inputs, find
from gongkai.cli.progress import shown
from gongkai.cli.terminal import clean
from gongkai.model.report import Report
from gongkai.read.limits import DEFAULT, MB, Limits

_HEAD = 4096  # bytes
_JSON_LIMITS = Limits(file_bytes=8 * MB)  # parsed in this process; a report has some 100 KB


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
                self.complain(_with_folder(path, refusal))
            elif path in self.inputs.met and not report.is_annual_report:
                self._pass_over(path, "不是年度报告")
            else:
                yield path, report

    def complain(self, sentence: str) -> None:
        self.failed = True
        print(f"gongkai：{clean(sentence)}", file=sys.stderr)

    def code(self, otherwise: int = FINE) -> int:
        return UNABLE if self.failed else otherwise

    def _tell_passed_over(self) -> None:
        if not self.files and not self.inputs.troubles:
            self.complain(f"「{'」「'.join(self.options.operands)}」里没有能读的文件。")
        for path, reason in self.inputs.passed_over:
            self._pass_over(path, reason)

    def _pass_over(self, path: Path, reason: str) -> None:
        if not self.options.quiet:
            print(clean(f"略过 {path}：{reason}"), file=sys.stderr)


def _with_folder(path: Path, refusal: str) -> str:
    """Among the files of many folders a name alone does not say which one it is."""
    return f"{path.parent / refusal}" if refusal.startswith(path.name) else refusal


def _opened(paths: Sequence[Path], jobs: int | None) -> Iterator[Opened]:
    """Documents are read in workers; JSON that gongkai wrote is checked here, by its schema."""
    from gongkai.law.forms import forms
    from gongkai.read.worker import READ_REPORT, Failed, guarded, processors

    payloads = {path for path in paths if is_payload(path)}
    documents = [path for path in paths if path not in payloads]
    forms()  # both sides need the law: a forked worker has it from us
    outcomes = guarded(READ_REPORT, documents, jobs=min(jobs or processors(), len(documents)))
    for path in paths:
        if path in payloads:
            yield _from_json(path)
            continue
        _, outcome = next(outcomes)
        if isinstance(outcome, Failed):
            yield Opened(path, None, outcome.message)
        else:
            yield Opened(path, cast("Report", outcome), "")


def is_payload(path: Path) -> bool:
    """Whether this is a report as JSON; what else a file is, its reader says."""
    if not path.is_file():
        return False  # a pipe would keep us waiting
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
                return False
            return b"gongkai-report/" in head + file.read(DEFAULT.file_bytes)
    except OSError:
        return False


def _from_json(path: Path) -> Opened:
    from gongkai.model.payload import NotAReport
    from gongkai.read.limits import Refused
    from gongkai.read.opening import file_bytes

    try:
        return Opened(path, _stated(path, file_bytes(path, _JSON_LIMITS)), "")
    except NotAReport as error:
        what = "；".join(mistake.rstrip("。") for mistake in error.mistakes[:5])
        return Opened(
            path, None, f"{path.name}：JSON 不是一份报告：{what}。请按 schemas/gongkai-report-1.json 改正。"
        )
    except Refused as refused:
        return Opened(path, None, str(refused))
    except (ValueError, RecursionError):
        return Opened(path, None, f"{path.name}：JSON 写得不完整或有错。请重新导出这份 JSON。")


def _stated(path: Path, data: bytes) -> Report:
    """The report that the JSON states; one that names no document comes from this file."""
    import hashlib
    import json
    from dataclasses import replace

    from gongkai.model.document import Format
    from gongkai.model.payload import from_payload
    from gongkai.model.report import Source

    report = from_payload(json.loads(data.decode("utf-8-sig")))
    if report.source is not None:
        return report
    return replace(report, source=Source(path.name, Format.JSON, hashlib.sha256(data).hexdigest()))
