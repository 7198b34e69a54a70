"""The file of figures and indicators: one broken file a mistake, with the words of its message."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.corpus.questions.indicators import definitions, definitions_from
from gongkai.law.loader import LawFileError

BROKEN = sorted((Path(__file__).parents[2] / "broken" / "indicators").glob("*.yaml"))


def test_the_file_that_is_shipped_holds() -> None:
    assert definitions().indicator("予以公开率") is definitions().indicator("granted")


def test_there_are_broken_files() -> None:
    assert len(BROKEN) > 15


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_every_mistake_is_named_and_no_other(file: Path) -> None:
    text = file.read_text("utf-8")
    wanted = [
        line.removeprefix("# says: ").split(" … ")
        for line in text.splitlines()
        if line.startswith("# says: ")
    ]
    with pytest.raises(LawFileError) as caught:
        definitions_from(text, file=file.name)
    mistakes = list(caught.value.mistakes)
    assert len(mistakes) == len(wanted), mistakes
    for words in wanted:
        assert any(all(word in mistake for word in words) for mistake in mistakes), (words, mistakes)
    assert all(mistake.startswith(file.name) and mistake.endswith(("。", "？")) for mistake in mistakes)
