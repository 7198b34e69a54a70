"""A looked-over upload becomes a version of its organ's report; or a person says whose it is, or that it is not wanted."""

from __future__ import annotations

from django.db import transaction

from gongkai_web.reports import beginning, versions
from gongkai_web.store.models import Organ, ReportVersion, Upload
from gongkai_web.uploads import receiving, reviewing

_State = Upload.State
OPEN = (_State.READ, _State.DOUBTFUL)


class NotNow(ValueError):
    """It cannot be done in this state; the message says why, and what would help."""


def why_not(upload: Upload) -> str:
    """What stands against taking it; empty where nothing does."""
    if upload.state != _State.READ or upload.organ is None or upload.year is None:
        return f"现在的状态是「{upload.get_state_display()}」。先认定是哪个机关、哪一年度的报告，才能采用。"
    return beginning.against_file(upload.organ, upload.year)


def gives_way(upload: Upload) -> bool:
    """Whether taking it makes a ledger that was never used begin later: a person decides that one by one."""
    organ, year = upload.organ, upload.year
    return organ is not None and year is not None and beginning.gives_way(organ, year)


@transaction.atomic
def take(upload: Upload, *, actor: str) -> ReportVersion:
    """The report with all corrections is the newest version of its organ and year. Raises :class:`NotNow`."""
    upload = _locked(upload)
    if reason := why_not(upload):
        raise NotNow(reason)
    assert upload.organ is not None  # noqa: S101 - looked at just now
    assert upload.year is not None  # noqa: S101
    found = reviewing.review(upload)
    try:
        version = beginning.from_file(
            upload.organ, upload.year, found.report, actor=actor, note=_note(upload, found), upload=upload
        )
    except (versions.Locked, beginning.Used) as error:
        raise NotNow(str(error)) from error
    _move(upload, _State.TAKEN)
    return version


@transaction.atomic
def decide(upload: Upload, organ: Organ, year: int, *, name: str) -> None:
    """A person says whose report it is. Raises :class:`NotNow`."""
    upload = _locked(upload)
    _demand(upload, OPEN)
    upload.organ, upload.year, upload.state = organ, year, _State.READ
    upload.says = f"由{name}认定。"
    upload.save(update_fields=["organ", "year", "state", "says"])


@transaction.atomic
def set_aside(upload: Upload) -> None:
    upload = _locked(upload)
    _demand(upload, (*OPEN, _State.REFUSED, _State.WAITING))
    _move(upload, _State.SET_ASIDE)


@transaction.atomic
def again(upload: Upload) -> None:
    """It waits once more: the reader is asked anew, or what was set aside is wanted after all."""
    upload = _locked(upload)
    _demand(upload, (_State.REFUSED, _State.SET_ASIDE))
    if (other := receiving.same(upload.for_organ, upload.digest)) not in {None, upload}:
        raise NotNow(receiving.said_of(upload.name, other))
    if upload.payload is None:
        _move(upload, _State.WAITING)
    else:
        _move(upload, _State.READ if upload.organ_id and upload.year else _State.DOUBTFUL)


def _note(upload: Upload, found: reviewing.Review) -> str:
    seen = list(found.newest.values())
    confirmed = sum(map(reviewing.is_confirmed, seen))
    words = [f"由文件「{upload.file.name}」读入"]
    if seen:
        words.append(f"人工核对 {len(seen)} 格，其中 {len(seen) - confirmed} 格改了")
    if found.left:
        words.append(f"{len(found.left)} 格没有核对")
    return "，".join(words)


def _locked(upload: Upload) -> Upload:
    return Upload.objects.select_for_update(of=("self",)).select_related("organ", "file").get(pk=upload.pk)


def _demand(upload: Upload, states: tuple[Upload.State, ...]) -> None:
    if upload.state not in states:
        raise NotNow(f"「{upload.file.name}」现在的状态是「{upload.get_state_display()}」，这一步不用再做。")


def _move(upload: Upload, state: Upload.State) -> None:
    upload.state = state
    upload.save(update_fields=["state"])
