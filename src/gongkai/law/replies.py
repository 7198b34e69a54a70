"""What an organ may answer to a request: each kind of reply, its basis, its words, and the row it counts in.

One file a kind in ``law/data/replies``. The sentences are formal Chinese with named holes: ``information`` (how the
letter calls what was asked for), ``basis``, ``choice``, and what the kind has to state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal, TypeAlias

from gongkai.law import loader
from gongkai.law.acts import cited_in_full
from gongkai.law.sentences import (
    Statement,
    Unstated,
    holes,
    missing,
    mistakes_in_citations,
    mistakes_in_states,
    trimmed,
)
from gongkai.law.settings import settings

Group: TypeAlias = Literal["granted", "partial", "refused", "unavailable", "not_processed", "lapsed", "other"]
Ground: TypeAlias = Literal["14", "15", "16"]
Need: TypeAlias = Literal[
    "search", "third_party", "weighing", "classification", "supplement_asked", "reasons_asked", "fee_noticed"
]
GROUP_LABELS: dict[Group, str] = {
    "granted": "予以公开",
    "partial": "部分公开",
    "refused": "不予公开",
    "unavailable": "无法提供",
    "not_processed": "不予处理",
    "lapsed": "不再处理",
    "other": "其他处理",
}
NEED_LABELS: dict[Need, str] = {
    "search": "检索记录",
    "third_party": "第三方意见征求",
    "weighing": "损害与公共利益的权衡",
    "classification": "定密依据",
    "supplement_asked": "补正告知",
    "reasons_asked": "要求说明理由的告知",
    "fee_noticed": "收费通知",
}
_GIVEN: tuple[Group, ...] = ("granted", "partial")
_STANDING_HOLES = {"information", "basis"}


class UnknownKind(LookupError):
    """A kind of reply, or one of its choices, that ``law/data/replies`` does not hold."""


class MixedOutcomes(ValueError):
    """Outcomes of several kinds leave the row open, or ``counted_as`` names one that the form does not allow."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the cases that the law lists for a kind. For a partial reply its key is the kind of the withheld part."""

    key: str
    label: str
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierBasis:
    """What a kind rested on before the Regulations of 2019."""

    since: date
    until: date
    basis: tuple[str, ...]
    inferred: str | None = None


@dataclass(frozen=True, slots=True)
class RowSetting:
    """The law leaves the row open: ``key`` is the setting, ``options`` the rows of each of its options."""

    key: str
    options: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class ReplyKind:
    """``rows`` gives the row of the requests table by form version; ``ground`` the article of a refusal under 14–16."""

    key: str
    order: int
    label: str
    title: str
    group: Group
    since: date
    until: date | None
    basis: tuple[str, ...]
    rows: Mapping[str, str]
    decision: str
    reasons: str
    states: tuple[Statement, ...] = ()
    needs: tuple[Need, ...] = ()
    choices: tuple[Choice, ...] = ()
    ground: Ground | None = None
    earlier: tuple[EarlierBasis, ...] = ()
    row_setting: RowSetting | None = None
    inferred: str | None = None
    remark: str | None = None

    def applies_on(self, day: date) -> bool:
        """Whether a reply of this day may be of this kind."""
        first = min([self.since, *(each.since for each in self.earlier)])
        return first <= day and (self.until is None or day <= self.until)

    def basis_on(self, day: date, choice: str | None = None) -> tuple[str, ...]:
        """The articles that a reply of this day rests on, with those of the choice."""
        for each in self.earlier:
            if each.since <= day <= each.until:
                return each.basis
        chosen = self.choice(choice).basis if choice else ()
        return tuple(dict.fromkeys((*self.basis, *chosen)))

    def choice(self, key: str) -> Choice:
        """Raises :class:`UnknownKind`."""
        for each in self.choices:
            if each.key == key:
                return each
        known = "、".join(f"{each.key}（{each.label}）" for each in self.choices) or "没有可选的情形"
        raise UnknownKind(f"「{self.label}」没有「{key}」这种情形。可以选：{known}")


