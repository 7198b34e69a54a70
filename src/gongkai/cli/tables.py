"""Tables drawn in a terminal, columns aligned by the width of Chinese characters."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.cli.terminal import padded, painted, width

_WIDEST_LABEL = 56


def drawn(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, colours: bool = False, figures: bool = True
) -> str:
    """A table whose first column is text on the left; the others stand on the right where they are figures."""
    columns = [[line[k] for line in (head, *rows)] for k in range(len(head))]
    widths = [
        min(max(map(width, column)), _WIDEST_LABEL if k == 0 else 60) for k, column in enumerate(columns)
    ]
    lines = [
        painted(_line(head, widths, figures), "bold", on=colours),
        "─" * (sum(widths) + 2 * len(widths) - 2),
    ]
    return "\n".join([*lines, *(_line(row, widths, figures) for row in rows)])


def shortened(text: str, columns: int) -> str:
    """The beginning of a text that is too wide, with …"""
    if width(text) <= columns:
        return text
    kept = ""
    for sign in text:
        if width(kept + sign) > columns - 1:
            break
        kept += sign
    return kept + "…"


def _line(row: Sequence[str], widths: Sequence[int], figures: bool) -> str:
    parts = [
        padded(shortened(text, size), size, right=figures and k > 0)
        for k, (text, size) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(parts).rstrip()
