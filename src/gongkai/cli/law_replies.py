"""Replies, letters, results of remedies in words, and the decision guide, one question at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from gongkai.cli.answer import Unable
from gongkai.cli.law_in_time import chosen
from gongkai.cli.law_text import Shown
from gongkai.cli.steps import step_values
from gongkai.law import guide as questions
from gongkai.law import letters as letter_kinds
from gongkai.law import remedies
from gongkai.law import replies as reply_kinds
from gongkai.law.acts import cited
from gongkai.law.forms import forms, leaves
from gongkai.law.letters import LetterKind
from gongkai.law.remedies import Result
from gongkai.law.replies import GROUP_LABELS, NEED_LABELS, ReplyKind
from gongkai.law.sentences import Statement
from gongkai.law.settings import settings

_TO = {
    "applicant": "申请人",
    "third_party": "第三方",
    "co_maker": "共同制作机关",
    "organ": "协办机关",
    "file": "存档",
}
_PATHS = {"reconsideration": "行政复议", "litigation": "行政诉讼"}
_CELLS = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果"}


def replies(key: str | None = None) -> Shown:
    """All kinds of reply in a line each, or one in full. Raises :class:`Unable`."""
    found = chosen(reply_kinds.replies(), key, "答复")
    text = (
        _reply(found[0]) if key else "\n".join(map(_reply_line, found)) + "\n\n一种答复：gongkai law reply 键"
    )
    return Shown(text, [_reply_values(kind) for kind in found])


def letters(key: str | None = None) -> Shown:
    """All procedural letters in a line each, or one in full. Raises :class:`Unable`."""
    found = chosen(letter_kinds.letters(), key, "文书")
    lines = [f"{kind.key}  {kind.title}，{_cited(kind.basis)}" for kind in found]
    text = _letter(found[0]) if key else "\n".join(lines) + "\n\n一种文书：gongkai law letter 键"
    return Shown(text, [_letter_values(kind) for kind in found])


def results(key: str | None = None) -> Shown:
    """All results of reconsideration and litigation with their cell. Raises :class:`Unable`."""
    found = chosen(remedies.results(), key, "结果")
    return Shown(
        "\n".join([*map(_result, found), "", f"推定：{remedies.results_inferred()}"]),
        [_result_values(result) for result in found],
    )


def guide(answers: Sequence[str]) -> Shown:
    """The next question, or where the answers end. Raises :class:`Unable`."""
    try:
        advice = questions.conclude(answers)
    except questions.Unfinished as unfinished:
        return Shown(_asked(unfinished.question, answers), _question_values(unfinished.question))
    except questions.UnknownAnswer as error:
        raise Unable(str(error)) from error
    return Shown("\n".join(_advice(advice)), _advice_values(advice))


TOPICS = {
    name: topic
    for names, topic in (
        (("reply", "replies", "答复"), replies),
        (("letter", "letters", "文书"), letters),
        (("result", "results", "结果"), results),
    )
    for name in names
}


def _asked(question: questions.Question, answers: Sequence[str]) -> str:
    options = [f"  {answer.key:<24}{answer.label}" for answer in question.answers]
    further = " ".join(["gongkai law guide", *answers, "回答"])
    return "\n".join([question.text, f"依据：{_cited(question.basis)}", *options, "", f"继续：{further}"])


def _reply_line(kind: ReplyKind) -> str:
    return f"{kind.key}  {kind.label}，{_cited(kind.basis) or '没有明文依据'}，计入：{_row(kind, list(forms())[-1])}"


def _remedy(kind: ReplyKind) -> str:
    first, either = "2024-01-01 起先申请行政复议，再起诉", "行政复议和行政诉讼都可以选择"
    if kind.group == "partial":
        return f"依据条例第十四条至第十六条不公开的部分，{first}；其他内容，{either}"
    return first if kind.ground else either


def _reply(kind: ReplyKind) -> str:
    lines = [
        f"{kind.label}（{kind.key}）",
        f"文书：{kind.title}，属于{GROUP_LABELS[kind.group]}",
        f"依据：{_cited(kind.basis) or '没有明文'}",
        f"施行：{kind.since} 起" + (f"至 {kind.until}" if kind.until else ""),
        *(f"  {each.since} 至 {each.until}：{_cited(each.basis)}" for each in kind.earlier),
        f"救济：{_remedy(kind)}",
        *(f"{form} 年格式计入：{_row(kind, form)}" for form in kind.rows),
        *_statements(kind.states),
        *_listed("事先要有", (NEED_LABELS[need] for need in kind.needs)),
        *_listed("属于哪一种", (f"{each.key} {each.label}" for each in kind.choices)),
        f"决定：{kind.decision}",
        f"理由：{kind.reasons}",
        *_row_setting(kind),
        *_remarks(kind.inferred, kind.remark),
    ]
    return "\n".join(lines)


def _row_setting(kind: ReplyKind) -> Iterator[str]:
    if kind.row_setting is not None:
        setting = settings()[kind.row_setting.key]
        yield f"设置：{setting.question}取“{setting.taken}”（{setting.key}）：{setting.why}"


def _letter(kind: LetterKind) -> str:
    lines = [
        f"{kind.title}（{kind.key}）",
        f"给：{_TO[kind.to]}，{'编文号' if kind.has_number else '不编文号'}",
        f"依据：{_cited(kind.basis) or '没有明文'}",
        *_statements(kind.states),
        *(f"  {each.text}" for each in kind.paragraphs),
        *_remarks(kind.inferred, kind.remark),
    ]
    return "\n".join(lines)


def _result(result: Result) -> str:
    again = "，责令重新答复或履行" if result.orders_new_reply else ""
    return f"{result.key}  {_PATHS[result.path]}：{result.label}{again}，计入：{_CELLS[result.cell]}"


def _advice(advice: questions.Advice) -> Iterator[str]:
    for key in advice.letters:
        yield (
            f"先要发出：{letter_kinds.letter(key).title}（{key}）"
            if not advice.kinds
            else (f"还要发出：{letter_kinds.letter(key).title}（{key}）")
        )
    for key in advice.kinds:
        kind = reply_kinds.reply(key)
        yield f"可以答复：{kind.label}（{key}），计入：{_row(kind, list(forms())[-1])}"
        if advice.choice:
            yield f"情形：{kind.choice(advice.choice).label}（{advice.choice}）"
    yield from _listed("事先要有", (NEED_LABELS[need] for need in advice.needs))
    yield ""
    yield advice.draft


def _row(kind: ReplyKind, form: str) -> str:
    """The row as the form prints it: 不予公开—1.属于国家秘密."""
    table = forms()[form].table("requests")
    for block in table.blocks:
        for leaf in leaves(block.rows):
            if leaf.key == kind.rows[form]:
                return "—".join(label for label in leaf.labels[1:] if label)
    return kind.rows[form]


def _statements(states: Iterable[Statement]) -> Iterator[str]:
    yield from _listed(
        "要写明", (f"{each.key} {each.label}{'' if each.is_required else '（可以不写）'}" for each in states)
    )


def _listed(head: str, items: Iterable[str]) -> Iterator[str]:
    found = list(items)
    if found:
        yield f"{head}：{'；'.join(found)}"


def _remarks(inferred: str | None, remark: str | None) -> Iterator[str]:
    yield from ([f"推定：{inferred}"] if inferred else [])
    yield from ([f"说明：{remark}"] if remark else [])


def _reply_values(kind: ReplyKind) -> dict[str, Any]:
    return {
        "key": kind.key,
        "label": kind.label,
        "title": kind.title,
        "group": kind.group,
        "ground": kind.ground,
        "basis": list(kind.basis),
        "since": kind.since.isoformat(),
        "until": kind.until and kind.until.isoformat(),
        "rows": dict(kind.rows),
        "row_setting": kind.row_setting and kind.row_setting.key,
        "states": _state_values(kind.states),
        "needs": list(kind.needs),
        "choices": [{"key": each.key, "label": each.label} for each in kind.choices],
        "decision": kind.decision,
        "reasons": kind.reasons,
        "inferred": kind.inferred,
    }


def _letter_values(kind: LetterKind) -> dict[str, Any]:
    return {
        "key": kind.key,
        "title": kind.title,
        "to": kind.to,
        "has_number": kind.has_number,
        "basis": list(kind.basis),
        "states": _state_values(kind.states),
        "paragraphs": [{"role": each.role, "text": each.text} for each in kind.paragraphs],
        "inferred": kind.inferred,
    }


def _state_values(states: Iterable[Statement]) -> list[dict[str, Any]]:
    return [{"key": each.key, "label": each.label, "is_required": each.is_required} for each in states]


def _result_values(result: Result) -> dict[str, Any]:
    return {
        "key": result.key,
        "label": result.label,
        "path": result.path,
        "cell": result.cell,
        "basis": list(result.basis),
        "orders_new_reply": result.orders_new_reply,
        "inferred": result.inferred,
    }


def _question_values(question: questions.Question) -> dict[str, Any]:
    return {
        "question": question.key,
        "text": question.text,
        "basis": list(question.basis),
        "answers": [{"key": answer.key, "label": answer.label} for answer in question.answers],
    }


def _advice_values(advice: questions.Advice) -> dict[str, Any]:
    return {
        "kinds": list(advice.kinds),
        "choice": advice.choice,
        "withheld_choice": advice.withheld_choice,
        "letters": list(advice.letters),
        "needs": list(advice.needs),
        "steps": [step_values(step) for step in advice.steps],
        "draft": advice.draft,
    }


def _cited(basis: Iterable[str]) -> str:
    return "、".join(map(cited, basis))
