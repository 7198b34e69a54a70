"""Stock phrases: shingles that tell nothing about who wrote a text, because law, the forms or everybody writes them.

Two kinds. What law and the forms word is stock always. In a store of :data:`LEAST_REPORTS` reports or more, so is what more
than 5 % of a sample of them hold, in more than :data:`LEAST_AREAS` areas: below that, twenty offices of one county that share
a page are what is looked for, not how everybody speaks. A page copied within one area never becomes stock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

import duckdb
import numpy as np

from gongkai.corpus.lookalike.scope import AREA, IGNORED
from gongkai.corpus.lookalike.shingles import Hashes, shingled
from gongkai.law.forms import Line, forms
from gongkai.law.report_wording import fixed_wordings

LEAST_REPORTS = 1_000
LEAST_AREAS = 4
_SHARE = 0.05
_SAMPLE = 1_000


@cache
def fixed_stock() -> Hashes:
    """The shingles of law, the forms and custom, ordered."""
    return np.unique(np.concatenate([shingled(says).hashes for says in _said()]))


def stock(connection: duckdb.DuckDBPyConnection) -> Hashes:
    """The shingles, ordered, that do not count in this store."""
    ((reports,),) = connection.execute("SELECT count(*) FROM reports").fetchall()
    if reports < LEAST_REPORTS:
        return fixed_stock()
    return np.union1d(fixed_stock(), _common(_sample(connection)))


def _common(reports: Iterable[tuple[str, Hashes]]) -> Hashes:
    """The shingles of more than 5 % of the reports, out of more than a few areas."""
    held = [(area, np.unique(hashes)) for area, hashes in reports]
    if not held:
        return np.empty(0, dtype=np.uint64)
    values, counts = np.unique(np.concatenate([hashes for _, hashes in held]), return_counts=True)
    often = values[counts > _SHARE * len(held)]
    areas: defaultdict[str, list[Hashes]] = defaultdict(list)
    for area, hashes in held:
        areas[area].append(np.intersect1d(hashes, often, assume_unique=True))
    everywhere = [np.unique(np.concatenate(found)) for found in areas.values()]
    values, counts = np.unique(np.concatenate(everywhere), return_counts=True)
    return values[counts > LEAST_AREAS]


def _sample(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, Hashes]]:
    """Reports as chance has it, the same ones every time: a digest is as good as a die."""
    rows = connection.execute(
        f"""
        WITH drawn AS (SELECT digest, agency, {AREA} AS area FROM reports WHERE NOT {IGNORED} ORDER BY digest LIMIT {_SAMPLE})
        SELECT coalesce(area, digest), agency, list(text) FROM drawn JOIN sections USING (digest)
        GROUP BY digest, area, agency ORDER BY digest
        """
    )
    for area, agency, texts in rows.fetchall():
        yield area, np.concatenate([shingled(text or "", agency).hashes for text in texts])


def _said() -> Iterator[str]:
    for wording in fixed_wordings():
        yield wording.says
    for form in forms().values():
        yield form.title
        for section in form.sections:
            yield from (section.heading, *section.also)
        for table in form.tables:
            yield table.title
            yield from (balance.quote for balance in table.balances)
            for block in table.blocks:
                yield from (block.heading or "", block.corner or "")
                yield from (*_labels(block.columns), *_labels(block.rows))


def _labels(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        yield from (line.label, *line.also)
        yield from _labels(line.of)
