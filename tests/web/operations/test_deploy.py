"""What stands in ``deploy`` is what the programs read: nothing there is misspelt, and nobody has to run it to find out."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from gongkai_web.commands import COMMANDS
from tests.web.operations.office import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
_NAME = re.compile(r"GONGKAI_[A-Z_]+")


def _read_somewhere() -> set[str]:
    return {
        name
        for path in (ROOT / "src/gongkai_web").rglob("*.py")
        for name in re.findall(r"""environ(?:\.get\(|\[)["'](GONGKAI_[A-Z_]+)""", path.read_text("utf-8"))
    }


def _understood(words: list[str]) -> None:
    """Raises where the command has no such option."""
    name, *options = words
    module = import_module(f"gongkai_web.commands.{name.replace('-', '_')}")
    assert name in COMMANDS
    module.parser().parse(options)


@pytest.mark.parametrize("name", ["gongkai.env", "compose.yaml", "Containerfile"])
def test_settings_are_those_that_are_read(name: str) -> None:
    stated = {each for each in _NAME.findall((DEPLOY / name).read_text("utf-8")) if each != "GONGKAI_"}
    assert stated
    assert stated <= _read_somewhere()


def test_every_setting_that_is_read_is_explained() -> None:
    explained = set(_NAME.findall((ROOT / "docs/howto/run-the-office.md").read_text("utf-8")))
    assert sorted(_read_somewhere() - {"GONGKAI_DEMO", "GONGKAI_TODAY"} - explained) == []


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_units_run_commands_that_there_are(unit: Path) -> None:
    lines = re.findall(r"^ExecStart=/opt/gongkai/bin/gongkai (.+)$", unit.read_text("utf-8"), re.MULTILINE)
    assert lines
    for line in lines:
        _understood(shlex.split(line))


def test_services_of_the_composition_run_commands_that_there_are() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    for name in ("web", "worker"):
        _understood(services[name]["command"])
        assert set(services[name]["depends_on"]) < set(services)


def test_the_container_copies_what_there_is() -> None:
    steps = (DEPLOY / "Containerfile").read_text("utf-8")
    for line in re.findall(r"^COPY (.+) \S+$", steps, re.MULTILINE):
        assert [name for name in line.split() if not (ROOT / name).exists()] == []
    stated = re.search(r"^CMD (\[.+\])$", steps, re.MULTILINE)
    assert stated
    _understood(yaml.safe_load(stated[1]))


def test_the_settings_are_read_alike_by_the_shell() -> None:
    """The service manager takes them as they stand, the command of root through a shell."""
    stated = (DEPLOY / "gongkai.env").read_text("utf-8")
    done = subprocess.run(
        ["sh", "-c", f'. {DEPLOY / "gongkai.env"}; printf %s "$GONGKAI_DATABASE"'],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert f"GONGKAI_DATABASE='{done.stdout}'" in stated


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    shutil.copytree(DEPLOY / "gongkai-.service.d", tmp_path / "gongkai-.service.d")
    for path in (*UNITS, DEPLOY / "gongkai-backup.timer"):
        stated = path.read_text("utf-8").replace("/opt/gongkai/bin/gongkai", "/bin/true")
        (tmp_path / path.name).write_text(stated, "utf-8")
    units = [str(path) for path in sorted(tmp_path.glob("gongkai-*.*")) if path.is_file()]
    paths = {**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"}
    command = ["systemd-analyze", "verify", "--man=no", *units]
    done = subprocess.run(command, env=paths, capture_output=True, encoding="utf-8", check=False)
    assert "gongkai" not in done.stderr


@pytest.mark.skipif(shutil.which("nginx") is None, reason="needs nginx")
def test_nginx_understands_its_configuration(tmp_path: Path) -> None:
    stated = (DEPLOY / "nginx.conf").read_text("utf-8")
    without = re.sub(r"^ +ssl_.*$", "", stated, flags=re.MULTILINE).replace(" ssl http2", "")
    (tmp_path / "gongkai.conf").write_text(
        without.replace("/etc/gongkai/pages", str(DEPLOY / "pages")), "utf-8"
    )
    whole = f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ include {tmp_path}/gongkai.conf; }}"
    (tmp_path / "nginx.conf").write_text(whole, "utf-8")
    command = ["nginx", "-t", "-q", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def test_what_nginx_answers_by_itself_is_there_and_needs_nothing_else() -> None:
    named = re.findall(r"/_pages/(\d+\.html)", (DEPLOY / "nginx.conf").read_text("utf-8"))
    assert {path.name for path in (DEPLOY / "pages").iterdir()} == set(named)
    for path in (DEPLOY / "pages").iterdir():
        assert not re.search(r"src=|href=|url\(|<script", path.read_text("utf-8"))
