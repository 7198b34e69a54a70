"""A book takes what may be, keeps what it acknowledged, and is whole whoever writes and whatever breaks."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.ledger.book import Book, Overtaken
from gongkai.ledger.codec import BadEntry
from gongkai.ledger.entry import Act, Corrected, Entry, Fact
from gongkai.ledger.facts import organ, request
from gongkai.ledger.index import BrokenChain, TornTail
from gongkai.ledger.legality import state_faults
from gongkai.ledger.refused import Refused
from gongkai.ledger.verify import verify
from tests.ledger.ledgers import ARRIVED, OPENED, act, chained, granted, write

ROOT = Path(__file__).parent.parent.parent
_UNKNOWN: dict[str, Any] = {"channel": "x"}
N1 = "云财公开〔2026〕1号"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """An organ with one request."""
    book = Book(tmp_path / "台账.jsonl")
    book.append(act("organ", "2026-01-01", OPENED))
    book.append(act("request/2026-0001", "2026-01-05", ARRIVED))
    return book


def _activity(number: int) -> Act:
    return act("organ", "2026-02-01", organ.ActivityRecorded("other_matters", f"第{number}件"))


def _codes(book: Book, each: Act) -> list[str]:
    before = book.path.read_bytes() if book.path.exists() else b""
    with pytest.raises(Refused) as refused:
        book.append(each)
    assert book.path.read_bytes() == before
    return [refusal.code for refusal in refused.value.refusals]


# --- what it takes --------------------------------------------------------------------------------------------------


def test_what_was_recorded_reads_back(book: Book) -> None:
    entry = book.append(act("request/2026-0001", "2026-01-20", granted(N1)))
    again = Book(book.path)
    assert [each.number for each in again.entries()] == [1, 2, 3]
    assert again.case("czj", "request/2026-0001")[-1] == entry == again.entry("czj", 3)
    assert [each.case for each in again.acts()] == ["organ", "request/2026-0001", "request/2026-0001"]
    assert again.state("czj", "request/2026-0001").status == "closed"
    assert again.organs() == ("czj",)
    assert again.cases("czj") == ("organ", "request/2026-0001")
    assert verify(book.path) == ()


def test_what_is_not_there_is_none(book: Book) -> None:
    assert book.case("czj", "request/2026-0009") == ()
    assert book.state("czj", "request/2026-0009") is None
    assert book.case("zrj", "organ") == ()
    assert book.cases("zrj") == ()
    assert (book.entry("czj", 0), book.entry("czj", 3), book.entry("zrj", 1)) == (None, None, None)


def test_an_organ_opens_its_ledger_first(tmp_path: Path) -> None:
    book = Book(tmp_path / "台账.jsonl")
    assert _codes(book, act("request/2026-0001", "2026-01-05", ARRIVED)) == ["not_opened"]
    assert _codes(book, _activity(1)) == ["not_opened"]
    with pytest.raises(Refused, match="机关「czj」的台账还没有启用"):
        book.numbering("czj")


def test_an_act_that_makes_no_sense_in_its_case_is_refused_by_its_state(book: Book) -> None:
    assert _codes(book, act("request/2026-0001", "2026-01-05", ARRIVED)) == ["already_arrived"]


def test_a_breach_is_recorded_only_where_it_is_owned_up_to(book: Book) -> None:
    late = act("request/2026-0001", "2026-03-20", granted(N1))
    (code,) = _codes(book, late)
    entry = book.append(Act(late.organ, late.case, late.on, late.recorded, late.actor, late.fact, (code,)))
    assert book.entry("czj", entry.number) == entry


def test_a_year_far_ahead_is_a_slip_of_the_pen(book: Book) -> None:
    assert _codes(book, act("organ", "2062-01-01", organ.ActivityRecorded("other_matters", "x"))) == [
        "far_future"
    ]


def test_no_term_runs_from_a_day_that_no_calendar_reaches(book: Book) -> None:
    book.append(act("request/2026-0001", "2026-01-06", request.ThirdPartyConsulted("甲", N1)))
    came = request.Served(N1, "post", "", received=date(9999, 12, 31))
    assert _codes(book, act("request/2026-0001", "2026-01-07", came)) == ["beyond_calendar"]


@pytest.mark.parametrize("parent", ["czj", "zf"])
def test_no_organ_is_above_itself(book: Book, parent: str) -> None:
    above = organ.LedgerOpened("云溪县人民政府", "government", "county", "云政公开", parent="czj")
    book.append(act("organ", "2026-01-01", above, organ="zf"))
    change = act("organ", "2026-02-01", organ.OrganChanged(parent=parent))
    assert _codes(book, change) == [{"czj": "own_parent", "zf": "circle"}[parent]]


def test_a_parent_may_keep_its_ledger_elsewhere(book: Book) -> None:
    book.append(act("organ", "2026-02-01", organ.OrganChanged(parent="zf")))
    assert book.state("czj", "organ").parent == "zf"


# --- corrections ----------------------------------------------------------------------------------------------------


def _correction(number: int, on: str, fact: Fact) -> Corrected:
    return Corrected(number, date.fromisoformat(on), fact, "登记错误")


def test_a_correction_is_taken_if_the_case_still_holds(book: Book) -> None:
    book.append(act("request/2026-0001", "2026-01-20", granted(N1)))
    assert _codes(book, act("request/2026-0001", "2026-02-01", _correction(2, "2026-01-25", ARRIVED))) == [
        "before_arrival"
    ]
    book.append(act("request/2026-0001", "2026-02-01", _correction(2, "2026-01-06", ARRIVED)))
    assert book.state("czj", "request/2026-0001").arrived == date(2026, 1, 6)
    assert verify(book.path) == ()


@pytest.mark.parametrize("number", [1, 3, 99])
def test_only_an_entry_of_the_case_can_be_corrected(book: Book, number: int) -> None:
    book.append(act("request/2026-0001", "2026-02-01", _correction(2, "2026-01-06", ARRIVED)))
    again = act("request/2026-0001", "2026-02-02", _correction(number, "2026-01-06", ARRIVED))
    assert _codes(book, again) == ["nothing_to_correct"]


def test_a_closed_year_is_corrected_only_when_it_was_reopened(book: Book) -> None:
    book.append(act("request/2026-0001", "2026-01-20", granted(N1)))
    book.append(act("organ", "2027-01-15", organ.YearClosed(2026)))
    correction = act("request/2026-0001", "2027-02-01", _correction(2, "2026-01-06", ARRIVED))
    assert _codes(book, correction) == ["closed_year"]
    book.append(act("organ", "2027-02-01", organ.YearReopened(2026, "更正")))
    book.append(correction)
    assert list(state_faults(book.path, book.rulebook)) == []


def test_what_was_recorded_after_the_year_was_closed_can_be_corrected(book: Book) -> None:
    """It counts in the year that is open."""
    book.append(act("organ", "2027-01-15", organ.YearClosed(2026)))
    entry = book.append(
        act("organ", "2026-12-30", organ.DecisionsCounted("licensing", 3, *_month(12), "许可系统"))
    )
    right = organ.DecisionsCounted("licensing", 4, *_month(12), "许可系统")
    book.append(act("organ", "2027-02-01", _correction(entry.number, "2027-01-20", right)))


def _month(month: int) -> tuple[date, date]:
    return date(2026, month, 1), date(2026, month, 30)


def test_closing_is_undone_by_reopening_not_by_a_correction(book: Book) -> None:
    entry = book.append(act("organ", "2027-01-15", organ.YearClosed(2026)))
    wrong = act("organ", "2027-02-01", _correction(entry.number, "2027-01-16", organ.YearClosed(2026)))
    assert _codes(book, wrong) == ["years_not_corrected"]
    other = act(
        "organ", "2027-02-01", _correction(1, "2026-01-01", organ.ActivityRecorded("other_matters", "x"))
    )
    assert _codes(book, other) == ["other_kind"]


# --- batches and other writers --------------------------------------------------------------------------------------


def test_of_a_batch_nothing_is_written_unless_all_may_be(book: Book) -> None:
    before = book.path.read_bytes()
    acts = [_activity(1), act("request/2026-0001", "2026-01-06", ARRIVED), _activity(2)]
    done = book.append_all(acts)
    assert [(each.position, each.refusals[0].code) for each in done.refused] == [(2, "already_arrived")]
    assert (done.entries, book.path.read_bytes()) == ((), before)
    assert len(book.append_all(acts, all_or_nothing=False).entries) == 2
    assert verify(book.path) == ()


def test_later_acts_of_a_batch_build_on_earlier_ones(book: Book) -> None:
    case = "request/2026-0002"
    arrived, replied = act(case, "2026-01-06", ARRIVED), act(case, "2026-01-20", granted(N1))
    correction = act(case, "2026-01-21", _correction(3, "2026-01-07", ARRIVED))
    done = book.append_all([arrived, replied, correction])
    assert [entry.number for entry in done.entries] == [3, 4, 5]
    assert book.state("czj", case).arrived == date(2026, 1, 7)


def test_an_act_of_wrong_types_is_refused_in_its_place(book: Book) -> None:
    wrong = act("request/2026-0002", "2026-01-06", replace(ARRIVED, **_UNKNOWN))
    done = book.append_all([_activity(1), wrong])
    assert [each.position for each in done.refused] == [2]
    with pytest.raises(BadEntry):
        book.append(wrong)
    book.append(_activity(1))


def test_who_looked_at_an_older_state_is_told(book: Book) -> None:
    seen = book.case("czj", "request/2026-0001")[-1].hash
    Book(book.path).append(
        act("request/2026-0001", "2026-01-06", request.Searched("档案室", "li", has_found=True))
    )
    with pytest.raises(Overtaken, match="「request/2026-0001」在您查看之后又有了新的记录"):
        book.append(act("request/2026-0001", "2026-01-20", granted(N1)), expecting=seen)
    now = book.case("czj", "request/2026-0001")[-1].hash
    book.append(act("request/2026-0001", "2026-01-20", granted(N1)), expecting=now)
    book.append(act("request/2026-0002", "2026-01-20", ARRIVED), expecting="")


def test_two_books_on_one_file_see_each_other(book: Book) -> None:
    other = Book(book.path)
    for number in range(1, 21, 2):
        book.append(_activity(number))
        other.append(_activity(number + 1))
    assert verify(book.path) == ()
    assert len(list(book.entries())) == 22


def test_an_older_file_put_in_place_is_noticed(book: Book) -> None:
    older = book.path.read_bytes()
    book.append(_activity(1))
    book.path.write_bytes(older)
    assert book.append(_activity(2)).number == 3
    assert verify(book.path) == ()


_WRITER = """
import sys
from datetime import date
from pathlib import Path
from gongkai.ledger.book import Book
from tests.ledger.test_book import _activity

