"""What a PDF shows is what is read: grids cell by cell, text as paragraphs, doubt as a remark or a refusal."""

from __future__ import annotations

import io
from typing import Any

import pytest

from gongkai.model.document import Document, Format
from gongkai.read.formats.pdf import read
from gongkai.read.limits import DEFAULT, Limits, Refused
from tests.read.formats import pdf_samples as sample


def grids_of(document: Document) -> list[sample.Grid]:
    return [sample.as_read(table) for table in document.tables()]


def truth(seed: int = 0) -> list[sample.Grid]:
    return [sample.disclosure(seed), sample.requests(seed), sample.remedies(seed)]


@pytest.mark.parametrize(
    ("size", "repeat"), [(5, 0), (7, 0), (9, 0), (10.5, 0), (10.5, 3), (11, 0), (12, 3), (14, 0), (16, 3)]
)
def test_three_tables_are_exact_wherever_pages_cut_them(size: float, repeat: int) -> None:
    document = read(sample.report(size=size, repeat=repeat), DEFAULT)
    assert grids_of(document) == truth()
    assert all(table.has_spans for table in document.tables())


@pytest.mark.parametrize("seed", range(1, 6))
def test_other_figures_are_as_exact(seed: int) -> None:
    assert grids_of(read(sample.report(seed=seed), DEFAULT)) == truth(seed)


def test_text_is_in_paragraphs_without_page_numbers() -> None:
    document = read(sample.report(), DEFAULT)
    texts = tuple(paragraph.text for paragraph in document.paragraphs())
    assert texts[: len(sample.BODY)] == sample.BODY
    assert texts[-2:] == (
        "五、存在的主要问题及改进情况",
        "公开的针对性还不够强，下一步将完善清单、加强培训。",
    )
    assert document.format is Format.PDF
    assert document.pages == 2


def test_a_cut_keeps_its_mark_and_every_slot_its_page() -> None:
    requests = list(read(sample.report(), DEFAULT).tables())[1]
    (cut,) = requests.breaks
    pages = {slot.row: slot.place.page for slot in requests.slots if slot.column > 2}
    assert {row: page for row, page in pages.items() if page == 2} == dict.fromkeys(range(cut, 28), 2)
    assert requests.slots[-1].place.grid == 2
    assert requests.slots[-1].place.row == 28
    assert requests.slots[-1].place.column == 10


def test_a_row_that_a_page_cuts_in_two_is_one_row() -> None:
    document = read(sample.report(size=12), DEFAULT)
    assert grids_of(document) == truth()
    assert list(document.tables())[1].breaks == (2, 25)


# How the page lies


def turned(angle: int) -> Any:
    def change(pdf: Any) -> None:
        for page in pdf.pages:
            page.rotate(angle, relative=False)

    return change


def as_scaled_form(pdf: Any) -> None:
    """Each page wrapped in a Form XObject that is drawn at half its size, inside another one."""
    import pikepdf

    def form(drawn: bytes, resources: Any) -> Any:
        made = pdf.make_stream(drawn)
        made.Type, made.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        made.BBox, made.Resources = pikepdf.Array([0, 0, 700, 900]), resources
        return pikepdf.Dictionary(XObject=pikepdf.Dictionary(Fm=made))

    for page in pdf.pages:
        inner = form(page.Contents.read_bytes(), page.Resources)
        page.Resources = form(b"q .5 0 0 .5 40 30 cm /Fm Do Q", inner)
        page.Contents = pdf.make_stream(b"q 1.5 0 0 1.5 10 20 cm /Fm Do Q")


def moved_box(pdf: Any) -> None:
    import pikepdf

    for page in pdf.pages:
        page.Contents = pdf.make_stream(b"1 0 0 1 500 -200 cm\n" + page.Contents.read_bytes())
        page.MediaBox = pikepdf.Array([480, -220, 1100, 700])
        page.CropBox = pikepdf.Array([500, -200, 1096, 642])


@pytest.mark.parametrize("change", [turned(90), turned(180), turned(270), as_scaled_form, moved_box])
def test_however_the_page_lies(change: Any) -> None:
    document = read(sample.changed(sample.report(), change), DEFAULT)
    assert grids_of(document) == truth()


@pytest.mark.parametrize("angle", [90, 270])
def test_text_that_lies_on_its_side_is_read_upright(angle: int) -> None:
    def lay(pdf: Any) -> None:
        for page in pdf.pages:
            turn = {90: b"0 -1 1 0 0 596 cm\n", 270: b"0 1 -1 0 842 0 cm\n"}[angle]
            page.Contents = pdf.make_stream(turn + page.Contents.read_bytes())
            page.MediaBox = [0, 0, 842, 596]

    document = read(sample.changed(sample.report(), lay), DEFAULT)
    assert grids_of(document) == truth()
    assert next(document.paragraphs()).text == sample.BODY[0]


