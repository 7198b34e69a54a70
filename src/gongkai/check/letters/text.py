"""A letter as its text tells it: number, title, addressee, body, remedies, signature and date, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.check.passages import compact
from gongkai.law.letter_words import letter_words
from gongkai.law.numerals import dated, from_chinese
from gongkai.model.document import Document, Paragraph
from gongkai.model.letter import Letter
from gongkai.model.place import Place
from gongkai.model.report import Passage

_HAN = "一二三四五六七八九十〇零○Ｏ"
DAY = re.compile(
    rf"(?P<y>\d{{4}}|[{_HAN}]{{4}})年(?P<m>\d{{1,2}}|[{_HAN}]{{1,3}})月(?P<d>\d{{1,2}}|[{_HAN}]{{1,3}})[日号]"
)
_DAY_LINE = re.compile(rf"^(?P<before>.{{0,40}}?)(?P<day>{DAY.pattern})(?:[（(].{{0,8}}[）)])?$")
NUMBER = re.compile(
    r"(?P<word>[\u4e00-\u9fff]{2,16}?)(?P<open>[〔［\[【（{])?(?P<year>\d{2,4})(?P<close>[〕］\]】）}])?年?"
    r"(?P<serial>第?[\d零一二三四五六七八九十百]{1,6}(?:-\d{1,4})?)号"
)
_NUMBER_LINE = re.compile(rf"^（?(?:编号|文号|字号|文书号|答复书编号)?：?{NUMBER.pattern}）?$")
_SALUTATION = re.compile(r"^(?:致|申请人：)?(?P<name>[^，。；：？！]{1,40})(?:：|(?<=先生)，|(?<=女士)，)$")
_SALUTATION_BEFORE_TEXT = re.compile(
    r"^(?P<name>[^，。；：？！]{2,20})：(?=(?:经查，)?(?:本机关|我局|我委|我办|你|您|\d{4}年))"
)
_APPLICANT = re.compile(r"^申请人(?:姓名|名称)?：(?P<name>[^，。；：]{1,40})")
_NO_ADDRESSEE = re.compile(
    r"如下|附件|内容|理由|依据|联系|电话|地址|申请事项|答复|说明|第[一二三四五六七八九十\d]+项|^[一二三四五六七八九十\d]+[、.]|^（"
)
_ORGAN = re.compile(
    r"^[\u4e00-\u9fff（）、]{2,40}(?:局|厅|委员会|委|办公室|办公厅|人民政府|政府|办事处|中心|大队|支队|总队|所|站|院|署|处|会|部|行|公司|学校)(?:（.{1,12}章）)?$"
)
_REMEDY = re.compile(r"(?:申请|提起|提出|依法|通过|先行)[^。；，]{0,12}(?:行政复议|复议|行政诉讼|诉讼)|起诉")
_REMEDY_SIGN = re.compile(r"日内|月内|不服|异议|有权|可以|可在|可依法|可向|应当先|侵犯")
_ENDS = re.compile(r"[。；：！？”）〕》]$")
_BEGINS = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[、.．]|附件|联系|特此|此复)"
)
_ITEM = re.compile(
    r"(?:关于|针对|对于|就|对)?(?:您|你|贵公司|你公司|你单位|申请人)?(?:所)?(?:申请|提出|要求公开)?(?:公开)?的?第(?P<n>[一二三四五六七八九十\d]{1,3})(?:项|个)(?:申请|信息|内容|政府信息|事项|问题|，|：|、|\s)"
)
_LISTED = re.compile(
    r"(?:^|[。；：，])(?:[（(]?(?P<n>\d{1,2})[）)、.．]|[（(](?P<h>[一二三四五六七八九十]{1,2})[）)]|(?P<r>[①②③④⑤⑥⑦⑧⑨⑩]))"
)
_ABOUT_ITEM = re.compile(
    r"^(?:[（(]?(?P<n>\d{1,2}|[一二三四五六七八九十]{1,2})[）)、.．])(?:关于|针对|对于|对)"
)
_QUOTED = re.compile(r"“[^”]{0,400}”|‘[^’]{0,200}’|「[^」]{0,400}」|《[^》]{0,200}》")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the letter says of one item, None for all of them together."""

    item: int | None
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        return "\n".join(compact(passage.text) for passage in self.passages)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above and below the body; None where it was not found."""

    title: Passage | None = None
    number: Passage | None = None
    addressee: Passage | None = None
    name: str = ""
    organ: Passage | None = None
    day: Passage | None = None
    date: date | None = None


@dataclass(frozen=True, slots=True)
class LetterText:
    """``lines`` are all lines, ``body`` those between addressee and signature without the ones on remedies.

    ``head`` is what the letter's frame says, ``answers`` the body by item.
    """

    lines: tuple[Passage, ...]
    head: Letterhead
    body: tuple[Passage, ...]
    remedy: tuple[Passage, ...]
    answers: tuple[Answer, ...]
    attachments: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The body without white space, a paragraph a line."""
        return "\n".join(compact(passage.text) for passage in self.body)

    @property
    def remedies(self) -> str:
        return "\n".join(compact(passage.text) for passage in self.remedy)

    @property
    def is_letter(self) -> bool:
        """Something of a letter's frame was found: a report or a notice to all is none."""
        return any((self.head.title, self.head.number, self.head.addressee))

    @property
    def place(self) -> Place:
        """Where the letter begins to speak."""
        first = next(iter(self.body), None) or next(iter(self.lines), None)
        return first.place if first else Place()

    @property
    def end(self) -> Place:
        return self.body[-1].place if self.body else self.place


