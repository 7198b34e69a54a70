"""Cells, activities, private words and a request that was opened twice: small things, each pinned where it turns."""

from __future__ import annotations

import dataclasses
import json
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.law.rulebook import national
from gongkai.ledger import labels
from gongkai.ledger import request as requests
from gongkai.ledger.counting.books import Activity
from gongkai.ledger.drafting.words import UnusableProse, Words, read_prose, to_write
from gongkai.ledger.entry import Act
from gongkai.ledger.facts import request as facts
from gongkai.ledger.imports.values import BadValue, day_of, fen_of, whole_of
from gongkai.ledger.private import DamagedStore, Erasure, NotKept, Private, PrivateStore, privates_of
from tests.ledger import cast
from tests.ledger.clock_cases import act as on_request
from tests.ledger.ledgers import ARRIVED
from tests.ledger.test_refusals_pages import OWN
from tests.ledger.test_states_pages import LIVES

DAYS = (
    "2026-03-05", "2026/3/5", "2026.3.5", "2026年3月5日", "2026 年 3 月 5 日", "20260305", "2026-03-05 10:30",
    "2026-03-05T00:00:00",
    "２０２６-03-05", "2026-02-30", "20261301", "46000", "46000.5", "26000", "昨天", "2026-3", "", "2026-03-05 下午",
)  # fmt: skip
WHOLES = (
    "3",
    "3件",
    "3 宗",
    " 12 ",
    "1,234",
    "1,23",
    "12,345,678",
    "-3",
    "－3",
    "3.0",
    "三",
    "",
    "３件",
    "3件件",
    "1234",
)
MONEYS = (
    "1", "1.5", "1.50", "1.500", "1.505", "¥1,234.56", "￥ 12", "12元", "3万元", "3.5万元", "0.000001", "0.0000001", "-1", "-0",
    "一元", "1,23", "9999.99", "10000", "10000万元", "123456789", "", "1.", "１２．５",
)  # fmt: skip


def tried(made: Callable[[], object]) -> str:
    try:
        return str(made())
    except (BadValue, UnusableProse) as bad:
        return f"不行：{bad}"


def test_cells(golden: Callable[[str, str], None]) -> None:
    page = [f"{text}  {tried(lambda text=text: day_of(text))}" for text in DAYS]  # type: ignore[misc]
    page += [f"{text}  {tried(lambda text=text: whole_of(text))}" for text in WHOLES]  # type: ignore[misc]
    for unit in (None, "元", "万元"):
        for is_confirmed in (False, True):
            page.append(f"# {unit} {is_confirmed}")
            for text in MONEYS:
                said = tried(lambda text=text: fen_of(text, unit, is_confirmed=is_confirmed))  # type: ignore[misc]  # noqa: B023
                page.append(f"{text}  {said}")
    golden("small/cells.txt", "\n".join(page) + "\n")


PROSE = (
    "# 主动公开\n写了一段\n\n还有一段！\n## 平台建设\n第三段",
    "## (二) 主动公开\n甲", "（一）主动公开", "## 一、主动公开\n甲",
    "## 1.requests\n乙；\n### 监督保障 \n丙：\n丁？\n戊〕", "## 天气\n好", "  \n\n甲",
    "## 主要问题\n甲。\n## 存在问题\n乙", "",
)  # fmt: skip


def did(aspect: str, says: str, number: int | None = None, unit: str | None = None) -> Activity:
    return Activity(cast.ORGAN, cast.day("2026-03-02"), aspect, says, number, unit)


ACTIVITIES = (
    did("management", "组织培训", 2, "次"),
    did("management", "组织培训", 3, "次"),
    did("management", "组织培训", 3, "人次"),
    did("management", "组织培训", 3, None),
    did("management", "组织培训", 0, "次"),
    did("management", "组织培训", None, "次"),
    did("management", "组织培训。", None, None),
    did("management", "培训3次。", 3, "次"),
    did("management", "培训3次。", 3, "次"),
    did("platform", " 改版网站 ", None, None),
    did("platform", "改版网站", 1, None),
    did("platform", "写过的", None, None),
    did("platform", "问完了吗？", None, None),
)


def test_activities_and_prose(golden: Callable[[str, str], None]) -> None:
    page = [f"# {text!r}\n{tried(lambda text=text: read_prose(text))}" for text in PROSE]  # type: ignore[misc]
    words = Words({"platform": ("写过的。", "另写的。")}, ACTIVITIES)
    page += [f"{aspect}  {words.of(aspect)}" for aspect in ("management", "platform", "requests")]
    page.append(to_write("一段话"))
    golden("small/words.txt", "\n".join(page) + "\n")


def test_what_a_fact_says_in_chinese(golden: Callable[[str, str], None]) -> None:
    page: list[str] = []
    stated = [each.fact for life in (*LIVES.values(), *OWN.values()) for each in life]
    for fact in stated:
        page += [f"# {type(fact).__name__}", *(f"  {line}" for line in labels.said(fact))]
    golden("small/labels.txt", "\n".join(dict.fromkeys(page)) + "\n")


