"""The routes: each a program, what it is given, and the bytes that it makes."""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

Run: TypeAlias = Callable[[Sequence[Path], Path], None]


@dataclass(frozen=True, slots=True)
class Route:
    """``run`` makes of each file of the route ``source`` one of the same stem in a folder."""

    source: str
    ending: str
    run: Run


ORIGINALS = {"docx": "docx", "page": "html", "xlsx": "xlsx"}
ROUTES: dict[str, Route] = {}


def _each(name: str, source: str, ending: str) -> Callable[[Callable[[Path], str | bytes]], None]:
    """A route that makes one file of another."""

    def register(function: Callable[[Path], str | bytes]) -> None:
        def run(paths: Sequence[Path], folder: Path) -> None:
            for path in paths:
                made = function(path)
                (folder / f"{path.stem}.{ending}").write_bytes(
                    made if isinstance(made, bytes) else made.encode()
                )

        ROUTES[name] = Route(source, ending, run)

    return register


def _command(*words: str) -> bytes:
    return subprocess.run(words, check=True, capture_output=True, timeout=300).stdout


def _office(filter_: str, *more: str) -> Run:
    """One start of the office suite for all files."""

    def run(paths: Sequence[Path], folder: Path) -> None:
        with tempfile.TemporaryDirectory() as profile:
            start = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", *more]
            _command(*start, "--convert-to", filter_, "--outdir", str(folder), *map(str, paths))

    return run


ROUTES |= {
    "docx>pdf": Route("docx", "pdf", _office("pdf")),
    "docx>html": Route("docx", "html", _office("html:HTML (StarWriter)")),
    "docx>xhtml": Route("docx", "xhtml", _office("xhtml:XHTML Writer File")),
    "docx>txt": Route("docx", "txt", _office("txt:Text (encoded):UTF8")),
    "docx>rtf": Route("docx", "rtf", _office("rtf")),
    "docx>doc": Route("docx", "doc", _office("doc")),
    "docx>odt": Route("docx", "odt", _office("odt")),
    "docx>rtf>docx": Route("docx>rtf", "docx", _office("docx")),
    "page>docx": Route("page", "docx", _office("docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)")),
    "page>pdf": Route("page", "pdf", _office("pdf", "--infilter=HTML (StarWriter)")),
    "xlsx>pdf": Route("xlsx", "pdf", _office("pdf")),
    "xlsx>html": Route("xlsx", "html", _office("html")),
    "xlsx>xls": Route("xlsx", "xls", _office("xls")),
    "xlsx>csv": Route("xlsx", "csv", _office("csv:Text - txt - csv (StarCalc):44,34,76")),
}


def _browser(*words: str) -> bytes:
    with tempfile.TemporaryDirectory() as profile:
        return _command(
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", *words
        )


@_each("page>print", "page", "pdf")
def _printed(path: Path) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        _browser(f"--print-to-pdf={folder}/out.pdf", path.as_uri())
        return (Path(folder) / "out.pdf").read_bytes()


@_each("page>copy", "page", "txt")
def _copied(path: Path) -> str:
    """What a browser's user copies: cells apart by tabs."""
    from html import unescape

    script = (
        "<script>var t=document.getElementById('content').innerText;document.body.innerHTML='<pre id=o></pre>';"
        "document.getElementById('o').textContent=t</script></body>"
    )
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "page.html"
        copy.write_text(path.read_text(encoding="utf-8").replace("</body>", script), encoding="utf-8")
        made = _browser("--dump-dom", copy.as_uri()).decode()
    return unescape(made.partition('<pre id="o">')[2].partition("</pre>")[0])


for _pdf in ("docx>pdf", "page>pdf", "page>print", "xlsx>pdf"):
    for _name, _words in (
        ("layout", ["-layout"]),
        ("raw", ["-raw"]),
        ("plain", []),
        ("fixed", ["-fixed", "5"]),
    ):

        @_each(f"{_pdf}>{_name}", _pdf, "txt")
        def _text(path: Path, words: Sequence[str] = tuple(_words)) -> bytes:
            return _command("pdftotext", *words, str(path), "-")

    @_each(f"{_pdf}>pypdf", _pdf, "txt")
    def _pypdf(path: Path) -> str:
        import pypdf

        return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)

    @_each(f"{_pdf}>pypdf-layout", _pdf, "txt")
    def _pypdf_layout(path: Path) -> str:
        import pypdf

        return "\n".join(page.extract_text(extraction_mode="layout") for page in pypdf.PdfReader(path).pages)

    for _mark in ("\t", " | "):

        @_each(f"{_pdf}>plumber{'-pipes' if '|' in _mark else ''}", _pdf, "txt")
        def _plumber(path: Path, mark: str = _mark) -> str:
            import logging

            import pdfplumber

            logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it complains of every font
            with pdfplumber.open(path) as document:
                return "\n".join(line for page in document.pages for line in _plumbed(page, mark))


