"""The invented county and the five real reports through every command of ``gongkai corpus``.

The figures are counted by hand from what the documents state: ``examples/make_reports.py`` for the county, the bureau's year in
``tests/ledger/test_bureau_year.py``, and the transcriptions of the real reports, where those lie.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow.parquet as pq
import pytest
from duckdb import DuckDBPyConnection
from lxml import html
from openpyxl import load_workbook

from examples.bureau_year.__main__ import main as live_through_a_year
from gongkai.cli.main import main
from gongkai.corpus.store.layout import Store
from gongkai.model.cell import Count
from gongkai.model.payload import to_payload
from tests.corpus.questions.county import ORGANS, report
from tests.corpus.store.readings import ROOT, SEEDS

REPORTS = ROOT / "examples" / "reports"
GOLD = ROOT.parent / "shared" / "gold"
FORMATS = ("text", "csv", "xlsx", "json", "html")
NEW = "requests.new_received.total"
GRANTED = "requests.granted.total"
Row: TypeAlias = dict[str, str]


@dataclass(frozen=True)
class Said:
    """What a command answered, and how it ended."""

    code: int
    out: str
    err: str


def run(*words: str | Path) -> Said:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(word) for word in ("corpus", *words)])
    return Said(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirteen reports of the county, a bureau's year in three formats, and the county's own report of 2023."""
    source = tmp_path_factory.mktemp("county") / "上报"
    shutil.copytree(REPORTS, source)
    with redirect_stdout(io.StringIO()):
        live_through_a_year(year := tmp_path_factory.mktemp("year"))
    for kind in ("docx", "pdf", "json"):
        shutil.copy(year / f"年度报告.{kind}", source / f"云溪县自然资源局2025.{kind}")
    (source / "云溪县2023.json").write_text(json.dumps(to_payload(OWN_OF_THE_COUNTY)), "utf-8")
    store = source.parent / "仓库"
    said = run("add", store, source, "--organs", ORGANS, "--jobs", "1")
    assert (said.code, said.out) == (1, f"收进 {13 + 3 + 1} 份报告，1 个文件没有收进。\n")  # README.md
    return store


def stated(**figures: int) -> dict[str, int | Any]:
    return {
        f"requests.{row}.{column}": Count(value, str(value))
        for row, value in figures.items()
        for column in ("natural_person", "total")
    }


