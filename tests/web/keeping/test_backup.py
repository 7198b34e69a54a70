"""A copy is proved, brought back whole, and anything that is wrong with it is noticed."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from gongkai_web.commands import backup

ROOT = Path(__file__).resolve().parents[3]
FILLED = """
from gongkai_web.commands import ready; ready.set_up(); ready.migrate()
from datetime import date
from gongkai_web.demo import crowd
crowd.build(date(2026, 1, 20), organs=3, requests=20)
from gongkai_web.store import files
files.keep("crowd-0-1", "request/2023-0001", "application", "申请表.pdf", b"%PDF-1.4 ...", "clerk-crowd-0-1")
"""

CROWDED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
runpy.run_module("gongkai.cli", run_name="__main__")
"""
"""As on a disk that is nearly full: no file can grow beyond this."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a ledger and a file in it."""
    home = tmp_path_factory.mktemp("home")
    _run(home, "-c", FILLED, code=0)
    return home


@pytest.fixture(scope="module")
def kept(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A copy of it, and the keys."""
    into = tmp_path_factory.mktemp("kept")
    said = _gongkai(filled, "backup", "--into", str(into / "copies"), "--keys", str(into / "keys"))
    assert "核对无误" in said
    return next((into / "copies").iterdir()), into / "keys"


@pytest.fixture
def copy(kept: tuple[Path, Path], tmp_path: Path) -> Path:
    """A copy of the copy, to be damaged."""
    shutil.copytree(kept[0], tmp_path / kept[0].name)
    return tmp_path / kept[0].name


def test_the_keys_are_not_in_the_copy(kept: tuple[Path, Path], filled: Path) -> None:
    keys = [path.read_bytes() for path in (filled / "keys").iterdir()]
    assert {path.name for path in kept[1].iterdir()} >= {"private"}
    for path in kept[0].rglob("*"):
        if path.is_file():
            assert not any(key in path.read_bytes() for key in keys)


def test_it_is_brought_back_as_it_was(filled: Path, kept: tuple[Path, Path], tmp_path: Path) -> None:
    home = tmp_path / "new"
    said = _gongkai(home, "restore", str(kept[0]), "--keys", str(kept[1]))
    assert "恢复到了" in said
    assert _entries(home) == _entries(filled)
    files = {
        path.relative_to(filled): path.read_bytes()
        for path in (filled / "files").rglob("*")
        if path.is_file()
    }
    assert files == {
        path.relative_to(home): path.read_bytes() for path in (home / "files").rglob("*") if path.is_file()
    }
    assert files
    assert "没有问题" in _gongkai(home, "verify-records")


def test_the_folder_may_be_named(filled: Path, kept: tuple[Path, Path], tmp_path: Path) -> None:
    home = tmp_path / "new"
    said = _gongkai(filled, "restore", str(kept[0]), "--keys", str(kept[1]), "--home", str(home))
    assert f"恢复到了「{home}」" in said
    assert _entries(home) == _entries(filled)


def test_it_goes_over_nothing_that_is_there(filled: Path, kept: tuple[Path, Path]) -> None:
    before = _entries(filled)
    said = _gongkai(filled, "restore", str(kept[0]), "--keys", str(kept[1]), code=2)
    assert "没有覆盖" in said
    assert _entries(filled) == before


def test_without_the_keys_nothing_is_brought_back(kept: tuple[Path, Path], tmp_path: Path) -> None:
    assert "没有密钥" in _gongkai(tmp_path / "new", "restore", str(kept[0]), code=2)
    assert not (tmp_path / "new" / "gongkai.sqlite3").exists()


def test_with_other_keys_it_is_said_that_words_stay_closed(kept: tuple[Path, Path], tmp_path: Path) -> None:
    others = tmp_path / "others"
    others.mkdir()
    for name in ("private", "blind", "session"):
        (others / name).write_text("0" * 64)
    said = _gongkai(tmp_path / "new", "restore", str(kept[0]), "--keys", str(others), code=2)
    assert "个人信息打不开" in said


@pytest.mark.parametrize("which", ["gongkai.sqlite3", "files"])
def test_a_bit_that_has_changed_is_noticed(copy: Path, which: str, filled: Path) -> None:
    path = (
        next(path for path in sorted((copy / which).rglob("*")) if path.is_file())
        if which == "files"
        else copy / which
    )
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert path.name in _gongkai(filled, "restore", str(copy), "--check", code=2)


def test_a_file_that_is_missing_is_noticed(copy: Path, filled: Path) -> None:
    next(path for path in (copy / "files").rglob("*") if path.is_file()).unlink()
    assert "1 个文件" in _gongkai(filled, "restore", str(copy), "--check", code=2)


def test_a_ledger_that_was_altered_before_the_copy_makes_none(filled: Path, tmp_path: Path) -> None:
    """Somebody with the rights of the machine took the triggers away and changed a line."""
    home = shutil.copytree(filled, tmp_path / "home")
    with closing(sqlite3.connect(home / "gongkai.sqlite3")) as database, database:
        database.execute("DROP TRIGGER store_entry_no_update")
        database.execute("UPDATE store_entry SET line = replace(line, 'on_site', 'by_fax') WHERE number = 2")
    said = _gongkai(home, "backup", "--into", str(tmp_path / "copies"), code=2)
    assert "台账有" in said
    assert [path for path in (tmp_path / "copies").iterdir() if path.is_dir()] == []
    assert json.loads((home / "backups" / "last.json").read_text("utf-8"))["is_good"] is False
    assert "✗ 只增不改：store_entry 没有保护" in _gongkai(home, "doctor", code=1)


def test_only_the_newest_are_kept(filled: Path, tmp_path: Path) -> None:
    into = tmp_path / "copies"
    for old in ("20250101-000000", "20250102-000000"):
        (into / old).mkdir(parents=True)
        (into / old / "manifest.json").write_text("{}")
    _gongkai(filled, "backup", "--into", str(into), "--keep", "2")
    assert len(list(into.iterdir())) == 2
    assert not (into / "20250101-000000").exists()


def test_the_doctor_sees_when_the_last_copy_was_made(filled: Path, kept: tuple[Path, Path]) -> None:
    said = _gongkai(filled, "doctor", code=1)  # the chains were not verified yet
    assert "✓ 备份：" in said
    assert "✗ 核对台账：没有记录" in said
    assert "✓ 密钥：打得开个人信息" in said


def test_where_all_is_well_the_doctor_finds_nothing_bad(
    filled: Path, kept: tuple[Path, Path], tmp_path: Path
) -> None:
    home = shutil.copytree(filled, tmp_path / "home")
    assert "没有问题" in _gongkai(home, "verify-records")
    found = json.loads(_gongkai(home, "doctor", "--format", "json"))
    assert [each["what"] for each in found if each["state"] == "bad"] == []
    assert {"核对台账", "台账", "列表", "字体", "后台任务进程"} <= {each["what"] for each in found}


def test_a_list_that_says_other_than_the_ledger_is_found_and_made_anew(filled: Path, tmp_path: Path) -> None:
    home = shutil.copytree(filled, tmp_path / "home")
    with closing(sqlite3.connect(home / "gongkai.sqlite3")) as database, database:
        database.execute("UPDATE store_case SET status = 'closed', is_open = 0, due = NULL, hash = 'other'")
    assert "✗ 列表：与台账不一致：" in _gongkai(home, "doctor", code=1)
    _gongkai(home, "rebuild")
    assert "✓ 列表：抽查的案件与台账一致" in _gongkai(home, "doctor", code=1)  # was never verified


def test_a_place_that_cannot_be_written_is_said(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    for option in ("--keys", "--into"):
        said = _gongkai(filled, "backup", option, str(tmp_path / "file" / "x"), code=2)
        assert "写不进去" in said
        assert "Traceback" not in said
    _gongkai(
        filled, "backup", "--into", str(tmp_path / "elsewhere")
    )  # two copies of one second have one name


@pytest.mark.skipif(os.name == "nt", reason="no such limit there")
def test_where_there_is_no_room_the_copy_has_failed_and_the_doctor_knows(
    filled: Path, tmp_path: Path
) -> None:
    home, into = shutil.copytree(filled, tmp_path / "home"), tmp_path / "into"
    said = _run(home, "-c", CROWDED, "backup", "--into", str(into), code=2)
    assert "没有复制到" in said
    assert "Traceback" not in said
    assert list(into.iterdir()) == []
    assert "没有成功" in _gongkai(home, "doctor", code=1)


@pytest.mark.skipif(os.name == "nt", reason="no such limit there")
def test_where_there_is_no_room_nothing_is_brought_back_and_that_is_said(
    kept: tuple[Path, Path], tmp_path: Path
) -> None:
    """No room for as much as a line of the ledger."""
    crowded = CROWDED.replace("200_000", "20")
    said = _run(tmp_path / "home", "-c", crowded, "restore", str(kept[0]), "--keys", str(kept[1]), code=2)
    assert "写不进去" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("problem", "says"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "写不进去：No space left on device"),
        (shutil.Error([("a", "b/a", "No space left"), ("c", "b/c", "…")]), "「b/a」写不进去：No space left"),
    ],
    ids=["a disk that names no file", "a folder that names all of them"],
)
def test_what_could_not_be_written_is_said_as_far_as_it_is_known(problem: OSError, says: str) -> None:
    assert backup.unwritten(problem).startswith(f"{says}。")


def test_lost_keys_are_not_made_anew(filled: Path, tmp_path: Path) -> None:
    home = shutil.copytree(filled, tmp_path / "home")
    (home / "keys" / "private").unlink()
    assert "✗ 密钥：" in (said := _gongkai(home, "doctor", code=1))
    assert "把备份时另存的密钥放回去" in said
    seal = "from gongkai_web.commands import ready; ready.set_up(); from gongkai_web.store import sealing; sealing.seal(b'', '')"
    assert "KeysLost" in _run(home, "-c", seal, code=1)
    assert not (home / "keys" / "private").exists()


def test_keys_that_were_never_kept_apart_are_told(filled: Path, tmp_path: Path) -> None:
    home = shutil.copytree(filled, tmp_path / "home")
    (home / "keys-kept.json").unlink(missing_ok=True)
    assert "✗ 密钥的备份：没有另存过" in _gongkai(home, "doctor", code=1)


def test_files_that_are_gone_are_told(filled: Path, tmp_path: Path) -> None:
    home = shutil.copytree(filled, tmp_path / "home")
    shutil.rmtree(home / "files")
    assert "✗ 附件：抽查时 1 个文件不在文件夹里" in _gongkai(home, "doctor", code=1)


def test_a_clock_that_is_slow_is_told(filled: Path, tmp_path: Path) -> None:
    home = shutil.copytree(filled, tmp_path / "home")
    with closing(sqlite3.connect(home / "gongkai.sqlite3")) as database, database:
        database.execute("DROP TRIGGER store_entry_no_update")
        database.execute("UPDATE store_entry SET recorded = '2999-01-01 00:00:00' WHERE number = 1")
    assert "机器的时钟慢了" in _gongkai(home, "doctor", code=1)


def _entries(home: Path) -> list[tuple[str, int, str]]:
    with closing(sqlite3.connect(home / "gongkai.sqlite3")) as database:
        return database.execute("SELECT organ, number, hash FROM store_entry ORDER BY 1, 2").fetchall()


def _gongkai(home: Path, *words: str, code: int = 0) -> str:
    return _run(home, "-m", "gongkai.cli", *words, code=code)


def _run(home: Path, *words: str, code: int) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    environment = {**kept, "GONGKAI_HOME": str(home), "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT / "src")}
    environment["DJANGO_SETTINGS_MODULE"] = "gongkai_web.settings"
    done = subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr
