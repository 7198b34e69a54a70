"""What stands above a long answer: few rows to be seen at a glance, each with its chart.

They are counted from the tables that the question has laid, so that they cannot say anything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.corpus.questions.answer import Answer, Chart, Column
from gongkai.corpus.store.views import literal
from gongkai.law.organs import KIND_LABELS, LEVEL_LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from gongkai.corpus.organs.register import Entry
    from gongkai.corpus.questions.ground import Ground

_COMPOSED = (
    ("new_received", "本年新收"),
    ("carried_in", "上年结转"),
    ("granted", "予以公开"),
    ("partially_granted", "部分公开"),
    ("denied", "不予公开"),
    ("unable", "无法提供"),
    ("not_processed", "不予处理"),
    ("other", "其他处理"),
    ("carried_out", "结转下年度"),
)
"""The groups of rows of the request table, as they follow one another in it."""


def composition(ground: Ground, said: str) -> tuple[Answer, ...]:
    """What was received and what became of it, for the first node of the roll-up; each edition by itself."""
    groups = " ".join(
        f"WHEN {literal(key)} THEN {place}" for place, (key, _) in enumerate(_COMPOSED, start=1)
    )
    labels = " ".join(f"WHEN {place} THEN {literal(label)}" for place, (_, label) in enumerate(_COMPOSED, 1))
    ground.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE composed AS
        SELECT form, place, CASE place {labels} END AS label, sum(total) AS total FROM (
            SELECT form, total, CASE split_part(cell, '.', 2) {groups} END AS place
            FROM rolled JOIN nodes USING (node)
            WHERE nodes.number = 0 AND cell LIKE 'requests.%.total' AND form IS NOT NULL)
        WHERE place IS NOT NULL GROUP BY ALL"""
    )
    forms = [form for (form,) in ground.rows("SELECT DISTINCT form FROM composed ORDER BY form")]
    return tuple(_composed(ground, form, said) for form in forms)


def _composed(ground: Ground, form: str, said: str) -> Answer:
    return Answer(
        "composition",
        f"{said}申请的收和办（{form} 年格式）",
        ground.sql("SELECT label, total FROM composed WHERE form = ? ORDER BY place", [form]),
        (Column("label", "项目"), Column("total", "合计", "number", "件")),
        ("没有写明的数字没有加进来，不当作 0；各格各有几份没有写明，见每一格的合计。",),
        chart=Chart("bars", "label", ("total",)),
    )


def coverage(ground: Ground, year: int, top: Entry | None, among: Sequence[Entry]) -> Answer:
    """Of the organs that owe a report, how many have one: by those directly below ``top``; leaves by their kind."""
    has = {key for (key,) in ground.rows("SELECT DISTINCT organ FROM asked WHERE year = ?", [year])}
    counts: dict[str, list[int]] = {}
    for group, entry in _grouped(among, top):
        counts.setdefault(group, [0, 0])[entry.key not in has] += 1
    rows = [(group, there + missing, there, missing) for group, (there, missing) in counts.items()]
    return Answer(
        "coverage",
        f"{year} 年度有报告的和缺报告的",
        ground.table(("label VARCHAR", "due BIGINT", "there BIGINT", "missing BIGINT"), rows),
        (
            Column("label", "机关"),
            Column("due", "年底在册", "number", "个"),
            Column("there", "有报告", "number", "个"),
            Column("missing", "缺报告", "number", "个"),
        ),
        chart=Chart("stacked", "label", ("there", "missing")),
    )


def _grouped(among: Sequence[Entry], top: Entry | None) -> Iterator[tuple[str, Entry]]:
    """Each organ with what it is counted under."""
    by_key = {entry.key: entry for entry in among}
    has_below = {entry.parent for entry in among}
    top = _parted(among, has_below, top)
    for entry in among:
        head = _head(entry, by_key, top)
        is_named = head.key in has_below or (top is not None and head.key == top.key)
        yield (head.name if is_named else KIND_LABELS[head.kind]), entry


def _parted(among: Sequence[Entry], has_below: set[str | None], top: Entry | None) -> Entry | None:
    """Down to the organ below which the tree parts: a store of one county is told by what there is in the county."""
    keys = {entry.key for entry in among}
    while True:
        above = top.key if top is not None else None
        heads = [
            each
            for each in among
            if each.key in has_below and (each.parent if each.parent in keys else None) == above
        ]
        if len(heads) != 1 or heads[0] is top:
            return top
        top = heads[0]


