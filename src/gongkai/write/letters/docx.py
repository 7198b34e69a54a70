"""A letter as DOCX: its template with the letter in it. The same letter and template give the same bytes.

Of the template's own properties (author, company, times) nothing goes out with the letter.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from gongkai.model.letter import Letter
from gongkai.write.layout import clean
from gongkai.write.letters.templates import filled
from gongkai.write.word.page import same_bytes

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{organ}</dc:creator>'
    "<cp:lastModifiedBy>{organ}</cp:lastModifiedBy>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified></cp:coreProperties>'
)
_EMPTY = {
    "docProps/app.xml": "extended-properties",
    "docProps/custom.xml": "custom-properties",
}
_EMPTY_TEXT = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/{}"/>'


def render(letter: Letter, *, templates: Path | None = None) -> bytes:
    """The bytes of a Word file. Raises :class:`~gongkai.write.letters.package.BadTemplate`."""
    parts = dict(filled(letter, templates).parts)
    properties = {"docProps/core.xml": _core(letter)} | {
        name: _XML + _EMPTY_TEXT.format(kind) for name, kind in _EMPTY.items()
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, properties.get(name, data))
    return same_bytes(out.getvalue())


def _core(letter: Letter) -> str:
    day = letter.day.isoformat() if letter.day else "2000-01-01"
    return _XML + _CORE.format(title=escape(clean(letter.title)), organ=escape(clean(letter.organ)), day=day)
