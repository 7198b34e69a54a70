"""Letters of a case in which everything happened, and of one in which nothing did: golden pages, part by part."""

from __future__ import annotations

import itertools
import typing
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from gongkai.law.letters import letters
from gongkai.ledger.facts import request as facts
from gongkai.ledger.letters.case import Case, NotRecorded, Particulars, UnknownStatement
from gongkai.ledger.letters.drafting import draft, record
from gongkai.ledger.organ import Organ
from gongkai.ledger.refused import Refused
from gongkai.model.letter import Letter
from tests.ledger.cast import act, day
from tests.ledger.letters import desk

Golden = Callable[[str, str | bytes], None]
FULL: tuple[desk.Step, ...] = (
    desk.arrived((desk.FIRST, desk.SECOND), "business", way="electronic", channel="internet"),
    ("2026-03-03", facts.Confirmed("电话")),
    ("2026-03-04", facts.LetterIssued("receipt", "回执1")),
    desk.ASKED,
    ("2026-03-12", facts.Supplemented()),
    ("2026-03-13", facts.ThirdPartyConsulted("甲", desk.CONSULTATION, (1,))),
    ("2026-03-13", facts.ThirdPartyConsulted("乙", "云财公开征〔2026〕2号", (2,))),
    desk.served(desk.CONSULTATION, "2026-03-13"),
    desk.served("云财公开征〔2026〕2号", "2026-03-13", received="2026-03-16"),
    ("2026-03-13", facts.CoMakerConsulted("交通", "云财公开商〔2026〕1号", (2,))),
    ("2026-03-16", facts.ThirdPartyAnswered("甲", "objects", "报价属于商业秘密。 ")),
    ("2026-03-16", facts.CoMakerAnswered("交通", "consents")),
    ("2026-03-17", facts.Weighed("公开会泄露报价；", "公众要知道资金的去向。", (1,))),
    ("2026-03-17", facts.Weighed("公开会影响讨论", "公众不必知道讨论的经过", (2,))),
    ("2026-03-17", facts.Classified("一份会议纪要", "top_secret", "某某保密事项范围第三条", (2,))),
    ("2026-03-17", facts.Classified("一份分配表", "confidential", "某某保密事项范围第四条", (1,))),
    ("2026-03-17", facts.Searched("办公室档案。", "办公室", has_found=False)),
    ("2026-03-17", facts.Searched("公文系统", "办公室", has_found=True)),
    ("2026-03-18", facts.Searched("预算科档案；", "预算科", has_found=False)),
    ("2026-03-18", facts.Extended(5, "负责人", "需要检索", "云财公开延〔2026〕1号")),
    ("2026-03-19", facts.ThirdPartyInformed("甲", "云财公开告〔2026〕1号")),
    ("2026-03-20", facts.ReasonsAsked("本年度已申请六十一次", day("2026-03-27"), "云财公开理〔2026〕1号")),
    ("2026-03-23", facts.ReasonsGiven(is_reasonable=True, why="正在撰写论文。")),
    ("2026-03-24", facts.Delayed(day("2026-06-30"), "档案有四百余卷", "云财公开迟〔2026〕1号")),
    ("2026-03-25", facts.FeeNoticed("pages", 250, 20_000, "篇幅超过二百页", desk.FEE)),
    desk.served(desk.FEE, "2026-03-25"),
    ("2026-03-30", facts.FeePaid(20_000)),
)
BARE = replace(desk.BUREAU, court=None, contact=None, reconsideration_body=None)


def taken(*steps: desk.Step, organ: Organ = desk.BUREAU) -> Case:
    """The last step owns up to whatever the law has against it."""
    found = desk.case(*steps, organ=organ)
    try:
        found.stood()
    except Refused as refused:
        on, fact = steps[-1][0], steps[-1][1]
        codes = [each.code for each in refused.refusals if each.is_breach]
        return Case.of(
            [*found.acts[:-1], act(on, fact, *codes, case=desk.REQUEST)], organ, found.rulebook, found.texts
        )
    return found


def page(letter: Letter) -> Iterator[str]:
    yield f"# {letter.kind} {letter.title} {letter.organ} → {letter.addressee} {letter.number} {letter.day}"
    for part in letter.parts:
        yield f"{part.role}{part.item or ''}  {part.text}"


def refusal(case: Case, kind: str, particulars: Particulars) -> str:
    with pytest.raises((NotRecorded, UnknownStatement)) as refused:
        draft(case, kind, particulars)
    return str(refused.value)


def several(kind: str, *, says: bool) -> Case:
    _, states, choice = desk.REPLIES[kind]
    if not says:
        states, choice = {}, None
    outcomes = [facts.Outcome(item, kind, choice, states) for item in (1, 2)]
    return taken(*FULL, desk.replied(*outcomes, on="2026-04-10"))


@pytest.mark.parametrize("says", [True, False], ids=["已写明", "没有写明"])
def test_replies_of_a_full_case(says: bool, golden: Golden) -> None:  # noqa: FBT001 - a parameter
    lines: list[str] = []
    for kind in desk.REPLIES:
        found = several(kind, says=says)
        lines += page(draft(found, "reply", Particulars(is_draft=True)))
        if not says:
            lines.append(refusal(found, "reply", Particulars({"2.mood": "好"})))
            lines.append(_missing(found))
        else:
            lines.append(str(record(found, "reply")))
    golden(f"letters/full/{'replies' if says else 'gaps'}.txt", "\n".join(lines) + "\n")


