"""``gongkai letter check`` on files as people have them: text, Word, PDF, with and without a record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.cli.answer import FINDINGS, FINE, UNABLE, Unable
from gongkai.cli.letter_check import parser, run
from tests.check.letters import cases

SOUND = cases.load(cases.FOLDER / "sound" / "not-exist.yaml")
RECORD = {
    "schema": "gongkai-letter-record/1",
    "kind": "not_exist",
    "organ": "云溪县财政局",
    "day": "2026-10-20",
    "number": "云财公开〔2026〕3号",
    "applicant": "林小舟",
    "received": "2026-09-18",
    "items": [{"number": 1, "wording": "2019年白石镇村级公路养护补助资金的拨付明细", "kind": "not_exist"}],
}


def answer(*words: object) -> int:
    return run(parser().parse([str(word) for word in words]))


def text_file(folder: Path, text: str = SOUND["letter"]) -> Path:
    path = folder / "告知书.txt"
    path.write_text(text, encoding="utf-8")
    return path


def word_file(folder: Path) -> Path:
    import docx

    document = docx.Document()
    for line in SOUND["letter"].splitlines():
        document.add_paragraph(line)
    path = folder / "告知书.docx"
    document.save(str(path))
    return path


@pytest.mark.parametrize("make", [text_file, word_file])
def test_a_sound_letter_has_no_findings(
    make: type, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(make(tmp_path)) == FINE
    assert "没有发现问题" in capsys.readouterr().out


def test_a_finding_has_line_basis_and_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = text_file(tmp_path, SOUND["letter"].replace("六个月内", "三个月内"))
    assert answer(path) == FINDINGS
    said = capsys.readouterr().out
    assert f"{path}:9: 错误 LET035" in said
    assert "《行政诉讼法》第四十六条" in said


def test_the_record_is_held_against_the_letter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = tmp_path / "登记.json"
    record.write_text(json.dumps({**RECORD, "day": "2026-10-21"}), encoding="utf-8")
    assert answer(text_file(tmp_path), "--record", record, "--format", "json") == FINDINGS
    (letter,) = json.loads(capsys.readouterr().out)["letters"]
    assert [finding["code"] for finding in letter["findings"]] == ["LET010"]


def test_a_record_with_mistakes_says_all_of_them(tmp_path: Path) -> None:
    record = tmp_path / "登记.json"
    record.write_text(json.dumps({**RECORD, "day": "20261021", "kid": 1}), encoding="utf-8")
    with pytest.raises(Unable, match=r"(?s)day.*kid|kid.*day"):
        answer(text_file(tmp_path), "--record", record)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "没有给出文件"),
        (["--case", "request/2026-0001"], "--ledger"),
        (["--ledger", "没有.jsonl"], "--case"),
        (["--ledger", "没有.jsonl", "--case", "request/2026-0001"], "没有这个台账文件"),
    ],
)
def test_what_is_missing_is_said(words: list[str], said: str, tmp_path: Path) -> None:
    files = [text_file(tmp_path)] if words else []
    with pytest.raises(Unable, match=said):
        answer(*files, *words)


def test_a_file_that_is_not_there_leaves_the_others_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(text_file(tmp_path), tmp_path / "没有.txt") == UNABLE
    said = capsys.readouterr()
    assert "没有发现问题" in said.out
    assert "没有.txt" in said.err


def test_what_is_no_letter_is_not_praised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = text_file(tmp_path, "云溪县财政局2025年政府信息公开工作年度报告\n一、总体情况\n做好了工作。\n")
    assert answer(report) == UNABLE
    assert "不像一份文书" in capsys.readouterr().err


@pytest.mark.parametrize(("text", "says"), [("{", "写得不完整"), ('{"agency": "局"}', "不是一份文书")])
def test_json_that_is_no_letter_leaves_the_others_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    other = tmp_path / "年度报告.json"
    other.write_text(text, encoding="utf-8")
    assert answer(other, text_file(tmp_path)) == UNABLE
    said = capsys.readouterr()
    assert "没有发现问题" in said.out
    assert says in said.err
