"""gongkai letter: from a ledger to a file, from a file of facts, and what is told instead of a letter with holes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from gongkai.ledger.book import Book
from gongkai.ledger.entry import Fact
from gongkai.ledger.facts import organ, request
from gongkai.ledger.private import PrivateStore
from tests.architecture.sources import ROOT
from tests.cli.conftest import Run
from tests.ledger.cast import act

CASE = "request/2026-0001"
LETTER = "云财公开〔2026〕1号"
FACTS = """\
schema: gongkai-letter/1
kind: supplement
title: 政府信息公开申请补正告知书
organ: 云溪县财政局
addressee: 王小明
number: 云财公开补〔2026〕1号
day: 2026-03-04
parts:
  - {role: notice, text: 请补正信息的名称。}
"""


@pytest.fixture
def ledger(folder: Path) -> Path:
    """A ledger with one request that was extended and answered."""
    path = folder / "台账.jsonl"
    book, store = Book(path), PrivateStore(path)
    opened = organ.LedgerOpened(
        "云溪县财政局",
        "department",
        "county",
        "云财公开",
        reconsideration_body="云溪县人民政府",
        court="云溪县人民法院",
        contact="0000-1234567",
    )
    who, what = store.put("王小明"), store.put("云溪县2025年度养护资金分配表")
    arrived = request.Arrived("on_site", "natural_person", who, (request.Item(1, what),))
    extended = request.Extended(10, "leader", "需要检索", "云财公开〔2026〕1号")
    store.path.parent.mkdir(exist_ok=True)
    book.append_all(
        [
            act("2026-01-01", opened, case="organ"),
            act("2026-03-02", arrived, case=CASE),
            act("2026-03-20", extended, case=CASE),
        ],
        first=store.keep,
    )
    return path


def answered(kind: str = "already_public", **states: str) -> Fact:
    return request.Replied((request.Outcome(1, kind, None, states),), "云财公开〔2026〕2号")


def recorded(path: Path, fact: Fact, on: str = "2026-03-23") -> Path:
    Book(path).append(act(on, fact, case=CASE))
    return path


def test_reply_is_printed(run: Run, ledger: Path) -> None:
    recorded(ledger, answered(place="县政府网站"))
    answer = run("letter", ledger, "--case", CASE)
    lines = answer.out.splitlines()
    assert answer.code == 0
    assert lines[:4] == ["云溪县财政局", "云财公开〔2026〕2号", "政府信息公开申请答复书", "王小明："]
    assert "2026年3月20日，本机关告知你延长答复期限10个工作日。" in answer.out
    assert answer.err == ""


def test_the_due_day_of_a_receipt_is_that_of_the_organs_own_calendar(run: Run, ledger: Path) -> None:
    """2 March and twenty working days are 30 March; 16 March is a holiday of the county here."""
    overlay = "{title: 县庆, issuer: 云溪县人民政府, issued: 2026-01-05, region: 云溪县, rest: [{name: 县庆, from: 2026-03-16}]}"
    Path("县庆.yaml").write_text(overlay, encoding="utf-8")
    receipt = (
        "letter",
        ledger,
        "--case",
        CASE,
        "--kind",
        "receipt",
        "--number",
        "云财公开〔2026〕9号",
        "--draft",
    )
    assert "将于2026年3月30日以前" in run(*receipt).out
    assert "将于2026年3月31日以前" in run(*receipt, "--calendar", "县庆.yaml").out


@pytest.mark.parametrize(("to", "magic"), [("docx", "PK"), ("pdf", "%PDF")])
def test_files_are_written(run: Run, ledger: Path, folder: Path, to: str, magic: str) -> None:
    answer = run("letter", ledger, "--case", CASE, "--kind", "extension", "--to", to, "-o", f"延期.{to}")
    assert (answer.code, answer.out) == (0, "")
    assert (folder / f"延期.{to}").read_bytes().startswith(magic.encode())


def test_written_letter_passes_the_check_against_its_case(run: Run, ledger: Path) -> None:
    recorded(ledger, answered(place="县政府网站 http://yunxi.example"))
    run("letter", ledger, "--case", CASE, "--to", "docx", "-o", "答复书.docx")
    checked = run("letter", "check", "答复书.docx", "--ledger", ledger, "--case", CASE)
    assert checked.code == 0, checked.out


def test_what_is_missing_is_listed_and_nothing_written(run: Run, ledger: Path, folder: Path) -> None:
    recorded(ledger, answered())
    answer = run("letter", ledger, "--case", CASE, "--to", "docx", "-o", "答复书.docx")
    assert answer.code == 2
    assert "--say place=" in answer.err
    assert not (folder / "答复书.docx").exists()


def test_what_is_missing_can_be_said(run: Run, ledger: Path) -> None:
    recorded(ledger, answered())
    assert (
        "获取方式和途径告知如下：县政府网站。"
        in run("letter", ledger, "--case", CASE, "--say", "place=县政府网站").out
    )


def test_templates_are_put_where_somebody_says(run: Run, folder: Path) -> None:
    answer = run("letter", "templates")
    assert (answer.code, list(folder.iterdir())) == (2, [])
    assert "没有说放到哪个文件夹" in answer.err


@pytest.mark.parametrize("more", [(), ("--draft",), ("--kind", "supplement", "--draft")])
def test_what_the_letter_has_no_place_for_is_not_left_out_in_silence(
    run: Run, ledger: Path, more: tuple[str, ...]
) -> None:
    recorded(ledger, answered())
    answer = run("letter", ledger, "--case", CASE, "--say", "palce=县政府网站", *more)
    assert (answer.code, answer.out) == (2, "")
    assert "没有「palce」这一项，写不进去。可以写明的有：" in answer.err


def test_draft_says_that_it_is_one(run: Run, ledger: Path) -> None:
    recorded(ledger, answered())
    answer = run("letter", ledger, "--case", CASE, "--draft")
    assert "〔待填：" in answer.out
    assert "不能发出" in answer.err


def test_planned_reply_is_seen_before_it_is_recorded(run: Run, ledger: Path, folder: Path) -> None:
    plan = {
        "on": "2026-03-23",
        "fact": {
            "type": "request.replied",
            "letter": "云财公开〔2026〕2号",
            "outcomes": [{"item": 1, "kind": "already_public", "states": {"place": "县政府网站"}}],
        },
    }
    (folder / "拟.json").write_text(json.dumps(plan), "utf-8")
    assert "县政府网站" in run("letter", ledger, "--case", CASE, "--plan", "拟.json").out
    assert run("letter", ledger, "--case", CASE).code == 2  # nothing was recorded


def test_plan_may_be_yaml(run: Run, ledger: Path, folder: Path) -> None:
    """``on`` is no truth value and a day no date, whatever YAML makes of them."""
    (folder / "拟.yaml").write_text(
        "on: 2026-03-23\nfact:\n  type: request.replied\n  letter: 云财公开〔2026〕2号\n  outcomes:\n"
        "    - {item: 1, kind: already_public, states: {place: 县政府网站, published_on: 2026-01-05}}\n",
        "utf-8",
    )
    assert "公开日期是2026-01-05" in run("letter", ledger, "--case", CASE, "--plan", "拟.yaml").out


def test_planned_act_that_the_law_refuses_makes_no_letter(run: Run, ledger: Path, folder: Path) -> None:
    again = {"type": "request.extended", "days": 5, "approver": "leader", "reason": "再查", "letter": LETTER}
    (folder / "拟.json").write_text(json.dumps({"on": "2026-03-25", "fact": again}), "utf-8")
    answer = run("letter", ledger, "--case", CASE, "--kind", "extension", "--plan", "拟.json")
    assert answer.code == 2
    assert "延" in answer.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--case", "request/2026-0009"], "相近的有：request/2026-0001"),
        ([], "--case"),
        (["--case", CASE, "--kind", "letter"], "没有「letter」这种文书"),
        (["--case", CASE, "--say", "unclear"], "项=内容"),
        (["--case", CASE, "--kind", "extension", "--templates", "没有"], "模板文件夹不存在"),
        (["--case", CASE, "--plan", "没有.json"], "没有文件"),
        (["--case", CASE, "--facts", "文书.yaml"], "请写一个台账文件"),
    ],
)
def test_wrong_words_are_told(run: Run, ledger: Path, words: list[str], says: str) -> None:
    answer = run("letter", ledger, *words)
    assert answer.code == 2
    assert says in answer.err


# --- without a ledger ----------------------------------------------------------------------------------------------


def facts(folder: Path, text: str = FACTS) -> Path:
    path = folder / "文书.yaml"
    path.write_text(text, "utf-8")
    return path


def test_facts_become_a_letter_and_json_that_reads_back(run: Run, folder: Path) -> None:
    printed = run("letter", "--facts", facts(folder), "--to", "json").json
    schema: Any = json.loads((ROOT / "schemas" / "gongkai-letter-1.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(printed)
    assert printed["day"] == date(2026, 3, 4).isoformat()
    (folder / "文书.json").write_text(json.dumps(printed), "utf-8")
    assert printed["code"] in run("letter", "--facts", "文书.json").out


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("王小明", "王小明\ncode: 2222-2222-2222-2222", "被改动过"),
        ("kind: supplement", "kind: supplment", "没有「supplment」这种文书"),
        ("organ: ", "organs: ", "是不是想写「organ」"),
        ("role: notice", "role: notes", "只能是"),
        ("王小明", "&a 王小明\nagent: *a", "YAML 的引用"),
        ("parts:", "parts: [", "读不懂"),
        ("2026-03-04", "三月四日", "应当是日期"),
        ("day:", "organ: 云溪县审计局\nday:", "写了两次"),
        ("parts:", "parts: " + "[" * 5_000, "读不懂"),
    ],
)
def test_wrong_facts_are_told(run: Run, folder: Path, old: str, new: str, says: str) -> None:
    answer = run("letter", "--facts", facts(folder, FACTS.replace(old, new)))
    assert answer.code == 2
    assert says in answer.err


def test_kinds_are_listed(run: Run) -> None:
    listed = run("letter", "kinds").out
    assert "extension" in listed
    assert "third_party_rights" in listed
    assert {"kind": "fee", "title": "政府信息公开信息处理费收费通知书", "group": "procedural"} in run(
        "letter", "kinds", "--to", "json"
    ).json


def test_templates_are_given_to_edit_and_used(run: Run, folder: Path) -> None:
    assert len(run("letter", "templates", "模板").out.splitlines()) == 4
    assert run("letter", "templates", "模板").code == 2  # none is written over
    told = run("letter", "--facts", facts(folder), "--templates", "模板")
    assert told.code == 0


def test_help_of_the_checker_is_its_own(run: Run) -> None:
    assert run("letter", "check", "--help").out.startswith("用法：gongkai letter check")
    assert run("letter", "--help").out.startswith("用法：gongkai letter [")