@dataclass(frozen=True, slots=True)
class Wording:
    """What the letter says of one item."""

    decision: str
    reasons: str


@cache
def replies() -> dict[str, ReplyKind]:
    """All kinds of reply by key, in the order in which the law takes them."""
    found = [kind_from(file.read_text("utf-8"), file=file.name) for file in loader.files("replies")]
    return {kind.key: kind for kind in sorted(found, key=lambda kind: kind.order)}


def reply(key: str) -> ReplyKind:
    """The kind with this key. Raises :class:`UnknownKind`."""
    if key not in replies():
        raise UnknownKind(f"没有「{key}」这种答复。全部答复：{'、'.join(replies())}")
    return replies()[key]


def kind_from(text: str, *, file: str) -> ReplyKind:
    """The kind that a file states. Raises :class:`~gongkai.law.loader.LawFileError`."""
    kind = loader.load(text, ReplyKind, file=f"replies/{file}")
    loader.hold(f"replies/{file}", _mistakes(kind, file.removesuffix(".yaml")))
    return kind


def needs_of(key: str, choice: str | None = None) -> tuple[Need, ...]:
    """What must have been recorded before a reply of this kind; a partial one needs what its withheld part needs."""
    kind = reply(key)
    withheld = reply(kind.choice(choice).key).needs if kind.group == "partial" and choice else ()
    return tuple(dict.fromkeys((*kind.needs, *withheld)))


def row_of(
    kinds: Sequence[str],
    counted_as: str | None,
    form: str,
    *,
    taken: Callable[[str], str] | None = None,
) -> str:
    """The row of the requests table in which a request with these outcomes counts, once and only once.

    Printed on the form: anything given and anything withheld is a partial disclosure and nothing else.
    ``counted_as`` decides where that leaves the row open. ``taken`` tells the option that an organ takes for a
    setting (``lambda key: choices.of(key, day)``). Raises :class:`MixedOutcomes` and :class:`UnknownKind`.
    """
    found = [_as_taken(reply(key), taken) for key in dict.fromkeys(kinds)]
    named = None if counted_as is None else _as_taken(reply(counted_as), taken)
    return _row(_counted(found, named, form), form)


def worded(
    key: str,
    *,
    information: str,
    on: date,
    choice: str | None = None,
    states: Mapping[str, str] | None = None,
) -> Wording:
    """The sentences of one item with every hole filled. Raises :class:`Unstated` and :class:`UnknownKind`."""
    kind, stated = reply(key), trimmed(states or {})
    lacking = missing(kind.states, stated)
    if kind.choices and not choice:
        lacking.insert(0, "属于哪一种情形（" + "、".join(each.label for each in kind.choices) + "）")
    if lacking:
        raise Unstated(kind.label, lacking)
    filled = {
        **stated,
        "information": information,
        "basis": cited_in_full(kind.basis_on(on, choice)),
        "choice": kind.choice(choice).label if choice else "",
    }
    further = "".join(each.sentence for each in kind.states if each.sentence and each.key in stated)
    return Wording(kind.decision.format_map(filled), (kind.reasons + further).format_map(filled))


def with_row(kind: ReplyKind, option: str) -> ReplyKind:
    """The kind as it counts under another option of its row setting. Raises :class:`UnknownKind`."""
    setting = kind.row_setting
    if setting is None or option not in setting.options:
        known = "、".join(setting.options) if setting else "没有可选的行"
        raise UnknownKind(f"「{kind.label}」不能计入「{option}」。可以选：{known}")
    return replace(kind, rows=setting.options[option])


def _as_taken(kind: ReplyKind, taken: Callable[[str], str] | None) -> ReplyKind:
    """The kind with the row that the organ takes where the law leaves it open."""
    if kind.row_setting is None or taken is None:
        return kind
    return with_row(kind, taken(kind.row_setting.key))


