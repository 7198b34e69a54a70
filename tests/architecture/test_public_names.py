"""What the how-to for scripts promises is there."""

from __future__ import annotations

import re
from pkgutil import resolve_name

import pytest

from tests.architecture.sources import ROOT

PAGE = ROOT / "docs" / "howto" / "use-in-scripts.md"
NAMED = sorted(set(re.findall(r"`(gongkai(?:\.\w+)+)\b", PAGE.read_text(encoding="utf-8"))))


def test_the_page_names_the_verbs() -> None:
    assert {"gongkai.read.report.read_file", "gongkai.check.run.check"} <= set(NAMED)


@pytest.mark.parametrize("name", NAMED)
def test_a_public_name_is_there_and_says_what_it_is(name: str) -> None:
    module, _, function = name.rpartition(".")
    assert (resolve_name(f"{module}:{function}").__doc__ or "").strip()
