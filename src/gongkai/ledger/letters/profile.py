"""The organ of a ledger as the remedy paragraph has to know it."""

from __future__ import annotations

from gongkai.law.remedies import OrganProfile
from gongkai.ledger.organ import Organ


def profile_of(organ: Organ) -> OrganProfile:
    return OrganProfile(
        name=organ.name,
        kind=organ.kind,
        level=organ.level,
        reconsideration_body=organ.reconsideration_body,
        court=organ.court,
        online_reconsideration=organ.online_reconsideration,
    )
