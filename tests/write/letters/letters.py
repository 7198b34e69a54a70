"""Letters written by hand for the tests of the writers, and templates made wrong in one way each."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from gongkai.model.letter import Letter, Part
from gongkai.model.letter_payload import letter_code
from gongkai.write.letters.templates import SHIPPED

REMEDY = "如不服本答复书，应当自收到本答复书之日起60日内先向云溪县人民政府申请行政复议。"


def coded(letter: Letter) -> Letter:
    return replace(letter, code=letter_code(letter))


REPLY = coded(
    Letter(
        kind="process_information",
        title="政府信息公开申请答复书",
        organ="云溪县财政局",
        addressee="王小明",
        parts=(
            Part("opening", "本机关于2026年9月18日收到你提出的政府信息公开申请。现答复如下："),
            Part("request", "一、你申请公开的内容：“云溪县2025年度农村公路养护资金分配表”。", 1),
            Part("decision", "经审查，你申请公开的第一项信息可以公开，见附件。", 1),
            Part("request", "二、你申请公开的内容：“关于资金分配的讨论记录 <草稿> & #[1+1]”。", 2),
            Part("decision", "经审查，你申请公开的第二项信息属于讨论记录，本机关决定不予公开。", 2),
            Part("remedy", REMEDY),
            Part("contact", "联系电话：0000-1234567。"),
        ),
        number="云财公开〔2026〕12号",
        day=date(2026, 10, 23),
        attachments=("云溪县2025年度农村公路养护资金分配表", "编制说明"),
    )
)
NOTICE = coded(
    Letter(
        kind="supplement",
        title="政府信息公开申请补正告知书",
        organ="云溪县白石镇人民政府",
        addressee="清江市远山商贸有限公司",
        parts=(Part("notice", "请补正所需信息的名称。"), Part("notice", "逾期不补正的，视为放弃申请。")),
        number="白石公开补〔2026〕1号",
        day=date(2026, 3, 4),
    )
)
FORM = coded(
    Letter(
        kind="service",
        title="政府信息公开文书送达回证",
        organ="云溪县财政局",
        addressee="",
        parts=(
            Part("facts", "送达文书：政府信息公开申请答复书"),
            Part("facts", "受送达人：王小明"),
            Part("notice", "本证随案归档。"),
        ),
        day=date(2026, 10, 23),
    )
)
LETTERS = {"reply": REPLY, "notice": NOTICE, "form": FORM}


def template(
    name: str = "reply.docx", *, text: Callable[[str], str] = str, more: dict[str, bytes] | None = None
) -> bytes:
    """A shipped template with its text changed, and parts added or replaced."""
    out = io.BytesIO()
    added = more or {}
    with zipfile.ZipFile(SHIPPED / name) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            data = added.get(member, old.read(member))
            if member == "word/document.xml":
                data = text(data.decode()).encode()
            new.writestr(member, data)
        for member in added.keys() - set(old.namelist()):
            new.writestr(member, added[member])
    return out.getvalue()


def without(field: str) -> Callable[[str], str]:
    """The text without the paragraph that holds the field."""
    return lambda text: re.sub(rf"<w:p>(?:(?!</w:p>).)*MERGEFIELD {field} .*?</w:p>", "", text)


def swapped(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


def with_paragraph(xml: str) -> Callable[[str], str]:
    return lambda text: text.replace("<w:sectPr", f"<w:p>{xml}</w:p><w:sectPr")
