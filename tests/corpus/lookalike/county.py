"""A small county: what its offices wrote, who took what from whom, and a report that was pasted without care."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from gongkai.corpus.lookalike.sketch import sketches
from gongkai.corpus.store.layout import Store
from gongkai.corpus.store.rows import Read
from gongkai.corpus.store.writing import write_shard
from gongkai.model.document import Format
from gongkai.model.report import Passage, Report, Section, Signoff

FINANCE, EDUCATION, CIVIL = "云溪县财政局", "云溪县教育局", "云溪县民政局"
OWN = (
    "一年来建成覆盖乡镇的查询终端十二处，把预算决算、惠农补贴、采购结果逐项上架，请退休会计和人大代表担任义务监督员，"
    "每季度走访一次村务公开栏，发现漏贴、迟贴当场补正。窗口设专人解答来电，疑难问题由业务股长当面说明，办结后电话回访，"
    "并把常见的提问整理成小册子，随补贴通知一同寄到户。网站栏目由信息中心值守，断链当天修复，旧文件加注废止日期。"
)
OTHER = (
    "招生划片、教师招聘、营养餐采购三类事项先公示后实施，公示期内收到家长意见四十七条，逐条书面回复。学校食堂明厨亮灶接入平台，"
    "任何人可以查看。各校校长在开学第一周面向家长讲解收费清单，督学随机抽查，抽查结果贴在校门口。教研室把历年试卷、课程方案整理归档，"
    "供教师和学生下载，并为视力障碍的学生制作大字版本。"
)
THIRD = (
    "低保、特困、临时救助名单按月更新，隐去住址和证号后张贴。养老机构的床位、收费、等级做成一张表，每周核对。婚姻登记预约放在手机上，"
    "高峰日提前告知。慈善募捐的去向按笔列出，接受捐赠人查询。地名更改先听老人意见，再报批准，标志牌上注明旧称。"
)
IMPROVE = "主要问题是查询终端偏少。下一步，一是为每个行政村配齐查询终端，二是建立惠农补贴电话回访制度，三是编印盲文版办事指南。"
AFTER = "上年提出的措施：已为每个行政村配齐查询终端；惠农补贴电话回访制度初步试行。存在的问题是解读不够生动。"


def report(agency: str, year: int, overview: str, problems: str, day: int) -> Report:
    return Report(
        agency,
        year,
        Passage(f"{agency}{year}年政府信息公开工作年度报告"),
        "2021",
        sections=(
            Section(1, "overview", Passage("一、总体情况"), (Passage(overview),)),
            Section(5, "problems", Passage("五、存在的主要问题及改进情况"), (Passage(problems),)),
        ),
        signoff=Signoff(Passage(agency), None, date(year + 1, 1, day)),
    )


REPORTS = (
    report(FINANCE, 2022, f"2022年，云溪县财政局认真履行职责。{OWN}", IMPROVE, 10),
    report(FINANCE, 2023, f"2023年，云溪县财政局认真履行职责。{OWN}{THIRD[:35]}", AFTER, 10),
    report(EDUCATION, 2023, f"2023年，云溪县财政局认真履行职责。{OWN}{OTHER[:40]}", "问题是人手少。", 20),
    report(CIVIL, 2023, f"2023年，云溪县民政局会同云溪县教育局认真履行职责。{THIRD}", "问题是系统旧。", 5),
)


def store(path: Path) -> Store:
    """The county's reports, taken in."""
    made = Store.create(path)
    reads = [
        Read(
            hashlib.sha256(f"{each.agency}{each.year}".encode()).hexdigest(),
            f"{each.year}/{each.agency}.docx",
            Format.DOCX,
            1_000,
            each,
            sketches=sketches(each),
        )
        for each in REPORTS
    ]
    write_shard(made, "one", reads)
    return made
