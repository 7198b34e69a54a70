"""What the ledger shows of a request that is challenged: the exhibits of a bundle for a reconsideration or a court."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.law.acts import act_of, acts, cited_in_full
from gongkai.law.numerals import dated
from gongkai.law.remedies import results
from gongkai.law.replies import replies
from gongkai.law.rulebook import Rulebook
from gongkai.law.step import Step
from gongkai.ledger.breach_labels import breaches_said
from gongkai.ledger.clock import Clock, clock
from gongkai.ledger.entry import Corrected, Entry, kind_of
from gongkai.ledger.facts.request import Outcome, Served
from gongkai.ledger.free_text import heard
from gongkai.ledger.labels import FIELDS, KINDS, WORDS, said
from gongkai.ledger.organ import Organ
from gongkai.ledger.private import Private
from gongkai.ledger.remedy import LEVEL_LABELS, PATH_LABELS, Remedy, deadlines
from gongkai.ledger.request import fold
from gongkai.ledger.request_state import Request
from gongkai.model.evidence import Block, Evidence, Exhibit, Sheet, Words

_NO_NAMES = "台账里只有登记用的代号，没有申请人的姓名和申请的原文；原文见申请书。"


@dataclass(frozen=True, slots=True)
class File:
    """A file that is laid in: how the catalogue calls it, what it proves, and the sizes of its pages."""

    name: str
    proves: str
    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """Everything that the bundle is made from. ``remedy_entries`` belong to ``remedy``; what was said in them is put back
    where the bundle is to show it.
    """

    organ: Organ
    entries: Sequence[Entry]
    today: date
    remedy: Remedy | None = None
    remedy_entries: Sequence[Entry] = ()


def evidence(matter: Matter, files: Iterable[File], rulebook: Rulebook) -> Evidence:
    """The bundle: what the ledger shows first, then the files."""
    request = fold(matter.entries, rulebook)
    found = clock(request, rulebook, today=matter.today)
    steps = [*found.steps, *_remedy_steps(matter, rulebook)]
    exhibits = [
        Exhibit("期限台账", _timely(found), tuple(_clock_blocks(found))),
        Exhibit("案件登记台账", "申请办理的全过程，各步骤的日期和登记时刻", tuple(_entry_blocks(matter))),
        Exhibit("送达情况", "文书的送达方式、日期和凭证", tuple(_service_blocks(matter.entries))),
    ]
    if matter.remedy is not None:
        exhibits.append(
            Exhibit("复议诉讼经过", "案件的审级、期限和结果", tuple(_remedy_blocks(matter, rulebook)))
        )
    exhibits.append(Exhibit("法律依据", "答复和程序所依据的条文", tuple(_law_blocks(request, steps))))
    exhibits += [Exhibit(each.name, each.proves, sizes=each.sizes) for each in files]
    return Evidence(_title(matter.remedy), matter.organ.name, tuple(_facts(matter, request)), tuple(exhibits))


def _title(remedy: Remedy | None) -> str:
    if remedy is None:
        return "政府信息公开申请办理证据"
    return "行政复议答复证据" if remedy.path == "reconsideration" else "行政诉讼证据"


def _facts(matter: Matter, request: Request) -> Iterator[tuple[str, str]]:
    yield "提交机关", matter.organ.name
    if matter.remedy is not None:
        yield "途径", PATH_LABELS[matter.remedy.path]
        yield "复议机关" if matter.remedy.path == "reconsideration" else "法院", matter.remedy.instance.body
        yield "本机关案号", matter.remedy.case.rpartition("/")[2]
    yield "涉案申请", request.case.rpartition("/")[2]
    if letter := _challenged_letter(matter.remedy, request):
        yield "涉案文书", letter
    yield "制作日期", dated(matter.today)


def _challenged_letter(remedy: Remedy | None, request: Request) -> str | None:
    """The letter that is challenged, though another may have taken its place; none where silence is challenged."""
    if remedy is not None:
        return remedy.letter
    return request.reply.letter if request.reply is not None else None


def _timely(found: Clock) -> str:
    if found.is_late is None:
        return "答复期限的起算、扣除和届满"
    return "答复超过期限的实际情况" if found.is_late else "本机关在法定期限内答复"


def _clock_blocks(found: Clock) -> Iterator[Block]:
    yield Words("答复期限从收到申请之日的次日起算，逐步如下。")
    yield _steps(found.steps)


def _steps(steps: Iterable[Step]) -> Sheet:
    rows = tuple((dated(step.day) if step.day else "—", step.says, step.cited or "—") for step in steps)
    return Sheet(("日期", "经过和算法", "依据"), rows, (0.18, 0.54, 0.28))


def _entry_blocks(matter: Matter) -> Iterator[Block]:
    entries = [*matter.entries, *matter.remedy_entries]
    yield Words(_NO_NAMES)
    yield Words(
        "每条记录的哈希由这一条的全部内容和前一条的哈希算出，改动、删去或调换任何一条，后面的哈希都会对不上。"
    )
    rows = tuple(
        (
            str(entry.number),
            f"{entry.act.on}",
            KINDS[kind_of(entry.act.fact)],
            _details(entry.act.fact) + _breaches(entry),
            f"{entry.act.recorded:%Y-%m-%d %H:%M}",
        )
        for entry in entries
    )
    yield Sheet(("号", "日期", "事项", "内容", "登记时刻"), rows, (0.07, 0.14, 0.19, 0.43, 0.17))
    hashes = tuple((str(entry.number), entry.algorithm.upper(), _grouped(entry.hash)) for entry in entries)
    yield Words("各条记录的哈希：")
    yield Sheet(("号", "算法", "哈希"), hashes, (0.08, 0.12, 0.8))


def _details(fact: Any) -> str:
    if isinstance(fact, Corrected):
        return f"更正第 {fact.number} 条：{KINDS[kind_of(fact.fact)]}，{fact.on}，{_details(fact.fact)}；理由：{fact.reason}"
    return "；".join(f"{label}：{text}" for _, label, value in said(fact) if (text := _text(value)))


def _text(value: Any) -> str:
    match value:
        case str():
            return value
        case Private():
            return ""
        case Outcome(item, kind, choice):
            of = replies()[kind]
            chosen = next((f"（{each.label}）" for each in of.choices if each.key == choice), "")
            return f"第{item}项{of.label}{chosen}"
        case tuple():
            return "、".join(text for each in value if (text := _text(each)))
        case _ if hasattr(value, "number") and hasattr(value, "wording"):
            return f"第{value.number}项"
        case _:
            return ""


def _breaches(entry: Entry) -> str:
    return f"；如实登记的违法事项：{breaches_said(entry.act.breaches)}" if entry.act.breaches else ""


def _grouped(digest: str) -> str:
    """In groups of eight, so that it can be read out and broken over lines."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _service_blocks(entries: Sequence[Entry]) -> Iterator[Block]:
    rows = tuple(
        (
            fact.letter,
            WORDS[fact.way],
            dated(fact.posted) if fact.posted else "—",
            dated(fact.received) if fact.received else "—",
            heard(fact.proof) or "—",
        )
        for entry in entries
        if isinstance(fact := entry.act.fact, Served)
    )
    yield (
        Sheet(
            ("文书", "方式", FIELDS["posted"], FIELDS["received"], "凭证"),
            rows,
            (0.26, 0.14, 0.18, 0.18, 0.24),
        )
        if rows
        else Words("没有。")
    )


