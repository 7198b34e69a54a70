"""``gongkai backup``: a copy of database and files that is proved before it counts."""

from __future__ import annotations

import shutil
from argparse import Namespace
from pathlib import Path

from gongkai.cli.answer import FINE, Unable
from gongkai.cli.arguments import Parser
from gongkai_web.commands.ready import check_migrated, set_up

_ABOUT = """\
备份数据库和附件：网站不用停。每一份都重新读一遍，逐个文件核对摘要，逐条核对台账，通过了才算数。
密钥不在里面（拿到备份的人看不到个人信息），要用 --keys 另外存到别处：没有密钥，个人信息再也打不开。"""
_EXAMPLES = """\
gongkai backup --into /mnt/备份 --keys /mnt/u盘/密钥
gongkai backup --keep 30"""


def parser() -> Parser:
    parser = Parser("backup", _ABOUT, operands=None, examples=_EXAMPLES)
    parser.option("--into", says="放在这个文件夹，默认 GONGKAI_HOME/backups", metavar="文件夹", default=None)
    parser.option("--keys", says="把密钥存到这个文件夹（与备份分开保管）", metavar="文件夹", default=None)
    parser.whole("--keep", says="只留最近几份，默认全留", least=1)
    return parser


def run(options: Namespace) -> int:
    set_up()
    check_migrated()
    from django.conf import settings
    from django.utils import timezone

    from gongkai_web.keeping import copies, noted
    from gongkai_web.keeping.dumps import NotKept

    made = timezone.localtime()
    into = Path(options.into) if options.into else settings.HOME / "backups"
    try:
        copy = copies.make(settings.HOME, settings.FILES, settings.DATABASES["default"], into, made)
    except (NotKept, OSError) as problem:
        says = unwritten(problem) if isinstance(problem, OSError) else str(problem)
        noted.note(settings.HOME, noted.BACKUP, made, f"，{says}", is_good=False)
        raise Unable(says) from problem
    noted.note(settings.HOME, noted.BACKUP, made, f"，{copy.entries} 条记录", is_good=True)
    print(
        f"备份在「{copy.folder}」：{copy.files} 个文件，{copy.size / 1e6:.1f} MB，{copy.entries} 条记录，核对无误。"
    )
    try:
        _keep_keys(settings.HOME, options.keys)
    except OSError as problem:
        raise Unable(unwritten(problem)) from problem
    _drop_old(copies.all_of(into), options.keep)
    return FINE


def unwritten(problem: OSError) -> str:
    """A folder that was copied tells of all its files, a full disk of none."""
    is_folder = isinstance(problem, shutil.Error)
    path, why = problem.args[0][0][1:] if is_folder else (problem.filename, problem.strerror)
    where = f"「{path}」" if path else ""
    return f"{where}写不进去：{why}。请核对磁盘，以及运行系统的用户能不能写。"


def _keep_keys(home: Path, into: str | None) -> None:
    from django.utils import timezone

    from gongkai_web.keeping import noted

    if into is None:
        print("密钥没有备份。请用 --keys 另存一份，与备份分开保管。")
        return
    target = Path(into)
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    for key in (path for path in (home / "keys").iterdir() if not path.name.startswith(".")):
        kept = target / key.name
        if kept.exists() and kept.read_bytes() != key.read_bytes():
            raise Unable(f"「{kept}」是另一把密钥，没有覆盖。请换一个文件夹。")
        shutil.copy2(key, kept)
    noted.note(home, noted.KEYS, timezone.localtime(), f"到「{target}」", is_good=True)
    print(f"密钥在「{target}」。")


def _drop_old(found: list[Path], keep: int | None) -> None:
    for folder in found[: -keep if keep else 0]:
        shutil.rmtree(folder)
        print(f"删除了旧的备份「{folder.name}」。")
