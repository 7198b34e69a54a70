"""The options of ``gongkai due`` as acts of a ledger, in the order of their days."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from gongkai.cli.answer import Unable
from gongkai.cli.arguments import no_such_day
from gongkai.cli.clock import BEIJING
from gongkai.cli.inputs import meant_by
from gongkai.law.receipt import channels
from gongkai.law.terms import NoTermYet, term
from gongkai.ledger.entry import Act
from gongkai.ledger.facts import request as facts
from gongkai.ledger.private import Private

CASE = "request/due"
_NOBODY = Private("", "")
_ALSO = {
    "当面": "on_site",
    "现场": "on_site",
    "口头": "oral",
    "邮寄": "registered_post",
    "挂号": "registered_post",
    "挂号信": "registered_post",
    "签收": "registered_post",
    "平信": "ordinary_letter",
    "传真": "fax",
    "网络": "internet",
    "互联网": "internet",
    "网上": "internet",
    "邮箱": "internet",
    "电子邮件": "internet",
    "寄错": "wrong_desk",
    "寄给其他机构": "wrong_desk",
}


def acts(options: Namespace) -> list[Act]:
    """What the options say has happened. Raises :class:`~gongkai.cli.answer.Unable`."""
    if options.received is None:
        raise Unable("请用 --received 写明申请到达之日，例如 gongkai due --received 2026-09-18")
    arrived, *rest = _facts(options)
    return [act(on, fact) for on, fact in (arrived, *sorted(rest, key=lambda each: each[0]))]


def act(on: date, fact: facts.Fact) -> Act:
    return Act("organ", CASE, on, datetime(on.year, on.month, on.day, tzinfo=BEIJING), "clerk", fact)


def supplement(on: date) -> list[Act]:
    """What would be done on a day, as ``--what-if`` asks; here a notice that gives fifteen days."""
    return [act(on, facts.SupplementAsked(("补正",), on + timedelta(days=15), "补正告知书"))]


def extension(on: date) -> list[Act]:
    return [act(on, facts.Extended(_longest(on), "负责人", "", "延期告知书"))]


def third_party(on: date) -> list[Act]:
    """Received on the day on which it is sent, and never answered."""
    return [act(day, fact) for day, fact in _consultation("third_party", "如果", on, on, None)]


def co_maker(on: date) -> list[Act]:
    return [act(day, fact) for day, fact in _consultation("co_maker", "如果", on, on, None)]


def fee(on: date) -> list[Act]:
    return [act(on, facts.FeeNoticed("items", 1, 10000, "", "收费通知书")), _came("收费通知书", on)]


def _facts(options: Namespace) -> Iterator[tuple[date, facts.Fact]]:
    yield (
        options.received,
        facts.Arrived(_channel(options.channel), "natural_person", _NOBODY, (facts.Item(1, _NOBODY),)),
    )
    if options.confirmed:
        yield options.confirmed, facts.Confirmed("")
    yield from _supplement(options)
    for kind, given in (("third_party", options.third_party), ("co_maker", options.co_maker)):
        name = "--third-party" if kind == "third_party" else "--co-maker"
        for number, word in enumerate(given or (), 1):
            sent, received, answered = _days(name, word, 3)
            if sent is None:
                raise Unable(f"选项 {name} 的第一个日期是发出征求意见书之日，不能空着：「{word}」")
            _refuse_before(sent, received, f"{name} {word}：收到", "发出")
            _refuse_before(sent, answered, f"{name} {word}：答复", "发出")
            yield from _consultation(kind, _party(number), sent, received, answered)
    yield from _reasons(options)
    yield from _prolonged(options)
    yield from _fee(options)
    if options.replied:
        yield options.replied, facts.Replied((facts.Outcome(1, "misc"),), "答复")
    if options.served:
        if not options.replied:
            raise Unable("写了 --served，没有写 --replied。请写明签发答复之日。")
        _refuse_before(options.replied, options.served, "--served", "--replied")
        yield options.served, facts.Served("答复", "post", "", posted=options.served)


def _party(number: int) -> str:
    """甲, 乙…, and after the tenth their numbers."""
    return "甲乙丙丁戊己庚辛壬癸"[number - 1] if number <= 10 else str(number)


def _supplement(options: Namespace) -> Iterator[tuple[date, facts.Fact]]:
    if options.supplement_asked is None:
        if options.supplement_until or options.supplemented:
            raise Unable("写了补正的期限或补正之日，没有写 --supplement-asked。请写明告知补正之日。")
        return
    until = options.supplement_until
    if until is None and options.supplemented is not None:
        until = max(options.supplemented, options.supplement_asked + timedelta(days=1))
    if until is None:
        raise Unable("请用 --supplement-until 写明告知的补正期限，或用 --supplemented 写明收到补正之日。")
    _refuse_before(options.supplement_asked, options.supplemented, "--supplemented", "--supplement-asked")
    yield options.supplement_asked, facts.SupplementAsked(("补正",), until, "补正告知书")
    if options.supplemented:
        yield options.supplemented, facts.Supplemented()


def _consultation(
    kind: str, party: str, sent: date, received: date | None, answered: date | None
) -> Iterator[tuple[date, facts.Fact]]:
    letter = f"征求意见书（{kind}，{party}）"
    consulted = facts.ThirdPartyConsulted if kind == "third_party" else facts.CoMakerConsulted
    replied = facts.ThirdPartyAnswered if kind == "third_party" else facts.CoMakerAnswered
    yield sent, consulted(party, letter)
    if received:
        yield received, facts.Served(letter, "post", "", posted=sent, received=received)
    if answered:
        yield answered, replied(party, "consents")


def _prolonged(options: Namespace) -> Iterator[tuple[date, facts.Fact]]:
    for word in options.extended or ():
        first, _, days = word.partition(":")
        (on,) = _days("--extended", first, 1)
        if on is None or (days and not days.isdecimal()):
            raise Unable(f"选项 --extended 写成 2026-10-20 或 2026-10-20:15 的样子，现在是「{word}」")
        yield (
            on,
            facts.Extended(
                int(days) if days else _longest(options.confirmed or options.received),
                "负责人",
                "",
                "延期告知书",
            ),
        )
    if options.delayed_until:
        until, noticed = _days("--delayed-until", options.delayed_until, 2)
        if until is None:
            raise Unable(f"选项 --delayed-until 的第一个日期不能空着：「{options.delayed_until}」")
        yield noticed or options.reasons_given or options.received, facts.Delayed(until, "", "延迟答复告知书")


def _reasons(options: Namespace) -> Iterator[tuple[date, facts.Fact]]:
    if options.reasons_asked is None:
        if options.reasons_given:
            raise Unable("写了 --reasons-given，没有写 --reasons-asked。请写明要求说明理由之日。")
        return
    asked, until = _days("--reasons-asked", options.reasons_asked, 2)
    if asked is None or (until is None and options.reasons_given is None):
        raise Unable("选项 --reasons-asked 写成 要求之日:期限，期限是申请人说明理由的最后一天。")
    _refuse_before(asked, options.reasons_given, "--reasons-given", "--reasons-asked")
    last = until or max(options.reasons_given, asked + timedelta(days=1))
    yield asked, facts.ReasonsAsked("", last, "说明理由告知书")
    if options.reasons_given:
        yield options.reasons_given, facts.ReasonsGiven(is_reasonable=True, why="")


def _fee(options: Namespace) -> Iterator[tuple[date, facts.Fact]]:
    if options.fee_noticed is None:
        if options.fee_paid:
            raise Unable("写了 --fee-paid，没有写 --fee-noticed。请写明通知收费之日。")
        return
    noticed, received = _days("--fee-noticed", options.fee_noticed, 2)
    if noticed is None:
        raise Unable(f"选项 --fee-noticed 的第一个日期不能空着：「{options.fee_noticed}」")
    _refuse_before(noticed, received, f"--fee-noticed {options.fee_noticed}：收到", "通知")
    _refuse_before(noticed, options.fee_paid, "--fee-paid", "--fee-noticed")
    yield noticed, facts.FeeNoticed("items", 1, 10000, "", "收费通知书")
    if received:
        yield received, _served("收费通知书", received)
    if options.fee_paid:
        yield options.fee_paid, facts.FeePaid(10000)


def _refuse_before(first: date, then: date | None, what: str, than: str) -> None:
    """Acts are put in the order of their days: what comes too early would look as if the first had never been."""
    if then is not None and then < first:
        raise Unable(f"{what}（{then}）早于{than}（{first}）。请核对日期。")


def _came(letter: str, on: date) -> Act:
    return act(on, _served(letter, on))


def _served(letter: str, received: date) -> facts.Served:
    return facts.Served(letter, "direct", "", received=received)


def _longest(on: date) -> int:
    try:
        return term("request.extension", on).value
    except NoTermYet as error:
        raise Unable(str(error)) from error


def _channel(word: str) -> facts.Channel:
    by_label = {rule.label: key for key, rule in channels().items()}
    key = _ALSO.get(word) or by_label.get(word) or word
    if key in channels():
        return key  # type: ignore[return-value]  # the file of channels names those of the ledger
    meant = meant_by(word, [*channels(), *by_label, *_ALSO])
    listed = "、".join(f"{key}（{rule.label}）" for key, rule in channels().items())
    raise Unable(f"没有渠道「{word}」。{meant}可以写：{listed}")


def _days(name: str, word: str, most: int) -> Sequence[date | None]:
    """``2026-09-21::2026-09-30`` as three days, None where one is left out."""
    parts = word.replace("：", ":").split(":")
    if len(parts) > most:
        raise Unable(f"选项 {name} 最多写 {most} 个日期，用冒号隔开，现在是「{word}」")
    return [_day(name, part) for part in parts] + [None] * (most - len(parts))


def _day(name: str, part: str) -> date | None:
    if not part:
        return None
    try:
        day = date.fromisoformat(part)
    except ValueError:
        day = None
    if day is None or day.isoformat() != part:
        raise Unable(f"选项 {name} 里的日期写成 2026-09-18 的样子，现在是「{part}」{no_such_day(part)}")
    return day
