"""A PostgreSQL is copied, brought back into an empty one, and a copy that has changed is noticed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.keeping.test_backup import FILLED, ROOT
from tools.postgresql import cluster

pytestmark = pytest.mark.needs("postgres")


def test_it_is_brought_back_as_it_was_or_not_at_all(tmp_path: Path) -> None:
    with cluster() as running:
        old, new = running.create("old"), running.create("new")
        _run(tmp_path / "old", old, "-c", FILLED)
        kept, keys = tmp_path / "copies", tmp_path / "keys"
        said = _gongkai(tmp_path / "old", old, "backup", "--into", str(kept), "--keys", str(keys))
        assert "核对无误" in said
        copy = next(kept.iterdir())
        restored = _gongkai(tmp_path / "new", new, "restore", str(copy), "--keys", str(keys))
        assert "恢复到了" in restored
        assert "没有问题" in _gongkai(tmp_path / "new", new, "verify-records")
        assert "✓ 只增不改" in _gongkai(tmp_path / "new", new, "doctor", code=1)  # no copy of its own yet

        again = _gongkai(tmp_path / "third", new, "restore", str(copy), "--keys", str(keys), code=2)
        assert "pg_restore 没有成功" in again
        assert "没有问题" in _gongkai(tmp_path / "new", new, "verify-records")

        dump = copy / "gongkai.dump"
        content = bytearray(dump.read_bytes())
        content[len(content) // 2] ^= 1
        dump.write_bytes(content)
        assert dump.name in _gongkai(tmp_path / "new", new, "restore", str(copy), "--check", code=2)


def test_where_there_is_none_the_doctor_says_so(tmp_path: Path) -> None:
    nowhere = "postgresql://gongkai@127.0.0.1:9/gongkai"
    assert "✗ 数据库：连不上" in _gongkai(tmp_path, nowhere, "doctor", code=1)


def _gongkai(home: Path, database: str, *words: str, code: int = 0) -> str:
    return _run(home, database, "-m", "gongkai.cli", *words, code=code)


def _run(home: Path, database: str, *words: str, code: int = 0) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    own = {"GONGKAI_HOME": str(home), "GONGKAI_DATABASE": database, "PYTHONUTF8": "1"}
    paths = {"PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "gongkai_web.settings"}
    done = subprocess.run(
        [sys.executable, *words],
        env={**kept, **own, **paths},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr
