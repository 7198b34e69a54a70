"""Who reconsiders what an organ did: the law in general by kind, level and day; the organ's own profile overrides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, TypeAlias

from gongkai.law import loader
from gongkai.law.organs import KIND_LABELS, LEVEL_LABELS, Level, OrganKind
from gongkai.law.sentences import mistakes_in_citations
from gongkai.law.step import Step

BodySource: TypeAlias = Literal["parent_government", "superior_department", "own"]

_SOURCE_LABELS: dict[BodySource, str] = {
    "parent_government": "有管辖权的人民政府（parent_government）",
    "superior_department": "上一级主管部门或者设立它的部门（superior_department）",
    "own": "本机关（name）",
}


class IncompleteProfile(ValueError):
    """The profile of an organ lacks names that the paragraph needs. ``missing`` says which."""

    def __init__(self, organ: OrganProfile, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        name = organ.name.strip() or "（没有名称的机关）"
        super().__init__(
            f"{name}的救济条款缺少：{'、'.join(missing)}。请在机关资料里补上，有空白的条款不能发出。"
        )


class NoRemedyRule(LookupError):
    """No rule says who reconsiders, or what the paragraph was, for this organ on this day."""


@dataclass(frozen=True, slots=True)
class OrganProfile:
    """What the paragraph has to know of an organ.

    ``parent_government`` is the government of the same level for a department, that of the department's level for a
    dispatched body, the one that set it up for a dispatched office, and the one above for a government.
    ``superior_department`` is the department above, for a dispatched body the one that set it up.
    ``reconsideration_body`` overrides what the law says in general.
    """

    name: str
    kind: OrganKind
    level: Level
    parent_government: str | None = None
    reconsideration_body: str | None = None
    court: str | None = None
    online_reconsideration: str | None = None
    superior_department: str | None = None


@dataclass(frozen=True, slots=True)
class BodyRule:
    """Who reconsiders what organs of a kind and level did, while the rule holds. Of two the applicant chooses one."""

    kind: OrganKind
    levels: tuple[Level, ...]
    since: date
    until: date | None
    bodies: tuple[BodySource, ...]
    basis: tuple[str, ...]
    says: str
    inferred: str | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class _BodiesFile:
    bodies: tuple[BodyRule, ...]


def bodies_of(day: date, organ: OrganProfile) -> tuple[tuple[str, ...], Step]:
    """The names between which the applicant chooses, and why these.

    Raises :class:`NoRemedyRule` and :class:`IncompleteProfile`.
    """
    if own := (organ.reconsideration_body or "").strip():
        return (own,), Step(None, f"复议机关按机关资料：{own}")
    rule = body_rule(day, organ)
    known: dict[BodySource, str | None] = {
        "parent_government": organ.parent_government,
        "superior_department": organ.superior_department,
        "own": organ.name,
    }
    names = tuple((known[source] or "").strip() for source in rule.bodies)
    missing = [_SOURCE_LABELS[source] for source, name in zip(rule.bodies, names, strict=True) if not name]
    if missing:
        raise IncompleteProfile(organ, [f"复议机关的名称，即{each}" for each in missing])
    inferred = f"（{rule.inferred}）" if rule.inferred else ""
    return names, Step(day, f"{rule.says}：{'或者'.join(names)}{inferred}", rule.basis)


def body_rule(day: date, organ: OrganProfile) -> BodyRule:
    """Who reconsiders, by the law in general. Raises :class:`NoRemedyRule`."""
    for rule in body_rules():
        if rule.kind == organ.kind and organ.level in rule.levels and rule.holds_on(day):
            return rule
    raise NoRemedyRule(
        f"{day} 没有关于{LEVEL_LABELS[organ.level]}{KIND_LABELS[organ.kind]}（{organ.name}）由谁复议的规定。"
        "请核对机关的类别和层级，或在机关资料里写明复议机关（reconsideration_body）。"
    )


@cache
def body_rules() -> tuple[BodyRule, ...]:
    """All rules on who reconsiders."""
    name = "remedies/bodies.yaml"
    return body_rules_from(loader.shipped(name), file=name)


def body_rules_from(text: str, *, file: str) -> tuple[BodyRule, ...]:
    """The rules that a file states. Raises :class:`~gongkai.law.loader.LawFileError`."""
    rules = loader.load(text, _BodiesFile, file=file).bodies
    loader.hold(file, _mistakes(rules))
    return rules


def _mistakes(rules: Sequence[BodyRule]) -> Iterator[str]:
    for place, rule in enumerate(rules):
        named = f"{KIND_LABELS[rule.kind]}自 {rule.since} 起的规定"
        yield from mistakes_in_citations(rule.basis)
        if not rule.basis:
            yield f"{named}没有依据。请在 basis 里写明条文。"
        if not rule.bodies:
            yield f"{named}没有写由谁复议。请在 bodies 里写明。"
        for other in rules[:place]:
            if _overlap(rule, other):
                yield f"{named}和自 {other.since} 起的规定在同一天都有效。请写明前一条的 until。"


def _overlap(rule: BodyRule, other: BodyRule) -> bool:
    is_same = rule.kind == other.kind and not {*rule.levels}.isdisjoint(other.levels)
    return is_same and (rule.holds_on(other.since) or other.holds_on(rule.since))
