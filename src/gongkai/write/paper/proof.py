"""What was seen at a public address, on one page for the files: the facts by name, and the cells that differ."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from gongkai.write import faces

HEADS = ("项目", "报送的", "网页上的")
MOST = 12
"""So many cells stand on the page; of the others it says how many they are."""
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST = 240
_RUN = re.compile(r"([!-~]{32})(?=[!-~])")


def pdf(
    title: str,
    facts: Sequence[tuple[str, str]],
    cells: Sequence[tuple[str, str, str]],
    notes: Sequence[str],
    *,
    fonts: Path | None = None,
) -> bytes:
    """One page of A4. Raises :class:`~gongkai.write.faces.NoFonts`."""
    compiler, chosen = faces.compiler("proof.typ", fonts)
    more = len(cells) - MOST
    inputs: dict[str, Any] = {
        "title": title,
        "facts": [{"name": name, "says": _breakable(says)} for name, says in facts],
        "heads": HEADS,
        "cells": [list(each) for each in cells[:MOST]],
        "more": f"另有 {more} 格不同，没有列出。" if more > 0 else "",
        "notes": list(notes),
        "fonts": {**chosen, "bold_title": faces.is_bold(chosen)},
    }
    written = {"proof": json.dumps(inputs, ensure_ascii=False)}
    return cast("bytes", compiler.compile(format="pdf", sys_inputs=written, timestamp=_LONG_AGO))


def _breakable(says: str) -> str:
    """An address or a digest has no space at which a line could end."""
    short = says if len(says) <= _LONGEST else f"{says[:_LONGEST]}……"
    return _RUN.sub("\\1\u200b", short)
