"""Sentences of letters with named holes, and what has to be stated to fill them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.law.acts import UnknownAct, act_of


class Unstated(ValueError):
    """A letter lacks what its kind has to state. ``missing`` are the labels."""

    def __init__(self, letter: str, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(f"「{letter}」必须写明：{'、'.join(missing)}。请补全后再出文书。")


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that a letter states; ``sentence`` is said where it is given and stands in no other sentence."""

    key: str
    label: str
    is_required: bool = True
    sentence: str | None = None


def holes(sentence: str | None) -> set[str]:
    """The names of the holes: ``{basis}`` is one."""
    return set(re.findall(r"\{(\w+)\}", sentence or ""))


def trimmed(states: Mapping[str, str]) -> dict[str, str]:
    """What is stated, without the full stop that the sentence has already; what is blank is not stated."""
    said = {key: text.strip().rstrip("。") for key, text in states.items()}
    return {key: text for key, text in said.items() if text}


def missing(states: Iterable[Statement], stated: Mapping[str, str]) -> list[str]:
    """The labels of what has to be stated and is not."""
    return [each.label for each in states if each.is_required and each.key not in stated]


def mistakes_in_states(states: Sequence[Statement]) -> Iterator[str]:
    keys = [each.key for each in states]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"「states」里「{key}」写了两次。只留一处。"


def mistakes_in_citations(citations: Iterable[str]) -> Iterator[str]:
    for citation in citations:
        try:
            act_of(citation)
        except UnknownAct as error:
            yield str(error)
