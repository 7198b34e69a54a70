"""The decision guide, question by question for each item of a request; where it ends becomes the outcome of the draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.law import guide as law
from gongkai.law.acts import cited
from gongkai.law.forms import forms
from gongkai.law.letters import letters
from gongkai.law.replies import NEED_LABELS, MixedOutcomes, ReplyKind, UnknownKind, reply, row_of
from gongkai.ledger import codec
from gongkai.ledger.facts.request import Outcome, Replied
from gongkai.ledger.letters.drafting import REPLY
from gongkai.ledger.request_outcome import form_of
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import Opened, open_case
from gongkai_web.agency.pages.letter_case import work_of
from gongkai_web.letters import versions
from gongkai_web.letters.content import Content, fact_of
from gongkai_web.store.submissions import key_of, once

_LAPSES = ("lapsed_supplement", "lapsed_fee")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Option:
    label: str
    says: str
    address: str


@dataclass(frozen=True, slots=True)
class Ending:
    """One kind of reply at which the answers end, as far as the guide can tell."""

    kind: ReplyKind
    choice: str
    row: str
    must_state: tuple[str, ...]
    is_lapse: bool


def guide(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    opened = open_case(request, "request", key)
    item = _item(request, opened)
    answers = (request.POST if request.method == "POST" else request.GET).getlist("a")[:_LONGEST]
    try:
        question = law.next_question(answers)
        advice = law.conclude(answers) if question is None else None
    except law.UnknownAnswer as error:
        messages.error(request, str(error))
        return redirect(_address(opened, item, []))
    if request.method == "POST" and advice is not None:
        return _taken(request, opened, item, answers, advice)
    work = work_of(opened)
    wording = next(each.wording for each in opened.state.items if each.number == item)
    context = {
        "opened": opened,
        "crumb": "判断向导",
        "item": item,
        "wording": work.texts.get(wording.key),
        "items": [(each.number, _address(opened, each.number, [])) for each in opened.state.items],
        "said": _said(opened, item, answers),
        "question": question,
        "basis": "、".join(cited(each) for each in question.basis) if question else "",
        "options": _options(opened, item, answers, question) if question else [],
        "advice": advice,
        "answers": answers,
    }
    if advice is not None:
        context |= _ends(opened, advice)
    return render(request, "agency/guide.html", context)


def row_label(kinds: list[str], opened: Opened, counted_as: str | None = None) -> str:
    """The row of the requests table that a reply of today with these kinds counts in; empty where that is open."""
    on, form = opened.today, form_of(opened.today)
    try:
        row = row_of(kinds, counted_as, form, taken=lambda key: opened.rulebook.choices.of(key, on))
    except (MixedOutcomes, UnknownKind):
        return ""
    cells = forms()[form].table("requests").cells.values()
    return next(("".join(each.row.labels[1:]) for each in cells if ".".join(each.row.keys) == row), row)


def guided(content: Content) -> list[tuple[str, list[tuple[str, str]]]]:
    """For each item that the guide was asked about, its questions with the answers given."""
    return [
        (item, list(_answered(list(answers)))) for item, answers in sorted(content.guided.items()) if answers
    ]


def _answered(answers: list[str]) -> Iterator[tuple[str, str]]:
    for place, word in enumerate(answers):
        try:
            question = law.next_question(answers[:place])
        except law.UnknownAnswer:  # the guide asks otherwise by now
            return
        label = next((each.label for each in question.answers if word == each.key), "") if question else ""
        if question is None or not label:
            return
        yield question.text, label


def _item(request: StaffRequest, opened: Opened) -> int:
    given = request.POST.get("item") or request.GET.get("item") or str(opened.state.items[0].number)
    numbers = [each.number for each in opened.state.items]
    if not given.isdecimal() or int(given) not in numbers:
        raise Http404
    return int(given)


def _address(opened: Opened, item: int, answers: list[str]) -> str:
    address = reverse("request-guide", args=[opened.organ.key, opened.short_key])
    return f"{address}?{urlencode([('item', item), *(('a', each) for each in answers)])}"


def _said(opened: Opened, item: int, answers: list[str]) -> list[tuple[str, str, str]]:
    """The questions so far with their answers, and the way back to before each."""
    found = []
    for place, word in enumerate(answers):
        question = law.next_question(answers[:place])
        if question is not None:
            label = next(each.label for each in question.answers if word in (each.key, each.label))
            found.append((question.text, label, _address(opened, item, answers[:place])))
    return found


def _options(opened: Opened, item: int, answers: list[str], question: law.Question) -> list[Option]:
    return [
        Option(each.label, each.says, _address(opened, item, [*answers, each.key]))
        for each in question.answers
    ]


def _ends(opened: Opened, advice: law.Advice) -> dict[str, object]:
    endings = []
    for key in advice.kinds:
        kind = reply(key)
        chosen = next((each.label for each in kind.choices if each.key == advice.choice), "")
        must = tuple(each.label for each in kind.states if each.is_required)
        endings.append(Ending(kind, chosen, row_label([key], opened), must, key in _LAPSES))
    return {
        "endings": endings,
        "needs": [NEED_LABELS[need] for need in advice.needs],
        "steps": [(step.says, step.cited) for step in advice.steps],
        "letters": [letters()[key] for key in advice.letters],
    }


def _taken(
    request: StaffRequest, opened: Opened, item: int, answers: list[str], advice: law.Advice
) -> HttpResponse:
    """The end becomes the outcome of the item in the draft reply: a new version of it."""
    chosen = request.POST.get("kind", "")
    if chosen not in advice.kinds or chosen in _LAPSES:
        raise Http404
    choice = advice.choice if advice.choice in {each.key for each in reply(chosen).choices} else None
    outcome = Outcome(item, chosen, choice)

    def act() -> str:
        work = work_of(opened)
        before = versions.newest(work.organ, work.key, REPLY)
        content = before.content if before else Content(REPLY)
        held: Replied | None = fact_of(content)
        kept = {each.item: each for each in (held.outcomes if held else ())}
        same = kept.get(item)
        if same is None or (same.kind, same.choice) != (outcome.kind, outcome.choice):
            kept[item] = outcome
        outcomes = tuple(kept[number] for number in sorted(kept))
        fact = codec.plain(Replied(outcomes, "", held.counted_as if held else None))
        guided = {**content.guided, str(item): tuple(answers)}
        versions.save(
            work, replace(content, fact=fact, guided=guided), actor=request.user.key, on=request.today
        )
        return reverse("letter-new", args=[opened.organ.key, opened.short_key, REPLY])

    address = once(key_of(request), "request-guide", request.user.key, act)
    messages.success(
        request, f"已把“{reply(chosen).label}”作为第 {item} 项的拟处理结果，请补写文书要写明的内容。"
    )
    return redirect(address)
