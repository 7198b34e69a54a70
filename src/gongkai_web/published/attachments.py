"""Attachments of somebody who is still writing: sealed at once, so that a mistake elsewhere costs nobody the choice.

They lie under the mark of the form that they were chosen in, and go after a day where it was never sent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Sum

from gongkai_web import clock
from gongkai_web.store import files
from gongkai_web.store.files import NotTaken
from gongkai_web.store.models import StoredFile
from gongkai_web.store.sealing import blind

APPLICANT = "applicant"
"""The actor of whatever an applicant does without an account."""
MOST = 10
MOST_BYTES = files.MOST_BYTES
MOST_AT_ONCE = 60_000_000
"""Of a whole form as it is sent."""
MOST_WAITING = 5_000_000_000
"""Of all forms that nobody has sent yet: whoever fills the disk with them keeps nobody from asking."""
_LATER = "申请可以先提交，附件过后寄来或者交到机关。"
_DRAFT = "draft"
_KEPT_FOR = timedelta(days=1)
TAKEN = "PDF、图片、Word、Excel、OFD、文本、压缩包"


@dataclass(frozen=True, slots=True)
class Attached:
    key: str
    name: str
    kind: str
    size: int
    digest: str


def waiting(organ: str, form: str) -> list[Attached]:
    """What was chosen in this form so far."""
    return [_attached(row) for row in _rows(organ, form)]


def take(organ: str, form: str, given: Iterable[Any]) -> list[str]:
    """Seal what was chosen now; what is wrong with those that were not taken."""
    mistakes: list[str] = []
    count, bytes_waiting = len(_rows(organ, form)), _bytes_waiting()
    for file in given:
        if bytes_waiting + file.size > MOST_WAITING:
            mistakes.append(f"现在等待提交的附件太多，「{files.plain_name(file.name)}」暂时收不下。{_LATER}")
            continue
        if count >= MOST:
            mistakes.append(f"一次最多 {MOST} 个附件，「{files.plain_name(file.name)}」没有收下。")
            continue
        try:
            _keep(organ, form, file)
            count, bytes_waiting = count + 1, bytes_waiting + file.size
        except NotTaken as error:
            mistakes.append(str(error))
    return mistakes


def drop(organ: str, form: str, key: str) -> None:
    for row in _rows(organ, form):
        if row.key == key:
            files.forget(row)


def hand_in(organ: str, form: str, case: str, role: str) -> list[Attached]:
    """What was chosen in the form belongs to the case from now on."""
    rows = _rows(organ, form)
    StoredFile.objects.filter(pk__in=[row.key for row in rows]).update(case=case, role=role)
    return [_attached(row) for row in rows]


def of_case(organ: str, case: str) -> list[Attached]:
    """What the applicant sent to this case."""
    rows = StoredFile.objects.filter(organ=organ, case=case, actor=APPLICANT).order_by("made", "key")
    return [_attached(row) for row in rows]


def _keep(organ: str, form: str, file: Any) -> None:
    shown = files.plain_name(file.name)
    if file.size > MOST_BYTES:
        raise NotTaken(
            f"「{shown}」有 {file.size / 1e6:.1f} MB，最大 {MOST_BYTES / 1e6:.0f} MB。请压缩或分成几个文件。"
        )
    content = file.read()
    if content and files.media_type(content) == "application/octet-stream":
        raise NotTaken(f"「{shown}」的内容看不出是哪一种文件。可以上传{TAKEN}。")
    files.keep(organ, _mark(form), _DRAFT, shown, content, APPLICANT)


def _rows(organ: str, form: str) -> list[StoredFile]:
    found = StoredFile.objects.filter(organ=organ, case=_mark(form), role=_DRAFT)
    return list(found.order_by("made", "key"))


def _mark(form: str) -> str:
    return f"{_DRAFT}/{blind(f'form:{form}')}"


def sweep(most: int) -> int:
    """What nobody sent is nobody's business; how many went, ``most`` at once."""
    rows = list(StoredFile.objects.filter(role=_DRAFT, made__lt=clock.now() - _KEPT_FOR)[:most])
    for row in rows:
        files.forget(row)
    return len(rows)


def _bytes_waiting() -> int:
    found = StoredFile.objects.filter(role=_DRAFT).aggregate(size=Sum("size"))["size"]
    return found or 0


def _attached(row: StoredFile) -> Attached:
    return Attached(row.key, row.name, files.label(row), row.size, row.digest)
