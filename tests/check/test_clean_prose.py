"""Reports as a careful office writes them: no rule on prose finds anything, in either profile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from gongkai.check.registry import PROFILES
from gongkai.check.run import check
from tests.check.cases import report

COUNTY = """\
云溪县2023年政府信息公开工作年度报告
本报告根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）要求编制。报告中所列数据的统计期限自2023年1月1日起至2023年12月31日止。如对本报告有疑问，请与云溪县人民政府办公室联系（地址：云溪县城关镇人民路1号；电话：0398-7654321）。
一、总体情况
2023年，云溪县坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻党的二十大精神，认真落实《条例》和省、市政务公开工作要点，以公开促落实、促规范、促服务，全县政府信息公开工作取得新成效。
（一）主动公开情况。全年通过县政府门户网站公开政府信息12,345条，其中政策文件86条、政策解读62条；通过“云溪发布”微信公众号推送信息1205条。围绕“六稳”“六保”、乡村振兴、营商环境等重点领域，及时公开规划、财政预决算、重大项目等信息。
（二）依申请公开情况。全县共收到政府信息公开申请58件，比上年增加6件；上年结转2件；全年办结57件，结转下年度3件。在办结的申请中，予以公开31件，部分公开4件，不予公开3件，无法提供15件，不予处理1件，其他处理3件。没有因依申请公开收取信息处理费。
（三）政府信息管理情况。健全公文公开属性源头认定机制，公开规范性文件9件，清理废止3件，现行有效规范性文件41件，均在专栏集中公开。
（四）平台建设情况。完成门户网站公开专栏改版，优化检索功能，将原12个栏目整合为8个；乡镇（街道）建成政务公开专区14个。
（五）监督保障情况。将政务公开纳入年度绩效考核，分值权重为4%；举办业务培训2期，培训160人次；开展社会评议1次，满意率为96.5%；全年没有责任追究情况。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
2023年，我县政府信息公开工作虽有进步，但仍存在一些问题：一是公开的及时性有待提高，个别单位发布信息滞后；二是政策解读形式较单一；三是基层工作人员变动频繁，业务能力有待加强。
针对上述问题，2024年将从以下方面改进：一是压实责任，加强日常监测；二是丰富解读形式，采用图解、视频等方式；三是加强培训，每季度开展一次业务交流。
六、其他需要报告的事项
根据《政府信息公开信息处理费管理办法》，本年度发出收费通知0件，未收取信息处理费。
云溪县人民政府办公室
2024年2月28日
"""
COUNTY_CELLS = {
    "requests.new_received.total": 58,
    "requests.carried_in.total": 2,
    "requests.total.total": 57,
    "requests.carried_out.total": 3,
    "requests.granted.total": 31,
    "requests.partially_granted.total": 4,
    "requests.denied.third_party_rights.total": 3,
    "requests.unable.not_held.total": 15,
    "requests.not_processed.repeated.total": 1,
    "requests.other.misc.total": 3,
    "disclosure.normative_documents.issued": 9,
    "disclosure.normative_documents.repealed": 3,
    "disclosure.normative_documents.in_force": 41,
}

BUREAU = """\
云溪县自然资源局
2022年政府信息公开工作年度报告
根据《中华人民共和国政府信息公开条例》规定，现公布云溪县自然资源局2022年政府信息公开工作年度报告。本报告中所列数据的统计期限为2022年1月1日至2022年12月31日。
一、总体情况
（一）主动公开。2022年，我局主动公开各类政府信息423条，涉及土地征收、规划许可、矿产资源等方面。作出行政处罚决定7件，均按规定公示。
（二）依申请公开。2022年，我局收到政府信息公开申请11件，其中通过网络提交的7件、信函4件；另有上年结转1件，均已办结。因申请人主动撤回，2件不再办理。
（三）政府信息管理。严格落实“谁公开、谁审查、谁负责”要求，坚持“先审查、后公开”“一事一审”，没有发生失泄密事件。
（四）政府信息公开平台建设。在局办公楼一楼设立公开查阅点，在县政府网站设立专栏，接受群众查询36人次。
（五）监督保障。调整政务公开领导小组，由局长任组长；全年组织培训3次，参训120人次；未发生责任追究。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
2022年，我局因政府信息公开被申请行政复议1件，结果维持1件；未发生政府信息公开行政诉讼案件。
五、存在的主要问题及改进情况
（一）存在的问题。一是公开目录还不够细。二是业务培训不够经常。
（二）改进情况。一是对照标准目录逐项细化。二是把公开工作纳入股室例会，做到经常学、经常练。
六、其他需要报告的事项
2022年，我局没有收取信息处理费。没有其他需要报告的事项。
云溪县自然资源局
二〇二三年一月十二日
"""
BUREAU_CELLS = {
    "requests.new_received.total": 11,
    "requests.carried_in.total": 1,
    "requests.total.total": 12,
    "requests.granted.total": 10,
    "requests.other.misc.total": 2,
    "disclosure.penalties.decisions": 7,
    "remedies.reconsideration.upheld": 1,
    "remedies.reconsideration.total": 1,
}

TOWNSHIP = """\
云溪县白石镇人民政府2021年政府信息公开工作年度报告
一、总体情况
2021年，白石镇认真贯彻落实《中华人民共和国政府信息公开条例》，在县政府办公室的指导下，结合我镇实际，扎实推进政府信息公开工作。本报告统计数据的时间为2021年1月1日至12月31日。
1.主动公开情况。我镇通过县政府网站白石镇专栏公开信息156条，通过村务公开栏公开信息300余条。
2.依申请公开情况。2021年，我镇未收到政府信息公开申请，也没有因政府信息公开引起的行政复议和行政诉讼。
3.政府信息管理情况。对拟公开的信息逐条进行保密审查，做到不审查不公开。
4.平台建设情况。在便民服务中心设立政务公开专区，配备查询设备2台。
5.监督保障情况。把政务公开列入村（社区）年度考核内容，组织社会评议，没有需要追究责任的情形。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
主要问题：公开的内容与群众的需求还有差距，部分信息更新不够及时。改进情况：安排专人负责信息更新，每周检查一次专栏，及时补充群众关心的内容。
六、其他需要报告的事项
本年度没有收取信息处理费，没有其他需要报告的事项。
云溪县白石镇人民政府
2022年1月18日
"""

OLD = """\
云溪县教育局2020年政府信息公开工作年度报告
按照《中华人民共和国政府信息公开条例》和国办公开办函〔2019〕60号文件要求，编制本报告。统计期限为2020年1月1日至2020年12月31日。
一、总体情况
2020年，我局主动公开政府信息210条，制作规范性文件2件，对外公开2件。全年共收到依申请公开4件，均按时答复。截至目前，局机关制发公文180件，其中公开95件。没有被申请行政复议和提起行政诉讼的情况。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、因政府信息公开工作被申请行政复议、提起行政诉讼情况
五、存在的主要问题及改进情况
存在的问题主要是信息公开的队伍不够稳定，公开的意识有待加强。下一步，我局将加强学习，配强力量，推动工作再上新台阶。
六、其他需要报告的事项
无
云溪县教育局
2021年1月15日
"""
OLD_CELLS = {
    "requests.new_received.total": 4,
    "requests.total.total": 4,
    "requests.granted.total": 4,
    "disclosure.normative_documents.made": 2,
    "disclosure.normative_documents.newly_disclosed": 2,
}


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    ("document", "cells"),
    [(COUNTY, COUNTY_CELLS), (BUREAU, BUREAU_CELLS), (TOWNSHIP, {}), (OLD, OLD_CELLS)],
    ids=["county", "bureau", "township", "old"],
)
def test_nothing_is_found(profile: str, document: str, cells: Mapping[str, Any]) -> None:
    found = check(
        report({"document": document, "cells": cells}), profile, select=("SEC", "TXT", "TTL", "RES", "PRV")
    )
    known = {"heading-wording"} if "因政府信息公开工作被申请" in document else set()
    assert [(one.code, one.name, one.says) for one in found if one.name not in known] == []


def test_the_statements_agree_with_the_tables_because_they_were_read() -> None:
    """A rule that finds nothing because nothing was read proves nothing."""
    read = report({"document": COUNTY, "cells": COUNTY_CELLS})
    assert {fact.metric for fact in read.facts} >= {
        "requests.new_received.total",
        "requests.carried_in.total",
        "requests.carried_out.total",
        "requests.granted.total",
        "requests.unable.*.total",
        "disclosure.normative_documents.in_force",
        "narrative.processing_fee",
        "period",
    }
