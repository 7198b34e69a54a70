from __future__ import annotations

from gongkai_web.accounts.matrix import matrix
from gongkai_web.commands import COMMANDS
from gongkai_web.store.jobs import kinds


def test_every_kind_of_job_stands_in_the_permission_matrix_and_the_other_way_round(db: None) -> None:
    own = {key for key, kind in kinds().items() if kind.run.__module__.startswith("gongkai_web.")}
    assert own == set(matrix().jobs)


def test_so_does_every_command() -> None:
    assert set(COMMANDS) == set(matrix().commands)
