"""Workbooks of 97 to 2003: read through a library that may abort, so measured before and read in a worker."""

from __future__ import annotations

import random
import struct
import subprocess
from pathlib import Path

import pytest

from gongkai.model.document import Document, Paragraph, Table
from gongkai.read.formats import xls
from gongkai.read.limits import DEFAULT, Refused
from gongkai.read.opening import read_document
from gongkai.read.worker import READ_DOCUMENT, Failed, guarded
from tests.fuzz.damage import mutated
from tests.read.formats import samples


@pytest.fixture(scope="module")
def old_workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("xls")
    (folder / "a.xlsx").write_bytes(samples.workbook())
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xls",
    ]
    subprocess.run(
        [*command, "--outdir", folder, folder / "a.xlsx"], check=True, capture_output=True, timeout=60
    )
    return (folder / "a.xls").read_bytes()


@pytest.mark.needs("soffice")
def test_cells_and_merged_areas_are_those_of_the_workbook(old_workbook: bytes) -> None:
    title, prose, *_, table = read_document(old_workbook).blocks
    assert isinstance(title, Paragraph)
    assert (title.text, prose.place.paragraph) == (samples.TITLE, 2)
    assert isinstance(table, Table)
    assert [slot.text for slot in table.slots] == [text for line in samples.GRID[1:] for text, _ in line]


@pytest.mark.needs("soffice")
def test_wounded_workbooks_cost_one_message_each(old_workbook: bytes, tmp_path: Path) -> None:
    rng = random.Random("xls")
    paths = [tmp_path / f"{number}.xls" for number in range(60)]
    for path in paths:
        path.write_bytes(mutated(old_workbook, rng))
    results = [outcome for _, outcome in guarded(READ_DOCUMENT, paths, jobs=2)]
    assert len(results) == 60
    assert all(isinstance(outcome, Document | Failed) for outcome in results)


def test_a_sheet_whose_cells_lie_far_apart_is_refused_before_it_is_allocated() -> None:
    number = struct.pack("<HHHHHd", 0x0203, 14, 65_535, 255, 0, 1.0)
    with pytest.raises(Refused, match="第 65536 行第 256 列，超过 2000000 格"):
        xls.measure(struct.pack("<HHH", 0x0809, 2, 0) + number, DEFAULT)
