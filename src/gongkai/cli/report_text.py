"""A report as people read it in a terminal: what was read, what was repaired and why, what was withheld."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.cli.marks import REPAIRED, WITHHELD, figure, legend, mark
from gongkai.cli.tables import drawn, shortened
from gongkai.cli.terminal import clean, painted
from gongkai.law.forms import Block, CellForm, TableForm, forms, required, undivided
from gongkai.model.cell import Amount, Blank, Count, Unreadable
from gongkai.model.place import Place
from gongkai.model.report import Report


def report_text(report: Report, *, colours: bool = False) -> str:
    """Everything that a reader wants to see at once; the JSON holds the rest."""
    parts = [_head(report, colours), *_tables(report, colours)]
    parts += [
        _legend(report),
        *_listed("复原的数", _repairs(report)),
        *_listed("不取数的格", _withheld(report)),
    ]
    parts += _listed("文字里的数", _facts(report))
    parts += _listed("转换留下的损伤", _damage(report))
    parts += _listed("附注", report.source.remarks if report.source else ())
    return "\n\n".join(part for part in parts if part)


def where(place: Place) -> str:
    """A place as people say it: 第 2 页，第 61 行；「表1」工作表，第 9 行第 4 列."""
    parts = [
        f"第 {place.page} 页" if place.page else "",
        f"「{place.sheet}」工作表" if place.sheet else "",
        f"第 {place.line} 行" if place.line else "",
        f"第 {place.paragraph} 段" if place.paragraph and not place.line else "",
    ]
    if place.row:
        column = f"第 {place.column} 列" if place.column else ""
        grid = f"第 {place.grid} 个表格" if place.grid else "表格"
        parts.append(f"{grid}第 {place.row} 行{column}")
    return "，".join(part for part in parts if part)


def form_name(version: str | None) -> str:
    return f"{version} 年格式" if version else "没有年度报告的统计表"


def _head(report: Report, colours: bool) -> str:
    title = report.title.text if report.title else "（没有读到标题）"
    lines = [painted(clean(title), "bold", on=colours), clean(_identity(report))]
    if report.source:
        lines.append(f"文件：{clean(report.source.name)}（{report.source.format.value}）")
    if report.signoff and (report.signoff.body or report.signoff.day):
        signed = [part.text for part in (report.signoff.body, report.signoff.day) if part]
        lines.append(f"落款：{clean('，'.join(signed))}")
    return "\n".join(lines)


def _identity(report: Report) -> str:
    due = required(report.year) if report.year is not None else None
    form = form_name(report.form)
    if due and report.form and due.version != report.form:
        form += f"（{report.year} 年度应当用 {due.version} 年格式）"
    year = f"{report.year} 年度" if report.year else "不明"
    return f"机关：{report.agency or '不明'}    年度：{year}    格式：{form}"


def _tables(report: Report, colours: bool) -> Iterator[str]:
    for key, version in report.tables.items():
        table = forms()[version].table(key)
        groups = undivided(table, report.cells)
        head = painted(
            f"【{table.title}】{form_name(version) if version != report.form else ''}", "cyan", on=colours
        )
        yield "\n\n".join([head, *(_block(report, table, block, groups, colours) for block in table.blocks)])


def _block(report: Report, table: TableForm, block: Block, groups: Sequence[str], colours: bool) -> str:
    cells = list(table.cells_of(block, groups))
    stands_alone = len({cell.row.key for cell in cells}) == 1 and not cells[0].row.key
    rows: dict[tuple[str, ...], dict[str, CellForm]] = {}
    for cell in cells:
        row = tuple(cell.column.labels[:-1]) if stands_alone else cell.row.labels
        rows.setdefault(row, {})[cell.column.labels[-1]] = cell
    columns = list(dict.fromkeys(cell.column.labels[-1] for cell in cells))
    body = list(_rows(report, rows, columns, flat=stands_alone))
    return drawn([block.heading or "", *columns], body, colours=colours)


def _rows(
    report: Report,
    rows: dict[tuple[str, ...], dict[str, CellForm]],
    columns: Sequence[str],
    *,
    flat: bool,
) -> Iterator[list[str]]:
    """The rows with their figures; a group of rows gets a line of its own before its first."""
    opened: tuple[str, ...] = ()
    for labels, cells in rows.items():
        groups = () if flat else labels[:-1]
        for depth, group in enumerate(groups):
            if opened[: depth + 1] != groups[: depth + 1]:
                yield ["  " * depth + group, *("" for _ in columns)]
        opened = groups
        label = "—".join(labels) if flat else "  " * len(groups) + (labels[-1] if labels else "")
        yield [
            label,
            *(mark(report.cells.get(cells[column].id)) if column in cells else "" for column in columns),
        ]


def _legend(report: Report) -> str:
    says = legend(mark(cell) for cell in report.cells.values())
    return f"标记：{says}" if says else ""


def _listed(title: str, lines: Iterator[str] | Sequence[str]) -> list[str]:
    """A titled list, or nothing where there is nothing to list."""
    items = [f"  · {clean(line)}" for line in lines]
    return ["\n".join([f"{title}：", *items])] if items else []


def _repairs(report: Report) -> Iterator[str]:
    """Repairs row by row, each with its proof."""
    together: dict[tuple[str, tuple[str, ...]], list[tuple[str, str, str]]] = {}
    for cell_id, cell in report.cells.items():
        repair = cell.repair if isinstance(cell, Count | Amount | Blank) else None
        if repair is not None:
            row, column = _names(report, cell_id)
            printed = repair.as_printed or "（没有印出）"
            together.setdefault((row, repair.because), []).append(
                (column, mark(cell).rstrip(REPAIRED), printed)
            )
    for (row, because), cells in together.items():
        read = "、".join(" ".join(part for part in (column, value) if part) for column, value, _ in cells)
        printed = "、".join(printed for _, _, printed in cells)
        yield f"{row}：读作 {read}；原处印作 {printed}" + (f"。理由：{'；'.join(because)}" if because else "")


def _withheld(report: Report) -> Iterator[str]:
    """Cells that hold no number, row by row."""
    together: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for cell_id, cell in report.cells.items():
        if isinstance(cell, Unreadable):
            candidates = "、".join("空白" if value is None else figure(value) for value in cell.candidates)
            row, column = _names(report, cell_id)
            name = column + (f"（可能是 {candidates}）" if candidates else "")
            together.setdefault((row, cell.text, cell.because), []).append(name)
    for (row, text, because), names in together.items():
        printed = f"印作「{text}」" if text else "印的数读不准"
        where_exactly = "：".join(part for part in (row, "、".join(names)) if part)
        yield f"{WITHHELD} {where_exactly}，{printed}" + (f"。{'；'.join(because)}" if because else "")


def _names(report: Report, cell_id: str) -> tuple[str, str]:
    """Short names of the cell's row and column."""
    cell = cell_of(report, cell_id)
    if cell is None:
        return cell_id, ""
    row = [label for label in cell.row.labels if label] or [
        label for label in cell.column.labels[:-1] if label
    ]
    return "—".join(row[-2:]), cell.column.labels[-1]


def cell_of(report: Report, cell_id: str) -> CellForm | None:
    """The cell on the form that the report follows in its table, or on the newest form that has it."""
    key = cell_id.partition(".")[0]
    versions = [report.tables[key]] if key in report.tables else list(reversed(forms()))
    for version in versions:
        for table in forms()[version].tables:
            for cell in table.printing(undivided(table, report.cells)):
                if cell.id == cell_id:
                    return cell
    return None


def _facts(report: Report) -> Iterator[str]:
    for fact in report.facts:
        value = "无" if fact.zero else "" if fact.value is None else f"{figure(fact.value)}{fact.unit or ''}"
        cell = cell_of(report, fact.metric)
        speaks_of = cell.label if cell else ""
        says = " → ".join(part for part in (f"「{shortened(fact.text, 60)}」", value, speaks_of) if part)
        yield f"{says}（{where(fact.place)}）" if where(fact.place) else says


def _damage(report: Report) -> Iterator[str]:
    if not report.damage:
        return
    from gongkai.check.registry import cards

    titles = {card.name: card.title for card in cards()}
    for damage in report.damage:
        yield "，".join(
            part
            for part in (titles.get(damage.kind, damage.kind), where(damage.place), damage.detail)
            if part
        )
