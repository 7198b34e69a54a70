"""Old formats come through LibreOffice where it is installed, and say what would help where it is not."""

from __future__ import annotations

import os
import stat
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.model.document import Format, Paragraph
from gongkai.read.limits import DEFAULT, Refused
from gongkai.read.opening import read_document

RTF = rb"{\rtf1\ansi\ansicpg936 {\b 2021} \u24180?\u24230?\u25253?\u21578?\par \trowd\cellx2000\cellx4000 1\cell 2\cell\row}"


def test_without_the_programme_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Refused, match=r"年报.doc：这是RTF 文件，要靠 LibreOffice 转换才能读.*另存为 docx"):
        read_document(RTF, name="年报.doc")


@pytest.mark.needs("soffice")
def test_an_old_file_is_converted_and_says_so() -> None:
    document = read_document(RTF)
    assert document.format is Format.RTF
    assert document.remarks[-1] == "原件是RTF 文件，经 LibreOffice 转换后读取"
    first, *_ = document.blocks
    assert isinstance(first, Paragraph)
    assert first.text == "2021 年度报告"
    (table,) = document.tables()
    assert [slot.text for slot in table.slots] == ["1", "2"]


def stand_in(folder: Path, script: str) -> None:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def is_ended(process: int) -> bool:
    """Whether a killed process is gone, or a zombie that nobody has buried; the kernel may take a moment."""
    state = Path(f"/proc/{process}/stat")
    for _ in range(200):
        try:
            if state.read_text().split()[2] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for the programme")
def test_a_conversion_that_hangs_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, f"/bin/sleep 60 & echo $! > {tmp_path}/child; wait")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match="转换用了 1 秒仍未完成"):
        read_document(RTF, limits=replace(DEFAULT, convert_seconds=1.0))
    assert is_ended(int((tmp_path / "child").read_text()))


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for the programme")
def test_a_conversion_that_makes_nothing_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path) + os.pathsep + "/bin")
    with pytest.raises(Refused, match="没能转换这份RTF 文件"):
        read_document(RTF)