def twice_opened() -> list[Act]:
    steps: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("2026-03-02", "Arrived", {}),
        ("2026-03-04", "SupplementAsked", {"until": cast.day("2026-03-20")}),
        ("2026-03-06", "Supplemented", {}),
        ("2026-03-09", "ThirdPartyConsulted", {}),
        ("2026-03-10", "ThirdPartyAnswered", {}),
        ("2026-03-16", "Replied", {}),
        ("2026-03-20", "Reopened", {}),
        ("2026-03-20", "ThirdPartyConsulted", {"party": "丙", "letter": "征求2"}),
        ("2026-03-23", "ThirdPartyAnswered", {"party": "丙"}),
        ("2026-03-24", "FeeNoticed", {}),
        ("2026-03-25", "Served", {"letter": "收费1", "way": "direct"}),
        ("2026-03-26", "FeePaid", {}),
        ("2026-04-01", "Replied", {"letter": "答复2"}),
        ("2026-04-07", "Reopened", {"because": "reconsideration", "until": cast.day("2026-05-06")}),
        ("2026-04-08", "ThirdPartyConsulted", {"party": "丁", "letter": "征求3"}),
        ("2026-04-09", "ThirdPartyAnswered", {"party": "丁"}),
        ("2026-04-10", "Withdrawn", {}),
    )
    return [on_request(cast.day(on), fact, fields) for on, fact, fields in steps]


def test_as_it_stood_before_it_was_opened_again(golden: Callable[[str, str], None]) -> None:
    state, page = requests.fold(twice_opened(), national()), []
    for reopening in state.reopenings:
        before = state.before(reopening)
        page.append(f"# {reopening.day}")
        page += [f"  {each.name} = {getattr(before, each.name)}" for each in dataclasses.fields(before)]
    page += [str(list(state.letters())), str(state.status), str(state.has_extended), str(state.fee_to_pay)]
    golden("small/before.txt", "\n".join(page) + "\n")


def test_where_a_request_stands_after_every_act() -> None:
    stood = [requests.fold(twice_opened()[:n], national()).status for n in range(1, len(twice_opened()) + 1)]
    assert stood == [
        "running", "awaiting_supplement", "running", "paused", "running", "closed", "running", "paused", "running",
        "awaiting_payment", "awaiting_payment", "running", "closed", "running", "paused", "running", "closed",
    ]  # fmt: skip


def test_the_store_of_private_words(tmp_path: Path) -> None:
    ledger = tmp_path / "台账.jsonl"
    ledger.write_bytes(b"")
    store = PrivateStore(ledger)
    one, other, again = store.put("张某"), store.put("李某"), store.put("张某")
    assert (len(one.key), len(one.digest)) == (16, len("sha256:") + 64)
    assert store.get(one.key) == "张某"
    store.keep()
    (row, *_) = [json.loads(line) for line in store.path.read_text("utf-8").splitlines()]
    assert list(row) == ["key", "salt", "text"]
    assert (row["key"], row["text"], len(row["salt"])) == (one.key, "张某", 32)
    assert '"text":"张某"}\n' in store.path.read_text("utf-8")
    assert store.alike(["张某", "王某"]) == {"张某": (one.key, again.key), "王某": ()}
    assert list(store.faults([one, other, Private(one.key, other.digest), Private("x", "y")])) == [
        (Private(one.key, other.digest), f"私密数据「{one.key}」与记入台账时不同"),
        (Private("x", "y"), "私密数据「x」不在「台账.private.jsonl」里，也没有删除的记录"),
    ]
    store.erase(one.key, reason="保管期满", on=date(2026, 9, 1))
    assert store.get(one.key) == Erasure(date(2026, 9, 1), "保管期满")
    assert store.alike(["张某"]) == {"张某": (again.key,)}
    assert list(store.faults([one])) == []
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    assert sorted(each.name for each in tmp_path.iterdir()) == ["台账.jsonl", "台账.private.jsonl"]
    with pytest.raises(NotKept) as missing:
        store.get("x")
    assert str(missing.value) == (
        "私密数据文件「台账.private.jsonl」里没有「x」。请检查文件是否完整，或从备份取回。"
    )
    store.path.write_text("[]\n", "utf-8")
    with pytest.raises(DamagedStore) as damaged:
        PrivateStore(ledger).get("x")
    assert str(damaged.value) == "「台账.private.jsonl」第 1 行读不出来。请从备份取回这个文件。"


def test_a_store_beside_a_ledger_of_another_name(tmp_path: Path) -> None:
    assert PrivateStore(tmp_path / "ledger.txt").path.name == "ledger.txt.private.jsonl"


def test_words_that_are_kept_are_those_that_are_stated(tmp_path: Path) -> None:
    store = PrivateStore(tmp_path / "台账.jsonl")
    one, other = store.put("张某"), store.put("李某")
    store.keep((dataclasses.replace(ARRIVED, applicant=other),))
    kept = store.path.read_text("utf-8")
    assert ("张某" in kept, "李某" in kept) == (False, True)
    with pytest.raises(NotKept):
        store.get(one.key)
    item = facts.Item(1, other)
    assert list(privates_of((one, item, (item, "x")))) == [one, other, other]
