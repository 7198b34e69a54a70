"""``gongkai restore``: a copy becomes the system, or is only proved."""

from __future__ import annotations

import os
import shutil
from argparse import Namespace
from pathlib import Path

from gongkai.cli.answer import FINE, Unable
from gongkai.cli.arguments import Parser
from gongkai_web.commands.backup import unwritten
from gongkai_web.commands.ready import set_up

_ABOUT = """\
从备份恢复到 --home 或者 GONGKAI_HOME（要是空的；用 PostgreSQL 的，数据库也要是空的）。先核对备份，再恢复，
再核对恢复出来的台账，打开一条个人信息看密钥对不对。只核对、不恢复，用 --check。"""
_EXAMPLES = """\
gongkai restore /mnt/备份/20260120-030000 --check
gongkai restore /mnt/备份/20260120-030000 --home 新文件夹 --keys /mnt/u盘/密钥"""


def parser() -> Parser:
    parser = Parser("restore", _ABOUT, operands="备份", examples=_EXAMPLES)
    parser.option("--keys", says="密钥在这个文件夹", metavar="文件夹", default=None)
    parser.option("--home", says="恢复到这个文件夹，默认 GONGKAI_HOME", metavar="文件夹", default=None)
    parser.option("--check", says="只核对这份备份", action="store_true")
    return parser


def run(options: Namespace) -> int:
    if len(options.operands) != 1:
        raise Unable("请写一份备份的文件夹。用法：gongkai restore --help")
    if options.home is not None:
        os.environ["GONGKAI_HOME"] = options.home  # the settings read it, once
    set_up()
    from django.conf import settings

    from gongkai_web.keeping import copies
    from gongkai_web.keeping.dumps import NotKept

    try:
        copy = copies.proved(Path(options.operands[0]))
        print(f"备份是 {copy.made:%Y-%m-%d %H:%M} 的，{copy.entries} 条记录，核对无误。")
        if options.check:
            return FINE
        _bring_keys(options.keys, settings.HOME)
        copies.restore(copy, settings.FILES, settings.DATABASES["default"])
    except NotKept as problem:
        raise Unable(str(problem)) from problem
    except OSError as problem:
        raise Unable(unwritten(problem)) from problem
    _prove(copy.entries)
    print(
        f"恢复到了「{settings.HOME}」。下一步：把 GONGKAI_HOME 设成它，运行 gongkai doctor，再启动：gongkai serve --migrate"
    )
    return FINE


def _bring_keys(given: str | None, home: Path) -> None:
    """Without them the words of applicants stay closed: that is said before anything is brought back."""
    from django.utils import timezone

    from gongkai_web.keeping import noted

    keys = home / "keys"
    there = _contents(keys)
    if given is None and there:
        return
    if given is None or not _contents(Path(given)):
        raise Unable("没有密钥，个人信息打不开。请用 --keys 写明备份时另存密钥的文件夹。")
    if there and there != _contents(Path(given)):
        raise Unable(f"「{keys}」里已经有别的密钥，没有覆盖。请恢复到一个空的 GONGKAI_HOME。")
    shutil.copytree(given, keys, dirs_exist_ok=True)
    keys.chmod(0o700)
    noted.note(home, noted.KEYS, timezone.localtime(), f"在「{given}」", is_good=True)


def _contents(keys: Path) -> dict[str, bytes]:
    found = keys.iterdir() if keys.is_dir() else ()
    return {path.name: path.read_bytes() for path in found if not path.name.startswith(".")}


def _prove(entries: int) -> None:
    """What was brought back is asked, not the copy."""
    from gongkai_web.store import privacy
    from gongkai_web.store.models import Entry, PrivateWord
    from gongkai_web.store.sealing import NotOpened

    found = Entry.objects.count()
    if found != entries:
        raise Unable(f"恢复出来 {found} 条记录，应当是 {entries} 条。请不要使用，换一份备份再试。")
    word = PrivateWord.objects.filter(erased=None).first()
    try:
        if word is not None:
            privacy.words([word.key])
    except NotOpened as problem:
        raise Unable(f"台账恢复了，但个人信息打不开：{problem}") from problem