def of_document(document: Document) -> LetterText:
    """The letter that a file holds, whatever its format."""
    lines = tuple(passage for passage in _lines(document) if compact(passage.text))
    title = _title(lines)
    number = _first(lines[:12], _NUMBER_LINE)
    start, addressee, name = _addressee(lines, lines.index(title) + 1 if title else 0)
    if start is None:
        start = max((lines.index(one) + 1 for one in (title, number) if one), default=0)
    end, organ, day, on = _signature(lines, start)
    head = Letterhead(title, number, addressee, name, organ, day, on)
    return _divided(lines, head, _joined(lines[start:end]))


def of_letter(letter: Letter) -> LetterText:
    """The same of a letter that has not been written yet; places are its parts, counted from 1."""
    parts = [(part, Passage(part.text, Place(paragraph=n))) for n, part in enumerate(letter.parts, 1)]
    day = dated(letter.day) if letter.day else None
    end = Place(paragraph=len(parts) + 1)
    head = Letterhead(
        Passage(letter.title) if letter.title else None,
        Passage(letter.number) if letter.number else None,
        Passage(letter.addressee) if letter.addressee else None,
        letter.addressee,
        Passage(letter.organ, end) if letter.organ else None,
        Passage(day, end) if day else None,
        letter.day,
    )
    remedy = tuple(passage for part, passage in parts if part.role == "remedy")
    body = tuple(passage for part, passage in parts if part.role not in {"remedy", "contact"})
    said = {part.item for part, _ in parts if part.item is not None}
    by_item = tuple(
        Answer(
            item,
            tuple(p for part, p in parts if part.item == item and part.role not in {"request", "remedy"}),
        )
        for item in sorted(said)
    )
    answers = tuple(answer for answer in by_item if answer.passages) or _answers(body)
    whole = (*(one for one in (head.title, head.number, head.addressee) if one), *(p for _, p in parts))
    return LetterText(whole, head, body, remedy, answers, letter.attachments)


def day_of(match: re.Match[str]) -> date | None:
    """The day of a match of :data:`DAY`; None for a 2月30日."""
    year, month, day = (_whole(match[part]) for part in ("y", "m", "d"))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def without_quotes(text: str) -> str:
    """Without quoted words and titles of documents, which are not what the letter itself says."""
    return _QUOTED.sub("", text)


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"[。；！？\n]", text) if part]


def listed_items(text: str) -> int:
    """How many items a request lists as 1. 2. 3. or （一）（二）; 0 where it lists none."""
    found = 0
    for match in _LISTED.finditer(text):
        number = match["n"] or match["h"] or str("①②③④⑤⑥⑦⑧⑨⑩".index(match["r"]) + 1)
        found += _whole(number) == found + 1
    return found if found > 1 else 0


def _lines(document: Document) -> Iterator[Passage]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield Passage(block.text, block.place)
        else:
            yield from (Passage(slot.text, slot.place) for slot in block.slots)


def _title(lines: Sequence[Passage]) -> Passage | None:
    for line in lines[:12]:
        text = compact(line.text)
        if _SALUTATION.match(text) and "：" in text:
            return None
        said = re.sub(r"（.{0,20}）$", "", text)
        if (
            len(said) <= 45
            and not re.search(r"[，。；：？！]", said)
            and said.endswith(letter_words().titles)
        ):
            return line
    return None


def _first(lines: Sequence[Passage], pattern: re.Pattern[str]) -> Passage | None:
    return next((line for line in lines if pattern.match(compact(line.text))), None)


