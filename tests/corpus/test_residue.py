from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.corpus.organs.register import Entry, Register
from gongkai.corpus.residue import Names, _in_texts, is_foreign, names, residues
from tests.corpus.lookalike.county import CIVIL, EDUCATION, FINANCE, store

GOVERNMENT, OFFICE, OTHER_COUNTY = "云溪县人民政府", "云溪县人民政府办公室", "白水县财政局"
NAMES = Names(
    {name: frozenset([name]) for name in (FINANCE, EDUCATION, CIVIL, GOVERNMENT, OFFICE, OTHER_COUNTY)},
    {FINANCE: GOVERNMENT, "财政所": FINANCE},
)


def found(sentence: str, agency: str = FINANCE, *, where: str = "一、总体情况") -> list[str]:
    return [words for _, words, _ in _in_texts([(where, sentence)], agency, agency, NAMES)]


@pytest.mark.parametrize(
    "sentence",
    [
        "云溪县教育局认真贯彻《条例》。",
        "2023年，云溪县教育局在县委领导下，认真贯彻《条例》。",
        "本报告由云溪县教育局编制。".removeprefix("本报告"),
        "现将云溪县教育局2023年政府信息公开工作年度报告公布如下。",
        "如有疑问，请与云溪县教育局办公室联系。",
    ],
)
def test_another_organ_as_the_one_whose_report_it_is(sentence: str) -> None:
    assert found(sentence) == [EDUCATION]


@pytest.mark.parametrize(
    "sentence",
    [
        "云溪县财政局认真贯彻《条例》。",
        "全县学校收费，云溪县教育局将逐项公开。",
        "会同云溪县教育局认真核对数据。",
        "云溪县教育局来我局学习交流。",
        "将申请转办云溪县教育局。",
        "云溪县人民政府高度重视政府信息公开工作。",
        "申请人向云溪县教育局提出申请。",
    ],
)
def test_an_organ_that_is_only_met_or_stands_above(sentence: str) -> None:
    assert found(sentence) == []


def test_a_government_speaks_of_its_departments() -> None:
    assert found("云溪县教育局认真贯彻《条例》。", OFFICE) == []
    assert found("白水县财政局认真贯彻《条例》。", OFFICE) == [OTHER_COUNTY]


def test_the_title_of_another_organ() -> None:
    assert found("云溪县教育局2023年政府信息公开工作年度报告", where="标题") == [EDUCATION]


def test_names_of_the_register_count_and_former_ones_are_ones_own(tmp_path: Path) -> None:
    def entry(key: str, name: str, parent: str | None = None) -> Entry:
        return Entry(1, key, name, (), "department", "county", "云溪县", parent, None, None)

    register = Register(
        (entry("cz", FINANCE), entry("cz", "云溪县财税局"), entry("zf", "云溪县粮食局", "cz"))
    )
    with store(tmp_path).connect() as connection:
        known = names(connection, register)
    assert known.of["云溪县粮食局"] == {"zf"}
    assert not is_foreign("云溪县财税局", "cz", FINANCE, known)
    assert not is_foreign("云溪县粮食局", "cz", FINANCE, known)  # an organ below it
    assert is_foreign("云溪县粮食局", EDUCATION, EDUCATION, known)


def test_a_store_is_searched_report_by_report(tmp_path: Path) -> None:
    with store(tmp_path).connect() as connection:
        (only,) = residues(connection)
        assert (only.agency, only.year, only.words, only.where) == (EDUCATION, 2023, FINANCE, "一、总体情况")
        assert not list(residues(connection, year=2022))
