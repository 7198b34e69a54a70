"""A comparison in a terminal: the cells that differ, and the text that changed."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.cli.marks import legend, mark, signed
from gongkai.cli.report_text import form_name
from gongkai.cli.tables import drawn, shortened
from gongkai.cli.terminal import clean, painted
from gongkai.corpus.compare import CellRow, Comparison, TableComparison, TextComparison
from gongkai.corpus.textdiff import Change, ParagraphChange


def comparison_text(comparison: Comparison, *, everything: bool = False, colours: bool = False) -> str:
    """``everything`` lists what did not change, too."""
    parts = [_columns(comparison), *(f"注意：{clean(remark)}" for remark in comparison.remarks)]
    parts += [_table(table, everything, colours) for table in comparison.tables]
    parts.append(_legend(comparison))
    parts += [_section(section, comparison, everything, colours) for section in comparison.sections]
    return "\n\n".join(part for part in parts if part) + "\n"


def heading(comparison: Comparison, section: TextComparison) -> str:
    columns = comparison.columns
    return f"{section.heading}：{columns[section.old].name} → {columns[section.new].name}"


def reading(row: CellRow, at: int) -> str:
    """The cell with its change: ``3▲ (+2)``."""
    change = row.changes[at]
    return mark(row.cells[at]) + (f" ({signed(change)})" if change else "")


def listed(table: TableComparison, everything: bool) -> tuple[CellRow, ...]:
    """The rows worth showing: cells that differ in any way, a blank against a zero included."""
    if everything:
        return table.rows
    return tuple(row for row in table.rows if row.differs or len({mark(cell) for cell in row.cells}) > 1)


def _columns(comparison: Comparison) -> str:
    lines = []
    for at, column in enumerate(comparison.columns, start=1):
        with_what = f"，与 {column.against + 1} 比" if column.against is not None else ""
        source = f"，{column.report.source.name}" if column.report.source else ""
        lines.append(clean(f"[{at}] {column.name}（{form_name(column.report.form)}{source}{with_what}）"))
    return "\n".join(lines)


def _table(table: TableComparison, everything: bool, colours: bool) -> str:
    rows = listed(table, everything)
    title = painted(f"【{table.title}】", "cyan", on=colours)
    parts = [title if rows else f"{title}各格都相同。"]
    if rows:
        head = ["", *(f"[{at}]" for at in range(1, len(table.versions) + 1))]
        body = [[_label(row), *(reading(row, at) for at in range(len(row.cells)))] for row in rows]
        parts.append(drawn(head, body, colours=colours))
    if (same := len(table.rows) - len(rows)) and rows:
        parts.append(f"另有 {same} 格相同，没有列出。")
    parts += [f"· {clean(sentence)}" for sentence in table.apart]
    return "\n".join(parts)


def _label(row: CellRow) -> str:
    """The last parts of the names of row and column: the whole would not fit beside the figures."""
    name = "—".join(row.row[-2:] if row.row[-1][:1].isdigit() else row.row[-1:])
    column = row.column[-1] if name else "—".join(row.column)
    return "，".join(part for part in (shortened(name, 40), column) if part)


def _legend(comparison: Comparison) -> str:
    says = legend(mark(cell) for table in comparison.tables for row in table.rows for cell in row.cells)
    return f"标记：{says}；括号里是增减，空白和读不准的不参加加减" if says else ""


def _section(section: TextComparison, comparison: Comparison, everything: bool, colours: bool) -> str:
    title = painted(f"【{clean(heading(comparison, section))}】", "cyan", on=colours)
    if not section.differs and not everything:
        return f"{title}文字相同。"
    return "\n".join([title, *_paragraphs(section, everything, colours)])


def _paragraphs(section: TextComparison, everything: bool, colours: bool) -> Iterator[str]:
    same = 0
    for paragraph in section.paragraphs:
        if paragraph.change is Change.SAME and not everything:
            same += 1
        else:
            yield _paragraph(paragraph, colours)
    if same:
        yield f"  （另有 {same} 段相同）"


def _paragraph(paragraph: ParagraphChange, colours: bool) -> str:
    sign = {Change.SAME: " ", Change.GONE: "-", Change.NEW: "+", Change.CHANGED: "~"}[paragraph.change]
    if paragraph.change is not Change.CHANGED:
        colour = {Change.GONE: "red", Change.NEW: "green"}.get(paragraph.change)
        text = clean(paragraph.new or paragraph.old)
        return f"  {sign} {painted(text, colour, on=colours) if colour else text}"
    return f"  {sign} " + "".join(_span(span.change, clean(span.text), colours) for span in paragraph.spans)


def _span(change: Change, text: str, colours: bool) -> str:
    if change is Change.GONE:
        return painted(f"[-{text}-]", "red", on=colours)
    if change is Change.NEW:
        return painted(f"{{+{text}+}}", "green", on=colours)
    return text
