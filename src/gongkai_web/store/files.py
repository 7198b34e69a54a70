"""Files that people brought or the system made: their bytes lie sealed below ``HOME/files``, what they are in a row.

What a file is, its content tells; its name is only ever shown. Files are handed out as downloads, never shown in place.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import unicodedata
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse

from gongkai_web import clock
from gongkai_web.store.models import StoredFile
from gongkai_web.store.sealing import seal, unseal

ERASED = "（已删除）"
MOST_BYTES = 20_000_000
"""Of one attachment. Who takes in whole reports says how much more."""
_LONGEST_NAME = 120
_UNKNOWN = "application/octet-stream"
_ZIPPED = (
    (b"word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"OFD.xml", "application/ofd"),
    (b"", "application/zip"),
)
_SIGNS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"Rar!", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
)
LABELS = {
    "application/pdf": "PDF",
    "image/png": "图片",
    "image/jpeg": "图片",
    "image/gif": "图片",
    "image/tiff": "图片",
    "application/x-ole-storage": "Office 文档",
    "application/rtf": "RTF",
    "application/zip": "压缩包",
    "application/vnd.rar": "压缩包",
    "application/x-7z-compressed": "压缩包",
    "application/ofd": "OFD",
    _ZIPPED[0][1]: "Word 文档",
    _ZIPPED[1][1]: "Excel 表格",
    "text/plain": "文本",
    _UNKNOWN: "其他文件",
}


class NotTaken(ValueError):
    """A file that cannot be taken in, and what would help."""


class NotThere(LookupError):
    """The row is there, the bytes are not: erased, or lost from the folder."""


def keep(
    organ: str, case: str, role: str, name: str, content: bytes, actor: str, *, most: int = MOST_BYTES
) -> StoredFile:
    """Seal the bytes and write down what they are. The disk has them before the row is written.

    ``role`` says what the file is to the case (``application``, ``letter``, ``evidence``…). Raises :class:`NotTaken`.
    """
    shown = plain_name(name)
    if not content:
        raise NotTaken(f"「{shown}」是空文件。请重新选择。")
    if len(content) > most:
        raise NotTaken(
            f"「{shown}」有 {len(content) / 1e6:.1f} MB，最大 {most / 1e6:.0f} MB。请压缩或分成几个文件。"
        )
    key = secrets.token_hex(16)
    _write(_path(key), seal(content, f"file/{key}"))
    return StoredFile.objects.create(
        key=key,
        organ=organ,
        case=case,
        role=role,
        name=shown,
        media_type=media_type(content),
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        actor=actor,
        made=clock.now(),
    )


def content(file: StoredFile) -> bytes:
    """The bytes as they came. Raises :class:`NotThere` and :class:`~gongkai_web.store.sealing.NotOpened`."""
    try:
        sealed = _path(file.key).read_bytes()
    except FileNotFoundError as error:
        raise NotThere(f"「{file.name}」的内容已删除，或不在文件夹里。请从备份取回。") from error
    return unseal(sealed, f"file/{file.key}")


def is_there(file: StoredFile) -> bool:
    return _path(file.key).exists()


def download(file: StoredFile) -> HttpResponse:
    """The file as a browser saves it: never shown, never run. Raises as :func:`content`."""
    return attachment(content(file), file.name, file.media_type)


def attachment(body: bytes, name: str, kind: str = _UNKNOWN) -> HttpResponse:
    """Bytes that a browser is to save under a name."""
    response = HttpResponse(body, content_type=kind)
    response.headers["Content-Disposition"] = _disposition(plain_name(name))
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def erase(file: StoredFile) -> None:
    """The bytes go, the row stays without its name: that there was a file, what it was to the case, and its digest."""
    StoredFile.objects.filter(pk=file.key).update(name=ERASED)
    _drop(file.key)


def forget(file: StoredFile) -> None:
    """There never was such a file: bytes and row go."""
    key = file.key
    file.delete()
    _drop(key)


def _drop(key: str) -> None:
    """Only once it is certain: what is rolled back must find its bytes again."""
    transaction.on_commit(partial(_path(key).unlink, missing_ok=True))


def media_type(content: bytes) -> str:
    """What the bytes are, by their content alone."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next(kind for mark, kind in _ZIPPED if mark in content)
    found = next((kind for sign, kind in _SIGNS if content.startswith(sign)), None)
    return found or ("text/plain" if _is_text(content) else _UNKNOWN)


def label(file: StoredFile) -> str:
    return LABELS.get(file.media_type, LABELS[_UNKNOWN])


def plain_name(name: str) -> str:
    """A name that no file system and no header takes amiss: the last part of a path, without controls."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C" and sign not in '"<>|:*?')
    stem, dot, ending = kept.strip(" .").rpartition(".")
    if dot and len(ending) <= 10:
        return f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending}" if stem else ending
    return kept.strip(" .")[:_LONGEST_NAME] or "未命名"


def _disposition(name: str) -> str:
    from urllib.parse import quote

    return f"attachment; filename*=UTF-8''{quote(name)}"


def _is_text(content: bytes) -> bool:
    head = content[:4096]
    return not any(byte < 9 or 13 < byte < 32 for byte in head)


def _path(key: str) -> Path:
    return Path(settings.FILES) / key[:2] / key


def _write(path: Path, sealed: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
