"""gongkai ledger: what an office does with its ledger, from the first entry to the erased name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gongkai.cli.ledger import adding
from gongkai.ledger.book import Book
from gongkai.ledger.private import PrivateStore
from tests.cli.conftest import Answer, Run

ARRIVED = ("arrived", "channel=on_site", "category=natural_person", "applicant=张某", "items=2025年部门预算")


@pytest.fixture
def ledger(run: Run, folder: Path) -> str:
    """A ledger with one organ and one request."""
    opened = run(
        "ledger", "init", "台账.jsonl", "--organ", "yxcz", "--name", "云溪县财政局", "--kind", "政府工作部门",
        "--level", "county", "--short", "云财公开", "--from", "2026-01-01",
    )  # fmt: skip
    assert (opened.out, opened.code) == ("已启用 云溪县财政局（yxcz）的台账，自 2026-01-01 起。\n", 0)
    added = run("ledger", "add", "台账.jsonl", "--case", "request/new", "--on", "2026-01-05", *ARRIVED)
    assert added.out == "已记入 yxcz 第 2 条：request/2026-0001，2026-01-05，收到申请。\n"
    return "台账.jsonl"


def _add(run: Run, ledger: str, on: str, *words: str, case: str = "request/2026-0001") -> Answer:
    return run("ledger", "add", ledger, "--case", case, "--on", on, *words)


def _lines(*acts: dict[str, Any]) -> str:
    return "".join(json.dumps(act, ensure_ascii=False) + "\n" for act in acts)


ACT = {
    "case": "request/2026-0002",
    "on": "2026-01-06",
    "fact": {
        "type": "request.arrived",
        "channel": "on_site",
        "category": "business",
        "applicant": "云溪某公司",
        "items": [{"number": 1, "wording": "中标通知书"}],
    },
}


def test_without_a_command_the_commands_are_listed(run: Run) -> None:
    answer = run("ledger")
    assert answer.code == 0
    assert "  verify " in answer.out
    assert "是不是「verify」" in run("ledger", "verfy").err


@pytest.mark.parametrize(
    "command", ["init", "add", "correct", "show", "kinds", "repeats", "verify", "seal", "erase", "repair"]
)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    answer = run("ledger", command, "--help")
    assert answer.code == 0
    assert answer.out.startswith(f"用法：gongkai ledger {command} ")
    assert "例：" in answer.out


def test_a_folder_that_takes_no_file_is_told(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_book: Book) -> None:
        raise PermissionError(13, "no", "新.jsonl")

    monkeypatch.setattr(Book, "_writing", refused)
    words = ("--name", "云溪县财政局", "--kind", "department", "--level", "county", "--short", "云财公开")
    answer = run("ledger", "init", "新.jsonl", "--organ", "yxcz", *words, "--from", "2026-01-01")
    assert (answer.code, answer.err) == (
        2,
        "gongkai：台账「新.jsonl」打不开（没有权限）。请检查权限，或稍后再试。\n",
    )


def test_what_lies_beside_the_ledger_is_named(run: Run, ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_store: PrivateStore, _key: str) -> str:
        raise PermissionError(13, "no", "台账.private.jsonl")

    monkeypatch.setattr(PrivateStore, "get", refused)
    answer = run("ledger", "show", ledger, "--case", "request/2026-0001", "--private")
    assert answer.code == 2
    assert "台账旁边的「台账.private.jsonl」打不开（没有权限）" in answer.err


def test_a_number_that_somebody_else_drew_meanwhile_is_drawn_anew(
    run: Run, ledger: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn, is_first = adding._drawn, iter((True,))

    def overtaken(*given: Any) -> tuple[str, list[str]]:
        """Between the drawing of the number and the entry another clerk is faster, once."""
        found = drawn(*given)
        if next(is_first, False):
            assert _add(run, ledger, "2026-01-06", *ARRIVED, case="request/new").code == 0
        return found

    monkeypatch.setattr(adding, "_drawn", overtaken)
    answer = _add(run, ledger, "2026-01-06", *ARRIVED, case="request/new")
    assert answer.code == 0
    assert "request/2026-0003" in answer.out
    assert run("ledger", "verify", ledger).code == 0


def test_what_is_dated_in_a_closed_year_is_told_to_count_in_the_first_open_one(
    run: Run, folder: Path
) -> None:
    profile = ("--organ", "yxcz", "--name", "云溪县财政局", "--kind", "department", "--level", "county")
    run("ledger", "init", "旧.jsonl", *profile, "--short", "云财公开", "--from", "2023-01-01")
    in_time = _add(run, "旧.jsonl", "2023-12-29", *ARRIVED, case="request/new")
    closed = _add(run, "旧.jsonl", "2024-01-20", "organ.year_closed", "year=2023", case="organ")
    late = _add(run, "旧.jsonl", "2023-12-29", *ARRIVED, case="request/new")
    assert (in_time.code, closed.code, late.code) == (0, 0, 0)
    assert "结账" not in in_time.out
    assert "附注" not in closed.out
    assert "2023 年度已经结账，request/2023-0002 在 2023-12-29 的这件事计入 2024 年度" in late.out
    figures = run("year-report", "旧.jsonl", "--year", "2024", "--figures", "-q").out
    assert "requests.new_received.natural_person" in figures


# --- init -----------------------------------------------------------------------------------------------------------


def test_a_second_organ_goes_into_the_same_ledger(run: Run, ledger: str) -> None:
    more = ("--name", "云溪县人民政府", "--kind", "government", "--level", "县级", "--short", "云政公开")
    assert run("ledger", "init", ledger, "--organ", "yxzf", *more, "--from", "2026-01-01").code == 0
    assert Book(Path(ledger)).organs() == ("yxcz", "yxzf")
    again = run("ledger", "init", ledger, "--organ", "yxzf", *more, "--from", "2026-01-01")
    assert (again.code, "已经启用" in again.err) == (2, True)
    assert "台账里不止一个机关" in run("ledger", "add", ledger, "--case", "request/new", *ARRIVED).err
    by_name = run("ledger", "add", ledger, "--organ", "云溪县人民政府", "--case", "request/new", *ARRIVED)
    assert (by_name.code, "已记入 yxzf 第 2 条" in by_name.out) == (0, True)


def test_what_init_needs_is_named(run: Run, folder: Path) -> None:
    answer = run("ledger", "init", "台账.jsonl", "--organ", "yxcz")
    assert answer.code == 2
    assert "--name、--kind、--level、--short、--from" in answer.err
    assert not Path("台账.jsonl").exists()


def test_a_wrong_kind_of_organ_is_told_with_the_right_ones(run: Run, folder: Path) -> None:
    answer = run(
        "ledger", "init", "台账.jsonl", "--organ", "a", "--name", "b", "--kind", "bureau",
        "--level", "county", "--short", "c", "--from", "2026-01-01",
    )  # fmt: skip
    assert (
        "kind：没有「bureau」这种写法。可以写：人民政府（government）、政府工作部门（department）"
        in answer.err
    )
    assert not Path("台账.jsonl").exists()


# --- add ------------------------------------------------------------------------------------------------------------


def test_a_case_goes_its_way(run: Run, ledger: str) -> None:
    done = _add(
        run,
        ledger,
        "2026-01-20",
        "答复",
        "outcomes=1:already_public",
        "outcomes.1.place=县政府网站",
        "letter=next",
    )
    assert done.code == 0
    page = run("ledger", "show", ledger, "--case", "request/2026-0001").out
    assert "第 3 条  2026-01-20  答复" in page
    assert "文书：云财公开〔2026〕1号" in page
    assert "逐项结果：1. 已主动公开，可以查到该信息的网址或者地点 〔私密〕" in page
    page = run("ledger", "show", ledger, "--case", "request/2026-0001", "--private").out
    assert "逐项结果：1. 已主动公开，可以查到该信息的网址或者地点 县政府网站" in page
    more = _add(
        run, ledger, "2026-01-21", "served", "letter=云财公开〔2026〕1号", "way=直接送达", "proof=送达回证"
    )
    assert more.out.endswith("送达。\n")
    assert run("ledger", "verify", ledger, "--states").code == 0


def test_a_refused_act_says_why_and_how_it_can_be_owned_up_to(run: Run, ledger: str) -> None:
    words = ("replied", "outcomes=1:granted", "letter=next")
    late = _add(run, ledger, "2026-03-20", *words)
    assert (late.code, late.out.startswith("没有记入：")) == (2, True)
    assert "--breach reply_late" in late.out
    assert _add(run, ledger, "2026-03-20", *words, "--breach", "reply_late").code == 0
    assert (
        "如实记录的违法事项：逾期答复（reply_late）"
        in run("ledger", "show", ledger, "--case", "request/2026-0001").out
    )


def test_a_publication_takes_the_fields_of_its_description(run: Run, ledger: str) -> None:
    words = ("made", "title=云溪县节水办法", "种类=行政规范性文件", "effective=2026-03-01", "item=1")
    assert _add(run, ledger, "2026-02-01", *words, case="publication/new").code == 0
    page = run("ledger", "show", ledger, "--case", "publication/2026-0001").out
    assert "标题：云溪县节水办法" in page
    assert "种类：行政规范性文件" in page


def test_lists_numbers_and_truths_are_taken_by_their_types(run: Run, ledger: str) -> None:
    words = ("weighed", "harm=甲", "public_interest=乙", "items=1,2")
    assert "2" in _add(run, ledger, "2026-01-06", *words).out  # item 2 is not there: the state says so
    assert _add(run, ledger, "2026-01-06", "searched", "scope=档案室", "by=li", "找到=是").code == 0
    assert (
        _add(
            run,
            ledger,
            "2026-01-06",
            "activity_recorded",
            "aspect=考核",
            "says=年度考核",
            "number=3",
            case="organ",
        ).code
        == 0
    )
    counted = (
        "decisions_counted",
        "row=行政许可",
        "number=12",
        "since=2026-01-01",
        "until=2026-01-31",
        "source=许可系统",
    )
    assert _add(run, ledger, "2026-02-01", *counted, case="organ").code == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("arived",), "没有「arived」这种记录。是不是「arrived」？"),
        (("arrived", "chanel=fax"), "没有「chanel」这一项。是不是「channel」？"),
        (("arrived", "channel=x", *ARRIVED[2:]), "channel：没有「x」这种写法。可以写：当面（on_site）、"),
        (("arrived", *ARRIVED[2:]), "缺少「channel」"),
        (("arrived", "当面"), "看不懂「当面」：请写成 项=值"),
        (("extended", "days=二十", "approver=li", "reason=x"), "days：应当是整数，写成了 「二十」"),
        (("replied", "outcomes=granted", "letter=x"), "请写成 outcomes=1:granted"),
        (("replied", "outcomes.1.link=x", "letter=x"), "请先写 outcomes=1:种类"),
        ((), "要写 --case 案件、种类和各项"),
    ],
)
def test_words_that_state_no_fact_are_told(run: Run, ledger: str, words: tuple[str, ...], says: str) -> None:
    before = Path(ledger).read_bytes()
    answer = _add(
        run,
        ledger,
        "2026-01-06",
        *words,
        case="request/new" if "arr" in "".join(words) else "request/2026-0001",
    )
    assert (answer.code, says in answer.err) == (2, True), answer.err
    assert Path(ledger).read_bytes() == before


def test_many_acts_come_from_json_lines(run: Run, ledger: str) -> None:
    reply = {
        "case": "request/2026-0002",
        "on": "2026-01-20",
        "recorded": "2026-01-20T10:00:00+08:00",
        "fact": {
            "type": "request.replied",
            "outcomes": [{"item": 1, "kind": "granted"}],
            "letter": "云财公开〔2026〕1号",
        },
    }
    Path("记录.jsonl").write_text(_lines(ACT, reply), encoding="utf-8")
    answer = run("ledger", "add", ledger, "--json", "记录.jsonl", "--format", "json")
    assert answer.code == 0
    assert [(entry["number"], entry["case"]) for entry in answer.json["entries"]] == [
        (3, "request/2026-0002"), (4, "request/2026-0002"),
    ]  # fmt: skip
    assert "云溪某公司" not in Path(ledger).read_text(encoding="utf-8")
    assert (
        "申请人：云溪某公司" in run("ledger", "show", ledger, "--case", "request/2026-0002", "--private").out
    )


def test_of_many_acts_none_is_recorded_unless_all_can_be(run: Run, ledger: str) -> None:
    wrong = ACT | {"case": "request/2026-0001"}
    Path("记录.jsonl").write_text(_lines(ACT, wrong), encoding="utf-8")
    before = Path(ledger).read_bytes(), Path("台账.private.jsonl").read_bytes()
    answer = run("ledger", "add", ledger, "--json", "记录.jsonl")
    assert answer.code == 2
    assert "没有记入：第 2 行（request/2026-0001）：这件申请已经登记过。" in answer.out
    assert "2 条一条也没有记" in answer.out
    assert (Path(ledger).read_bytes(), Path("台账.private.jsonl").read_bytes()) == before
    kept = run("ledger", "add", ledger, "--json", "记录.jsonl", "--keep-legal", "--format", "json")
    assert kept.code == 1
    assert [each["codes"] for each in kept.json["refused"]] == [["already_arrived"]]
    assert [each["case"] for each in kept.json["entries"]] == ["request/2026-0002"]


def test_all_mistakes_of_a_json_file_are_told_with_their_lines(run: Run, ledger: str) -> None:
    text = _lines(ACT | {"on": "2026-02-30", "status": "done"}, ACT) + "{\n"
    Path("记录.jsonl").write_text(text, encoding="utf-8")
    err = run("ledger", "add", ledger, "--json", "记录.jsonl").err
    assert all(
        says in err
        for says in ("第 1 行：status：不认识", "第 1 行：on：应当是日期", "第 3 行：不是一行完整的 JSON")
    )


# --- whose request it is --------------------------------------------------------------------------------------------


def _applicants(ledger: str, field: str = "applicant") -> list[str | None]:
    entries = (json.loads(line)["fact"] for line in Path(ledger).read_text(encoding="utf-8").splitlines())
    arrived = [fact for fact in entries if fact["type"] == "request.arrived"]
    return [fact[field]["key"] if field in fact else None for fact in arrived]


def test_a_request_of_the_same_applicant_is_known_by_an_earlier_case(run: Run, ledger: str) -> None:
    words = (*ARRIVED[:3], "applicant=request/2026-0001", "items=2026年部门预算")
    same = _add(run, ledger, "2026-01-06", *words, case="request/new")
    assert same.out == "已记入 yxcz 第 3 条：request/2026-0002，2026-01-06，收到申请。\n"
    again = (*ARRIVED[:3], "applicant=同request/2026-0002", "items=2024年部门预算")
    assert _add(run, ledger, "2026-01-07", *again, case="request/new").code == 0
    assert len(set(_applicants(ledger))) == 1
    assert "申请人：张某" in run("ledger", "show", ledger, "--case", "request/2026-0003", "--private").out


def test_one_name_is_not_one_person_and_the_office_is_told(run: Run, ledger: str) -> None:
    answer = _add(run, ledger, "2026-01-06", *ARRIVED, case="request/new")
    assert "附注：request/2026-0002 的申请人与 request/2026-0001 的同名。" in answer.out
    assert "applicant=request/2026-0001" in answer.out
    assert "张某" not in answer.out
    assert len(set(_applicants(ledger))) == 2  # never merged silently
    corrected = run("ledger", "correct", ledger, "3", "applicant=request/2026-0001", "--reason", "同一人")
    assert corrected.code == 0
    third = _add(run, ledger, "2026-01-07", *ARRIVED, case="request/new")
    assert "与 request/2026-0001、request/2026-0002 的同名" in third.out


def test_another_name_or_the_same_words_as_content_are_no_namesake(run: Run, ledger: str) -> None:
    for name in ("李某", "2025年部门预算"):
        words = (*ARRIVED[:3], f"applicant={name}", "items=决算")
        assert "附注" not in _add(run, ledger, "2026-01-06", *words, case="request/new").out


def test_an_agent_is_known_by_an_earlier_case_as_well(run: Run, ledger: str) -> None:
    none = (*ARRIVED, "agent=request/2026-0001")
    assert "没有登记代理人" in _add(run, ledger, "2026-01-06", *none, case="request/new").err
    assert _add(run, ledger, "2026-01-06", *ARRIVED, "agent=王律师", case="request/new").code == 0
    assert _add(run, ledger, "2026-01-06", *ARRIVED, "agent=request/2026-0002", case="request/new").code == 0
    first, second, third = _applicants(ledger, "agent")
    assert (first, second) == (None, third)


def test_an_applicant_of_an_unknown_case_or_an_erased_one_is_told(run: Run, ledger: str) -> None:
    unknown = (*ARRIVED[:3], "applicant=request/2026-0009", "items=决算")
    assert "没有「request/2026-0009」" in _add(run, ledger, "2026-01-06", *unknown, case="request/new").err
    (key,) = _applicants(ledger)
    assert key is not None
    run("ledger", "erase", ledger, key, "--reason", "保管期满", "--on", "2026-02-01")
    erased = (*ARRIVED[:3], "applicant=request/2026-0001", "items=决算")
    assert "已于 2026-02-01 删除" in _add(run, ledger, "2026-01-06", *erased, case="request/new").err


def test_in_a_batch_a_request_may_name_one_before_it(run: Run, ledger: str) -> None:
    fact = ACT["fact"]
    same = ACT | {"case": "request/2026-0003", "fact": {**fact, "applicant": "request/2026-0002"}}  # type: ignore[dict-item]
    Path("记录.jsonl").write_text(_lines(ACT, same), encoding="utf-8")
    answer = run("ledger", "add", ledger, "--json", "记录.jsonl", "--format", "json")
    assert answer.code == 0
    _, second, third = _applicants(ledger)
    assert second == third
    assert answer.json["remarks"] == []
    Path("错.jsonl").write_text(
        _lines(ACT | {"fact": {**fact, "applicant": "request/2026-0099"}}),  # type: ignore[dict-item]
        encoding="utf-8",
    )
    assert (
        "第 1 行：台账里没有「request/2026-0099」" in run("ledger", "add", ledger, "--json", "错.jsonl").err
    )


# --- correct --------------------------------------------------------------------------------------------------------


def test_a_correction_changes_what_it_names(run: Run, ledger: str) -> None:
    answer = run(
        "ledger", "correct", ledger, "2", "category=business", "--on", "2026-01-06", "--reason", "登记错误"
    )
    assert answer.out == "已记入 yxcz 第 3 条：更正第 2 条。\n"
    page = run("ledger", "show", ledger, "--case", "request/2026-0001", "--private").out
    assert "更正第 2 条，应为 2026-01-06 收到申请（登记错误）" in page
    assert page.count("申请人：张某") == 2  # what was not named stays, private values too
    again = run("ledger", "correct", ledger, "2", "form=electronic", "--reason", "又错")
    assert again.code == 0
    last = json.loads(Path(ledger).read_text(encoding="utf-8").splitlines()[-1])
    assert (last["fact"]["fact"]["category"], last["fact"]["fact"]["form"]) == ("business", "electronic")
    assert run("ledger", "verify", ledger, "--states").code == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("9", "--reason", "x"), "没有第 9 条"),
        (("2",), "--reason 理由"),
        (("x", "--reason", "x"), "编号"),
        (("2", "channel=x", "--reason", "x"), "channel：没有「x」这种写法"),
        (("2", "--on", "2001-01-01", "--reason", "x"), "条例还没有施行"),
    ],
)
def test_a_correction_that_cannot_be_is_told(
    run: Run, ledger: str, words: tuple[str, ...], says: str
) -> None:
    answer = run("ledger", "correct", ledger, *words)
    assert (answer.code, says in answer.err) == (2, True), answer.err


# --- show and kinds -------------------------------------------------------------------------------------------------


def test_private_words_are_shown_only_when_asked_for(run: Run, ledger: str) -> None:
    plain = run("ledger", "show", ledger, "--case", "request/2026-0001")
    assert "申请人：〔私密〕" in plain.out
    assert (
        "张某"
        not in plain.out
        + run("ledger", "show", ledger, "--case", "request/2026-0001", "--format", "json").out
    )
    asked = run("ledger", "show", ledger, "--case", "request/2026-0001", "--private", "--format", "json").json
    assert list(asked[0]["private"].values()) == ["张某", "2025年部门预算"]


def test_a_ledger_at_a_glance(run: Run, ledger: str) -> None:
    assert (
        run("ledger", "show", ledger).out
        == "云溪县财政局（yxcz）：自 2026-01-01 起，1 个案件。\n  request/2026-0001\n"
    )
    assert run("ledger", "show", ledger, "--format", "json").json == {
        "organs": [{"organ": "yxcz", "cases": ["organ", "request/2026-0001"]}]
    }
    assert "相近的有：request/2026-0001" in run("ledger", "show", ledger, "--case", "request/2026-0002").err


def test_kinds_and_their_fields_are_listed(run: Run) -> None:
    assert "request.extended" in run("ledger", "kinds").out
    assert "organ." not in run("ledger", "kinds", "request").out
    assert "on_site 当面" in run("ledger", "kinds", "request.arrived").out
    assert run("ledger", "kinds", "x").code == 2


# --- repeats --------------------------------------------------------------------------------------------------------


def _asks(run: Run, ledger: str, who: str, text: str) -> None:
    words = (*ARRIVED[:3], f"applicant={who}", f"items={text}")
    assert _add(run, ledger, "2026-02-02", *words, case="request/new").code == 0


def test_what_was_asked_and_answered_before_is_shown_with_its_letter(run: Run, ledger: str) -> None:
    _add(run, ledger, "2026-01-20", "replied", "outcomes=1:granted", "letter=next")
    _asks(run, ledger, "李某", "2025年部门预算")
    _asks(run, ledger, "request/2026-0001", "申请公开2025年的部门预算")
    answer = run("ledger", "repeats", ledger, "--case", "request/2026-0003")
    assert answer.code == 1
    first, second = (
        answer.out.index("同一申请人的 request/2026-0001"),
        answer.out.index("其他申请人的 request/2026-0002"),
    )
    assert first < second
    assert "2026-01-20 以 云财公开〔2026〕1号 答复" in answer.out
    assert "request/2026-0002，还没有答复" in answer.out
    found = run("ledger", "repeats", ledger, "--case", "request/2026-0003", "--format", "json").json[
        "matches"
    ]
    assert [(each["applicant"], each["case"], each["level"]) for each in found] == [
        ("same", "request/2026-0001", "same"), ("other", "request/2026-0002", "same"),
    ]  # fmt: skip
    assert found[0]["parts"]


def test_a_first_request_repeats_nothing_and_later_ones_are_not_looked_at(run: Run, ledger: str) -> None:
    _asks(run, ledger, "张某", "2025年部门预算")
    first = run("ledger", "repeats", ledger, "--case", "request/2026-0001")
    assert (first.code, "没有相同或相近的" in first.out) == (0, True)
    assert (
        "同名的申请人的 request/2026-0001"
        in run("ledger", "repeats", ledger, "--case", "request/2026-0002").out
    )


def test_voided_and_erased_words_are_compared_with_nothing(run: Run, ledger: str) -> None:
    _add(run, ledger, "2026-01-06", "voided", "reason=重复登记")
    _asks(run, ledger, "李某", "2025年部门预算")
    assert run("ledger", "repeats", ledger, "--case", "request/2026-0002").code == 0
    assert "没有申请案件" in run("ledger", "repeats", ledger, "--case", "request/2026-0001").err


def test_without_the_private_store_nothing_can_be_compared(run: Run, ledger: str) -> None:
    Path("台账.private.jsonl").unlink()
    answer = run("ledger", "repeats", ledger, "--case", "request/2026-0001")
    assert (answer.code, "私密数据文件" in answer.err) == (2, True)
    assert "--case" in run("ledger", "repeats", ledger).err


# --- verify, seal, erase, repair ------------------------------------------------------------------------------------


def test_tampering_is_found_and_located(run: Run, ledger: str) -> None:
    assert run("ledger", "verify", ledger).code == 0
    path = Path(ledger)
    path.write_text(path.read_text(encoding="utf-8").replace("2026-01-05", "2026-01-06"), encoding="utf-8")
    answer = run("ledger", "verify", ledger)
    assert (answer.code, answer.out.startswith("第 2 行  被改动：yxcz 第 2 条")) == (1, True)
    found = run("ledger", "verify", ledger, "--format", "json").json
    assert [(fault["line"], fault["number"], fault["kind"]) for fault in found["faults"]] == [
        (2, 2, "altered")
    ]
    assert "不能封存" in run("ledger", "seal", ledger).err


def test_a_cut_tail_shows_with_the_seal_only(run: Run, ledger: str) -> None:
    Path("密钥").write_bytes(b"0123456789abcdef")
    assert run("ledger", "seal", ledger, "--key", "密钥", "--on", "2026-07-01").code == 0
    with_seal = ("ledger", "verify", ledger, "--anchors", "台账.anchors.jsonl", "--key", "密钥")
    assert "与 1 处封存相符" in run(*with_seal).out
    path = Path(ledger)
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    assert run("ledger", "verify", ledger).code == 0
    assert "末尾被截去：yxcz 的记录只到第 1 条，2026-07-01 封存时有 2 条" in run(*with_seal).out
    Path("密钥").write_bytes(b"fedcba9876543210")
    assert "带键摘要不对" in run(*with_seal).err
    Path("密钥").write_bytes(b"short")
    assert "至少要 16 个" in run(*with_seal).err


def test_seals_are_added_to_the_same_file(run: Run, ledger: str) -> None:
    run("ledger", "seal", ledger)
    _add(run, ledger, "2026-01-06", "searched", "scope=档案室", "by=li", "has_found=否")
    run("ledger", "seal", ledger)
    anchors = [
        json.loads(line) for line in Path("台账.anchors.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert [(anchor["organ"], anchor["number"]) for anchor in anchors] == [("yxcz", 2), ("yxcz", 3)]
    assert "与 2 处封存相符" in run("ledger", "verify", ledger, "--anchors", "台账.anchors.jsonl").out


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"[" * 100_000, "备忘".encode()], ids=["bytes", "deep", "words"]
)
def test_a_seal_goes_into_a_file_of_seals_only(run: Run, ledger: str, content: bytes) -> None:
    Path("备忘.txt").write_bytes(content)
    answer = run("ledger", "seal", ledger, "--output", "备忘.txt")
    assert (answer.code, "「备忘.txt」不是封存文件" in answer.err) == (2, True)
    assert Path("备忘.txt").read_bytes() == content


def test_an_erased_name_is_gone_and_the_ledger_whole(run: Run, ledger: str) -> None:
    shown = run("ledger", "show", ledger, "--case", "request/2026-0001", "--private", "--format", "json").json
    key = next(key for key, text in shown[0]["private"].items() if text == "张某")
    assert run("ledger", "erase", ledger, key).code == 2
    assert (
        run("ledger", "erase", ledger, key, "--reason", "保管期满", "--on", "2027-01-01").out
        == f"已删除「{key}」。\n"
    )
    assert "2027-01-01 已经删除" in run("ledger", "erase", ledger, key, "--reason", "x").out
    assert (
        "申请人：〔2027-01-01 已删除：保管期满〕"
        in run("ledger", "show", ledger, "--case", "request/2026-0001", "--private").out
    )
    assert run("ledger", "verify", ledger, "--states").code == 0
    assert "没有「x」" in run("ledger", "erase", ledger, "x", "--reason", "x").err


def test_a_torn_line_is_moved_aside(run: Run, ledger: str) -> None:
    with Path(ledger).open("ab") as file:
        file.write(b'{"schema":"gong')
    torn = _add(run, ledger, "2026-01-06", "searched", "scope=x", "by=li", "has_found=否")
    assert (torn.code, "第 3 行没有写完" in torn.err) == (2, True)
    assert run("ledger", "repair", ledger).out == "没有写完的一行已移到「台账.jsonl.torn」。\n"
    assert Path("台账.jsonl.torn").read_bytes() == b'{"schema":"gong\n'
    assert run("ledger", "repair", ledger).out == "最后一行是完整的，不用修。\n"
    assert run("ledger", "verify", ledger).code == 0


@pytest.mark.parametrize("command", ["show", "verify", "seal", "repair", "add"])
def test_a_ledger_that_is_not_there_is_told(run: Run, folder: Path, command: str) -> None:
    answer = run("ledger", command, "没有.jsonl")
    assert (answer.code, "没有这个台账文件" in answer.err) == (2, True), answer.err
    assert run("ledger", command).code == 2


@pytest.mark.parametrize(
    "words", [("board", "--today", "2026-03-01"), ("ledger show",)], ids=lambda words: words[0]
)
def test_what_is_shown_of_an_altered_ledger_is_not_to_be_relied_on(
    run: Run, folder: Path, words: tuple[str, ...]
) -> None:
    path = _with_altered_line(run, folder)
    answer = run(*words[0].split(), str(path), *words[1:])
    assert "核对有" in answer.err
    assert "下面列出的不可靠" in answer.err


def test_no_letter_is_drafted_from_an_altered_ledger(run: Run, folder: Path) -> None:
    answer = run("letter", str(_with_altered_line(run, folder)), "--case", "request/2026-0001", "--draft")
    assert (answer.code, "不能据以出文书" in answer.err) == (2, True)


def _with_altered_line(run: Run, folder: Path) -> Path:
    path = Path(folder, "改过.jsonl")
    opened = ("--organ", "cz", "--name", "云溪县财政局", "--kind", "department", "--level", "county")
    assert run("ledger", "init", str(path), *opened, "--short", "云财公开", "--from", "2026-01-01").code == 0
    arrived = ("channel=on_site", "category=natural_person", "applicant=张某", "items=2025年部门预算")
    assert (
        run(
            "ledger", "add", str(path), "--case", "request/new", "arrived", "--on", "2026-01-05", *arrived
        ).code
        == 0
    )
    path.write_bytes(path.read_bytes().replace(b'"natural_person"', b'"business"'))
    return path
