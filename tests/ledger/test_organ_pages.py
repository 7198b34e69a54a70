"""An organ's own acts and corrections tried at every moment, and the days that a request had before it was reopened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.law.rulebook import national
from gongkai.ledger.correcting import against_correction, as_corrected
from gongkai.ledger.entry import Act, Corrected, Entry, Fact
from gongkai.ledger.facts import organ as facts
from gongkai.ledger.facts.request import Withdrawn
from gongkai.ledger.organ import Organ, after, fold, refusals
from gongkai.ledger.request import fold as folded
from tests.ledger import cast
from tests.ledger.ledgers import ARRIVED, OPENED, act
from tests.ledger.test_small_pages import twice_opened

BOOK = national()


def licences(since: str, until: str, number: int = 3, source: str = "许可系统") -> facts.DecisionsCounted:
    return facts.DecisionsCounted("licensing", number, cast.day(since), cast.day(until), source)


LIFE: list[tuple[str, Fact]] = [
    ("2026-01-01", OPENED),
    ("2026-04-01", licences("2026-01-01", "2026-03-31")),
    ("2026-05-01", facts.OrganChanged(name="云溪县财政和国资局", parent="zf", court="云溪县人民法院")),
    ("2027-01-10", facts.YearClosed(2026)),
    ("2028-01-10", facts.YearClosed(2027)),
    ("2028-02-01", facts.YearReopened(2027, "漏数")),
    ("2028-03-01", facts.YearReopened(2026, "漏数")),
]
PROBES: dict[str, Fact] = {
    "启用": replace(OPENED, parent="czj", name=" ", short=""),
    "启用，没有代字": replace(OPENED, short=" "),
    "自己的上级": facts.OrganChanged(parent="czj"),
    "改名": facts.OrganChanged(name="新名"),
    "负数": licences("2026-05-01", "2026-05-31", -1),
    "零件": licences("2026-05-01", "2026-05-31", 0),
    "倒过来": licences("2026-06-30", "2026-06-01"),
    "跨年": licences("2025-12-01", "2026-01-31"),
    "启用前": licences("2025-01-01", "2025-12-31"),
    "重叠一天": licences("2026-03-31", "2026-04-30"),
    "紧接": licences("2026-04-01", "2026-04-30"),
    "重叠，前面一天": licences("2026-01-01", "2026-01-01"),
    "别的来源": licences("2026-03-31", "2026-04-30", source="处罚系统"),
    "收费": facts.ChargesCollected(-5, cast.day("2026-03-01"), cast.day("2026-03-31"), "许可系统"),
    **{f"结{year}年": facts.YearClosed(year) for year in (2025, 2026, 2027, 2028)},
    **{f"重开{year}年": facts.YearReopened(year, "漏数") for year in (2025, 2026, 2027)},
    "作废文号": facts.NumberVoided("云财公开〔2026〕1号", "写坏"),
    "别的记录": Withdrawn("书面"),
}


def test_pages(golden: Callable[[str, str], None]) -> None:
    page, words, state = [], dict[str, None](), None
    for on, fact in (("2026-01-01", None), *LIFE):
        if fact is not None:
            state = after(state, act("organ", on, fact), BOOK)
        page += [f"# {on} {type(fact).__name__}", f"  {state}"]
        for what, probe in PROBES.items():
            year = int(on[:4])
            days = (cast.day(on) + timedelta(1), date(year, 12, 31), date(year + 1, 1, 1))
            tried = [refusals(state, act("organ", str(day), probe), BOOK) for day in days]
            page.append(f"  {what}：{' → '.join('、'.join(cast.codes(found)) or '可以' for found in tried)}")
            words |= {f"{each.code}：{each.says}{each.remedy}": None for found in tried for each in found}
    golden("small/organ.txt", "\n".join([*page, "", *words]) + "\n")


def test_nothing_folds_to_no_organ() -> None:
    with pytest.raises(ValueError, match=r"^这个机关的台账还没有启用。$"):
        fold([], BOOK)
    assert isinstance(fold([act("organ", on, fact) for on, fact in LIFE], BOOK), Organ)


def entries(*acts: Act, numbers: tuple[int, ...]) -> list[Entry]:
    return [Entry(each, n, "", "", "sha256", "") for each, n in zip(acts, numbers, strict=True)]


ARRIVAL = act("request/2026-0001", "2026-01-05", ARRIVED)


def corrected(number: int, on: str, fact: Fact = ARRIVED, *, case: str = "request/2026-0001") -> Act:
    return act(case, "2026-02-01", Corrected(number, cast.day(on), fact, "误"))


def test_what_an_entry_states_after_its_corrections() -> None:
    last = replace(ARRIVED, category="business")
    case = entries(
        corrected(3, "2026-01-01"), act("organ", "2026-01-01", OPENED), ARRIVAL, corrected(2, "2026-01-04"),
        corrected(3, "2026-01-06"), corrected(3, "2026-01-07", last), numbers=(1, 2, 3, 4, 5, 6),
    )  # fmt: skip
    assert as_corrected(case, 3) == (last, cast.day("2026-01-07"))
    assert as_corrected(case[:5], 3) == (ARRIVED, cast.day("2026-01-06"))
    assert as_corrected(case[:3], 3) == (ARRIVED, cast.day("2026-01-05"))
    assert as_corrected(case, 2) == (ARRIVED, cast.day("2026-01-04"))
    assert as_corrected(case[:1], 3) is None
    assert as_corrected(case, 9) is None


def test_what_is_not_corrected_that_way() -> None:
    opened, closed = act("organ", "2026-01-01", OPENED), act("organ", "2027-01-10", facts.YearClosed(2026))
    own = entries(opened, closed, numbers=(1, 4))
    case = entries(ARRIVAL, corrected(2, "2026-01-06"), numbers=(2, 3))

    def told(fact: Corrected, of: list[Entry] = case) -> list[tuple[str, str, str]]:
        return [(each.code, each.says, each.remedy) for each in against_correction(fact, of, own)]

    right = replace(ARRIVED, category="business")
    assert told(Corrected(2, cast.day("2026-01-06"), right, "误")) == [
        (
            "closed_year",
            "第 2 条已计入 2026 年，2026 年度已经结账。",
            "年报要改的，请先重开该年度（organ.year_reopened），再更正。",
        )
    ]
    assert told(Corrected(9, cast.day("2026-01-06"), ARRIVED, "误")) == []
    years = ("years_not_corrected", "结账和重开不能更正。", "结错了的，请记重开（organ.year_reopened）。")
    assert told(Corrected(4, cast.day("2027-01-11"), OPENED, "误"), own) == [years]
    assert told(Corrected(1, cast.day("2027-01-11"), facts.YearReopened(2026, "误"), "误"), own) == [years]
    assert told(Corrected(1, cast.day("2026-01-01"), facts.OrganChanged(), "误"), own) == [
        ("other_kind", "机关自己的记录只能更正内容，不能换成另一种记录。", "请按原来的种类更正。")
    ]


def test_what_came_after_the_day_of_reopening_is_not_of_the_time_before() -> None:
    state = folded(twice_opened(), BOOK)
    (reopening, _), days = state.reopenings, [state.reopenings[0].day + timedelta(n) for n in (-1, 0, 1)]
    supplement, consultation, fee = state.supplements[0], state.consultations[0], state.fees[0]
    state = replace(
        state,
        supplements=tuple(replace(supplement, day=day) for day in days),
        consultations=tuple(replace(consultation, sent=day) for day in days),
        fees=tuple(replace(fee, day=day) for day in days),
    )
    before = state.before(reopening)
    assert [each.day for each in before.supplements] == days[:2]
    assert [each.sent for each in before.consultations] == days[:2]
    assert [each.day for each in before.fees] == days[:2]
