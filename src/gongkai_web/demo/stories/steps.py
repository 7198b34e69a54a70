"""What many stories have in common: taking in, sending letters, replying."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date
from hashlib import sha256

from gongkai.law.receipt import channel
from gongkai.ledger.facts.request import (
    Assigned,
    Channel,
    Classified,
    Confirmed,
    Outcome,
    Replied,
    Reviewed,
    Searched,
    Served,
    Weighed,
)
from gongkai_web.demo.office import Office, Told
from gongkai_web.demo.words import Asked, asked

SCOPE = "业务科室和档案室2000年以来的纸质、电子档案"


def taken_in(office: Office, application: Asked | None = None, *, channel_: Channel | None = None) -> Told:
    """Registered, confirmed with the applicant where the channel asks for it, and given to somebody."""
    application = application or asked(office.rng, office.place.key, channel=channel_)
    case = office.receives(application)
    if channel(application.channel).by == "confirmation":
        yield office.later(1, 2)
        office.record(case, Confirmed(office.rng.choice(("电话", "短信", "电子邮件"))))
    office.record(case, Assigned(office.clerk(), "按科室分工"))
    return case


def served(office: Office, case: str, letter: str) -> Generator[date, None, None]:
    """Posted today; the slip comes back some days later."""
    posted = office.today
    office.record(case, Served(letter, "post", "邮政挂号信收据", posted=posted))
    yield office.later(2, 3)
    office.record(case, Served(letter, "post", "邮政挂号信回执", posted=posted, received=office.today))


def agreed(office: Office, case: str, *, until: str = "sign_off") -> None:
    """The draft was looked at by those who have to; ``until`` the last of them."""
    digest = sha256(f"{office.place.key}:{case}:{office.today}".encode()).hexdigest()
    office.record(case, Reviewed("legal", f"reviewer-{office.place.key}", "agrees", "同意", digest))
    if until == "sign_off":
        office.record(case, Reviewed("sign_off", f"leader-{office.place.key}", "agrees", "同意签发", digest))


def replied(
    office: Office, case: str, *outcomes: Outcome, counted_as: str | None = None, breach: str = ""
) -> str:
    """Reviewed, signed and posted on one day; the number of the letter."""
    agreed(office, case)
    letter = office.letter()
    office.record(case, Replied(outcomes, letter, counted_as), *((breach,) if breach else ()))
    office.record(case, Served(letter, "post", "邮政挂号信收据", posted=office.today))
    return letter


def granted(office: Office, what: str = "所申请的文件1份", item: int = 1) -> Outcome:
    return Outcome(
        item, "granted", states={"supplied": what, "form": "纸质复印件", "supplied_on": spoken(office.today)}
    )


def weighed(office: Office, case: str) -> None:
    office.record(case, Weighed("公开会损害有关各方的合法权益", "不公开不会对公共利益造成重大影响"))


def searched(office: Office, case: str) -> None:
    office.record(case, Searched(SCOPE, "档案室", has_found=False))


def classified(office: Office, case: str) -> None:
    office.record(case, Classified("《专项工作方案》", "confidential", "上级机关的定密决定"))


def spoken(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
