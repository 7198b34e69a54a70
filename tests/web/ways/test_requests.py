"""What becomes of a request, followed through every page that its people come to."""

from __future__ import annotations

import re
from collections.abc import Callable

import pypdfium2
import pytest

from tests.web.ways.conftest import ORGAN
from tests.web.ways.walking import Walker

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db]
Comes = Callable[..., Walker]
Day = Callable[[str], None]
CASE = f"/work/{ORGAN}/requests/2025-0001/"
GIVEN = {
    "item_1": "白石镇供水工程的招标结果",
    "category": "natural_person",
    "name": "钱塘江",
    "proof": "99010119900101001X",
    "phone": "0000-1234567",
}

SUPPLIED = {
    "1__supplied": "白石镇供水工程2024年度中标结果公告1份",
    "1__form": "电子文档",
    "1__supplied_on": "2025年12月22日",
}
REASON = "报价清单是本公司的底牌"
WEIGHED = {
    "harm": "公开报价可能影响企业今后的投标",
    "public_interest": "饮水安全关系全镇居民，不公开会影响对工程的监督",
}
PENALTIES = "disclosure.penalties.decisions"
REPORT = {
    "text:overview": "（一）主动公开。全年主动公开政府信息20条。\n（二）依申请公开。全年新收政府信息公开申请1件，"
    "没有上年结转的申请，予以公开1件。\n（三）政府信息管理。规范性文件逐件登记。\n（四）平台建设。网站运行正常。\n"
    "（五）监督保障。开展培训1次。",
    "text:problems": "（一）存在的主要问题。公开内容更新不够及时。\n（二）改进情况。建立了更新台账，指定专人负责。",
    "cell:disclosure.licensing.decisions": "2",
    f"cell:{PENALTIES}": "0",
    "cell:disclosure.coercion.decisions": "0",
    "cell:disclosure.fees.amount": "0",
    "day": "2026-01-12",
}


def files(citizen: Walker) -> tuple[str, str]:
    """On the public form; number and code."""
    citizen.goes("/").goes("/apply/").goes(f"/apply/{ORGAN}/")
    citizen.fills(**GIVEN).presses("下一步：核对").sees("还没有提交")
    citizen.presses("提交申请")
    number, code = citizen.page.locator(".secret").all_inner_texts()
    return number, code


def words_of(pdf: bytes) -> str:
    """In one line: where a line of the paper ends says nothing."""
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return "".join("".join(pages).split())


def tracks(citizen: Walker, number: str, code: str) -> Walker:
    return citizen.goes("/track/").fills(number=number, code=code).presses("查询")


def confirms(clerk: Walker, due: str) -> None:
    clerk.goes("/work/").goes("/work/requests/").presses("2025-0001").presses("双方确认收到")
    clerk.fills(how="电话联系，申请人确认").presses("记录").sees(f"{due}到期")


def drafts(clerk: Walker, title: str, **given: str) -> None:
    """Chosen, filled in, saved and sent on."""
    clerk.goes(CASE).presses("起草文书").presses("起草", within=f"tr:has-text('{title}')")
    sends(clerk, **given)


def sends(clerk: Walker, **given: str) -> None:
    clerk.fills(**given).presses("保存为新的一稿").presses("看这一稿，送出").sees("可以送出")
    legal = clerk.page.get_by_role("button", name="送合法性审核").count()
    clerk.presses("送合法性审核" if legal else "送负责人签发")


def reviews(reviewer: Walker, title: str) -> None:
    opens(reviewer, title).presses("审核")
    reviewer.fills(result="agrees", opinion="依据充分。").presses("记录意见")


def signs(leader: Walker, title: str) -> None:
    opens(leader, title).presses("签发").fills(result="agrees").presses("提交").sees("已签发")


def opens(person: Walker, title: str) -> Walker:
    """The draft, among those that wait for this person."""
    person.goes("/work/").goes("/work/letters/").follows(f"tbody th a:has-text('{title}')")
    return person


