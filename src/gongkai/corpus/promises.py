"""Last year's improvements (section five) against this year's text: of each, whether this year speaks of it, and in what words.

Words are matched, nothing is judged: that a report does not speak of something does not mean that nothing was done.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import duckdb

from gongkai.corpus.lookalike.scope import AREA, ORGAN, PASSED_OVER
from gongkai.corpus.portions import portions

_SENTENCE = re.compile(
    r"[^。；！？\n](?:(?!(?<=[，、：])[一二三四五六七八九十]是)[^。；！？\n])*[。；！？]?"
)  # «一是…，二是…» are several
_DONE = re.compile(r"已|上年|去年|完成|建成|新增|[建成设]立了|开展了")
_TURN = re.compile(
    r"下一步|今后|改进(?:措施|情况|方向|计划)|整改措施|下步|以后的工作|新的一年|针对(?:以上|上述|这些|存在)"
)
_INTENT = re.compile(
    r"[将拟要]|计划|进一步|加强|完善|提高|提升|加大|强化|健全|规范|拓宽|丰富|推进|优化|落实|做好|确保|增强|夯实|推动"
)
_FILLER = re.compile(
    r"政府信息公开|政务公开|信息公开|进一步|下一步|今后|我[局办委县乡镇区市处院]|本机关|本单位|我们|工作|加强|完善|提高|提升|加大|强化|健全|规范|推进|推动|优化"
    r"|落实|做好|确保|增强|不断|切实|认真|积极|及时|全面|深入|持续|有效|力度|水平|能力|情况|相关|有关|各项|方面|[一二三四五六七八九十]是|第[一二三四五六]|首先|其次"
    r"|对于|通过|开展|进行|实现|以及|[的地得和与及在将要为了对把以等也是、，。；：！？（）()“”《》\d.\s]"
)
_LEAST_WORD = 2
_LEAST_CONTENT = 4  # characters of a promise, its filler left out: of less nothing can be said
_WHOLE, _PART = 0.6, 0.3
_SAME = 0.85


class Spoken(StrEnum):
    """What this year's report says of it."""

    YES = "yes"
    PARTLY = "partly"
    AGAIN = "again"
    NO = "no"


SPOKEN: dict[Spoken, str] = {
    Spoken.YES: "本年写到",
    Spoken.PARTLY: "本年写到一部分词语",
    Spoken.AGAIN: "本年第五部分又列为改进措施",
    Spoken.NO: "本年没有找到相同的词语",
}


@dataclass(frozen=True, slots=True)
class Promise:
    """One sentence of last year's; ``sentence`` is what comes nearest to it this year, ``words`` those that match."""

    text: str
    spoken: Spoken
    heading: str
    sentence: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """Two years of one organ. ``digest`` and ``earlier`` are of this year's report and of last year's."""

    agency: str
    year: int
    digest: str
    earlier: str
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    heading: str
    sentence: str
    is_promise: bool


def followed(
    connection: duckdb.DuckDBPyConnection,
    *,
    year: int | None = None,
    organ: str | None = None,
    area: str | None = None,
) -> Iterator[Followed]:
    """Every report of a store that has one of the year before beside it, by organ and year.

    Of two documents of one organ and year the one that counts; while nobody has decided, the later signed one.
    """
    rows = connection.execute(
        f"""
        WITH counted AS (
            SELECT digest, {ORGAN} AS organ, coalesce(organ_name, agency, name) AS agency, year FROM reports
            WHERE NOT {PASSED_OVER} AND year IS NOT NULL AND ($organ IS NULL OR {ORGAN} = $organ OR organ_name = $organ)
              AND ($area IS NULL OR {AREA} = $area)
            QUALIFY row_number() OVER (PARTITION BY {ORGAN}, year ORDER BY signed_on DESC NULLS LAST, digest) = 1)
        SELECT b.agency, b.year, b.digest, a.digest FROM counted a JOIN counted b ON a.organ = b.organ AND b.year = a.year + 1
        WHERE $year IS NULL OR b.year = $year ORDER BY ALL
        """,
        {"year": year, "organ": organ, "area": area},
    ).fetchall()
    for some in portions(rows):
        said = _said(connection, [digest for row in some for digest in row[2:]])
        for agency, of_year, digest, earlier in some:
            yield Followed(agency, of_year, digest, earlier, compared(said[earlier], said[digest]))


