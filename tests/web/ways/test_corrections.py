"""What was recorded wrongly is put right, and reasons that came are taken up, followed through the pages."""

from __future__ import annotations

import pytest

from tests.web.ways.conftest import ORGAN
from tests.web.ways.test_requests import CASE, Comes, Day, confirms, drafts, files, reviews, signs, tracks
from tests.web.ways.walking import Walker

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db]
REASONS = "要核对三年的账目，分几次才问得清"


def test_reasons_come_and_a_wrong_registration_is_put_right(comes: Comes, day: Day) -> None:
    day("2025-11-03")
    citizen, clerk = comes("citizen"), comes("张清源", "clerk", ORGAN)
    reviewer, leader = comes("王法规", "reviewer", ORGAN), comes("李云溪", "leader", ORGAN)
    ticket = files(citizen)
    confirms(clerk, "2025年12月1日")
    drafts(clerk, "说明理由告知书", why="一年申请三百件", until="2025-11-21")
    signs(leader, "说明理由告知书")
    day("2025-11-07")
    tracks(citizen, *ticket).presses("说明理由").fills(text=REASONS).presses("提交理由")
    day("2025-11-10")
    clerk.goes("/notices/").presses("去看看").sees("申请人交来的材料")
    assert clerk.page.locator('[name="on"]').input_value() == "2025-11-07"
    clerk.fills(is_reasonable="True").presses("记录").sees("收到理由说明", REASONS)
    _registration_put_right(clerk)
    supplied = {
        "1__supplied": "招标公告",
        "1__form": "纸质",
        "1__supplied_on": "2025年11月10日",
    }
    clerk.goes(CASE).presses("起草文书").presses("起草", within="tr:has-text('申请答复书')")
    clerk.page.locator('[name="1__kind"]').select_option("granted")
    clerk.page.locator('[name="1__supplied"]').wait_for()
    clerk.fills(**supplied).presses("保存为新的一稿").presses("看这一稿，送出").presses("送合法性审核")
    reviews(reviewer, "政府信息公开申请答复书")
    signs(leader, "政府信息公开申请答复书")
    _reply_put_right(clerk)


def _registration_put_right(clerk: Walker) -> None:
    clerk.follows("#entry-3 a:text-is('更正')").sees("先说明目的、显示申请人信息")
    clerk.presses("说明目的、显示申请人信息").fills(purpose="更正登记").presses("显示 15 分钟")
    clerk.follows("#entry-3 a:text-is('更正')").sees("申请的内容", "为什么更正")
    wrong = {"asked_1": "白石镇供水工程的中标结果", "phone": "0000-7654320", "because": "把中标听成了招标"}
    clerk.fills(**wrong).presses("看更正以后的期限").sees("更正以后")
    clerk.presses("更正").sees(
        "白石镇供水工程的中标结果　原来记的是：白石镇供水工程的招标结果", "把中标听成了招标", "已由第"
    )


def _reply_put_right(clerk: Walker) -> None:
    clerk.goes(CASE).follows("li:has(strong:text-is('答复')) a:text-is('更正')").sees("更正记录不会改变它")
    clerk.fills(**{"1__supplied": "中标公告", "because": "附件名称写错"}).presses("更正")
    clerk.sees("第 1 项：提供的信息（附件清单）", "中标公告　原来记的是：招标公告")
