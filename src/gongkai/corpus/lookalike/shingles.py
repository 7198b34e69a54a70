"""A text as the hashes of its shingles: every five characters that follow one another, names and years masked.

Two reports that differ in nothing but width, punctuation, spaces, the organ that speaks and the year have the same
shingles, so that what they share is what somebody wrote.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Places = NDArray[np.int32]

LENGTH = 5
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MASK = "\ue000"  # private use: no text holds it
_YEARS = r"(?:(?:19|20)[0-9]{2}|二[〇零o0][一二三四五六七八九〇零o0]{2})(?=年)"
_SELF = r"[我本全](?:县|市|区|旗|省|州|盟|镇|乡|街道|局|委员会|委|办公室|办|厅|院|处|中心|单位|机关|部门|大队|支队|所|站|政府)"
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,}?(?:特别行政区|自治[区州县旗]|省|市|县|(?<![新市地辖景社园])区|旗|州|盟|镇|(?<!城)乡(?!村|建)|街道)"
)
_LEAST_OF_NAME = 3  # characters: less is a word like any other


@dataclass(frozen=True, eq=False)
class Shingled:
    """``hashes[i]`` is of the five signs from ``i`` on. Sign ``i`` stands in the text from ``starts[i]`` to ``ends[i]``."""

    hashes: Hashes
    starts: Places
    ends: Places

    @cached_property
    def signs(self) -> int:
        """How many characters count: neither spaces nor punctuation; a masked name is one."""
        return len(self.starts)


def shingled(text: str, agency: str | None = None) -> Shingled:
    """The shingles of a text of this organ."""
    codes, spots = _normal(text)
    codes, starts, ends = _masked(codes, spots, agency or "")
    return Shingled(_hashes(codes), starts, ends)


def names_of(agency: str) -> tuple[str, ...]:
    """What an organ is called by: its whole name, the places in it with and without their kind, and the rest."""
    whole = "".join(
        sign for sign in unicodedata.normalize("NFKC", re.sub(r"[（(].*?[）)]", "", agency)) if sign.isalnum()
    )
    names, at = [whole], 0
    while place := _PLACE.match(whole, at):
        names += [place[0], re.sub(r"(?:自治)?.$|街道$", "", place[0])]
        at = place.end()
    if at and len(whole) - at >= _LEAST_OF_NAME:
        names.append(whole[at:])
    return tuple(sorted({name for name in names if len(name) >= 2}, key=lambda name: (-len(name), name)))


@lru_cache(maxsize=4096)
def _own(agency: str) -> re.Pattern[str]:
    names = names_of(agency)
    firsts = "".join(
        sorted({"我", "本", "全", "1", "2", "二", *(name[0] for name in names)})
    )  # most signs begin nothing
    return re.compile(
        rf"(?=[{re.escape(firsts)}])(?:(?:{'|'.join([*map(re.escape, names), _SELF])})+|{_YEARS})"
    )


@cache
def _table() -> NDArray[np.uint32]:
    """Every character of the basic plane as it counts: of one width, in lower case; 0 for what does not."""
    table = np.zeros(0x10000, dtype=np.uint32)
    for code in range(0x10000):
        plain = unicodedata.normalize("NFKC", chr(code)).lower() if not 0xD800 <= code < 0xE000 else ""
        table[code] = next((ord(sign) for sign in plain if sign.isalnum()), 0)
    table[ord("○")] = ord("〇")
    return table


def _normal(text: str) -> tuple[NDArray[np.uint32], Places]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    table = _table()
    plain = table[np.minimum(codes, 0xFFFF)]
    plain = np.where(codes > 0xFFFF, codes, plain)
    spots = np.flatnonzero(plain)
    return plain[spots], spots.astype(np.int32)


def _masked(
    codes: NDArray[np.uint32], spots: Places, agency: str
) -> tuple[NDArray[np.uint32], Places, Places]:
    """Every name and year as one sign that stands for all of it."""
    plain = codes.tobytes().decode("utf-32-le", "surrogatepass")
    found = [match.span() for match in _own(agency).finditer(plain)]
    if not found:
        return codes, spots, spots + 1
    first = np.array([start for start, _ in found])
    last = np.array([end - 1 for _, end in found])
    counts = np.bincount(first + 1, minlength=len(codes) + 1) - np.bincount(
        last + 1, minlength=len(codes) + 1
    )
    kept = np.cumsum(counts[: len(codes)]) == 0
    codes, ends = codes.copy(), spots + 1
    codes[first] = ord(_MASK)
    ends[first] = spots[last] + 1
    return codes[kept], spots[kept], ends[kept]


def _hashes(codes: NDArray[np.uint32]) -> Hashes:
    """A polynomial over five signs that follow one another, mixed so that every bit depends on all of them."""
    if len(codes) < LENGTH:
        return np.empty(0, dtype=np.uint64)
    wide = codes.astype(np.uint64)
    count = len(wide) - LENGTH + 1
    value = wide[:count].copy()
    for at in range(1, LENGTH):
        value *= _FACTOR
        value += wide[at : at + count]
    for shift, factor in ((33, 0xFF51AFD7ED558CCD), (33, 0xC4CEB9FE1A85EC53), (33, 1)):
        value ^= value >> np.uint64(shift)
        value *= np.uint64(factor)
    return value
