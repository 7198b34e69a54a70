from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
import pytest

from gongkai.corpus.lookalike.clusters import Cluster, clusters
from gongkai.corpus.lookalike.find import Lookalikes, lookalikes, passages
from gongkai.corpus.lookalike.scope import Choice, Scope
from gongkai.corpus.lookalike.shingles import shingled
from gongkai.corpus.lookalike.stock import LEAST_AREAS, fixed_stock, stock
from tests.corpus.lookalike.county import CIVIL, EDUCATION, FINANCE, OTHER, OWN, store
from tests.corpus.lookalike.planted import corpus, reports


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = store(tmp_path_factory.mktemp("county")).connect()
    yield connection
    connection.close()


def said(found: Lookalikes) -> set[tuple[str, int | None, str, int | None]]:
    return {(p.later.agency, p.later.year, p.earlier.agency, p.earlier.year) for p in found.pairs}


def test_within_an_area_and_a_year_the_first_to_sign_was_first(county: duckdb.DuckDBPyConnection) -> None:
    assert said(lookalikes(county, Choice(Scope.AREA))) == {(EDUCATION, 2023, FINANCE, 2023)}


def test_an_organ_across_its_years(county: duckdb.DuckDBPyConnection) -> None:
    assert said(lookalikes(county, Choice(Scope.ORGAN))) == {(FINANCE, 2023, FINANCE, 2022)}


def test_among_all_the_earliest_year_was_first(county: duckdb.DuckDBPyConnection) -> None:
    found = lookalikes(county, Choice(Scope.NATION))
    assert said(found) == {(EDUCATION, 2023, FINANCE, 2022), (FINANCE, 2023, FINANCE, 2022)}
    assert [len(each.members) for each in found.clusters] == [2]  # an organ's own words make no cluster


def test_whose_words_a_report_is_made_of(county: duckdb.DuckDBPyConnection) -> None:
    shares = {
        (each.report.agency, each.report.year): each
        for each in lookalikes(county, Choice(Scope.NATION)).originality
    }
    education, finance = shares[EDUCATION, 2023], shares[FINANCE, 2023]
    assert (education.own_earlier, education.others > 130) == (0, True)
    assert (finance.own_earlier > 130, 0 < finance.others < 60) == (
        True,
        True,
    )  # its own words, whoever else uses them since
    assert (CIVIL, 2023) not in shares


def test_the_passages_of_a_pair_are_there_to_be_read(county: duckdb.DuckDBPyConnection) -> None:
    found = lookalikes(county, Choice(Scope.AREA))
    shared = passages(county, found, found.pairs[0])
    longest = max(shared.passages, key=lambda each: each.end - each.start)
    assert OWN[:100] in shared.later.parts[longest.part].text[longest.start : longest.end]


def test_a_short_report_says_too_little(county: duckdb.DuckDBPyConnection) -> None:
    copies = corpus([])
    for number, agency in enumerate((FINANCE, EDUCATION)):
        copies.execute(
            "INSERT INTO reports (digest, name, agency, organ, region, year) VALUES (?, 'a', ?, ?, '云溪县', 2023)",
            [str(number), agency, agency],
        )
        copies.execute(
            "INSERT INTO sections (digest, ordinal, number, text) VALUES (?, 1, 1, ?)",
            [str(number), OWN[:60]],
        )
    found = lookalikes(copies, Choice(Scope.AREA))
    assert found.pairs == ()
    assert [remark for remark in found.remarks if "不足 100 字" in remark]


def test_an_empty_store_has_no_look_alikes() -> None:
    assert lookalikes(corpus([]), Choice(Scope.NATION)).pairs == ()


def test_what_belongs_nowhere_is_told() -> None:
    lost = corpus([])
    lost.execute(
        "INSERT INTO reports (digest, name, agency, year) VALUES ('a', 'a', '办公室', 2023), ('b', 'b', '云溪县财政局', NULL)"
    )
    assert "2 份报告认不出地区或年度，没有比较。" in lookalikes(lost, Choice(Scope.AREA)).remarks
    assert lookalikes(lost, Choice(Scope.NATION)).reports == 2


def test_an_area_named_alone(county: duckdb.DuckDBPyConnection) -> None:
    assert lookalikes(county, Choice(Scope.NATION, area="白石县")).reports == 0
    assert lookalikes(county, Choice(Scope.NATION, (2022,), "云溪县", FINANCE)).reports == 1


def test_groups_are_what_is_tied_and_begin_with_the_first() -> None:
    assert clusters([(5, 3), (3, 1), (9, 8), (4, 1), (5, 3)]) == (
        Cluster(1, (1, 3, 4, 5), ((3, 1), (4, 1), (5, 3))),
        Cluster(8, (8, 9), ((9, 8),)),
    )