book = Book(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    print(book.append(_activity(number)).hash, flush=True)
"""


def _writer(book: Book, entries: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _WRITER, str(book.path), str(entries)]
    paths = {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src")))}
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | paths, stdout=subprocess.PIPE, text=True)


def test_two_writers_at_once_both_land(book: Book) -> None:
    writers = [_writer(book, 25), _writer(book, 25)]
    acknowledged = [hash_ for writer in writers for hash_ in writer.communicate()[0].split()]
    assert [writer.returncode for writer in writers] == [0, 0]
    assert len(acknowledged) == 50
    assert {entry.hash for entry in book.entries()} >= set(acknowledged)
    assert verify(book.path) == ()


def test_what_was_acknowledged_outlives_a_killed_writer(book: Book) -> None:
    chance = random.Random(9)
    acknowledged: list[str] = []
    for _ in range(5):
        writer = _writer(book, 1_000_000)
        assert writer.stdout is not None
        acknowledged += [next(writer.stdout).strip() for _ in range(chance.randrange(1, 60))]
        writer.send_signal(signal.SIGKILL)
        acknowledged += writer.stdout.read().split("\n")[:-1]  # what it said before it died
        writer.wait()
        writer.stdout.close()
        book.repair()
    assert {entry.hash for entry in book.entries()} >= set(acknowledged)
    assert verify(book.path) == ()


# --- what breaks ----------------------------------------------------------------------------------------------------


def _cuts(line: bytes) -> Iterator[bytes]:
    yield from (line[:length] for length in (1, 2, len(line) // 2, len(line) - 2, len(line) - 1))
    yield b"\0" * len(line)
    yield line[:40] + b"\0" * 30 + b"\n"


def test_a_torn_last_line_is_told_and_set_aside(book: Book) -> None:
    whole = book.path.read_bytes()
    book.append(_activity(1))
    last = book.path.read_bytes()[len(whole) :]
    for number, torn in enumerate(_cuts(last)):
        book.path.write_bytes(whole + torn)
        with pytest.raises(TornTail, match=r"第 3 行没有写完.*gongkai ledger repair"):
            Book(book.path).append(_activity(2))
        beside = book.repair()
        assert beside is not None
        assert beside.read_bytes().endswith(torn + b"\n")
        assert book.path.read_bytes() == whole, number
        assert book.append(_activity(2)).number == 3
    assert book.repair() is None


def test_reading_a_torn_ledger_gives_all_that_is_whole_and_then_says_so(book: Book) -> None:
    with book.path.open("ab") as file:
        file.write(b'{"schema":')
    entries = book.entries()
    assert [next(entries).number, next(entries).number] == [1, 2]
    with pytest.raises(TornTail, match="第 3 行没有写完"):
        next(entries)
    assert [fault.kind for fault in verify(book.path)] == ["torn"]


def test_zeros_before_good_entries_are_no_torn_tail(book: Book) -> None:
    """Setting them aside would lose what was acknowledged."""
    one, two = book.path.read_bytes().splitlines(keepends=True)
    book.path.write_bytes(one + b"\0" * 20 + b"\n" + two)
    with pytest.raises(BadEntry, match="第 2 行"):
        Book(book.path).repair()


def test_nothing_is_added_to_a_broken_chain(tmp_path: Path) -> None:
    lines = chained([act("organ", "2026-01-01", OPENED), _activity(1), _activity(2)])
    path = write(tmp_path / "台账.jsonl", [lines[0], lines[2]])
    with pytest.raises(BrokenChain, match=r"第 2 行（czj 第 3 条）接不上.*gongkai ledger verify"):
        Book(path).append(_activity(3))


def test_a_full_disk_leaves_the_ledger_as_it_was(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    before = book.path.read_bytes()
    really_write = os.write

    def half(descriptor: int, content: bytes) -> int:
        if len(content) < 100:
            raise OSError(28, "No space left on device")
        return really_write(descriptor, content[: len(content) // 2])

    with monkeypatch.context() as full:
        full.setattr(os, "write", half)
        with pytest.raises(OSError, match="No space"):
            book.append(_activity(1))
    assert book.path.read_bytes() == before
    assert book.append(_activity(1)).number == 3
    assert verify(book.path) == ()


def test_what_comes_first_fails_and_nothing_is_recorded(book: Book) -> None:
    before = book.path.read_bytes()

    def fails(_entries: tuple[Entry, ...]) -> None:
        raise OSError("no private store")

    with pytest.raises(OSError, match="no private store"):
        book.append_all([_activity(1)], first=fails)
    assert book.path.read_bytes() == before
    assert book.append(_activity(1)).number == 3


# --- what should never have been taken ------------------------------------------------------------------------------


def test_a_forged_entry_that_no_case_allows_shows(tmp_path: Path) -> None:
    acts = [
        act("organ", "2026-01-01", OPENED),
        act("request/2026-0001", "2026-01-05", ARRIVED),
        act("request/2026-0001", "2026-03-20", granted(N1)),
        act("request/2026-0001", "2026-03-21", granted("云财公开〔2026〕2号")),
        act("organ", "2026-06-01", organ.YearClosed(2026)),
    ]
    path = write(tmp_path / "台账.jsonl", chained(acts))
    assert verify(path) == ()
    found = list(state_faults(path, Book(path).rulebook))
    assert [(fault.line, fault.number, fault.kind) for fault in found] == [(5, 5, "state"), (3, 3, "state")]
    assert "2026 年还没有过完" in found[0].says


# --- organs that are no more ----------------------------------------------------------------------------------------


def test_what_is_new_begins_with_the_successor_and_what_is_open_goes_on(book: Book) -> None:
    ended = organ.OrganEnded("nyj", "机构改革")
    assert _codes(book, act("organ", "2026-06-30", ended)) == ["not_opened"]
    book.append(act("organ", "2026-01-01", replace(OPENED, short="云农公开"), organ="nyj"))
    book.append(act("organ", "2026-01-15", ended))
    assert _codes(book, act("request/2026-0002", "2026-01-16", ARRIVED)) == ["organ_ended"]
    book.append(act("request/2026-0002", "2026-01-15", ARRIVED))
    book.append(act("request/2026-0001", "2026-01-20", granted(N1)))
    assert book.state("czj", "request/2026-0001").status == "closed"


def test_nobody_is_followed_by_an_organ_that_is_no_more(book: Book) -> None:
    for key in ("nyj", "slj"):
        book.append(act("organ", "2026-01-01", OPENED, organ=key))
    book.append(act("organ", "2026-06-30", organ.OrganEnded("nyj", "机构改革"), organ="slj"))
    assert _codes(book, act("organ", "2026-06-30", organ.OrganEnded("slj", "机构改革"))) == ["organ_ended"]