def chooses(clerk: Walker, *answers: str) -> None:
    """Answers of the guide."""
    for each in answers:
        clerk.follows(f".choices a:has(strong:text-is('{each}'))")


def test_a_request_from_the_form_to_the_public_report(comes: Comes, day: Day) -> None:
    day("2025-11-03")
    citizen, clerk = comes("citizen"), comes("张清源", "clerk", ORGAN)
    reviewer, leader = comes("王法规", "reviewer", ORGAN), comes("李云溪", "leader", ORGAN)
    ticket = files(citizen)
    confirms(clerk, "2025年12月1日")
    _supplemented(day, citizen, clerk, leader, ticket)
    _extended(day, clerk, leader)
    tracks(citizen, *ticket).sees("告知延长15个工作日", "2025年12月24日")
    _answered(day, clerk, reviewer, leader)
    _picked_up_and_verified(citizen, ticket)
    clerk.goes("/work/figures/").follows("a[href$='requests.granted.natural_person/']")
    clerk.sees("（一）予以公开").presses("申请 2025-0001").sees("2025年12月22日答复")
    editor, supervisor = comes("陈编辑", "editor", ORGAN), comes("周主管", "supervisor", "yunxi")
    _filed(day, editor, leader)
    _sent_back(supervisor)
    _filed_again(day, editor, leader)
    _published(day, supervisor, leader)
    citizen.goes("/").goes("/reports/").presses("云溪县水务局").sees("2026年1月16日公布")
    row = citizen.page.locator("tr", has_text="（一）予以公开").filter(has_text="三、本年度办理结果")
    assert row.locator("td").all_inner_texts() == ["1", "0", "0", "0", "0", "0", "1"]


def _supplemented(day: Day, citizen: Walker, clerk: Walker, leader: Walker, ticket: tuple[str, str]) -> None:
    asked = {"asks": "写明是哪一年的项目", "until": "2025-11-21", "say_unclear": "没有写明项目的年度"}
    drafts(clerk, "补正告知书", **asked)
    signs(leader, "政府信息公开申请补正告知书")
    day("2025-11-05")
    tracks(citizen, *ticket).sees("请您补正", "写明是哪一年的项目")
    citizen.presses("政府信息公开申请补正告知书").presses("领取").sees("2025年11月5日送达")
    citizen.goes("/track/request/").presses("现在补正")
    citizen.fills(item_1="白石镇供水工程2024年度的招标结果").presses("提交补正")
    citizen.sees("已提交", "2025年12月3日")  # 20 working days after the supplement


def _extended(day: Day, clerk: Walker, leader: Walker) -> None:
    day("2025-12-01")
    clerk.goes(CASE).presses("交由承办").fills(to=f"clerk-{ORGAN}").presses("记录")
    drafts(clerk, "延期答复告知书", days="15", reason="需要向白石镇供水站调取档案")
    clerk.sees("2025年11月3日（2025年11月5日收到补正）")
    signs(leader, "政府信息公开申请延期答复告知书")


def _answered(day: Day, clerk: Walker, reviewer: Walker, leader: Walker) -> None:
    day("2025-12-22")
    clerk.goes(CASE).presses("判断向导")
    chooses(clerk, "是", "否", "政府信息", "是", "是", *["否"] * 12)
    clerk.sees("（一）予以公开").presses("作为第 1 项的拟处理结果")
    sends(clerk, **SUPPLIED)
    reviews(reviewer, "政府信息公开申请答复书")
    signs(leader, "政府信息公开申请答复书")


