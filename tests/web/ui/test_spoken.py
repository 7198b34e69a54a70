"""Sentences of the library name cases by their keys; on a page they are named as people call them."""

from __future__ import annotations

import pytest

from gongkai_web.ui.templatetags.year import spoken


@pytest.mark.parametrize(
    ("says", "on_the_page"),
    [
        ("request/2025-0033 可能要作不予公开的答复。", "申请 2025-0033 可能要作不予公开的答复。"),
        ("2号在 remedy/2025-0001 中撤销", "2号在 复议诉讼 2025-0001 中撤销"),
        (
            "请登记重新办理（request.reopened），写明 remedy/2025-0001。",
            "请登记重新办理，写明 复议诉讼 2025-0001。",
        ),
        ("filing/2025 已经报送。", "年报 2025 已经报送。"),
        ("见 https://yunxi.invalid/request/abc", "见 https://yunxi.invalid/request/abc"),
    ],
)
def test_no_key_of_a_file_stands_on_a_page(says: str, on_the_page: str) -> None:
    assert spoken(says) == on_the_page
