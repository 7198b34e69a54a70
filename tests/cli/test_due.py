"""gongkai due: the last day, and the way to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.cli import due, due_answer
from tests.cli.conftest import Answer, Run

MARCH = ("--received", "2026-03-02")  # due on 03-30, and extended on 04-28
DELAYED = ("--delayed-until", "2026-12-31:2026-03-30")


@pytest.fixture
def ask(run: Run) -> Run:
    def ask(*words: str | Path) -> Answer:
        return run("due", *words, "--format", "json")

    return ask


@pytest.mark.parametrize(
    ("received", "seventh", "twentieth", "fortieth"),
    [
        ("2026-09-18", "2026-09-29", "2026-10-22", "2026-11-19"),
        ("2026-09-21", "2026-10-08", "2026-10-26", "2026-11-23"),
        ("2026-02-10", "2026-02-26", "2026-03-16", "2026-04-14"),
        ("2026-04-24", "2026-05-08", "2026-05-26", "2026-06-24"),
        ("2025-01-20", "2025-02-05", "2025-02-21", "2025-03-21"),
        ("2025-09-25", "2025-10-11", "2025-10-29", "2025-11-26"),
        ("2024-02-04", "2024-02-19", "2024-03-07", "2024-04-07"),
    ],
)
def test_golden_days(ask: Run, received: str, seventh: str, twentieth: str, fortieth: str) -> None:
    plain = ask("--received", received).json
    assert (plain["due"], plain["provisional"]) == (twentieth, False)
    assert {each["key"]: each["due"] for each in plain["deadlines"]}["request.supplement_notice"] == seventh
    assert ask("--received", received, "--extended", received).json["due"] == fortieth


def test_fifteen_working_days_of_a_third_party(ask: Run) -> None:
    answer = ask("--received", "2026-09-18", "--third-party", "2026-09-18:2026-09-18").json
    deadlines = {each["key"]: each["due"] for each in answer["deadlines"]}
    assert deadlines["consultation.third_party"] == "2026-10-15"
    assert answer["due"] == "2026-11-12"  # 20 + 15: the 35th


def test_beyond_the_known_holidays_the_day_is_provisional(ask: Run) -> None:
    answer = ask("--received", "2026-12-04").json
    assert (answer["provisional"], answer["known_until"]) == (True, "2026-12-31")
    assert "暂定" in answer["steps"][-1]["says"]


def test_what_a_step_says(ask: Run) -> None:
    answer = ask(*MARCH).json
    assert set(answer) == {
        "due", "provisional", "known_until", "status", "late", "steps", "deadlines", "breaches",
    }  # fmt: skip
    assert answer["steps"][-1] == {
        "day": "2026-03-30",
        "says": "从2026年3月2日次日起数，第20个工作日是2026年3月30日。",
        "basis": ["regulation/33"],
        "cited": "《政府信息公开条例》第三十三条",
        "setting": None,
    }
    assert answer["steps"][1]["setting"] == "day_of_receipt"


@pytest.mark.parametrize(
    "channel", ["平常信函", "平信", "ordinary_letter", "fax", "传真", "电子邮件", "网络", "寄错"]
)
def test_without_confirmation_there_is_no_day(ask: Run, channel: str) -> None:
    answer = ask(*MARCH, "--channel", channel).json
    assert (answer["due"], answer["provisional"]) == (None, False)
    assert "还没有确认" in answer["steps"][-1]["says"]
    assert ask(*MARCH, "--channel", channel, "--confirmed", "2026-03-04").json["due"] == "2026-04-01"


@pytest.mark.parametrize("channel", ["当面", "口头", "邮寄", "挂号信", "registered_post", "需要签收的邮寄"])
def test_other_channels_need_none(ask: Run, channel: str) -> None:
    assert ask(*MARCH, "--channel", channel).json["due"] == "2026-03-30"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        (("--supplement-asked", "2026-03-11", "--supplement-until", "2026-03-25"), None),
        (("--supplement-asked", "2026-03-11", "--supplemented", "2026-03-20"), "2026-04-20"),
        (("--supplement-asked", "2026-03-11", "--supplemented", "2026-03-11"), "2026-04-09"),
        (("--third-party", "2026-03-09"), None),
        (("--third-party", "2026-03-09:2026-03-11"), "2026-04-24"),
        (("--third-party", "2026-03-09:2026-03-11:2026-03-13"), "2026-04-07"),
        (("--third-party", "2026-03-09::2026-03-13"), "2026-04-07"),
        (("--co-maker", "2026-03-09：2026-03-11"), "2026-04-24"),
        (("--third-party", "2026-03-09::2026-03-13", "--co-maker", "2026-03-12::2026-03-17"), "2026-04-09"),
        (
            ("--third-party", "2026-03-09::2026-03-13", "--third-party", "2026-03-12::2026-03-17"),
            "2026-04-09",
        ),
        (("--extended", "2026-03-30"), "2026-04-28"),
        (("--extended", "2026-03-30:15"), "2026-04-21"),
        (("--fee-noticed", "2026-03-20"), None),
        (("--fee-noticed", "2026-03-20:2026-03-23", "--fee-paid", "2026-04-10"), "2026-05-12"),
        (("--reasons-asked", "2026-03-05:2026-03-20"), "2026-03-30"),
        (
            (
                "--reasons-asked",
                "2026-03-05",
                "--reasons-given",
                "2026-03-20",
                "--delayed-until",
                "2026-12-31",
            ),
            "2026-12-31",
        ),
        (("--reasons-asked", "2026-03-05", "--reasons-given", "2026-03-05", *DELAYED), "2026-12-31"),
        (("--replied", "2026-03-30", "--served", "2026-03-30"), "2026-03-30"),
    ],
)
def test_further_acts(ask: Run, words: tuple[str, ...], day: str | None) -> None:
    assert ask(*MARCH, *words).json["due"] == day


def test_a_payment_is_due_twenty_working_days_after_the_notice_came(ask: Run) -> None:
    answer = ask(*MARCH, "--fee-noticed", "2026-03-20:2026-03-23").json
    assert [(each["key"], each["due"]) for each in answer["deadlines"]] == [
        ("fee.payment", "2026-04-21"),
    ]


def test_acts_stand_in_the_order_of_their_days(ask: Run) -> None:
    words = ("--extended", "2026-04-07", "--third-party", "2026-03-09::2026-03-13")
    assert ask(*MARCH, *words).json["due"] == "2026-05-08"


@pytest.mark.parametrize(
    ("words", "code", "day"),
    [
        (("--extended", "2026-03-31"), "extension_late", "2026-03-30"),
        (("--extended", "2026-03-30:5", "--extended", "2026-03-31:5"), "extension_twice", "2026-04-07"),
        (("--extended", "2026-03-30:21"), "extension_too_long", "2026-04-28"),
        (
            ("--supplement-asked", "2026-03-12", "--supplemented", "2026-03-20"),
            "supplement_late",
            "2026-03-30",
        ),
        (("--delayed-until", "2026-12-31:2026-03-09"), "delay_without_reasons", "2026-03-30"),
        (("--fee-noticed", "2026-03-31"), "fee_late", "2026-03-30"),
        (("--replied", "2026-03-31"), "reply_late", "2026-03-30"),
        (("--replied", "2026-03-30", "--served", "2026-03-31"), "service_late", "2026-03-30"),
    ],
)
def test_what_the_law_refuses_is_refused_or_recorded(
    run: Run, ask: Run, words: tuple[str, ...], code: str, day: str
) -> None:
    refused = run("due", *MARCH, *words)
    assert (refused.code, refused.out) == (2, "")
    assert "--happened" in refused.err
    answer = ask(*MARCH, *words, "--happened")
    assert answer.code == 0
    assert [breach["code"] for breach in answer.json["breaches"]] == [code]
    assert answer.json["breaches"][0]["cited"]
    assert answer.json["due"] == day
    assert any(step["says"].startswith("违法事项") for step in answer.json["steps"])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--third-party", "2026-03-09:2026-03-06"), "收到（2026-03-06）早于发出（2026-03-09）"),
        (("--co-maker", "2026-03-09:2026-03-10:2026-03-06"), "答复（2026-03-06）早于发出（2026-03-09）"),
        (("--supplement-asked", "2026-03-09", "--supplemented", "2026-03-06"), "早于--supplement-asked"),
        (("--reasons-asked", "2026-03-09", "--reasons-given", "2026-03-06"), "早于--reasons-asked"),
        (("--fee-noticed", "2026-03-09:2026-03-06"), "收到（2026-03-06）早于通知（2026-03-09）"),
        (("--fee-noticed", "2026-03-09", "--fee-paid", "2026-03-06"), "早于--fee-noticed（2026-03-09）"),
        (("--replied", "2026-03-09", "--served", "2026-03-06"), "早于--replied（2026-03-09）"),
        (("--today", "2026-02-30"), "2026 年 2 月没有 30 日"),
        (("--today", "2026-13-01"), "没有 2026 年 13 月"),
        (("--third-party", "2026-09-31"), "2026 年 9 月没有 31 日"),
    ],
)
def test_days_that_cannot_be_are_told(run: Run, words: tuple[str, ...], says: str) -> None:
    refused = run("due", *MARCH, *words)
    assert (refused.code, refused.out) == (2, "")
    assert says in refused.err


def test_what_is_written_twice_is_not_guessed(run: Run) -> None:
    refused = run("due", *MARCH, "--replied", "2026-03-09", "--replied", "2026-03-10")
    assert (refused.code, refused.out) == (2, "")
    assert "选项 --replied 写了两次" in refused.err


def test_what_makes_no_sense_is_refused_even_if_it_happened(run: Run) -> None:
    refused = run("due", *MARCH, "--extended", "2026-03-01", "--happened")
    assert refused.code == 2
    assert "早于申请到达之日" in refused.err
    assert "--happened" not in refused.err


def test_late_and_in_time(ask: Run) -> None:
    assert ask(*MARCH, "--today", "2026-03-30").json["late"] is False
    assert ask(*MARCH, "--today", "2026-03-31").json["late"] is True
    assert ask(*MARCH).json["late"] is None


def test_an_overlay_moves_the_day(ask: Run, tmp_path: Path) -> None:
    overlay = tmp_path / "本地.yaml"
    overlay.write_text(
        "title: 县节放假的通知\nissuer: 云溪县人民政府\nissued: 2026-02-01\nregion: 云溪县\n"
        "rest:\n  - {name: 县节, from: 2026-03-10, to: 2026-03-11}\n",
        encoding="utf-8",
    )
    answer = ask(*MARCH, "--calendar", overlay).json
    assert answer["due"] == "2026-04-01"
    assert "2026年3月10日至11日县节放假" in answer["steps"][-1]["says"]


def test_an_organ_chooses_where_the_law_is_silent(ask: Run, tmp_path: Path) -> None:
    choices = tmp_path / "设置.yaml"
    choices.write_text(
        "organ: 云溪县财政局\nwhy: 法制机构意见\nchoices:\n"
        "  consultation.excluded_days: {2026-01-01: service-to-answer}\n",
        encoding="utf-8",
    )
    words = ("--third-party", "2026-03-09:2026-03-11:2026-03-13", "--settings", choices)
    assert ask(*MARCH, *words).json["due"] == "2026-04-01"


def test_today_tomorrow_or_not_at_all(ask: Run) -> None:
    answer = ask(*MARCH, "--what-if", "extension", "--today", "2026-03-30").json["what_if"]
    assert [(each["when"], each["day"], each["due"]) for each in answer] == [
        ("today", "2026-03-30", "2026-04-28"),
        ("tomorrow", "2026-03-31", None),
        ("never", None, "2026-03-30"),
    ]
    assert [each["code"] for each in answer[1]["refusals"]] == ["extension_late"]


@pytest.mark.parametrize(
    ("what", "days"),
    [
        ("supplement", [None, None, "2026-03-30"]),
        ("third-party", ["2026-04-22", "2026-04-22", "2026-03-30"]),
        ("co-maker", ["2026-04-22", "2026-04-22", "2026-03-30"]),
        ("fee", [None, None, "2026-03-30"]),
    ],
)
def test_every_what_if(ask: Run, what: str, days: list[str | None]) -> None:
    answer = ask(*MARCH, "--what-if", what, "--today", "2026-03-09").json["what_if"]
    assert [each["due"] for each in answer] == days
    assert not any(each["refusals"] for each in answer)


def test_what_if_without_today_asks_the_clock(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    monkeypatch.setattr(due_answer, "now", lambda: date(2026, 3, 9))
    answer = ask(*MARCH, "--what-if", "extension").json["what_if"]
    assert [each["day"] for each in answer] == ["2026-03-09", "2026-03-10", None]


def test_for_people(run: Run) -> None:
    words = ("--extended", "2026-03-31", "--happened", "--what-if", "third-party", "--today", "2026-03-09")
    lines = run("due", *MARCH, *words).out.splitlines()
    assert lines[0] == "答复到期日：2026年3月30日，星期一"
    assert lines[2].startswith("  1  2026-03-02  2026年3月2日申请到达（当面提交）")
    assert "〔《民法典》第二百零一条；设置 day_of_receipt〕" in "".join(lines)
    assert "违法事项 1 项：" in lines
    assert lines[-3] == "  今天做（2026-03-09）：2026年4月22日，星期三"
    assert lines[-1] == "  不做：2026年3月30日，星期一"


def test_for_people_without_a_day(run: Run) -> None:
    out = run("due", *MARCH, "--what-if", "supplement", "--today", "2026-03-11").out
    assert "  今天做（2026-03-11）：正在等待申请人补正" in out
    assert "  明天做（2026-03-12）：不行。应当自收到申请之日" in out
    assert run("due", *MARCH, "--channel", "fax").out.startswith("答复到期日：现在无法确定")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "请用 --received"),
        (("--received", "2026-2-30"), "2026-09-18"),
        ((*MARCH, "--channel", "平常信函件"), "是不是「平常信函」"),
        ((*MARCH, "--third-party", "2026-03-9"), "选项 --third-party"),
        ((*MARCH, "--third-party", ":2026-03-09"), "不能空着"),
        ((*MARCH, "--third-party", "2026-03-09:2026-03-09:2026-03-09:2026-03-09"), "最多写 3 个日期"),
        ((*MARCH, "--extended", "2026-03-09:很多"), "2026-10-20:15"),
        ((*MARCH, "--extended", ":15"), "2026-10-20:15"),
        ((*MARCH, "--delayed-until", ":2026-03-09"), "不能空着"),
        ((*MARCH, "--fee-noticed", ":2026-03-09"), "不能空着"),
        ((*MARCH, "--supplemented", "2026-03-09"), "--supplement-asked"),
        ((*MARCH, "--supplement-asked", "2026-03-09"), "--supplement-until"),
        ((*MARCH, "--reasons-given", "2026-03-09"), "--reasons-asked"),
        ((*MARCH, "--reasons-asked", "2026-03-09"), "期限"),
        ((*MARCH, "--fee-paid", "2026-03-09"), "--fee-noticed"),
        ((*MARCH, "--served", "2026-03-09"), "--replied"),
        ((*MARCH, "--calendar", "没有.yaml"), "没有.yaml"),
        ((*MARCH, "--settings", "没有.yaml"), "没有.yaml"),
        (("--received", "1900-01-01"), "条例还没有施行"),
        (("--received", "2007-01-01", "--extended", "2007-01-02"), "2008-05-01"),
        (("--received", "2099-12-20"), "日历"),
    ],
)
def test_what_cannot_be_done_says_why(run: Run, words: tuple[str, ...], says: str) -> None:
    answer = run("due", *words)
    assert (answer.code, answer.out) == (2, "")
    assert says in answer.err


def test_a_bad_overlay_says_where(run: Run, tmp_path: Path) -> None:
    overlay = tmp_path / "坏.yaml"
    overlay.write_text("title: 无\n", encoding="utf-8")
    answer = run("due", *MARCH, "--calendar", overlay)
    assert answer.code == 2
    assert "坏.yaml" in answer.err


def test_help_names_every_option() -> None:
    text = due.parser().format_help()
    assert all(name in text for name in ("--received", "--third-party", "--what-if", "--happened"))


@pytest.mark.parametrize(
    ("name", "begins"), [("期限.html", "<!DOCTYPE"), ("期限.svg", "<svg"), ("期限.pdf", "%PDF")]
)
def test_the_page_is_saved_beside_the_answer(run: Run, tmp_path: Path, name: str, begins: str) -> None:
    assert "2026年3月30日" in run("due", *MARCH, "--page", tmp_path / name).out
    assert (tmp_path / name).read_bytes().startswith(begins.encode())


def test_a_page_needs_a_name_that_says_its_format(run: Run, tmp_path: Path) -> None:
    assert ".html、.pdf 或 .svg" in run("due", *MARCH, "--page", tmp_path / "期限.doc").err