def _picked_up_and_verified(citizen: Walker, ticket: tuple[str, str]) -> None:
    """The file that was picked up is the one that was signed, by the code that is printed in it."""
    tracks(citizen, *ticket).sees("可以领取").presses("政府信息公开申请答复书").presses("领取")
    content = citizen.downloads(".pdf")
    (code,) = re.findall(r"核验码：([0-9A-Z-]+)", words_of(content))
    citizen.goes("/verify/").fills(code=code)
    given = {"name": "答复书.pdf", "mimeType": "application/pdf", "buffer": content}
    citizen.page.set_input_files("#id_document", [given])
    citizen.presses("核对").sees("是真的，文件与签发的一字不差", "云水公开〔2025〕1号")


def _filed(day: Day, editor: Walker, leader: Walker) -> None:
    day("2026-01-12")
    editor.goes("/work/").goes("/work/reports/").presses("由台账起草")
    editor.fills(**REPORT).presses("保存并返回").sees("已经保存")
    leader.goes("/work/").presses("2025 年度报告").presses("报送").presses("报送第 2 版").sees("已经报送")


def _sent_back(supervisor: Walker) -> None:
    supervisor.goes("/work/").goes("/work/season/").presses("云溪县水务局").presses("退回修改")
    supervisor.follows(f"button[name=add][value='{PENALTIES}']")
    supervisor.page.locator("textarea[name=says]").last.fill("与执法平台的件数不一致。")
    supervisor.presses("退回").sees("已经退回", "与执法平台的件数不一致。", "第 1 次报送")


def _filed_again(day: Day, editor: Walker, leader: Walker) -> None:
    day("2026-01-14")
    editor.goes("/work/").sees("退回修改").presses("2025 年度报告").sees("与执法平台的件数不一致").presses(
        "填写"
    )
    editor.fills(**{f"cell:{PENALTIES}": "3"}).presses("保存并返回")
    leader.goes("/work/").presses("2025 年度报告").presses("报送").presses("报送第 3 版")


def _published(day: Day, supervisor: Walker, leader: Walker) -> None:
    supervisor.goes("/work/season/").presses("云溪县水务局").presses("同意公布").presses("同意公布第 3 版")
    day("2026-01-16")
    leader.goes("/work/").sees("同意公布").presses("2025 年度报告").presses("公布")
    leader.fills(address="https://www.yunxi.invalid/2025.html").presses("公布").sees("2026年1月16日公布")


def test_a_third_party_objects(comes: Comes, day: Day) -> None:
    day("2025-11-03")
    citizen, clerk = comes("citizen"), comes("张清源", "clerk", ORGAN)
    reviewer, leader = comes("王法规", "reviewer", ORGAN), comes("李云溪", "leader", ORGAN)
    ticket = files(citizen)
    confirms(clerk, "2025年12月1日")
    given = {"party": "第三方甲", "addressee": "云溪县桃源建材有限公司", "say_concerns": "商业秘密"}
    drafts(clerk, "征求第三方意见书", **given)
    signs(leader, "征求第三方意见书")
    _delivered(clerk, "云水公开征〔2025〕1号", on="2025-11-03")
    day("2025-11-14")
    clerk.goes(CASE).presses("第三方答复").fills(party="第三方甲", answer="objects", reason=REASON).presses(
        "记录"
    )
    clerk.sees("2025年12月12日到期")  # the nine working days of the consultation do not count
    clerk.presses("权衡公开的影响").fills(**WEIGHED).presses("记录")
    _proposed(clerk)
    clerk.sees("案件里没有书面告知它的记录")
    drafts(clerk, "告知第三方书", party="第三方甲", addressee="云溪县桃源建材有限公司")
    clerk.sees("云溪县桃源建材有限公司：", f"决定公开的理由：{WEIGHED['public_interest']}")
    reviews(reviewer, "政府信息公开告知第三方书")
    signs(leader, "政府信息公开告知第三方书")
    clerk.goes(CASE).presses("政府信息公开申请答复书　第 1 稿").presses("修改")
    sends(clerk, **SUPPLIED)
    reviews(reviewer, "政府信息公开申请答复书")
    signs(leader, "政府信息公开申请答复书")
    tracks(citizen, *ticket).presses("政府信息公开申请答复书").presses("领取")
    for told in (clerk.goes(CASE).presses("云水公开〔2025〕1号").text(), words_of(citizen.downloads(".pdf"))):
        assert "第三方不同意公开" in told
        assert WEIGHED["public_interest"] in told
        assert "第十五条、第三十二条" in told
        assert REASON not in told
        assert "桃源建材" not in told


