"""The job that reads what was uploaded: archives first, then file after file, each in a guarded process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

from gongkai.check.payload import outcome_payload
from gongkai.check.run import Outcome
from gongkai.model.payload import to_payload
from gongkai.read.worker import Failed, ReadingPool
from gongkai_web import clock
from gongkai_web.store import files
from gongkai_web.store.jobs import Result, Task, job
from gongkai_web.store.models import Organ, Upload
from gongkai_web.uploads import receiving, resolving, unpacking
from gongkai_web.uploads.batches import KIND
from gongkai_web.uploads.reading import READ_FOR_REVIEW, TASKS

if TYPE_CHECKING:
    from gongkai.corpus.organs.lookup import Lookup
    from gongkai.model.document import Table
    from gongkai_web.uploads.reading import Answer

_State = Upload.State
_MOST_SAID = 20
_NEVER = re.compile("[\x00\ud800-\udfff]")


@job(KIND)
def read_uploads(task: Task) -> Result:
    """What waits in the batch. Each file is a step: a worker that is killed loses the one in hand and no other."""
    waiting = _waiting(task)
    for archive in [each for each in waiting if receiving.is_archive(each.name)]:
        _unpack(task, archive)
    waiting = _waiting(task)
    known = resolving.lookup(Organ.objects.get(pk=task.organ))
    total = task.done + len(waiting)
    with TemporaryDirectory() as folder, ReadingPool(READ_FOR_REVIEW, jobs=1, tasks=TASKS) as pool:
        paths = _written(waiting, Path(folder))
        for upload, (path, outcome) in zip(waiting, pool.map(paths), strict=True):
            Path(path).unlink(missing_ok=True)
            values = _refused(outcome) if isinstance(outcome, Failed) else None
            with task.step(total, says=upload.file.name):
                _keep(upload, values or _read(upload, cast("Answer", outcome), known))
    return {"read": len(waiting)}


def _waiting(task: Task) -> list[Upload]:
    rows = Upload.objects.filter(batch=task.params["batch"], for_organ=task.organ, state=_State.WAITING)
    return list(rows.select_related("file").order_by("id"))


def _keep(upload: Upload, values: dict[str, Any]) -> None:
    """Somebody may have set it aside meanwhile: then it stays so."""
    Upload.objects.filter(pk=upload.pk, state=_State.WAITING).update(**values)


def _unpack(task: Task, archive: Upload) -> None:
    """Every file in it becomes one of the batch; what is there already, also from an earlier attempt, is not stored again."""
    said: list[str] = []
    for met in unpacking.members(archive):
        if isinstance(met, str):
            said.append(met)
            continue
        name, digest, content = met
        if digest == archive.file.digest:
            return  # a document under the name of an archive waits to be read
        try:
            found = receiving.same(task.organ, digest) or _added(task, archive, name, content)
        except files.NotTaken as error:
            said.append(str(error))
        else:
            if found.batch != archive.batch:
                said.append(receiving.said_of(name, found))
    with task.step():
        _keep(archive, {"state": _State.UNPACKED, "says": _shortened(said)})


def _added(task: Task, archive: Upload, name: str, content: bytes) -> Upload:
    with task.step():
        return receiving.add(task.organ, archive.batch, name, content, archive.actor)


def _shortened(said: list[str]) -> str:
    more = f"\n另有 {len(said) - _MOST_SAID} 个没有收。" if len(said) > _MOST_SAID else ""
    return "\n".join(said[:_MOST_SAID]) + more


def _written(waiting: list[Upload], folder: Path) -> Iterator[Path]:
    """Each file opened for the reader when its turn comes."""
    for upload in waiting:
        path = folder / f"{upload.pk}"
        try:
            path.write_bytes(files.content(upload.file))
        except files.NotThere:
            path.write_bytes(b"")  # the reader says of it what it says of an empty file
        yield path


def _refused(failed: Failed) -> dict[str, Any]:
    where = f"{failed.where}：" if failed.where else ""
    return {"state": _State.REFUSED, "says": f"{where}{failed.what}。{failed.remedy}。"}


def _read(upload: Upload, answer: Answer, known: Lookup) -> dict[str, Any]:
    report, findings, tables, lines, pictures = answer
    found = resolving.whose(report, upload.name, known, clock.today())
    pages = {str(number): _stored(upload, number, picture) for number, picture in pictures}
    return {
        "state": _State.READ if found.is_certain else _State.DOUBTFUL,
        "payload": storable(to_payload(report)),
        "findings": storable(outcome_payload(Outcome(findings))["findings"]),
        "printed": storable(
            {"tables": [_plain(each) for each in tables], "lines": dict(lines), "pages": pages}
        ),
        **resolving.plain(found),
    }


def storable(value: Any) -> Any:
    """Plain values without the characters that a database does not take: of a file one may expect anything."""
    match value:
        case str():
            return _NEVER.sub("\N{REPLACEMENT CHARACTER}", value)
        case dict():
            return {key: storable(each) for key, each in value.items()}
        case list() | tuple():
            return [storable(each) for each in value]
        case _:
            return value


def _stored(upload: Upload, number: int, picture: bytes) -> str:
    case = f"upload/{upload.batch}"
    return files.keep(
        upload.for_organ, case, "upload-page", f"第{number}页.png", picture, upload.actor, most=60_000_000
    ).key


def _plain(table: Table) -> dict[str, Any]:
    """A printed table without what a page does not show."""
    slots = [[each.row, each.column, each.rowspan, each.colspan, each.text] for each in table.slots]
    return {"grid": asdict(table.place)["grid"], "rows": table.rows, "columns": table.columns, "slots": slots}
