from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gongkai.check.run import check
from gongkai.corpus.organs.decisions import Decision, decide
from gongkai.corpus.organs.register import Entry, Register
from gongkai.corpus.residue import Names, _in_signoff, _in_texts, is_foreign, names, residues
from gongkai.corpus.store.layout import Store
from gongkai.corpus.store.rows import Read
from gongkai.corpus.store.writing import write_shard
from gongkai.model.document import Format
from gongkai.model.report import Passage, Report, Signoff
from tests.corpus.lookalike.county import CIVIL, EDUCATION, FINANCE, report, store

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


@pytest.mark.parametrize(
    ("signed", "says"),
    [
        (EDUCATION, [EDUCATION]),
        (f"{EDUCATION}办公室", [EDUCATION]),
        ("云溪县 教育局", [EDUCATION]),
        (FINANCE, []),
        (f"{FINANCE}办公室", []),
        (GOVERNMENT, []),  # stands above
        (OFFICE, []),
        ("财政局", []),
        ("云溪县水务局", []),  # nobody's in this corpus: the check of the report by itself says it (TTL002)
        (f"{EDUCATION}、{FINANCE}", []),
        ("", []),
    ],
)
def test_who_signed(signed: str, says: list[str]) -> None:
    assert [words for _, words, _ in _in_signoff(signed, FINANCE, FINANCE, NAMES)] == says


def signed_by(body: str) -> Report:
    made = report(FINANCE, 2023, "本局认真执行《条例》。", "", 10)
    return replace(made, signoff=Signoff(Passage(body), None, date(2024, 1, 10)))


def taken_in(path: Path, *reports: Report) -> Store:
    made = Store.create(path)
    reads = [
        Read(f"{place:064x}", f"{place}.docx", Format.DOCX, 1, each, check(each).findings)
        for place, each in enumerate(reports)
    ]
    write_shard(made, "one", reads)
    return made


def test_a_sign_off_of_another_organ_of_the_store(tmp_path: Path) -> None:
    reports = (signed_by(EDUCATION), report(EDUCATION, 2022, "", "", 10))
    with taken_in(tmp_path, *reports).connect() as connection:
        assert [(each.agency, each.where, each.words) for each in residues(connection)] == [
            (FINANCE, "落款", EDUCATION)
        ]


def test_what_is_decided_not_to_count_is_not_searched(tmp_path: Path) -> None:
    made = taken_in(tmp_path, signed_by(EDUCATION), report(EDUCATION, 2022, "", "", 10))
    decide(tmp_path, Decision(date(2024, 5, 1), "张三", "ignore", f"{0:064x}"))
    with made.connect() as connection:
        assert list(residues(connection)) == []


def test_a_version_that_another_replaced_is_not_searched(tmp_path: Path) -> None:
    mended = replace(signed_by(FINANCE), signoff=Signoff(Passage(FINANCE), None, date(2024, 2, 1)))
    reports = (signed_by(EDUCATION), mended, report(EDUCATION, 2022, "", "", 10))
    with taken_in(tmp_path, *reports).connect() as connection:
        assert list(residues(connection)) == []


def test_another_county_that_nobody_here_is_called_by(tmp_path: Path) -> None:
    pasted = report(FINANCE, 2023, "在白水县委、县政府的领导下，我局认真执行《条例》。", "", 10)
    with taken_in(tmp_path, pasted).connect() as connection:
        (only,) = residues(connection)
    assert (only.where, only.words) == ("一、总体情况", "在白水县委、县政府的领导下")
