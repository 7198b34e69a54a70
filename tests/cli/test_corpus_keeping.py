"""``gongkai corpus status``, ``validate``, ``export``, ``tidy``: what they print, and their exit codes."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import pytest

from gongkai.corpus.store.layout import Store
from gongkai.corpus.store.writing import write_shard
from gongkai.model.cell import Count
from tests.cli.conftest import Run
from tests.corpus.questions.county import read, report
from tests.corpus.store.readings import invented


@pytest.fixture
def store(folder: Path) -> Path:
    """Two shards, three reports, one of which has a wrong total."""
    store = Store.create(folder / "仓库")
    right = invented("2021", 2, agency="云溪县财政局", year=2022)
    wrong = dict(right.report.cells) | {"remedies.reconsideration.total": Count(9_999)}
    write_shard(store, "a", [invented("2021", 1, agency="云溪县财政局", year=2021), right])
    write_shard(store, "b", [invented("2021", 3, agency="云溪县教育局", year=2022, cells=wrong)])
    return store.path


def test_status(run: Run, store: Path) -> None:
    told = run("corpus", "status", store)
    assert told.code == 0
    assert told.out.startswith("报告 3 份。")
    assert "2022  2021 年格式  2 份" in told.out
    found = run("corpus", "status", store, "--format", "json").json
    assert (found["schema"], found["reports"], found["shards"]) == ("gongkai-corpus-status/1", 3, 2)
    assert found["groups"] == [
        {"year": 2021, "form": "2021", "level": None, "reports": 1},
        {"year": 2022, "form": "2021", "level": None, "reports": 2},
    ]


def test_status_says_the_level_as_people_do(run: Run, tmp_path: Path) -> None:
    made = Store.create(tmp_path / "分级")
    write_shard(made, "one", [read("yunxi/finance", report("云溪县财政局", 2022, {}))])
    assert "2022  2021 年格式  县级  1 份" in run("corpus", "status", made.path).out
    found = run("corpus", "status", made.path, "--format", "json").json
    assert found["groups"][0]["level"] == "county"  # programs read the key


def test_export_and_validate(run: Run, store: Path) -> None:
    assert run("corpus", "export", store, "-o", "数据.csv").out == "数据.csv：3 份报告。\n"
    told = run("corpus", "validate", "数据.csv")
    assert told.code == 1
    assert "云溪县教育局 2022" in told.out
    assert "REM001" in told.out
    assert "9999" in told.out
    assert "合乎标准" in told.out
    assert run("corpus", "export", store, "-o", "数据.jsonl", "--year", "2021").code == 0
    found = run("corpus", "validate", "数据.jsonl", "--format", "json")
    assert (found.code, found.json["reports"], found.json["mistakes"], found.json["sums"]) == (0, 1, [], [])


def test_tidy(run: Run, store: Path) -> None:
    before = run("corpus", "validate", store).out
    told = run("corpus", "tidy", store, "--quiet")
    assert (told.code, told.out.startswith("2 批合并成 1 批")) == (0, True)
    assert run("corpus", "validate", store).out == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["status"], "要写上一个仓库"),
        (["status", "没有"], "没有 store.json"),
        (["validate", "没有.csv"], "没有这个文件"),
        (["export", "仓库"], "-o"),
        (["export", "仓库", "-o", "数据"], "--to"),
    ],
)
def test_what_cannot_be_done_says_what_would_help(run: Run, store: Path, words: list[str], says: str) -> None:
    told = run("corpus", *words)
    assert told.code == 2
    assert says in told.err


def test_without_the_extra_the_command_says_what_to_install(
    run: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "duckdb":
            raise ModuleNotFoundError("No module named 'duckdb'", name="duckdb")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    told = run("corpus", "status", store)
    assert told.code == 2
    assert "pip install 'gongkai[corpus]'" in told.err
