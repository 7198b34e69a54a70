"""From a document to a report: the tables, then the prose around them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from gongkai.model.document import Document
from gongkai.model.report import Report, Source
from gongkai.read.limits import DEFAULT, Limits
from gongkai.read.prose import read_prose
from gongkai.read.tables import read_tables


def read_report(document: Document, source: Source | None = None) -> Report:
    """What ``document`` states. Its cells are empty where it holds none of the forms' tables."""
    tables = read_tables(document)
    prose = read_prose(tables.paragraphs, form=tables.form, document_title=document.title)
    return Report(
        agency=prose.agency,
        year=prose.year,
        title=prose.title,
        form=tables.form,
        cells=tables.cells,
        tables=tables.tables,
        sections=prose.sections,
        signoff=prose.signoff,
        facts=prose.facts,
        labels=tables.labels,
        damage=(*tables.damage, *prose.damage),
        source=source,
    )


def read_file(path: Path | str, limits: Limits = DEFAULT) -> Report:
    """The report in a file, read in this process: for files of one's own. Others go through the worker."""
    from gongkai.read.opening import file_bytes, read_document

    data = file_bytes(path, limits)
    document = read_document(data, name=Path(path).name, limits=limits)
    digest = hashlib.sha256(data).hexdigest()
    return read_report(document, Source(Path(path).name, document.format, digest, document.remarks))
