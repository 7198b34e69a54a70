"""What the ledger has already is not taken twice: a file by its content, a document by its number or its title."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from gongkai.ledger.chain import linked
from gongkai.ledger.entry import Act, Corrected, Entry, Fact
from gongkai.ledger.facts.organ import ChargesCollected, DecisionsCounted
from gongkai.ledger.facts.publication import Description, Listed, Made
from gongkai.ledger.imports import Bad, Taking
from gongkai.ledger.imports.before import refuse_known_documents, refuse_known_file
from tests.ledger import cast

KNOWN, OTHER = "a" * 64, "b" * 64
JANUARY = cast.day("2026-01-01"), cast.day("2026-01-31")
ORDER = Description("某办法", "normative_documents", document_number="云财规〔2026〕1号")
NOTICE = Description("某通知", "other")


def entries(*acts: Act) -> list[Entry]:
    return [
        linked(act, number=number, previous="", case_previous="")[0] for number, act in enumerate(acts, 1)
    ]


def counted(digest: str | None) -> Act:
    return cast.act(
        "2026-02-03", DecisionsCounted("penalties", 3, *JANUARY, "一月.xlsx", digest), case="organ"
    )


def collected(digest: str) -> Act:
    return cast.act("2026-02-04", ChargesCollected(100, *JANUARY, "收费.xlsx", digest), case="organ")


def made(fact: Fact | Corrected, number: int = 1, organ: str = cast.ORGAN) -> Act:
    return cast.act("2026-03-02", fact, case=f"publication/2026-000{number}", organ=organ)


def coming(*facts: Fact) -> Taking:
    return Taking(
        tuple((cast.day("2026-03-05"), fact) for fact in facts), (), tuple(range(2, 2 + len(facts)))
    )


def mistakes(known: Iterable[Act], found: Taking) -> tuple[str, ...]:
    with pytest.raises(Bad) as caught:
        refuse_known_documents(entries(*known), cast.ORGAN, found)
    return caught.value.mistakes


@pytest.mark.parametrize("act", [counted(KNOWN), collected(KNOWN)], ids=["decisions", "charges"])
def test_the_same_file_is_refused_with_where_it_stands(act: Act) -> None:
    with pytest.raises(Bad) as caught:
        refuse_known_file(entries(counted(OTHER), act), KNOWN, "改了名.xlsx")
    (says,) = caught.value.mistakes
    assert says.startswith(f"「改了名.xlsx」已经导入过（{act.on}，第 2 条，当时叫「{act.fact.source}」")  # type: ignore[union-attr]


def test_another_file_is_taken() -> None:
    refuse_known_file(
        entries(counted(OTHER), counted(None), collected(OTHER), made(Made(NOTICE))), KNOWN, "甲"
    )


def test_a_document_is_known_by_its_number() -> None:
    renamed = Description("某办法（试行）", "normative_documents", document_number=ORDER.document_number)
    assert mistakes([made(Listed(ORDER))], coming(Made(NOTICE), Made(renamed))) == (
        "第 3 行：《某办法（试行）》已经登记为 publication/2026-0001，请删去这一行。",
    )


def test_without_a_number_it_is_known_by_its_title() -> None:
    assert mistakes([made(Made(NOTICE))], coming(Listed(NOTICE))) == (
        "第 2 行：《某通知》已经登记为 publication/2026-0001，请删去这一行。",
    )


def test_all_that_are_known_are_named_at_once() -> None:
    known = [made(Made(NOTICE), 1), made(Made(ORDER), 2)]
    assert [each.partition("：")[0] for each in mistakes(known, coming(Made(ORDER), Made(NOTICE)))] == [
        "第 2 行",
        "第 3 行",
    ]


def test_a_document_is_known_as_it_was_corrected() -> None:
    known = entries(made(Made(NOTICE)), made(Corrected(1, cast.day("2026-03-02"), Made(ORDER), "题名写错")))
    refuse_known_documents(known, cast.ORGAN, coming(Made(NOTICE)))
    with pytest.raises(Bad):
        refuse_known_documents(known, cast.ORGAN, coming(Made(ORDER)))


def test_the_document_of_another_organ_is_another() -> None:
    refuse_known_documents(entries(made(Made(NOTICE), organ="yunxi-land")), cast.ORGAN, coming(Made(NOTICE)))


def test_figures_know_no_documents() -> None:
    refuse_known_documents(entries(made(Made(NOTICE))), cast.ORGAN, coming(counted(KNOWN).fact))  # type: ignore[arg-type]
