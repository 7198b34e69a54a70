"""What is needed when everything else is lost: the keys, the copies, the programs that make them."""

from __future__ import annotations

import os
import re
import stat
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from shutil import which

from django.conf import settings
from django.db import connection
from django.utils import timezone

from gongkai_web.keeping import noted
from gongkai_web.keeping.found import Found
from gongkai_web.store import privacy, sealing
from gongkai_web.store.models import PrivateWord
from gongkai_web.store.sealing import NotOpened

_WITHIN = {noted.BACKUP: timedelta(hours=36), noted.VERIFIED: timedelta(days=8)}


def looked_at() -> Iterator[Found]:
    yield _keys()
    if sealing.is_used():
        yield _keys_apart()
    if connection.vendor == "postgresql":
        yield _programs()
    yield _last("备份", noted.BACKUP, "gongkai backup")
    yield _last("核对台账", noted.VERIFIED, "gongkai verify-records")


def _keys() -> Found:
    folder = settings.HOME / "keys"
    if sealing.is_lost():
        helps = "先停下网站，把备份时另存的密钥放回去（gongkai backup --keys）。不放回去，申请人的信息打不开，也记不进新的。"
        return Found("密钥", f"「{folder}」里的密钥不见了", "bad", helps)
    if not folder.exists():
        return Found("密钥", "还没有", "look", "第一次登记申请时生成；以后请备份（gongkai backup --keys）。")
    if os.name != "nt" and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        return Found("密钥", f"「{folder}」别人也能看", "bad", f"请运行：chmod 700 {folder}")
    word = PrivateWord.objects.filter(erased=None).order_by("-pk").first()
    try:
        if word is not None:
            privacy.words([word.key])
    except NotOpened as problem:
        return Found("密钥", str(problem), "bad", "请取回备份时另存的密钥（gongkai backup --keys）。")
    return Found("密钥", "打得开个人信息")


def _keys_apart() -> Found:
    made = noted.read(settings.HOME, noted.KEYS)
    if made is None:
        helps = "机器坏了，只有备份、没有密钥，申请人的信息再也打不开。请运行 gongkai backup --keys，与备份分开保管。"
        return Found("密钥的备份", "没有另存过", "bad", helps)
    return Found("密钥的备份", f"{made.made:%Y-%m-%d} 另存{made.says}")


def _programs() -> Found:
    """A pg_dump that is older than the server copies nothing."""
    program, server = which("pg_dump"), connection.cursor().connection.info.server_version // 10000
    if program is None:
        helps = "请安装（Debian：apt-get install postgresql-client）。"
        return Found("备份的程序", "没有 pg_dump，备份不了", "bad", helps)
    said = subprocess.run([program, "--version"], capture_output=True, encoding="utf-8", check=False).stdout
    version = re.search(r"(\d+)(\.|$|\D)", said)
    if version is None or int(version[1]) < server:
        says = f"{said.strip()}，数据库是 PostgreSQL {server}"
        return Found("备份的程序", says, "bad", f"请安装 PostgreSQL {server} 的客户端，否则备份不了。")
    return Found("备份的程序", said.strip())


def _last(what: str, name: str, command: str) -> Found:
    known = noted.read(settings.HOME, name)
    if known is None:
        return Found(what, "没有记录", "bad", f"请运行 {command}，并设为定时任务。")
    age = timezone.now() - known.made
    says = f"{known.made:%Y-%m-%d %H:%M}（{_age(age)}）{known.says}"
    if not known.is_good:
        return Found(what, says, "bad", f"没有成功。请运行 {command} 查明。")
    if age > _WITHIN[name]:
        return Found(what, says, "bad", f"太久了。请运行 {command}，并设为定时任务。")
    return Found(what, says)


def _age(age: timedelta) -> str:
    hours = max(0, int(age.total_seconds() // 3600))
    return f"{hours // 24} 天前" if hours >= 48 else f"{hours} 小时前"