def _head(entry: Entry, by_key: Mapping[str, Entry], top: Entry | None) -> Entry:
    """The organ directly below ``top`` (or without one, at the root) under which an organ stands."""
    stop = top.key if top is not None else None
    while entry.key != stop and entry.parent is not None and entry.parent != stop and entry.parent in by_key:
        entry = by_key[entry.parent]
    return entry


def pairs_by_year(ground: Ground, same: str, unknown: str) -> Answer:
    """How many pairs of years of the table ``neighbours`` agree in all cells; ``same`` and ``unknown`` are conditions."""
    return Answer(
        "pairs",
        "各年对得上的和对不上的",
        ground.sql(
            f"""
            SELECT year, count(*) AS pairs, count(*) FILTER (WHERE {same}) AS agreeing,
                   count(*) FILTER (WHERE NOT ({same}) AND NOT ({unknown})) AS differing,
                   count(*) FILTER (WHERE NOT ({same}) AND {unknown}) AS unknown
            FROM neighbours GROUP BY year ORDER BY year"""
        ),
        (
            Column("year", "本年"),
            Column("pairs", "相邻两年的报告", "number", "对"),
            Column("agreeing", "各格都相等", "number", "对"),
            Column("differing", "有不相等的", "number", "对"),
            Column("unknown", "没有写明，不能判断", "number", "对"),
        ),
        chart=Chart("stacked", "year", ("agreeing", "differing", "unknown")),
    )


def stock_by_year(ground: Ground) -> Iterator[Answer]:
    """The stocks of the table ``stocks``, of each kind that there is: as reported and as they follow, of the same organs."""
    kinds = ground.rows(
        "SELECT label FROM stocks GROUP BY label, place HAVING max(greatest(in_force, due)) > 0 ORDER BY place"
    )
    for (kind,) in kinds:
        relation = ground.sql(
            """
            SELECT year, count(*) FILTER (WHERE is_known) AS organs, sum(due) FILTER (WHERE is_known)::BIGINT AS due,
                   sum(in_force) FILTER (WHERE is_known)::BIGINT AS in_force,
                   count(*) FILTER (WHERE NOT is_known) AS unknown
            FROM (SELECT *, due IS NOT NULL AND in_force IS NOT NULL AS is_known FROM stocks WHERE label = ?)
            GROUP BY year ORDER BY year""",
            [kind],
        )
        yield Answer(
            "stock_by_year",
            f"{kind}历年存量",
            relation,
            (
                Column("year", "年度"),
                Column("organs", "可比的机关", "number", "个"),
                Column("due", "推算现行有效", "number", "件"),
                Column("in_force", "报告现行有效", "number", "件"),
                Column("unknown", "不能判断的机关", "number", "个"),
            ),
            ("每年只加上下两年都写明的机关，各年的机关不一样多：比同一年的两个数，不比年与年。",),
            chart=Chart("lines", "year", ("due", "in_force")),
        )


def zeros_by_level(ground: Ground, where: str, values: Sequence[Any], doubtful: str) -> Answer:
    """Reports by level: zero with reasons to look again, zero without, not zero, not known. ``doubtful`` has digests."""
    levels = " ".join(f"WHEN {literal(key)} THEN {literal(label)}" for key, label in LEVEL_LABELS.items())
    places = " ".join(f"WHEN {literal(key)} THEN {place}" for place, key in enumerate(LEVEL_LABELS))
    return Answer(
        "zeros_by_level",
        "各级的零申请报告",
        ground.sql(
            f"""
            SELECT coalesce(CASE level {levels} END, '层级不明') AS label, count(*) AS reports,
                   count(*) FILTER (WHERE zero AND is_doubtful) AS doubtful,
                   count(*) FILTER (WHERE zero AND NOT is_doubtful) AS others,
                   count(*) FILTER (WHERE NOT zero) AS more, count(*) FILTER (WHERE zero IS NULL) AS unknown
            FROM (SELECT level, zero, digest IN (SELECT digest FROM {doubtful}) AS is_doubtful FROM asked WHERE {where})
            GROUP BY level ORDER BY CASE level {places} END NULLS LAST""",
            values,
        ),
        (
            Column("label", "层级"),
            Column("reports", "报告", "number", "份"),
            Column("doubtful", "全是 0，需要核实", "number", "份"),
            Column("others", "全是 0，没有别的理由", "number", "份"),
            Column("more", "有申请", "number", "份"),
            Column("unknown", "不能判断", "number", "份"),
        ),
        chart=Chart("stacked", "label", ("doubtful", "others", "more", "unknown")),
    )
