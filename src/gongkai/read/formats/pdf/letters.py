"""Characters that fonts and PDF producers put in place of the ordinary ones.

Kangxi and supplementary radicals, compatibility ideographs and vertical or small punctuation look like the
ordinary characters and are different code points. Digits and full-width forms are left as printed.
"""

from __future__ import annotations

import unicodedata

UNMAPPED = "\ufffd"
"""Stands for a glyph whose font does not say which character it is: something is printed there."""

_RADICALS = dict(
    zip(
        "⺀⺁⺃⺄⺅⺆⺈⺉⺊⺋⺌⺎⺏⺐⺑⺒⺓⺔⺖⺘⺙⺛⺜⺝⺟⺠⺡⺢⺣⺦⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺳⺶⺷⺹⺺⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻈⻉⻊⻋⻌⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻮⻯⻰⻳",
        "冫厂乛乚亻冂刀刂卜㔾小兀尣尢𡯂巳幺彑忄扌攵旡日月母民氵氺灬丬犭王疋罒示礻竹糸纟罓冈羊羊耂肀月臼艹艹艹虎衤覀西见讠贝足车辶阝钅長镸长门阜阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐齿竜龙龟",
        strict=True,
    )
)


def _table() -> dict[int, str]:
    """Only one-to-one replacements: PDFium's indices count characters."""
    spans = ((0x2F00, 0x2FE0), (0xF900, 0xFB00), (0xFE30, 0xFE50), (0xFE50, 0xFE70))
    plain = {
        code: unicodedata.normalize("NFKC", chr(code)) for first, last in spans for code in range(first, last)
    }
    table = {code: letter for code, letter in plain.items() if len(letter) == 1 and letter != chr(code)}
    return table | {ord(radical): letter for radical, letter in _RADICALS.items()} | {0x02: "-", 0xFFFE: "-"}


_TABLE = _table()


def as_written(text: str) -> str:
    """The text with ordinary characters in place of their doubles; its length is kept."""
    return text.translate(_TABLE)
