"""The application on paper asks what Article 29 lets an organ ask, on one page."""

from __future__ import annotations

import io

import pypdfium2
from docx import Document

from gongkai.write.paper import application

ORGAN, CONTACT = "云溪县财政局", "电话 0000-7650001"
ASKED = ("姓名或者名称", "身份证明", "联系方式", "要哪些信息", "要什么形式的", "怎样领取")


def _pdf_text() -> tuple[int, str]:
    document = pypdfium2.PdfDocument(application.pdf(ORGAN, CONTACT))
    try:
        return len(document), "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_the_pdf_is_one_page_with_every_field() -> None:
    pages, text = _pdf_text()
    assert pages == 1
    assert all(each in text for each in (ORGAN, CONTACT, *ASKED))


def test_the_word_file_has_a_row_for_each() -> None:
    document = Document(io.BytesIO(application.docx(ORGAN, CONTACT)))
    (table,) = document.tables
    assert tuple(row.cells[0].text for row in table.rows) == tuple(label for label, _, _ in application.ROWS)
    assert any(CONTACT in paragraph.text for paragraph in document.paragraphs)


def test_the_purpose_is_not_asked() -> None:
    assert not any("用途" in label or "用途" in hint for label, hint, _ in application.ROWS)


def test_the_same_organ_gives_the_same_bytes() -> None:
    assert application.docx(ORGAN) == application.docx(ORGAN)
    assert application.pdf(ORGAN) == application.pdf(ORGAN)
