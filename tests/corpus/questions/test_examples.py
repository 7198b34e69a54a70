"""The invented county's own reports, asked: the figures are counted by hand from the documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.corpus.organs.lookup import Lookup
from gongkai.corpus.organs.resolve import printed_in, resolve
from gongkai.corpus.questions.carried import carried_over
from gongkai.corpus.questions.ground import Ground
from gongkai.corpus.questions.rollup import roll_up
from gongkai.corpus.questions.years import years_of
from gongkai.corpus.questions.zeros import doubtful_zeros
from gongkai.corpus.store.rows import OrganOf
from tests.corpus.questions.county import COUNTY, ground
from tests.corpus.questions.test_years_and_ranking import table
from tests.corpus.store.readings import EXAMPLES, read

NEW = "requests.new_received.total"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    known = Lookup(COUNTY)
    reads = []
    for path in EXAMPLES:
        made = read(path)
        organ = resolve(printed_in(made.report, path.name), known).organ
        assert organ is not None, path.name
        of = OrganOf(organ.key, organ.name, organ.level, organ.region, organ.parent)
        reads.append(replace(made, organ=of))
    return ground(tmp_path_factory.mktemp("county"), reads)


@pytest.mark.parametrize(
    ("year", "form", "total", "reports"),
    [
        (2019, "2019", 4, 1),  # 教育局
        (2020, "2019", 0, 1),  # 水务局
        (2021, "2021", 12 + 0, 2),  # 财政局, 柳林乡
        (2022, "2021", 7 + 1, 2),  # 财政局, 白石镇
        (2022, "2019", 2, 1),  # 农业农村局, on the old form
        (2023, "2021", 11 + 2 + 145, 3),  # 卫生健康局, 审计局, 财政局
        (2024, "2021", 0 + 6 + 231, 3),  # 三汊镇, 应急管理局, 自然资源局
    ],
)
def test_the_requests_of_the_county(asked: Ground, year: int, form: str, total: int, reports: int) -> None:
    (row,) = [
        row
        for row in table(roll_up(asked, year, organ="云溪县人民政府"))
        if (row["cell"], row["form"]) == (NEW, form)
    ]
    assert (row["total"], row["stated"], row["reports"]) == (total, reports, reports)


def test_the_finance_office_over_three_years(asked: Ground) -> None:
    found = table(years_of(asked, "云溪县财政局"))
    assert [
        (row["year"], row["new_received"], row["carried_in"], row["settled"], row["carried_out"])
        for row in found
    ] == [
        (2021, 12, 0, 11, 1),
        (2022, 7, 1, 8, 0),
        (2023, 145, 0, 143, 2),
    ]
    assert carried_over(asked, organ="云溪县财政局").rows() == []


def test_nothing_speaks_against_the_zeros(asked: Ground) -> None:
    assert doubtful_zeros(asked).rows() == []
