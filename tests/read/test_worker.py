"""A poisonous file costs one clear message and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.model.document import Document, Paragraph
from gongkai.read import answers
from gongkai.read.limits import DEFAULT, Refused
from gongkai.read.worker import READ_DOCUMENT, Failed, ReadingPool, document_guarded, guarded
from tests.read.formats import samples
from tests.read.hostile import TASK

LIMITS = replace(DEFAULT, wall_seconds=3.0, cpu_seconds=30, memory_bytes=512 * 1024 * 1024)


@pytest.fixture
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(TASK, jobs=2, limits=LIMITS, tasks=frozenset((TASK,))) as pool:
        yield pool


def said(outcome: object) -> str:
    """The name of the file that was read, or why it was not."""
    if isinstance(outcome, Failed):
        return outcome.message
    assert isinstance(outcome, Document)
    (block,) = outcome.blocks
    assert isinstance(block, Paragraph)
    return block.text


def server(outcome: object) -> int | None:
    """The process that read the file."""
    assert isinstance(outcome, Document)
    return outcome.blocks[0].place.line


@pytest.mark.parametrize(
    ("poison", "message"),
    [
        ("die", "中途退出（代码 3）"),
        ("crash", "中途退出（信号 11）"),
        ("hang", "超过 3 秒仍未完成"),
        ("eat", "内存超过 512.0 MB"),
        ("refuse", "第 2 页：没有表格。请换一份。"),
        ("code", "不合规矩"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="signals and memory limits are those of POSIX")
def test_only_the_poisonous_file_is_lost(pool: ReadingPool, poison: str, message: str) -> None:
    files = ["good-1.txt", "good-2.txt", f"{poison}.txt", "good-3.txt", "good-4.txt"]
    results = [(path, said(outcome)) for path, outcome in pool.map(files)]
    assert [path for path, _ in results] == files
    assert [text for _, text in results if text.startswith("good")] == [
        "good-1",
        "good-2",
        "good-3",
        "good-4",
    ]
    assert results[2][1].startswith(f"{poison}.txt")
    assert message in results[2][1]


@pytest.mark.skipif(sys.platform == "win32", reason="processor time is limited on POSIX")
def test_a_spinning_reader_is_ended_by_its_processor_time() -> None:
    limits = replace(LIMITS, cpu_seconds=0, wall_seconds=30)
    with ReadingPool(TASK, jobs=1, limits=limits, tasks=frozenset((TASK,))) as pool:
        ((_, outcome),) = pool.map(["spin.txt"])
    assert "占用处理器超过 0 秒" in said(outcome)


def test_a_reader_has_no_network(pool: ReadingPool) -> None:
    ((_, outcome),) = pool.map(["call.txt"])
    assert outcome == "PermissionError"


def test_a_worker_serves_many_documents_and_is_replaced_after_its_share() -> None:
    with ReadingPool(TASK, jobs=1, limits=LIMITS, tasks=frozenset((TASK,)), documents=3) as pool:
        servers = [server(outcome) for _, outcome in pool.map(f"good-{n}.txt" for n in range(7))]
    assert servers[0] == servers[1] == servers[2] != servers[3] == servers[5] != servers[6]
    assert os.getpid() not in servers


def test_files_are_taken_only_as_they_are_needed() -> None:
    taken = []

    def endless() -> Iterator[str]:
        while True:
            taken.append(1)
            yield "good.txt"

    with ReadingPool(TASK, jobs=2, limits=LIMITS, tasks=frozenset((TASK,))) as pool:
        results = pool.map(endless())
        for _ in range(5):
            next(results)
        assert len(taken) < 60


def test_an_unknown_task_is_not_run() -> None:
    with pytest.raises(ValueError, match="is no task of a reading worker"):
        ReadingPool("os:system")


def test_real_files_come_back_as_documents(tmp_path: Path) -> None:
    for name, content in {
        "a.doc": samples.html_page(),
        "b": samples.word_file(),
        "c.pdf": b"\x89PNG\r\n\x1a\n\0",
    }.items():
        (tmp_path / name).write_bytes(content)
    paths = [tmp_path / "a.doc", tmp_path / "b", tmp_path / "c.pdf", tmp_path / "nowhere"]
    page, word, picture, missing = (outcome for _, outcome in guarded(READ_DOCUMENT, paths, jobs=2))
    assert isinstance(page, Document)
    assert page.format == "html"
    assert isinstance(word, Document)
    assert word.format == "docx"
    assert isinstance(picture, Failed)
    assert "c.pdf：这是PNG 图片" in picture.message
    assert isinstance(missing, Failed)
    assert "没有这个文件" in missing.message


def test_one_file_read_alone_raises_what_was_wrong_with_it(tmp_path: Path) -> None:
    (tmp_path / "空.docx").write_bytes(b"")
    with pytest.raises(Refused, match=r"空\.docx：文件是空的"):
        document_guarded(tmp_path / "空.docx")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_an_interrupt_ends_every_worker(tmp_path: Path) -> None:
    program = (
        "from gongkai.read.worker import ReadingPool\n"
        f"with ReadingPool('{TASK}', jobs=2, tasks=frozenset(('{TASK}',))) as pool:\n"
        "    results = pool.map(['good.txt', 'hang-1.txt', 'hang-2.txt'])\n"
        "    print(next(results)[1].blocks[0].place.line, flush=True)\n"
        "    list(results)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])}
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as running:
        assert running.stdout is not None
        worker = int(running.stdout.readline())
        time.sleep(0.2)
        running.send_signal(signal.SIGINT)
        assert running.wait(10) != 0
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_an_answer_holds_values_of_the_model_alone() -> None:
    with pytest.raises(answers.Tampered, match=r"posix\.system|nt\.system"):
        answers.unpack(b"cposix\nsystem\n(S'true'\ntR.")
    with pytest.raises(answers.Tampered, match="is no value of the model"):
        answers.unpack(b"cgongkai.model.document\nStrEnum\n.")
    with pytest.raises(answers.Tampered):
        answers.unpack(b"\x80")
