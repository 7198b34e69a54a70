"""A register's names, to be looked up in every safe reading of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gongkai.corpus.organs.names import FOLDINGS, boldest, folded
from gongkai.corpus.organs.register import Entry, Register


class Lookup:
    """A register's names, looked up in every reading of them."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.by_name: dict[str, list[Entry]] = {}
        self.by_also: dict[str, list[Entry]] = {}
        self.folded: list[dict[str, list[Entry]]] = [{} for _ in FOLDINGS]
        self.shortened: dict[str, list[Entry]] = {}
        self.beginning: dict[str, list[Entry]] = {}
        self.regions = {entry.region for entry in register.entries if entry.region}
        self.superiors = {entry.line: frozenset(_places_above(register, entry)) for entry in register.entries}
        self.places_above: dict[str, set[str]] = {region: set() for region in self.regions}
        for entry in register.entries:
            if entry.region:
                self.places_above[entry.region] |= self.superiors[entry.line]
            self._take(entry)
        self.bold_regions = {boldest(region) for region in self.regions}

    def without_superior(self, bold: str) -> Iterator[Entry]:
        """清江市云溪县财政局 is 云溪县财政局 where 云溪县 belongs to 清江市."""
        for end in range(2, min(len(bold), 16)):
            if bold[:end] in self.bold_regions:
                for entry in self.folded[-1].get(bold[end:], ()):
                    if bold[:end] in self.superiors[entry.line]:
                        yield entry

    def place_named(self, texts: Iterable[tuple[str, str | None]]) -> tuple[str, str] | None:
        """The one place of the register that the texts name, and where; None where they name none or several."""
        found = [
            (source, inner)
            for source, text in texts
            if (inner := self._innermost(set(self._regions_of(text or ""))))
        ]
        return found[0] if len({region for _, region in found}) == 1 else None

    def _regions_of(self, text: str) -> Iterator[str]:
        for found in re.finditer(r"(?=([\u4e00-\u9fff]{2,12}))", text):
            for end in range(2, len(found[1]) + 1):
                if found[1][:end] in self.regions:
                    yield found[1][:end]

    def _innermost(self, regions: set[str]) -> str | None:
        """Of several places the one that lies in all the others; None where they lie beside one another."""
        if len(regions) < 2:
            return next(iter(regions), None)
        lying = {
            region
            for region in regions
            if {boldest(each) for each in regions if each != region} <= self.places_above[region]
        }
        return lying.pop() if len(lying) == 1 else None

    def _take(self, entry: Entry) -> None:
        self.by_name.setdefault(entry.name, []).append(entry)
        for name in entry.also:
            self.by_also.setdefault(name, []).append(entry)
        for name in (entry.name, *entry.also):
            for step, index in enumerate(self.folded):
                index.setdefault(folded(name, step), []).append(entry)
            bold = boldest(name)
            for above in self.superiors[entry.line]:
                if bold.startswith(above) and len(bold) > len(above) + 2:
                    self.shortened.setdefault(bold.removeprefix(above), []).append(entry)
        self.beginning.setdefault(boldest(entry.name)[:2], []).append(entry)


def _places_above(register: Register, entry: Entry) -> Iterator[str]:
    for above in register.above(entry):
        if above.region and above.region != entry.region:
            yield boldest(above.region)
