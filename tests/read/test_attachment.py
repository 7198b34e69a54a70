"""Files for a bundle: pages as they are shown, laid on the pages that wait for them."""

from __future__ import annotations

import io
import itertools
import json
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from gongkai.read.attachment import bound, prepared
from gongkai.read.limits import DEFAULT, Limits, Refused
from gongkai.read.picture import refuse_unless_sound
from gongkai.read.worker import attachment_guarded

CROP = (50, 300, 500, 800)


def page(words: str = "evidence") -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.drawString(100, 700, words)
    canvas.rect(120, 400, 300, 80, fill=1)
    canvas.line(60, 310, 480, 790)
    canvas.save()
    return buffer.getvalue()


def turned(path: Path) -> Path:
    """Eight pages: each quarter turn, whole and cropped."""
    document = pypdfium2.PdfDocument.new()
    source = pypdfium2.PdfDocument(page())
    for number, (turn, crop) in enumerate(itertools.product((0, 90, 180, 270), (None, CROP))):
        document.import_pages(source)
        document[number].set_rotation(turn)
        if crop:
            document[number].set_cropbox(*crop)
    document.save(path)
    return path


def test_pages_lie_as_they_are_shown_however_turned_and_cropped(tmp_path: Path) -> None:
    original = turned(tmp_path / "turned.pdf")
    found = prepared(original, DEFAULT)
    assert list(found.sizes) == 2 * [(595, 842), (450, 500), (842, 595), (500, 450)]
    assert found.turns == (0, 0, 1, 1, 2, 2, 3, 3)
    (tmp_path / "0.pdf").write_bytes(found.pdf)
    base = pypdfium2.PdfDocument.new()
    for width, height in found.sizes:
        base.new_page(width, height)
    base.save(tmp_path / "base.pdf")
    laid = [
        {"on": number, "file": "0.pdf", "page": number, "size": size, "turn": turn, "box": [0, 0, *size]}
        for number, (size, turn) in enumerate(zip(found.sizes, found.turns, strict=True))
    ]
    order = tmp_path / "order.json"
    order.write_text(json.dumps({"base": "base.pdf", "laid": laid}), "utf-8")
    done = bound(order, DEFAULT)
    assert done.pages == 8
    before, after = pypdfium2.PdfDocument(original), pypdfium2.PdfDocument(done.pdf)
    for number in range(8):
        assert _drawn(before, number) == _drawn(after, number), number


def _drawn(document: pypdfium2.PdfDocument, number: int) -> bytes:
    return bytes(document[number].render(scale=0.5, grayscale=True).buffer)


def test_a_page_is_made_smaller_to_fit_and_never_larger(tmp_path: Path) -> None:
    (tmp_path / "0.pdf").write_bytes(page())
    base = pypdfium2.PdfDocument.new()
    base.new_page(595, 842)
    base.new_page(2000, 2000)
    base.save(tmp_path / "base.pdf")
    boxes = ([0, 0, 297.5, 842], [0, 0, 2000, 2000])
    laid = [
        {"on": on, "file": "0.pdf", "page": 0, "size": (595, 842), "turn": 0, "box": box}
        for on, box in zip((-2, -1), boxes, strict=True)
    ]
    (tmp_path / "order.json").write_text(json.dumps({"base": "base.pdf", "laid": laid}), "utf-8")
    done = pypdfium2.PdfDocument(bound(tmp_path / "order.json", DEFAULT).pdf)
    widths = []
    for number in range(2):
        (form,) = done[number].get_objects(max_depth=1)
        widths.append(form.get_matrix().a)
    assert widths == pytest.approx([0.5, 1.0])


def test_what_a_file_would_do_is_left_out(tmp_path: Path) -> None:
    import pikepdf

    with pikepdf.open(io.BytesIO(page())) as document:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        document.attachments["hidden.txt"] = b"hidden"
        document.save(tmp_path / "acting.pdf")
    found = prepared(tmp_path / "acting.pdf", DEFAULT).pdf
    with pikepdf.open(io.BytesIO(found)) as document:
        assert "/OpenAction" not in document.Root
        assert not list(document.attachments)


def test_a_file_with_too_many_pages_is_refused(tmp_path: Path) -> None:
    original = turned(tmp_path / "turned.pdf")
    with pytest.raises(Refused, match="有 8 页"):
        prepared(original, Limits(pdf_pages=7))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", "%PDF-1.4 nothing", "已损坏"),
        ("a.txt", "文字", "不是 PDF"),
        ("a.html", "<html><p>文字</p></html>", "不是 PDF"),
    ],
)
def test_what_cannot_be_laid_on_paper_is_refused(tmp_path: Path, name: str, content: str, words: str) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    with pytest.raises(Refused, match=words):
        attachment_guarded(path)


@pytest.mark.needs("soffice")
def test_a_word_file_is_printed_by_libreoffice(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("答复书正文")
    document.save(str(tmp_path / "答复书.docx"))
    found = prepared(tmp_path / "答复书.docx", DEFAULT)
    assert len(found.sizes) == 1
    assert "LibreOffice" in found.remarks[0]


def _png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes(17)


def _jpeg(width: int, height: int) -> bytes:
    size = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return b"\xff\xd8\xff\xe0\0\x04\0\0\xff\xc0\0\x0b\x08" + size + bytes(8)


def test_pictures_are_measured_before_they_are_unpacked() -> None:
    refuse_unless_sound(_png(7_000, 5_000))
    refuse_unless_sound(_jpeg(7_000, 5_000))
    for large in (_png(60_000, 60_000), _jpeg(60_000, 60_000), _png(0, 10)):
        with pytest.raises(Refused, match="太大"):
            refuse_unless_sound(large)
    for broken in (b"GIF89a", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"):
        with pytest.raises(Refused, match="不是完好的"):
            refuse_unless_sound(broken)
