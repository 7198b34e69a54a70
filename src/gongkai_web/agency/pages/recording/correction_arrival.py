"""The registration put right: when and how the application came, who asked, what was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import asdict, replace
from functools import cached_property
from typing import Any, cast

from django import forms

from gongkai.ledger.entry import Fact
from gongkai.ledger.facts.request import Arrived, Item
from gongkai.ledger.private import Private
from gongkai_web.agency.pages.recording.correction import BECAUSE, Correction
from gongkai_web.agency.pages.registering_form import MOST_ITEMS, RegisterForm, mistakes_in_who
from gongkai_web.store import privacy
from gongkai_web.store.privacy import Applicant
from gongkai_web.ui.asking import AGENT, WHO, agent_of, applicant_of

_ASKED, _MORE = "asked_", "asked_more"


class ArrivalCorrection(Correction):
    """Who asked stands in it for those only who have said what for they look at it."""

    wrong: Arrived

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask_items()
        if (self.is_open or "name" in self.data) and self._who is not None:
            self._ask_who(self._who)

    @property
    def has_who(self) -> bool:
        return "name" in self.fields

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        asked = [name for name in self.fields if name.startswith(_ASKED)]
        named = (
            ("来件", ("on", "channel")),
            ("申请的内容", asked),
            ("申请人", ("category", *WHO)),
            ("代理人（没有的不填）", AGENT),
            ("怎样提供", ("form", "way", "needs_assistance")),
            ("为什么更正", (BECAUSE,)),
        )
        there = ((title, [self[name] for name in names if name in self.fields]) for title, names in named)
        return [(title, found) for title, found in there if found]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for name, says in self._new_mistakes(given) if self.has_who else ():
            self.add_error(name, says)
        if not self._kept(given) and not given.get(_MORE, "").strip():
            self.add_error(f"{_ASKED}{self.wrong.items[0].number}", "申请至少要有一项内容。")
        return given

    def right(self) -> Fact:
        """New words are put away, so this is asked when the correction is recorded, or taken back at once."""
        fact = replace(cast("Arrived", super().right()), items=self._items())
        return replace(fact, applicant=self._applicant(), agent=self._agent()) if self.has_who else fact

    def _new_mistakes(self, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """What was so already came with the application: who applies over the internet picks up without an e-mail."""
        known = set(mistakes_in_who(self.initial))
        return (each for each in mistakes_in_who(given) if each not in known)

    def _ask_items(self) -> None:
        """Words that were erased are not asked for: they stay what they are."""
        for number, text in self._texts.items():
            self.fields[f"{_ASKED}{number}"] = _wording(f"第 {number} 项", "留空，就是没有申请这一项。")
            self.initial.setdefault(f"{_ASKED}{number}", text)
        if len(self.wrong.items) < MOST_ITEMS:
            self.fields[_MORE] = _wording("漏登的一项", "没有漏登的不填。")

    def _ask_who(self, who: Applicant) -> None:
        for name in (*WHO, *AGENT):
            self.fields[name] = deepcopy(RegisterForm.base_fields[name])
        for name in WHO:
            self.initial.setdefault(name, getattr(who, name))
        for name in AGENT if self._of_agent else ():
            self.initial.setdefault(name, getattr(self._of_agent, name.removeprefix("agent_")))

    @cached_property
    def _texts(self) -> Mapping[int, str]:
        found = privacy.words(item.wording.key for item in self.wrong.items)
        texts = {item.number: found[item.wording.key] for item in self.wrong.items}
        return {number: text for number, text in texts.items() if isinstance(text, str)}

    @cached_property
    def _who(self) -> Applicant | None:
        """As they are to be reached in this case; None once erased."""
        found = privacy.contact(self.opened.organ.key, self.opened.key, self.wrong.applicant)
        return found if isinstance(found, Applicant) else None

    @cached_property
    def _of_agent(self) -> Applicant | None:
        found = privacy.applicant(self.wrong.agent) if self.wrong.agent else None
        return found if isinstance(found, Applicant) else None

    def _kept(self, given: Mapping[str, Any]) -> list[Item]:
        """The items that stay, or stay with other words."""
        return [
            item
            for item in self.wrong.items
            if item.number not in self._texts or (given.get(f"{_ASKED}{item.number}") or "").strip()
        ]

    def _items(self) -> tuple[Item, ...]:
        given = self.cleaned_data
        items = [self._item(item, given.get(f"{_ASKED}{item.number}", "")) for item in self._kept(given)]
        if more := given.get(_MORE, "").strip():
            number = max(item.number for item in self.wrong.items) + 1
            items.append(Item(number, privacy.put_wording(self.opened.organ.key, more)))
        return tuple(items)

    def _item(self, item: Item, text: str) -> Item:
        if item.number not in self._texts or text.strip() == self._texts[item.number].strip():
            return item
        return Item(item.number, privacy.put_wording(self.opened.organ.key, text.strip()))

    def _applicant(self) -> Private:
        """Under the same key where name and proof are the same; how to reach them is that of this case alone."""
        organ, now = self.opened.organ.key, applicant_of(self.cleaned_data)
        if now == self._who:
            return self.wrong.applicant
        is_same = self._who is not None and (now.name, now.proof) == (self._who.name, self._who.proof)
        private = self.wrong.applicant if is_same else privacy.put_applicant(organ, now)
        privacy.change_contact(organ, self.opened.key, now, on=self.opened.today)
        return private

    def _agent(self) -> Private | None:
        now = agent_of(self.cleaned_data)
        if now is None or (self._of_agent is not None and asdict(now) == asdict(self._of_agent)):
            return self.wrong.agent if now else None
        return privacy.put_applicant(self.opened.organ.key, now, kind=privacy.Words.Kind.AGENT)


def _wording(label: str, hint: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
