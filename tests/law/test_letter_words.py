"""The words by which letters are understood, and the letters that the replies' own sentences make."""

from __future__ import annotations

import pytest

from gongkai.check.letters.outcomes import told
from gongkai.law.acts import cited
from gongkai.law.letter_words import letter_words, outcome_words
from gongkai.law.letters import letters
from gongkai.law.replies import replies

WITHOUT_WORDS = {"misc"}


def test_every_kind_of_reply_has_words() -> None:
    assert outcome_words().keys() == replies().keys() - WITHOUT_WORDS


def test_every_procedural_letter_has_words() -> None:
    assert {words.kind for words in letter_words().procedural} == set(letters())


@pytest.mark.parametrize("kind", sorted(outcome_words()))
def test_the_reply_s_own_sentence_tells_its_kind(kind: str) -> None:
    known = replies()[kind]
    stated = {state.key: state.label for state in known.states}
    choice = known.choices[0].label if known.choices else ""
    sentence = f"{known.decision}\n{known.reasons}".format_map(
        {"information": "该信息", "basis": "《政府信息公开条例》", "choice": choice, **stated}
    )
    assert kind in told(sentence)


def test_what_fits_can_be_cited() -> None:
    assert all(cited(fit) for words in outcome_words().values() for fit in words.fits)


def test_what_fits_is_part_of_the_basis() -> None:
    """What a letter is held to is nothing that the reply itself does not rest on."""
    for kind, words in outcome_words().items():
        articles = {citation.partition(".")[0].partition("-")[0] for citation in replies()[kind].basis}
        assert {fit.partition("-")[0] for fit in words.fits} <= articles | {"regulation/36"}, kind
