"""The file of a case, to be handed over: bound as one PDF, or as an archive with an index and digests."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from gongkai.ledger import binding
from gongkai.ledger.entry import Entry
from gongkai.ledger.evidence import File, Matter, evidence
from gongkai.ledger.private import privates_of
from gongkai.ledger.remedy import Remedy
from gongkai.model.attachment import Attachment
from gongkai.read.limits import Refused
from gongkai.write.bundle.pdf import BadPicture, typeset
from gongkai.write.faces import NoFonts
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import Opened, open_case
from gongkai_web.agency.pages.attachments import LABELS
from gongkai_web.store import audit, files, free_words, ledger
from gongkai_web.store.models import Entry as EntryRow
from gongkai_web.store.models import StoredFile

_ENDINGS = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}
_MOST = 60
_INDEX_HEAD = ("序号", "文件", "是什么", "放入日期", "大小（字节）", "SHA-256")


class NotBound(ValueError):
    """The bundle could not be made; what it says is for whoever asked for it."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """``left_out`` are files whose pages cannot be laid in: they are in the archive."""

    pdf: bytes
    pages: int
    left_out: tuple[str, ...]


def case_file(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    """What will be in it, and that it holds private words, before the buttons."""
    opened = open_case(request, "request", key)
    rows = [
        (row, LABELS.get(row.role, row.role), is_laid(row))
        for row in case_files(opened.organ.key, opened.key)
    ]
    context = {"opened": opened, "rows": rows, "crumb": "导出案卷", "count": len(opened.entries)}
    return render(request, "agency/casefile.html", context)


def bundle(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001
    opened = open_case(request, "request", key)
    if request.method != "POST":
        return redirect("case-file", opened.organ.key, opened.short_key)
    try:
        made = bound(opened, opened.entries)
    except NotBound as error:
        messages.error(request, str(error))
        return redirect("case-file", opened.organ.key, opened.short_key)
    note(request, opened, "case.bundle", f"{made.pages} 页")
    return files.attachment(made.pdf, f"案卷 {opened.short_key}.pdf", "application/pdf")


def archive(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001
    """Every file as it is, the entries line by line, and an index with the digest of each."""
    opened = open_case(request, "request", key)
    if request.method != "POST":
        return redirect("case-file", opened.organ.key, opened.short_key)
    data = archived(opened)
    note(request, opened, "case.archive", f"SHA-256 {hashlib.sha256(data).hexdigest()}")
    return files.attachment(data, f"案卷 {opened.short_key}.zip", "application/zip")


def note(request: StaffRequest, opened: Opened, action: str, says: str) -> None:
    audit.note(request, action, actor=request.user.key, organ=opened.organ.key, about=opened.key, says=says)


def bound(
    opened: Opened,
    entries: Iterable[Entry],
    *,
    remedy: Remedy | None = None,
    remedy_entries: tuple[Entry, ...] = (),
    rows: list[StoredFile] | None = None,
    proves: Mapping[str, str] | None = None,
) -> Bundle:
    """What the ledger shows of the request, with its files behind; ``proves`` says of each what for.

    Raises :class:`NotBound`.
    """
    of_organ = ledger.state(opened.organ.key, "organ")
    kept = case_files(opened.organ.key, opened.key) if rows is None else rows
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        laid, left_out = _laid(kept, Path(folder))
    said = [
        File(Path(row.name).stem, (proves or {}).get(row.key) or LABELS.get(row.role, row.role), each.sizes)
        for row, each in laid
    ]
    matter = Matter(of_organ, tuple(entries), opened.today, remedy, remedy_entries)
    shown = evidence(matter, said, opened.rulebook)
    try:
        done = binding.bound(typeset(shown), [each for _, each in laid], len(shown.exhibits) - len(laid))
    except (Refused, NoFonts) as error:
        raise NotBound(f"装订不成：{error}") from error
    return Bundle(done.pdf, done.pages, left_out)


def archived(opened: Opened) -> bytes:
    """Names in the archive are numbered: two files may be called the same."""
    index: list[tuple[str, ...]] = []
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, (name, what, on, data) in enumerate(_contents(opened), 1):
            inside = f"{number:02}_{name}"
            packed.writestr(inside, data)
            digest = hashlib.sha256(data).hexdigest()
            index.append((str(number), inside, what, on, str(len(data)), digest))
        packed.writestr("目录.csv", _csv(index))
    return out.getvalue()


def _contents(opened: Opened) -> Iterator[tuple[str, str, str, bytes]]:
    lines = EntryRow.objects.filter(organ=opened.organ.key, case=opened.key).order_by("number")
    told = "".join(f"{line}\n" for line in lines.values_list("line", flat=True))
    today = opened.today.isoformat()
    yield "台账记录.jsonl", "本案的台账记录，逐条", today, told.encode()
    yield "另存的文字.jsonl", "台账记录里只有键的文字：申请内容、说的话、记下的话", today, _apart(opened)
    for row in case_files(opened.organ.key, opened.key):
        try:
            data = files.content(row)
        except files.NotThere:
            continue  # erased: the ledger's lines still say that it was there
        yield row.name, LABELS.get(row.role, row.role), f"{row.made:%Y-%m-%d}", data


def _apart(opened: Opened) -> bytes:
    """What the lines of the ledger name by keys alone; who asks is in the application."""
    recorded = [entry.act.fact for entry in ledger.entries_of(opened.organ.key, opened.key)]
    keys = dict.fromkeys(each.key for fact in recorded for each in privates_of(fact))
    told = free_words.told(keys)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in told).encode()


def _csv(rows: list[tuple[str, ...]]) -> bytes:
    """With the mark by which a spreadsheet knows its letters; no cell begins a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_INDEX_HEAD)
    writer.writerows([[f"'{cell}" if cell[:1] in "=+-@" else cell for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def case_files(organ: str, case: str) -> list[StoredFile]:
    return list(StoredFile.objects.filter(organ=organ, case=case).order_by("made", "key")[:_MOST])


def is_laid(row: StoredFile) -> bool:
    return row.media_type in _ENDINGS


def _laid(
    rows: list[StoredFile], folder: Path
) -> tuple[list[tuple[StoredFile, Attachment]], tuple[str, ...]]:
    """The pages of each file that has any; of a letter the PDF."""
    laid: list[tuple[StoredFile, Attachment]] = []
    left_out: list[str] = []
    for row in rows:
        if not is_laid(row):
            left_out.append(row.name)
            continue
        path = folder / f"{row.key}{_ENDINGS[row.media_type]}"
        try:
            path.write_bytes(files.content(row))
            laid.append((row, binding.pages_of(path)))
        except (files.NotThere, Refused, BadPicture):
            left_out.append(row.name)
    return laid, tuple(left_out)
