"""Requests that need nothing but their answer, and what has to stand in the file before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gongkai.ledger.facts.request import Outcome
from gongkai_web.demo.office import Days, Office, Story
from gongkai_web.demo.stories.steps import (
    SCOPE,
    classified,
    granted,
    replied,
    searched,
    spoken,
    taken_in,
    weighed,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A kind of reply with what its letter states; ``before`` is what is recorded first."""

    kind: str
    choices: tuple[str | None, ...] = (None,)
    states: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[Office, str], None] | None = None


ANSWERS = (
    Answer("already_public", states={"place": "云溪县人民政府网站“政府信息公开”专栏"}),
    Answer("state_secret", states={"document": "《专项工作方案》", "authority": "上级机关的定密决定"}, before=classified),
    Answer("prohibited_by_law", states={
        "law": "《统计法》第十一条", "prohibition": "统计调查中获得的能够识别单个对象的资料不得对外提供",
    }),
    Answer("three_security_one_stability", ("public_security", "social_stability", "economic_security"),
           {"explanation": "公开后可能被用来破坏供水供电设施"}, weighed),
    Answer("internal_affairs", ("logistics", "personnel", "workflow"), {"explanation": "属于内部管理，不对外产生影响"}),
    Answer("process_information", ("request_report", "draft", "discussion", "consultation"),
           {"explanation": "形成于报批过程，还没有作出决定"}),
    Answer("enforcement_file", states={"file": "已办结的一件行政处罚案件的案卷"}),
    Answer("administrative_inquiry", states={
        "special_law": "《不动产登记暂行条例》", "place": "云溪县不动产登记中心查询窗口",
    }),
    Answer("not_exist", states={"search_scope": SCOPE}, before=searched),
    Answer("not_responsible", states={
        "explanation": "该事项由另一机关管理", "right_organ": "云溪县水务局（0000-7654300）",
    }),
    Answer("needs_creation", states={"explanation": "需要对历年的原始记录逐条归类、汇总"}),
    Answer("petition", ("petition", "complaint", "report"), {
        "matter": "请求查处邻居违法建房", "right_channel": "违法线索举报电话0000-7654399",
    }),
    Answer("publication", states={"publication": "《云溪年鉴》", "obtain_way": "到县图书馆借阅或者向出版单位购买"}),
    Answer("confirm_or_reissue", states={"earlier_acquisition": "已于上月当面领取该文件的复印件"}),
    Answer("not_government_information", states={"explanation": "是村民自治组织形成的材料，本机关没有获取"}),
    Answer("archived", states={"archive": "云溪县档案馆（0000-7654388）", "transferred": "2019年6月第二批"}),
    Answer("misc", states={"explanation": "内容是对工作的建议，已转有关科室研究"}),
)  # fmt: skip


def answered(answer: Answer) -> Story:
    def story(office: Office) -> Days:
        case = yield from taken_in(office)
        yield office.later(3, 15)
        if answer.before:
            answer.before(office, case)
            yield office.later(1)
        outcome = Outcome(1, answer.kind, office.rng.choice(answer.choices), answer.states)
        replied(office, case, outcome)

    return story


def given(office: Office) -> Days:
    case = yield from taken_in(office)
    yield office.later(2, 17)
    replied(office, case, granted(office))


def given_in_part(office: Office) -> Days:
    case = yield from taken_in(office)
    yield office.later(5, 16)
    weighed(office, case)
    withheld = office.rng.choice(("process_information", "internal_affairs", "enforcement_file"))
    states = {
        "supplied": "遮盖后的文件1份",
        "form": "纸质复印件",
        "supplied_on": spoken(office.today),
        "withheld": "其中的讨论记录和个人联系方式",
        "withheld_reason": "形成于讨论过程中，没有作出决定",
    }
    replied(office, case, Outcome(1, "partially_granted", withheld, states))


def given_late(office: Office) -> Days:
    """Late by some days, and recorded as what it is."""
    case = yield from taken_in(office)
    yield office.later(22, 28)
    replied(office, case, granted(office), breach="reply_late")