def _proposed(clerk: Walker) -> None:
    clerk.goes(CASE).presses("判断向导")
    chooses(
        clerk,
        "是",
        "否",
        "政府信息",
        "是",
        "是",
        *["否"] * 5,
        "商业秘密",
        "不同意，理由合理",
        "是",
        *["否"] * 6,
    )
    clerk.presses("作为第 1 项的拟处理结果")


def _delivered(clerk: Walker, letter: str, on: str) -> None:
    clerk.goes(CASE).presses(letter).presses("记录送达")
    clerk.fills(way="direct", proof="送达回证", received=on).presses("记录").sees("已记录送达")


def test_a_fee_lapses(comes: Comes, day: Day) -> None:
    day("2025-11-03")
    citizen, clerk = comes("citizen"), comes("张清源", "clerk", ORGAN)
    reviewer, leader = comes("王法规", "reviewer", ORGAN), comes("李云溪", "leader", ORGAN)
    ticket = files(citizen)
    confirms(clerk, "2025年12月1日")
    asked = {
        "scale": "pages",
        "quantity": "46",
        "reason": "页数明显超过合理范围",
        "say_pay_way": "非税收入账户",
    }
    drafts(clerk, "收费通知书", **asked)
    clerk.sees("160元")  # 30 pages are free, the other 16 cost 10 yuan each
    reviews(reviewer, "政府信息公开信息处理费收费通知书")
    signs(leader, "政府信息公开信息处理费收费通知书")
    tracks(citizen, *ticket).presses("政府信息公开信息处理费收费通知书").presses("领取")
    citizen.goes("/track/request/").sees("请您缴费", "请最迟在2025年12月1日缴清")
    day("2025-12-10")
    clerk.goes("/work/").sees("等待：申请人缴费", "对方已逾期")
    drafts(clerk, "不再处理告知书", kind="lapsed_fee")
    reviews(reviewer, "政府信息公开申请不再处理告知书")
    signs(leader, "政府信息公开申请不再处理告知书")
    tracks(citizen, *ticket).sees("不再处理　逾期没有缴费")
    clerk.goes("/work/figures/").follows("a[href$='requests.other.fee_unpaid.natural_person/']")
    clerk.sees("申请人逾期未按收费通知要求缴纳费用").presses("申请 2025-0001").sees("已缴 0 元")


def test_a_clerk_leaves_and_hands_over(comes: Comes, day: Day) -> None:
    day("2025-11-03")
    citizen, clerk = comes("citizen"), comes("张清源", "clerk", ORGAN)
    heir = comes("孙接手", "clerk", ORGAN, key="heir")
    for number in ("2025-0001", "2025-0002"):
        files(citizen)
        clerk.goes(f"/work/{ORGAN}/requests/{number}/").presses("交由承办")
        clerk.fills(to=f"clerk-{ORGAN}").presses("记录")
    day("2025-11-05")
    clerk.goes("/work/handover/").fills(giver=f"clerk-{ORGAN}", taker="heir").presses("看有哪些未办结的")
    clerk.sees("2 件", "申请 2025-0001", "申请 2025-0002").presses("移交并生成交接单")
    clerk.sees("已移交 2 件", "移交人：张清源　接收人：孙接手", "申请 2025-0001", "申请 2025-0002")
    heir.goes("/work/requests/?handler=heir").sees("2025-0001", "2025-0002")
    heir.presses("2025-0002").sees("承办人：孙接手")
