"""What the system rests on, looked at piece by piece; what cannot be looked at because of another says nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max, Q
from django.utils import timezone

from gongkai.law.rulebook import national
from gongkai_web import clock
from gongkai_web.keeping import kept, noted
from gongkai_web.keeping.found import Found
from gongkai_web.notices import mail
from gongkai_web.store import guarding
from gongkai_web.store.models import Entry, Job
from gongkai_web.store.overlays import rulebook_of

_LITTLE_SPACE = 5_000_000_000
_WAITS_TOO_LONG = timedelta(minutes=10)
_UNSURE = timedelta(minutes=5)
_SILENT = 120.0
"""Seconds without a worker's sign of life that are too many, unless it is at work."""


def checkup() -> Iterator[Found]:
    yield _home()
    yield _space()
    yield _today()
    try:
        tables = set(connection.introspection.table_names())
    except OperationalError as error:
        yield Found(
            "数据库", f"连不上：{str(error).strip()}", "bad", "请核对 GONGKAI_DATABASE 和数据库服务。"
        )
        return
    yield _database()
    if not tables or _is_behind():
        yield Found("数据库结构", "不是这个版本的", "bad", "请先备份，再运行 gongkai serve --migrate。")
        return
    yield Found("数据库结构", "是这个版本的")
    yield _guards()
    yield _clock()
    yield from kept.looked_at()
    yield _calendar()
    yield _worker()
    yield _mail()
    yield from _jobs()


# --- the machine ------------------------------------------------------------------------------------------------------


def _home() -> Found:
    home = settings.HOME
    if not home.exists():
        return Found(
            "文件夹",
            f"「{home}」不存在",
            "bad",
            "由 GONGKAI_HOME 指定；第一次启动：gongkai serve --migrate。",
        )
    if not os.access(home, os.W_OK):
        return Found("文件夹", f"「{home}」不能写", "bad", "请把它交给运行系统的用户。")
    return Found("文件夹", str(home))


def _space() -> Found:
    free = shutil.disk_usage(settings.HOME if settings.HOME.exists() else ".").free
    says = f"还有 {free / 1e9:.1f} GB"
    if free < _LITTLE_SPACE:
        return Found("磁盘", says, "bad", "请清理或者扩容：写满以后什么都记不进去。")
    return Found("磁盘", says)


def _today() -> Found:
    if settings.TODAY is not None:
        return Found("日期", f"被设为 {settings.TODAY}", "look", "演示以外，请去掉 GONGKAI_TODAY。")
    return Found("日期", str(clock.today()))


# --- the database -----------------------------------------------------------------------------------------------------


def _database() -> Found:
    if connection.vendor != "sqlite":
        return Found("数据库", f"PostgreSQL {connection.settings_dict['NAME']}")
    with connection.cursor() as cursor:
        mode, safe, said = (_asked(cursor, each) for each in ("journal_mode", "synchronous", "quick_check"))
    if said != "ok":
        return Found("数据库", f"已经损坏：{said}", "bad", "请从备份恢复（gongkai restore），并检查磁盘。")
    if (mode, safe) != ("wal", 2):
        return Found("数据库", f"写入方式是 {mode}、{safe}", "bad", "断电会丢记录：请不要改动数据库的设置。")
    return Found("数据库", "内置（SQLite），完好")


def _asked(cursor: object, name: str) -> object:
    cursor.execute(f"PRAGMA {name}")  # type: ignore[attr-defined]
    return cursor.fetchone()[0]  # type: ignore[attr-defined]


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _guards() -> Found:
    if missing := guarding.unguarded():
        says = f"{'、'.join(missing)} 没有保护"
        return Found("只增不改", says, "bad", "请运行 gongkai serve --migrate，并查明是谁去掉的。")
    return Found("只增不改", "台账和操作记录由数据库保护")


# --- what people rely on ----------------------------------------------------------------------------------------------


def _clock() -> Found:
    """Held against the newest entry: no moment may lie before what was recorded already, where the day is the real one."""
    if settings.TODAY is not None:
        return Found("时钟", f"{clock.now():%H:%M}")
    newest = Entry.objects.aggregate(newest=Max("recorded"))["newest"]
    ahead = newest - clock.now() if newest else timedelta()
    if ahead > _UNSURE:
        says = f"现在是 {clock.now():%Y-%m-%d %H:%M}，台账最后一条却是 {timezone.localtime(newest):%Y-%m-%d %H:%M} 记的"
        return Found(
            "时钟", says, "bad", "机器的时钟慢了，记录的时间会错。请校准（timedatectl），再办理业务。"
        )
    return Found("时钟", f"{clock.now():%H:%M}")


def _calendar() -> Found:
    known = max(rulebook_of("").calendar.known_until, national().calendar.known_until)
    says = f"节假日安排知道到 {known}"
    if known < clock.today():
        helps = "今天是不是工作日都靠推算，期限可能差几天。请马上在“日历与设置”里加上今年的放假通知。"
        return Found("日历", says, "bad", helps)
    if (known - clock.today()).days < 60:
        return Found(
            "日历", says, "look", "以后的期限是暂定的。下一年的放假通知出来以后，请在“日历与设置”里加上。"
        )
    return Found("日历", says)


def _worker() -> Found:
    """Who is in the middle of a long job gives its sign by the lease."""
    silent = noted.silence(settings.HOME)
    is_at_work = Job.objects.filter(state=Job.State.RUNNING, lease__gt=timezone.now()).exists()
    if is_at_work or (silent is not None and silent < _SILENT):
        return Found("后台任务进程", "在运行")
    since = "没有运行过" if silent is None else f"{silent / 60:.0f} 分钟没有动静"
    return Found(
        "后台任务进程",
        since,
        "look",
        "上传的报告没有人读：请启动 gongkai worker（systemctl start gongkai-worker）。",
    )


def _mail() -> Found:
    if not settings.SENDS_MAIL:
        return Found("邮件", "没有设置，提醒只在系统里看得到")
    if mail.is_stuck(clock.now()):
        return Found("邮件", "有提醒一个小时没有发出", "look", "请核对 GONGKAI_MAIL、邮件服务器和网络。")
    return Found("邮件", "发得出")


def _jobs() -> Iterator[Found]:
    now = timezone.now()
    waiting = Job.objects.filter(state=Job.State.WAITING, made__lt=now - _WAITS_TOO_LONG)
    late = waiting.filter(Q(lease=None) | Q(lease__lt=now - _WAITS_TOO_LONG)).count()  # some rest after a bug
    if late:
        yield Found("后台任务", f"{late} 个等了十分钟以上", "bad", "请启动 gongkai worker。")
        return
    failed = Job.objects.filter(state=Job.State.FAILED, ended__gt=timezone.now() - timedelta(days=7)).count()
    if failed:
        yield Found("后台任务", f"一周里失败了 {failed} 个", "look", "见“系统状况”页。")
    else:
        yield Found("后台任务", "没有积压")
