"""Templates of an office: edited wording comes out, and what is wrong or unsafe is refused with its reason."""

from __future__ import annotations

import contextlib
import copy
import io
import re
import zipfile
from pathlib import Path
from random import Random

import pypdfium2
import pytest
from docx import Document
from lxml import etree

from gongkai.write.letters import docx, pdf, text
from gongkai.write.letters.fill import fill
from gongkai.write.letters.package import BadTemplate, unpack
from gongkai.write.letters.templates import SHIPPED
from tests.write.letters.letters import FORM, NOTICE, REPLY, swapped, template, with_paragraph, without
from tools.build_letter_templates import build

RELATIONS = "word/_rels/document.xml.rels"
MERGING = (
    b'<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b'<w:mailMerge><w:query w:val="SELECT * FROM x"/></w:mailMerge></w:settings>'
)


def office(folder: Path, data: bytes, name: str = "reply.docx") -> Path:
    (folder / name).write_bytes(data)
    return folder


def refused(folder: Path, data: bytes) -> str:
    with pytest.raises(BadTemplate) as caught:
        text.render(REPLY, templates=office(folder, data))
    return str(caught.value)


def linked(kind: str) -> bytes:
    """The relations of the text with one that leads out of the file."""
    with zipfile.ZipFile(SHIPPED / "reply.docx") as archive:
        data = archive.read(RELATIONS).decode()
    leads = (
        f'<Relationship Id="rIdX" Type="http://x/{kind}" Target="http://example.org/" TargetMode="External"/>'
    )
    return data.replace("</Relationships>", f"{leads}</Relationships>").encode()


@pytest.mark.parametrize("name", ["reply.docx", "notice.docx", "register.docx", "service.docx"])
def test_shipped_templates_are_as_the_tool_makes_them(name: str) -> None:
    assert build()[name] == (SHIPPED / name).read_bytes()


def test_edited_wording_comes_out_in_every_format(tmp_path: Path) -> None:
    edited = template(
        text=lambda xml: with_paragraph("<w:r><w:t>地址：云溪县人民路1号</w:t></w:r>")(xml).replace(
            "核验码：", "防伪核验码："
        )
    )
    folder = office(tmp_path, edited)
    said = text.render(REPLY, templates=folder)
    assert said.endswith(f"防伪核验码：{REPLY.code}\n地址：云溪县人民路1号\n")
    paragraphs = Document(io.BytesIO(docx.render(REPLY, templates=folder))).paragraphs
    assert paragraphs[-1].text == "地址：云溪县人民路1号"
    with pypdfium2.PdfDocument(pdf.render(REPLY, templates=folder)) as document:
        pages = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "云溪县人民路1号" in re.sub(r"\s", "", pages)


def test_template_of_one_kind_goes_before_that_of_its_sort(tmp_path: Path) -> None:
    office(tmp_path, template("notice.docx", text=swapped("核验码：", "甲：")), "notice.docx")
    assert "甲：" in text.render(NOTICE, templates=tmp_path)
    office(tmp_path, template("notice.docx", text=swapped("核验码：", "乙：")), "supplement.docx")
    assert "乙：" in text.render(NOTICE, templates=tmp_path)


def test_folder_without_a_fitting_template_leaves_the_shipped_one(tmp_path: Path) -> None:
    assert text.render(FORM, templates=tmp_path) == text.render(FORM)


def test_fields_of_single_parts_take_them_out_of_the_text(tmp_path: Path) -> None:
    """A template may give reasons and decision places of their own; what is left stands under 正文."""
    own = with_paragraph('<w:fldSimple w:instr=" MERGEFIELD 决定 "><w:r><w:t>x</w:t></w:r></w:fldSimple>')
    said = text.render(REPLY, templates=office(tmp_path, template(text=own))).splitlines()
    assert said[-2:] == [part.text for part in REPLY.parts if part.role == "decision"]
    assert said[5].startswith("一、") and said[6].startswith("二、")  # noqa: PT018 - one order


# --- what is missing or unknown --------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["文号", "标题", "主送", "附件", "成文日期", "核验码"])
def test_template_without_a_place_for_something_is_refused(field: str, tmp_path: Path) -> None:
    assert f"缺少字段：{field}" in refused(tmp_path, template(text=without(field)))


def test_template_without_the_remedy_is_refused(tmp_path: Path) -> None:
    def bare(xml: str) -> str:
        return without("救济")(without("正文")(xml))

    said = refused(tmp_path, template(text=bare))
    assert "缺少字段" in said
    assert "救济" in said


def test_unknown_field_is_named(tmp_path: Path) -> None:
    assert "不认识的字段：申请人" in refused(
        tmp_path, template(text=swapped("MERGEFIELD 主送", "MERGEFIELD 申请人"))
    )


def test_list_in_the_middle_of_a_line_is_refused(tmp_path: Path) -> None:
    both = swapped("<w:t>«主送»</w:t></w:r>", "<w:t>«主送»</w:t></w:r>")
    inline = template(
        text=lambda xml: both(xml).replace(
            "<w:t>：</w:t>",
            '<w:t>：</w:t></w:r><w:fldSimple w:instr="MERGEFIELD 理由"/><w:r><w:t/>',
        )
    )
    assert "自成一段" in refused(tmp_path, inline)


