"""``gongkai corpus organs``, ``doubts`` and ``decide``, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.cli.main import main
from tests.corpus.organs.test_counting import FINANCE, REGISTER, WATER, Corpus, digest_of


@pytest.fixture
def store(tmp_path: Path) -> str:
    corpus = Corpus(tmp_path / "store", has_register=False)
    corpus.take("a.txt", FINANCE)
    corpus.take("b.txt", WATER, figure=1)
    corpus.take("c.txt", WATER, figure=2)
    corpus.take("d.txt", "云溪县应急局")
    return str(corpus.store.path)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["corpus", *words])
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def test_from_a_register_to_nothing_left_open(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = said(capsys, "organs", store, "--register", str(REGISTER), "--year", "2021")
    assert code == 1
    assert "应报 18，有 1，待定 1，缺 16" in text
    code, text = said(capsys, "doubts", store)
    assert (code, text.splitlines()[0]) == (1, "待定 2 件。")
    assert said(capsys, "decide", store, digest_of("b.txt")[:8], "--counts", "--by", "张三")[0] == 0
    decided = said(capsys, "decide", store, digest_of("d.txt"), "--organ", "yunxi/emergency", "--by", "张三")
    assert decided == (
        0,
        f"已记下：d.txt（{digest_of('d.txt')[:12]}），是哪个机关的报告（yunxi/emergency）。\n",
    )
    assert said(capsys, "doubts", store) == (0, "没有待定的。\n")
    assert "有 3，待定 0，缺 15" in said(capsys, "organs", store)[1]


def test_what_programs_read(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "organs", store, "--register", str(REGISTER))
    organs = json.loads(said(capsys, "organs", store, "--format", "json")[1])["organs"]
    assert {each["organ"]: each["years"] for each in organs}["yunxi/finance"] == {"2021": "reported"}
    doubts = json.loads(said(capsys, "doubts", store, "--format", "json")[1])["doubts"]
    assert [each["what"] for each in doubts] == ["organ", "tie"]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("--counts",), "--by 姓名"),
        (("--by", "张三"), "选一个"),
        (("--by", "张三", "--counts", "--ignore"), "选一个"),
        (("--by", "张三", "--organ", "yunxi"), "没有名册"),
    ],
)
def test_a_decision_that_cannot_be(
    store: str, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], hint: str
) -> None:
    code, text = said(capsys, "decide", store, digest_of("b.txt"), *words)
    assert code == 2
    assert hint in text


def test_a_digest_that_leads_nowhere(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "没有报告的摘要" in said(capsys, "decide", store, "0" * 12, "--ignore", "--by", "张三")[1]
    assert "十六进制" in said(capsys, "decide", store, "报告一", "--ignore", "--by", "张三")[1]


def test_a_register_with_mistakes_changes_nothing(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "名册.csv"
    bad.write_text("key,name,kind,level\n财,云溪县财政局,bureau,county\n", "utf-8")
    code, text = said(capsys, "organs", store, "--register", str(bad))
    assert code == 2
    assert "第 2 行" in text
    assert not (Path(store) / "organs.csv").exists()
