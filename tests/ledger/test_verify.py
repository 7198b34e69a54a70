"""The drill: whatever is done to a ledger behind its back is found, and found where it was done."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gongkai.ledger.anchors import Anchor, BadAnchors, anchor_line, load_anchors, sealed
from gongkai.ledger.chain import hash_of, linked
from gongkai.ledger.codec import decode
from gongkai.ledger.entry import Act
from gongkai.ledger.facts.organ import ActivityRecorded
from gongkai.ledger.facts.request import Confirmed
from gongkai.ledger.verify import Fault, examine, verify
from tests.ledger.ledgers import ARRIVED, OPENED, act, chained, write

POSITIONS = 60
SIZE = 40


def _acts(organ: str, chance: random.Random) -> list[Act]:
    cases = ["organ", *(f"request/2026-{number:04}" for number in range(1, 6))]
    acts = [act("organ", "2026-01-01", OPENED, organ=organ)]
    for number in range(2, SIZE + 1):
        case = chance.choice(cases)
        fact = (
            ActivityRecorded("other_matters", f"第{number}件")
            if case == "organ"
            else Confirmed(f"电话 {number}")
        )
        acts.append(act(case, f"2026-02-{number % 28 + 1:02}", fact, organ=organ))
    return acts


@pytest.fixture(scope="module")
def lines() -> list[bytes]:
    """Two organs, their entries interleaved."""
    chance = random.Random(20260105)
    chains = [_acts("czj", chance), _acts("zrj", chance)]
    acts = []
    while any(chains):
        acts.append(chance.choice([chain for chain in chains if chain]).pop(0))
    return chained(acts)


def _number(line: bytes) -> tuple[str, int]:
    value = json.loads(line)
    return value["organ"], value["number"]


def _rehashed(line: bytes) -> bytes:
    """The line with its own hash computed anew."""
    return line[:-66] + f'{hash_of(line, "sha256")}"}}'.encode()


def _says(line: bytes) -> bytes:
    return line.replace(b'"on":"2026-0', b'"on":"2025-0')


def _other_key_order(line: bytes) -> bytes:
    value = json.loads(line)
    del value["hash"]
    reordered = dict(sorted(value.items())) | {"hash": "0" * 64}
    return _rehashed(json.dumps(reordered, ensure_ascii=False, separators=(",", ":")).encode())


OF_ONE_LINE: dict[str, Callable[[bytes], bytes]] = {
    "a value is changed": _says,
    "the actor is swapped": lambda line: line.replace(b'"zhang"', b'"zhao"'),
    "the clock is shifted": lambda line: line.replace(b"T09:30:00", b"T09:30:01"),
    "the hash is changed": lambda line: line[:-10] + (b"0" if line[-10:-9] != b"0" else b"1") + line[-9:],
    "a link is changed": lambda line: line.replace(b'"case_previous":"', b'"case_previous":"' + b"0" * 64)[: -64] + line[-64:],
    "the algorithm is changed": lambda line: line.replace(b'"sha256"', b'"sm3"'),
    "the algorithm is none": lambda line: line.replace(b'"sha256"', b'"md5"'),
    "the keys are in another order": _other_key_order,
    "a space is put in": lambda line: line.replace(b'","number"', b'", "number"'),
    "a letter is escaped": lambda line: line.replace(b"zhang", b"\\u007ahang"),
    "a key stands twice": lambda line: line.replace(b',"case":', b',"actor":"zhao","case":'),
    "a byte is lost": lambda line: line[:30] + line[31:],
    "a byte is no text": lambda line: line[:40] + b"\xff" + line[41:],
    "it is no JSON": lambda line: b"\0" * len(line),
    "it is forged with its hash": lambda line: _rehashed(_says(line)),
}  # fmt: skip


@pytest.mark.parametrize("name", OF_ONE_LINE)
def test_a_line_that_was_tampered_with_is_found_where_it_stands(
    tmp_path: Path, lines: list[bytes], name: str
) -> None:
    chance = random.Random(name)
    ends = {_number(line)[0]: position for position, line in enumerate(lines)}.values()
    positions = [position for position in range(len(lines)) if position not in ends]
    for position in chance.choices(positions, k=POSITIONS):
        changed = OF_ONE_LINE[name](lines[position])
        assert changed != lines[position]
        found = verify(write(tmp_path / "台账.jsonl", [*lines[:position], changed, *lines[position + 1 :]]))
        assert found[0].line == position + 1, (position, found)
        assert len(found) == 1, found


def test_an_untouched_ledger_has_no_fault(tmp_path: Path, lines: list[bytes]) -> None:
    found = examine(write(tmp_path / "台账.jsonl", lines))
    assert found.faults == ()
    assert found.entries == 2 * SIZE
    assert {(tip.organ, tip.number) for tip in found.tips} == {("czj", SIZE), ("zrj", SIZE)}


def _faults(tmp_path: Path, lines: list[bytes], *anchors: Anchor) -> tuple[Fault, ...]:
    return verify(write(tmp_path / "台账.jsonl", lines), anchors)


def _chance(lines: list[bytes], name: str, *, last: int = 0) -> list[int]:
    """Positions of entries that at least ``last`` entries of the same organ follow, and one goes before."""
    chance = random.Random(name)
    good = [position for position, line in enumerate(lines) if 1 < _number(line)[1] <= SIZE - last]
    return chance.choices([position for position in good if position > 4], k=POSITIONS)


def test_a_dropped_entry_is_named(tmp_path: Path, lines: list[bytes]) -> None:
    for position in _chance(lines, "drop", last=1):
        (fault,) = _faults(tmp_path, lines[:position] + lines[position + 1 :])
        assert (fault.kind, fault.organ, fault.number) == ("dropped", *_number(lines[position]))


def test_a_dropped_first_entry_is_named(tmp_path: Path, lines: list[bytes]) -> None:
    (fault,) = _faults(tmp_path, lines[1:])
    assert (fault.kind, fault.number) == ("dropped", 1)


def test_several_dropped_entries_are_one_fault(tmp_path: Path) -> None:
    lines = chained(_acts("czj", random.Random(1)))
    (fault,) = _faults(tmp_path, lines[:10] + lines[15:])
    assert (fault.kind, fault.number, fault.line) == ("dropped", 11, 11)
    assert "第 11 至 15 条" in fault.says


def test_a_repeated_line_is_named(tmp_path: Path, lines: list[bytes]) -> None:
    for position in _chance(lines, "repeat"):
        later = random.Random(position).randrange(position + 1, len(lines) + 1)
        (fault,) = _faults(tmp_path, [*lines[:later], lines[position], *lines[later:]])
        assert (fault.kind, fault.line) == ("repeated", later + 1)


def test_a_line_repeated_before_its_place_is_named(tmp_path: Path, lines: list[bytes]) -> None:
    for position in _chance(lines, "early", last=1):
        early = position - 1 - position % 3
        (fault,) = _faults(tmp_path, [*lines[:early], lines[position], *lines[early:]])
        organ = _number(lines[position])[0]
        is_early = organ in {_number(line)[0] for line in lines[early:position]}
        assert (fault.kind, fault.line) == ("repeated", early + 1 if is_early else position + 2)


def test_two_lines_that_changed_places_are_named(tmp_path: Path, lines: list[bytes]) -> None:
    own = [position for position, line in enumerate(lines) if _number(line)[0] == "czj"]
    chance = random.Random("swap")
    for _ in range(POSITIONS):
        one, other = sorted(chance.sample(own[1:-1], 2))
        swapped = list(lines)
        swapped[one], swapped[other] = lines[other], lines[one]
        found = _faults(tmp_path, swapped)
        assert {fault.kind for fault in found} == {"reordered"}, found
        assert {fault.line for fault in found} & {one + 1, other + 1}
        assert len(found) <= 2


def test_a_moved_line_is_named(tmp_path: Path, lines: list[bytes]) -> None:
    for position in _chance(lines, "move", last=3):
        organ = _number(lines[position])[0]
        later = [at for at in range(position + 1, len(lines)) if _number(lines[at])[0] == organ][2] + 1
        found = _faults(
            tmp_path, lines[:position] + lines[position + 1 : later] + [lines[position]] + lines[later:]
        )
        assert [(fault.kind, fault.number) for fault in found] == [("reordered", _number(lines[position])[1])]


def test_an_inserted_entry_is_named(tmp_path: Path, lines: list[bytes]) -> None:
    """It continues the chain as well as it can: only the entries after it tell."""
    for position in _chance(lines, "insert", last=2):
        before = decode(lines[position], at=1)
        forged, line = linked(
            act("request/2026-0009", "2026-03-01", ARRIVED, organ=before.act.organ),
            number=before.number + 1, previous=before.hash, case_previous="",
        )  # fmt: skip
        (fault,) = _faults(tmp_path, [*lines[: position + 1], line, *lines[position + 1 :]])
        assert (fault.kind, fault.line, fault.number) == ("inserted", position + 2, forged.number)


def test_an_entry_from_another_ledger_is_named(tmp_path: Path, lines: list[bytes]) -> None:
    other = chained(_acts("jyj", random.Random(2)))
    for position in _chance(lines, "splice"):
        (fault,) = _faults(tmp_path, [*lines[:position], other[position % (SIZE - 1) + 1], *lines[position:]])
        assert (fault.kind, fault.organ, fault.line) == ("inserted", "jyj", position + 1)


def test_the_chain_of_another_ledger_cannot_be_joined_on(tmp_path: Path) -> None:
    """Same organ, same numbers, another history: the seam shows."""
    lines, other = (chained(_acts("czj", random.Random(seed))) for seed in (3, 4))
    for position in range(2, SIZE - 1):
        found = _faults(tmp_path, lines[:position] + other[position:])
        if lines[position - 1] == other[position - 1]:
            continue  # the histories have not parted yet
        assert [(fault.kind, fault.line) for fault in found] == [("forged", position)]


def test_a_forged_last_entry_of_a_case_does_not_fit_its_case(tmp_path: Path, lines: list[bytes]) -> None:
    last = decode(lines[-1], at=1)
    _, line = linked(last.act, number=last.number, previous=last.previous, case_previous="0" * 64)
    (fault,) = _faults(tmp_path, [*lines[:-1], line])
    assert (fault.kind, fault.line) == ("forged", len(lines))


# --- anchors ------------------------------------------------------------------------------------------------------


def _anchor(lines: list[bytes], organ: str = "czj", *, number: int | None = None) -> Anchor:
    entries = [decode(line, at=1) for line in lines]
    own = [entry for entry in entries if entry.act.organ == organ]
    last = own[-1 if number is None else number - 1]
    return Anchor(organ, last.number, last.hash, len(entries), date(2026, 7, 1))


def test_a_cut_tail_shows_by_its_anchor_only(tmp_path: Path, lines: list[bytes]) -> None:
    anchor = _anchor(lines)
    for cut in (1, 2, 17, len(lines) - 1):
        kept = lines[:-cut]
        assert _faults(tmp_path, kept) == ()
        left = sum(_number(line)[0] == "czj" for line in kept)
        expected = [("cut", left + 1)] if left < SIZE else []
        assert [(fault.kind, fault.number) for fault in _faults(tmp_path, kept, anchor)] == expected


def test_a_ledger_that_is_gone_is_missed(tmp_path: Path, lines: list[bytes]) -> None:
    (fault,) = _faults(tmp_path, [], _anchor(lines))
    assert (fault.kind, fault.line, fault.number) == ("cut", 0, 1)


def test_a_wholly_forged_chain_shows_at_the_first_anchor_after_the_forgery(tmp_path: Path) -> None:
    acts = _acts("czj", random.Random(5))
    lines = chained(acts)
    anchors = [_anchor(lines, number=number) for number in (10, 30, 40)]
    forged = chained(
        [*acts[:19], act("organ", "2026-05-01", ActivityRecorded("other_matters", "无")), *acts[20:]]
    )
    assert _faults(tmp_path, forged) == ()
    (fault,) = _faults(tmp_path, forged, *anchors)
    assert (fault.kind, fault.number) == ("anchor", 30)


def test_anchors_read_back_and_only_with_their_key(tmp_path: Path, lines: list[bytes]) -> None:
    anchors = sealed([_anchor(lines), _anchor(lines, "zrj")], b"key")
    path = tmp_path / "封存.jsonl"
    path.write_text("".join(f"{anchor_line(anchor)}\n" for anchor in anchors), encoding="utf-8")
    assert load_anchors(path, key=b"key") == anchors
    assert load_anchors(path) == anchors
    with pytest.raises(BadAnchors, match="第 1 行：带键摘要不对"):
        load_anchors(path, key=b"other")
    path.write_text(anchor_line(_anchor(lines)) + "\n", encoding="utf-8")
    with pytest.raises(BadAnchors, match="第 1 行：没有带键摘要"):
        load_anchors(path, key=b"key")


def test_a_forged_anchor_does_not_pass_for_a_keyed_one(tmp_path: Path, lines: list[bytes]) -> None:
    (anchor,) = sealed([_anchor(lines)], b"key")
    path = tmp_path / "封存.jsonl"
    path.write_text(anchor_line(anchor).replace(anchor.hash, "0" * 64), encoding="utf-8")
    with pytest.raises(BadAnchors, match="带键摘要不对"):
        load_anchors(path, key=b"key")


def test_all_mistakes_of_a_file_of_anchors_are_told(tmp_path: Path) -> None:
    path = tmp_path / "封存.jsonl"
    path.write_text('{"schema":"gongkai-anchor/1"}\n不是\n', encoding="utf-8")
    with pytest.raises(
        BadAnchors, match=r"(?s)第 1 行：最外层：缺少「organ」。.*第 2 行：最外层：应当是分项的对象"
    ):
        load_anchors(path)


def test_a_line_of_nothing_but_brackets_is_no_anchor(tmp_path: Path) -> None:
    path = tmp_path / "封存.jsonl"
    path.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(BadAnchors, match="第 1 行：最外层：应当是分项的对象"):
        load_anchors(path)
