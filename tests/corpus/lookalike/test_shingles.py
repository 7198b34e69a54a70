from __future__ import annotations

import numpy as np
import pytest

from gongkai.corpus.lookalike.shingles import LENGTH, names_of, shingled
from gongkai.corpus.lookalike.sketch import ONE_IN, sketch
from tests.corpus.lookalike.county import OWN


def same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return np.array_equal(shingled(*one).hashes, shingled(*other).hashes)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            ("云溪县财政局2022年认真做好工作", "云溪县财政局"),
            ("云溪县教育局2023年认真做好工作", "云溪县教育局"),
        ),
        (("我局认真做好各项工作", "云溪县财政局"), ("本机关认真做好各项工作", "云溪县教育局")),
        (("二〇二二年召开会议３次", None), ("2023 年，召开会议3次。", None)),
        (("白石镇认真做好工作", "云溪县白石镇人民政府"), ("青水乡认真做好工作", "云溪县青水乡人民政府")),
    ],
)
def test_names_years_width_and_signs_make_no_difference(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert same(one, other)


def test_words_and_figures_make_one() -> None:
    assert not same(("召开会议3次，培训干部", ""), ("召开会议4次，培训干部", ""))


@pytest.mark.parametrize(
    ("agency", "names"),
    [
        ("云溪县财政局", {"云溪县财政局", "云溪县", "云溪", "财政局"}),
        ("云溪县住房和城乡建设局", {"云溪县住房和城乡建设局", "云溪县", "云溪", "住房和城乡建设局"}),
        (
            "互助土族自治县乡村振兴局",
            {"互助土族自治县乡村振兴局", "互助土族自治县", "互助土族", "乡村振兴局"},
        ),
        ("县政府办公室", {"县政府办公室"}),
    ],
)
def test_what_an_organ_is_called_by(agency: str, names: set[str]) -> None:
    assert set(names_of(agency)) == names


def test_every_sign_knows_where_it_stands() -> None:
    text = "2023年，云溪县财政局（本级）召开 会议。"
    found = shingled(text, "云溪县财政局")
    signs = [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]
    assert signs == ["2023", "年", "云溪县财政局", "本", "级", "召", "开", "会", "议"]
    assert len(found.hashes) == len(signs) - LENGTH + 1


@pytest.mark.parametrize(
    "text", ["", "好", "，。！", "\ud800", "𠀀𠀁𠀂𠀃𠀄𠀅"], ids=["none", "one", "signs", "half", "rare"]
)
def test_any_text_has_shingles_or_none(text: str) -> None:
    assert len(shingled(text, "云溪县财政局").hashes) == max(
        len([c for c in text if c.isalnum()]) - LENGTH + 1, 0
    )


def test_a_sketch_samples_the_same_shingles_everywhere() -> None:
    whole, part = set(sketch(OWN * 3, None)), set(sketch(OWN, None))
    assert part <= whole
    assert all(value % ONE_IN == 0 for value in whole)
