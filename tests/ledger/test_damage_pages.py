"""What is told of a damaged, forged or unlawful ledger, word for word: golden pages."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gongkai.ledger.anchors import Anchor, BadAnchors, anchor_line, load_anchors, mac_of, sealed
from gongkai.ledger.book import Book
from gongkai.ledger.chain import linked
from gongkai.ledger.codec import BadEntry, decode, encode, plain
from gongkai.ledger.entry import Act, Corrected, Fact
from gongkai.ledger.facts import organ, request
from gongkai.ledger.following import Fault
from gongkai.ledger.index import BrokenChain, Index, TornTail, entries_of
from gongkai.ledger.legality import number_faults, private_faults, state_faults
from gongkai.ledger.private import Private, PrivateStore
from gongkai.ledger.refused import Refused
from gongkai.ledger.verify import Verified, examine
from tests.ledger import test_codec
from tests.ledger.ledgers import ARRIVED, MOMENT, OPENED, act, chained, granted, write
from tests.ledger.test_verify import OF_ONE_LINE

Golden = Callable[[str, str], None]
Lines = list[bytes]
Damage = Callable[[Lines, int], Lines]
ONE, TWO, THREE = (f"request/2026-000{number}" for number in (1, 2, 3))
N1, N2, N3, N4, N5 = (f"云财公开〔2026〕{number}号" for number in range(1, 6))


def number(number: int) -> organ.ActivityRecorded:
    return organ.ActivityRecorded("other_matters", f"第{number}件")


def sound() -> Lines:
    """Two organs, ten entries each, their lines interleaved."""
    acts = []
    for key in ("czj", "zrj"):
        cases = ("organ", ONE, TWO, "organ", ONE, ONE, TWO, "organ", TWO)
        facts: list[Fact] = [
            number(n) if case == "organ" else request.Confirmed(f"电话{n}") for n, case in enumerate(cases)
        ]
        told_of = zip(range(1, 10), cases, facts, strict=True)
        later = [act(case, f"2026-02-0{day}", fact, organ=key) for day, case, fact in told_of]
        acts.append([act("organ", "2026-01-01", OPENED, organ=key), *later])
    return chained([each for pair in zip(*acts, strict=True) for each in pair])


def forged(lines: Lines, at: int) -> bytes:
    before = decode(lines[at], at=1)
    slipped = act(THREE, "2026-03-01", ARRIVED, organ=before.act.organ)
    return linked(slipped, number=before.number + 1, previous=before.hash, case_previous="")[1]


def replaced(lines: Lines, at: int) -> bytes:
    """The entry says another thing and has the hash of what it says."""
    entry = decode(lines[at], at=1)
    other = replace(entry.act, actor="zhao")
    return linked(other, number=entry.number, previous=entry.previous, case_previous=entry.case_previous)[1]


def moved(lines: Lines, at: int, by: int) -> Lines:
    rest = lines[:at] + lines[at + 1 :]
    return [*rest[: at + by], lines[at], *rest[at + by :]]


def swapped(lines: Lines, at: int, other: int) -> Lines:
    found = list(lines)
    found[at], found[other] = found[other], found[at]
    return found


OF_THE_ORDER: dict[str, Damage] = {
    "删去一条": lambda lines, at: lines[:at] + lines[at + 1 :],
    "删去四行": lambda lines, at: lines[:at] + lines[at + 4 :],
    "重复在末尾": lambda lines, at: [*lines, lines[at]],
    "重复在后面": lambda lines, at: [*lines[: at + 3], lines[at], *lines[at + 3 :]],
    "提前重复": lambda lines, at: [*lines[: at - 3], lines[at], *lines[at - 3 :]],
    "挪后": lambda lines, at: moved(lines, at, 5),
    "挪前": lambda lines, at: moved(lines, at, -4),
    "对调": lambda lines, at: swapped(lines, at, at + 2),
    "远远对调": lambda lines, at: swapped(lines, at, at - 6),
    "插进一条": lambda lines, at: [*lines[: at + 1], forged(lines, at), *lines[at + 1 :]],
    "换掉一条": lambda lines, at: [*lines[:at], replaced(lines, at), *lines[at + 1 :]],
    "截去末尾": lambda lines, at: lines[:at],
}
CHANGES: dict[str, Damage] = OF_THE_ORDER | {
    name: lambda lines, at, change=change: [*lines[:at], change(lines[at]), *lines[at + 1 :]]
    for name, change in OF_ONE_LINE.items()
}


def told(faults: Sequence[Fault], *, is_short: bool = False) -> Iterator[str]:
    for each in faults:
        says = "" if is_short else f"：{each.says}"
        yield f"  {each.line} {each.organ} {each.number} {each.kind}{says}"


def looked_at(path: Path, lines: Lines, *anchors: Anchor) -> Verified:
    return examine(write(path / "台账.jsonl", lines), anchors)


def test_one_damage(tmp_path: Path, golden: Golden) -> None:
    page = []
    for name, change in CHANGES.items():
        for at in (7, 12, 17):
            found = looked_at(tmp_path, change(sound(), at))
            tips = "、".join(f"{tip.organ} {tip.number} {tip.hash[:4]}" for tip in found.tips)
            page += [f"# {name}，第 {at + 1} 行：{found.entries} 行，{tips}", *told(found.faults)]
    golden("damage/one.txt", "\n".join(page) + "\n")


def test_two_damages_at_once(tmp_path: Path, golden: Golden) -> None:
    page = []
    for seed in range(150):
        chance = random.Random(seed)
        names = chance.choices(sorted(OF_THE_ORDER if seed % 3 else CHANGES), k=2)
        one, other = chance.randrange(6, 18), chance.randrange(6, 14)
        lines = CHANGES[names[0]](sound(), one)
        try:
            lines = CHANGES[names[1]](lines, min(other, len(lines) - 3))
        except BadEntry:  # what was damaged first cannot be forged
            continue
        anchors = anchors_of(sound()) if seed % 2 else ()
        page.append(f"# {names[0]} {one}，{names[1]} {other}{'，有封存' if anchors else ''}")
        page += told(looked_at(tmp_path, lines, *anchors).faults, is_short=True)
    golden("damage/two.txt", "\n".join(page) + "\n")


def anchors_of(lines: Lines) -> tuple[Anchor, ...]:
    entries = [decode(line, at=1) for line in lines]
    return tuple(
        Anchor(each.act.organ, each.number, each.hash, each.number * 2, date(2026, 7, each.number))
        for each in entries
        if each.number in {3, 6, 9}
    )


def test_what_anchors_tell(tmp_path: Path, golden: Golden) -> None:
    lines, page = sound(), []
    anchors = anchors_of(lines)
    other = chained([replace(decode(line, at=1).act, actor="zhao") for line in lines])
    for name, damaged in {
        "没有动过": lines,
        "全部重写": other,
        "截去末尾": lines[:9],
        "空的": [],
        "缺一个机关": lines[::2],
    }.items():
        page += [f"# {name}", *told(looked_at(tmp_path, damaged, *anchors).faults)]
    torn = tmp_path / "断.jsonl"
    torn.write_bytes(b"\n".join(lines)[:-20])
    page += ["# 没有写完", *told(examine(torn).faults)]
    path = tmp_path / "封存.jsonl"
    keyed = sealed(anchors[:2], b"key")
    wrong = anchor_line(keyed[0]).replace('"number":3', '"number":4')
    path.write_text("\n".join([*map(anchor_line, keyed), anchor_line(anchors[2]), wrong, "{", "3"]), "utf-8")
    page.append(path.read_text("utf-8"))
    for key in (None, b"key", b"other"):
        with pytest.raises(BadAnchors) as bad:
            load_anchors(path, key=key)
        page.append(str(bad.value).replace(str(path), path.name))
    assert mac_of(keyed[0], b"key") == keyed[0].mac
    golden("damage/anchors.txt", "\n".join(page) + "\n")


def test_every_mistake_of_a_line(golden: Golden) -> None:
    line, page = test_codec._line(), [test_codec._line().decode()]
    for name, (old, new, _) in test_codec.WRONG.items():
        with pytest.raises(BadEntry) as bad:
            decode(line.replace(old, new, 1), at=7)
        page += [f"# {name}", str(bad.value)]
    entry = decode(line, at=1)
    for wrong in (
        replace(entry.act, actor=""),
        replace(entry.act, case="remedy/2026-0001"),
        replace(entry.act, organ="财 政"),
    ):
        with pytest.raises(BadEntry) as bad:
            encode(replace(entry, act=wrong, number=4))
        page += [f"# {bad.value.at}", str(bad.value)]
    for links in ({"previous": "g" * 64}, {"case_previous": "0" * 63}, {"hash": ""}, {"hash": "A" * 64}):
        with pytest.raises(BadEntry) as bad:
            encode(replace(entry, **links))  # type: ignore[arg-type]
        page += [f"# {links}", str(bad.value)]
    page.append(str(plain(Corrected(3, date(2026, 1, 6), ARRIVED, "误"))))
    golden("damage/lines.txt", "\n".join(page) + "\n")


def of_everything() -> list[Act]:
    """Numbers drawn twice and left out, corrected letters, one applicant in several cases, illegal acts, two organs."""
    asked = request.SupplementAsked(("写明年度",), date(2026, 1, 30), N1)
    alone = replace(ARRIVED, applicant=Private("p9", "sha256:" + "b" * 64))
    right = Corrected(4, date(2026, 1, 7), replace(asked, letter=N3), "文号写错")
    again = Corrected(4, date(2026, 1, 7), replace(asked, letter=N4), "还是写错")
    return [
        act("organ", "2026-01-01", OPENED),
        act(ONE, "2026-01-05", ARRIVED),
        act("organ", "2026-01-01", replace(OPENED, name="云溪县自然资源局", short="云自公开"), organ="zrj"),
        act(TWO, "2026-01-06", ARRIVED),
        act(ONE, "2026-01-07", asked),
        act(TWO, "2026-01-08", granted(N1)),
        act(ONE, "2026-01-09", right),
        act("request/2026-0004", "2026-01-09", alone),
        act(ONE, "2026-01-12", again),
        act("organ", "2026-01-12", organ.NumberVoided(N2, "写坏")),
        act(TWO, "2026-01-13", granted(N5)),
        act("request/2026-0005", "2026-01-14", ARRIVED, organ="zrj"),
        act("request/2026-0005", "2026-04-30", granted("云自公开〔2026〕2号"), organ="zrj"),
        act("organ", "2026-01-14", organ.YearClosed(2026), organ="zrj"),
        act("request/2026-0006", "2026-01-15", Corrected(1, date(2026, 1, 1), ARRIVED, "误"), organ="zrj"),
        act("request/2026-0005", "2026-05-06", Corrected(2, date(2026, 5, 4), ARRIVED, "误"), organ="zrj"),
    ]  # fmt: skip


def test_what_may_not_be(tmp_path: Path, golden: Golden) -> None:
    path = write(tmp_path / "台账.jsonl", chained(of_everything()))
    PrivateStore(path).path.write_text('{"key":"p2","salt":"s","text":"别的"}\n', "utf-8")
    book = Book(path)
    page = [
        "# 编号", *told(list(number_faults(path))),
        "# 程序", *told(list(state_faults(path, book.rulebook))),
        "# 私密", *told(list(private_faults(path))),
    ]  # fmt: skip
    golden("damage/unlawful.txt", "\n".join(page) + "\n")


def test_where_the_entries_stand(tmp_path: Path, golden: Golden) -> None:
    path = write(tmp_path / "台账.jsonl", chained(of_everything()))
    index, page = Index(), []
    with path.open("rb") as file:
        index.follow(file)
        assert index.fits(file)
        for key, place in index.organs.items():
            page.append(f"# {key} {list(place.offsets)} {place.hash[:6]} {place.applicants}")
            page.append(f"{place.numbering.twice} {list(map(str, place.numbering.gaps()))}")
            for name, case in place.cases.items():
                page.append(f"  {name} {list(case.numbers)} {case.hash[:6]} {case.letter}")
                for until in (0, place.offsets[-1], place.offsets[-1] + 1):
                    found = [each.number for each in entries_of(place, case, file, until=until)]
                    page.append(f"    {until} {found}")
        page.append(str(index.organs["czj"].cases_beside(TWO, "p1")))
        page.append(str(index.organs["czj"].cases_beside("request/2026-0004", "p1")))
    page.append(f"{index.size} {index.lines} {index.hash[:6]}")
    golden("damage/index.txt", "\n".join(page) + "\n")


def test_what_cannot_be_followed(tmp_path: Path, golden: Golden) -> None:
    lines, page = sound(), []
    for name, content in {
        "断了": b"\n".join(lines)[:-5],
        "空字节": b"\n".join(lines[:3]) + b"\n" + b"\0" * 9 + b"\n" + b"\0\n",
        "空字节以后还有": b"\n".join(lines[:3]) + b"\n" + b"\0" * 9 + b"\n" + lines[3] + b"\n",
        "缺一条": b"\n".join(lines[:3] + lines[5:]) + b"\n",
        "不是记录": b"\n".join([*lines[:4], b'{"a":1}']) + b"\n",
        "不是文字": b"\n".join([*lines[:4], b"\xff"]) + b"\n",
    }.items():
        path = tmp_path / "台账.jsonl"
        path.write_bytes(content)
        index = Index()
        with path.open("rb") as file, pytest.raises((TornTail, BrokenChain, BadEntry)) as bad:
            index.follow(file)
        page += [f"# {name}", f"{type(bad.value).__name__} {bad.value} {index.size} {index.lines}"]
        if isinstance(bad.value, TornTail):
            page.append(str(bad.value.start))
    golden("damage/following.txt", "\n".join(page) + "\n")


def test_what_a_book_does_not_take(tmp_path: Path, golden: Golden) -> None:
    book = Book(tmp_path / "台账.jsonl")
    above = replace(OPENED, name="云溪县人民政府", kind="government", parent="zrj")
    page: list[str] = []

    def tried(each: Act) -> None:
        try:
            entry = book.append(each)
        except Refused as refused:
            page.extend(f"{one.code} {one.says}{one.remedy}〔{one.basis}〕" for one in refused.refusals)
        else:
            page.append(f"{entry.number} {entry.hash[:6]} {entry.previous[:6]} {entry.case_previous[:6]}")

    for each in (
        act(ONE, "2026-01-05", ARRIVED),
        act("organ", "2026-01-05", number(1)),
        act("organ", "2026-01-01", OPENED),
        act("organ", f"{MOMENT.year + 5}-12-31", number(2)),
        act("organ", f"{MOMENT.year + 6}-01-01", number(3)),
        act("organ", "2026-01-01", above, organ="zf"),
        act("organ", "2026-01-01", replace(OPENED, parent="zf"), organ="zrj"),
        act("organ", "2026-02-01", organ.OrganChanged(parent="zrj")),
        act("organ", "2026-02-01", organ.OrganChanged(parent="elsewhere")),
        act("organ", "2026-02-01", organ.OrganChanged(parent="zf"), organ="zf"),
        *(replace(each, recorded=MOMENT) for each in of_everything()[1:]),
    ):
        tried(each)
    done = book.append_all(of_everything()[3:])
    page += [f"{one.position} {one.act.case} {one.because}" for one in done.refused]
    page += [f"{key} {book.cases(key)}" for key in book.organs()]
    golden("damage/book.txt", "\n".join(page) + "\n")
