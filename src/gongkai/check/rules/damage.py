"""What a conversion did to the document, one card a kind of damage. The organ is never to blame for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from gongkai.check import tables
from gongkai.check.registry import Card, Hit, Rule, Seen, register
from gongkai.model.finding import Cause, Severity
from gongkai.model.report import Damage, Report

NUMBERS = "对照原件核对这些数字；能取得原件时，直接读取原件（DOCX、PDF、XLSX）。"
LAYOUT = "不影响数字。要引用原文时，对照原件。"
TEXT = "引用这段文字以前，对照原件。"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of damage. ``says`` stands between the place and the count: 申请表里…，共 4 处。"""

    code: str
    name: str
    severity: Severity
    title: str
    says: str
    about: str
    remedy: str = NUMBERS


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

KINDS = (
    Kind(
        "DMG001",
        "row-number-missing",
        WARNING,
        "行里少了数字",
        "一行的数字少于列数",
        "合并单元格在转换中丢失，一行七列只剩六个数。阅读器用勾稽关系补回唯一的读法；补不回的，格子算作无法辨认。",
    ),
    Kind(
        "DMG002",
        "row-extra-number",
        WARNING,
        "行里多了数字",
        "一行的数字多于列数",
        "被合并的标签格在转换中填进了数字，一行七列印出八个数。阅读器用勾稽关系找出唯一的读法。",
    ),
    Kind(
        "DMG003",
        "row-shifted",
        ERROR,
        "整行数字错位",
        "数字不在自己的列下",
        "按表头直读，数字会算到别的申请人名下。阅读器按勾稽关系放回原位，并写明理由。",
    ),
    Kind(
        "DMG004",
        "row-unreadable",
        ERROR,
        "整行读不出唯一的数字",
        "一行的数字有不止一种读法",
        "几种读法都符合勾稽关系，或者一种也不符合。宁可不读，也不猜。",
    ),
    Kind(
        "DMG005",
        "column-drift",
        WARNING,
        "数字与表头错开一列",
        "数字与表头错开",
        "多级标签合并后，数字整体向右移了一列。阅读器按行列次序认读，不按表头的位置。",
    ),
    Kind(
        "DMG006",
        "group-label-lost",
        NOTE,
        "分组标签丢失",
        "分组标签不见了",
        "换页或合并单元格拆开以后，「（五）不予处理」之类的分组标签没有跟到每一行。",
        LAYOUT,
    ),
    Kind(
        "DMG007",
        "group-label-moved",
        NOTE,
        "分组标签移到别的列",
        "分组标签移了列",
        "「（四）无法提供」之类的分组标签移到第一列，自己的列空了出来。",
        LAYOUT,
    ),
    Kind(
        "DMG008",
        "group-row",
        NOTE,
        "分组标签自成一行",
        "分组标签印成了没有数字的一行",
        "「（三）不予公开」单独成行，后面没有数字。这一行是标签，不是空白行。",
        LAYOUT,
    ),
    Kind(
        "DMG009",
        "table-split",
        NOTE,
        "一张表断成几截",
        "表格从中断开",
        "换页处的表格断成了两张，或者中间夹了空行。阅读器按格式的行次接回。",
        LAYOUT,
    ),
    Kind(
        "DMG010",
        "separator-as-row",
        NOTE,
        "表格线变成了一行",
        "表格线印成了一行短横",
        "一串短横是表格线，不是数据，也不表示空白。",
        LAYOUT,
    ),
    Kind(
        "DMG011",
        "label-misread",
        WARNING,
        "标签认错了字",
        "标签里有认错的字",
        "识别软件把形近的字认错，例如「未按」成了「未接」。填报机关的原文多半没有错。",
        "对照原件。机关自己改了名称的，见 `label-renamed`。",
    ),
    Kind(
        "DMG013",
        "numbers-detached",
        WARNING,
        "数字与标签分开了",
        "数字与标签不在一处",
        "标签印成一片，数字印成另一片。阅读器按次序和勾稽关系把它们对上。",
    ),
    Kind(
        "DMG014",
        "digits-joined",
        WARNING,
        "相邻的数字连在一起",
        "几个数字连写，中间没有分隔",
        "列与列之间的空白丢失，「10 2」成了「102」。只有勾稽关系只允许一种拆法时，才拆开。",
    ),
    Kind(
        "DMG015",
        "column-major",
        WARNING,
        "表格按列印出",
        "表格一列一列地印出",
        "转换软件先印完一列再印下一列。阅读器按列认读，再用勾稽关系验证。",
    ),
    Kind(
        "DMG016",
        "furniture-in-table",
        NOTE,
        "页眉页脚混进了表格",
        "页眉、页脚或页码夹在行间",
        "页码可能被误认为数据。阅读器已剔除。",
        LAYOUT,
    ),
    Kind(
        "DMG017",
        "blanks-pushed",
        WARNING,
        "空格子被挤到行末",
        "空白格被挤到了行末",
        "空着的格子在转换中消失，后面的数字向前补位。补位以前空在哪里，要靠勾稽关系判断。",
    ),
    Kind(
        "DMG018",
        "header-lost",
        WARNING,
        "表头丢失",
        "表头不见了",
        "没有表头，只能凭列数和次序认定各列。",
    ),
    Kind(
        "DMG019",
        "paragraph-split",
        NOTE,
        "一段话断成两段",
        "一句话从中断开",
        "换页或换行处的一句话断成了两段，有的断在词中间。",
        TEXT,
    ),
    Kind(
        "DMG020",
        "heading-levels",
        NOTE,
        "同级标题标成了不同级",
        "同级标题的级别不一",
        "六个部分的标题是同一级，转换后有的成了一级，有的成了四级。",
        LAYOUT,
    ),
    Kind(
        "DMG021",
        "heading-lost",
        NOTE,
        "标题丢失",
        "标题不见了，按内容认出了这一部分",
        "转换中丢了标题，或与正文连在一起。",
        TEXT,
    ),
    Kind(
        "DMG023",
        "title-space",
        NOTE,
        "标题中间有多余的空格",
        "标题里夹着空格",
        "标题换行处留下了空格。",
        LAYOUT,
    ),
    Kind(
        "DMG024",
        "markup-residue",
        NOTE,
        "正文里留着排版符号",
        "正文里留着排版符号",
        "「**」「&nbsp;」之类是转换软件留下的，原文没有。",
        TEXT,
    ),
    Kind(
        "DMG025",
        "sub-heading-brackets",
        NOTE,
        "小标题的括号全角半角不一",
        "小标题的括号有全角有半角",
        "识别软件把全角括号认成了半角。",
        LAYOUT,
    ),
    Kind(
        "DMG026",
        "foreign-word",
        WARNING,
        "中文里夹着外文词",
        "中文里夹着外文词",
        "识别或翻译软件把中文词换成了外文，例如「流程图」成了「workflows 图」。",
        TEXT,
    ),
    Kind(
        "DMG028",
        "traditional-characters",
        NOTE,
        "简体被转换成繁体",
        "文字是繁体",
        "网页的简繁转换会改动标签文字。阅读器按简体认读。",
        LAYOUT,
    ),
)