def test_what_the_crop_cuts_off_is_not_shown() -> None:
    def crop(pdf: Any) -> None:
        pdf.pages[0].CropBox = [0, 700, 596, 842]

    document = read(sample.changed(sample.report(), crop), DEFAULT)
    assert next(document.paragraphs()).text == sample.BODY[0]
    assert "一、总体情况" not in [paragraph.text for paragraph in document.paragraphs()]


# What is shown and what is not


def test_a_character_struck_twice_is_one_character() -> None:
    def strike_twice(pdf: Any) -> None:
        for page in pdf.pages:
            drawn = page.Contents.read_bytes()
            page.Contents = pdf.make_stream(b"q\n" + drawn + b"\nQ\nq 1 0 0 1 .3 0 cm\n" + drawn + b"\nQ")

    document = read(sample.changed(sample.report(), strike_twice), DEFAULT)
    assert grids_of(document) == truth()
    assert next(document.paragraphs()).text == sample.BODY[0]


def box(drawn: bytes) -> bytes:
    """A one-page PDF of this content."""
    return sample.plain_pdf([drawn])


FRAME = b"60 600 m 460 600 l 460 700 l 60 700 l h 60 650 m 460 650 l 260 600 m 260 700 l S\n"


def say(x: float, y: float, text: str, *, size: float = 12, mode: int = 0) -> bytes:
    return b"BT /S %g Tf %d Tr %g %g Td <%s> Tj ET\n" % (
        size,
        mode,
        x,
        y,
        text.encode("utf-16-be").hex().encode(),
    )


def test_covered_figures_are_left_out_and_a_remark_says_so() -> None:
    covered = say(80, 670, "规章") + say(300, 670, "2") + b"1 g 290 660 40 30 re f 0 g\n" + say(300, 670, "3")
    document = read(box(FRAME + covered), DEFAULT)
    (table,) = document.tables()
    assert [slot.text for slot in table.slots] == ["规章", "3", "", ""]
    assert document.remarks == ("第 1 页有 1 个字符不可见或被遮盖，未读",)


def test_a_shaded_cell_does_not_cover_the_text_written_on_it() -> None:
    shaded = b".8 g 60 650 200 50 re f 0 g\n" + FRAME + say(80, 670, "规章") + say(300, 670, "2")
    (table,) = read(box(shaded), DEFAULT).tables()
    assert [slot.text for slot in table.slots] == ["规章", "2", "", ""]


def test_invisible_text_is_not_read_beside_visible_text() -> None:
    document = read(box(say(80, 670, "规章三件") + say(80, 570, "行政许可", mode=3)), DEFAULT)
    assert [paragraph.text for paragraph in document.paragraphs()] == ["规章三件"]
    assert document.remarks == ("第 1 页有 4 个字符不可见或被遮盖，未读",)


SCAN = b"q 595 0 0 842 0 0 cm /Im Do Q\n"


def test_a_scan_without_text_says_so_and_holds_nothing() -> None:
    document = read(box(SCAN), DEFAULT)
    assert document.blocks == ()
    assert document.remarks == ("第 1 页是图片，没有文字层；需要 OCR",)


def test_the_text_layer_of_a_scan_is_read_with_a_remark() -> None:
    document = read(box(SCAN + say(80, 670, "行政许可", mode=3)), DEFAULT)
    assert [paragraph.text for paragraph in document.paragraphs()] == ["行政许可"]
    assert document.remarks == ("第 1 页是图片，文字取自它的文字层，可能与图片不一致",)


def test_a_slanted_watermark_is_no_text() -> None:
    slanted = (
        b"BT /S 60 Tf .7 .7 -.7 .7 150 550 Tm <%s> Tj ET\n"
        % "样本样本样本".encode("utf-16-be").hex().encode()
    )
    (table,) = read(box(FRAME + say(80, 670, "规章") + say(300, 670, "2") + slanted), DEFAULT).tables()
    assert [slot.text for slot in table.slots] == ["规章", "2", "", ""]


def test_a_figure_printed_over_another_cannot_be_read() -> None:
    over = FRAME + say(80, 670, "规章") + say(300, 670, "2") + say(300.5, 670, "3")
    (table,) = read(box(over), DEFAULT).tables()
    assert table.slots[1].text == "2\ufffd3"


def test_radicals_and_small_brackets_are_ordinary_characters() -> None:
    document = read(box(say(80, 670, "⼀、⽉⾏⻚﹙三﹚Ⅲ１")), DEFAULT)
    assert [paragraph.text for paragraph in document.paragraphs()] == ["一、月行页(三)Ⅲ１"]


