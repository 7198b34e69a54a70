"""The steps of a check, stated once: ``./dev test`` runs all of them, make and the editor run one."""

from __future__ import annotations

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tools import postgresql, programs
from tools.environment import ROOT, program, variables


@dataclass(frozen=True, slots=True)
class Step:
    """One check that prints what it finds and fails by its exit code."""

    name: str
    asks: str
    command: tuple[str, ...]


STEPS = (
    Step("formatted", "排版是否一致 is the code formatted", ("ruff", "format", "--check", ".")),
    Step("lint", "代码规范 is it clean", ("ruff", "check", ".")),
    Step("types", "类型 do the types fit", ("mypy",)),
    Step("contracts", "依赖方向 do imports point left", ("lint-imports",)),
    Step(
        "generated",
        "生成文件是否最新 is what is generated up to date",
        ("python", "-m", "tools.generate", "--check"),
    ),
)
PYTEST = ("python", "-m", "pytest")
PIP = ("python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
COMPILE = (
    *("python", "-m", "uv", "pip", "compile", "--quiet", "--upgrade", "--universal", "--python-version=3.11"),
    *("--system-certs", "--generate-hashes", "--no-emit-index-url", "--custom-compile-command=./dev lock"),
    "pyproject.toml",
)
CORPUS = ("--extra=corpus", "--extra=cluster")
WEB = ("--extra=web",)
WITHIN = ("-c", "requirements-web.txt", "-c", "requirements-corpus.txt")

ALONE: dict[str, tuple[tuple[str, ...], ...]] = {
    **{step.name: (step.command,) for step in STEPS},
    "pytest": (PYTEST,),
    "format": (("ruff", "format", "."), ("ruff", "check", "--fix", ".")),
    "generate": (("python", "-m", "tools.generate"),),
    "fuzz": ((*PYTEST, "-m", "slow", "--hypothesis-profile=long", "-n", "2"),),
    "bench": (
        (*PIP, "--require-hashes", "-r", "requirements-bench.txt"),
        ("python", "-m", "benchmarks"),
    ),
    "mutants": (
        (*PIP, "--require-hashes", "-r", "requirements-bench.txt"),
        ("python", "-m", "tools.mutants"),
    ),
    "lock": (
        (*PIP, "uv"),
        (*COMPILE, "--group=build", "-o", "requirements.txt"),
        (*COMPILE, *WEB, "--group=build", "-c", "requirements.txt", "-o", "requirements-web.txt"),
        (*COMPILE, *CORPUS, "--group=build", "-c", "requirements-web.txt", "-o", "requirements-corpus.txt"),
        (*COMPILE, *WEB, *CORPUS, "--group=dev", *WITHIN, "-o", "requirements-dev.txt"),
        (
            *COMPILE,
            *WEB,
            *CORPUS,
            "--group=bench",
            "-c",
            "requirements-dev.txt",
            "-o",
            "requirements-bench.txt",
        ),
    ),
}
"""What ``./dev`` runs under one name, one command after the other; arguments go to the last."""


def alone(name: str, arguments: list[str]) -> int:
    """Run what stands under one name; the first exit code that is not 0."""
    *before, last = ALONE[name]
    return next((code for code in map(run, before) if code), 0) or run(last, *arguments)


def run(command: tuple[str, ...], *arguments: str, **more: str) -> int:
    """Run a program of the environment in the project's folder; its exit code."""
    name, *rest = command
    full = [program(name), *rest, *arguments]
    return subprocess.run(full, cwd=ROOT, env={**variables(), **more}, check=False).returncode


def check(arguments: list[str], *, may_install: bool) -> int:
    """All steps, then the tests. A step that fails does not keep the others from running."""
    _provide_programs(may_install=may_install)
    failed = _run_steps()
    if not arguments:
        failed += _run_on_postgresql()
    print("== pytest 测试", flush=True)
    failures = f"{'，'.join(failed)}：见上文 see above" if failed else ""
    tests = run(PYTEST, "-n", "2", *arguments, GONGKAI_FAILED_STEPS=failures)
    return tests or int(bool(failed))


def _run_on_postgresql() -> list[str]:
    """The tests of the web that speak with the database, on a PostgreSQL of their own."""
    name = "pytest on PostgreSQL"
    if programs.absent(["postgres"]):
        print(f"== {name}: 未装，不运行 left out: {programs.advice('postgres')}")
        return [name] if os.environ.get("CI") == "true" else []
    print(f"== {name} 在 PostgreSQL 上的测试", flush=True)
    chosen = [f"tests/web/{path}" for path in postgresql.SCOPE]
    with postgresql.cluster("fsync=off") as running:
        code = run(PYTEST, "-q", "-n", "2", *chosen, GONGKAI_DATABASE=running.address())
    return [name] if code else []


def _provide_programs(*, may_install: bool) -> None:
    """Install the programs that tests need where that is allowed, and say what is left out."""
    absent = programs.absent(programs.needed_by_tests(ROOT / "tests"))
    if absent and may_install and programs.can_install():
        programs.install([programs.PACKAGES[name] for name in absent])
        absent = programs.absent(absent)
    for name in absent:
        print(f"未装此程序，用到它的测试不运行 tests that need it are left out: {programs.advice(name)}")


def _run_steps() -> list[str]:
    """Run the steps side by side and print their outcomes in order; the names of those that failed."""
    failed = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for step, (code, output) in zip(STEPS, pool.map(_captured, STEPS), strict=True):
            print(f"== {step.name} {step.asks}: {'有问题 FAILED' if code else 'ok'}")
            if code:
                print(output, flush=True)
                failed.append(step.name)
    return failed


def _captured(step: Step) -> tuple[int, str]:
    name, *rest = step.command
    done = subprocess.run(
        [program(name), *rest],
        cwd=ROOT,
        env=variables(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout
