"""How printed characters are folded for comparing. What is shown is always what was printed."""

from __future__ import annotations

import re

# Traditional forms of the characters that the forms' labels and headings use, and the simplified ones.
_TRADITIONAL = (
    "係內動務區員問單國執報審專對屬廢廳強後復採據數於時會條業構機欄權決沒況減為無爲獲現當發監確祇祕穩範糾納組結統經維網縣總織繫繳"
    "繼續罰臺與舉萬處號補製複覆規計訓訟訪設許訴詢認請議護責費資購轉辦這進過鄉鎮開間關隻項題額類體髮"
)
_SIMPLIFIED = (
    "系内动务区员问单国执报审专对属废厅强后复采据数于时会条业构机栏权决没况减为无为获现当发监确只秘稳范纠纳组结统经维网县总织系缴"
    "继续罚台与举万处号补制复复规计训讼访设许诉询认请议护责费资购转办这进过乡镇开间关只项题额类体发"
)
SIMPLIFY = str.maketrans(_TRADITIONAL, _SIMPLIFIED)

# One character for one character, so that offsets stay those of the printed text.
HALF_WIDTH = str.maketrans("０１２３４５６７８９．，＋－−／　\u00a0", "0123456789.,+--/  ")

_NOT_HAN = re.compile(r"[^\u3400-\u4dbf\u4e00-\u9fff]+")


def han(text: str) -> str:
    """Only the Chinese characters of ``text``, in simplified form: what two printings of a label share."""
    return _NOT_HAN.sub("", text).translate(SIMPLIFY)


def is_traditional(text: str) -> bool:
    """Whether ``text`` holds a traditional form of a character that the forms use."""
    return text.translate(SIMPLIFY) != text
