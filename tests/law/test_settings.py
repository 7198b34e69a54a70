"""Where the law is silent there are options, one taken, and a reason; an organ may take another from a day on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.law import rulebook
from gongkai.law.acts import cited
from gongkai.law.loader import LawFileError
from gongkai.law.settings import UnknownSetting, load_choices, national, settings

BROKEN = Path(__file__).parents[1] / "broken" / "choices"
DAY = date(2026, 9, 18)
TAKEN = {
    "consultation.excluded_days": ("sent-to-answer", "service-to-answer"),
    "supplement.late_notice": ("first-receipt", "restart"),
    "supplement.late_answer": ("accepted-until-lapsed", "never"),
    "year_end.waiting_for_supplement": ("carried-out",),
    "fee.month_of": ("received", "applied"),
    "fee.clock_after_payment": ("restart", "resume"),
    "request.closed_on": ("signed", "served"),
    "request.reopened_count": ("not-counted", "as-new"),
    "count.withdrawn": ("misc",),
    "count.merged": ("misc",),
    "stock.expired_counts_as": ("repealed", "neither"),
    "reply.in_time_by": ("dispatch", "service"),
    "third_party.told_by": ("with-the-reply", "no-day"),
    "remedy.no_reply": ("both", "reconsideration-first"),
    "extension.after_restart": ("spent",),
    "day_of_receipt": ("not-counted",),
}


@pytest.mark.parametrize("key", TAKEN)
def test_what_is_taken_where_nobody_chose(key: str) -> None:
    setting = settings()[key]
    assert setting.keys == TAKEN[key]
    assert national().of(key, DAY) == setting.taken == TAKEN[key][0]


def test_every_setting_takes_one_of_its_options_and_cites_what_is_there() -> None:
    assert [each.key for each in settings().values() if each.taken not in each.keys] == []
    assert all(cited(citation) for each in settings().values() for citation in each.basis)
    assert [each.key for each in settings().values() if len(set(each.keys)) != len(each.keys)] == []


def test_an_option_says_what_it_means() -> None:
    assert settings()["request.closed_on"].option("signed").says == "答复签发之日。"


def test_an_organ_chooses_from_a_day_on(tmp_path: Path) -> None:
    path = tmp_path / "云溪县财政局.yaml"
    path.write_text(
        "organ: 云溪县财政局\nwhy: 与本县其他机关一致\nchoices:\n"
        "  fee.month_of: {2026-01-01: applied, 2026-07-01: received}\n",
        "utf-8",
    )
    choices = rulebook.rulebook(choices=path).choices
    assert choices.organ == "云溪县财政局"
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1))
    assert [choices.of("fee.month_of", day) for day in days] == ["received", "applied", "applied", "received"]
    assert choices.of("request.closed_on", DAY) == "signed"


def test_without_an_organs_files_the_rulebook_is_the_national_one() -> None:
    assert rulebook.national() is rulebook.national()
    assert rulebook.rulebook().choices is national()


def test_an_unknown_setting_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(UnknownSetting, match=r"没有设置「fee」。有的是：\w.*、fee\.month_of、"):
        national().of("fee", DAY)


@pytest.mark.parametrize("file", sorted(BROKEN.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_mistake_of_a_file_of_choices_is_named_and_no_other(file: Path) -> None:
    wanted = [
        line.removeprefix("# says: ").split(" … ")
        for line in file.read_text("utf-8").splitlines()
        if line.startswith("# says: ")
    ]
    with pytest.raises(LawFileError) as caught:
        load_choices(file)
    mistakes = list(caught.value.mistakes)
    assert len(mistakes) == len(wanted), mistakes
    for words in wanted:
        assert any(all(word in mistake for word in words) for mistake in mistakes), (words, mistakes)
    assert all(mistake.startswith(file.name) and mistake.endswith(("。", "？")) for mistake in mistakes)