FALLBACK = Kind(
    "DMG099",
    "other-damage",
    NOTE,
    "其他转换损伤",
    "转换留下了损伤",
    "阅读器记下的、没有单列名目的损伤。",
)


def _register(kind: Kind, look: Callable[[Report], Iterator[Seen]]) -> None:
    says = "{where}" + kind.says + "{times}{detail}。"
    doc = f"{kind.title}。\n\n{kind.about}\n\n同一张表里同样的损伤合报一次。"
    register(
        Rule(
            Card(kind.code, kind.name, kind.severity, Report, (), says, kind.remedy, doc, Cause.CONVERSION),
            look,
        )
    )


def _look_for(wanted: Callable[[str], bool]) -> Callable[[Report], Iterator[Seen]]:
    def look(report: Report) -> Iterator[Seen]:
        gathered: dict[tuple[str, str | None], list[Damage]] = {}
        for damage in report.damage:
            if wanted(damage.kind):
                gathered.setdefault((damage.kind, damage.place.table), []).append(damage)
        for (_, table), same in gathered.items():
            details = tables.listed(_detail(damage) for damage in same if damage.detail)
            yield Hit.at(
                same[0].place,
                where=f"{tables.spoken(table)}里" if table else "",
                times=f"，共 {len(same)} 处" if len(same) > 1 else "",
                detail=f"：{details}" if details else "",
            )

    return look


def _detail(damage: Damage) -> str:
    """The detail in few words; of a misread label only the place where it differs."""
    misread = re.fullmatch("(.+)（应为(.+)）", damage.detail)
    if misread is None:
        return tables.shortened(damage.detail)
    printed, due = misread.groups()
    differing = [
        part
        for part in SequenceMatcher(None, printed, due, autojunk=False).get_opcodes()
        if part[0] != "equal"
    ]
    if not differing:
        return tables.shortened(damage.detail)
    (_, i, _, k, _), (_, _, j, _, m) = differing[0], differing[-1]
    return f"{printed[max(i - 4, 0) : j + 4]}（应为{due[max(k - 4, 0) : m + 4]}）"


_KNOWN = frozenset(kind.name for kind in KINDS) | {"balance-as-printed"}

for _kind in KINDS:
    _register(_kind, _look_for(_kind.name.__eq__))
_register(FALLBACK, _look_for(lambda name: name not in _KNOWN))
