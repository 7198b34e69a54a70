from __future__ import annotations

from pathlib import Path

from gongkai.corpus.lookalike import relations
from gongkai.corpus.lookalike.find import lookalikes
from gongkai.corpus.lookalike.scope import Choice, Scope
from gongkai.corpus.promises import followed
from gongkai.corpus.residue import residues
from tests.corpus.lookalike.county import EDUCATION, FINANCE, store


def test_what_was_found_joins_the_reports(tmp_path: Path) -> None:
    with store(tmp_path).connect() as connection:
        found = lookalikes(connection, Choice(Scope.AREA))
        pairs = relations.pairs(connection, found)
        assert pairs.filter("share_of_later > 0.7").count("*").fetchall() == [(1,)]
        connection.register("pairs", pairs.to_arrow_table())
        rows = connection.sql("SELECT agency FROM pairs JOIN reports ON digest = later").fetchall()
        assert rows == [(EDUCATION,)]
        assert len(relations.members(connection, found).fetchall()) == 2
        assert {row[1] > row[2] for row in relations.originality(connection, found).fetchall()} == {True}
        assert [row[2] for row in relations.residues(connection, residues(connection)).fetchall()] == [
            FINANCE
        ]
        assert len(relations.promises(connection, followed(connection)).fetchall()) == 3


def test_nothing_found_is_an_empty_relation(tmp_path: Path) -> None:
    with store(tmp_path).connect() as connection:
        assert relations.residues(connection, ()).fetchall() == []
