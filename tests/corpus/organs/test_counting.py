"""Which reports count: one for each organ and year, decisions first, and nothing guessed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from gongkai.corpus.organs import decisions
from gongkai.corpus.organs.coverage import coverage, open_doubts
from gongkai.corpus.organs.decisions import BadDecisions, Decision, Kind, decide
from gongkai.corpus.organs.kept import OtherRegister, change_register, lay_in, organ_of, register_of
from gongkai.corpus.store.layout import BadStore, Store
from gongkai.corpus.store.rows import Read
from gongkai.corpus.store.writing import write_shard
from gongkai.model.cell import Blank, Count
from gongkai.model.document import Format
from gongkai.model.finding import Cause, Finding, Severity
from gongkai.model.place import NOWHERE
from gongkai.model.report import Passage, Report, Signoff

REGISTER = Path(__file__).resolve().parents[3] / "examples" / "organs.csv"
FINANCE, WATER = "云溪县财政局", "云溪县水务局"
CELL = "requests.new_received.natural_person"
OTHER = "requests.new_received.total"


def digest_of(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()


class Corpus:
    """A store of reports with one figure each. ``blank`` leaves a second one blank."""

    def __init__(self, folder: Path, *, has_register: bool = True) -> None:
        self.store = Store.create(folder)
        self.register = folder / "organs.csv" if has_register else None
        if has_register:
            lay_in(folder, REGISTER)

    def take(
        self,
        path: str,
        agency: str | None = FINANCE,
        year: int | None = 2021,
        *,
        figure: int = 3,
        signed: date | None = date(2022, 1, 18),
        blank: bool = False,
        period: str | None = None,
    ) -> None:
        report = Report(
            agency,
            year,
            Passage("年报"),
            "2021",
            {CELL: Count(figure), OTHER: Blank() if blank else Count(figure)},
            {"requests": "2021"},
            signoff=Signoff(None, None, signed) if signed else None,
        )
        finding = Finding(
            "RES001", "wrong-year", Severity.ERROR, Cause.ORGAN, NOWHERE, "", (), "", period or ""
        )
        read = Read(
            digest_of(path),
            path,
            Format.TEXT,
            9,
            report,
            [finding] if period else [],
            organ_of(report, path, self.register),
        )
        write_shard(self.store, digest_of(path)[:16], [read])

    def decide(self, what: Kind, path: str, organ: str | None = None, year: int | None = None) -> None:
        decide(self.store.path, Decision(date(2026, 11, 21), "张三", what, digest_of(path), organ, year))

    @contextmanager
    def asked(self) -> Iterator[DuckDBPyConnection]:
        with self.store.connect() as connection:
            yield connection

    def counted(self) -> list[str]:
        with self.asked() as connection:
            return [
                name for (name,) in connection.execute("SELECT name FROM counted ORDER BY name").fetchall()
            ]

    def why(self) -> dict[str, str]:
        with self.asked() as connection:
            rows = connection.execute(
                "SELECT name, why FROM uncounted JOIN reports USING (digest)"
            ).fetchall()
        return dict(rows)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path / "store")


def test_one_each_counts_as_it_stands(corpus: Corpus) -> None:
    corpus.take("a.txt")
    corpus.take("b.txt", WATER)
    corpus.take("c.txt", year=2022, signed=date(2023, 1, 1))
    assert corpus.counted() == ["a.txt", "b.txt", "c.txt"]
    assert corpus.why() == {}


def test_the_one_signed_last_counts(corpus: Corpus) -> None:
    corpus.take("a.txt", signed=date(2022, 1, 18))
    corpus.take("b.txt", signed=date(2022, 3, 2), figure=4)
    corpus.take("c.txt", signed=None, figure=5)
    assert corpus.counted() == ["b.txt"]
    assert corpus.why() == {"a.txt": "older", "c.txt": "older"}


def test_the_most_complete_counts(corpus: Corpus) -> None:
    corpus.take("a.txt", blank=True)
    corpus.take("b.txt")
    assert corpus.counted() == ["b.txt"]
    assert corpus.why() == {"a.txt": "less-complete"}


def test_the_same_figures_in_two_formats_count_once(corpus: Corpus) -> None:
    corpus.take("a.docx")
    corpus.take("a.pdf")
    assert len(corpus.counted()) == 1
    assert list(corpus.why().values()) == ["same"]


def test_a_tie_counts_for_nobody_until_it_is_decided(corpus: Corpus) -> None:
    corpus.take("a.txt", figure=3)
    corpus.take("b.txt", figure=4)
    assert corpus.counted() == []
    assert set(corpus.why().values()) == {"tie"}
    corpus.decide("counts", "b.txt")
    assert corpus.counted() == ["b.txt"]
    assert corpus.why() == {"a.txt": "decided"}
    corpus.decide("open", "b.txt")
    assert corpus.counted() == []


def test_the_last_decision_holds(corpus: Corpus) -> None:
    corpus.take("a.txt", figure=3)
    corpus.take("b.txt", figure=4)
    corpus.decide("counts", "a.txt")
    corpus.decide("counts", "b.txt")
    assert corpus.counted() == ["b.txt"]
    corpus.decide("counts", "a.txt")
    assert corpus.counted() == ["a.txt"]
    corpus.decide("ignore", "a.txt")
    assert corpus.counted() == ["b.txt"]
    assert corpus.why() == {"a.txt": "ignored"}


def test_an_unknown_organ_or_year_counts_for_nobody(corpus: Corpus) -> None:
    corpus.take("a.txt", "云溪县应急局")
    corpus.take("b.txt", year=None)
    assert corpus.counted() == []
    assert corpus.why() == {"a.txt": "no-organ", "b.txt": "no-year"}
    corpus.decide("organ", "a.txt", organ="yunxi/emergency")
    corpus.decide("year", "b.txt", year=2020)
    with corpus.asked() as connection:
        rows = connection.execute(
            "SELECT name, organ, organ_name, level, year FROM counted ORDER BY 1"
        ).fetchall()
        (odd,) = connection.execute(
            "SELECT DISTINCT year FROM sections UNION SELECT year FROM payloads WHERE digest = ?",
            [digest_of("b.txt")],
        ).fetchall()
    assert rows == [
        ("a.txt", "yunxi/emergency", "云溪县应急管理局", "county", 2021),
        ("b.txt", "yunxi/finance", FINANCE, "county", 2020),
    ]
    assert odd == (2020,)


def test_a_year_that_is_outvoted_or_doubtful(corpus: Corpus) -> None:
    corpus.take("a.txt", period="2020年1月1日至12月31日")  # title and sign-off agree
    corpus.take("b.txt", WATER, period="2022年1月1日至12月31日", signed=date(2023, 1, 18))
    corpus.take("c.txt", "云溪县审计局", signed=date(2023, 1, 18))  # late: title and period agree
    assert corpus.counted() == ["a.txt", "c.txt"]
    assert corpus.why() == {"b.txt": "doubtful-year"}
    corpus.decide("year", "b.txt", year=2021)
    assert corpus.counted() == ["a.txt", "b.txt", "c.txt"]


def test_without_a_register_a_name_with_its_place_is_an_organ(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "store", has_register=False)
    corpus.take("a.txt", signed=date(2022, 1, 1))
    corpus.take("b.txt", "云溪县 财政局", signed=date(2022, 2, 1))
    corpus.take("c.txt", "县财政局")
    assert corpus.counted() == ["b.txt"]
    assert corpus.why() == {"a.txt": "older", "c.txt": "no-organ"}
    with corpus.asked() as connection:
        assert connection.execute("SELECT level, region FROM counted").fetchall() == [("county", "云溪县")]


def test_a_register_that_comes_later_holds_for_all_reports(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "store", has_register=False)
    corpus.take("a.txt")
    corpus.take("b.txt", "云溪县扶贫开发办公室", year=2023, signed=date(2024, 1, 1))
    assert change_register(corpus.store, REGISTER, on_progress=lambda *_: None) == 2
    with corpus.asked() as connection:
        rows = connection.execute("SELECT name, organ, parent FROM reports ORDER BY name").fetchall()
    assert rows == [("a.txt", "yunxi/finance", "yunxi"), ("b.txt", None, None)]
    assert corpus.why() == {"b.txt": "no-organ"}
    assert change_register(corpus.store, REGISTER, on_progress=lambda *_: None) == 2  # the same again


def test_a_second_register_is_not_laid_over_the_first(corpus: Corpus, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("key,name,kind,level,region\na,云溪县财政局,department,county,云溪县\n", "utf-8")
    with pytest.raises(OtherRegister, match="--register"):
        lay_in(corpus.store.path, other)


def test_who_reported_and_who_is_missing(corpus: Corpus) -> None:
    corpus.take("a.txt")
    corpus.take("b.txt", WATER, figure=1)
    corpus.take("c.txt", WATER, figure=2)
    with corpus.asked() as connection:
        found = {each.organ: each.years for each in coverage(connection, register_of(corpus.store.path))}
    assert found["yunxi/finance"] == {2021: "reported"}
    assert found["yunxi/water"] == {2021: "doubtful"}
    assert found["yunxi/audit"] == {2021: "missing"}
    assert "yunxi/shiqiao" not in found  # abolished in 2020


def test_what_is_open_is_listed_with_choices(corpus: Corpus) -> None:
    corpus.take("a.txt", "云溪县应急局")
    corpus.take("b.txt", WATER, signed=date(2023, 1, 18), period="2022年1月1日至12月31日")
    corpus.take("c.txt", figure=1)
    corpus.take("d.txt", figure=2)
    with corpus.asked() as connection:
        found = list(open_doubts(connection, register_of(corpus.store.path)))
    assert [(each.what, each.path) for each in found] == [
        ("organ", "a.txt"),
        ("year", "b.txt"),
        ("tie", min("cd", key=lambda name: digest_of(f"{name}.txt")) + ".txt"),
    ]
    assert found[0].choices[0][0] == "yunxi/emergency"
    assert [value for value, _ in found[1].choices] == ["2021", "2022"]
    assert {value for value, _ in found[2].choices} == {digest_of("c.txt"), digest_of("d.txt")}


def test_a_decision_that_says_nothing_is_not_written(corpus: Corpus) -> None:
    with pytest.raises(BadDecisions, match="缺少「organ」"):
        corpus.decide("organ", "a.txt")
    with pytest.raises(BadDecisions, match="who"):
        decide(corpus.store.path, Decision(date(2026, 1, 1), " ", "ignore", digest_of("a.txt")))
    assert decisions.all_decisions(corpus.store.path) == ()


def test_a_file_of_decisions_that_is_cut_off_is_told(corpus: Corpus) -> None:
    corpus.decide("ignore", "a.txt")
    path = corpus.store.path / decisions.FILE
    path.write_bytes(path.read_bytes() + b'{"schema": "gongkai-dec')
    with pytest.raises(BadStore, match="第 2 行：不是一行完整的 JSON"):
        corpus.store.connect()
    with pytest.raises(BadDecisions):
        corpus.decide("ignore", "b.txt")
