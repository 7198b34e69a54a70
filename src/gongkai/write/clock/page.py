"""The page of a term: the last day, the months, and every step with its day, its article and the setting that decided.

HTML in one file without script and without anything from elsewhere; PDF set by Typst with the fonts that are shipped.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any, cast

from gongkai.law.numerals import dated
from gongkai.law.settings import settings
from gongkai.law.step import Step
from gongkai.model.timeline import Timeline
from gongkai.write import faces
from gongkai.write.clock.months import legend_svg, single_months

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_WEEK = "一二三四五六日"
_HEADS = ("序号", "日期", "怎样算", "依据")


def html(timeline: Timeline) -> str:
    """The page for a browser."""
    return "\n".join((*_head(timeline), *_body(timeline), "</main>", "</body>", "</html>", ""))


def pdf(timeline: Timeline, *, fonts: Path | None = None) -> bytes:
    """The page on A4. ``fonts`` as for reports. Raises :class:`~gongkai.write.faces.NoFonts`."""
    compiler, chosen = faces.compiler("clock.typ", fonts)
    inputs = {
        "title": timeline.title,
        "due": due(timeline),
        "remarks": list(_remarks(timeline)),
        "months": list(single_months(timeline)),
        "legend": legend_svg(width=720),
        "heads": _HEADS,
        "steps": [_row(n, step) for n, step in enumerate(timeline.steps, 1)],
        "fonts": {**chosen, "bold_title": faces.is_bold(chosen)},
    }
    written = {"clock": json.dumps(inputs, ensure_ascii=False)}
    return cast("bytes", compiler.compile(format="pdf", sys_inputs=written, timestamp=_LONG_AGO))


def due(timeline: Timeline) -> str:
    """The last day in words."""
    if timeline.due is None:
        return "现在还不能确定（见最后一步）"
    provisional = "（暂定）" if timeline.is_provisional else ""
    return f"{dated(timeline.due)}，星期{_WEEK[timeline.due.weekday()]}{provisional}"


def _remarks(timeline: Timeline) -> Iterator[str]:
    if timeline.is_provisional:
        known = dated(timeline.known_until)
        yield f"放假安排已知到{known}为止；此后的日子按周末和法定节日暂排，放假通知公布后要重算。图上以「?」标出。"


def _head(timeline: Timeline) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="zh-CN">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="generator" content="gongkai-page">'
    yield f"<title>{escape(timeline.title)}：期限</title>"
    yield f"<style>\n{_style()}</style>"
    yield "</head>"


def _body(timeline: Timeline) -> Iterator[str]:
    yield "<body>"
    yield "<main>"
    yield f"<h1>{escape(timeline.title)}</h1>"
    yield f'<p class="due">答复的最后一日：<strong>{escape(due(timeline))}</strong></p>'
    yield from (f'<p class="remark">{escape(remark)}</p>' for remark in _remarks(timeline))
    yield "<h2>月历</h2>"
    figures = "".join(f"<figure>{svg}</figure>" for svg in single_months(timeline))
    yield f'<div class="months">{figures}</div>'
    yield f'<div class="legend">{legend_svg(width=720)}</div>'
    yield f'<div class="legend narrow">{legend_svg(width=360, key="narrow")}</div>'
    yield '<h2 id="steps">怎样算出来的</h2>'
    yield '<table aria-labelledby="steps">'
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    yield from (_line(n, step) for n, step in enumerate(timeline.steps, 1))
    yield "</tbody>"
    yield "</table>"


def _line(number: int, step: Step) -> str:
    row = _row(number, step)
    basis = "".join(f"<span>{escape(row[name])}</span>" for name in ("basis", "setting") if row[name])
    cells = (("number", row["number"]), ("day", row["day"]), ("says", row["says"]))
    told = "".join(f'<td class="{name}">{escape(text)}</td>' for name, text in cells)
    return f'<tr>{told}<td class="basis">{basis}</td></tr>'


def _row(number: int, step: Step) -> dict[str, Any]:
    known = settings().get(step.setting) if step.setting else None
    setting = f"法律没有写明，按设置：{known.question if known else step.setting}" if step.setting else ""
    return {
        "number": str(number),
        "day": step.day.isoformat() if step.day else "",
        "says": step.says,
        "basis": step.cited,
        "setting": setting,
    }


def _style() -> str:
    return resources.files("gongkai.write").joinpath("templates", "clock.css").read_text("utf-8")