def _remedy_steps(matter: Matter, rulebook: Rulebook) -> tuple[Step, ...]:
    return deadlines(matter.remedy, rulebook).steps if matter.remedy is not None else ()


def _remedy_blocks(matter: Matter, rulebook: Rulebook) -> Iterator[Block]:
    if matter.remedy is None:
        return
    rows = tuple(
        (
            LEVEL_LABELS[each.level],
            each.body,
            dated(each.begun),
            "、".join(dated(answer.on) for answer in each.answers) or "—",
            f"{each.decision.number}，{results()[each.decision.result].label}"
            if each.decision
            else "尚未审结",
        )
        for each in matter.remedy.instances
    )
    yield Sheet(
        ("审级", "机关或法院", "收到之日", "答复（答辩）", "结果"), rows, (0.12, 0.24, 0.17, 0.17, 0.3)
    )
    if steps := _remedy_steps(matter, rulebook):
        yield Words("还在进行的期限：")
        yield _steps(steps)


def _law_blocks(request: Request, steps: Iterable[Step]) -> Iterator[Block]:
    """The acts and articles, each act once; the day from which the version is in force."""
    citations = [citation for step in steps for citation in step.basis]
    for reply in request.replies:
        for outcome in reply.outcomes:
            kind = replies()[outcome.kind]
            citations += [
                *kind.basis,
                *(c for choice in kind.choices if choice.key == outcome.choice for c in choice.basis),
            ]
    by_act: dict[str, list[str]] = {}
    for citation in dict.fromkeys(citations):
        by_act.setdefault(act_of(citation)[0].key, []).append(citation)
    rows = tuple(
        (acts()[key].title, cited_in_full(sorted(found, key=_article)), dated(acts()[key].since))
        for key, found in by_act.items()
    )
    yield Sheet(("文件", "引用的条文", "施行日期"), rows, (0.4, 0.42, 0.18))


def _article(citation: str) -> tuple[int, str]:
    article = act_of(citation)[1]
    digits = "".join(
        character for character in article.partition("-")[0].partition(".")[0] if character.isdigit()
    )
    return int(digits or 0), article
