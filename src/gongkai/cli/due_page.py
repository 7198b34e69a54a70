"""The answer of ``gongkai due`` as a page or a picture in a file."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from gongkai.cli import due_acts
from gongkai.cli.answer import Unable
from gongkai.cli.due_answer import folded
from gongkai.cli.output import save
from gongkai.law.rulebook import Rulebook
from gongkai.ledger.clock import clock
from gongkai.ledger.timeline import timeline
from gongkai.model.timeline import Timeline
from gongkai.write.clock import months, page

_TITLE = "政府信息公开申请的答复期限"


def save_page(options: Namespace, rulebook: Rulebook) -> None:
    """Write the file that ``--page`` names, in the format that its name ends in. Raises :class:`Unable`."""
    path = Path(options.page)
    state = folded(due_acts.acts(options), rulebook, has_happened=options.happened)
    result = clock(state, rulebook, today=options.today)
    save(_rendered(path, timeline(state, result, rulebook, title=_TITLE, today=options.today)), path)


def _rendered(path: Path, shown: Timeline) -> str | bytes:
    match path.suffix.lower():
        case ".html":
            return page.html(shown)
        case ".pdf":
            return page.pdf(shown)
        case ".svg":
            return months.month_svg(shown)
    raise Unable(f"不知道把「{path.name}」存成什么。--page 后面的文件名以 .html、.pdf 或 .svg 结尾。")
