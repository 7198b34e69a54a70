"""What waits today: due today, soon, late, paused; each begins so many working days before the end."""

from __future__ import annotations

from gongkai.ledger.facts.request import Extended, ThirdPartyAnswered
from gongkai_web.demo.office import Days, Office, Story, Told
from gongkai_web.demo.stories import disputed, published
from gongkai_web.demo.stories.prolonged import (
    asked_for_reasons,
    asked_to_supplement,
    fee_asked,
    third_party_asked,
    until,
)
from gongkai_web.demo.stories.steps import agreed, served, taken_in


def waits(office: Office) -> Days:
    """Handed in on the spot, so that the day of receipt is that of arrival; not answered."""
    yield from taken_in(office, channel_="on_site")


def came_by_internet(office: Office) -> Days:
    """To be confirmed with the applicant on the next working day."""
    yield from taken_in(office, channel_="internet")


def in_review(office: Office) -> Days:
    case = yield from taken_in(office, channel_="on_site")
    yield office.later(8)
    agreed(office, case, until="legal")


def objection_to_be_weighed(office: Office) -> Days:
    case = yield from _third_party(office)
    yield office.later(2)
    office.record(case, ThirdPartyAnswered("中标单位", "objects", "含有工艺参数"))


def extended(office: Office) -> Days:
    case = yield from taken_in(office, channel_="registered_post")
    yield office.later(17)
    letter = office.letter("延")
    office.record(case, Extended(20, f"leader-{office.place.key}", "需要到档案馆查阅", letter))
    yield from served(office, case, letter)


def _third_party(office: Office) -> Told:
    return (yield from third_party_asked(office, "中标单位"))


_MOST: tuple[tuple[int, Story], ...] = (
    (22, waits),
    (20, waits),
    (19, waits),
    (17, waits),
    (12, waits),
    (4, waits),
    (0, came_by_internet),
    (13, in_review),
    (8, until(asked_to_supplement)),
    (9, until(_third_party)),
    (15, objection_to_be_weighed),
    (38, extended),
)
_ALL: tuple[tuple[int, Story], ...] = (
    *_MOST,
    (25, waits),
    (1, came_by_internet),
    (28, until(asked_to_supplement)),
    (14, until(fee_asked)),
    (9, until(asked_for_reasons)),
    (24, disputed.pending("reconsideration", is_answered=False)),
    (36, disputed.pending("litigation_direct", is_answered=True)),
    (37, disputed.to_be_performed),
    (9, published.to_be_published),
)
_FEW: tuple[tuple[int, Story], ...] = (
    (20, waits),
    (16, waits),
    (0, came_by_internet),
    (9, until(_third_party)),
)
BEGUN = {
    "ziran": _ALL,
    "zhujian": _MOST,
    "caizheng": _MOST,
    "yunxi": _MOST,
    "baishi": _FEW,
    "gongan": _FEW,
    "qinghe-ziran": _FEW,
}
"""By organ."""
