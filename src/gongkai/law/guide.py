"""The decision guide: the questions of the law in order, for one item of a request, and where the answers lead.

The questions are data (``law/data/guide``). A path ends at the kinds of reply that the answers allow, or at the letter
that has to go out before anything can be decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from gongkai.law import loader
from gongkai.law.letters import letters
from gongkai.law.replies import Need, ReplyKind, UnknownKind, needs_of, replies, reply, worded
from gongkai.law.sentences import mistakes_in_citations
from gongkai.law.step import Step

WITHHELD = "withheld"  # stands among the kinds for whatever the earlier answers withhold
GAP = "〔待填：{}〕"


class UnknownAnswer(ValueError):
    """An answer that its question does not have, or one too many."""


class Unfinished(ValueError):
    """The answers lead to another question: nothing can be concluded yet. ``question`` is that question."""

    def __init__(self, question: Question) -> None:
        self.question = question
        super().__init__(f"还没有答完。下一个问题：{question.text}可以答：{_options(question)}")


@dataclass(frozen=True, slots=True)
class ChoiceOf:
    """Which of the cases of a kind the answer says that this is."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Answer:
    """``leads`` is the next question; without it the guide ends at ``kinds``, or at ``letters`` that must go out first.

    ``says`` is the sentence that the reasoning gets. ``refuses`` is the kind under which something is withheld.
    """

    key: str
    label: str
    says: str
    leads: str | None = None
    kinds: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    refuses: str | None = None
    choice: ChoiceOf | None = None


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    text: str
    basis: tuple[str, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    first: str
    questions: tuple[Question, ...]

    def question(self, key: str) -> Question:
        """Raises StopIteration where there is none; a guide that was loaded has all that it names."""
        return next(question for question in self.questions if question.key == key)


@dataclass(frozen=True, slots=True)
class Advice:
    """Where the answers end.

    ``kinds`` are empty where ``letters`` have to go out first; ``choice`` is the case of the kind, for a partial reply
    the kind of what is withheld, and ``withheld_choice`` then that one's case. ``steps`` are the path; ``draft`` is the
    reasoning with marks where facts are to be filled in.
    """

    kinds: tuple[str, ...]
    choice: str | None
    withheld_choice: str | None
    letters: tuple[str, ...]
    needs: tuple[Need, ...]
    steps: tuple[Step, ...]
    draft: str


@cache
def guide() -> Guide:
    """The questions of ``law/data/guide``."""
    name = "guide/questions.yaml"
    return guide_from(loader.shipped(name), file=name)


def guide_from(text: str, *, file: str) -> Guide:
    """The questions that a file states. Raises :class:`~gongkai.law.loader.LawFileError`."""
    found = loader.load(text, Guide, file=file)
    loader.hold(file, _mistakes(found))
    return found


def next_question(answers: Sequence[str]) -> Question | None:
    """The question after these answers (keys or labels), None at the end. Raises :class:`UnknownAnswer`."""
    taken = _taken(answers)
    leads = taken[-1][1].leads if taken else guide().first
    return guide().question(leads) if leads else None


def conclude(answers: Sequence[str]) -> Advice:
    """Where these answers end. Raises :class:`UnknownAnswer` and :class:`Unfinished`."""
    if (question := next_question(answers)) is not None:
        raise Unfinished(question)
    taken = _taken(answers)
    last = taken[-1][1]
    refused = next((answer.refuses for _, answer in reversed(taken) if answer.refuses), None)
    choices = {answer.choice.kind: answer.choice.key for _, answer in taken if answer.choice}
    kinds = tuple((refused or "") if kind == WITHHELD else kind for kind in last.kinds)
    is_partial = "partially_granted" in kinds
    choice = refused if is_partial else next((choices[kind] for kind in kinds if kind in choices), None)
    steps = tuple(Step(None, answer.says, question.basis) for question, answer in taken)
    return Advice(
        kinds=kinds,
        choice=choice,
        withheld_choice=choices.get(refused or "") if is_partial else None,
        letters=tuple(dict.fromkeys(key for _, answer in taken for key in answer.letters)),
        needs=tuple(dict.fromkeys(need for kind in kinds for need in needs_of(kind, choice))),
        steps=steps,
        draft="\n".join([*_reasoning(steps), *(_drafted(reply(kind), choice) for kind in kinds)]),
    )


def _taken(answers: Sequence[str]) -> list[tuple[Question, Answer]]:
    taken: list[tuple[Question, Answer]] = []
    leads: str | None = guide().first
    for place, word in enumerate(answers, 1):
        if leads is None:
            raise UnknownAnswer(
                f"到第 {place - 1} 个回答已经有结论，多出了「{word}」。请删去它和后面的回答。"
            )
        question = guide().question(leads)
        answer = next((each for each in question.answers if word in {each.key, each.label}), None)
        if answer is None:
            raise UnknownAnswer(
                f"第 {place} 个回答「{word}」不是这个问题的回答：{question.text}可以答：{_options(question)}"
            )
        taken.append((question, answer))
        leads = answer.leads
    return taken


def _reasoning(steps: Sequence[Step]) -> Iterator[str]:
    for number, step in enumerate(steps, 1):
        yield f"{number}. {step.says}（{step.cited}）"


def _drafted(kind: ReplyKind, choice: str | None) -> str:
    """What the letter would say, with a mark for everything that a person has to state."""
    gaps = {each.key: GAP.format(each.label) for each in kind.states if each.is_required}
    said = worded(kind.key, information="申请公开的信息", on=kind.since, choice=choice, states=gaps)
    return f"拟答复：{said.decision}\n理由：{said.reasons}"


def _options(question: Question) -> str:
    return "、".join(answer.label for answer in question.answers)


def _mistakes(found: Guide) -> Iterator[str]:
    known = {question.key for question in found.questions}
    if found.first not in known:
        yield f"「first」的问题「{found.first}」不存在。"
    for question in found.questions:
        yield from mistakes_in_citations(question.basis)
        names = [name for answer in question.answers for name in {answer.key, answer.label}]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"问题「{question.key}」有两个回答叫「{name}」。请改其中一个。"
        for answer in question.answers:
            yield from _answer_mistakes(f"问题「{question.key}」的回答「{answer.key}」", answer, known)
    yield from _circles(found, found.first, ())


def _answer_mistakes(where: str, answer: Answer, known: set[str]) -> Iterator[str]:
    if answer.leads is not None and answer.leads not in known:
        yield f"{where}通向「{answer.leads}」，没有这个问题。"
    if answer.leads is None and not answer.kinds and not answer.letters:
        yield f"{where}没有下文：既不通向问题，也没有答复或文书。"
    if answer.leads is not None and answer.kinds:
        yield f"{where}既通向问题，又有答复。只能有一样。"
    named: tuple[tuple[Sequence[str], Mapping[str, object], str], ...] = (
        (
            [*answer.kinds, *([answer.refuses] if answer.refuses else [])],
            {**replies(), WITHHELD: None},
            "答复",
        ),
        (answer.letters, letters(), "文书"),
    )
    for keys, there, noun in named:
        for key in keys:
            if key not in there:
                yield f"{where}写到「{key}」，没有这种{noun}。"
    if answer.choice is not None:
        try:
            reply(answer.choice.kind).choice(answer.choice.key)
        except UnknownKind as error:
            yield f"{where}：{error}"


def _circles(found: Guide, key: str, path: tuple[str, ...]) -> Iterator[str]:
    if key in path:
        yield f"问题绕成了圈：{' → '.join((*path, key))}。"
        return
    for question in found.questions:
        if question.key == key:
            for leads in dict.fromkeys(answer.leads for answer in question.answers if answer.leads):
                yield from _circles(found, leads, (*path, key))
