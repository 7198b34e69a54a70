"""What a law file with a mistake is told, for every mistake there is: a golden page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest

from gongkai.law.loader import LawFileError, load, load_own


@dataclass(frozen=True, slots=True)
class Inner:
    since: date
    value: int


@dataclass(frozen=True, slots=True)
class Outer:
    key: str
    number: int = 0
    amount: Decimal = Decimal(0)
    is_new: bool = False
    day: date | None = None
    unit: Literal["day", "month"] = "day"
    names: tuple[str, ...] = ()
    either: str | tuple[str, ...] = ""
    inner: tuple[Inner, ...] = ()
    by_name: Mapping[str, Inner] = field(default_factory=dict)


INNER = "{from: 2019-05-15, is: 3}"
TEXTS = (
    "key: 甲", "key: 甲\nnumber: -3\namount: -1.50\nis_new: true\nday: 2019-05-15\nunit: month\nnames: [乙, 丙]",
    "key: 甲\neither: 乙", "key: 甲\neither: [乙, 丙]", f"key: 甲\ninner: [{INNER}]\nby_name: {{丁: {INNER}}}",
    "key: 甲\nday: ~", "key: 甲\nday: null", "key: 甲\nday: 2019-5-15", "key: 甲\nday: 20190515", "key: 甲\nday: [1]",
    "", "# 只有注释", "key", "- key: 甲", "number: 3", "key: 甲\nkey: 乙", "key: 甲\n\nnames: 1\nkey: 乙", "key: ''",
    "key: no", "key: 010", "key: 1:30", "key: 1.5", "key: ~", "key: 2019-05-15", 'key: "no"', "key: [甲]", "key: {甲: 乙}",
    "key: 甲\nnumber: '3'", "key: 甲\nnumber: 03", "key: 甲\nnumber: 3.0", "key: 甲\nnumber: 三", "key: 甲\nnumber: 0",
    "key: 甲\namount: 1,5", "key: 甲\namount: 1.", "key: 甲\nis_new: yes", "key: 甲\nis_new: True", "key: 甲\nis_new: false",
    "key: 甲\nunit: days", "key: 甲\nunit: [day]", "key: 甲\nnames: 乙", "key: 甲\nnames: [乙, no, 丙, [丁]]",
    "key: 甲\neither: {乙: 丙}", "key: 甲\neither: ~", "key: 甲\nnmaes: 1", "key: 甲\n甲乙: 1\nfrom: 2", "kye: 甲",
    "key: 甲\ninner: [{from: 2019-05-15}]",
    "key: 甲\ninner: [{since: 2019-05-15, value: 3}]", "key: 甲\ninner: [{fro: 1, is: x}]",
    "key: 甲\nby_name: [1]", "key: 甲\nby_name: {丁: {is: 3}}", f"key: 甲\nby_name: {{no: {INNER}}}",
    "key: [甲", "key: 甲\n  number: 3", "key: '甲\n", "\tkey: 甲",
    "key: 甲\n\nnumber: \x07", "key: 甲\n\n\x85\x00number: 1", "key: &a 甲\nnames: *b",
    "key: " + "[" * 60 + "]" * 60, "key: " + "[" * 3000, "key: " + "{a: " * 2500, "key: " + "甲" * 2500,
    "key: 甲\nnames: " + "[" * 2 + "a, " * 2100 + "]" * 2,
)  # fmt: skip


def told(text: str) -> str:
    try:
        return str(load(text, Outer, file="某.yaml"))[:400]
    except LawFileError as error:
        return "\n".join(mistake[:300] for mistake in error.mistakes)


def test_pages(golden: Callable[[str, str], None]) -> None:
    pages = [f"# {text[:60]!a}\n{told(text)}" for text in TEXTS]
    golden("law/loader.txt", "\n".join(pages) + "\n")


def refused(path: Path) -> str:
    with pytest.raises(LawFileError) as error:
        load_own(path, Outer)
    return str(error.value).replace(str(path), path.name)


def test_an_organ_keeps_a_file_for_itself(tmp_path: Path) -> None:
    path = tmp_path / "本机关.yaml"
    for encoding in ("utf-8", "utf-8-sig"):
        path.write_text("key: 甲\n", encoding)
        assert load_own(path, Outer) == Outer("甲")
    path.write_text("kye: 甲\n", "utf-8")
    assert refused(path).startswith("本机关.yaml 第 1 行：不认识「kye」。是不是想写「key」？")
    path.write_text("key: 甲\n", "gb18030")
    assert refused(path) == "「本机关.yaml」不是 UTF-8 编码的文本。请另存为 UTF-8。"
    path.write_bytes(b"key: a\n#" + b"x" * (1_000_000 - 8))
    assert load_own(path, Outer) == Outer("a")
    path.write_bytes(path.read_bytes() + b"x")
    assert refused(path) == "「本机关.yaml」超过 1 MB，不像是日历或取法的文件。请核对文件。"
    assert refused(tmp_path) == f"读不了「{tmp_path.name}」（是文件夹，不是文件）。请核对路径和权限。"
    assert refused(tmp_path / "没有") == "读不了「没有」（没有这个文件）。请核对路径和权限。"
    assert refused(path / "里面") == "读不了「里面」（路径中间有一段不是文件夹）。请核对路径和权限。"
