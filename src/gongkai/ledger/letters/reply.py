"""The reply drafted from a case: every item quoted, decided and reasoned on its own, and what can be done against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count

from gongkai.law import replies
from gongkai.law.numerals import in_chinese
from gongkai.law.remedies import Clause, IncompleteProfile, OrganProfile, clause
from gongkai.ledger.entry import Act
from gongkai.ledger.facts import request as facts
from gongkai.ledger.free_text import heard_of
from gongkai.ledger.letters.case import (
    TO_FILL,
    Case,
    Gaps,
    Particulars,
    addressed,
    refuse_unknown_statements,
)
from gongkai.ledger.letters.findings import findings, opening, outcome_states
from gongkai.ledger.letters.profile import profile_of
from gongkai.ledger.request_state import Request
from gongkai.model.letter import Letter, Part

ENDS = (facts.Replied, facts.Lapsed, facts.Withdrawn, facts.Merged)
_TITLE = "政府信息公开申请答复书"


@dataclass(frozen=True, slots=True)
class Ending:
    """The act that ends the case, the request as it then stood, and the outcome of every item.

    Where the whole request ends in one way (lapsed, withdrawn, merged) it has one outcome for all items.
    """

    case: Case
    act: Act
    request: Request
    outcomes: tuple[facts.Outcome, ...]

    @property
    def is_whole(self) -> bool:
        return not isinstance(self.act.fact, facts.Replied)

    @property
    def counted_as(self) -> str:
        """The kind that the request counts as: the key of its letter."""
        end = self.request.end
        return end.counted_as if end else self.outcomes[0].kind

    def clause(self, organ: OrganProfile) -> Clause:
        """Raises :class:`IncompleteProfile`."""
        kinds = [each.kind for each in self.outcomes]
        partial = [each for each in self.outcomes if replies.reply(each.kind).group == "partial"]
        return clause(
            self.act.on,
            kinds,
            organ,
            is_served_online=self.request.way == "electronic",
            withheld=[each.choice for each in partial if each.choice],
        )


def ending(case: Case, number: str | None, gaps: Gaps) -> Ending:
    """The last ending, or the one with this letter. Raises :class:`~gongkai.ledger.letters.case.NotRecorded`."""
    act = case.last(*ENDS, letter=number)
    if act is None:
        gaps.missing.append(
            "答复的记录：请先记录「request.replied」（或不再处理、撤回、并案），拟作的答复可以用 --plan 给出"
        )
        gaps.is_draft = False
        gaps.refuse()
    assert act is not None  # noqa: S101 - refused above
    request = case.stood(act)
    match act.fact:
        case facts.Replied(outcomes=outcomes):
            found = outcomes
        case facts.Lapsed(kind=kind):
            found = (facts.Outcome(1, kind),)
        case facts.Merged():
            found = (facts.Outcome(1, "merged"),)
        case _:
            found = (facts.Outcome(1, "withdrawn"),)
    return Ending(case, act, request, found)


def draft(case: Case, particulars: Particulars) -> Letter:
    """Raises :class:`~gongkai.ledger.letters.case.NotRecorded`."""
    gaps = Gaps(_TITLE, particulars.is_draft)
    end = ending(case, particulars.number, gaps)
    gaps.title = title = title_of(end)
    refuse_unknown_statements(particulars.says, _sayable(end), title)
    is_person = end.request.category == "natural_person"
    name = particulars.addressee or case.said(end.request.applicant)
    name = gaps.need(name, "申请人的姓名或者名称", "私密存储里没有，可能已经删除")
    drawn = gaps.need(
        getattr(end.act.fact, "letter", None) or particulars.number, "文号", "请用 --number 写明"
    )
    parts = [
        Part("opening", opening(end.request, end.act.on, gaps, ends=title[-3:-1])),
        *_decided(end, particulars.says, gaps),
        *(Part("remedy", sentence) for sentence in _remedy(end, gaps)),
        Part("contact", f"联系方式：{gaps.need(case.organ.contact, '联系方式', '请在机关资料里补上')}"),
    ]
    gaps.refuse()
    return Letter(
        kind=end.counted_as,
        title=title,
        organ=case.organ.name,
        addressee=name,
        parts=tuple(replace(part, text=addressed(part.text, is_person=is_person)) for part in parts),
        number=drawn,
        day=end.act.on,
        attachments=particulars.attachments,
    )


def title_of(end: Ending) -> str:
    """A letter that decides one item in substance is a reply; the others have the title of their kind."""
    titles = [replies.reply(each.kind).title for each in end.outcomes]
    return _TITLE if _TITLE in titles else titles[0]


def _decided(end: Ending, says: Mapping[str, str], gaps: Gaps) -> Iterator[Part]:
    """Item by item; where the request ends as a whole, all items and then what became of them."""
    items = end.request.items
    numbers = count(1)
    for item in items:
        words = gaps.need(
            end.case.said(item.wording), f"第{in_chinese(item.number)}项申请的内容", "私密存储里没有"
        )
        lead = f"{in_chinese(next(numbers))}、" if len(items) > 1 else ""
        yield Part("request", f"{lead}你（你单位）申请公开的内容：“{words.rstrip('。')}”。", item.number)
        for outcome in () if end.is_whole else end.outcomes:
            if outcome.item == item.number:
                yield from _outcome(end, outcome, says, gaps)
    if end.is_whole:
        yield from _outcome(end, end.outcomes[0], says, gaps)


def _outcome(end: Ending, outcome: facts.Outcome, says: Mapping[str, str], gaps: Gaps) -> Iterator[Part]:
    kind = replies.reply(outcome.kind)
    item = None if end.is_whole else outcome.item
    stated = {key: value for key, value in outcome_states(end.request, end.case, outcome).items() if value}
    stated |= heard_of(outcome.states) | _said(says, outcome.item)
    several = len(end.request.items) > 1 and not end.is_whole
    for each in kind.states:
        if each.is_required:
            where = f"第{in_chinese(outcome.item)}项：" if several else ""
            remedy = f"请记在答复的 states 里（{each.key}），或用 --say {each.key}=… 写明"
            stated[each.key] = gaps.need(stated.get(each.key), where + each.label, remedy)
    choice = outcome.choice
    if kind.choices and choice is None:
        labels = "、".join(f"{each.key}（{each.label}）" for each in kind.choices)
        gaps.need(None, "属于哪一种情形", f"请在答复里写明 choice：{labels}")
        if not gaps.is_draft:
            return
        choice = kind.choices[0].key
    which = (
        f"你（你单位）申请公开的第{in_chinese(outcome.item)}项信息"
        if several
        else "你（你单位）申请公开的信息"
    )
    wording = replies.worded(outcome.kind, information=which, on=end.act.on, choice=choice, states=stated)
    for text in findings(end.request, end.act.on, outcome):
        yield Part("facts", text, item)
    decision, reasons = wording.decision, wording.reasons
    if outcome.choice is None and choice is not None:
        label = kind.choice(choice).label
        decision, reasons = (text.replace(label, TO_FILL.format("情形")) for text in (decision, reasons))
    yield Part("decision", decision, item)
    yield Part("reasons", reasons, item)


def _sayable(end: Ending) -> dict[str, str]:
    """The labels of what can be said, for every item and for each by its number."""
    states = [(each.item, state) for each in end.outcomes for state in replies.reply(each.kind).states]
    numbered = {f"{item}.{state.key}": state.label for item, state in states}
    return {state.key: state.label for _, state in states} | (numbered if len(end.outcomes) > 1 else {})


def _said(says: Mapping[str, str], item: int) -> dict[str, str]:
    """``search_scope`` for every item, ``2.search_scope`` for the second."""
    own = {key.partition(".")[2]: text for key, text in says.items() if key.startswith(f"{item}.")}
    return {key: text for key, text in says.items() if "." not in key} | own


def _remedy(end: Ending, gaps: Gaps) -> list[str]:
    """A paragraph a sentence: what may be refused on different grounds is told apart."""
    if any(replies.reply(each.kind).choices and not each.choice for each in end.outcomes):
        return [TO_FILL.format("救济途径")]  # the way hangs on the choice, which is missing
    organ = profile_of(end.case.organ)
    try:
        found = end.clause(organ)
    except IncompleteProfile as error:
        gaps.missing += [f"{each}：请在机关资料里补上" for each in error.missing]
        marked = replace(
            organ,
            reconsideration_body=organ.reconsideration_body or TO_FILL.format("复议机关"),
            court=organ.court or TO_FILL.format("人民法院"),
            online_reconsideration=organ.online_reconsideration or TO_FILL.format("网上复议渠道"),
        )
        found = end.clause(marked)
    return [f"{sentence}。" for sentence in found.text.split("。") if sentence]
