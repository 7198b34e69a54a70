"""What a question costs over the bare scan of the columns that it needs, on the same connection.

A question is asked whole: with its parts, its remarks, and its rows computed and in order, in tables of DuckDB or of
Arrow, where names are numbers that point into their texts. The store is open before. A bare scan adds up numbers and
the lengths of texts and names the files of the year itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gongkai.corpus.organs.kept import register_of
from gongkai.corpus.questions.answer import Answer
from gongkai.corpus.questions.carried import carried_over
from gongkai.corpus.questions.ground import Ground
from gongkai.corpus.questions.ranking import ranking
from gongkai.corpus.questions.rollup import roll_up
from gongkai.corpus.store.layout import Store
from gongkai.corpus.store.schema import cell_forms
from gongkai.corpus.store.views import literal, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

AIM = 3
YEARS = (2020, 2022, 2025)
_SHARE = ("requests.granted.total", "requests.total.total")
_CARRIED = tuple(
    cell for cell in cell_forms() if cell.startswith(("requests.carried_out.", "requests.carried_in."))
)


@dataclass(slots=True)
class Asked:
    """A store that is open."""

    store: Store
    ground: Ground = field(init=False)

    def __post_init__(self) -> None:
        self.ground = Ground(self.store.connect(), register_of(self.store.path))

    @property
    def connection(self) -> DuckDBPyConnection:
        return self.ground.connection


@dataclass(frozen=True, slots=True)
class Question:
    """``subjects`` are the years that it is asked for; of the one that is asked of all years at once, only 0."""

    name: str
    needs: str
    ask: Callable[[Asked, int], Answer]
    scan: Callable[[Asked, int], None]
    subjects: Sequence[int] = YEARS


def opened(store: Store) -> None:
    """With the numbering that questions rest on."""
    Asked(store).connection.close()


def scanned(store: Store) -> None:
    import duckdb

    with duckdb.connect() as connection:
        _scan(connection, store, 0, tuple(cell_forms()), ())


def _of_a_tree(asked: Asked, year: int) -> None:
    _scan(asked.connection, asked.store, year, tuple(cell_forms()), ("organ", "digest"))
    _scan(asked.connection, asked.store, year, (), ("digest", "cell", "state"), table="cells")


def _of_a_share(asked: Asked, year: int) -> None:
    _scan(asked.connection, asked.store, year, _SHARE, ("organ_name", "region"))


def _of_pairs(asked: Asked, _: int) -> None:
    _scan(asked.connection, asked.store, 0, _CARRIED, ("organ", "organ_name", "region"))


def _scan(
    connection: DuckDBPyConnection,
    store: Store,
    year: int,
    numbers: Sequence[str],
    texts: Sequence[str],
    *,
    table: str = "reports",
) -> None:
    files = [
        literal(str(store.path / file.path))
        for manifest in store.manifests()
        for file in manifest.files
        if file.table == table and (not year or f"/year={year}/" in file.path)
    ]
    added = [f"sum({quoted(name)})" for name in numbers] + [f"sum(strlen({quoted(name)}))" for name in texts]
    connection.execute(f"SELECT {', '.join(added)} FROM read_parquet([{', '.join(files)}])").fetchall()


QUESTIONS = (
    Question(
        "roll-up of the nation", "all cells, organs, odd cells", lambda a, y: roll_up(a.ground, y), _of_a_tree
    ),
    Question(
        "roll-up of each province",
        "all cells, organs, odd cells",
        lambda a, y: roll_up(a.ground, y, depth=2),
        _of_a_tree,
    ),
    Question("carried over", "14 cells, organs", lambda a, _: carried_over(a.ground), _of_pairs, (0,)),
    Question("ranking", "two cells, organs", lambda a, y: ranking(a.ground, y, "granted"), _of_a_share),
)
