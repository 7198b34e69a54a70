"""Tables drawn in a terminal, columns aligned by the width of Chinese characters."""

from __future__ import annotations

from collections.abc import Container, Sequence

from gongkai.cli.terminal import padded, painted, width

_WIDEST_LABEL = 56


def drawn(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    colours: bool = False,
    figures: bool | Container[int] = True,
) -> str:
    """A table whose columns of figures stand on the right: all but the first, none, or those at the places given."""
    columns = [[line[k] for line in (head, *rows)] for k in range(len(head))]
    widths = [
        min(max(map(width, column)), _WIDEST_LABEL if k == 0 else 60) for k, column in enumerate(columns)
    ]
    right = [k > 0 if figures is True else figures is not False and k in figures for k in range(len(head))]
    lines = [
        painted(_line(head, widths, right), "bold", on=colours),
        "─" * (sum(widths) + 2 * len(widths) - 2),
    ]
    return "\n".join([*lines, *(_line(row, widths, right) for row in rows)])


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


def _line(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    parts = [
        padded(shortened(text, size), size, right=is_right)
        for text, size, is_right in zip(row, widths, right, strict=True)
    ]
    return "  ".join(parts).rstrip()
