"""What the organ published, counted and did: the documents of Article 20, figures of other systems, its own work."""

from __future__ import annotations

from datetime import date
from typing import Literal

from gongkai.ledger.facts.organ import (
    ActivityRecorded,
    Aspect,
    ChargesCollected,
    DecisionsCounted,
    OpeningSigned,
    OrganChanged,
    OrganEnded,
    YearClosed,
)
from gongkai.ledger.facts.publication import (
    Amended,
    Annulled,
    Description,
    Listed,
    Made,
    Published,
    Repealed,
    Reviewed,
    Unpublished,
)
from gongkai_web.demo.office import Days, Office, Story, Told
from gongkai_web.demo.stories.steps import granted, replied
from gongkai_web.demo.words import asked

_SITE = "云溪县人民政府网站"
_DOCUMENTS = (
    "政府信息公开工作办法",
    "行政处罚裁量基准",
    "政务服务事项管理办法",
    "专项资金管理办法",
    "档案查阅办法",
)
_LEVELS: tuple[tuple[Literal[1, 2, 3], str], ...] = ((1, "拟稿人"), (2, "科室负责人"), (3, "分管领导"))


def opens(office: Office) -> Days:
    """Everything begins with the stock: without it no year's figure of documents in force can be proved."""
    office.record("organ", office.place.opened())
    for number, title in enumerate(_DOCUMENTS[: 2 + office.rng.randrange(3)], 1):
        symbol = f"{office.place.short.removesuffix('公开')}规〔2020〕{number}号"
        expires = date(2025, 6, 30) if number == 2 else None
        described = Description(title, "normative_documents", document_number=symbol, expires=expires)
        office.record(office.next_case("publication"), Listed(described))
    yield office.later(1)
    listed = sum(isinstance(act.fact, Listed) for act in office.acts)
    office.record("organ", OpeningSigned(office.carried_in, 0, listed))


def carried_in(office: Office) -> Days:
    """Received before the ledger opened, and not yet answered then."""
    application = asked(office.rng, office.place.key, channel="registered_post", category="natural_person")
    case = office.receives(application, case="request/2022-0037", on=date(2022, 12, 19))
    yield office.later(3, 8)
    replied(office, case, granted(office))


def made(office: Office, title: str, number: str = "") -> Told:
    case = office.next_case("publication")
    office.record(case, Made(Description(title, "normative_documents", document_number=number or None)))
    yield office.later(2, 4)
    _reviewed(office, case)
    return case


def _reviewed(office: Office, case: str) -> None:
    for level, signer in _LEVELS:
        office.record(case, Reviewed(level, signer, "publish", "不涉及国家秘密、商业秘密和个人隐私"))


def publishes(office: Office) -> Days:
    """New rules; some of them take the place of old ones."""
    title = f"{office.rng.choice(_DOCUMENTS)}（修订）"
    number = (
        f"{office.place.short.removesuffix('公开')}规〔{office.today.year}〕{office.upcoming('document')}号"
    )
    office.next_case("document")
    case = yield from made(office, title, number)
    yield office.later(2, 8)
    office.record(case, Published((_SITE,)))
    yield office.later(60, 120)
    if office.rng.random() < 0.3:
        office.record(case, Amended("县政府关于修改部分规范性文件的决定"))
        yield office.later(3, 9)
        _reviewed(office, case)
        office.record(case, Published((_SITE,)))
    elif office.rng.random() < 0.2:
        office.record(case, Repealed("县政府关于废止部分规范性文件的决定"))


def penalty_taken_back(office: Office) -> Days:
    """A decision that was published, and revoked: taken back within three days."""
    case = office.next_case("publication")
    office.record(case, Made(Description("对某餐饮店的行政处罚决定书", "penalty_decisions")))
    _reviewed(office, case)
    yield office.later(3, 6)
    office.record(case, Published((_SITE,)))
    yield office.later(40, 60)
    office.record(case, Annulled("revoked", "复议决定"))
    yield office.later(1)
    office.record(case, Unpublished("行政处罚决定已被依法撤销"))


def to_be_published(office: Office) -> Days:
    yield from made(office, "2026年度政府信息主动公开目录")


def counts(year: int, quarters: int = 4) -> Story:
    """What other systems counted in a year, or in the quarters of it that the organ was there; taken over afterwards."""

    def story(office: Office) -> Days:
        for quarter in range(quarters):
            since, until = (
                date(year, 3 * quarter + 1, 1),
                date(year, 3 * quarter + 3, 31 if quarter in (0, 3) else 30),
            )
            if office.place.level != "township":
                many = office.rng.randint(2, 90)
                office.record("organ", DecisionsCounted("licensing", many, since, until, "行政审批系统"))
        whole = date(year, 1, 1), until
        office.record(
            "organ", DecisionsCounted("penalties", office.rng.randint(0, 60), *whole, "执法办案系统")
        )
        office.record("organ", DecisionsCounted("coercion", office.rng.randint(0, 6), *whole, "执法办案系统"))
        fen = office.rng.randint(0, 90) * 1_234_500
        office.record("organ", ChargesCollected(fen, *whole, "非税收入系统"))
        yield from ()

    return story


_DONE: tuple[tuple[Aspect, str, int | None, str | None], ...] = (
    ("supervision", "举办政府信息公开业务培训", 1, "次"),
    ("platform", "检查网站栏目和查阅点", 4, "次"),
    ("active_disclosure", "发布政策解读", 6, "篇"),
    ("assessment", "接受县政府办公室年度考核", None, None),
    ("problems", "个别申请转办不及时", None, None),
    ("improvements", "实行申请当日转办、到期前五个工作日催办", None, None),
)


def works(office: Office) -> Days:
    """What sections one, five and six of the report state."""
    for aspect, says, number, unit in _DONE:
        office.record("organ", ActivityRecorded(aspect, says, number, unit))
        yield office.later(10, 40)


def closed(year: int) -> Story:
    """With the report of the organ that goes on with this one."""

    def story(office: Office) -> Days:
        office.record("organ", YearClosed(year))
        yield from ()

    return story


def renamed(name: str) -> Story:
    def story(office: Office) -> Days:
        office.record("organ", OrganChanged(name=name))
        yield from ()

    return story


def ends(successor: str) -> Story:
    def story(office: Office) -> Days:
        office.record("organ", OrganEnded(successor, "清江市委编办〔2024〕7号文"))
        yield from ()

    return story
