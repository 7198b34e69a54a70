"""What an applicant can do against a letter: the paragraph that says so, the results and where they count.

The way follows from the legal basis of what was decided, never from the row it counts in: since 2024 a refusal under
Articles 14 to 16 has to go to reconsideration before court, and nothing else has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from gongkai.law import loader
from gongkai.law.acts import acts
from gongkai.law.numerals import dated, in_chinese
from gongkai.law.remedy_bodies import IncompleteProfile, NoRemedyRule, OrganProfile, bodies_of
from gongkai.law.remedy_clauses import NAME_HOLES, TERM_HOLES, ClauseText, TextKey, Way, clause_text
from gongkai.law.replies import ReplyKind, reply
from gongkai.law.sentences import holes, mistakes_in_citations
from gongkai.law.settings import Choices, national
from gongkai.law.step import Step
from gongkai.law.terms import Term, term

__all__ = [
    "Clause",
    "IncompleteProfile",
    "NoRemedyRule",
    "OrganProfile",
    "Result",
    "UnknownGround",
    "clause",
    "clause_for_silence",
    "reconsideration_first_since",
    "results",
    "results_from",
    "results_inferred",
]

_EXTRA_STEPS: dict[TextKey, str] = {
    "own": "由本机关自己复议的，复议以后可以起诉，也可以申请国务院裁决",
    "online": "通过互联网送达的，应当同时提供提交复议申请书的互联网渠道",
}


class UnknownGround(ValueError):
    """A partial reply without the ground of what it withholds: the way cannot be told."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The paragraph, ready to be printed. ``body`` may name two between which the applicant chooses."""

    text: str
    is_reconsideration_first: bool
    body: str
    court: str
    steps: tuple[Step, ...]


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
class ResultTable:
    """All results; ``inferred`` says from what it was inferred where they count, and what would settle it."""

    inferred: str
    results: tuple[Result, ...]


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
    is_first = day >= reconsideration_first_since() and option == "reconsideration-first"
    step = Step(
        None,
        "逾期没有答复：先申请行政复议" if is_first else "逾期没有答复：行政复议和行政诉讼都可以",
        setting="remedy.no_reply" if day >= reconsideration_first_since() else None,
    )
    return _written(day, "silence_first" if is_first else "silence_either", organ, [step])


def reconsideration_first_since() -> date:
    """The day from which a refusal under Articles 14 to 16 goes to reconsideration before it goes to a court."""
    return acts()["reconsideration-law"].since


@cache
def results() -> dict[str, Result]:
    """All results by key. Which cell each counts in is inferred: :func:`results_inferred`."""
    return {result.key: result for result in _results().results}


def results_inferred() -> str:
    """From what it was inferred in which cell the results count, and what would settle it."""
    return _results().inferred


def results_from(text: str, *, file: str) -> ResultTable:
    """The results that a file states. Raises :class:`~gongkai.law.loader.LawFileError`."""
    table = loader.load(text, ResultTable, file=file)
    loader.hold(file, _mistakes(table.results))
    return table


def _way(day: date, outcomes: Sequence[ReplyKind], withheld: Sequence[ReplyKind]) -> tuple[Way, list[Step]]:
    """Which text the outcomes ask for, and why."""
    if not outcomes:
        raise UnknownGround("没有处理结果，不能确定救济途径。请先写明每一项的处理结果。")
    if day < reconsideration_first_since():
        said = f"{day} 在{dated(reconsideration_first_since())}以前：不论依据，行政复议和行政诉讼都可以选择"
        return "either", [Step(day, said, ("reconsideration-law-1999/9", "litigation-law/44"))]
    if not withheld and any(kind.group == "partial" for kind in outcomes):
        raise UnknownGround(
            "部分公开的答复，要说明不公开的部分依据什么（withheld），才能确定是否先申请行政复议。"
        )
    refused = [kind for kind in outcomes if kind.ground]
    parts = [kind for kind in withheld if kind.ground and kind not in refused]
    others = [kind for kind in outcomes if not kind.ground]
    steps = [
        *_reasons(day, refused, parts),
        *_either_step(others, is_rest=any(kind.ground for kind in withheld)),
    ]
    if not refused and not parts:
        return "either", steps
    return ("mixed" if others else "first"), steps


def _reasons(day: date, refused: Sequence[ReplyKind], parts: Sequence[ReplyKind]) -> Iterator[Step]:
    basis: tuple[str, ...] = ("reconsideration-law/23.1-4", "reconsideration-law/23.2")
    interpreted = acts()["disclosure-litigation"].since
    limits = f"（只限条例第十四条至第十六条：{dated(interpreted)}以前没有明文解释，为推定）"
    if day >= interpreted:
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


def _either_step(others: Sequence[ReplyKind], *, is_rest: bool) -> Iterator[Step]:
    """``is_rest``: of a partial reply it is said only of what is not withheld under Articles 14 to 16."""
    if others:
        rest = {"partial": "的其他内容"} if is_rest else {}
        says = "、".join(f"「{kind.label}」{rest.get(kind.group, '')}" for kind in others)
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
    names, naming = bodies_of(day, organ)
    body = "或者".join(names)
    keys: list[TextKey] = [way]
    keys += ["own"] if body == organ.name else []
    keys += ["online"] if is_online and day >= reconsideration_first_since() else []
    texts = [clause_text(key, day) for key in keys]
    template = "".join(each.text for each in texts)
    terms = {hole: term(key, day) for hole, key in TERM_HOLES.items() if hole in holes(template)}
    given = {
        "body": body,
        "court": organ.court,
        "organ": organ.name,
        "online": organ.online_reconsideration,
    }
    _refuse_blanks(organ, template, given)
    worded = {hole: each.worded for hole, each in terms.items()}
    return Clause(
        text=template.format_map(given | {"letter": letter} | worded),
        is_reconsideration_first=way in {"first", "mixed", "silence_first"},
        body=body,
        court=organ.court or "",
        steps=(*steps, naming, *_written_steps(texts, terms.values())),
    )


def _refuse_blanks(organ: OrganProfile, template: str, given: Mapping[str, str | None]) -> None:
    blank = [hole for hole in NAME_HOLES if hole in holes(template) and not (given[hole] or "").strip()]
    if blank:
        raise IncompleteProfile(organ, [NAME_HOLES[hole] for hole in blank])


def _written_steps(texts: Sequence[ClauseText], terms: Iterable[Term]) -> Iterator[Step]:
    for each in terms:
        inferred = f"（{each.inferred}）" if each.inferred else ""
        yield Step(None, f"{each.label}的期限：{each.worded}{inferred}", each.basis)
    for text in texts:
        if text.inferred:
            yield Step(None, text.inferred, text.basis)
        if text.key in _EXTRA_STEPS:
            yield Step(None, _EXTRA_STEPS[text.key], text.basis)


@cache
def _results() -> ResultTable:
    name = "remedies/results.yaml"
    return results_from(loader.shipped(name), file=name)


def _mistakes(found: Sequence[Result]) -> Iterator[str]:
    keys = [result.key for result in found]
    for result in found:
        yield from mistakes_in_citations(result.basis)
        if not result.basis and result.inferred is None:
            yield f"结果「{result.key}」没有依据，也没有写明从何推定。请写 basis 或 inferred。"
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"结果「{key}」写了两次。只留一处。"
