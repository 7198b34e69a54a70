"""Documents as tests write them: a line a paragraph, offsets as in a text file."""

from __future__ import annotations

from gongkai.model.document import Paragraph
from gongkai.model.place import Place
from gongkai.read.prose import Prose, read_prose

TITLE = "云溪县财政局2021年政府信息公开工作年度报告"
BODY = """\
一、总体情况
2021年，我局认真做好政府信息公开工作，主动公开信息23条。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
公开的内容还不够全面，下一步将改进。
六、其他需要报告的事项
无其他需要报告的事项。"""
SIGNED = "云溪县财政局\n2022年1月20日"


def paragraphs(text: str) -> list[Paragraph]:
    found, start = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            begin = start + line.index(line.strip())
            found.append(
                Paragraph(line.strip(), Place(line=number, start=begin, end=begin + len(line.strip())))
            )
        start += len(line) + 1
    return found


def read(*parts: str, form: str | None = None) -> Prose:
    return read_prose(paragraphs("\n".join(parts)), form=form)


def headings(prose: Prose) -> list[tuple[int, str | None]]:
    return [(one.number, one.heading.text if one.heading else None) for one in prose.sections if one.number]


def texts(prose: Prose, role: str) -> list[str]:
    return [paragraph.text for one in prose.sections if one.role == role for paragraph in one.paragraphs]


def damage(prose: Prose) -> list[str]:
    return [one.kind for one in prose.damage]