def _plumbed(page: Any, mark: str) -> Iterator[str]:
    """The page's words outside its tables, then each table's cells; line ends inside cells are taken out."""
    found = sorted(page.find_tables(), key=lambda table: table.bbox[1])
    top = 0.0
    for table in found:
        yield (
            page.crop((0, top, page.width, max(top, table.bbox[1]))).extract_text()
            if table.bbox[1] > top
            else ""
        )
        for row in table.extract():
            yield mark.join((cell or "").replace("\n", "") for cell in row)
        top = table.bbox[3]
    if top < page.height:
        yield page.crop((0, top, page.width, page.height)).extract_text()


for _source in ("docx", "page"):
    _from = "docx" if _source == "docx" else "html"
    for _kind, _ending in (
        ("markdown", "md"),
        ("gfm", "md"),
        ("markdown-grid_tables-multiline_tables-simple_tables", "md"),
        ("markdown-pipe_tables-grid_tables", "md"),
        ("markdown_strict", "md"),
        ("markdown_mmd", "md"),
        ("plain", "txt"),
        ("html", "html"),
        ("rst", "txt"),
        ("org", "txt"),
        ("asciidoc", "txt"),
        ("mediawiki", "txt"),
    ):

        @_each(f"{_source}>pandoc-{_kind}", _source, _ending)
        def _pandoc(path: Path, kind: str = _kind, given: str = _from) -> bytes:
            return _command("pandoc", "-f", given, "-t", kind, str(path))


for _mark in ("\t", " | ", " "):
    for _once in (False, True):

        @_each(f"docx>cells{_mark!r}{'-once' if _once else ''}", "docx", "txt")
        def _cells(path: Path, mark: str = _mark, *, once: bool = _once) -> str:
            import docx
            from docx.table import Table

            lines: list[str] = []
            for block in docx.Document(str(path)).iter_inner_content():
                lines += _dumped(block, mark, once=once) if isinstance(block, Table) else [block.text]
            return "\n".join(lines)


def _dumped(table: Any, mark: str, *, once: bool) -> Iterator[str]:
    """A row's cells as python-docx gives them: a merged cell again in each place, or once."""
    seen: set[Any] = set()
    for row in table.rows:
        cells = [cell for cell in row.cells if not once or cell._tc not in seen]
        seen |= {cell._tc for cell in cells}
        yield mark.join(cell.text.replace("\n", "") for cell in cells)


def _frames(path: Path, write: Callable[[Any], str]) -> str:
    """The page's words with each table as pandas reads it."""
    import pandas as pd
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(path.read_text(encoding="utf-8"))
    frames = pd.read_html(io.StringIO(path.read_text(encoding="utf-8")), header=None)
    lines = []
    for node in page.css("p, table"):
        if node.tag == "table":
            lines.append(write(frames.pop(0)))
        else:
            lines.append(node.text())
    return "\n".join(lines)


@_each("page>pandas-tabs", "page", "txt")
def _frames_tabs(path: Path) -> str:
    return _frames(path, lambda frame: frame.to_csv(sep="\t", index=False, header=False))


@_each("page>pandas-csv", "page", "txt")
def _frames_csv(path: Path) -> str:
    return _frames(path, lambda frame: frame.to_csv(index=False, header=False))


@_each("page>pandas-csv-index", "page", "txt")
def _frames_index(path: Path) -> str:
    return _frames(path, lambda frame: frame.to_csv(sep="\t"))


@_each("page>pandas-string", "page", "txt")
def _frames_string(path: Path) -> str:
    return _frames(path, lambda frame: frame.to_string())


for _name, _mark in (("lines", "\n"), ("spaces", " "), ("tabs", "\t"), ("glued", "")):

    @_each(f"page>text-{_name}", "page", "txt")
    def _page_text(path: Path, mark: str = _mark) -> str:
        from selectolax.lexbor import LexborHTMLParser

        body = LexborHTMLParser(path.read_text(encoding="utf-8")).css_first("#content")
        return body.text(separator=mark, strip=True) if body else ""
