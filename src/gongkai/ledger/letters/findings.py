"""What a reply says of the way it came about: receipt, supplement, extension, search, consultation, harm weighed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.law.acts import cited_in_full
from gongkai.law.numerals import dated
from gongkai.law.replies import reply
from gongkai.ledger.facts import request as facts
from gongkai.ledger.free_text import heard
from gongkai.ledger.labels import WORDS
from gongkai.ledger.letters.case import TO_FILL, Case, Gaps
from gongkai.ledger.private import FreeText
from gongkai.ledger.request_objections import overruled
from gongkai.ledger.request_state import Consultation, Request

_REOPENED = {
    "own_correction": "本机关自行纠正原来的处理",
    "reconsideration": "根据行政复议决定",
    "litigation": "根据人民法院的裁判",
}
_ANSWERS = {"consents": "同意公开", "objects": "不同意公开", "silent": "在规定的期限内没有提出意见"}


def opening(request: Request, on: date, gaps: Gaps, *, ends: str) -> str:
    """``ends`` is what the letter does: 答复, 告知."""
    received = gaps.need(
        dated(request.received) if request.received else None, "收到申请之日", "请先记录「request.confirmed」"
    )
    sentences = [f"本机关于{received}收到你（你单位）提出的政府信息公开申请。", *_course(request, on)]
    return "".join(sentences) + f"现{ends if ends in {'答复', '告知'} else '告知'}如下："


def _course(request: Request, on: date) -> Iterator[str]:
    """What the applicant was told and did in the meantime, in the order of the days."""
    steps: list[tuple[date, str]] = []
    for supplement in request.supplements:
        steps.append((supplement.day, f"{dated(supplement.day)}，本机关告知你（你单位）补正申请。"))
        if supplement.answered:
            said = f"{dated(supplement.answered)}，本机关收到你（你单位）补正的申请。"
            steps.append((supplement.answered, said))
    for extension in request.extensions:
        said = f"{dated(extension.day)}，本机关告知你（你单位）延长答复期限{extension.days}个工作日。"
        steps.append((extension.day, said))
    for delay in request.delays:
        said = f"{dated(delay.day)}，本机关告知你（你单位）延迟至{dated(delay.until)}前答复。"
        steps.append((delay.day, said))
    paid = (fee.paid_up for fee in request.fees if fee.paid_up)
    steps += [(day, f"{dated(day)}，你（你单位）缴清信息处理费。") for day in paid]
    for reopening in request.reopenings:
        said = f"{_REOPENED[reopening.because]}，本机关于{dated(reopening.day)}重新办理你（你单位）的申请。"
        steps.append((reopening.day, said))
    yield from (said for day, said in sorted(steps, key=lambda step: step[0]) if day <= on)


def findings(request: Request, on: date, outcome: facts.Outcome) -> Iterator[str]:
    """What was found for one item, where no sentence of its kind says it already."""
    stated = {each.key for each in reply(outcome.kind).states}
    if "consultation" not in stated:
        for each in request.consultations:
            result = each.result(on)
            if each.kind == "third_party" and each.covers(outcome.item) and result:
                said = f"第三方{_ANSWERS[result]}"  # its reasons are told where they are followed
                yield f"因该信息可能涉及第三方的合法权益，本机关于{dated(each.sent)}书面征求第三方的意见，{said}。"
    if overruled(request, outcome, on):
        yield from (_all_the_same(weighed) for weighed in weighed_for(request, outcome.item))
    elif reply(outcome.kind).group in {"refused", "partial"} and not stated & {
        "public_interest",
        "explanation",
    }:
        for weighed in weighed_for(request, outcome.item):
            yield f"本机关对公开的影响作了权衡：{_heard(weighed.harm)}；{_heard(weighed.public_interest)}。"


def weighed_for(request: Request, *items: int) -> list[facts.Weighed]:
    """What was weighed for one of these items; for any where none is named."""
    return [each for each in request.weighings if not each.items or not items or {*items} & {*each.items}]


def _all_the_same(weighed: facts.Weighed) -> str:
    """Without the harm, which may tell what the third party keeps to itself."""
    basis = cited_in_full(("regulation/15", "regulation/32"))
    return (
        f"本机关权衡了不公开对公共利益的影响：{_heard(weighed.public_interest)}。"
        f"依据{basis}的规定，本机关决定仍予公开。"
    )


def outcome_states(request: Request, case: Case, outcome: facts.Outcome) -> dict[str, str | None]:
    """What the case holds of that which the kinds of reply have to state."""
    return {
        **_of_lapse(request, outcome),
        **_of_reasons(request, case),
        **_of_search(request, outcome),
        **_of_weighing(request, outcome),
        "withdrawn_on": dated(request.end.day) if request.end else None,
        "into": _merged_into(case),
    }


def _merged_into(case: Case) -> str | None:
    act = case.last(facts.Merged)
    if act is None or not isinstance(act.fact, facts.Merged):
        return None
    return f"登记编号为{act.fact.into.rpartition('/')[2]}的申请"


def _of_lapse(request: Request, outcome: facts.Outcome) -> dict[str, str | None]:
    supplement = request.supplements[-1] if request.supplements else None
    fee = request.fees[-1] if request.fees else None
    found: dict[str, str | None] = {}
    if supplement and supplement.answered:
        found["supplemented_on"] = dated(supplement.answered)
    if outcome.kind == "lapsed_supplement" and supplement:
        found |= {"notice_day": dated(supplement.day), "until": dated(supplement.until)}
    if outcome.kind == "lapsed_fee" and fee:
        found |= {"notice_day": dated(fee.day), "until": dated(fee.pay_by) if fee.pay_by else None}
    return found


def _of_reasons(request: Request, case: Case) -> dict[str, str | None]:
    asked, given = case.last(facts.ReasonsAsked), case.last(facts.ReasonsGiven)
    if request.reasons is None or asked is None or not isinstance(asked.fact, facts.ReasonsAsked):
        return {}
    why = heard(given.fact.why) if given and isinstance(given.fact, facts.ReasonsGiven) else None
    return {
        "reasons_asked_on": dated(request.reasons.day),
        "excess": asked.fact.why,
        "applicant_reasons": f"你（你单位）说明的理由是：{_plain(why)}"
        if why
        else "你（你单位）没有说明理由",
    }


def _of_search(request: Request, outcome: facts.Outcome) -> dict[str, str | None]:
    scopes = [_plain(each.scope) for each in request.searches if not each.has_found]
    classified = [each for each in request.classifications if not each.items or outcome.item in each.items]
    found: dict[str, str | None] = {"search_scope": "、".join(scopes) or None}
    if outcome.kind == "state_secret" and classified:
        last = classified[-1]
        found |= {"document": last.document, "authority": last.authority, "level": WORDS[last.level]}
    return found


def _of_weighing(request: Request, outcome: facts.Outcome) -> dict[str, str | None]:
    weighed = weighed_for(request, outcome.item)
    consulted = [
        _consulted(each, request.latest)
        for each in request.consultations
        if each.kind == "third_party" and each.covers(outcome.item)
    ]
    found: dict[str, str | None] = {"consultation": "；".join(said for said in consulted if said) or None}
    if weighed:
        found |= {"public_interest": heard(weighed[-1].public_interest)}
    if weighed and outcome.kind == "three_security_one_stability":
        found |= {"explanation": heard(weighed[-1].harm)}
    return found


def _consulted(consultation: Consultation, on: date) -> str | None:
    """Its reasons are not told to the applicant: they may be the very secret."""
    result = consultation.result(on)
    return f"第三方{_ANSWERS[result]}" if result is not None else None


def _heard(text: FreeText) -> str:
    """As a part of a sentence. What is not at hand, or was erased, is to be filled in."""
    return _plain(heard(text) or TO_FILL.format("另存的内容"))


def _plain(text: str) -> str:
    return text.strip().rstrip("。；")
