"""The remedy paragraph for every kind of organ, every way and every age of the law: a golden page."""

from __future__ import annotations

import typing
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from gongkai.law.numerals import from_chinese, in_chinese, year_of
from gongkai.law.organs import Level, OrganKind
from gongkai.law.remedies import NoRemedyRule, OrganProfile, UnknownGround, clause, clause_for_silence
from gongkai.law.remedy_bodies import IncompleteProfile

FULL = OrganProfile(
    "云溪县某机关", "department", "county", "云溪县人民政府", None, "云溪县人民法院", "网上受理平台", "清江市某局"
)  # fmt: skip
DAYS = [
    date(2008, 4, 30),
    date(2008, 5, 1),
    date(2019, 5, 15),
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2026, 3, 2),
]
ENDED: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    ((), ()), (("granted",), ()), (("state_secret",), ()), (("granted", "internal_affairs"), ()),
    (("partially_granted",), ()),
    (("partially_granted",), ("third_party_rights",)), (("partially_granted", "third_party_rights"), ("third_party_rights",)),
    (("partially_granted",), ("not_exist",)), (("withdrawn",), ()),
    (("administrative_inquiry", "petition"), ()), (("lapsed_fee",), ()),
)  # fmt: skip


def told(made: Callable[[], typing.Any]) -> str:
    try:
        found = made()
    except (IncompleteProfile, NoRemedyRule, UnknownGround) as error:
        return f"{type(error).__name__}：{error}"
    steps = "\n".join(
        f"    {step.day} {step.says}〔{' '.join(step.basis)}〕{step.setting}" for step in found.steps
    )
    return f"{found.text} {found.is_reconsideration_first} {found.body} {found.court}\n{steps}"


def test_who_reconsiders(golden: Callable[[str, str], None]) -> None:
    page: dict[str, list[str]] = {}
    for kind in typing.get_args(OrganKind):
        for level in typing.get_args(Level):
            for day in DAYS:
                organ = replace(FULL, kind=kind, level=level)
                said = told(partial(clause, day, ["granted"], organ, is_served_online=True))
                page.setdefault(said.replace(str(day), "某日"), []).append(f"{kind} {level} {day}")
    golden(
        "law/bodies.txt", "\n".join(f"# {'；'.join(where)}\n{said}" for said, where in page.items()) + "\n"
    )


def test_which_way_stands_open(golden: Callable[[str, str], None]) -> None:
    page: dict[str, list[str]] = {}
    for day in DAYS[1:]:
        for kinds, withheld in ENDED:
            said = told(partial(clause, day, kinds, FULL, withheld=withheld))
            page.setdefault(said.replace(str(day), "某日"), []).append(f"{day} {kinds} {withheld}")
        said = told(partial(clause_for_silence, day, FULL))
        page.setdefault(said.replace(str(day), "某日"), []).append(f"{day} 逾期不答复")
    golden("law/ways.txt", "\n".join(f"# {'；'.join(where)}\n{said}" for said, where in page.items()) + "\n")


BLANKS = (
    replace(FULL, parent_government=None), replace(FULL, court=None), replace(FULL, online_reconsideration=" "),
    replace(FULL, superior_department=" "), replace(FULL, name=" "), replace(FULL, court=" ", online_reconsideration=None),
)  # fmt: skip


def test_what_an_organ_has_not_said(golden: Callable[[str, str], None]) -> None:
    page: dict[str, list[str]] = {}
    for number, blank in enumerate(BLANKS, 1):
        for kind in typing.get_args(OrganKind):
            organ = replace(blank, kind=kind)
            said = told(partial(clause, DAYS[-1], ["granted"], organ, is_served_online=True))
            page.setdefault(said, []).append(f"{number} {kind}")
    own = replace(FULL, reconsideration_body=" 云溪县某机关 ", parent_government=None)
    page[told(partial(clause, DAYS[-1], ["granted"], own, called="决定书"))] = ["自己复议"]
    golden(
        "law/blanks.txt", "\n".join(f"# {'；'.join(where)}\n{said}" for said, where in page.items()) + "\n"
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10), ("十一", 11), ("二十", 20), ("一百零一", 101), ("一百一十一", 111), ("九千九百九十九", 9999), ("万", 0),

        ("一万", 10_000), ("一万零五", 10_005), ("十万", 100_000), ("十万零十", 100_010),
        ("二〇二六", 2026),
        ("一万万", 100_000_000), ("一万十", 10_010), ("一万万十", 100_000_010), ("百千", None),
        ("十十", None),
        ("甲", None), ("十甲", None), ("", None), ("二两", 22),
    ],
)  # fmt: skip
def test_chinese_numbers(text: str, value: int | None) -> None:
    assert from_chinese(text) == value


def test_numbers_in_chinese() -> None:
    numbers = (-1, 0, 1, 9, 10, 11, 19, 20, 100, 101, 110, 1001, 1010, 1100, 9999, 10_000)
    assert [in_chinese(number) for number in numbers] == [
        "-1", "零", "一", "九", "十", "十一", "十九", "二十", "一百", "一百零一", "一百一十", "一千零一", "一千零一十",
        "一千一百",
        "九千九百九十九", "10000",
    ]  # fmt: skip
    assert in_chinese(12, "零壹贰叁肆伍陆柒捌玖", "拾佰仟") == "壹拾贰"


def test_years() -> None:
    texts = (
        "2021",
        "二〇二一",
        "一九八九",
        "一九九〇",
        "二一〇〇",
        "二一〇一",
        "二零二",
        "20211",
        "二千二十",
    )
    assert [year_of(text) for text in texts] == [2021, 2021, None, 1990, 2100, None, None, None, 2020]
