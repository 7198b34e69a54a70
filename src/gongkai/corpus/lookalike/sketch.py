"""The sketch of a section: one in 32 of its shingles, the same ones in every text that has them.

What two sketches share tells how much two texts share; a sketch takes a thirty-second of the memory. It stands in the
column ``sketch`` of the sections of a store.
"""

from __future__ import annotations

import numpy as np

from gongkai.corpus.lookalike.shingles import Hashes, shingled
from gongkai.model.report import Report

ONE_IN = 32


def sketch(text: str, agency: str | None) -> list[int]:
    """The sampled hashes of one section's text, each once, in order."""
    return [int(value) for value in sampled(shingled(text, agency).hashes)]


def sketches(report: Report) -> list[list[int]]:
    """The sketch of every section of the report, in the order of its sections."""
    return [sketch(section.text, report.agency) for section in report.sections]


def sampled(hashes: Hashes) -> Hashes:
    """The hashes that every sketch keeps, each once."""
    return np.unique(hashes[(hashes & np.uint64(ONE_IN - 1)) == 0])
