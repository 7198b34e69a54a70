"""Requests whose term is prolonged, stands still or begins anew: supplements, consultations, fees, reasons."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.law.fees import for_pages
from gongkai.ledger.facts.request import (
    CoMakerAnswered,
    CoMakerConsulted,
    Delayed,
    Extended,
    FeeNoticed,
    FeePaid,
    Lapsed,
    Outcome,
    ReasonsAsked,
    ReasonsGiven,
    SupplementAsked,
    Supplemented,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
    ThirdPartyInformed,
    Weighed,
)
from gongkai_web.demo.office import Days, Office, Story, Told
from gongkai_web.demo.stories.steps import granted, replied, served, spoken, taken_in, weighed

_EXCESS = "同日分别申请十年间的全部会议通知和全部接待单据，共三千余份"


def asked_to_supplement(office: Office) -> Told:
    case = yield from taken_in(office)
    yield office.later(2, 5)
    letter = office.letter("补")
    asks = ("请写明所需文件的名称、文号或者形成的时间",)
    office.record(case, SupplementAsked(asks, office.later(10), letter))
    yield from served(office, case, letter)
    return case


def supplemented(office: Office) -> Days:
    case = yield from asked_to_supplement(office)
    yield office.later(1, 5)
    office.record(case, Supplemented())
    yield office.later(5, 15)
    replied(office, case, granted(office))


def still_unclear(office: Office) -> Days:
    case = yield from asked_to_supplement(office)
    yield office.later(1, 4)
    office.record(case, Supplemented())
    states = {"supplemented_on": spoken(office.today), "unclear": "仍然没有写明要哪一份文件"}
    yield office.later(5, 10)
    replied(office, case, Outcome(1, "unclear_after_supplement", states=states))


def never_supplemented(office: Office) -> Days:
    case = yield from asked_to_supplement(office)
    yield office.later(11, 13)
    office.record(case, Lapsed("lapsed_supplement", office.letter()))


def extended(office: Office) -> Days:
    case = yield from taken_in(office)
    yield office.later(15, 18)
    leader, letter = f"leader-{office.place.key}", office.letter("延")
    office.record(case, Extended(20, leader, "需要向几个乡镇核实", letter))
    yield from served(office, case, letter)
    yield office.later(3, 14)
    states = {"explanation": "形成于报批过程，还没有作出决定"}
    outcome = Outcome(1, "process_information", "request_report", states)
    replied(office, case, outcome if office.rng.random() < 0.4 else granted(office))


def third_party_asked(office: Office, party: str) -> Told:
    case = yield from taken_in(office)
    yield office.later(2, 5)
    letter = office.letter("征")
    office.record(case, ThirdPartyConsulted(party, letter))
    yield from served(office, case, letter)
    return case


def third_party_agrees(office: Office) -> Days:
    case = yield from third_party_asked(office, "中标单位")
    yield office.later(3, 9)
    office.record(case, ThirdPartyAnswered("中标单位", "consents"))
    yield office.later(3, 8)
    replied(office, case, granted(office))


def third_party_silent(office: Office) -> Days:
    """Silence is no entry: when the fifteen working days are over, the organ decides by itself."""
    case = yield from third_party_asked(office, "被征收人")
    yield office.later(17, 19)
    replied(office, case, granted(office))


def third_party_objects(office: Office) -> Days:
    """The reasons hold, and the public interest does not ask for it."""
    case = yield from third_party_asked(office, "竞得人")
    yield office.later(3, 10)
    office.record(case, ThirdPartyAnswered("竞得人", "objects", "属于商业秘密"))
    yield office.later(2, 5)
    weighed(office, case)
    states = {
        "consultation": "第三方不同意公开",
        "reasonableness": "理由成立：该方案没有公开过，能带来竞争优势",
        "public_interest": "不公开不会对公共利益造成重大影响",
    }
    choice = office.rng.choice(("trade_secret", "personal_privacy"))
    replied(office, case, Outcome(1, "third_party_rights", choice, states))


def given_against_objection(office: Office) -> Days:
    case = yield from third_party_asked(office, "采石场")
    yield office.later(3, 10)
    office.record(case, ThirdPartyAnswered("采石场", "objects", "不愿公开"))
    yield office.later(2, 5)
    office.record(case, Weighed("材料不含技术秘密", "关系周边居民饮水安全，不公开会对公共利益造成重大影响"))
    replied(office, case, granted(office))
    office.record(case, ThirdPartyInformed("采石场", office.letter("告")))


def made_together(office: Office) -> Days:
    case = yield from taken_in(office)
    yield office.later(2, 4)
    letter = office.letter("征")
    office.record(case, CoMakerConsulted("联合制作机关", letter))
    yield from served(office, case, letter)
    yield office.later(4, 8)
    office.record(case, CoMakerAnswered("联合制作机关", "consents"))
    yield office.later(3, 6)
    replied(office, case, granted(office))


def fee_asked(office: Office) -> Told:
    case = yield from taken_in(office)
    yield office.later(3, 8)
    letter, pages = office.letter("费"), office.rng.choice((46, 68, 120, 180))
    fen = for_pages(pages, office.today).fen
    office.record(case, FeeNoticed("pages", pages, fen, f"共{pages}页，超过三十页", letter))
    yield from served(office, case, letter)
    return case


def fee_paid(office: Office) -> Days:
    case = yield from fee_asked(office)
    noticed = next(
        act.fact for act in reversed(office.acts) if act.case == case and isinstance(act.fact, FeeNoticed)
    )
    yield office.later(3, 12)
    office.record(case, FeePaid(noticed.fen))
    yield office.later(3, 10)
    replied(office, case, granted(office, f"文件{noticed.quantity}页"))


def fee_unpaid(office: Office) -> Days:
    case = yield from fee_asked(office)
    yield office.later(21, 24)
    office.record(case, Lapsed("lapsed_fee", office.letter()))


def asked_for_reasons(office: Office) -> Told:
    case = yield from taken_in(office)
    yield office.later(2, 5)
    letter = office.letter("理")
    office.record(case, ReasonsAsked(_EXCESS, office.later(10), letter))
    yield from served(office, case, letter)
    return case


def far_too_many(office: Office) -> Days:
    case = yield from asked_for_reasons(office)
    asked_on = spoken(office.today)
    yield office.later(3, 6)
    office.record(case, ReasonsGiven(is_reasonable=False, why="只说想看看"))
    states = {
        "reasons_asked_on": asked_on,
        "excess": _EXCESS,
        "applicant_reasons": "申请人说明“想看看”",
        "why_unreasonable": "没有说明与其生产、生活、科研的联系",
    }
    yield office.later(1, 4)
    replied(office, case, Outcome(1, "massive_repeated", states=states))


def delayed(office: Office) -> Days:
    """Very much at once, but with reason: the office gives a day on which it will answer."""
    case = yield from asked_for_reasons(office)
    yield office.later(2, 5)
    office.record(case, ReasonsGiven(is_reasonable=True, why="受十二户村民委托维权"))
    yield office.later(1, 3)
    letter = office.letter("延")
    office.record(case, Delayed(office.later(50), "要逐户整理、遮盖个人隐私", letter))
    yield from served(office, case, letter)
    yield office.later(25, 45)
    replied(office, case, granted(office, "遮盖个人隐私后的材料"))


def until(story: Callable[[Office], Told]) -> Story:
    """What begins like this, and then nothing more is heard of."""

    def begun(office: Office) -> Days:
        yield from story(office)

    return begun
