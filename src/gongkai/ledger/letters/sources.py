"""Where a procedural letter finds in a case what it has to state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, TypeVar

from gongkai.law import fees
from gongkai.law.forms import forms
from gongkai.law.letters import letter, letters
from gongkai.law.numerals import dated
from gongkai.law.receipt import channel
from gongkai.law.remedies import clause
from gongkai.law.replies import reply
from gongkai.ledger.entry import Act
from gongkai.ledger.facts import request as facts
from gongkai.ledger.free_text import heard
from gongkai.ledger.letters.case import Case
from gongkai.ledger.letters.findings import weighed_for
from gongkai.ledger.letters.profile import profile_of
from gongkai.ledger.reckoning import reckon
from gongkai.ledger.request_state import Consultation, Request

States: TypeAlias = dict[str, str | None]

FORM_LABELS: Mapping[str, str] = {
    "paper": "纸质",
    "electronic": "电子文档",
    "disc": "光盘",
    "on_site_reading": "现场查阅",
}
WAY_LABELS: Mapping[str, str] = {
    "post": "邮寄",
    "electronic": "网络传输",
    "fax": "传真",
    "pick_up": "自行领取",
    "on_the_spot": "当场取得",
}
SERVICE_LABELS: Mapping[str, str] = {
    "direct": "直接送达",
    "entrusted": "委托送达",
    "post": "邮寄送达",
    "electronic": "电子送达",
    "courier": "快递公司递送",
}


@dataclass(frozen=True, slots=True)
class Scene:
    """The act that the letter belongs to, and the request as it stood then."""

    case: Case
    act: Act
    request: Request

    @property
    def due(self) -> str | None:
        return _dated(reckon(self.request, self.case.rulebook).due)

    @property
    def began(self) -> str | None:
        """The day of receipt, and that of the supplement where the present term began with it."""
        received, supplements = self.request.received, self.request.supplements
        supplemented = supplements[-1].answered if supplements else None
        if received is None or supplemented is None:
            return _dated(received)
        return f"{dated(received)}（{dated(supplemented)}收到补正）"

    def content(self, items: tuple[int, ...] = ()) -> str | None:
        """The items in the applicant's words; None where one is not known."""
        chosen = [item for item in self.request.items if not items or item.number in items]
        words = [self.case.said(item.wording) for item in chosen]
        if not words or None in words:
            return None
        if len(words) == 1:
            return words[0]
        return "；".join(f"（{item.number}）{word}" for item, word in zip(chosen, words, strict=True))


@dataclass(frozen=True, slots=True)
class Source:
    """The facts of which one has to be recorded before the letter, and what it states.

    ``is_told`` is False where the letter tells of no act of its own and so has a day of its own.
    """

    facts: tuple[type, ...]
    states: Callable[[Scene], States]
    is_told: bool = True


T = TypeVar("T")


def _fact(scene: Scene, kind: type[T]) -> T:
    assert isinstance(scene.act.fact, kind)  # noqa: S101 - the act was looked for by its kind
    return scene.act.fact


def of_case(scene: Scene) -> States:
    """What any letter may state of the case."""
    request = scene.request
    return {
        "case": request.case.rpartition("/")[2],
        "channel": channel(request.channel).label,
        "arrived_on": dated(request.arrived),
        "received_on": scene.began,
        "content": scene.content(),
        "contact": scene.case.organ.contact,
        "due": scene.due,
    }


def _register(scene: Scene) -> States:
    request = scene.request
    name = scene.case.said(request.applicant)
    return {
        "received_on": _dated(request.received),
        "applicant": f"{name}（{_category(request.category)}）" if name else None,
        "contact": None,  # the applicant's, which the ledger does not hold
        "form": f"{FORM_LABELS[request.form]}，{WAY_LABELS[request.way]}",
    }


def _confirm(scene: Scene) -> States:
    return {"confirmed_on": dated(scene.act.on), "how": heard(_fact(scene, facts.Confirmed).how)}


def _supplement(scene: Scene) -> States:
    fact = _fact(scene, facts.SupplementAsked)
    said = [ask for ask in map(heard, fact.asks) if ask is not None]
    asks = said if len(said) < 2 else [f"（{n}）{ask}" for n, ask in enumerate(said, 1)]
    return {
        "received_on": _dated(scene.request.received),
        "asks": "；".join(ask.rstrip("。；") for ask in asks) if said else None,
        "until": dated(fact.until),
    }


def _reasons(scene: Scene) -> States:
    fact = _fact(scene, facts.ReasonsAsked)
    return {"excess": fact.why, "until": dated(fact.until)}


def _extension(scene: Scene) -> States:
    fact = _fact(scene, facts.Extended)
    return {"reason": fact.reason, "days": str(fact.days)}


def _delay(scene: Scene) -> States:
    fact = _fact(scene, facts.Delayed)
    given = scene.request.reasons.given if scene.request.reasons else None
    return {"given_on": _dated(given), "reason": fact.reason, "until": dated(fact.until)}