OWN_OF_THE_COUNTY = report(
    "云溪县人民政府",
    2023,
    stated(new_received=160, carried_in=3, granted=128, total=157, carried_out=6)  # 160 + 3 = 157 + 6
    | {f"requests.unable.not_held.{column}": 29 for column in ("natural_person", "total")},  # 128 + 29
    text="本报告汇总全县情况。",
)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five real reports, with a register of the organs that the transcriptions name."""
    if not SEEDS:
        pytest.skip("the seeds are not part of the project")
    folder = tmp_path_factory.mktemp("seeds")
    store, register = folder / "仓库", folder / "名册.csv"
    lines = ["key,name,also,kind,level,region,parent,since,until"]
    for place, path in enumerate(sorted(GOLD.glob("*.json"))):
        about = json.loads(path.read_text("utf-8"))
        level = "township" if about["level"] == "township" else "county"
        kind = "government" if level == "township" else "department"
        lines.append(f"organ/{place},{about['agency']['name']},,{kind},{level},地区{place},,,")
    register.write_text("\n".join(lines) + "\n", "utf-8")
    said = run("add", store, *SEEDS, "--organs", register, "--jobs", "1")
    assert (said.code, said.out) == (0, "收进 5 份报告。\n")
    return store


@pytest.fixture(scope="module")
def opened() -> Iterator[dict[Path, DuckDBPyConnection]]:
    kept: dict[Path, DuckDBPyConnection] = {}
    yield kept
    for connection in kept.values():
        connection.close()


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch, opened: dict[Path, DuckDBPyConnection]) -> None:
    """A store is opened once for all the questions; each asks over a cursor of its own."""
    connect = Store.connect

    def kept(store: Store, **settings: Any) -> DuckDBPyConnection:
        if store.path not in opened:
            opened[store.path] = connect(store, **settings)
        return opened[store.path].cursor()

    monkeypatch.setattr(Store, "connect", kept)


# --- the answers, in whatever form ----------------------------------------------------------------------------------


def answer(folder: Path, store: Path, words: str, form: str) -> tuple[int, str | bytes]:
    """The file that the command wrote."""
    command, *options = words.split()
    path = folder / "答案"
    code = run(command, store, *options, "--format", form, "-o", path).code
    content = path.read_bytes()
    return code, content if form == "xlsx" else content.decode("utf-8-sig")


def rows(content: str | bytes, form: str) -> list[Row]:
    """Every row of every table, by the labels over it."""
    if isinstance(content, bytes):
        sheets = load_workbook(io.BytesIO(content)).worksheets
        return [row for sheet in sheets for row in _blocks(sheet.iter_rows(values_only=True))]
    if form == "csv":
        return list(_blocks(csv.reader(io.StringIO(content))))
    if form == "json":
        return list(_of_json(json.loads(content)))
    page = html.fromstring(content)
    assert not list(page.iter("script", "link", "img", "iframe"))  # it needs nothing but itself
    return [row for table in page.iter("table") for row in _blocks(_of_html(table))]


def _blocks(lines: Any) -> Iterator[Row]:
    """Tables below one another, each with its head, an empty line between them."""
    head: list[str] | None = None
    for line in lines:
        cells = ["" if cell is None else str(cell) for cell in line]
        if not any(cells):
            head = None
        elif head is None or len(cells) != len(head):
            head = cells
        else:
            yield dict(zip(head, cells, strict=True))


def _of_html(table: Any) -> Iterator[list[str]]:
    for row in table.iter("tr"):
        yield ["".join(cell.itertext()).replace(",", "").strip() for cell in row.iter("th", "td")]


def _of_json(answer: Mapping[str, Any]) -> Iterator[Row]:
    labels = {
        column["name"]: column["label"] + (f"（{column['unit']}）" if column["unit"] else "")
        for column in answer["columns"]
    }
    for row in answer["rows"]:
        yield {labels[name]: "" if value is None else str(value) for name, value in row.items()}
    for part in answer["parts"]:
        yield from _of_json(part)


@dataclass(frozen=True)
class Figure:
    """One row of an answer: where it stands, and what it says."""

    words: str
    row: Mapping[str, object]
    says: Mapping[str, object]


def check(folder: Path, store: Path, words: str, figures: Sequence[Figure], form: str) -> None:
    code, content = answer(folder, store, words, form)
    assert code == 0
    if form == "text":
        values = [str(value) for each in figures for value in (*each.row.values(), *each.says.values())]
        assert [value for value in values if value not in str(content)] == []
        return
    stated = rows(content, form)
    for figure in figures:
        wanted = {key: str(value) for key, value in {**figure.row, **figure.says}.items()}
        found = [row for row in stated if all(row.get(key) == str(v) for key, v in figure.row.items())]
        assert [{key: row.get(key) for key in wanted} for row in found] == [wanted]


COUNTED = (
    # 财政局 145, 卫生健康局 11 as printed, 审计局 2; the county's own report is not added to its departments'
    Figure(
        "roll-up --year 2023 --organ 云溪县人民政府",
        {"格的代码": NEW},
        {"合计": 145 + 11 + 2, "写明数字的（份）": 3, "空白的（份）": 0, "报告（份）": 3},
    ),
    Figure(
        "roll-up --year 2023 --organ yunxi",
        {"格的代码": GRANTED},
        {"合计": (101 + 12 + 3) + 11 + 0, "写明数字的（份）": 3, "报告（份）": 3},
    ),
    Figure(  # 三汊镇, 应急管理局, 自然资源局
        "roll-up --year 2024 --organ yunxi",
        {"格的代码": "requests.carried_out.total"},
        {"合计": 0 + 0 + 9, "写明数字的（份）": 3},
    ),
    Figure(  # one report in three formats counts once
        "roll-up --year 2025",
        {"格的代码": NEW},
        {"合计": 19 + 5 + 2 + 2 + 1 + 1, "写明数字的（份）": 1, "报告（份）": 1},
    ),
    Figure(  # 柳林乡 left the five of reconsideration blank, and a blank is no nought
        "roll-up --year 2021 --organ yunxi",
        {"格的代码": "remedies.reconsideration.total"},
        {"合计": 1, "写明数字的（份）": 1, "空白的（份）": 1, "报告（份）": 2},
    ),
    Figure(
        "years --organ 云溪县财政局",
        {"年度": 2021},
        {
            "新收申请（件）": 9 + 3,
            "上年结转（件）": 0,
            "办理结果总计（件）": (6 + 2) + 1 + 1 + 1,
            "予以公开（件）": 6 + 2,
            "部分公开（件）": 1,
            "不予公开（件）": 1,
            "无法提供（件）": 1,
            "不予处理（件）": 0,
            "结转下年（件）": 1,
            "行政复议（件）": 1,
            "行政诉讼（件）": 0,
        },
    ),
    Figure(
        "years --organ 云溪县财政局",
        {"年度": 2023},
        {
            "新收申请（件）": 128 + 14 + 3,
            "办理结果总计（件）": (101 + 12 + 3) + 6 + 2 + 13 + 4 + 2,
            "结转下年（件）": 2,
            "行政复议（件）": 2,
            "行政诉讼（件）": 1,
        },
    ),
    Figure(
        "years --organ 云溪县自然资源局",
        {"年度": 2025},
        {
            "新收申请（件）": 30,
            "上年结转（件）": 1,
            "办理结果总计（件）": 19 + 4 + 2 + 2 + 1 + 1,
            "予以公开（件）": 7 + 1 + 2 + 1,
            "部分公开（件）": 1,
            "不予公开（件）": 1 + 1 + 1 + 1 + 1 + 1 + 1,
            "无法提供（件）": 2 + 1,
            "不予处理（件）": 1 + 1 + 2,
            "结转下年（件）": 1 + 1,
            "行政复议（件）": 2,
            "复议纠正（件）": 1,
        },
    ),
    Figure(
        "years --year 2023",
        {"机关": "云溪县卫生健康局"},
        {"新收申请（件）": 11, "上年结转（件）": 3, "办理结果总计（件）": 11, "结转下年（件）": 2},
    ),
    Figure(  # 财政局 and 白石镇; 农业农村局 wrote on the old form, which is added up by itself
        "years",
        {"年度": 2022, "格式": 2021},
        {"报告（份）": 2, "新收申请（件）": 7 + 1, "上年结转（件）": 1 + 0, "办理结果总计（件）": 8 + 1},
    ),
    Figure(
        "years", {"年度": 2022, "格式": 2019}, {"报告（份）": 1, "新收申请（件）": 2, "予以公开（件）": 2}
    ),
    Figure(
        "ranking --year 2023", {"机关": "云溪县卫生健康局"}, {"名次": 1, "分子（件）": 11, "分母（件）": 11}
    ),
    Figure(  # 128/157 = 81.5 %, 116/143 = 81.1 %
        "ranking --year 2023", {"机关": "云溪县人民政府"}, {"名次": 2, "分子（件）": 128, "分母（件）": 157}
    ),
    Figure(
        "ranking --year 2023", {"机关": "云溪县财政局"}, {"名次": 3, "分子（件）": 116, "分母（件）": 143}
    ),
    Figure("ranking --year 2023", {"机关": "云溪县审计局"}, {"分子（件）": 0, "分母（件）": 2}),  # too few
    Figure(  # 自然资源局 carried 9 out of 2024 and 1 into 2025
        "carried",
        {"申请人": "申请人情况—总计"},
        {"机关": "云溪县自然资源局", "上年": 2024, "本年": 2025, "本年减上年（件）": 1 - 9, "结果": "不相等"},
    ),
    Figure(
        "stock",
        {"机关": "云溪县自然资源局", "年度": 2025},
        {
            "上年现行有效（件）": 0,
            "本年制发（件）": 2,
            "本年废止（件）": 2,
            "推算现行有效（件）": 0 + 2 - 2,
            "报告现行有效（件）": 4,
        },
    ),
    Figure(
        "stock --all",
        {"机关": "云溪县财政局", "年度": 2022, "种类": "行政规范性文件"},
        {
            "上年现行有效（件）": 31,
            "推算现行有效（件）": 31 + 4 - 3,
            "报告现行有效（件）": 32,
            "结果": "相等",
        },
    ),
    Figure(  # 卫生健康局: 10 + 3 against 11 + 1 of persons, 11 + 3 against 11 + 2 in all
        "findings --year 2023",
        {"编号": "REQ001"},
        {"条数（条）": 2, "有问题的报告（份）": 1, "查过的报告（份）": 4},
    ),
    Figure(  # 11 for 10, 2 for 1
        "findings --year 2023", {"编号": "REQ003"}, {"条数（条）": 2, "有问题的报告（份）": 1}
    ),
    Figure(  # 教育 3 of 财政 … 12 of the county's level, of which 水务局 says nought
        "zeros",
        {"层级": "县级"},
        {"报告（份）": 12, "全是 0，没有别的理由（份）": 1, "有申请（份）": 11, "不能判断（份）": 0},
    ),
    Figure(  # 柳林乡 with its blanks, 白石镇 with one request, 三汊镇 with none
        "zeros",
        {"层级": "乡级"},
        {"报告（份）": 3, "全是 0，没有别的理由（份）": 1, "有申请（份）": 1, "不能判断（份）": 1},
    ),
)


def by_question(figures: Sequence[Figure]) -> list[tuple[str, list[Figure]]]:
    """Each question is asked once, however many of its rows are counted."""
    words = dict.fromkeys(figure.words for figure in figures)
    return [(asked, [figure for figure in figures if figure.words == asked]) for asked in words]


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize(("words", "figures"), by_question(COUNTED))
def test_the_county_counted_by_hand(
    county: Path, tmp_path: Path, words: str, figures: Sequence[Figure]
) -> None:
    check(tmp_path, county, words, figures, "json")


SHORTEST = {
    words.split()[0]: words for words in sorted({each.words for each in COUNTED}, key=len, reverse=True)
}


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", SHORTEST)
def test_the_same_figures_in_every_form(county: Path, tmp_path: Path, command: str, form: str) -> None:
    words = SHORTEST[command]
    check(tmp_path, county, words, [each for each in COUNTED if each.words == words], form)


OF_THE_SEEDS = (
    Figure(  # 001 and 004
        "roll-up --year 2021", {"格的代码": NEW, "格式": 2021}, {"合计": 2 + 0, "写明数字的（份）": 2}
    ),
    Figure("roll-up --year 2021", {"格的代码": NEW, "格式": 2019}, {"合计": 0, "写明数字的（份）": 1}),  # 000
    Figure(  # 004 left it blank
        "roll-up --year 2021",
        {"格的代码": "remedies.reconsideration.total", "格式": 2021},
        {"合计": 0, "写明数字的（份）": 1, "空白的（份）": 1, "报告（份）": 2},
    ),
    Figure(
        "roll-up --year 2021",
        {"格的代码": "disclosure.normative_documents.in_force"},
        {"合计": 190 + 0, "写明数字的（份）": 2},
    ),
    Figure(
        "years",
        {"年度": 2021, "格式": 2021},
        {"报告（份）": 2, "新收申请（件）": 2 + 0, "予以公开（件）": 2 + 0, "写明行政复议的（份）": 1},
    ),
    Figure("years", {"年度": 2020}, {"报告（份）": 1, "新收申请（件）": 0, "写明新收申请的（份）": 1}),
    Figure("ranking --year 2021 --floor 1", {"名次": 1}, {"分子（件）": 2, "分母（件）": 2}),
    Figure(  # 000, 002 and 003 say nought everywhere, 001 received two
        "zeros", {"层级": "县级"}, {"报告（份）": 4, "全是 0，没有别的理由（份）": 3, "有申请（份）": 1}
    ),
    Figure("zeros", {"层级": "乡级"}, {"报告（份）": 1, "不能判断（份）": 1}),  # 004
    # as the transcriptions list them: 001, 002, 003 unsigned; 000, 001, 004 without a word on fees; all but 000 without period
    Figure("findings", {"编号": "TTL004"}, {"有问题的报告（份）": 3, "查过的报告（份）": 5}),
    Figure("findings", {"编号": "SEC013"}, {"有问题的报告（份）": 3}),
    Figure("findings", {"编号": "TXT008"}, {"有问题的报告（份）": 4}),
    Figure("findings", {"编号": "FRM001"}, {"条数（条）": 1, "有问题的报告（份）": 1}),  # 000 on the old form
)


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("words", "figures"), by_question(OF_THE_SEEDS))
def test_the_real_reports_counted_by_hand(
    seeds: Path, tmp_path: Path, words: str, figures: Sequence[Figure], form: str
) -> None:
    check(tmp_path, seeds, words, figures, form)


# --- parents, and what is no figure of the reports -------------------------------------------------------------------


@pytest.mark.usefixtures("once")
def test_a_parent_and_its_departments(county: Path, tmp_path: Path) -> None:
    """The county says 160 and three departments 158; thirteen of sixteen have no report, so nothing follows from that."""
    wanted = Figure(
        "parents --year 2023 --organ yunxi",
        {"格的代码": NEW},
        {"本机关报告": 160, "下级合计": 145 + 11 + 2, "相差": 160 - 158, "写明数字的下级（份）": 3},
    )
    check(tmp_path, county, wanted.words, [wanted], "json")
    assert "13 个没有可加的报告" in (tmp_path / "答案").read_text("utf-8")


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("form", FORMATS)
def test_questions_of_the_real_reports_without_two_years_of_one_organ(
    seeds: Path, tmp_path: Path, form: str
) -> None:
    for words in ("carried", "stock", "lookalikes --within all", "residue", "promises"):
        code, content = answer(tmp_path, seeds, words, form)
        assert code == 0, words  # nothing alike, nobody else's name, nothing to follow
        assert content
    said = run("parents", seeds, "--year", "2021", "--organ", "organ/0", "--format", form)
    assert (said.code, "没有下级机关" in said.err) == (2, True)


ALIKE = {  # of each year those that are alike; the invented reports share their sentences, and the county's own has too few
    ("云溪县财政局", "云溪县柳林乡人民政府", 2021),
    ("云溪县白石镇人民政府", "云溪县财政局", 2022),
    ("云溪县农业农村局", "云溪县财政局", 2022),
    ("云溪县财政局", "云溪县卫生健康局", 2023),
    ("云溪县审计局", "云溪县卫生健康局", 2023),
    ("云溪县自然资源局", "云溪县应急管理局", 2024),
    ("云溪县三汊镇人民政府", "云溪县应急管理局", 2024),
}


@pytest.mark.usefixtures("once")
def test_who_is_alike_in_the_county(county: Path, tmp_path: Path) -> None:
    code, content = answer(tmp_path, county, "lookalikes", "json")
    found = json.loads(content)
    assert code == 1
    pairs = [(each["later"], each["earlier"]) for each in found["pairs"]]
    assert {(frozenset((a["agency"], b["agency"])), a["year"]) for a, b in pairs} == {
        (frozenset((one, other)), year) for one, other, year in ALIKE
    }
    # all are signed on one day or not at all: nobody is said to be the later, and nobody's words are another's
    assert not any(each["ordered"] for each in found["pairs"])
    assert not any(each["others"] for each in found["originality"])
    assert [(each["report"]["year"], each["stands"] is not None) for each in found["doubles"]] == [
        (2025, True),
        (2025, True),
    ]  # the bureau's year as PDF and DOCX beside the one that counts


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("form", FORMATS)
def test_the_same_words_and_names_in_every_form(county: Path, tmp_path: Path, form: str) -> None:
    for words, code, wanted in (
        ("lookalikes", 1, ("云溪县白石镇人民政府", "云溪县审计局")),
        ("lookalikes --within organ", 1, ("云溪县财政局",)),
        ("residue", 1, ("在河口县委、县政府的领导下", "云溪县三汊镇人民政府")),
        ("promises", 0, ("将按季度核对目录，多用图表解读政策", "云溪县财政局")),
    ):
        ended, content = answer(tmp_path, county, words, form)
        text = _all_text(content)
        assert (words, ended) == (words, code)
        assert [each for each in wanted if each not in text] == []


def _all_text(content: str | bytes) -> str:
    if isinstance(content, str):
        return content
    sheets = load_workbook(io.BytesIO(content)).worksheets
    return "\n".join(
        str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row
    )


@pytest.mark.usefixtures("once")
def test_promises_of_one_organ_over_three_years(county: Path) -> None:
    found = json.loads(run("promises", county, "--organ", "云溪县财政局", "--format", "json").out)["reports"]
    assert [(each["year"], [one["spoken"] for one in each["promises"]]) for each in found] == [
        (2022, ["again"]),  # section five is the same to the letter
        (2023, ["again"]),
    ]


@pytest.mark.usefixtures("once")
def test_what_lies_in_the_store_and_what_is_missing(county: Path, tmp_path: Path) -> None:
    status = run("status", county).out
    assert "报告 17 份。" in status
    assert "没有收进的文件 1 个。" in status
    assert run("doubts", county) == Said(0, "没有待定的。\n", "")
    organs = json.loads(run("organs", county, "--year", "2023", "--format", "json").out)["organs"]
    assert {each["organ"] for each in organs if each["years"].get("2023") == "reported"} == {
        "yunxi",
        "yunxi/finance",
        "yunxi/health",
        "yunxi/audit",
    }
    said = run("validate", county)
    # 卫生健康局: two of REQ001, two of REQ003. 柳林乡 left two rows of seven and the five of reconsideration blank: two sums
    # of rows, seven of columns and the one of reconsideration cannot be told.
    assert f"不平的 {2 + 2} 处，有空白不能判断的 {2 + 7 + 1} 处" in said.out
    assert said.code == 1


@pytest.mark.usefixtures("once")
def test_what_the_real_reports_lie_there_as(seeds: Path) -> None:
    assert "报告 5 份。" in run("status", seeds).out
    assert run("doubts", seeds) == Said(0, "没有待定的。\n", "")
    said = run("validate", seeds)
    assert f"不平的 0 处，有空白不能判断的 {2 + 7 + 1} 处" in said.out  # 004, blank where 柳林乡 is
    assert said.code == 0
    organs = json.loads(run("organs", seeds, "--year", "2021", "--format", "json").out)["organs"]
    assert sum(each["years"].get("2021") == "reported" for each in organs) == 3  # 000, 001, 004


EXPORTED = {  # every document, the three of one report too, which counts once
    "county": 4 + 0 + (12 + 0) + (7 + 2 + 1) + (11 + 2 + 145 + 160) + (0 + 6 + 231) + 3 * 30,
    "seeds": 0 + 2 + 0 + 0 + 0,
}


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("which", EXPORTED)
def test_exported_and_validated_by_whoever_has_the_file(
    which: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    store, reports = request.getfixturevalue(which), {"county": 17, "seeds": 5}[which]
    for kind in ("csv", "parquet", "json"):
        path = tmp_path / f"数据.{kind}"
        assert run("export", store, "-o", path).out == f"{path}：{reports} 份报告。\n"
    assert run("validate", tmp_path / "数据.csv").code == (
        1 if which == "county" else 0
    )  # 卫生健康局 does not balance
    table = csv.DictReader(io.StringIO((tmp_path / "数据.csv").read_text("utf-8-sig")))
    assert sum(int(row[NEW]) for row in table) == EXPORTED[which]
    assert sum(pq.read_table(tmp_path / "数据.parquet", columns=[NEW])[NEW].to_pylist()) == EXPORTED[which]


def test_what_is_tidied_and_decided_shows_in_every_answer(county: Path, tmp_path: Path) -> None:
    """On a copy: files put together change nothing; a report that a person ignores is in no figure and no comparison."""
    store = tmp_path / "仓库"
    shutil.copytree(county, store)
    new = Figure("roll-up --year 2023 --organ yunxi", {"格的代码": NEW}, {"合计": 145 + 11 + 2})
    assert run("tidy", store).code == 0
    check(tmp_path, store, new.words, [new], "json")
    digest = next(
        each["later"]["digest"]
        for each in json.loads(answer(tmp_path, store, "lookalikes --year 2023", "json")[1])["pairs"]
        if each["later"]["agency"] == "云溪县审计局"
    )
    assert run("decide", store, digest[:12], "--ignore", "--by", "张三", "--on", "2026-01-05").code == 0
    check(tmp_path, store, new.words, [Figure(new.words, new.row, {"合计": 145 + 11})], "json")
    alike = json.loads(answer(tmp_path, store, "lookalikes --year 2023", "json")[1])
    assert [each["later"]["agency"] for each in alike["pairs"]] == ["云溪县财政局"]
    assert "1 份经决定不计入，没有比较。" in alike["remarks"]
    assert run("decide", store, digest[:12], "--open", "--by", "张三", "--on", "2026-01-06").code == 0
    check(tmp_path, store, new.words, [new], "json")
