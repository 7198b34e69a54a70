"""Another organ's name where a report speaks of itself: what is left when a report was pasted from somebody else's.

Names that belong to another organ of the same corpus are looked for, and only where they stand as the one whose report
it is: as the subject that works and publishes, as its author, in its title, under it. An organ that is met, asked, thanked, an
organ above or below, or a name of one's own from before, is nothing. Documents that somebody decided to ignore, and those for
which another of the same organ and year counts, are not searched. What checking a report by itself found of other counties
(RES003) stands beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import duckdb

from gongkai.corpus.lookalike.scope import AREA, ORGAN, PASSED_OVER
from gongkai.corpus.organs.register import Register
from gongkai.corpus.portions import portions
from gongkai.model.organ import is_placed, is_short_for

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_START = re.compile(
    r"(?:^|(?<=[，；：]))(?:(?:20\d\d|二[〇○零][一二][〇○零一二三四五六七八九])年(?:度|来|以来)?，?)?(?P<by>由|现将|现公布|请与|关于)?"
)
_SPEAKS = re.compile(
    r"(?:在[^，。]{2,16}下)?，?(?:认真|严格|高度重视|坚持|积极|扎实|全面|贯彻|深入|切实|进一步|持续|始终|紧紧|紧扣|按照|根据|以习近平|主动公开|(?:共|未|没有)?收到"
    r"|共(?:主动)?(?:公开|发布)|全年|20\d\d年|编制|不断)"
)
_AUTHOR = re.compile(r"(?:负责)?(?:编制|制作)")
_REPORT = re.compile(
    r"的?(?:(?:20\d\d|二[〇○零][一二][〇○零一二三四五六七八九])年度?)?政府信息公开(?:工作)?(?:年度报告|情况)"
)
_CONTACT = re.compile(r"(?:政务公开|信息公开)?(?:办公室|股|科)?联系")
_MET = re.compile(
    r"学习|考察|交流|借鉴|对口|协作|帮扶|支援|援建|合作|联合|移送|转办|跨|来我|赴|诉|邻|配合|参观|邀|会同|牵头|原|更名|前身|划入|合并|撤销|移交|挂牌|曾|以来信"
)
_GOVERNMENT = re.compile(r"(?:人民政府|政府)(?:办公室|办公厅)?$")
_PLACE = re.compile(r"^.{2,12}?(?:自治[州县旗]|省|市|县|区|旗|州|盟|镇|乡|街道)")
_TITLE = "标题"
_UNDER = "落款"
_ELSEWHERE = "RES003"
_OFFICE_OF = re.compile(r"(?:政务公开|信息公开)?(?:办公室|办公厅)?$")
_LEAST, _MOST = 5, 30  # characters of a name worth looking for


@dataclass(frozen=True, slots=True)
class Residue:
    """``words`` are the other organ's name as printed, ``sentence`` the sentence around it, ``where`` the heading."""

    digest: str
    name: str
    agency: str
    year: int | None
    where: str
    words: str
    sentence: str


