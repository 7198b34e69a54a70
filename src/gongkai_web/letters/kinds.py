"""The letters that are drafted here: which act each stands for, who has to agree, which series its number is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from gongkai.law.letters import letters
from gongkai.law.replies import reply
from gongkai.ledger.facts import request as facts
from gongkai.ledger.letters.drafting import REPLY

Step: TypeAlias = Literal["legal", "sign_off"]
LAPSED = "lapsed"
_REVIEWED: tuple[Step, ...] = ("legal", "sign_off")
_SIGNED: tuple[Step, ...] = ("sign_off",)


@dataclass(frozen=True, slots=True)
class Kind:
    """``fact`` is recorded when the letter is signed; ``steps`` are those that have to agree, none for forms of the
    file. ``series`` is added to the organ's own in the letter's number. ``has_several`` where one case may need several
    at once, to several addressees or of several letters.
    """

    key: str
    title: str
    fact: type
    steps: tuple[Step, ...]
    series: str = ""
    has_number: bool = True
    to: str = "applicant"
    has_several: bool = False

    @property
    def of_library(self) -> str:
        """The kind as ``gongkai.ledger.letters`` calls it."""
        return self.key if self.key in letters() else REPLY

    @property
    def has_own_act(self) -> bool:
        """Whether the letter is an act of its own, or tells of one that was recorded before."""
        return self.fact is not facts.LetterIssued


_FACTS: tuple[tuple[str, type, tuple[Step, ...], str], ...] = (
    ("register", facts.LetterIssued, (), ""),
    ("receipt", facts.LetterIssued, (), ""),
    ("confirm", facts.LetterIssued, (), ""),
    ("supplement", facts.SupplementAsked, _SIGNED, "补"),
    ("reasons", facts.ReasonsAsked, _SIGNED, "理"),
    ("extension", facts.Extended, _SIGNED, "延"),
    ("delay", facts.Delayed, _SIGNED, "延"),
    ("fee", facts.FeeNoticed, _REVIEWED, "费"),
    ("consult_third_party", facts.ThirdPartyConsulted, _SIGNED, "征"),
    ("consult_co_maker", facts.CoMakerConsulted, _SIGNED, "征"),
    ("inform_third_party", facts.ThirdPartyInformed, _REVIEWED, "告"),
    ("assist", facts.LetterIssued, _SIGNED, "协"),
    ("service", facts.LetterIssued, (), ""),
)


def _procedural(key: str, fact: type, steps: tuple[Step, ...], series: str) -> Kind:
    kind = letters()[key]
    has_several = kind.to not in {"applicant", "file"} or key == "service"
    return Kind(key, kind.title, fact, steps, series, kind.has_number, kind.to, has_several)


_KINDS = (
    Kind(REPLY, reply("granted").title, facts.Replied, _REVIEWED),
    Kind(LAPSED, reply("lapsed_supplement").title, facts.Lapsed, _REVIEWED),
    *(_procedural(*each) for each in _FACTS),
    Kind("withdrawn", reply("withdrawn").title, facts.LetterIssued, _SIGNED, "终"),
    Kind("merged", reply("merged").title, facts.LetterIssued, _SIGNED, "并"),
)
KINDS: Mapping[str, Kind] = MappingProxyType({kind.key: kind for kind in _KINDS})
