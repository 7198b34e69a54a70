"""Every act tried at every moment of a life: what is refused, and in which words. Golden pages.

A page lists, moment by moment, the acts that are refused and the codes: on the next day → ninety days later
(of documents and matters first on the day before). Then it has every refusal in full, the first of each wording.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Any

import pytest

from gongkai.law.rulebook import national
from gongkai.law.step import Refusal
from gongkai.ledger import publication, remedy
from gongkai.ledger import request as requests
from gongkai.ledger.entry import Act, Corrected
from gongkai.ledger.facts import publication as of_documents
from gongkai.ledger.facts import remedy as of_remedies
from gongkai.ledger.facts import request as of_requests
from tests.ledger import cast
from tests.ledger.clock_cases import FOLDER, cases, folded, rulebook
from tests.ledger.clock_cases import act as on_request
from tests.ledger.test_states_pages import COUNTY, COURT, LIVES, MATTER, document, matter, reviewed

BOOK = national()
LATER = (1, 90)
_UNTIL = cast.day("2026-07-01")
Say = tuple[str, Any]
Golden = Callable[[str, str], None]


def described(**fields: Any) -> of_documents.Description:
    return of_documents.Description("《办法》", "normative_documents", **fields)


DOCUMENTS: Sequence[Say] = [
    ("登记", of_documents.Made(described())),
    ("登记，已失效", of_documents.Made(described(expires=date(2020, 1, 1)))),
    (
        "列入，施行前失效",
        of_documents.Listed(described(effective=date(2036, 1, 2), expires=date(2036, 1, 1))),
    ),
    ("列入，当日施行当日失效", of_documents.Listed(described(effective=_UNTIL, expires=_UNTIL))),
    ("登记，不公开", of_documents.Made(described(disclosure="withheld"))),
    ("登记，不公开，第十四条", of_documents.Made(described(disclosure="withheld", ground="regulation/14"))),
    ("登记，不公开，第十三条", of_documents.Made(described(disclosure="withheld", ground="13"))),
    ("登记，依申请", of_documents.Made(described(disclosure="on_request"))),
    *((f"审查{level}", of_documents.Reviewed(level, "x", "publish", "可以")) for level in (1, 2, 3)),
    ("公布", of_documents.Published(("政府网站",))),
    ("变更", of_documents.Changed("附件")),
    ("修改", of_documents.Amended("云财规〔2026〕3号")),
    ("延长，无期限", of_documents.Prolonged("云财规〔2026〕4号")),
    ("延长至2026年", of_documents.Prolonged("云财规〔2026〕4号", cast.day("2026-12-31"))),
    ("延长至2036年", of_documents.Prolonged("云财规〔2026〕4号", date(2036, 12, 31))),
    ("废止", of_documents.Repealed("云财规〔2026〕5号")),
    ("失效", of_documents.Expired("清理")),
    ("撤销", of_documents.Annulled("revoked", COUNTY)),
    ("撤回", of_documents.Unpublished("被撤销")),
    ("撤回，不说理由", of_documents.Unpublished(" ")),
    ("送交", of_documents.Deposited("档案馆")),
    ("评估：公开", of_documents.Reassessed("proactive", "不再敏感")),
    ("评估：依申请", of_documents.Reassessed("on_request", "敏感")),
    ("评估：不公开", of_documents.Reassessed("withheld", "敏感")),
    ("评估：不公开，第十六条", of_documents.Reassessed("withheld", "敏感", "16")),
    ("别的记录", of_remedies.Performed("答9")),
]
MATTERS: Sequence[Say] = [
    ("复议", of_remedies.Challenged("reconsideration", COUNTY, procedure="simplified")),
    ("起诉", of_remedies.Challenged("litigation_direct", COURT, reconsideration=MATTER)),
    ("复议后起诉", of_remedies.Challenged("litigation_after_reconsideration", COURT, reconsideration=MATTER)),
    ("答辩", of_remedies.AnswerFiled(("证据",))),
    ("开庭", of_remedies.HearingSet(_UNTIL)),
    ("判决维持", of_remedies.Decided("litigation_claim_dismissed", "1", date(2036, 1, 1))),
    ("复议维持，先收到", of_remedies.Decided("reconsideration_upheld", "2", date(2020, 1, 1))),
    (
        "责令重新答复，先履行",
        of_remedies.Decided(
            "litigation_revoked_new_reply", "3", date(2036, 1, 1), perform_by=date(2020, 1, 1)
        ),
    ),
    ("没有的结果", of_remedies.Decided("won", "4", date(2036, 1, 1))),
    ("申请人上诉", of_remedies.Appealed("applicant", COURT)),
    ("机关上诉", of_remedies.Appealed("organ", COURT)),
    ("发回", of_remedies.HeardAgain("remanded", COURT, date(2036, 1, 1))),
    ("再审", of_remedies.HeardAgain("retrial", COURT, date(2036, 1, 1))),
    ("履行", of_remedies.Performed("答9")),
    ("别的记录", of_documents.Changed("附件")),
]
ORDERED = of_remedies.Decided(
    "litigation_revoked_new_reply", "5", cast.day("2026-04-20"), perform_by=cast.day("2026-05-20")
)
OWN: dict[str, Sequence[Act]] = {
    "处罚决定，没有撤回": document(
        ("2026-03-02", of_documents.Made(of_documents.Description("处罚", "penalty_decisions"))),
        *reviewed("2026-03-05"),
        ("2026-03-06", of_documents.Published(("政府网站",))),
        ("2026-03-10", of_documents.Annulled("void", COUNTY)),
    ),
    "有期限的办法": document(
        (
            "2026-03-02",
            of_documents.Made(
                described(effective=cast.day("2026-03-02"), expires=cast.day("2026-12-31"), publish_by=_UNTIL)
            ),
        ),
        ("2026-03-03", of_documents.Reviewed(1, "x", "publish", "可以")),
        ("2026-03-04", of_documents.Reviewed(2, "y", "refer", "请上级定")),
    ),
    "保密法修订以前的办法": document(
        ("2023-03-02", of_documents.Made(of_documents.Description("规定", "other"))),
    ),
    "列入后没有再动的办法": document(
        ("2026-03-02", of_documents.Listed(described())),
        ("2026-04-02", of_documents.Changed("附件")),
    ),
    "复议，普通程序": matter(
        ("2026-04-01", of_remedies.Challenged("reconsideration", COUNTY)),
        (
            "2026-06-01",
            of_remedies.Decided("reconsideration_upheld", "6", cast.day("2026-06-02")),
            "not_answered",
        ),
    ),
    "旧法下的复议": matter(("2022-04-01", of_remedies.Challenged("reconsideration", COUNTY))),
    "诉讼，没有履行": matter(
        ("2026-04-01", of_remedies.Challenged("litigation_direct", COURT)),
        ("2026-04-10", ORDERED),
        ("2026-04-25", of_remedies.Appealed("organ", COURT)),
        ("2026-05-06", of_remedies.AnswerFiled(("答辩状",))),
        ("2026-05-15", of_remedies.Decided("litigation_claim_dismissed", "7", cast.day("2026-05-16"))),
        ("2026-05-20", of_remedies.HeardAgain("retrial", COURT, cast.day("2026-05-20"))),
    ),
}
REQUESTS: Sequence[tuple[str, str, Mapping[str, Any]]] = [
    ("登记", "Arrived", {}),
    ("登记，没有内容", "Arrived", {"items": []}),
    ("登记，编号重复", "Arrived", {"items": [1, 1]}),
    ("确认", "Confirmed", {}),
    ("要求补正", "SupplementAsked", {"until": _UNTIL}),
    ("要求补正，没有内容", "SupplementAsked", {"until": _UNTIL, "asks": ()}),
    ("要求补正，期限已过", "SupplementAsked", {"until": date(2020, 1, 1)}),
    ("补正", "Supplemented", {}),
    ("补正，编号重复", "Supplemented", {"items": [2, 2]}),
    ("征求第三方", "ThirdPartyConsulted", {}),
    ("征求另一个第三方，第九项", "ThirdPartyConsulted", {"party": "丙", "items": (9,)}),
    ("第三方同意", "ThirdPartyAnswered", {}),
    ("第三方不同意，不说理由", "ThirdPartyAnswered", {"answer": "objects"}),
    ("没有征求过的人同意", "ThirdPartyAnswered", {"party": "丁"}),
    ("告知第三方", "ThirdPartyInformed", {}),
    ("征求共同制作机关", "CoMakerConsulted", {}),
    ("共同制作机关同意", "CoMakerAnswered", {}),
    ("延期20日", "Extended", {}),
    ("延期21日", "Extended", {"days": 21}),
    ("延期0日", "Extended", {"days": 0}),
    ("延期，没有人批准", "Extended", {"approver": " ", "reason": ""}),
    ("要求说明理由", "ReasonsAsked", {"until": _UNTIL}),
    ("说明理由，合理", "ReasonsGiven", {}),
    ("说明理由，不合理", "ReasonsGiven", {"is_reasonable": False}),
    ("延迟", "Delayed", {"until": _UNTIL}),
    ("延迟到过去", "Delayed", {"until": date(2020, 1, 1)}),
    ("收费100元", "FeeNoticed", {}),
    ("收费，三百页", "FeeNoticed", {"scale": "pages", "quantity": 300, "fen": 1}),
    ("收费，零件", "FeeNoticed", {"quantity": 0, "fen": 0}),
    ("缴费100元", "FeePaid", {}),
    ("缴费0元", "FeePaid", {"fen": 0}),
    ("交由承办", "Assigned", {}),
    ("审核，同意", "Reviewed", {}),
    ("审核，退回而没有意见", "Reviewed", {"result": "returns"}),
    ("审核，摘要写错", "Reviewed", {"digest": "无"}),
    ("检索", "Searched", {}),
    ("权衡，第九项", "Weighed", {"items": (9,)}),
    ("定密", "Classified", {}),
    ("拆分第一项", "Split", {"items": (1,), "into": ("request/2026-0009",)}),
    ("拆分第九项", "Split", {"items": (9,), "into": ()}),
    ("答复：其他", "Replied", {}),
    ("答复：予以公开", "Replied", {"outcomes": {1: "granted"}}),
    ("答复：部分公开", "Replied", {"outcomes": {1: "partially_granted"}}),
    ("答复：国家秘密", "Replied", {"outcomes": {1: "state_secret"}}),
    ("答复：第三方", "Replied", {"outcomes": {1: "third_party_rights.trade_secret"}}),
    ("答复：三安全", "Replied", {"outcomes": {1: "three_security_one_stability.economic_security"}}),
    ("答复：不存在", "Replied", {"outcomes": {1: "not_exist"}}),
    ("答复：补正后仍不明确", "Replied", {"outcomes": {1: "unclear_after_supplement"}}),
    ("答复：大量反复", "Replied", {"outcomes": {1: "massive_repeated"}}),
    ("答复：没有的种类", "Replied", {"outcomes": {1: "refused"}}),
    ("答复：第二项", "Replied", {"outcomes": {2: "granted"}}),
    ("答复：内部事务，情形写错", "Replied", {"outcomes": {1: "internal_affairs.trade_secret"}}),
    ("答复：计作别的", "Replied", {"counted_as": "petition"}),
    ("逾期不补正", "Lapsed", {}),
    ("逾期不缴费", "Lapsed", {"kind": "lapsed_fee"}),
    ("撤回", "Withdrawn", {}),
    ("并案", "Merged", {}),
    ("并入自己", "Merged", {"into": "request/2026-0001"}),
    ("发出回执", "LetterIssued", {"kind": "receipt", "letter": "回执1"}),
    ("送达答复", "Served", {"letter": "答复1", "way": "direct"}),
    ("送达征求意见书，收到在交邮前", "Served", {"letter": "征求1", "posted": _UNTIL, "received": date(2020, 1, 1)}),
    ("送达没有的文书", "Served", {"letter": "没有"}),
    ("自行纠正", "Reopened", {}),
    ("复议后重办，没有案号", "Reopened", {"because": "reconsideration", "until": date(2020, 1, 1)}),
    ("作废", "Voided", {}),
    ("恢复", "Restored", {}),
]  # fmt: skip


@pytest.mark.parametrize("name", [*sorted(set(LIVES) - {"申请"}), *OWN])
def test_of_documents_and_matters(name: str, golden: Golden) -> None:
    acts = {**LIVES, **OWN}[name]
    noun, says = (remedy, MATTERS) if acts[0].case == MATTER else (publication, DOCUMENTS)
    page, words, state = [], dict[str, str](), None
    for place in range(len(acts) + 1):
        last = acts[place - 1].on if place else acts[0].on
        page.append(f"# {f'{last} {type(acts[place - 1].fact).__name__}' if place else '还没有登记'}")
        tried = {
            what: [
                noun.refusals(state, cast.act(str(last + timedelta(days)), fact, case=acts[0].case), BOOK)
                for days in (-1, *LATER)
            ]
            for what, fact in says
        }
        page += _lines(tried, words)
        state = noun.after(state, acts[place], BOOK) if place < len(acts) else None
    golden(f"refusals/{name}.txt", "\n".join([*page, "", *words.values()]) + "\n")


@pytest.mark.parametrize("file", sorted(path.stem for path in FOLDER.glob("*.yaml")))
def test_of_requests(file: str, golden: Golden) -> None:
    alike, words = defaultdict[str, list[str]](list), dict[str, str]()
    for name, case in cases():
        if name.startswith(f"{file}：") and "senseless" not in case:
            book = rulebook(case.get("settings", {}))
            state = folded(case["acts"], book, tuple(case.get("breaches", ())))
            last = case["acts"][-1][0]
            tried = {
                what: [
                    requests.refusals(state, on_request(last + timedelta(days), fact, dict(fields)), book)
                    for days in LATER
                ]
                for what, fact, fields in REQUESTS
            }
            alike["\n".join(_lines(tried, words))].append(f"# {case['name']}")
    page = ["\n".join([*names, lines]) for lines, names in alike.items()]
    golden(f"refusals/{file}.txt", "\n".join([*page, "", *words.values()]) + "\n")


def test_of_a_request_that_has_not_come() -> None:
    def refused(act: Act, state: requests.Request | None = None) -> list[tuple[str, str]]:
        return [(each.code, each.says) for each in requests.refusals(state, act, BOOK)]

    day = cast.day("2026-03-02")
    assert refused(on_request(day, "Confirmed")) == [("not_arrived", "这件申请还没有登记。")]
    assert refused(on_request(day, "Arrived")) == []
    early = on_request(date(2008, 4, 30), "Arrived", {"items": []})
    assert refused(early) == [
        ("before_the_regulations", "2008年4月30日条例还没有施行。"),
        ("items", "申请至少要有一项内容，各项的编号不能重复。"),
    ]
    assert refused(on_request(date(2008, 5, 1), "Arrived")) == []
    other = cast.act("2026-03-02", of_documents.Changed("附件"), case="request/2026-0001")
    assert refused(other) == [("other_noun", "这条记录说的不是一件申请。")]
    corrected = cast.act(
        "2026-03-02", Corrected(1, day, of_requests.Withdrawn("书面"), "重复"), case="request/2026-0001"
    )
    assert refused(corrected) == [("correction_alone", "更正要连同整个案件重新计算，不能单独记入。")]
    state = requests.after(None, on_request(day, "Arrived"), BOOK)
    stray = cast.act("2026-03-03", of_requests.Withdrawn("书面"), case="request/2026-0002")
    assert refused(stray, state) == [
        ("other_case", "这条记录属于案件「request/2026-0002」，不属于「request/2026-0001」。")
    ]


def _lines(tried: Mapping[str, Sequence[Sequence[Refusal]]], words: dict[str, str]) -> Iterator[str]:
    """The acts that are refused for the same reasons in one line; ``words`` takes the first refusal of each wording."""
    together = defaultdict[str, list[str]](list)
    for what, refused in tried.items():
        codes = ["、".join(cast.codes(each)) or "可以" for each in refused]
        if set(codes) != {"可以"}:
            together[codes[0] if len(set(codes)) == 1 else " → ".join(codes)].append(what)
        for each in chain.from_iterable(refused):
            kind = "违反" if each.is_breach else "不成立"
            line = f"{kind} {each.code}：{each.says}{each.remedy}〔{' '.join(each.basis)}〕"
            words.setdefault(re.sub(r"\d+", "", line), line)
    yield from (f"  {codes}：{'；'.join(acts)}" for codes, acts in together.items())