@dataclass(frozen=True)
class Names:
    """Who goes by which name in a corpus; ``above`` leads from an organ's key to its parent's."""

    of: Mapping[str, frozenset[str]]
    above: Mapping[str, str | None]

    @cached_property
    def own(self) -> Mapping[str, frozenset[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for name, organs in self.of.items():
            for organ in organs:
                found[organ].add(name)
        return {organ: frozenset(names) for organ, names in found.items()}

    def at(self, text: str, start: int) -> str | None:
        """The longest name that begins here."""
        for end in range(min(start + _MOST, len(text)), start + _LEAST - 1, -1):
            if text[start:end] in self.of:
                return text[start:end]
        return None


def residues(
    connection: duckdb.DuckDBPyConnection,
    register: Register | None = None,
    *,
    year: int | None = None,
    area: str | None = None,
) -> Iterator[Residue]:
    """What the reports of a store hold of other organs' names, report by report."""
    known = names(connection, register)
    heads = connection.execute(
        f"""
        SELECT digest, name, {ORGAN}, agency, year, coalesce(title, ''), json_extract_string(payload, '$.signoff.body')
        FROM reports JOIN (SELECT digest, payload FROM payloads) USING (digest)
        WHERE NOT {PASSED_OVER} AND agency IS NOT NULL AND ($year IS NULL OR year = $year) AND ($area IS NULL OR {AREA} = $area)
        ORDER BY year, agency, digest
        """,
        {"year": year, "area": area},
    ).fetchall()
    for some in portions(heads):
        digests = [head[0] for head in some]
        sections, elsewhere = _sections(connection, digests), _elsewhere(connection, digests)
        for digest, name, organ, agency, of_year, title, signed_by in some:
            texts = [(_TITLE, title), *sections.get(digest, ())]
            found = [*_in_texts(texts, organ, _compact(agency), known)]
            found += _in_signoff(signed_by or "", organ, _compact(agency), known)
            found += _beside(elsewhere.get(digest, ()), texts, found, known)
            for where, words, sentence in found:
                yield Residue(digest, name, agency, of_year, where, words, sentence)


def _sections(
    connection: duckdb.DuckDBPyConnection, digests: Sequence[str]
) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Heading and text of every section of these reports."""
    rows = connection.execute(
        """
        SELECT digest, coalesce(heading, ''), coalesce(text, '') FROM sections
        WHERE digest IN (SELECT unnest(?::VARCHAR[])) ORDER BY digest, ordinal
        """,
        [list(digests)],
    ).fetchall()
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for digest, heading, text in rows:
        found[digest].append((heading, text))
    return found


def _elsewhere(connection: duckdb.DuckDBPyConnection, digests: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """What a check of each report by itself quoted as another county's."""
    rows = connection.execute(
        """
        SELECT digest, list(quote ORDER BY ordinal) FROM findings
        WHERE code = ? AND quote IS NOT NULL AND digest IN (SELECT unnest(?::VARCHAR[])) GROUP BY digest
        """,
        [_ELSEWHERE, list(digests)],
    ).fetchall()
    return dict(rows)


def names(connection: duckdb.DuckDBPyConnection, register: Register | None = None) -> Names:
    """The names under which the organs of this corpus report, and all that their register knows of them."""
    rows: list[tuple[str, str | None]] = connection.execute(
        f"SELECT DISTINCT {ORGAN}, unnest([agency, organ_name]) FROM reports WHERE agency IS NOT NULL"
    ).fetchall()
    entries = register.entries if register is not None else ()
    rows += [(entry.key, name) for entry in entries for name in (entry.name, *entry.also)]
    of: defaultdict[str, set[str]] = defaultdict(set)
    for organ, name in rows:
        if name and is_placed(name) and len(_compact(name)) >= _LEAST:
            of[_compact(name)].add(organ)
    above = {entry.key: entry.parent for entry in entries}
    return Names({name: frozenset(organs) for name, organs in of.items()}, above)


def _in_texts(
    texts: Sequence[tuple[str, str]], organ: str, agency: str, known: Names
) -> Iterator[tuple[str, str, str]]:
    told: set[str] = set()
    for where, text in texts:
        for sentence in _SENTENCE.findall(text):
            plain = _compact(sentence)
            for words in _in_sentence(plain, known, is_title=where == _TITLE):
                if words not in told and is_foreign(words, organ, agency, known):
                    told.add(words)
                    yield where, words, sentence.strip()


def _beside(
    quotes: Sequence[str],
    texts: Sequence[tuple[str, str]],
    told: Sequence[tuple[str, str, str]],
    known: Names,
) -> Iterator[tuple[str, str, str]]:
    """The quotes that are not told already, with their sentences. Of names of this corpus was decided above."""
    for quote in map(_compact, dict.fromkeys(quotes)):
        if any(words in quote for _, words, _ in told) or known.at(quote, 0):
            continue
        where = ((where, each) for where, text in texts for each in _SENTENCE.findall(text))
        place = next(((where, each.strip()) for where, each in where if quote in _compact(each)), ("", quote))
        yield place[0], quote, place[1]


def _in_signoff(signed_by: str, organ: str, agency: str, known: Names) -> Iterator[tuple[str, str, str]]:
    """Who signed, if that is another organ of the corpus, or its office."""
    plain = _compact(signed_by)
    words = known.at(plain, 0)
    if words and _OFFICE_OF.fullmatch(plain[len(words) :]) and is_foreign(words, organ, agency, known):
        yield _UNDER, words, signed_by.strip()


def _in_sentence(sentence: str, known: Names, *, is_title: bool) -> Iterator[str]:
    """Names of the corpus that the sentence treats as the one whose report this is."""
    if _MET.search(sentence):
        return
    for start in _START.finditer(sentence):
        words = known.at(sentence, start.end())
        if words is None:
            continue
        after = sentence[start.end() + len(words) :]
        if is_title or _REPORT.match(after) or _is_speaker(start["by"], after):
            yield words


def _is_speaker(by: str | None, after: str) -> bool:
    if by == "由":
        return _AUTHOR.match(after) is not None
    if by == "请与":
        return _CONTACT.match(after) is not None
    return by is None and _SPEAKS.match(after) is not None


def is_foreign(name: str, organ: str, agency: str, known: Names) -> bool:
    """The name belongs to another organ: not to this one, to none above or below it, and is not its own in short."""
    if organ in known.of[name] or agency in name or name in agency:
        return False
    if any(is_short_for(name, own) or is_short_for(own, name) for own in (agency, *known.own.get(organ, ()))):
        return False
    if any(_is_above(organ, other, known) or _is_above(other, organ, known) for other in known.of[name]):
        return False
    return not (_governs(name, agency) or _governs(agency, name))


def _is_above(organ: str, other: str, known: Names) -> bool:
    above, steps = known.above.get(organ), 0
    while above is not None and steps < 10:
        if above == other:
            return True
        above, steps = known.above.get(above), steps + 1
    return False


def _governs(one: str, other: str) -> bool:
    """A government, or its office, and an organ whose name begins with the same place."""
    place = _PLACE.match(one)
    return _GOVERNMENT.search(one) is not None and place is not None and other.startswith(place[0])


def _compact(text: str) -> str:
    return re.sub(r"\s|[（(].*?[）)]", "", text)