def test_field_in_a_text_box_is_refused(tmp_path: Path) -> None:
    box = "<w:r><w:pict><w:txbxContent><w:p><w:fldSimple w:instr='MERGEFIELD 文号'/></w:p></w:txbxContent></w:pict></w:r>"
    assert "「文号」放在了文本框" in refused(tmp_path, template(text=with_paragraph(box)))


def test_row_field_outside_a_table_is_refused(tmp_path: Path) -> None:
    loose = with_paragraph("<w:fldSimple w:instr='MERGEFIELD 项目'/>")
    assert "不在表格里" in refused(tmp_path, template(text=loose))


# --- what is unsafe --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (template(more={"word/vbaProject.bin": b"x"}), "宏"),
        (template(more={"word/embeddings/a.xlsx": b"x"}), "嵌入"),
        (template(more={RELATIONS: linked("hyperlink")}), "取消超链接"),
        (template(more={RELATIONS: linked("attachedTemplate")}), "Normal"),
        (template(more={RELATIONS: linked("image")}), "文件以外"),
        (template(more={"word/settings.xml": MERGING}), "邮件合并的数据源"),
        (template(text=with_paragraph("<w:r><w:instrText>x</w:instrText></w:r>")), ""),
        (template(text=with_paragraph("<w:fldSimple w:instr='INCLUDETEXT a.docx'/>")), "INCLUDETEXT"),
        (
            template(
                text=with_paragraph(
                    '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DDE</w:instrText></w:r>'
                    '<w:r><w:instrText>AUTO cmd</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
                )
            ),
            "DDEAUTO",
        ),
        (template(text=with_paragraph("<w:ins><w:r><w:t>x</w:t></w:r></w:ins>")), "修订"),
        (template(text=with_paragraph("<w:r><w:commentReference w:id='1'/></w:r>")), "批注"),
        (template(text=with_paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>")), "隐藏文字"),
        (template(text=with_paragraph("<w:pPr><w:numPr/></w:pPr>")), "自动编号"),
        (template(more={"word/x.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "文档类型声明"),
        (template(more={"word/x.xml": b"<a>"}), "读不懂"),
        (template(more={"[Content_Types].xml": b"<Types/>"}), "不是普通的 Word 文档"),
        (
            template(
                text=swapped("schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/x")
            ),
            "通常的",
        ),
        (b"PK\x03\x04 no", "打不开"),
        (b"%PDF-1.7", "打不开"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_unsafe_template_is_refused(data: bytes, says: str, tmp_path: Path) -> None:
    if not says:  # an instruction outside of any field does nothing, and its words do not show
        assert text.render(REPLY, templates=office(tmp_path, data)) == text.render(REPLY)
    else:
        assert says in refused(tmp_path, data)


def test_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"word/media/{number}.png", bytes(25_000_000))
    assert len(out.getvalue()) < 1_000_000
    with pytest.raises(BadTemplate, match="解开后超过 50 MB"):
        unpack(out.getvalue(), "x.docx")


def test_many_members_and_double_names_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(501):
            archive.writestr(str(number), b"")
    with pytest.raises(BadTemplate, match="过多或重名"):
        unpack(out.getvalue(), "x.docx")


def test_what_the_template_says_of_its_author_stays_at_home(tmp_path: Path) -> None:
    core = "docProps/core.xml"
    with zipfile.ZipFile(SHIPPED / "reply.docx") as archive:
        known = archive.read(core).decode()
    named = known.replace("</cp:coreProperties>", "<cp:category>李承办</cp:category></cp:coreProperties>")
    data = docx.render(REPLY, templates=office(tmp_path, template(more={core: named.encode()})))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "李承办" not in "".join(
            archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()
        )


def test_folder_of_templates_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(BadTemplate, match="不存在"):
        text.render(REPLY, templates=tmp_path / "没有")


# --- damage ----------------------------------------------------------------------------------------------------------


def rearranged(xml: str, chance: Random) -> str:
    """The text with a few of its elements lost, doubled, moved or renamed."""
    root = etree.fromstring(xml.encode())
    elements = [element for element in root.iter() if element.getparent() is not None]
    for _ in range(chance.randint(1, 4)):
        one, other = chance.choice(elements), chance.choice(elements)
        parent = one.getparent()
        if parent is None or other in {one, *one.iterdescendants(), *one.iterancestors()}:
            continue
        match chance.randrange(4):
            case 0:
                parent.remove(one)
            case 1:
                other.append(one)
            case 2:
                parent.append(copy.deepcopy(one))
            case _:
                one.tag = other.tag
    return etree.tostring(root).decode()


@pytest.mark.parametrize("seed", range(120))
def test_damaged_template_is_refused_or_keeps_every_word(seed: int) -> None:
    chance = Random(seed)
    data = template(text=lambda xml: rearranged(xml, chance))
    try:
        filled = fill(unpack(data, "x.docx"), REPLY)
    except BadTemplate:
        return
    said = "".join(line for piece in filled.pieces for line in text.lines(piece))
    assert [part.text for part in REPLY.parts if part.text.rstrip("。") not in said] == []


@pytest.mark.parametrize("seed", range(40))
def test_damaged_file_is_refused_or_read(seed: int) -> None:
    chance = Random(seed)
    data = bytearray((SHIPPED / "reply.docx").read_bytes())
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    with contextlib.suppress(BadTemplate):
        fill(unpack(bytes(data), "x.docx"), REPLY)