# What is refused


def encrypted(*, owner: str, user: str) -> bytes:
    import pikepdf

    with pikepdf.open(io.BytesIO(sample.report())) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner=owner, user=user))
    return out.getvalue()


def test_a_password_is_asked_for() -> None:
    with pytest.raises(Refused, match="打开密码") as refused:
        read(encrypted(owner="a", user="b"), DEFAULT)
    assert "不加密" in refused.value.remedy


def test_a_password_for_owners_only_does_not_keep_readers_out() -> None:
    assert grids_of(read(encrypted(owner="a", user=""), DEFAULT)) == truth()


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7\n", sample.report()[:3000], b"not a pdf"],
    ids=["nothing", "a beginning", "a part", "something else"],
)
def test_damaged_files_are_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="损坏"):
        read(data, DEFAULT)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(pdf_pages=1), "1 页的上限"),
        (Limits(pdf_page_characters=100), "100 个的上限"),
        (Limits(pdf_page_paths=20), "图形超过 20 个"),
        (Limits(slots=100), "单元格超过 100 个"),
    ],
)
def test_bounds_are_kept(limits: Limits, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read(sample.report(), limits)


# Fonts that are not embedded and say nothing of Unicode: older producers


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("GBK-EUC-H", "gbk"),
        ("GB-EUC-H", "gb2312"),
        ("GBK2K-H", "gb18030"),
        ("UniGB-UCS2-H", "utf-16-be"),
        ("UniGB-UTF16-H", "utf-16-be"),
    ],
)
def test_figures_among_characters_in_every_common_encoding(encoding: str, codec: str) -> None:
    said = "云溪县2021年收到申请1234567890件，收费18.8710万元"
    drawn = b"BT /S 16 Tf 60 700 Td <%s> Tj ET" % said.encode(codec).hex().encode()
    document = read(sample.plain_pdf([drawn], encoding=encoding), DEFAULT)
    assert [paragraph.text for paragraph in document.paragraphs()] == [said]


# Tables that their lines do not settle


def loose_rows(stroke: str) -> list[list[str]]:
    document = read(sample.report(size=8.5, stroke=stroke), DEFAULT)
    tables = list(document.tables())
    assert not any(table.has_spans for table in tables)
    return [[slot.text for slot in row] for table in tables for row in table.by_row()]


@pytest.mark.parametrize(
    "stroke",
    ["none", "(x:none,y:0.5pt)", "(x:0.5pt,y:none)", "(x,y)=>(top:if y < 2 {0.5pt} else {none})"],
    ids=["no lines", "across only", "down only", "two lines above"],
)
def test_without_a_full_grid_every_figure_comes_in_its_printed_order(stroke: str) -> None:
    figures = [[text for text in row if sample.is_figure(text)] for row in loose_rows(stroke)]
    assert [row for row in figures if row] == [
        row for grid in truth() for row in sample.figures_of(grid) if row
    ]


def test_white_lines_between_shaded_cells_are_lines() -> None:
    document = read(sample.report(size=8.5, stroke='2pt+white,fill:(x,y)=>rgb("#dde")'), DEFAULT)
    assert grids_of(document) == truth()


def test_a_grid_open_at_its_sides_is_a_grid() -> None:
    document = read(
        sample.report(size=8.5, stroke="(x,y)=>(left:if x > 0 {0.5pt} else {none},y:0.5pt)"), DEFAULT
    )
    assert grids_of(document)[-2:] == truth()[-2:]


def test_a_cell_that_holds_two_numbers_gives_up_the_grid() -> None:
    lost = FRAME + say(80, 670, "规章") + say(300, 670, "2") + say(400, 670, "0") + say(80, 620, "件")
    document = read(box(lost), DEFAULT)
    assert [slot.text for table in document.tables() for slot in table.slots if table.has_spans] == []


def test_a_label_and_a_number_in_one_cell_give_up_the_grid() -> None:
    lost = FRAME + say(80, 685, "规章") + say(80, 670, "2") + say(300, 670, "0")
    assert not any(table.has_spans for table in read(box(lost), DEFAULT).tables())


def test_two_numbers_that_touch_at_an_edge_are_two_and_a_wide_number_is_one() -> None:
    touching = FRAME + say(235, 670, "1807") + say(259, 670, "1572")
    (table,) = read(box(touching), DEFAULT).tables()
    assert [slot.text for slot in table.slots][:2] == ["1807", "1572"]
    wide = FRAME + say(245, 670, "180715")
    (table,) = read(box(wide), DEFAULT).tables()
    assert [slot.text for slot in table.slots][:2] == ["", "180715"]
