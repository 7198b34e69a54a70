"""What an applicant can do against a letter: the paragraph that says so, the body, the results and where they count.

The way follows from the legal basis of what was decided, never from the row it counts in: since 2024 a refusal under
Articles 14 to 16 has to go to reconsideration before court, and nothing else has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Literal, TypeAlias

from gongkai.law import loader
from gongkai.law.numerals import in_chinese
from gongkai.law.organs import KIND_LABELS, LEVEL_LABELS, Level, OrganKind
from gongkai.law.replies import ReplyKind, reply
from gongkai.law.settings import Choices, national
from gongkai.law.step import Step
from gongkai.law.terms import Term, term

BodySource: TypeAlias = Literal["parent_government", "superior_department", "own"]
Way: TypeAlias = Literal["either", "first", "mixed", "silence_either", "silence_first"]

RECONSIDERATION_FIRST_SINCE = date(2024, 1, 1)
COURT_INTERPRETATION_SINCE = date(2025, 6, 1)
_SOURCE_LABELS: dict[BodySource, str] = {
    "parent_government": "有管辖权的人民政府（parent_government）",
    "superior_department": "上一级主管部门或者设立它的部门（superior_department）",
    "own": "本机关（name）",
}
_NAME_LABELS = {
    "organ": "机关的名称（name）",
    "court": "有管辖权的人民法院的名称（court）",
    "online": "网上申请行政复议的渠道（online_reconsideration）",
}
_TERMS = {
    "apply": "remedy.reconsideration.apply",
    "sue": "remedy.litigation.direct",
    "sue_after": "remedy.litigation.after_reconsideration",
}
_EXTRA_STEPS = {
    "own": "由本机关自己复议的，复议以后可以起诉，也可以申请国务院裁决",
    "online": "通过互联网送达的，应当同时提供提交复议申请书的互联网渠道",
}


class IncompleteProfile(ValueError):
    """The profile of an organ lacks names that the paragraph needs. ``missing`` says which."""

    def __init__(self, organ: OrganProfile, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        name = organ.name or "（没有名称的机关）"
        super().__init__(
            f"{name}的救济条款缺少：{'、'.join(missing)}。请在机关资料里补上，有空白的条款不能发出。"
        )


class NoRemedyRule(LookupError):
    """No rule says who reconsiders, or what the paragraph was, for this organ on this day."""


class UnknownGround(ValueError):
    """A partial reply without the ground of what it withholds: the way cannot be told."""


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
class Clause:
    """The paragraph, ready to be printed. ``body`` may name two between which the applicant chooses."""

    text: str
    is_reconsideration_first: bool
    body: str
    court: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ClauseText:
    key: str
    since: date
    until: date | None
    basis: tuple[str, ...]
    text: str
    inferred: str | None = None


@dataclass(frozen=True, slots=True)
class BodyRule:
    """Who reconsiders what organs of a kind and level did, while the rule holds."""

    kind: OrganKind
    levels: tuple[Level, ...]
    since: date
    until: date | None
    bodies: tuple[BodySource, ...]
    basis: tuple[str, ...]
    says: str
    inferred: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """How a matter ended, and the cell of table four that it counts in."""

    key: str
    label: str
    path: Literal["reconsideration", "litigation"]
    cell: Literal["upheld", "corrected", "other"]
    basis: tuple[str, ...]
    orders_new_reply: bool = False
    inferred: str | None = None


@dataclass(frozen=True, slots=True)
class _ResultsFile:
    inferred: str
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class _ClausesFile:
    clauses: tuple[ClauseText, ...]


@dataclass(frozen=True, slots=True)
class _BodiesFile:
    bodies: tuple[BodyRule, ...]


def clause(
    day: date,
    kinds: Sequence[str],
    organ: OrganProfile,
    *,
    is_served_online: bool = False,
    withheld: Sequence[str] = (),
    called: str | None = None,
) -> Clause:
    """The paragraph of a letter of this day with these outcomes.

    ``withheld`` are the kinds of the withheld parts of a partial reply; ``called`` is how the letter calls itself
    (告知书), by its title where it is not given. Raises :class:`IncompleteProfile`,
    :class:`NoRemedyRule`, :class:`UnknownGround` and :class:`~gongkai.law.replies.UnknownKind`.
    """
    outcomes = [reply(key) for key in dict.fromkeys(kinds)]
    way, steps = _way(day, outcomes, [reply(key) for key in dict.fromkeys(withheld)])
    letter = called or ("答复书" if any(kind.title.endswith("答复书") for kind in outcomes) else "告知书")
    return _written(day, way, organ, steps, letter=letter, is_online=is_served_online)


def clause_for_silence(day: date, organ: OrganProfile, *, choices: Choices | None = None) -> Clause:
    """The ways that stand open against an organ that let the term pass, on ``day`` without an answer. Raises as above."""
    option = (choices or national()).of("remedy.no_reply", day)
    is_first = day >= RECONSIDERATION_FIRST_SINCE and option == "reconsideration-first"
    step = Step(
        None,
        "逾期没有答复：先申请行政复议" if is_first else "逾期没有答复：行政复议和行政诉讼都可以",
        setting="remedy.no_reply" if day >= RECONSIDERATION_FIRST_SINCE else None,
    )
    return _written(day, "silence_first" if is_first else "silence_either", organ, [step])


def body_rule(day: date, organ: OrganProfile) -> BodyRule:
    """Who reconsiders, by the law in general. Raises :class:`NoRemedyRule`."""
    for rule in body_rules():
        if rule.kind == organ.kind and organ.level in rule.levels and _holds(rule, day):
            return rule
    raise NoRemedyRule(
        f"{day} 没有关于{LEVEL_LABELS[organ.level]}{KIND_LABELS[organ.kind]}（{organ.name}）由谁复议的规定。"
        "请核对机关的类别和层级，或在机关资料里写明复议机关（reconsideration_body）。"
    )


@cache
def results() -> dict[str, Result]:
    """All results by key. Which cell each counts in is inferred: :func:`results_inferred`."""
    return {result.key: result for result in _results().results}


def results_inferred() -> str:
    """From what it was inferred in which cell the results count, and what would settle it."""
    return _results().inferred


@cache
def clauses() -> tuple[ClauseText, ...]:
    """All texts of the paragraph, oldest first."""
    return loader.load(_text("clauses"), _ClausesFile, file="remedies/clauses.yaml").clauses


@cache
def body_rules() -> tuple[BodyRule, ...]:
    """All rules on who reconsiders."""
    return loader.load(_text("bodies"), _BodiesFile, file="remedies/bodies.yaml").bodies


def _way(day: date, outcomes: Sequence[ReplyKind], withheld: Sequence[ReplyKind]) -> tuple[Way, list[Step]]:
    """Which text the outcomes ask for, and why."""
    if not outcomes:
        raise UnknownGround("没有处理结果，不能确定救济途径。请先写明每一项的处理结果。")
    if day < RECONSIDERATION_FIRST_SINCE:
        said = f"{day} 在2024年1月1日以前：不论依据，行政复议和行政诉讼都可以选择"
        return "either", [Step(day, said, ("reconsideration-law-1999/9", "litigation-law/44"))]
    if not withheld and any(kind.group == "partial" for kind in outcomes):
        raise UnknownGround(
            "部分公开的答复，要说明不公开的部分依据什么（withheld），才能确定是否先申请行政复议。"
        )
    refused = [kind for kind in outcomes if kind.ground]
    parts = [kind for kind in withheld if kind.ground and kind not in refused]
    others = [kind for kind in outcomes if not kind.ground]
    steps = [*_reasons(day, refused, parts), *_either_step(others)]
    if not refused and not parts:
        return "either", steps
    return ("mixed" if others else "first"), steps


def _reasons(day: date, refused: Sequence[ReplyKind], parts: Sequence[ReplyKind]) -> Iterator[Step]:
    basis: tuple[str, ...] = ("reconsideration-law/23.1-4", "reconsideration-law/23.2")
    limits = "（只限条例第十四条至第十六条：2025年6月1日以前没有明文解释，为推定）"
    if day >= COURT_INTERPRETATION_SINCE:
        basis, limits = (*basis, "disclosure-litigation/1"), ""
    for kind in refused:  # the ground decides, not the row: registry queries are refused under Article 36
        yield _first(day, f"{_grounded(kind)}：先申请行政复议，再起诉{limits}", basis, kind)
    for kind in parts:
        says = f"部分公开中不公开的部分，{_grounded(kind)}：先申请行政复议（推定，与不予公开同样对待）"
        yield _first(day, says, basis, kind)


def _grounded(kind: ReplyKind) -> str:
    return f"「{kind.label}」依据条例第{in_chinese(int(kind.ground or 0))}条"


def _first(day: date, says: str, basis: tuple[str, ...], kind: ReplyKind) -> Step:
    return Step(day, says, (*basis, f"regulation/{kind.ground}"))


def _either_step(others: Sequence[ReplyKind]) -> Iterator[Step]:
    if others:
        says = "、".join(f"「{kind.label}」" for kind in others)
        yield Step(None, f"{says}：行政复议和行政诉讼都可以选择", ("litigation-law/44",))


def _written(
    day: date,
    way: Way,
    organ: OrganProfile,
    steps: Sequence[Step],
    *,
    letter: str = "",
    is_online: bool = False,
) -> Clause:
    names, naming = _bodies(day, organ)
    body = "或者".join(names)
    keys: list[str] = [way]
    keys += ["own"] if body == organ.name else []
    keys += ["online"] if is_online and day >= RECONSIDERATION_FIRST_SINCE else []
    texts = [_clause_text(key, day) for key in keys]
    template = "".join(each.text for each in texts)
    terms = {hole: term(key, day) for hole, key in _TERMS.items() if f"{{{hole}}}" in template}
    given = {"body": body, "court": organ.court, "organ": organ.name, "online": organ.online_reconsideration}
    _refuse_blanks(organ, template, given)
    return Clause(
        text=template.format_map(
            given | {"letter": letter} | {hole: each.worded for hole, each in terms.items()}
        ),
        is_reconsideration_first=way in {"first", "mixed", "silence_first"},
        body=body,
        court=organ.court or "",
        steps=(*steps, naming, *_written_steps(texts, terms.values())),
    )


def _bodies(day: date, organ: OrganProfile) -> tuple[tuple[str, ...], Step]:
    """The names between which the applicant chooses (an unknown one is empty), and the rule that names them."""
    if organ.reconsideration_body:
        return (organ.reconsideration_body,), Step(None, f"复议机关按机关资料：{organ.reconsideration_body}")
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


def _refuse_blanks(organ: OrganProfile, template: str, given: Mapping[str, str | None]) -> None:
    missing = [
        label
        for hole, label in _NAME_LABELS.items()
        if f"{{{hole}}}" in template and not (given[hole] or "").strip()
    ]
    if missing:
        raise IncompleteProfile(organ, missing)


def _written_steps(texts: Sequence[ClauseText], terms: Iterable[Term]) -> Iterator[Step]:
    for each in terms:
        inferred = f"（{each.inferred}）" if each.inferred else ""
        yield Step(None, f"{each.label}的期限：{each.worded}{inferred}", each.basis)
    for text in texts:
        if text.inferred:
            yield Step(None, text.inferred, text.basis)
        if text.key in _EXTRA_STEPS:
            yield Step(None, _EXTRA_STEPS[text.key], text.basis)


def _clause_text(key: str, day: date) -> ClauseText:
    for each in clauses():
        if each.key == key and _holds(each, day):
            return each
    first = min(each.since for each in clauses() if each.key == key)
    raise NoRemedyRule(
        f"{day} 的救济条款不在资料里：这种条款从 {first} 起才有。更早的答复请按当时的法律另写。"
    )


def _holds(rule: ClauseText | BodyRule, day: date) -> bool:
    return rule.since <= day and (rule.until is None or day <= rule.until)


@cache
def _results() -> _ResultsFile:
    return loader.load(_text("results"), _ResultsFile, file="remedies/results.yaml")


def _text(name: str) -> str:
    return resources.files("gongkai.law").joinpath("data", "remedies", f"{name}.yaml").read_text("utf-8")
