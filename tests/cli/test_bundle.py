"""``gongkai bundle``: one PDF whose catalogue tells the true pages."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from gongkai.ledger.book import Book
from gongkai.ledger.entry import Act, Fact
from gongkai.ledger.facts.organ import LedgerOpened
from gongkai.ledger.facts.remedy import Challenged, Decided
from gongkai.ledger.facts.request import Arrived, Item, Outcome, Reopened, Replied, Searched, Served
from gongkai.ledger.private import Private
from tests.cli.conftest import Run

ORGAN, REQUEST, REMEDY = "yunxi-finance", "request/2026-0001", "remedy/2026-0001"
LETTER = "云财公开〔2026〕1号"


@pytest.fixture
def ledger(folder: Path) -> Path:
    """A request of 2 March, answered on the 20th that there is nothing, challenged in reconsideration."""
    path = folder / "台账.jsonl"
    book = Book(path)
    private = Private("p1", "0" * 64)

    def record(day: date, case: str, fact: Fact) -> None:
        book.append(Act(ORGAN, case, day, datetime(2026, 4, 1, tzinfo=UTC), "zhang", fact))

    record(date(2026, 1, 1), "organ", LedgerOpened("云溪县财政局", "department", "county", "云财公开"))
    record(date(2026, 3, 2), REQUEST, Arrived("on_site", "natural_person", private, (Item(1, private),)))
    record(date(2026, 3, 4), REQUEST, Searched("档案室、业务系统", "zhang", has_found=False))
    states = {"search_scope": "档案室、业务系统"}
    record(date(2026, 3, 20), REQUEST, Replied((Outcome(1, "not_exist", states=states),), LETTER))
    record(
        date(2026, 3, 20), REQUEST, Served(LETTER, "post", "XA12345678", date(2026, 3, 20), date(2026, 3, 23))
    )
    record(date(2026, 4, 1), REMEDY, Challenged("reconsideration", "云溪县人民政府", REQUEST, LETTER))
    return path


def pages(name: Path, *sizes: tuple[float, float]) -> Path:
    canvas = Canvas(str(name))
    for number, size in enumerate(sizes, 1):
        canvas.setPageSize(size)
        canvas.drawString(80, 80, f"{name.stem}-{number}")
        canvas.showPage()
    canvas.save()
    return name


def texts(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    return [document[number].get_textpage().get_text_bounded() for number in range(len(document))]


def bundled(run: Run, ledger: Path, *more: str | Path) -> list[str]:
    out = ledger.with_name("证据.pdf")
    answer = run("bundle", ledger, "--case", REQUEST, "--today", "2026-04-10", "-o", out, *more)
    assert answer.code == 0, answer.err
    return texts(out)


def test_the_catalogue_tells_the_true_pages(run: Run, ledger: Path, folder: Path) -> None:
    first = pages(folder / "reply.pdf", (595, 842), (595, 842), (842, 595))
    second = pages(folder / "receipt.pdf", (300, 200))
    found = bundled(
        run, ledger, "--remedy", REMEDY, "--attach", f"{first}::已依法答复", "--attach", f"{second}::已交邮"
    )
    catalogue = found[1]
    assert "证据目录" in catalogue
    told = dict(re.findall(r"(reply|receipt)\s+已\S+\s+(\d+(?:–\d+)?)", catalogue))
    total = len(found)
    assert told == {"reply": f"{total - 3}–{total - 1}", "receipt": f"{total}"}
    for number in (1, 2, 3):
        assert f"reply-{number}" in found[total - 5 + number]
    assert "receipt-1" in found[-1]


def test_every_page_has_its_number_and_the_total(run: Run, ledger: Path, folder: Path) -> None:
    found = bundled(run, ledger, "--attach", pages(folder / "reply.pdf", (595, 842)))
    for number, text in enumerate(found, 1):
        assert f"第{number}页共{len(found)}页" in re.sub(r"\s", "", text)


def test_own_exhibits_begin_where_the_catalogue_says(run: Run, ledger: Path) -> None:
    found = bundled(run, ledger, "--remedy", REMEDY)
    for name in ("期限台账", "案件登记台账", "送达情况", "复议诉讼经过", "法律依据"):
        where = re.search(rf"{name}\s[^\d]*(\d+)", found[1])
        assert where, name
        assert name in re.sub(r"\s", "", found[int(where[1]) - 1])[:30]


def test_the_ledger_shows_clock_entries_hashes_and_service(run: Run, ledger: Path) -> None:
    whole = re.sub(r"\s", "", "".join(bundled(run, ledger, "--remedy", REMEDY)))
    assert "本机关在法定期限内答复" in whole
    assert "XA12345678" in whole
    for entry in list(Book(ledger).entries())[1:]:
        assert entry.hash in whole
    assert "第三十三条" in whole
    assert "云溪县人民政府" in whole


def test_the_letter_that_is_challenged_stands_on_the_cover_though_another_took_its_place(
    run: Run, ledger: Path
) -> None:
    book, again = Book(ledger), "云财公开〔2026〕2号"

    def record(case: str, fact: Fact) -> None:
        on = date(2026, 4, 8)
        book.append(Act(ORGAN, case, on, datetime(2026, 4, 8, tzinfo=UTC), "zhang", fact))

    record(REMEDY, Decided("reconsideration_revoked_new_reply", "云政复决〔2026〕3号", date(2026, 4, 8)))
    record(REQUEST, Reopened("reconsideration", "复议决定撤销", REMEDY))
    record(REQUEST, Replied((Outcome(1, "granted"),), again))
    cover, *rest = (re.sub(r"\s", "", page) for page in bundled(run, ledger, "--remedy", REMEDY))
    assert LETTER in cover
    assert again not in cover
    assert "复议撤销并责令重新答复；编号：云政复决〔2026〕3号" in "".join(rest)
    assert "reconsideration_revoked_new_reply" not in "".join(rest)
    assert again in re.sub(r"\s", "", bundled(run, ledger)[0])


def test_pictures_are_laid_in(run: Run, ledger: Path, folder: Path) -> None:
    bitmap = pypdfium2.PdfDocument(_page()).get_page(0).render(scale=0.2)
    bitmap.to_pil().save(folder / "receipt.png")
    bitmap.to_pil().convert("RGB").save(folder / "receipt.jpg")
    alone = len(bundled(run, ledger))
    found = bundled(run, ledger, "--attach", folder / "receipt.png", "--attach", folder / "receipt.jpg")
    assert len(found) == alone + 2


def _page() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(80, 80, "receipt")
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("bad.pdf", "%PDF-1.4", "已损坏"), ("bad.png", "no", "不是完好的"), ("bad.txt", "文字", "不是 PDF")],
)
def test_a_bad_file_is_named_and_nothing_is_written(
    run: Run, ledger: Path, folder: Path, name: str, content: str, words: str
) -> None:
    (folder / name).write_text(content, "utf-8")
    answer = run("bundle", ledger, "--case", REQUEST, "-o", folder / "证据.pdf", "--attach", folder / name)
    assert answer.code == 2
    assert name in answer.err
    assert words in answer.err
    assert not (folder / "证据.pdf").exists()


def test_an_altered_ledger_gives_no_evidence(run: Run, ledger: Path) -> None:
    ledger.write_text(ledger.read_text("utf-8").replace("XA12345678", "XA12345679"), "utf-8")
    answer = run("bundle", ledger, "--case", REQUEST, "-o", ledger.with_name("证据.pdf"))
    assert answer.code == 2
    assert "不能用来举证" in answer.err


def test_cases_that_are_not_there_or_do_not_belong_together_are_named(run: Run, ledger: Path) -> None:
    out = ledger.with_name("证据.pdf")
    assert "request/2026-0009" in run("bundle", ledger, "--case", "request/2026-0009", "-o", out).err
    assert (
        "remedy/2026-0009"
        in run("bundle", ledger, "--case", REQUEST, "--remedy", "remedy/2026-0009", "-o", out).err
    )
    assert "--case 和 --output" in run("bundle", ledger).err


def test_the_ledger_and_the_files_are_never_written_over(run: Run, ledger: Path, folder: Path) -> None:
    file = pages(folder / "reply.pdf", (595, 842))
    for out in (ledger, file):
        answer = run("bundle", ledger, "--case", REQUEST, "--attach", file, "-o", out)
        assert answer.code == 2
        assert "不会覆盖" in answer.err
