"""A file is what its bytes say, and what cannot be read says what would help."""

from __future__ import annotations

import struct

import pytest

from gongkai.model.document import Format
from gongkai.read.encoding import decode
from gongkai.read.limits import Limits, Refused
from gongkai.read.opening import read_document
from gongkai.read.sniff import sniff
from tests.read.formats import samples

TEXT = "云溪县财政局2021年政府信息公开工作年度报告\n"
MHTML = b"From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"


def compound(*names: str) -> bytes:
    """An OLE file with these streams at its top, all empty."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)  # the directory's sector
    struct.pack_into("<II", header, 68, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    entries = [("Root Entry", 5, 1), *((name, 2, number + 2) for number, name in enumerate(names))]
    directory = b""
    for name, kind, after in entries:
        written = name.encode("utf-16-le")
        following = after if 0 < after <= len(names) and kind == 2 else 0xFFFFFFFF
        child = 1 if kind == 5 and names else 0xFFFFFFFF
        directory += written.ljust(64, b"\0") + struct.pack("<HBB", len(written) + 2, kind, 1)
        directory += (
            struct.pack("<III", 0xFFFFFFFF, following, child) + bytes(36) + struct.pack("<III", 0, 0, 0)
        )
    return bytes(header) + table + directory.ljust(512, b"\0")


def name(value: object) -> str:
    """Of a test case: what is expected, never the bytes."""
    return "" if isinstance(value, bytes) else str(value)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (TEXT.encode(), Format.TEXT),
        (TEXT.encode("gb18030"), Format.TEXT),
        (TEXT.encode("utf-16"), Format.TEXT),
        (f"# {TEXT}".encode(), Format.MARKDOWN),
        ("| 规章 | 0 |\n|---|---|\n".encode(), Format.MARKDOWN),
        (samples.html_page(), Format.HTML),
        (samples.html_page().decode().encode("utf-16"), Format.HTML),
        ("<!-- 页眉 -->\n<table><tr><td>0</td></tr></table>".encode(), Format.HTML),
        (f"{TEXT}<table><tr><td>0</td></tr></table>".encode(), Format.MARKDOWN),
        (MHTML, Format.HTML),
        (samples.word_file(), Format.DOCX),
        (samples.workbook(), Format.XLSX),
        (b"%PDF-1.7\n", Format.PDF),
        (b"\xef\xbb\xbf\n%PDF-1.4", Format.PDF),
        (b"{\\rtf1\\ansi", Format.RTF),
        (b'{"schema": "gongkai-report/1"}', Format.JSON),
        (compound("WordDocument", "1Table"), Format.DOC),
        (compound("Workbook"), Format.XLS),
        (b'<?xml version="1.0"?><w:wordDocument xmlns:w="x">', Format.DOC),
        (samples.zipped({"OFD.xml": b"<OFD/>"}), Format.OFD),
    ],
    ids=name,
)
def test_content_decides(data: bytes, kind: Format) -> None:
    assert sniff(data, "任意.doc") == kind


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "文件是空的"),
        (b"\0\0\0 \n", "文件是空的"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG 图片.*文字识别"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG 图片"),
        (samples.zipped({"一.txt": b"1"}), "ZIP 压缩包.*解压"),
        (b"Rar!\x1a\x07\x00", "RAR 压缩包"),
        (b"MZ\x90\0", "程序.*可读的格式有"),
        (compound("EncryptedPackage", "EncryptionInfo"), "打开密码.*取消密码"),
        (compound("PowerPoint Document"), "演示文稿"),
        (bytes(range(1, 32)) * 20, "认不出文件格式"),
        (samples.word_file()[:2000], "不完整"),
    ],
    ids=name,
)
def test_what_is_no_document_is_refused_with_its_name_and_a_remedy(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=f"(?s)^年报.doc.*：.*{words}"):
        read_document(data, name="年报.doc")


def test_a_file_over_the_limit_names_both_sizes() -> None:
    with pytest.raises(Refused, match=r"年报.txt：文件有 2.0 KB，超过 1.0 KB 的上限"):
        read_document(b"x" * 2048, name="年报.txt", limits=Limits(file_bytes=1024))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_usual_encoding_gives_the_same_text(encoding: str) -> None:
    assert decode((TEXT * 3).encode(encoding)).text.removeprefix("\ufeff") == TEXT * 3


def test_big5_is_told_from_gb18030_though_both_decode_it() -> None:
    text = "政府資訊公開工作年度報告，本機關主動公開政府資訊的情況"
    assert decode(text.encode("big5")).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_bad_byte_is_replaced_and_remarked_only_where_it_is_many(encoding: str) -> None:
    text = TEXT * 100
    bad = text[:10].encode(encoding) + b"\xff" + text[10:].encode(encoding)
    decoded = decode(bad)
    assert decoded.replaced == 1
    assert decoded.text.replace("\ufffd", "") == text
    assert decoded.remarks == ()
    assert (
        "处字节无法识别"
        in decode(TEXT.encode(encoding)[:20] + b"\xff" + TEXT.encode(encoding)[20:]).remarks[0]
    )