def _missing(case: Case) -> str:
    try:
        draft(case)
    except NotRecorded as missing:
        return str(missing)
    return "不缺什么"


ENDS: dict[str, facts.Fact] = {
    "撤回": facts.Withdrawn("书面"),
    "并案": facts.Merged("request/2026-0002", "内容相同"),
    "逾期不补正": facts.Lapsed("lapsed_supplement", desk.LETTER),
    "逾期不缴费": facts.Lapsed("lapsed_fee", desk.LETTER),
}


def test_other_endings_of_a_full_case(golden: Golden) -> None:
    lines: list[str] = []
    for end in ENDS.values():
        for before in (len(FULL), 9, 4):
            found = taken(*FULL[:before], ("2026-04-10", end))
            lines += page(draft(found, "reply", Particulars(number=desk.LETTER, is_draft=True)))
            lines += [str(record(found)), _missing(found)]
    golden("letters/full/ends.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("because", ["own_correction", "reconsideration", "litigation"])
def test_a_request_is_opened_again(because: facts.ReopenedBecause, golden: Golden) -> None:
    found = taken(
        desk.arrived(),
        desk.replied(desk.GRANTED),
        ("2026-04-01", facts.Reopened(because, "漏附文件", until=day("2026-05-01"))),
        ("2026-04-03", facts.Replied((desk.GRANTED,), "云财公开〔2026〕2号")),
    )
    golden(f"letters/full/{because}.txt", "\n".join([*page(draft(found)), str(record(found))]) + "\n")


def test_procedural_letters_of_a_full_case(golden: Golden) -> None:
    lines: list[str] = []
    served = taken(*FULL, desk.served("云财公开延〔2026〕1号", "2026-04-01"))
    for kind in letters():
        for particulars in (
            Particulars(addressee="王小明", is_draft=True),
            Particulars(addressee="古丽·甲", day=day("2026-04-02"), number="另1", party="乙", is_draft=True),
            Particulars(addressee="清江市远山商贸有限公司", attachments=("附件",), is_draft=True),
        ):
            lines += page(draft(served, kind, particulars))
    golden("letters/full/procedural.txt", "\n".join(lines) + "\n")


def test_nothing_happened_and_the_organ_says_little(golden: Golden) -> None:
    lines: list[str] = []
    for kind in letters():
        found = desk.case(desk.arrived(channel="internet"), organ=BARE)
        lines += page(draft(found, kind, Particulars(is_draft=True)))
        lines += [refusal(found, kind, Particulars()), refusal(found, kind, Particulars({"mood": "好"}))]
        full = desk.case(*FULL, desk.served(desk.FEE, "2026-04-01"), organ=BARE)
        lines.append(refusal(replace(full, texts={}), kind, Particulars()))
    for kind in ("granted", "internal_affairs", "partially_granted"):
        found = desk.case(desk.arrived(), desk.replied(facts.Outcome(1, kind)), organ=BARE)
        lines += page(draft(found, "reply", Particulars(is_draft=True)))
        lines.append(refusal(replace(found, texts={}), "reply", Particulars()))
    golden("letters/full/bare.txt", "\n".join(lines) + "\n")


def test_each_letter_is_called_by_its_title_in_the_record_of_service(golden: Golden) -> None:
    issued = [facts.LetterIssued(kind, f"另{kind}") for kind in typing.get_args(facts.IssuedKind)]
    letters_of = [
        *((desk.arrived(), ("2026-03-03", fact)) for fact in issued),
        *(steps for steps, _, _ in desk.PROCEDURE.values()),
        (desk.arrived(), desk.replied(desk.GRANTED)),
        (desk.arrived(), *desk.ENDS["lapsed_supplement"]),
    ]
    ways = itertools.cycle(typing.get_args(facts.ServiceWay))
    lines: list[str] = []
    for steps in letters_of:
        number = getattr(steps[-1][1], "letter", None)
        if number and not isinstance(steps[-1][1], facts.Served):
            sent = facts.Served(number, next(ways), "单号", posted=day("2026-03-01"))
            found = taken(*steps, ("2026-04-12", sent))
            lines += page(draft(found, "service", Particulars({"by": "李承办"}, number=number)))
    golden("letters/full/service.txt", "\n".join(lines) + "\n")


def test_applicants_of_every_category_are_registered(golden: Golden) -> None:
    lines: list[str] = []
    forms = itertools.cycle(typing.get_args(facts.DeliveryForm))
    ways = itertools.cycle(typing.get_args(facts.DeliveryWay))
    for category in typing.get_args(facts.Category):
        on, fact, *_ = desk.arrived(category=category, way=next(ways))
        found = desk.case((on, replace(typing.cast("facts.Arrived", fact), form=next(forms))))
        lines += page(draft(found, "register", Particulars({"contact": "0000-9998887"})))
    golden("letters/full/register.txt", "\n".join(lines) + "\n")