def _consultation(scene: Scene) -> States:
    fact = scene.act.fact
    assert isinstance(fact, facts.ThirdPartyConsulted | facts.CoMakerConsulted)  # noqa: S101 - the sources below
    return {"content": scene.content(fact.items)}


def _inform(scene: Scene) -> States:
    party = _fact(scene, facts.ThirdPartyInformed).party
    consultations = [each for each in scene.request.consultations if each.party == party]
    found = consultations[-1] if consultations else None
    items = _disclosed(scene.request, found) if found else ()
    weighed = weighed_for(scene.request, *items)
    organ = profile_of(scene.case.organ)
    return {
        "objected_on": _dated(found.answered) if found else None,
        "content": scene.content(items),
        "reason": heard(weighed[-1].public_interest) if weighed else None,
        "remedy": clause(scene.act.on, ["granted"], organ).text.replace("答复书", "告知书"),
    }


def _disclosed(request: Request, consultation: Consultation) -> tuple[int, ...]:
    """Of the items that the third party was asked about, those that may be given against its objection: that were weighed."""
    asked = [item.number for item in request.items if consultation.covers(item.number)]
    return tuple(number for number in asked if weighed_for(request, number)) or consultation.items


def _fee(scene: Scene) -> States:
    fact = _fact(scene, facts.FeeNoticed)
    tariff = fees.tariff_on(scene.act.on)
    scale = (tariff.items if fact.scale == "items" else tariff.pages) if tariff else None
    return {
        "reason": fact.reason,
        "scale": _rates(scale) if scale else None,
        "quantity": f"{fact.quantity}{scale.unit}" if scale else None,
        "amount": f"{fees.in_yuan(fact.fen)}元",
    }


def _service(scene: Scene) -> States:
    fact = _fact(scene, facts.Served)
    return {
        "letter": _named(scene.case, fact.letter),
        "addressee": scene.case.said(scene.request.applicant),
        "way": SERVICE_LABELS[fact.way],
        "sent_on": dated(fact.posted or scene.act.on),
        "tracking": heard(fact.proof),
        "signed_on": _dated(fact.received),
    }


SOURCES: Mapping[str, Source] = {
    "register": Source((facts.Arrived, facts.Confirmed), _register),
    "receipt": Source((facts.Arrived, facts.Confirmed), lambda _: {}),
    "confirm": Source((facts.Confirmed,), _confirm),
    "supplement": Source((facts.SupplementAsked,), _supplement),
    "reasons": Source((facts.ReasonsAsked,), _reasons),
    "extension": Source((facts.Extended,), _extension),
    "delay": Source((facts.Delayed,), _delay),
    "consult_third_party": Source((facts.ThirdPartyConsulted,), _consultation),
    "consult_co_maker": Source((facts.CoMakerConsulted,), _consultation),
    "assist": Source((facts.Arrived,), lambda _: {}, is_told=False),
    "inform_third_party": Source((facts.ThirdPartyInformed,), _inform),
    "fee": Source((facts.FeeNoticed,), _fee),
    "service": Source((facts.Served,), _service),
}


def _rates(scale: fees.Scale) -> str:
    """The scale with the rate of every band: 第1至10件不收费，第11至30件每件100元…."""
    said = []
    for band in scale.bands:
        span = f"第{band.first}至{band.last}{scale.unit}" if band.last else f"第{band.first}{scale.unit}起"
        said.append(f"{span}{f'每{scale.unit}{band.yuan}元' if band.yuan else '不收费'}")
    if scale.rising:
        up = scale.rising
        said.append(
            f"第{up.first}{scale.unit}起每{up.every}{scale.unit}为一档，首档每{scale.unit}{up.yuan}元，"
            f"以后每档每{scale.unit}提高{up.more}元"
        )
    return f"{scale.label}（{scale.counts}），{'，'.join(said)}"


def _category(key: str) -> str:
    cells = forms()["2021"].table("requests").cells.values()
    return next(cell.column.labels[-1] for cell in cells if cell.column.keys[-1] == key)


def _named(case: Case, number: str) -> str:
    """The letter with its title: 政府信息公开申请补正告知书（云财公开补〔2026〕1号）."""
    act = next((act for act in case.acts if getattr(act.fact, "letter", None) == number), None)
    kinds = {fact: key for key, source in SOURCES.items() for fact in source.facts}
    match act.fact if act else None:
        case facts.Replied(outcomes=outcomes):
            titles = [reply(each.kind).title for each in outcomes]
            return f"{next((title for title in titles if title.endswith('答复书')), titles[0])}（{number}）"
        case facts.Lapsed(kind=kind):
            return f"{reply(kind).title}（{number}）"
        case facts.LetterIssued(kind=kind) if kind != "other":
            return f"{letter(kind).title if kind in letters() else reply(kind).title}（{number}）"
        case fact if type(fact) in kinds and not isinstance(fact, facts.Served):
            return f"{letter(kinds[type(fact)]).title}（{number}）"
        case _:
            return number


def _dated(day: date | None) -> str | None:
    return dated(day) if day else None