def test_what_everybody_writes_is_stock_only_in_a_large_store_and_in_many_areas() -> None:
    planted = list(reports(1_200))
    areas = {one.area for one in planted}
    assert len(areas) > LEAST_AREAS
    assert len(stock(corpus(planted))) > len(fixed_stock())
    assert len(stock(corpus(planted[:900]))) == len(fixed_stock())
    mass = [one for one in planted if one.kind == "mass"]
    assert 1 < len(mass) < 60 < len(planted) / 12  # copied by many, and still no stock
    assert not np.isin(shingled(mass[0].parts[0], mass[0].agency).hashes, stock(corpus(planted))).all()
    one_county = corpus(planted)
    one_county.execute("UPDATE reports SET region = '云溪县'")
    assert len(stock(one_county)) == len(fixed_stock())


def made(
    *reports: tuple[str, str, int, str | None, str], uncounted: dict[str, str] | None = None
) -> duckdb.DuckDBPyConnection:
    """A store of reports: digest, agency, year, day signed, text."""
    connection = corpus([])
    for digest, agency, year, day, text in reports:
        connection.execute(
            "INSERT INTO reports (digest, name, agency, region, year, signed_on) VALUES (?, ?, ?, '云溪县', ?, ?)",
            [digest, f"{digest}.docx", agency, year, day],
        )
        connection.execute(
            "INSERT INTO sections (digest, ordinal, number, text) VALUES (?, 1, 1, ?)", [digest, text]
        )
    for digest, why in (uncounted or {}).items():
        connection.execute("INSERT INTO uncounted (digest, why) VALUES (?, ?)", [digest, why])
    return connection


def digests(found: Lookalikes) -> list[tuple[str, str]]:
    return [(pair.later.digest, pair.earlier.digest) for pair in found.pairs]


@pytest.mark.parametrize("days", [("2024-01-10", "2024-01-10"), (None, "2024-01-10"), (None, None)])
def test_who_was_first_is_not_said_where_nothing_tells(days: tuple[str | None, str | None]) -> None:
    found = lookalikes(
        made(("a", FINANCE, 2023, days[0], OWN), ("b", EDUCATION, 2023, days[1], OWN + OTHER)),
        Choice(Scope.AREA),
    )
    assert [pair.is_ordered for pair in found.pairs] == [False]
    # neither is held to have taken from the other, and neither can call the words its own
    assert {each.report.digest: (each.others, each.unclear > 100) for each in found.originality} == {
        "a": (0, True),
        "b": (0, True),
    }


def test_a_year_earlier_is_earlier_without_a_day() -> None:
    found = lookalikes(
        made(("a", FINANCE, 2022, None, OWN), ("b", EDUCATION, 2023, None, OWN)), Choice(Scope.NATION)
    )
    assert [(pair.later.digest, pair.is_ordered) for pair in found.pairs] == [("b", True)]
    assert [(each.report.digest, each.others, each.unclear) for each in found.originality] == [
        ("b", found.originality[0].counted, 0)
    ]


def test_what_is_ignored_takes_no_part() -> None:
    reports = (
        ("a", FINANCE, 2023, "2024-01-10", OWN),
        ("b", EDUCATION, 2023, "2024-01-20", OWN),
    )
    assert digests(lookalikes(made(*reports), Choice(Scope.AREA))) == [("b", "a")]
    found = lookalikes(made(*reports, uncounted={"a": "ignored"}), Choice(Scope.AREA))
    assert (found.reports, found.pairs, found.doubles) == (1, (), ())
    assert found.remarks == ("1 份经决定不计入，没有比较。",)


def test_a_double_copies_nobody_and_still_tells_who_was_first() -> None:
    reports = (
        ("a", FINANCE, 2023, "2024-01-10", OWN),
        ("b", EDUCATION, 2023, "2024-01-20", OWN),
        ("c", FINANCE, 2023, "2024-01-30", OWN),  # the same report, signed again later: that one counts
    )
    found = lookalikes(made(*reports, uncounted={"a": "older"}), Choice(Scope.AREA))
    assert digests(found) == [("b", "a")]
    assert [each.report.digest for each in found.originality] == ["b"]
    assert [(one.digest, of.digest if of else None) for one, of in found.doubles] == [("a", "c")]
    assert found.reports == 2  # a is not a report more


def test_of_two_documents_that_copied_the_one_that_counts_is_named() -> None:
    reports = (
        ("a", FINANCE, 2023, "2024-01-10", OWN),
        ("b", EDUCATION, 2023, "2024-01-20", OWN),
        ("c", EDUCATION, 2023, "2024-01-25", OWN),
    )
    assert digests(lookalikes(made(*reports, uncounted={"b": "older"}), Choice(Scope.AREA))) == [("c", "a")]
    undecided = lookalikes(made(*reports, uncounted={"b": "tie", "c": "tie"}), Choice(Scope.AREA))
    assert digests(undecided) == [("b", "a")]
    assert [one.digest for one, _ in undecided.doubles] == ["c"]


def test_offices_whose_names_say_no_place_are_not_one_organ() -> None:
    two = made(("a", "县政府办公室", 2023, "2024-01-10", OWN), ("b", "县政府办公室", 2023, "2024-01-20", OWN))
    assert digests(lookalikes(two, Choice(Scope.NATION))) == [("b", "a")]