def _counted(kinds: Sequence[ReplyKind], named: ReplyKind | None, form: str) -> ReplyKind:
    if not kinds:
        raise MixedOutcomes("一件申请至少要有一项处理结果，才能计入年度报告的申请表。")
    decided = _decided(kinds, form)
    if decided is None:
        if named is None or named not in kinds:
            raise MixedOutcomes(_open(kinds, named))
        return named
    if named is not None and named.rows.get(form) != decided.rows.get(form):
        raise MixedOutcomes(
            f"处理结果是{_listed(kinds)}，按格式只计入「{decided.label}」，不能计入「{named.label}」。"
        )
    return decided


def _decided(kinds: Sequence[ReplyKind], form: str) -> ReplyKind | None:
    """The kind that the printed rule counts, None where it leaves the choice to the organ.

    Article 37 speaks of what may not be disclosed or is no government information; a registry query is neither.
    """
    groups = {kind.group for kind in kinds}
    withheld = [kind for kind in kinds if kind.ground or kind.key == "not_government_information"]
    if "partial" in groups or ("granted" in groups and withheld):
        return reply("partially_granted")
    return kinds[0] if len({kind.rows.get(form) for kind in kinds}) == 1 else None


def _row(kind: ReplyKind, form: str) -> str:
    if form not in kind.rows:
        raise UnknownKind(f"「{kind.label}」在 {form} 年格式里没有对应的行。有的是：{'、'.join(kind.rows)}")
    return kind.rows[form]


def _open(kinds: Sequence[ReplyKind], named: ReplyKind | None) -> str:
    other = f"，不能是「{named.label}」" if named else ""
    return f"各项处理结果不同（{_listed(kinds)}），格式没有规定计入哪一行，要指明其中一种{other}。"


def _listed(kinds: Iterable[ReplyKind]) -> str:
    return "、".join(f"「{kind.label}」" for kind in kinds)


def _mistakes(kind: ReplyKind, stem: str) -> Iterator[str]:
    if kind.key != stem:
        yield f"「key」写成了「{kind.key}」，与文件名不同。应当是 {stem}。"
    yield from mistakes_in_states(kind.states)
    yield from _holes(kind)
    yield from mistakes_in_citations((*kind.basis, *(one for each in kind.choices for one in each.basis)))
    if kind.row_setting is not None:
        yield from _setting_mistakes(kind.row_setting, kind.rows)
    if not kind.basis and kind.inferred is None:
        yield "没有「basis」，也没有「inferred」。没有明文依据的，要写明从何推定、怎样可以确定。"


def _setting_mistakes(own: RowSetting, rows: Mapping[str, str]) -> Iterator[str]:
    setting = settings().get(own.key)
    if setting is None:
        yield f"「row_setting」的设置「{own.key}」不存在。请在 law/data/settings 里补上它。"
    elif set(own.options) != set(setting.keys):
        yield f"「row_setting.options」应当与设置「{own.key}」的各项相同：{'、'.join(setting.keys)}。"
    elif own.options[setting.taken] != rows:
        yield f"设置「{own.key}」取的是「{setting.taken}」，它的各行应当与「rows」相同。"


def _holes(kind: ReplyKind) -> Iterator[str]:
    """Holes that nothing fills, and what must be stated and is said nowhere."""
    required = {each.key for each in kind.states if each.is_required}
    fixed = _STANDING_HOLES | required | ({"choice"} if kind.choices else set())
    said = holes(kind.decision) | holes(kind.reasons)
    for hole in sorted(said - fixed):
        yield f"句子里的空「{{{hole}}}」没有东西可填。请在 states 里写明它是必须写明的，或改掉这个空。"
    for each in kind.states:
        own = holes(each.sentence)
        if each.key not in said | own:
            yield f"「{each.key}」（{each.label}）要在答复里写明，但没有一句话写到它。"
        for hole in sorted(own - fixed - {each.key}):
            yield f"「{each.key}」的句子里的空「{{{hole}}}」不一定有东西可填。"