def _addressee(lines: Sequence[Passage], since: int) -> tuple[int | None, Passage | None, str]:
    """The index of the first line of the body, the line of the addressee, and the name in it."""
    for n, line in enumerate(lines[since : since + 8], since):
        text = compact(line.text)
        if found := _APPLICANT.match(text) or _SALUTATION.match(text):
            if not _NO_ADDRESSEE.search(found["name"]):
                return n + 1, line, found["name"]
        elif (found := _SALUTATION_BEFORE_TEXT.match(text)) and not _NO_ADDRESSEE.search(found["name"]):
            return n, line, found["name"]
    return None, None, ""


def _signature(
    lines: Sequence[Passage], start: int
) -> tuple[int, Passage | None, Passage | None, date | None]:
    """The index behind the body, the organ's line, that of the date, and the date."""
    for n in range(len(lines) - 1, max(start, len(lines) - 12) - 1, -1):
        found = _DAY_LINE.match(compact(lines[n].text))
        if found is None or (found["before"] and not _ORGAN.match(found["before"])):
            continue
        if found["before"]:
            organ = Passage(found["before"], lines[n].place)
            return n, organ, lines[n], day_of(found)
        above = lines[n - 1] if n > start and _ORGAN.match(compact(lines[n - 1].text)) else None
        return n - (above is not None), above, lines[n], day_of(found)
    for n in range(len(lines) - 1, max(start, len(lines) - 6) - 1, -1):
        if _ORGAN.match(compact(lines[n].text)):
            return n, lines[n], None, None
    return len(lines), None, None, None


def _joined(lines: Sequence[Passage]) -> tuple[Passage, ...]:
    """Paragraphs from lines that a text or a PDF broke in the middle of a sentence."""
    whole: list[Passage] = []
    for line in lines:
        text = compact(line.text)
        if whole and not _ENDS.search(compact(whole[-1].text)) and not _BEGINS.match(text):
            whole[-1] = Passage(whole[-1].text + line.text, whole[-1].place)
        else:
            whole.append(line)
    return tuple(whole)


def _divided(lines: tuple[Passage, ...], head: Letterhead, paragraphs: tuple[Passage, ...]) -> LetterText:
    remedy = tuple(line for line in paragraphs if _is_remedy(compact(line.text)))
    body = tuple(line for line in paragraphs if line not in remedy)
    attached = tuple(line.text for line in lines if compact(line.text).startswith("附件"))
    return LetterText(lines, head, body, remedy, _answers(body), attached)


def _is_remedy(text: str) -> bool:
    said = without_quotes(text)
    return _REMEDY.search(said) is not None and _REMEDY_SIGN.search(said) is not None


def _answers(body: Sequence[Passage]) -> tuple[Answer, ...]:
    """The body cut where it begins to speak of another item. A paragraph that only repeats the request is cut off."""
    found: list[tuple[int | None, list[Passage]]] = []
    for passage in body:
        if not found and is_request(compact(passage.text)) and not _speaks_of_item(passage):
            continue
        for item, piece in _pieces(passage):
            if item is None and found:
                found[-1][1].append(piece)
            else:
                found.append((item, [piece]))
    return tuple(Answer(item, tuple(pieces)) for item, pieces in found)


def is_request(text: str) -> bool:
    """The paragraph tells what was asked and decides nothing yet."""
    return re.search(r"收到|申请(?:公开|获取)|提交|提出", text) is not None and not re.search(
        r"第[一二三四五六七八九十]+条|决定|经查|经检索|经审查|撤回|终止|合并|并案|不属于|不再|不予|不存在|予以公开",
        text,
    )


def _speaks_of_item(passage: Passage) -> bool:
    return _ABOUT_ITEM.match(compact(passage.text)) is not None


def _pieces(passage: Passage) -> Iterator[tuple[int | None, Passage]]:
    text = compact(passage.text)
    cuts: list[tuple[int, int | None]] = []
    if begun := _ABOUT_ITEM.match(text):
        cuts.append((0, _whole(begun["n"])))
    else:
        cuts += [(match.start(), _whole(match["n"])) for match in _ITEM.finditer(text)]
    if not cuts or cuts[0][0] > 0:
        cuts.insert(0, (0, None))
    for (start, item), (end, _) in zip(cuts, [*cuts[1:], (len(text), None)], strict=True):
        piece = text[start:end]
        yield item, passage if len(cuts) == 1 else Passage(piece, passage.place)


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else from_chinese(text) or 0
