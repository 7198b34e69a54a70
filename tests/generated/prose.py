"""The words of an invented county's reports: plausible, with facts in digits and in words, and with traps.

The traps are numbers and table labels that stand in sentences, where no reader may take them for cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

DEPARTMENTS = (
    "财政局",
    "教育局",
    "自然资源局",
    "卫生健康局",
    "农业农村局",
    "水务局",
    "审计局",
    "应急管理局",
    "文化和旅游局",
)
TOWNSHIPS = ("白石镇", "柳林乡", "三汊镇", "黄草坪乡", "石门街道", "双桥镇")
HEADINGS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
_NUMERALS = "一二三四五六"


@dataclass(frozen=True, slots=True)
class Section:
    number: int
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    title: str
    preamble: str
    sections: tuple[Section, ...]
    signoff: tuple[str, str] | None


def agency(rng: Random) -> str:
    if rng.random() < 0.1:
        return "云溪县人民政府办公室"
    if rng.random() < 0.4:
        place = rng.choice(TOWNSHIPS)
        return f"云溪县{place}{'办事处' if place.endswith('街道') else '人民政府'}"
    return f"云溪县{rng.choice(DEPARTMENTS)}"


def write(rng: Random, organ: str, year: int, facts: Mapping[str, int]) -> Body:
    texts = (
        _overview(rng, year, facts),
        _before_disclosure(rng, year),
        _before_requests(rng, year, facts),
        _before_remedies(rng, facts),
        _problems(rng),
        _other(rng, year),
    )
    sections = tuple(
        Section(number, f"{_NUMERALS[number - 1]}、{HEADINGS[number - 1]}", tuple(texts[number - 1]))
        for number in range(1, 7)
    )
    day = f"{year + 1}年1月{rng.randint(4, 30)}日"
    return Body(
        _title(rng, organ, year), _preamble(rng, year), sections, None if rng.random() < 0.3 else (organ, day)
    )


def _title(rng: Random, organ: str, year: int) -> str:
    return rng.choice(
        [f"{organ}{year}年政府信息公开工作年度报告", f"{organ} {year} 年度政府信息公开工作年度报告"]
    )


def _preamble(rng: Random, year: int) -> str:
    return rng.choice(
        [
            "",
            f"根据《中华人民共和国政府信息公开条例》第五十条规定编制本报告，数据统计期限为{year}年1月1日至{year}年12月31日。",
            f"本报告由六个部分组成，如有疑问请与办公室联系（电话：0793-{year}086，邮编：334{year % 1000}）。",
        ]
    )


def _overview(rng: Random, year: int, facts: Mapping[str, int]) -> list[str]:
    listed = [
        f"{year}年，本机关认真执行《政府信息公开条例》，把公开工作与业务工作一同安排、一同检查。",
        (
            f"（一）主动公开。全年通过县政府网站公开信息{rng.randint(3, 900)}条，其中政策解读{rng.randint(1, 20)}条、"
            f"图解{rng.choice('一二三四五')}件；公众号推送{rng.randint(1, 300)}条。"
        ),
        _on_request(facts),
        f"（三）政府信息管理。修订制度{rng.randint(1, 4)}项，清理规范性文件{rng.randint(0, 9)}件。",
        f"（四）平台建设。专栏于{year}年{rng.randint(1, 12)}月改版，设栏目{rng.randint(4, 30)}个。总计访问约2万人次。",
        f"（五）监督保障。举办培训{rng.choice(['1次', '2场', '一期'])}，参训{rng.randint(8, 120)}人次，考核优秀。",
    ]
    return [listed[0], *rng.sample(listed[1:], rng.randint(2, 5))]


def _on_request(facts: Mapping[str, int]) -> str:
    if not facts["received"]:
        return "（二）依申请公开。全年收到政府信息公开申请0件，未收取任何费用，没有结转。"
    return (
        f"（二）依申请公开。全年收到政府信息公开申请{facts['received']}件，其中自然人{facts['natural']}件；"
        f"上年结转{facts['carried']}件，予以公开{facts['granted']}件。"
    )


def _before_disclosure(rng: Random, year: int) -> list[str]:
    return rng.choice([[], [], [f"{year}年度，没有制发规章，按要求公开了第二十条所列的信息。"]])


def _before_requests(rng: Random, year: int, facts: Mapping[str, int]) -> list[str]:
    some = f"{year}年共收到申请{facts['received']}件，办结{facts['done']}件。"
    said = some if facts["received"] else "全年未收到政府信息公开申请。"
    return rng.choice([[], [], [said]])


def _before_remedies(rng: Random, facts: Mapping[str, int]) -> list[str]:
    quiet = not facts["reconsidered"] and not facts["sued"]
    said = (
        "未发生行政复议和行政诉讼。"
        if quiet
        else f"被申请行政复议{facts['reconsidered']}件，被提起诉讼{facts['sued']}件。"
    )
    return rng.choice([[], [], [said]])


def _problems(rng: Random) -> list[str]:
    faults = ["公开内容还不够细", "解读形式较为单一", "个别栏目更新不够及时", "基层人员业务不熟"]
    cures = ["完善目录，按月核对", "多用图表和短视频", "每季度抽查1次，发现1处整改1处", "组织不少于2次培训"]
    some = rng.sample(range(4), 2)
    return [
        "存在的问题：" + "".join(f"{word}是{faults[n]}；" for word, n in zip("一二", some, strict=True)),
        "改进措施：" + "".join(f"{k}.{cures[n]}。" for k, n in enumerate(some, 1)),
    ]


def _other(rng: Random, year: int) -> list[str]:
    return rng.choice(
        [
            ["无。"],
            [f"{year}年本机关未收取信息处理费。", "没有其他需要报告的事项。"],
            [f"按照《政府信息公开信息处理费管理办法》，{year}年收取信息处理费0元。"],
            [
                f"1.办理人大建议{rng.randint(1, 9)}件、政协提案{rng.randint(1, 9)}件，总计全部公开。",
                "2.信息处理费：0元。",
            ],
        ]
    )
