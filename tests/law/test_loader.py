"""A malformed law file never gets in: every mistake is named with its file and line, all of them at once.

Each file of ``tests/broken`` says in its first lines, one ``# says:`` a mistake, what the message must contain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest

from gongkai.law.loader import LawFileError, files, load

BROKEN = Path(__file__).parents[1] / "broken"
FILES = sorted(file for file in BROKEN.glob("*.yaml") if file.stem != "right")


RIGHT = """\
key: request.reply
unit: working_day
values: {2019-05-15: {is: 20, basis: [regulation/33]}}
looked_at: 2025-06-30
"""


@dataclass(frozen=True, slots=True)
class Value:
    value: int
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A time limit as ``law/data/terms`` states it."""

    key: str
    unit: Literal["working_day", "calendar_day"]
    values: Mapping[date, Value]
    looked_at: date
    confirmed: bool = True
    rate: Decimal | None = None
    remark: str | None = None


def term(**changed: str) -> Term:
    """The right file with some of its lines replaced."""
    lines = RIGHT.splitlines()
    kept = [line for line in lines if line.partition(":")[0] not in changed]
    return load(
        "\n".join([*kept, *(f"{key}: {value}" for key, value in changed.items())]), Term, file="t.yaml"
    )


def test_a_right_file_is_its_values() -> None:
    found = load((BROKEN / "right.yaml").read_text("utf-8"), Term, file="right.yaml")
    assert found == Term(
        key="request.reply",
        unit="working_day",
        values={
            date(2008, 5, 1): Value(15, ("regulation-2007/24",)),
            date(2019, 5, 15): Value(20, ("regulation/33",)),
        },
        looked_at=date(2025, 6, 30),
        rate=Decimal("0.5"),
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_mistake_is_named_and_no_other(file: Path) -> None:
    text = file.read_text("utf-8")
    wanted = [
        line.removeprefix("# says: ").split(" … ")
        for line in text.splitlines()
        if line.startswith("# says: ")
    ]
    with pytest.raises(LawFileError) as caught:
        load(text, Term, file=file.name)
    mistakes = list(caught.value.mistakes)
    assert len(mistakes) == len(wanted), caught.value
    for words in wanted:
        assert any(all(word in mistake for word in words) for mistake in mistakes), (words, mistakes)
    assert all(mistake.startswith(file.name) and mistake.endswith(("。", "？")) for mistake in mistakes)
    assert str(caught.value) == "\n".join(mistakes)


@pytest.mark.parametrize("written", ['"no"', "'010'", '"1:30"', '"2019-05-15"', '"null"'])
def test_quotes_make_a_text_of_what_yaml_would_take_for_something_else(written: str) -> None:
    assert term(key=written).key == written[1:-1]


@pytest.mark.parametrize("written", ["on", "Yes", "0x1F", "1_000", "~", ".inf", "12.50"])
def test_what_yaml_takes_for_something_else_is_refused(written: str) -> None:
    with pytest.raises(LawFileError) as caught:
        term(key=written)
    assert [f'请加引号："{written}"' in mistake for mistake in caught.value.mistakes] == [True]


@pytest.mark.parametrize("written", ["1e3", "0o17", "regulation/33", "第三十三条", "2019-60"])
def test_what_yaml_takes_for_text_needs_no_quotes(written: str) -> None:
    assert term(key=written).key == written


def test_money_keeps_its_digits() -> None:
    assert str(term(rate="12.50").rate) == "12.50"


@pytest.mark.parametrize(("written", "meant"), [("true", True), ("false", False)])
def test_truth_is_true_or_false(written: str, meant: bool) -> None:  # noqa: FBT001
    assert term(confirmed=written).confirmed is meant


@pytest.mark.parametrize("written", ["0", "-3", "20"])
def test_whole_numbers_are_as_written(written: str) -> None:
    found = term(values=f"{{2019-05-15: {{is: {written}, basis: [regulation/33]}}}}")
    assert found.values[date(2019, 5, 15)].value == int(written)


def test_null_is_taken_only_where_nothing_may_stand() -> None:
    assert term(remark="null").remark is None
    with pytest.raises(LawFileError, match="looked_at"):
        term(looked_at="null")


def test_files_of_a_folder_come_by_name() -> None:
    assert [file.name for file in files("forms/annual-report")] == ["2019.yaml", "2021.yaml"]


@pytest.mark.parametrize(
    "text",
    ["key: " + "[" * 100_000, "key: " + "{" * 3000 + "}" * 3000, "- " * 100_000, "\n".join(" " * i + "a:" for i in range(2100))],
    ids=["open", "closed", "dashes", "indented"],
)  # fmt: skip
def test_depth_that_would_end_the_program_is_told(text: str) -> None:
    with pytest.raises(LawFileError, match="超过 50 层"):
        load(text, Term, file="term.yaml")


def test_long_texts_of_few_levels_are_read() -> None:
    many = ", ".join(f"regulation/{number}" for number in range(1, 300))
    text = RIGHT.replace("regulation/33", many).replace("}}", "}}  # " + "[" * 2000)
    assert load(text, Term, file="term.yaml").key == "request.reply"
