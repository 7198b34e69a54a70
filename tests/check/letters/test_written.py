"""Letters that the project itself drafts and writes are read back from Word and PDF, and nothing is found in them."""

from __future__ import annotations

import pytest

from gongkai.check.letters.run import check_letter
from gongkai.ledger.letters.drafting import draft, record
from gongkai.model.letter import Letter, LetterRecord
from gongkai.read.opening import read_document
from gongkai.write.letters import docx, pdf, text
from tests.ledger.letters import desk
from tests.ledger.letters.test_letters import ended, procedural, reply, several

WRITTEN = {
    "text": lambda letter: text.render(letter).encode(),
    "docx": docx.render,
    "pdf": pdf.render,
}


def found(form: str, letter: Letter, known: LetterRecord | None) -> list[str]:
    outcome = check_letter(read_document(WRITTEN[form](letter)), known)
    return [each.code for each in outcome.findings] + [each.code for each in outcome.cannot_tell]


@pytest.mark.parametrize("form", WRITTEN)
@pytest.mark.parametrize("kind", ["granted", "third_party_rights", "not_exist", "withdrawn", "lapsed_fee"])
def test_a_reply_read_back(form: str, kind: str) -> None:
    assert found(form, reply(kind), record(ended(kind))) == []


@pytest.mark.parametrize("form", WRITTEN)
def test_several_items_read_back(form: str) -> None:
    assert found(form, draft(several()), record(several())) == []


@pytest.mark.parametrize("form", WRITTEN)
@pytest.mark.parametrize("kind", ["supplement", "extension", "fee"])
def test_a_procedural_letter_read_back(form: str, kind: str) -> None:
    steps, _, _ = desk.PROCEDURE[kind]
    assert found(form, procedural(kind), record(desk.case(*steps), kind)) == []
