"""What the law, or plain sense, has against one more act of a publication."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from gongkai.law.acts import acts
from gongkai.law.numerals import dated
from gongkai.law.rulebook import Rulebook
from gongkai.law.step import Refusal
from gongkai.ledger.entry import Act
from gongkai.ledger.facts import publication as facts
from gongkai.ledger.publication.deadlines import publish_by, take_back_by
from gongkai.ledger.publication.state import VALIDITY_LABELS, Publication
from gongkai.ledger.refused import senseless

_Found: TypeAlias = Iterator[Refusal]
_LEVEL_LABELS = {1: "拟稿人", 2: "科室负责人", 3: "分管领导"}
_GROUNDS = {"14", "15", "16"}


def refusals(state: Publication | None, act: Act, rulebook: Rulebook) -> tuple[Refusal, ...]:
    """Why this act is refused now; empty where nothing stands against it.

    An act that makes no sense is told so alone: whether it would also be a breach is then no question.
    """
    found = tuple(_senseless(state, act))
    return found or tuple(_breaches(state, act, rulebook))


def _senseless(state: Publication | None, act: Act) -> _Found:
    fact = act.fact
    if not isinstance(fact, facts.Fact):
        yield senseless("not_of_a_publication", "这一条不是政府信息公开事项的记录。", "请核对事项编号。")
    elif isinstance(fact, facts.Listed | facts.Made):
        yield from _bad_beginning(state, act, fact)
    elif state is None:
        yield senseless(
            "publication_unknown", f"{act.case} 还没有登记。", "请先登记它的形成，或者开账时的存量。"
        )
    elif act.on < state.since:
        yield senseless(
            "before_the_beginning",
            f"日期 {dated(act.on)}早于登记的 {dated(state.since)}。",
            "请核对日期；登记日期记错的，先更正登记。",
        )
    elif act.on < state.last and not isinstance(fact, facts.Deposited | facts.Assigned):
        yield senseless(
            "out_of_order",
            f"日期 {dated(act.on)}早于前一条记录的 {dated(state.last)}。",
            "请核对日期；前一条记错的，先更正前一条。",
        )
    else:
        yield from _bad_moment(state, act, fact)


def _bad_beginning(state: Publication | None, act: Act, fact: facts.Listed | facts.Made) -> _Found:
    description = fact.description
    if state is not None:
        yield senseless(
            "publication_exists", f"{act.case} 已经登记过。", "另一件请用另一个编号；写错的请更正原来那条。"
        )
    if description.expires is None:
        return
    if description.effective is not None and description.expires < description.effective:
        yield senseless("expires_before_effect", "有效期的最后一天早于施行日期。", "请核对施行日期和有效期。")
    if description.expires < act.on:
        yield senseless(
            "expired_before_the_beginning",
            f"有效期到 {dated(description.expires)}为止，登记时已经失效。",
            "请核对有效期；已经失效的不列入现行有效。",
        )


def _bad_moment(state: Publication, act: Act, fact: facts.Fact) -> _Found:
    match fact:
        case facts.Changed() | facts.Amended() | facts.Prolonged() | facts.Repealed() | facts.Expired():
            ended = tuple(_not_in_force(state, act.on))
            yield from ended
            if isinstance(fact, facts.Prolonged) and not ended:
                yield from _bad_prolonging(state, fact)
        case facts.Published():
            yield from _nothing_to_publish(state)
        case facts.Unpublished() if not state.is_public:
            yield senseless("not_public", f"{_named(state)}现在没有公开，不能撤回。", "请核对事项编号。")
        case facts.Annulled() if state.description.kind != "penalty_decisions":
            yield senseless(
                "not_a_penalty_decision",
                f"{_named(state)}不是行政处罚决定。",
                "文件被撤销的，登记废止；处罚决定登记时类别选行政处罚决定。",
            )
        case facts.Annulled() if state.annulled is not None:
            yield senseless("annulled_already", f"{_named(state)}已经登记过被变更或者撤销。", "不用再登记。")
        case facts.Reassessed(disclosure="on_request" | "withheld") if state.is_public:
            yield senseless(
                "still_public", f"{_named(state)}还公开着。", "请先登记撤回和理由，再登记评估后不予主动公开。"
            )
        case _:
            return


def _not_in_force(state: Publication, on: date) -> _Found:
    validity = state.validity_on(on)
    if validity not in {"repealed", "expired", "annulled"}:
        return
    by_itself = state.end is None and validity == "expired"
    how = "有效期届满自动失效，不用再登记失效" if by_itself else VALIDITY_LABELS[validity]
    yield senseless(
        "not_in_force", f"{_named(state)}{how}。", "请核对事项编号和日期；要恢复的，另行制发并登记。"
    )


def _bad_prolonging(state: Publication, fact: facts.Prolonged) -> _Found:
    expires = state.description.expires
    if expires is None:
        yield senseless(
            "no_end_to_prolong", f"{_named(state)}没有登记有效期，谈不上延长。", "请核对事项编号。"
        )
    elif fact.until is not None and fact.until <= expires:
        yield senseless(
            "not_longer",
            f"新的有效期不晚于原来的 {dated(expires)}。",
            "请核对日期；提前失效的，登记失效或者废止。",
        )


def _nothing_to_publish(state: Publication) -> _Found:
    if state.annulled is not None:
        yield senseless(
            "annulled_already", f"{_named(state)}已被变更或者撤销，不能再公开。", "请核对事项编号。"
        )
    elif state.published is not None and state.is_public:
        yield senseless(
            "published_already",
            f"{_named(state)}现在的内容已经公布。",
            "内容变了的，先登记变更；换了网址的，更正公布那条。",
        )


def _breaches(state: Publication | None, act: Act, rulebook: Rulebook) -> _Found:
    fact = act.fact
    if isinstance(fact, facts.Listed | facts.Made):
        yield from _without_ground(fact.description.disclosure, fact.description.ground)
    elif state is not None:
        yield from _breaches_later(state, act, rulebook)


def _breaches_later(state: Publication, act: Act, rulebook: Rulebook) -> _Found:
    match act.fact:
        case facts.Reviewed(level=level):
            yield from _out_of_turn(state, level)
        case facts.Published():
            yield from _wrong_publication(state, act.on, rulebook)
        case facts.Unpublished(reason=reason) if state.annulled is not None:
            yield from _late_withdrawal(state.annulled.on, act.on, reason, rulebook)
        case facts.Deposited() if not state.is_public:
            yield Refusal(
                "deposited_unpublished",
                f"{_named(state)}没有公开，不能送交查阅场所。",
                ("regulation/25",),
                "请先审查、公布，再送交。",
            )
        case facts.Reassessed(disclosure=disclosure, ground=ground):
            yield from _without_ground(disclosure, ground)
        case _:
            return


def _without_ground(disclosure: facts.Disclosure, ground: str | None) -> _Found:
    if disclosure == "withheld" and (ground or "").removeprefix("regulation/") not in _GROUNDS:
        yield Refusal(
            "withheld_without_ground",
            "不予公开没有写明依据条例第十四条、第十五条还是第十六条。",
            ("regulation/5", "regulation/13"),
            "请写明依据（14、15 或 16）；没有依据的，应当公开。",
        )


def _out_of_turn(state: Publication, level: int) -> _Found:
    looked = {review.level for review in state.reviews}
    missing = [_LEVEL_LABELS[below] for below in range(1, level) if below not in looked]
    if missing:
        yield Refusal(
            "review_out_of_turn",
            f"{'、'.join(missing)}还没有审查。",
            ("regulation/17",),
            "保密审查逐级进行，请先登记前一级的意见。",
        )


def _wrong_publication(state: Publication, on: date, rulebook: Rulebook) -> _Found:
    if state.description.disclosure != "proactive":
        yield Refusal(
            "published_not_proactive",
            f"{_named(state)}登记为{'依申请公开' if state.description.disclosure == 'on_request' else '不予公开'}。",
            ("regulation/13", "regulation/18"),
            "要主动公开的，先登记评估的结论（条例第十八条、第四十四条）。",
        )
    if state.missing_levels and not (state.is_listed and state.content_since is None):
        levels = "、".join(_LEVEL_LABELS[level] for level in state.missing_levels)
        yield Refusal(
            "published_unreviewed",
            f"{levels}对现在的内容还没有同意公开的意见。",
            _review_basis(on),
            "先审查后公开，一事一审：请先登记各级的审查意见。",
        )
    since = state.content_since if state.is_owed else None
    owed = publish_by(state, since, rulebook) if since is not None else None
    if owed is not None and on > (due := owed[0].due):
        yield Refusal(
            "published_late",
            f"最迟应当在 {dated(due)}公布，{dated(on)}已经逾期。",
            ("regulation/26",),
            "仍应公布，并如实登记为逾期。",
        )


def _late_withdrawal(annulled: date, on: date, reason: str, rulebook: Rulebook) -> _Found:
    owed = take_back_by(annulled, rulebook)
    if owed is not None and on > (due := owed[0].due):
        yield Refusal(
            "withdrawn_late",
            f"处罚决定信息最迟应当在 {dated(due)}撤回，{dated(on)}已经逾期。",
            ("penalty-law/48", "penalty-law/85"),
            "仍应撤回，并如实登记为逾期。",
        )
    if not reason.strip():
        yield Refusal(
            "withdrawn_without_reason",
            "撤回处罚决定信息没有公开说明理由。",
            ("penalty-law/48",),
            "请写明理由，并显示在原来的位置。",
        )


def _review_basis(on: date) -> tuple[str, ...]:
    """The acts that ask for the review and were in force on the day."""
    cited = ("secrets-law/35", "secrets-regulation/42")
    return ("regulation/17", *(each for each in cited if acts()[each.partition("/")[0]].since <= on))


def _named(state: Publication) -> str:
    return f"《{state.description.title.strip('《》')}》"
