"""Documents that hold no such form. Whoever reads a figure out of them has invented it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.generated import prose
from tests.generated.draft import Box, Draft, Grid, Piece, Text, lay_out
from tests.generated.truth import random_truth

KINDS: dict[str, Callable[[Random], tuple[Piece, ...]]] = {}


def _kind(
    name: str,
) -> Callable[[Callable[[Random], tuple[Piece, ...]]], Callable[[Random], tuple[Piece, ...]]]:
    def register(function: Callable[[Random], tuple[Piece, ...]]) -> Callable[[Random], tuple[Piece, ...]]:
        KINDS[name] = function
        return function

    return register


def negative(kind: str, rng: Random) -> Draft:
    return Draft(KINDS[kind](rng), {}, full=True)


def _grid(lines: list[list[str]]) -> Grid:
    width = max(len(line) for line in lines)
    rows = tuple(
        tuple(
            Box(text, "head" if not at else "void", n)
            for n, text in enumerate([*line, *[""] * (width - len(line))])
        )
        for at, line in enumerate(lines)
    )
    return Grid("other", rows, width, 1)


_OLD = (
    ("一、主动公开情况", ""),
    ("（一）主动公开政府信息数", "条"),
    ("其中：主动公开规范性文件数", "条"),
    ("制发规范性文件总数", "件"),
    ("（二）通过不同渠道和方式公开政府信息的情况", ""),
    ("1.政府公报公开政府信息数", "条"),
    ("2.政府网站公开政府信息数", "条"),
    ("3.政务微博公开政府信息数", "条"),
    ("二、回应解读情况", ""),
    ("（一）回应公众关注热点或重大舆情数", "次"),
    ("三、依申请公开情况", ""),
    ("（一）收到申请数", "件"),
    ("1.当面申请数", "件"),
    ("2.传真申请数", "件"),
    ("3.网络申请数", "件"),
    ("（二）申请办结数", "件"),
    ("1.按时办结数", "件"),
    ("2.延期办结数", "件"),
    ("（三）申请答复数", "件"),
    ("1.属于已主动公开范围数", "件"),
    ("2.同意公开答复数", "件"),
    ("4.不同意公开答复数", "件"),
    ("其中：涉及国家秘密", "件"),
    ("涉及商业秘密", "件"),
    ("四、行政复议数量", "件"),
    ("（一）维持具体行政行为数", "件"),
    ("（二）被依法纠错数", "件"),
    ("五、行政诉讼数量", "件"),
    ("六、举报投诉数量", "件"),
    ("七、依申请公开信息收取的费用", "万元"),
    ("总计", "件"),
)


@_kind("before-2019")
def before_2019(rng: Random) -> tuple[Piece, ...]:
    organ, year = prose.agency(rng), rng.randint(2009, 2018)
    lines = [["统计指标", "单位", "统计数"]] + [
        [name, unit, str(rng.choice([0, 0, 1, 7, rng.randint(0, 900)])) if unit else ""]
        for name, unit in sorted(rng.sample(_OLD, rng.randint(20, len(_OLD))), key=_OLD.index)
    ]
    return (
        Text(f"{organ}{year}年政府信息公开工作年度报告", "title"),
        Text("一、概述", "heading"),
        Text(f"{year}年，本机关主动公开信息{rng.randint(1, 500)}条。"),
        Text("二、政府信息公开申请办理情况", "heading"),
        Text("收到申请2件，予以公开1件，不予公开1件。"),
        Text("附表：政府信息公开情况统计表", "heading"),
        _grid(lines),
        Text("三、政府信息公开行政复议、行政诉讼情况", "heading"),
        Text("行政复议0件，行政诉讼0件。"),
    )


@_kind("notice-with-template")
def notice(rng: Random) -> tuple[Piece, ...]:
    """A notice that describes the form and attaches it empty."""
    draft = lay_out(random_truth(rng.randrange(10**6), plain=True))
    grids = [
        grid.map(lambda box: replace(box, text="", id=None, kind="void") if box.id else box)
        for grid in draft.grids()
    ]
    return (
        Text("关于做好2023年度政府信息公开工作年度报告编制工作的通知", "title"),
        Text("各乡镇人民政府，县直各部门：请于2024年1月20日前报送，联系电话0793-2200186，一式3份。"),
        Text("一、总体情况。填写主动公开、依申请公开等5个方面。", "heading"),
        *grids,
        Text("本年新收数量加上年结转数量，等于办理结果总计加结转下年度数量，第1项加第2项等于第3项加第4项。"),
    )


@_kind("news")
def news(rng: Random) -> tuple[Piece, ...]:
    return (
        Text("云溪县召开政府信息公开工作培训会", "title"),
        Text(
            f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日，全县政府信息公开培训会召开，{rng.randint(20, 90)}人参加。"
        ),
        Text(
            "会议通报：一、本年新收政府信息公开申请数量 36 件，二、上年结转 2 件；（一）予以公开 20 件，总计 38。"
        ),
        Text("第二十条第（五）项要求公开行政许可 12 项、行政处罚 5 项。"),
    )


@_kind("procurement")
def procurement(rng: Random) -> tuple[Piece, ...]:
    lines = [["序号", "采购项目", "数量", "预算（万元）"]]
    lines += [
        [str(n), f"办公设备{n}", str(rng.randint(1, 40)), f"{rng.randint(1, 900) / 10}"] for n in range(1, 6)
    ]
    return Text("云溪县财政局2022年政府集中采购公告", "title"), _grid([*lines, ["", "总计", "77", "310.5"]])


@_kind("budget")
def budget(rng: Random) -> tuple[Piece, ...]:
    """Rows called 总计, 其他, 行政许可, with seven columns of figures."""
    names = (
        "行政许可",
        "行政处罚",
        "行政强制",
        "规章",
        "其他",
        "自然人",
        "商业企业",
        "重复申请",
        "结转下年",
        "上年结转",
        "总计",
    )
    lines = [["项目", *[f"{n}月" for n in range(1, 8)]]]
    lines += [[name, *(str(rng.randint(0, 300)) for _ in range(7))] for name in rng.sample(names, 8)]
    return Text("云溪县水务局2021年部门预算收支总表", "title"), Text("单位：万元"), _grid(lines)


@_kind("reconsideration-statistics")
def reconsideration(rng: Random) -> tuple[Piece, ...]:
    head = ["机关", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    lines = [[name, *(str(rng.randint(0, 20)) for _ in range(5))] for name in prose.DEPARTMENTS[:6]]
    return Text("云溪县2022年行政复议、行政诉讼案件统计表", "title"), _grid([head, *lines])
