"""What a ledger knows of a letter that is to be checked."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from gongkai.cli.letter_case import case_of, told_plainly

if TYPE_CHECKING:
    from gongkai.model.letter import LetterRecord


def of_ledger(options: Namespace) -> LetterRecord:
    """The record of the case and the kind of letter that the options name. Raises :class:`Unable`."""
    from gongkai.ledger.letters.drafting import record

    with told_plainly():
        return record(case_of(options.ledger, options), options.kind, number=options.number)
