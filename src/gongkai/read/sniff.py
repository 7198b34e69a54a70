"""What a file is, told from its bytes. Its name is never believed: many a ".doc" is a web page."""

from __future__ import annotations

import re

from gongkai.model.document import Format
from gongkai.read.encoding import decode
from gongkai.read.limits import DEFAULT, Limits, Refused
from gongkai.read.ole import SIGNATURE, Compound

READABLE = "可读的格式有：DOCX、DOC、WPS、RTF、PDF、HTML、MHT、XLSX、XLS、Markdown 和纯文本"
_SAVE_DOCX = "请用 WPS 或 Word 打开，另存为 docx 后再读"
_HEAD = 65_536

_STRANGERS = (  # what is certainly not a document of text, by its first bytes
    (b"\x89PNG\r\n", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"BM", "BMP 图片"),
    (b"II*\0", "TIFF 图片"),
    (b"MM\0*", "TIFF 图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"MZ", "Windows 程序"),
    (b"\x7fELF", "程序"),
)
_BLOCK_TAGS = rb"!doctype\s+html|html|head|body|meta|title|table|tbody|tr|td|div|p|span|font|center|h[1-6]|ul|ol|section|article"
_STARTS_AS_HTML = re.compile(
    rb"(?>\s|<!--.*?-->|<\?xml[^>]*\?>)*+<(?:" + _BLOCK_TAGS + rb")\b", re.IGNORECASE | re.DOTALL
)
_PAGE_TAGS = re.compile(
    rb"<(?:!doctype\s+html|html|body|head)\b|</(?:html|body|p|div|span|font)>", re.IGNORECASE
)
_MARKDOWN = re.compile(
    r"^#{1,6}[ \t]|\*\*[^\s*]|^[ \t]*\|.*\|[ \t]*$|</?table\b", re.MULTILINE | re.IGNORECASE
)
_MARKDOWN_TABLE = re.compile(r"^[ \t]*\|(?:[ \t]*:?-{2,}:?[ \t]*\|){2,}[ \t]*$", re.MULTILINE)
_WHOLE_PAGE = re.compile(rb"<(?:!doctype\s+html|html|body|head)\b", re.IGNORECASE)
_JSON = re.compile(rb'\s*(?:\{\s*["}]|\[\s*[\[\]{"\d-])')
_MHTML = re.compile(rb"^content-type:\s*(?:multipart/related|text/html)", re.IGNORECASE | re.MULTILINE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def sniff(data: bytes, name: str = "", *, limits: Limits = DEFAULT) -> Format:
    """The format of these bytes. Refused where nothing here can read them, saying what would help.

    ``name`` serves the message alone.
    """
    try:
        return _by_container(data, limits) or _by_text(data)
    except Refused as refused:
        raise refused.named(name) from refused.__cause__


def is_mhtml(data: bytes) -> bool:
    """A web page with its parts, as browsers and Word save it (.mht, and many a .doc)."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").replace(b"\r\n", b"\n")
    first = head[:200].lower()
    return re.match(rb"[a-z][a-z-]*:", first) is not None and _MHTML.search(head) is not None


def _by_container(data: bytes, limits: Limits) -> Format | None:
    if not data.strip(b"\0 \t\r\n"):
        raise Refused("文件是空的", remedy="请重新取得该文件，确认上传或下载完整")
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data, limits)
    if data.startswith(SIGNATURE):
        return _compound(data)
    if data[:8].lstrip().startswith(b"{\\rtf"):
        return Format.RTF
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        raise _stranger("WebP 图片")
    for magic, what in _STRANGERS:
        if data.startswith(magic) and _CONTROL.search(data[:512].decode("latin-1")):
            raise _stranger(what)
    return None


def _stranger(what: str) -> Refused:
    if what.endswith("图片"):
        return Refused(
            f"这是{what}，不是文档", remedy="请找到报告的 Word、PDF 或网页原件；只有扫描件的，请先作文字识别"
        )
    if what.endswith("压缩包"):
        return Refused(f"这是{what}", remedy="请先解压，再读其中的文档")
    return Refused(f"这是{what}，不是文档", remedy=READABLE)


def _zip(data: bytes, limits: Limits) -> Format:
    from gongkai.read.archive import Archive

    archive = Archive(data, limits)
    names = archive.names
    if "word/document.xml" in names:
        return Format.DOCX
    if "xl/workbook.xml" in names:
        return Format.XLSX
    if "xl/workbook.bin" in names:
        return Format.XLSB
    if "ofd.xml" in names:
        return Format.OFD
    if "mimetype" in names:
        return _open_document(archive.part("mimetype"))
    if "[content_types].xml" in names:
        return _by_content_types(archive.part("[Content_Types].xml"))
    raise _stranger("ZIP 压缩包")


def _open_document(kind: bytes) -> Format:
    if b"opendocument.text" in kind:
        return Format.ODT
    if b"opendocument.spreadsheet" in kind:
        return Format.ODS
    raise Refused("这是 OpenDocument 的其他文件，不是文稿或表格", remedy=READABLE)


def _by_content_types(types: bytes) -> Format:
    """Where the main part has an unusual name."""
    if b"wordprocessingml.document.main" in types or b"ms-word.document.macroEnabled.main" in types:
        return Format.DOCX
    if b"spreadsheetml.sheet.main" in types or b"ms-excel.sheet.macroEnabled.main" in types:
        return Format.XLSX
    raise Refused("这是演示文稿或其他办公文件，不是文稿或表格", remedy=READABLE)


def _compound(data: bytes) -> Format:
    streams = Compound(data)
    if "EncryptedPackage" in streams:
        raise Refused("文件设有打开密码", remedy="请在 WPS 或 Word 中输入密码打开，取消密码后另存一份再读")
    if "WordDocument" in streams:
        return Format.DOC
    if "Workbook" in streams or "Book" in streams:
        return Format.XLS
    if "PowerPoint Document" in streams:
        raise Refused("这是演示文稿", remedy=READABLE)
    raise Refused("这是旧式办公文件，但里面没有 Word 文稿，也没有 Excel 表格", remedy=_SAVE_DOCX)


def _by_text(data: bytes) -> Format:
    head = data[:_HEAD]
    if is_mhtml(data):
        return Format.HTML
    text = decode(head).text
    if len(_CONTROL.findall(text)) * 100 > len(text):
        raise Refused("认不出文件格式，内容不是文字", remedy=READABLE)
    plain = text.lstrip("\ufeff").encode(
        "utf-8", "replace"
    )  # one spelling of the markup, whatever the encoding
    if b"<w:wordDocument" in plain or b"<pkg:package" in plain:
        return Format.DOC  # the XML of Word 2003, and a package written flat
    if b"urn:schemas-microsoft-com:office:spreadsheet" in plain and b"<Workbook" in plain:
        raise Refused("这是 Excel 2003 的 XML 表格", remedy="请用 WPS 或 Excel 打开，另存为 xlsx 后再读")
    if _MARKDOWN_TABLE.search(text) and not _WHOLE_PAGE.search(plain):
        return Format.MARKDOWN  # with some markup that Markdown has no words for
    if _STARTS_AS_HTML.match(plain) or len(_PAGE_TAGS.findall(plain)) >= 3:
        return Format.HTML
    if _JSON.match(plain):
        return Format.JSON
    return Format.MARKDOWN if _MARKDOWN.search(text) else Format.TEXT
