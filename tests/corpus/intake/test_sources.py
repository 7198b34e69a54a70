"""Folders, archives in archives, lists; and what a hostile archive costs: one line."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import os
import sys
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.corpus.intake.bounds import BOUNDS, Bounds
from gongkai.corpus.intake.sources import Document, Met, PassedOver, bytes_below, sources
from gongkai.corpus.intake.spool import Spool
from tests.read.formats import samples

SMALL = replace(BOUNDS, file_bytes=100_000, ratio_from=10_000, total_from=200_000, directory_bytes=4_000)


def zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(members: dict[str, bytes], *, links: dict[str, str] | None = None) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        for name, target in (links or {}).items():
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = tarfile.SYMTYPE, target
            archive.addfile(entry)
    return packed.getvalue()


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool")


@pytest.fixture
def met(tmp_path: Path, spool: Spool) -> Callable[..., list[Met]]:
    def look(name: str, content: bytes, bounds: Bounds = SMALL) -> list[Met]:
        path = tmp_path / name
        path.write_bytes(content)
        return list(sources([path], spool, bounds=bounds))

    return look


def told(found: list[Met]) -> dict[str, str]:
    """Names, each with the bytes of its document or the line that it cost."""
    return {
        each.name: each.why if isinstance(each, PassedOver) else Path(each.path).read_bytes().decode()
        for each in found
    }


def test_a_mixture_is_met_in_order_with_names_that_a_person_would_look_for(
    tmp_path: Path, spool: Spool
) -> None:
    reports = tmp_path / "报告"
    (reports / "云溪县").mkdir(parents=True)
    (reports / "云溪县" / "财政局.txt").write_text("甲")
    (reports / ".隐藏").write_text("不看")
    (reports / "~$财政局.docx").write_text("不看")
    inner = zipped({"白石镇.txt": "丙".encode()})
    (reports / "乡镇.zip").write_bytes(
        zipped({"县/报告.txt": "乙".encode(), "内.zip": inner, "__MACOSX/x": b"-"})
    )
    (tmp_path / "清单.txt").write_text("# 另外的\n报告/云溪县/财政局.txt\n\n没有.txt\n", encoding="utf-8")
    found = list(sources([reports, f"@{tmp_path / '清单.txt'}"], spool))
    assert told(found) == {
        "报告/云溪县/财政局.txt": "甲",
        "报告/乡镇.zip!/县/报告.txt": "乙",
        "报告/乡镇.zip!/内.zip!/白石镇.txt": "丙",
        "没有.txt": "打不开（没有这个文件或文件夹）",
    }
    first = found[0]
    assert isinstance(first, Document)
    digests = [each.digest for each in found if isinstance(each, Document)]
    assert digests.count(hashlib.sha256("甲".encode()).hexdigest()) == 2  # met twice; taken in once


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, lambda data: data])
def test_a_tar_is_read_packed_or_not(met: Callable[..., list[Met]], pack: Callable[[bytes], bytes]) -> None:
    members = {
        "空.txt": b"",
        "整.txt": b"x" * 1024,
        "县/甲.txt": "甲".encode(),
    }  # 1024: a size of whole blocks
    found = met("档.tar.xx", pack(tarred(members, links={"连.txt": "/etc/passwd"})))
    assert told(found) == {
        "档.tar.xx!/空.txt": "",
        "档.tar.xx!/整.txt": "x" * 1024,
        "档.tar.xx!/县/甲.txt": "甲",
        "档.tar.xx": "其中「连.txt」是链接、设备或稀疏文件，没有读",
    }


def test_a_single_file_may_be_compressed(met: Callable[..., list[Met]]) -> None:
    assert told(met("报告.html.gz", gzip.compress("<p>甲</p>".encode()))) == {
        "报告.html.gz!/报告.html": "<p>甲</p>"
    }


def test_an_office_file_is_no_archive(met: Callable[..., list[Met]]) -> None:
    (found,) = met("报告.zip", samples.word_file())
    assert isinstance(found, Document)


def test_names_in_gbk_are_read(met: Callable[..., list[Met]]) -> None:
    plain = zipped({"aaaaaa.txt": b"1"})
    (found,) = met("包.zip", plain.replace(b"aaaaaa", "财政局".encode("gb18030")))
    assert found.name == "包.zip!/财政局.txt"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of the writer here
def test_a_web_archive_gives_its_pages(met: Callable[..., list[Met]]) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    packed = io.BytesIO()
    writer = WARCWriter(packed, gzip=True)
    for number, (status, kind) in enumerate(
        [("200 OK", "text/html"), ("404 No", "text/html"), ("200 OK", "image/png")]
    ):
        head = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            f"http://yunxi.example/{number}.html",
            "response",
            payload=io.BytesIO(b"<p>1</p>"),
            http_headers=head,
        )
        writer.write_record(record)
    assert told(met("站.warc.gz", packed.getvalue())) == {
        "站.warc.gz!/http://yunxi.example/0.html": "<p>1</p>",
        "站.warc.gz": "其中「http://yunxi.example/1.html」没有取到（状态不是 200）",
    }


def encrypted() -> bytes:
    """Only the sign of it: nobody gets further."""
    data = bytearray(zipped({"密.txt": b"1"}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    return bytes(data)


BOMB = b"0" * 90_000
HOSTILE = {
    "a name that leads out": (zipped({"../../甲.txt": b"1"}), "名称指向压缩包之外"),
    "an absolute name": (tarred({"C:/甲.txt": b"1"}), "名称指向压缩包之外"),
    "one member far too dense": (zipped({"弹.txt": BOMB}), "像是压缩炸弹"),
    "many members far too dense": (
        gzip.compress(tarred({f"{n}.txt": BOMB for n in range(40)})),
        "像是压缩炸弹",
    ),
    "one member too large": (zipped({"大.txt": os.urandom(120_000)}), "超过"),
    "encrypted": (encrypted(), "设有密码"),
    "a directory without end": (zipped({f"{n}": b"" for n in range(200)}), "文件太多"),
    "cut off": (zipped({"甲.txt": b"1", "乙.txt": b"2"})[:90], "损坏或不完整"),
    "cut off in the middle of a TAR": (
        gzip.compress(tarred({"甲.txt": os.urandom(9000)}))[:5000],
        "损坏或不完整",
    ),
    "no TAR at all": (gzip.compress(b"x" * 257 + b"ustar" + b"x" * 999), "损坏或不完整"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_archive_costs_one_line(met: Callable[..., list[Met]], spool: Spool, what: str) -> None:
    content, line = HOSTILE[what]
    lines = [each for each in met("坏.zip", content) if isinstance(each, PassedOver)]
    assert len(lines) == 1
    assert line in lines[0].why
    assert lines[0].name == "坏.zip"


def test_archives_are_opened_to_a_depth(met: Callable[..., list[Met]]) -> None:
    content = "甲".encode()
    for depth in range(7):
        content = zipped({f"{depth}.zip" if depth else "甲.txt": content})
    ((name, why),) = told(met("套.zip", content)).items()
    assert name.count("!/") == 4
    assert "没有再打开" in why


def test_a_header_of_a_tar_cannot_ask_for_memory(met: Callable[..., list[Met]]) -> None:
    entry = tarfile.TarInfo("././@LongLink")
    entry.type, entry.size = tarfile.GNUTYPE_LONGNAME, 64 * 1024 * 1024
    (line,) = told(met("坏.tar.gz", gzip.compress(entry.tobuf() + b"0" * 2**16))).values()
    assert "不合常理的文件头" in line


def test_nothing_is_left_in_the_spool_but_what_was_handed_out(
    met: Callable[..., list[Met]], spool: Spool
) -> None:
    found = met("包.zip", zipped({"甲.txt": b"1", "内.zip": zipped({"乙.txt": b"2"}), "弹.txt": BOMB}))
    handed = sorted(each.path for each in found if isinstance(each, Document))
    assert sorted(str(path) for path in spool.folder.iterdir()) == handed
    spool.discard(Path(handed[0]))
    assert len(list(spool.folder.iterdir())) == 1


def test_memory_does_not_grow_with_the_archive(tmp_path: Path, spool: Spool) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.tar.gz"
        path.write_bytes(gzip.compress(tarred({f"{n:06d}.txt": b"1" for n in range(count)}), 1))
        tracemalloc.start()
        for each in sources([path], spool):
            assert isinstance(each, Document)
            spool.discard(Path(each.path))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(4_000) < peak(400) + 3_000_000  # a list of the members would have twice that


@pytest.mark.skipif(sys.platform == "win32", reason="pipes as files are POSIX")
def test_a_pipe_among_the_files_keeps_nobody_waiting(tmp_path: Path, spool: Spool) -> None:
    os.mkfifo(tmp_path / "管.txt")
    assert told(list(sources([tmp_path / "管.txt"], spool))) == {"管.txt": "不是普通文件"}


def test_what_the_sources_weigh_is_known_before_they_are_opened(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_bytes(b"123")
    (tmp_path / "乙").mkdir()
    (tmp_path / "乙" / "丙.zip").write_bytes(b"45")
    assert bytes_below([tmp_path]) == 5
