"""What becomes of an old report of a township that was damaged by whatever converted it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.uploads.conftest import damaged
from tests.web.ways.walking import Walker

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db]
DAMAGED = damaged().decode().replace("云溪县自然资源局", "云溪县白石镇人民政府").encode()


def test_a_township_uploads_a_damaged_report_and_confirms_the_repaired_cells(
    comes: Callable[..., Walker], day: Callable[[str], None]
) -> None:
    day("2025-11-03")
    editor = comes("何乡长", "editor", "baishi")
    editor.goes("/work/").goes("/work/uploads/").goes("/work/baishi/uploads/add/")
    given = {"name": "报告.txt", "mimeType": "text/plain", "buffer": DAMAGED}
    editor.page.set_input_files("[type=file]", [given])
    editor.presses("上传").sees("报告.txt")
    _worked()
    editor.goes("/work/uploads/").follows("main tbody a").presses("报告.txt")
    editor.sees("云溪县白石镇人民政府 2023 年度", "本行少印了数：应有 7 个，只印了 6 个", "还剩 7")
    editor.presses("确认这一行").sees("还剩 0", "已核对")
    editor.presses("采用").presses("采用").presses("看报告").sees("云溪县白石镇人民政府 2023 年度报告")
    editor.presses("版本").sees("由文件「报告.txt」读入，人工核对 7 格，其中 0 格改了")


def _worked() -> None:
    from gongkai_web.commands.worker import work

    work(stops=lambda: False, is_once=True)
