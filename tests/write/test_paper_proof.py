"""The page on what was seen at a public address."""

from __future__ import annotations

import io

import pypdfium2

from gongkai.write.paper.proof import MOST, pdf


def _read(content: bytes) -> tuple[int, str]:
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    try:
        return len(document), "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_everything_said_stands_on_one_page_however_long_it_is() -> None:
    address = "https://www.yunxi.gov.example/" + "a" * 390
    facts = [
        ("公布的网址", address),
        ("转到的网址", address),
        ("网页标题", "题" * 200),
        ("结果", "不一致。" * 40),
    ]
    cells = [(f"申请表：第{number}行　总计", "11", "12") for number in range(60)]
    pages, text = _read(pdf("云溪县财政局 2025 年度报告公布核验记录", facts, cells, ["没有截图。"]))
    assert pages == 1
    for words in ("www.yunxi.gov.example", f"第{MOST - 1}行", f"另有 {60 - MOST} 格不同"):
        assert words in text.replace("\u200b", "").replace("\r\n", "")


def test_what_is_said_is_never_source() -> None:
    _, text = _read(pdf("标题", [("网页标题", "#panic(1) *x* $y$ ]]")], [], []))
    assert "#panic(1) *x* $y$ ]]" in text.replace("\u200b", "")
