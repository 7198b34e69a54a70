"""A letter as JSON reads back, and its code can be made again by anyone who has it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gongkai.model.letter import Letter, Part, PartRole
from gongkai.model.letter_payload import NotALetter, from_payload, letter_code, to_payload

LETTER = Letter(
    kind="granted",
    title="政府信息公开申请答复书",
    organ="云溪县财政局",
    addressee="王小明",
    parts=(Part("opening", "本机关收到申请。"), Part("decision", "予以公开。", 1)),
    number="云财公开〔2026〕3号",
    day=date(2026, 10, 23),
    attachments=("目录",),
)
WORDS = some.text(min_size=1).filter(str.strip)
PARTS = some.builds(Part, some.sampled_from(get_args(PartRole)), WORDS, some.none() | some.integers(1, 99))
LETTERS = some.builds(
    Letter,
    kind=WORDS,
    title=WORDS,
    organ=WORDS,
    addressee=some.text(),
    parts=some.lists(PARTS).map(tuple),
    number=some.none() | WORDS,
    day=some.none() | some.dates(),
    attachments=some.lists(WORDS).map(tuple),
    code=some.none(),
)


@given(LETTERS)
def test_what_was_written_reads_back(letter: Letter) -> None:
    coded = replace(letter, code=letter_code(letter))
    assert from_payload(json.loads(json.dumps(to_payload(coded)))) == coded


def test_code_is_made_as_its_description_says() -> None:
    """By hand, from the description alone: canonical JSON, SHA-256, ten bytes, base 32."""
    canonical = (
        '{"addressee":"王小明","attachments":["目录"],"day":"2026-10-23","kind":"granted","number":"云财公开〔2026〕3号",'
        '"organ":"云溪县财政局","parts":[{"item":null,"role":"opening","text":"本机关收到申请。"},'
        '{"item":1,"role":"decision","text":"予以公开。"}],"schema":"gongkai-letter/1","title":"政府信息公开申请答复书"}'
    )
    bits = "".join(f"{byte:08b}" for byte in hashlib.sha256(canonical.encode()).digest()[:10])
    letters = ["23456789ABCDEFGHJKLMNPQRSTUVWXYZ"[int(bits[at : at + 5], 2)] for at in range(0, 80, 5)]
    assert letter_code(LETTER) == "-".join("".join(letters[at : at + 4]) for at in (0, 4, 8, 12))


@pytest.mark.parametrize(
    "changed",
    [
        replace(LETTER, addressee="王小朋"),
        replace(LETTER, number="云财公开〔2026〕4号"),
        replace(LETTER, day=date(2026, 10, 24)),
        replace(LETTER, parts=LETTER.parts[:1]),
        replace(LETTER, parts=LETTER.parts[::-1]),
        replace(LETTER, parts=(LETTER.parts[0], replace(LETTER.parts[1], text="不予公开。"))),
        replace(LETTER, attachments=()),
        replace(LETTER, kind="partially_granted"),
    ],
)
def test_any_change_changes_the_code(changed: Letter) -> None:
    assert letter_code(changed) != letter_code(LETTER)


def test_code_is_not_part_of_what_it_is_made_from() -> None:
    assert letter_code(replace(LETTER, code=letter_code(LETTER))) == letter_code(LETTER)


@pytest.mark.parametrize(
    ("part", "value", "says"),
    [
        ("organ", " ", "organ：写成了 「 」，不能是空的"),
        ("day", "2026年3月", "day：应当是日期"),
        ("parts", [{"role": "remark", "text": "x"}], "parts[0].role"),
        ("parts", [{"role": "notice", "text": "x", "item": 0}], "不能小于 1"),
        ("code", "0000-0000-0000-0000", "四组四位"),
        ("schema", "gongkai-letter/2", "只能是：gongkai-letter/1"),
    ],
)
def test_every_mistake_is_told_with_its_place(part: str, value: object, says: str) -> None:
    with pytest.raises(NotALetter) as caught:
        from_payload(to_payload(LETTER) | {part: value, "agancy": 1})
    assert says in str(caught.value)
    assert "agancy：不认识这一项" in str(caught.value)
