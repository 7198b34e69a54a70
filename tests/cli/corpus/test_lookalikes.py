from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from lxml import html

from tests.cli.conftest import Run
from tests.corpus.lookalike.county import EDUCATION, FINANCE, OWN, store


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store(tmp_path_factory.mktemp("county")).path


def test_who_had_it_first_in_a_sentence(run: Run, county: Path) -> None:
    answer = run("corpus", "lookalikes", county)
    assert answer.code == 1
    assert f"{EDUCATION} 2023 年度  有 76%" in answer.out
    assert f"与在先的 {FINANCE} 2023 年度 相同" in answer.out


def test_nothing_alike_is_fine(run: Run, county: Path) -> None:
    answer = run("corpus", "lookalikes", county, "--year", "2022")
    assert (answer.code, "没有两份相同 30% 以上" in answer.out) == (0, True)


def test_json_has_the_passages_with_their_places(run: Run, county: Path) -> None:
    found = run("corpus", "lookalikes", county, "--within", "all", "--format", "json").json
    pair = next(each for each in found["pairs"] if each["later"]["agency"] == EDUCATION)
    longest = max(pair["passages"], key=lambda each: len(each["text"]))
    assert OWN[:100] in longest["text"]
    assert longest["later"]["section"] == 1
    assert found["clusters"][0]["source"] == pair["earlier"]["digest"]
    assert {each["report"]["agency"] for each in found["originality"]} == {EDUCATION, FINANCE}


def test_passages_only_where_asked(run: Run, county: Path) -> None:
    found = run("corpus", "lookalikes", county, "--format", "json", "--passages", "0").json
    assert [each["passages"] for each in found["pairs"]] == [None]


def test_csv_opens_in_a_table_sheet(run: Run, county: Path) -> None:
    out = run("corpus", "lookalikes", county, "--format", "csv").out
    head, row = csv.reader(io.StringIO(out.removeprefix("\N{BYTE ORDER MARK}")))
    assert len(head) == len(row)
    assert row[0] == EDUCATION


def test_the_page_needs_nothing_but_itself(run: Run, county: Path, tmp_path: Path) -> None:
    path = tmp_path / "雷同.html"
    assert run("corpus", "lookalikes", county, "--within", "all", "--format", "html", "-o", path).code == 1
    page = html.fromstring(path.read_text("utf-8"))
    assert len(list(page.iter("circle"))) == 2
    assert list(page.iter("mark"))
    assert not list(page.iter("script", "link", "img", "a"))


@pytest.mark.parametrize("words", [["--least", "0"], ["--least", "101"], ["--within", "town"]])
def test_what_cannot_be_is_refused(run: Run, county: Path, words: list[str]) -> None:
    assert run("corpus", "lookalikes", county, *words).code == 2


def test_a_folder_that_is_no_store(run: Run, tmp_path: Path) -> None:
    answer = run("corpus", "lookalikes", tmp_path)
    assert (answer.code, "不是仓库" in answer.err) == (2, True)


@pytest.mark.parametrize("form", ["text", "json", "csv", "html"])
def test_residues_and_promises_in_every_form(run: Run, county: Path, form: str) -> None:
    residue, promises = (run("corpus", word, county, "--format", form) for word in ("residue", "promises"))
    assert (residue.code, promises.code) == (1, 0)
    assert FINANCE in residue.out
    assert "查询终端" in promises.out


@pytest.mark.parametrize("word", ["lookalikes", "residue", "promises"])
def test_a_sheet_to_sort(run: Run, county: Path, tmp_path: Path, word: str) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "表.xlsx"
    run("corpus", word, county, "--format", "xlsx", "-o", path)
    head, row, *_ = load_workbook(path).active.iter_rows(values_only=True)
    assert len(head) == len(row)
    assert row[1] == 2023


def test_promises_of_one_organ(run: Run, county: Path) -> None:
    assert "没有同一机关相邻两年" in run("corpus", "promises", county, "--organ", EDUCATION).out
    (only,) = run("corpus", "promises", county, "--organ", FINANCE, "--format", "json").json["reports"]
    assert [each["spoken"] for each in only["promises"]] == ["yes", "yes", "no"]


def test_a_formula_stays_text() -> None:
    from gongkai.cli.corpus.store_at import as_csv

    assert "'=1+1" in as_csv(["甲"], [["=1+1"]])
