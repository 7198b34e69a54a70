"""What stands above a long answer: few rows to be seen at a glance, each with its chart.

They are counted from the tables that the question has laid, so that they cannot say anything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gongkai.corpus.questions.answer import Answer, Chart, Column
from gongkai.corpus.questions.tree import NONE, Tree
from gongkai.corpus.store.views import literal
from gongkai.law.organs import KIND_LABELS, LEVEL_LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from gongkai.corpus.organs.register import Entry
    from gongkai.corpus.questions.ground import Ground
    from gongkai.corpus.questions.tree import Numbers

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


def coverage(ground: Ground, year: int, top: Entry | None) -> Answer:
    """Of the organs in the table ``owing``, how many have a report: by those directly below ``top``; leaves by their kind."""
    counts: dict[str, list[int]] = {}
    for group, there, missing in _grouped(ground, top):
        of_group = counts.setdefault(group, [0, 0])
        of_group[0] += there
        of_group[1] += missing
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


def _grouped(ground: Ground, top: Entry | None) -> Iterator[tuple[str, int, int]]:
    """What organs are counted under, in the order in which they are met, with how many have a report and have none."""
    found = ground.connection.execute(_OWING).fetchnumpy()
    place, over = np.asarray(found["place"], np.int64), np.asarray(found["above"], np.int64)
    position = np.full(
        max(place.max(initial=NONE), over.max(initial=NONE)) + 2, NONE
    )  # the last is that of NONE
    position[place] = np.arange(len(place))
    tree = Tree(position[over])
    is_parent = tree.parents()
    above, at_top = _parted(tree, np.flatnonzero(place == ground.place(top.key)) if top else None)
    there = np.asarray(found["there"], bool)
    heads, first, whose = np.unique(Tree(above).homes(above == NONE), return_index=True, return_inverse=True)
    have, lack = (np.bincount(whose[which], minlength=len(heads)) for which in (there, ~there))
    called = ground.rows(
        "SELECT place, name, kind FROM in_year WHERE place IN (SELECT unnest(?))", [place[heads].tolist()]
    )
    named = {at: (name, kind) for at, name, kind in called}
    for number in np.argsort(first):
        at = heads[number]
        name, kind = named[int(place[at])]
        label = str(name) if is_parent[at] or at == at_top else KIND_LABELS[kind]
        yield label, int(have[number]), int(lack[number])


def _parted(tree: Tree, top: Numbers | None) -> tuple[Numbers, int]:
    """The tree cut below the organ where it parts, and that organ's place: a store of one county is told by what there is
    in the county. ``top`` has the place of the organ that was asked about, if it owes a report.
    """
    if top is not None and not len(top):
        return tree.above, NONE
    at = NONE if top is None else int(top[0])
    while len(heads := np.flatnonzero(tree.parents() & (tree.above == at))) == 1:
        at = int(heads[0])
    above = np.where(tree.above == at, NONE, tree.above)
    if at != NONE:
        above[at] = NONE
    return above, at


_OWING = f"SELECT place, coalesce(above, {NONE}) AS above, there FROM owing ORDER BY position"


def pairs_by_year(ground: Ground, same: str, unknown: str) -> Answer:
    """How many pairs of years of the table ``pairs`` agree in all cells.

    The others stand in ``neighbours``, where ``same`` and ``unknown`` are conditions.
    """
    return Answer(
        "pairs",
        "各年对得上的和对不上的",
        ground.sql(
            f"""
            SELECT year, pairs, pairs - coalesce(odd, 0) AS agreeing, coalesce(differing, 0) AS differing,
                   coalesce(odd - differing, 0) AS unknown
            FROM (SELECT year, count(*) AS pairs FROM pairs GROUP BY year)
            LEFT JOIN (SELECT year, count(*) AS odd, count(*) FILTER (WHERE NOT ({unknown})) AS differing
                       FROM neighbours WHERE NOT ({same}) GROUP BY year) USING (year)
            ORDER BY year"""
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