def compared(
    last: Sequence[tuple[str, str, str]], this: Sequence[tuple[str, str, str]]
) -> tuple[Promise, ...]:
    """Role, heading and text of the sections of two years."""
    said = [each for role, heading, text in this for each in _sentences(role, heading, text)]
    texts = [text for role, _, text in last if role == "problems"]
    return tuple(_answered(promise, said) for text in texts for promise in promises_in(text))


def _sentences(role: str, heading: str, text: str) -> Iterator[_Said]:
    """A sentence promises where it is one of this year's improvements and does not say that something was done."""
    again = set(promises_in(text)) if role == "problems" else set()
    for sentence in (each.strip() for each in _SENTENCE.findall(text)):
        yield _Said(heading, sentence, sentence in again and not _DONE.search(sentence))


def promises_in(text: str) -> tuple[str, ...]:
    """The sentences that say what will be done: those after the turn (下一步…), or all that sound like it."""
    turn = _TURN.search(text)
    since = _start_of(text, turn.start()) if turn else 0
    sentences = (sentence.strip() for sentence in _SENTENCE.findall(text[since:]))
    meant = (sentence for sentence in sentences if turn or _INTENT.search(sentence))
    return tuple(sentence for sentence in meant if len("".join(_content(sentence))) >= _LEAST_CONTENT)


def _start_of(text: str, place: int) -> int:
    return max((text.rfind(sign, 0, place) for sign in "。；！？\n"), default=-1) + 1


def _answered(promise: str, said: Sequence[_Said]) -> Promise:
    """The sentence of this year that has most of its words; one that reports goes before one that promises again."""
    pieces = _content(promise)
    rated = [(_share(pieces, each.sentence), not each.is_promise, -place) for place, each in enumerate(said)]
    reports = max((one for one in rated if one[1]), default=(0.0, True, 0))
    again = max((one for one in rated if not one[1]), default=(0.0, False, 0))
    if reports[0] < _WHOLE and again[0] >= max(_SAME, reports[0]):
        return _promise(promise, Spoken.AGAIN, said[-again[2]], pieces)
    if reports[0] < _PART:
        return Promise(promise, Spoken.NO, "", "", ())
    spoken = Spoken.YES if reports[0] >= _WHOLE else Spoken.PARTLY
    return _promise(promise, spoken, said[-reports[2]], pieces)


def _promise(text: str, spoken: Spoken, said: _Said, pieces: Sequence[str]) -> Promise:
    words = tuple(dict.fromkeys(word for piece in pieces for word in common_words(piece, said.sentence)))
    return Promise(text, spoken, said.heading, said.sentence, words)


def common_words(piece: str, sentence: str) -> list[str]:
    """The longest stretches of the piece that stand in the sentence, from left to right."""
    found, start = [], 0
    while start < len(piece):
        end = start
        while end < len(piece) and piece[start : end + 1] in sentence:
            end += 1
        if end - start >= _LEAST_WORD:
            found.append(piece[start:end])
        start = max(end, start + 1)
    return found


def _share(pieces: Sequence[str], sentence: str) -> float:
    matched = sum(len(word) for piece in pieces for word in common_words(piece, sentence))
    return matched / sum(map(len, pieces))


def _content(sentence: str) -> list[str]:
    """The sentence without the words that every report is full of."""
    return [piece for piece in _FILLER.split(sentence) if len(piece) >= _LEAST_WORD]


def _said(
    connection: duckdb.DuckDBPyConnection, digests: Sequence[str]
) -> Mapping[str, Sequence[tuple[str, str, str]]]:
    """Role, heading and text of every section of these reports."""
    rows = connection.execute(
        """
        SELECT digest, role, coalesce(heading, ''), coalesce(text, '') FROM sections
        WHERE digest IN (SELECT unnest(?::VARCHAR[])) ORDER BY digest, ordinal
        """,
        [list(digests)],
    ).fetchall()
    found: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for digest, *section in rows:
        found[digest].append((section[0], section[1], section[2]))
    return found
