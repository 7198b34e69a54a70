"""An organ's own files add days to the calendar; a file that cannot be right is refused with every mistake in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.law.calendar import Calendar, national, with_overlays
from gongkai.law.loader import LawFileError
from gongkai.law.overlay import Overlay, Rest, UnusableOverlay, load_overlay
from gongkai.law.rulebook import rulebook

HERE = Path(__file__).parent / "overlays"
BROKEN = Path(__file__).parents[1] / "broken" / "overlays"


def laid(*names: str) -> Calendar:
    return with_overlays(national(), [load_overlay(HERE / f"{name}.yaml") for name in names])


def test_a_years_notice_makes_the_year_known() -> None:
    calendar = laid("2027")
    assert calendar.known_until == date(2027, 12, 31)
    assert not calendar.is_provisional(date(2027, 12, 31))
    assert calendar.is_provisional(date(2028, 1, 1))


def test_a_years_notice_takes_the_place_of_what_was_assumed_of_the_year() -> None:
    calendar = laid("2027")
    assert calendar.describe(date(2027, 2, 5)) == "春节放假"
    assert calendar.describe(date(2027, 2, 13)) == "调休上班"
    # the made-up notice says nothing of 3 May, a Monday, nor of Labour Day itself: a Saturday is a weekend again
    assert (national().describe(date(2027, 5, 1)), calendar.describe(date(2027, 5, 1))) == (
        "劳动节放假",
        "周末",
    )


def test_a_due_date_that_was_provisional_is_certain_and_may_have_moved() -> None:
    # received on 2027-01-29: weekends alone give 02-26; with the festival five days of rest more, one day made up
    assert national().add_working_days(date(2027, 1, 29), 20) == date(2027, 2, 26)
    assert laid("2027").add_working_days(date(2027, 1, 29), 20) == date(2027, 3, 4)


def test_years_may_be_given_in_any_order() -> None:
    one, other = laid("2027", "2028"), laid("2028", "2027")
    assert one.known_until == other.known_until == date(2028, 12, 31)
    assert one.rest == other.rest
    assert one.is_working(date(2027, 12, 31)) is False  # the notice of 2028 reaches into the December before


def test_a_year_may_not_be_left_out() -> None:
    with pytest.raises(
        UnusableOverlay, match=r"是 2028 年的通知，但 2027 年的还没有。请把 2027 年的通知也加上"
    ):
        laid("2028")


def test_a_notice_that_the_package_has_learned_meanwhile_changes_nothing() -> None:
    overlay = Overlay(
        "2026年的通知",
        "国务院办公厅",
        date(2025, 11, 4),
        complete_year=2026,
        rest=tuple(Rest(name, day) for day, name in sorted(national().rest.items()) if day.year == 2026),
        work=tuple(sorted(day for day in national().work if day.year == 2026)),
    )
    again = with_overlays(national(), [overlay])
    assert (again.rest, again.work, again.known_until) == (
        national().rest,
        national().work,
        national().known_until,
    )


def test_a_countys_holiday_moves_its_deadlines() -> None:
    # 2026-08-17 and five working days: 18, 21, 22 (made up), 24, 25
    assert national().add_working_days(date(2026, 8, 17), 5) == date(2026, 8, 24)
    assert laid("new-rice").add_working_days(date(2026, 8, 17), 5) == date(2026, 8, 25)
    assert laid("new-rice").describe(date(2026, 8, 19)) == "尝新节放假"
    assert laid("new-rice").known_until == national().known_until


def test_a_day_worked_on_after_all_is_no_day_of_rest() -> None:
    assert date(2026, 8, 20) in laid("new-rice").rest
    assert date(2026, 8, 20) not in laid("new-rice", "correction").rest


@pytest.mark.parametrize("day", [date(2004, 1, 1), date(2099, 12, 31)])
def test_the_first_and_the_last_day_of_the_calendar_are_within_it(day: date) -> None:
    overlay = Overlay("节日", "云溪县人民政府", date(2026, 3, 1), rest=(Rest("节日", day),))
    assert with_overlays(national(), [overlay]).describe(day) == "节日放假"


def test_a_later_overlay_corrects_an_earlier_one() -> None:
    assert laid("new-rice", "correction").is_working(date(2026, 8, 20))
    assert not laid("correction", "new-rice").is_working(date(2026, 8, 20))


def test_the_calendar_says_what_was_laid_on_it() -> None:
    assert laid("new-rice").sources == (
        *national().sources,
        "云溪县人民政府《关于2026年尝新节放假的通知》（云溪县，云政办发〔2026〕9号）",
    )
    assert "（云溪县，2026-08-10）" in laid("correction").sources[-1]


def test_the_national_calendar_stays_as_it_was() -> None:
    laid("new-rice")
    assert national().is_working(date(2026, 8, 19))


def test_a_day_outside_the_calendar_is_refused() -> None:
    overlay = Overlay("错年", "云溪县人民政府", date(2026, 3, 1), rest=(Rest("节", date(2206, 8, 19)),))
    with pytest.raises(
        UnusableOverlay, match=r"「错年」写了 2206-08-19，不在日历 2004-01-01 至 2099-12-31 之内"
    ):
        with_overlays(national(), [overlay])


def test_a_rulebook_takes_an_organs_files() -> None:
    assert not rulebook(calendars=[HERE / "new-rice.yaml"]).calendar.is_working(date(2026, 8, 19))


@pytest.mark.parametrize("file", sorted(BROKEN.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_mistake_of_an_overlay_is_named_and_no_other(file: Path) -> None:
    wanted = [
        line.removeprefix("# says: ").split(" … ")
        for line in file.read_text("utf-8").splitlines()
        if line.startswith("# says: ")
    ]
    with pytest.raises(LawFileError) as caught:
        load_overlay(file)
    mistakes = list(caught.value.mistakes)
    assert len(mistakes) == len(wanted), mistakes
    for words in wanted:
        assert any(all(word in mistake for word in words) for mistake in mistakes), (words, mistakes)
    assert all(mistake.startswith(file.name) and mistake.endswith("。") for mistake in mistakes)


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "没有这个文件"), ("标题：节日".encode("gbk"), "不是 UTF-8"), (b"#" * 1_000_001, "超过 1 MB")],
    ids=["no file", "another encoding", "too large"],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None, says: str) -> None:
    path = tmp_path / "节日.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LawFileError, match=says) as caught:
        load_overlay(path)
    assert "节日.yaml" in str(caught.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(LawFileError, match="是文件夹，不是文件"):
        load_overlay(tmp_path)
