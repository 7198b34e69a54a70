"""The open standard: what is exported is valid, and what is not valid is told with its line and column."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from gongkai.corpus.store.export import WRITERS, export
from gongkai.corpus.store.incoming import NotReadable
from gongkai.corpus.store.layout import Store
from gongkai.corpus.store.schema import form_columns
from gongkai.corpus.store.standard import corpus_schema
from gongkai.corpus.store.validate import Validated, validate_file, validate_store
from gongkai.corpus.store.writing import write_shard
from tests.corpus.store.readings import EXAMPLES, SEEDS, invented

DOCUMENTS = [*EXAMPLES, *SEEDS]


@pytest.fixture(scope="module")
def exported(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    with store.connect() as kept:
        for to in WRITERS:
            assert export(kept, folder / f"数据.{to}", to) == len(DOCUMENTS)
    return folder


@pytest.fixture(scope="module")
def of_store(store: Store) -> Validated:
    return validate_store(store)


@pytest.mark.parametrize("to", WRITERS)
def test_what_is_exported_is_valid_and_says_the_same(of_store: Validated, exported: Path, to: str) -> None:
    assert of_store.mistakes == ()
    assert of_store.reports == len(DOCUMENTS)
    assert validate_file(exported / f"数据.{to}") == of_store


def test_the_planted_mistakes_of_the_examples(of_store: Validated) -> None:
    """云溪县卫生健康局2023: 11 newly received where the columns add up to 10, and 2 carried out where they add up to 1."""
    told = of_store.sums
    seen = {(each.agency, each.code, each.cell, each.left, each.right) for each in told}
    assert ("云溪县卫生健康局", "REQ003", "requests.new_received.total", "11", "10") in seen
    assert ("云溪县卫生健康局", "REQ003", "requests.carried_out.total", "2", "1") in seen


def test_json_fits_the_published_schema_and_names_the_gaps(exported: Path) -> None:
    lines = [json.loads(line) for line in (exported / "数据.json").read_text("utf-8").splitlines()]
    validator = jsonschema.Draft202012Validator(corpus_schema())
    for line in lines:
        validator.validate(line)
    (willow,) = (line for line in lines if line["agency"] == "云溪县柳林乡人民政府")
    assert list(willow["gaps"].values()) == ["blank"] * 19
    assert willow["cells"].keys().isdisjoint(willow["gaps"])


def test_exporting_twice_gives_the_same_bytes(store: Store, exported: Path, tmp_path: Path) -> None:
    with store.connect() as kept:
        for to in WRITERS:
            export(kept, tmp_path / to, to)
            assert (tmp_path / to).read_bytes() == (exported / f"数据.{to}").read_bytes()


def test_a_part_can_be_exported(store: Store, tmp_path: Path) -> None:
    with store.connect() as kept:
        assert export(kept, tmp_path / "a.csv", "csv", where="year = 2024") == 3


def test_a_text_does_not_become_a_formula(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "仓库")
    write_shard(store, "a", [invented("2021", 1, agency="=SUM(A1)")])
    with store.connect() as kept:
        export(kept, tmp_path / "a.csv", "csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["agency"] == "'=SUM(A1)"
    assert validate_file(tmp_path / "a.csv").mistakes == ()


Change = Callable[[dict[str, str]], None]


def spoilt(exported: Path, folder: Path, change: Change) -> Path:
    """The exported CSV, its second report changed."""
    with (exported / "数据.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    change(lines[1])
    path = folder / "改过.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    return path


WRONG = (
    ("requests.granted.total", "3件", "不小于 0 的整数"),
    ("requests.granted.total", "1,024", "不带逗号"),
    ("requests.granted.total", "-1", "不小于 0"),
    ("requests.granted.total", "3.0", "整数"),
    ("requests.granted.total", "9223372036854775808", "整数"),
    ("disclosure.fees.amount", "0.12345", "四位小数"),
    ("year", "二〇二一", "四位数的年份"),
    ("form", "2020", "2019、2021 之一"),
    ("signed_on", "2022/1/19", "2022-01-19"),
    ("signed_on", "2022-02-30", "2022-02-30"),
    ("digest", "ABC", "64 位"),
    ("size", "", "不能空着"),
    ("zero", "yes", "true 或 false"),
)


def test_values_that_are_not_as_they_should_be(exported: Path, tmp_path: Path) -> None:
    """One wrong value in each of as many reports, all told at once with line and column."""
    with (exported / "数据.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = sorted(csv.DictReader(file), key=lambda line: -int(line["form"]))  # of 2021 first
    for row, (column, value, _) in zip(lines, WRONG, strict=False):
        row[column] = value
    path = tmp_path / "改过.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    told = {(mistake.line, mistake.column): mistake for mistake in validate_file(path).mistakes}
    assert told.keys() == {(line, column) for line, (column, _, _) in enumerate(WRONG, start=1)}
    for line, (column, _, says) in enumerate(WRONG, start=1):
        assert says in told[line, column].says
        assert told[line, column].times == 1


def test_a_blank_is_no_mistake_and_no_zero(of_store: Validated, exported: Path, tmp_path: Path) -> None:
    """Without its total no column and no row can be judged, and none is said to be broken."""
    found = validate_file(spoilt(exported, tmp_path, lambda line: line.update({"requests.total.total": ""})))
    assert found.mistakes == ()
    assert found.sums == of_store.sums
    assert (
        found.judged.cannot_tell == of_store.judged.cannot_tell + 3
    )  # REQ001 and REQ002 of the column, REQ003 of the row


def test_a_cell_that_the_form_does_not_have(exported: Path, tmp_path: Path) -> None:
    def change(line: dict[str, str]) -> None:
        other = {"2019": "disclosure.regulations.in_force", "2021": "disclosure.procurement.amount"}
        line[other[line["disclosure_form"]]] = "1"

    told = validate_file(spoilt(exported, tmp_path, change)).mistakes
    assert ["没有这一格" in mistake.says for mistake in told] == [True]


def test_the_same_original_twice(exported: Path, tmp_path: Path) -> None:
    with (exported / "数据.csv").open(encoding="utf-8-sig", newline="") as file:
        first = next(csv.DictReader(file))["digest"]
    told = validate_file(spoilt(exported, tmp_path, lambda line: line.update(digest=first))).mistakes
    assert ["2 行" in mistake.says for mistake in told] == [True]


def test_columns(exported: Path, tmp_path: Path) -> None:
    """A county's own file: no provenance, one column too many, one of the form too few, no year."""
    with (exported / "数据.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = [{**line, "备注": "好"} for line in csv.DictReader(file) if line["form"] == "2021"]
    left_out = {"year", "remedies.reconsideration.upheld", "digest", "size", *form_columns()}
    path = tmp_path / "县.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, [name for name in lines[0] if name not in left_out], extrasaction="ignore"
        )
        writer.writeheader()
        writer.writerows(lines)
    told = " ".join(mistake.says for mistake in validate_file(path).mistakes)
    assert "没有「备注」这一列" in told
    assert "缺少「year」这一列" in told
    assert "remedies.reconsideration.upheld" in told
    assert len(validate_file(path).mistakes) == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("agency,year\n云溪县,2021\n".encode("gbk"), "UTF-8"),
        (b"PAR1 nothing of the kind", "Parquet"),
        (b'{"schema": "gongkai-corpus/1"\n', "第 1 行"),
        (b"", "CSV"),
    ],
    ids=["gbk", "no parquet", "half an object", "empty"],
)
def test_what_cannot_be_read_says_what_would_help(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "数据"
    path.write_bytes(content)
    with pytest.raises(NotReadable, match=says):
        validate_file(path)


def test_json_with_mistakes(exported: Path, tmp_path: Path) -> None:
    lines = (exported / "数据.json").read_text("utf-8").splitlines()
    line = json.loads(lines[3])
    line["cells"] |= {"requests.granted.total": "3", "requests.granted.sum": 1}
    path = tmp_path / "数据.json"
    path.write_text("\n".join([*lines[:3], json.dumps(line)]), "utf-8")
    told = validate_file(path).mistakes
    assert [mistake.line for mistake in told] == [4, 4]
    assert "不认识这个格" in " ".join(mistake.says for mistake in told)


def test_many_mistakes_of_a_kind_are_counted_and_not_all_listed(exported: Path, tmp_path: Path) -> None:
    path = tmp_path / "多.csv"
    path.write_text("agency,year,form\n" + "云溪县财政局,某年,2021\n" * 500, "utf-8")
    told = [mistake for mistake in validate_file(path).mistakes if mistake.column == "year"]
    assert len(told) == 20
    assert sum(mistake.times for mistake in told) == 500


def test_a_store_whose_file_was_changed(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "仓库")
    manifest = write_shard(store, "a", [invented("2021", 1), invented("2021", 2)])
    changed = store.path / manifest.files[0].path
    changed.write_bytes(changed.read_bytes() + b" ")
    (store.path / manifest.files[1].path).unlink()
    told = [mistake.says for mistake in validate_store(store).mistakes]
    assert [("改动" in says, "不在了" in says) for says in told] == [(True, False), (False, True)]
