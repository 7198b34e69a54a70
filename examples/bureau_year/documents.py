"""What the bureau published: its normative documents, those in force before, and what it recorded of its own work."""

from __future__ import annotations

from collections.abc import Iterator

from examples.bureau_year.office import PROFILE, Office, Story, day
from gongkai.ledger.facts.organ import ActivityRecorded, Aspect
from gongkai.ledger.facts.publication import (
    Description,
    Listed,
    Made,
    PublicationKind,
    Published,
    Repealed,
    Reviewed,
)

SITE = "云溪县人民政府网站"
REVIEWS = (
    Reviewed(1, "拟稿人", "publish", "不涉及国家秘密、商业秘密和个人隐私"),
    Reviewed(2, "科室负责人", "publish", "同意公开"),
    Reviewed(3, "分管领导", "publish", "同意公开"),
)
OLD = (
    ("云溪县临时用地管理办法", "云自然资规〔2018〕1号", None),
    ("云溪县设施农业用地管理办法", "云自然资规〔2020〕2号", "2025-06-30"),
    ("云溪县地质灾害群测群防办法", "云自然资规〔2021〕1号", None),
    ("云溪县矿山储量动态监测办法", "云自然资规〔2023〕1号", None),
)


def opening(office: Office) -> Iterator[str]:
    """Everything begins with the stock: without it no year's figure of documents in force can be proved."""
    yield "2025-01-01"
    office.records("organ", PROFILE, says=PROFILE.name)
    for number, (title, symbol, expires) in enumerate(OLD, 1):
        described = Description(
            title, "normative_documents", document_number=symbol, expires=day(expires) if expires else None
        )
        until = f"，有效期至{expires}" if expires else ""
        office.records(f"publication/2025-{number:04}", Listed(described), says=f"{title}{until}")


def published(
    on: str,
    then: str,
    title: str,
    kind: PublicationKind,
    number: str | None = None,
    *,
    is_hasty: bool = False,
) -> Story:
    """Made, looked at on three levels, published."""

    def story(office: Office) -> Iterator[str]:
        yield on
        case = office.next_case("publication")
        office.records(case, Made(Description(title, kind, document_number=number)), says=title)
        yield then
        for review in REVIEWS[:2]:
            office.records(case, review, says=f"{review.signer}同意公开")
        if is_hasty:
            office.records(case, Published((SITE,)))  # the third has not looked at it yet
        office.records(case, REVIEWS[2], says=f"{REVIEWS[2].signer}同意公开")
        office.records(case, Published((SITE,)), says=SITE)

    return story


def repealed(office: Office) -> Iterator[str]:
    """The new rules on temporary land take the place of the old."""
    yield "2025-04-10"
    office.records("publication/2025-0001", Repealed("云自然资规〔2025〕1号"), says=OLD[0][0])


def did(on: str, aspect: Aspect, says: str, number: int | None = None, unit: str | None = None) -> Story:
    def story(office: Office) -> Iterator[str]:
        yield on
        fact = ActivityRecorded(aspect, says, number, unit)
        office.records("organ", fact, says=f"{says}{number or ''}{unit or ''}")

    return story


STORIES = (
    opening,
    published(
        "2025-03-20", "2025-04-10", "云溪县临时用地管理办法（修订）",
        "normative_documents", "云自然资规〔2025〕1号", is_hasty=True,
    ),
    repealed,
    published("2025-05-12", "2025-05-14", "龙潭片区征收土地预公告", "other"),
    published("2025-09-08", "2025-09-15", "云溪县工业用地续期办法", "normative_documents", "云自然资规〔2025〕2号"),
    did("2025-04-18", "supervision", "举办政府信息公开业务培训", 1, "次"),
    did("2025-10-17", "supervision", "举办政府信息公开业务培训", 1, "次"),
    did("2025-11-28", "supervision", "接受县政府办公室年度考核"),
)  # fmt: skip
