"""Paragraphs that a page end or a line end had cut in two, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.model.report import Damage
from gongkai.read.prose.text import Line, join

_ENDED = re.compile(r"[。！？!?；;：:.…”\"’）)》】]$")
_BEGINS = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}[）)、.．](?!\d)|第[一二三四五六七八九十]+[、，,条部章]"
    r"|[一二三四五六七八九]是|首先|其次|再次|最后|此外|另外|同时|今后|下一步|附件|注[：:]|[①-⑳]|[•●■◆▪·-]"
    r"|(?:20\d\d|二[〇○零]..)\s*年|根据|按照|为|截至|我[局办县市区乡镇街院委厅]|本[局办机单年县市区乡镇街报])"
)
_SENTENCE = re.compile(r"[，。；]")
_CLOSING = '）)”"》】'
_ADDRESS = re.compile(r"^(?:https?://|www\.)", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}[）)、.．])")
_CONTACT = re.compile(r"(?:电话|传真|邮编|邮政编码|邮箱|地址|网址)\s*[：:][^，。；]*$|https?://\S+$")
_FEW = 6  # lines; fewer tell nothing about how a file breaks them
_NARROWEST, _WIDEST = 24, 60  # characters in a line of a printed page
_SHORT = 25  # a line below this that ends without a mark is a sub-heading or a caption, not half a sentence


def rejoin(lines: Sequence[Line], width: float | None) -> tuple[list[Line], list[Damage]]:
    """The paragraphs of one section as their author wrote them, and where they had been cut.

    ``width`` is that of a full line where the file breaks its lines, see :func:`wrap_width`.
    """
    done: list[Line] = []
    damage: list[Damage] = []
    previous: Line | None = None
    for line in lines:
        if previous is not None and _is_cut(previous, line, done[-1], width):
            if not (_is_printed(line) or _is_wrapped(previous, line, width)):
                seam = previous.at(max(len(previous.text) - 8, 0), len(previous.text))
                damage.append(Damage("paragraph-split", seam, f"{previous.text[-8:]}／{line.text[:8]}"))
            done[-1] = join(done[-1], line)
        else:
            done.append(line)
        previous = line
    return done, damage


def _is_printed(line: Line) -> bool:
    """On a page of paper every paragraph is broken into lines: none was cut by a conversion."""
    return line.place.page is not None


def _is_cut(previous: Line, line: Line, so_far: Line, width: float | None) -> bool:
    if _begins_anew(line) or _ADDRESS.match(line.text) or _ADDRESS.match(previous.text):
        return False
    wrapped = _is_wrapped(previous, line, width)
    if _ENDED.search(previous.text):
        return wrapped and previous.text[-1] in _CLOSING
    return wrapped or (
        _SENTENCE.search(so_far.text) is not None
        and len(so_far.text) >= _SHORT
        and not _is_caption(so_far)
        and not _CONTACT.search(so_far.text)
        and line.text[:1] not in "：:"
    )


def _begins_anew(line: Line) -> bool:
    return _BEGINS.match(line.text) is not None


def _is_caption(line: Line) -> bool:
    """（一）加强组织领导，认真履行职责: numbered, with no sentence in it."""
    return _NUMBERED.match(line.text) is not None and "。" not in line.text and len(line.text) < 45


def wrap_width(lines: Sequence[Line]) -> float | None:
    """The width at which the file breaks its lines, in Chinese characters; None where a line is a paragraph."""
    widths = sorted(_width(line) for line in lines)
    if len(widths) < _FEW or not _NARROWEST <= widths[-1] <= _WIDEST:
        return None
    return widths[-1]


def _is_wrapped(previous: Line, line: Line, width: float | None) -> bool:
    """The line was full, and the next one goes on: no damage, only how the format writes paragraphs."""
    return width is not None and _width(previous) >= width * 0.85 and _width(line) <= width


def _width(line: Line) -> float:
    return sum(0.5 if character.isascii() else 1 for character in line.text)
