"""What the commands on a store print for programs fits the schema that is published for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_schemas import validate
from tests.corpus.lookalike.county import store
from tests.corpus.questions.county import ground, read, report


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports with shared paragraphs, a strange name, promises; without a register."""
    return store(tmp_path_factory.mktemp("texts")).path


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of two years with a register: one of an organ that it does not know, two that contradict each other."""
    folder = tmp_path_factory.mktemp("figures") / "store"
    new = "requests.new_received.total"
    reads = [
        read("yunxi", report("云溪县人民政府", 2022, {new: 3})),
        read("yunxi/finance", report("云溪县财政局", 2021, {new: 1})),
        read("yunxi/finance", report("云溪县财政局", 2022, {"remedies.reconsideration.total": 1})),
        read("yunxi/audit", report("云溪县审计局 ", 2022, {new: 1})),
        read("yunxi/audit", report("云溪县审计局", 2022, {new: 2})),
        read(None, report("云溪县城市管理局", 2022, {new: 2})),
    ]
    ground(folder, reads)
    return folder


@pytest.mark.parametrize(
    ("command", "name"),
    [("lookalikes", "pairs"), ("residue", "residues"), ("promises", "reports")],
)
def test_of_texts(run: Run, texts: Path, command: str, name: str) -> None:
    found = run("corpus", command, texts, "--format", "json").json
    validate(found)
    assert found[name]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["organs"], "organs"),
        (["doubts"], "doubts"),
        (["roll-up", "--year", "2022", "--depth", "1"], "rows"),
        (["years"], "rows"),
        (["years", "--year", "2022"], "rows"),
        (["years", "--organ", "yunxi/finance"], "rows"),
        (["ranking", "--year", "2022", "--floor", "1"], "parts"),
        (["parents", "--year", "2022", "--organ", "yunxi", "--all"], "rows"),
        (["carried", "--all"], "rows"),
        (["stock", "--all"], "rows"),
        (["findings", "--by", "rule,organ"], "rows"),
        (["zeros"], "rows"),
    ],
)
def test_of_figures(run: Run, figures: Path, words: list[str], name: str) -> None:
    command, *options = words
    found = run("corpus", command, figures, *options, "--format", "json").json
    validate(found)
    assert found[name]


def test_without_a_register_too(run: Run, texts: Path) -> None:
    for words in (["organs"], ["doubts"], ["roll-up", "--year", "2022"]):
        validate(run("corpus", words[0], texts, *words[1:], "--format", "json").json)
