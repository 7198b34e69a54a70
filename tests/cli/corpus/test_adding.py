"""``gongkai corpus add`` over the example reports and the register of the invented county."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from gongkai.corpus.store.layout import Store
from tests.cli.conftest import Run

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


def test_reports_of_an_archive_come_in_with_their_organs(run: Run, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "上报.zip", "w") as archive:
        for name in ("云溪县财政局2021.docx", "云溪县教育局2019.txt", "README.md"):
            archive.write(EXAMPLES / "reports" / name, f"2024年/{name}")
    words = [
        str(tmp_path / "仓库"),
        str(tmp_path / "上报.zip"),
        "--organs",
        str(EXAMPLES / "organs.csv"),
        "--jobs",
        "1",
    ]
    first = run("corpus", "add", *words)
    assert first.out == "收进 2 份报告，1 个文件没有收进。\n"
    assert (
        first.err == "没有收进 上报.zip!/2024年/README.md：不是政府信息公开工作年度报告。请确认文件给对了。\n"
    )
    assert first.code == 1
    connection = Store.open(tmp_path / "仓库").connect()
    rows = connection.sql("SELECT name, organ, year FROM reports ORDER BY year").fetchall()
    connection.close()
    assert rows == [
        ("上报.zip!/2024年/云溪县教育局2019.txt", "yunxi/education", 2019),
        ("上报.zip!/2024年/云溪县财政局2021.docx", "yunxi/finance", 2021),
    ]
    again = run("corpus", "add", *words, "--format", "json")
    assert again.json == {"reports": 0, "refused": 0, "known": 3, "known_refused": 1, "passed_over": 0}
    assert again.err == "1 个文件以前没有收进，这次没有再读。要再读一次，加上 --retry。\n"
    assert again.code == 1
    retried = run("corpus", "add", *words, "--retry")
    assert retried.out == "收进 0 份报告，2 个文件原来就有（字节相同），1 个文件没有收进。\n"
    assert retried.err == first.err
    assert retried.code == 1


def test_many_small_shards_are_worth_tidying(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.corpus.store.tidy.MANY", 1)
    store = str(tmp_path / "仓库")
    for number in (2019, 2020):
        report = tmp_path / f"{number}.txt"
        report.write_bytes(
            (EXAMPLES / "reports" / "云溪县教育局2019.txt").read_bytes() + b"\n" * (number - 2018)
        )
        answer = run("corpus", "add", store, str(report), "--jobs", "1")
    assert answer.err == f"仓库里有 2 批数据。gongkai corpus tidy {store} 把它们合并，以后查得更快。\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["{}/仓库"], "要写上仓库和至少一个来源"),
        (["{}/仓库", "x", "--cluster", "tcp://h:1", "--jobs", "2"], "不能同时用"),
        (["{}/仓库", "x", "--organs", "{}/没有.csv"], "找不到机关名录"),
        (["{}", "x"], "不是空文件夹，也不是仓库"),
    ],
)
def test_what_cannot_be_done_is_told(run: Run, tmp_path: Path, words: list[str], says: str) -> None:
    (tmp_path / "别的.txt").write_text("x")
    answer = run("corpus", "add", *(word.replace("{}", str(tmp_path)) for word in words))
    assert says in answer.err
    assert answer.code == 2
