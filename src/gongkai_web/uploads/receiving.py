"""Files come in: stored sealed, each content once, in a batch that a job reads."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from gongkai.read.limits import DEFAULT, human_size
from gongkai_web import clock
from gongkai_web.store import files
from gongkai_web.store.models import Organ, Upload
from gongkai_web.uploads import batches

MOST_BYTES = DEFAULT.file_bytes
MOST_OF_ARCHIVE = 500_000_000
ROLE = "upload"


@dataclass(slots=True)
class Received:
    """``batch`` is empty where nothing new came. ``known`` and ``refused`` are sentences about the other files."""

    batch: str = ""
    count: int = 0
    known: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def receive(organ: Organ, coming: Iterable[tuple[str, bytes]], *, actor: str, form: str = "") -> Received:
    """Names and contents, each stored for itself, and a job that reads them.

    ``form`` is the key of the form that brought them: sent twice, they are one batch, and each is there once.
    """
    batch = hashlib.sha256(form.encode()).hexdigest()[:16] if form else secrets.token_hex(8)
    found = Received(batch)
    for name, content in coming:
        try:
            _take(organ, batch, name, content, actor, found)
        except files.NotTaken as error:
            found.refused.append(str(error))
    if found.count:
        batches.resume(organ, batch, actor=actor)
    else:
        found.batch = ""
    return found


def _take(organ: Organ, batch: str, name: str, content: bytes, actor: str, found: Received) -> None:
    upload = same(organ.key, hashlib.sha256(content).hexdigest())
    upload = upload or add(organ.key, batch, name, content, actor)
    if upload.batch == batch:
        found.count += 1
    else:
        found.known.append(said_of(name, upload))


def add(organ: str, batch: str, name: str, content: bytes, actor: str) -> Upload:
    """One more file of the batch, waiting to be read; where the same bytes came at the same moment, that one.

    Raises :class:`~gongkai_web.store.files.NotTaken`.
    """
    most = MOST_OF_ARCHIVE if is_archive(name) else MOST_BYTES
    stored = files.keep(organ, f"upload/{batch}", ROLE, name, content, actor, most=most)
    row = Upload(
        batch=batch, for_organ=organ, name=name[:1000], file=stored, digest=stored.digest, actor=actor
    )
    row.made = clock.now()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        if (known := same(organ, stored.digest)) is None:
            raise
        files.forget(stored)
        return known
    return row


def is_archive(name: str) -> bool:
    """What calls itself one. A document that does so is read as one all the same."""
    return name.lower().endswith(".zip")


def same(organ: str, digest: str) -> Upload | None:
    """The upload of this organ with the same bytes, unless it was set aside."""
    return Upload.objects.filter(for_organ=organ, digest=digest).exclude(state=Upload.State.SET_ASIDE).first()


def said_of(name: str, known: Upload) -> str:
    return f"「{files.plain_name(name)}」与 {known.made:%Y-%m-%d} 上传的「{known.file.name}」内容相同，没有再收。"


def limits_said() -> str:
    return f"一份文件最大 {human_size(MOST_BYTES)}，压缩包最大 {human_size(MOST_OF_ARCHIVE)}。"
