"""The draft of a letter on the way to the reply: the fields of its act, and what the letter states beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from django import forms

from gongkai.ledger import codec, labels
from gongkai.ledger.entry import Act, Fact, kind_of
from gongkai.ledger.facts.request import FeeNoticed
from gongkai.ledger.request_refusals import refusals
from gongkai_web.agency.pages.letter_form import SAY, LetterForm
from gongkai_web.agency.pages.recording import fields, samples
from gongkai_web.agency.pages.recording.kinds import KINDS as RECORDED
from gongkai_web.agency.pages.recording.kinds import Kind as Recorded
from gongkai_web.agency.pages.recording.outcomes import text_field
from gongkai_web.agency.pages.request_fees import fee_of
from gongkai_web.letters.content import Content, fact_of
from gongkai_web.letters.kinds import Kind
from gongkai_web.letters.making import asked

_LEFT_OUT = frozenset({"letter", "approver"})
_BLANK = "「（未填）」"
_TELLS = {
    "confirm": "request.confirmed",
    "service": "request.served",
    "withdrawn": "request.withdrawn",
    "merged": "request.merged",
}
_ADDRESSEES = {
    "third_party": "第三方的名称",
    "co_maker": "共同制作机关的名称",
    "organ": "收件机关的名称",
}


class ProceduralForm(LetterForm):
    """The fields of the act are those of the page that records it; the letter's number and the approver come later."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of: Kind = self.before.of
        self.recorded = _recorded(self.of)
        held = fact_of(self.before)
        if self.recorded is not None:
            self._add_act(self.recorded, held)
        if self.of.to in _ADDRESSEES:
            self.fields["addressee"] = forms.CharField(label=_ADDRESSEES[self.of.to], max_length=100)
            self.initial.setdefault("addressee", self.before.addressee)
        if self.of.key == "service":
            self._add_services()
        choice = str(self._now("kind", held) or "") if self.of.key == "lapsed" else ""
        for each in asked(self.work, self.of, self._sample(held), choice):
            hint = "" if each.is_required else "可以不写。"
            self.fields[f"{SAY}{each.key}"] = text_field(each.label, hint=hint)
            self.initial.setdefault(f"{SAY}{each.key}", self.before.says.get(each.key, ""))

    def against(self) -> list[str]:
        """Why the letter cannot go today whatever is filled in, or only as a breach."""
        held = fact_of(self.before)
        sample = self._sample(held)
        if sample is None:
            return list(self._untold())
        found = refusals(self.work.state, sample, self.work.rulebook)
        said = [f"{each.says}{each.remedy}" for each in found if not each.is_breach]
        if held is None:  # what a draft breaks is told beside it
            said += [f"这样做是违法事项：{each.says}{each.remedy}" for each in found if each.is_breach]
        return [each.replace(_BLANK, "") for each in said]

    def content(self) -> Content:
        fact = codec.plain(self._fact()) if self.recorded is not None else {}
        says = {
            name.removeprefix(SAY): str(text).strip()
            for name, text in self.cleaned_data.items()
            if name.startswith(SAY) and str(text or "").strip()
        }
        return replace(
            super().content(),
            fact=fact,
            says=says,
            addressee=(self.cleaned_data.get("addressee") or "").strip(),
            about=self.cleaned_data.get("about", ""),
        )

    def _untold(self) -> Iterator[str]:
        """What the letter tells of and nobody has recorded."""
        kind = _TELLS.get(self.of.key)
        if kind and not any(kind_of(entry.act.fact) == kind for entry in self.work.entries):
            yield f"案件里还没有“{labels.KINDS[kind]}”的记录，这份文书说的就是它。请先记录。"

    def _add_act(self, recorded: Recorded, held: Any) -> None:
        for name, field in fields.fields(recorded, self.opened).items():
            if name not in _LEFT_OUT:
                self.fields[name] = field
        proposed = fields.initial(recorded, held) if held else fields.defaults(recorded, self.opened)
        for name, value in proposed.items():
            self.initial.setdefault(name, value)

    def _add_services(self) -> None:
        served = dict.fromkeys(each.letter for each in self.work.state.services)
        self.fields["about"] = forms.ChoiceField(
            label="哪一份文书的送达", choices=[(letter, letter) for letter in served]
        )
        self.initial.setdefault("about", self.before.about)

    def _fact(self) -> Fact:
        assert self.recorded is not None  # noqa: S101 - asked before
        names = [name for name in fields.names(self.recorded) if name not in _LEFT_OUT]
        values = {name: fields.value(self.recorded, name, self.cleaned_data, self.opened) for name in names}
        values = {name: value for name, value in values.items() if value is not None}
        if self.recorded.fact is FeeNoticed and "fen" not in values:
            values["fen"] = fee_of(self.opened, values, self.opened.today)
        if self.of.key == "extension":
            values["approver"] = ""
        return cast("Fact", self.recorded.fact(**values))

    def _sample(self, held: Any) -> Act | None:
        """The act as the draft has it, or one like it, to ask what is known and what stands against it."""
        if self.recorded is None:
            return None
        sample = (
            samples.act(self.opened, self.recorded, self.opened.today)
            if held is None
            else samples.of(self.opened, held, self.opened.today)
        )
        codes = [each.code for each in refusals(self.work.state, sample, self.work.rulebook)]
        return replace(sample, breaches=tuple(codes))

    def _now(self, name: str, held: Any) -> Any:
        return self.data.get(name) if self.is_bound else getattr(held, name, self.initial.get(name))


def _recorded(kind: Kind) -> Recorded | None:
    """How the act of this letter is recorded by hand; None where it has no act of its own."""
    if not kind.has_own_act:
        return None
    return next(each for each in RECORDED.values() if each.fact is kind.fact)
