"""The fee account of a ledger, for people and for programs: each applicant's months, every notice, the year's sentence."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.cli.answer import FINDINGS, FINE, Unable

if TYPE_CHECKING:
    from gongkai.law.fees import Fee
    from gongkai.ledger.book import Book
    from gongkai.ledger.fee_account import FeeAccount, MonthlyRequest, Notice
    from gongkai.ledger.private import PrivateStore

SCHEMA = "gongkai-fee-account/1"
_SCALES = {"items": ("按件", "件"), "pages": ("按量", "页")}


@dataclass(frozen=True, slots=True)
class _Page:
    """``names`` are the applicants' by key, of those that may be shown; ``alike`` keys of one name, by month."""

    organ: str
    name: str
    account: FeeAccount
    names: dict[str, str]
    alike: tuple[tuple[str, tuple[str, ...]], ...]
    sentence: str | None
    remarks: tuple[str, ...]


def answer(options: Namespace) -> int:
    """The account of the ledger that was named. Raises :class:`Unable`."""
    from gongkai.cli.bookkeeping import warn_of_altered
    from gongkai.cli.ledger.access import book_at
    from gongkai.cli.output import as_json, put

    path = Path(options.operands[0])
    if len(options.operands) != 1:
        raise Unable("一次只看一个台账。用法：gongkai fee --help")
    with book_at(path, options) as book:
        warn_of_altered(path)
        page = _page(book, path, options)
    put(
        as_json(_values(page)) if options.format == "json" else "\n".join(_text(page)),
        options.output,
        inputs=[path],
    )
    return FINE if all(notice.is_right for notice in page.account.notices) else FINDINGS


def _page(book: Book, path: Path, options: Namespace) -> _Page:
    from gongkai.cli.bookkeeping import known_organ
    from gongkai.ledger.fee_account import account
    from gongkai.ledger.private import PrivateStore

    organ = known_organ(book, options.organ)
    state = book.state(organ, "organ")
    found = _within(account(book.acts(), organ, book.rulebook), options)
    store = PrivateStore(path)
    remarks = () if store.path.exists() else (f"没有私密数据文件「{store.path.name}」，看不出有没有同名的。",)
    texts = _texts(found, store) if store.path.exists() else {}
    if options.names and remarks:
        raise Unable(f"--names 要私密数据文件「{store.path}」，没有找到。")
    sentence = _sentence(path, organ, options.year, book) if options.year is not None else None
    names = texts if options.names else {}
    return _Page(organ, state.name, found, names, tuple(_alike(found, texts)), sentence, remarks)


def _within(found: FeeAccount, options: Namespace) -> FeeAccount:
    """The months that were asked for, and the notices of their requests, or of the year."""
    from gongkai.ledger.fee_account import FeeAccount

    wanted = options.month or (f"{options.year}-" if options.year is not None else "")
    ordered = sorted(found.months.items(), key=lambda each: (each[0][1], each[1][0].day, each[1][0].case))
    months = {key: requests for key, requests in ordered if key[1].startswith(wanted)}
    cases = {each.case for requests in months.values() for each in requests}
    is_asked = (lambda notice: notice.case in cases) if options.month else (
        lambda notice: f"{notice.day:%Y-%m}".startswith(wanted)
    )  # fmt: skip
    return FeeAccount(months, tuple(filter(is_asked, found.notices)))


def _texts(found: FeeAccount, store: PrivateStore) -> dict[str, str]:
    """The applicants' names as far as they are kept."""
    from gongkai.ledger.private import NotKept

    names = {}
    for key in {applicant for applicant, _ in found.months}:
        try:
            text = store.get(key)
        except NotKept:
            continue
        if isinstance(text, str):
            names[key] = text
    return names


def _alike(found: FeeAccount, texts: dict[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Month by month the first cases of applicants with one name under several keys."""
    groups: dict[tuple[str, str], list[str]] = {}
    for (applicant, month), requests in found.months.items():
        if applicant in texts:
            groups.setdefault((month, texts[applicant]), []).append(requests[0].case)
    for (month, _), cases in groups.items():
        if len(cases) > 1:
            yield month, tuple(cases)


def _sentence(path: Path, organ: str, year: int, book: Book) -> str:
    from gongkai.ledger.counting.organs import NotOpened
    from gongkai.ledger.counting.survey import ClosedYearTouched
    from gongkai.ledger.fee_account import statement
    from gongkai.ledger.figures import NoFigures, count_file

    try:
        return statement(count_file(path, organ, year, rulebook=book.rulebook).fees)
    except (ClosedYearTouched, NotOpened, NoFigures) as error:
        raise Unable(f"{path}：{error}") from error


def _next(requests: tuple[MonthlyRequest, ...]) -> Fee:
    from gongkai.law.fees import for_items

    return for_items(1, requests[-1].day, before=len(requests))


def _text(page: _Page) -> Iterator[str]:
    yield f"{page.name}（{page.organ}）的信息处理费"
    for (applicant, month), requests in page.account.months.items():
        yield f"\n{month}  申请人 {page.names.get(applicant, applicant)}：{len(requests)} 件"
        yield from (f"  第 {each.place} 件  {each.case}  {each.day}" for each in requests)
        yield f"  再来一件是第 {len(requests) + 1} 件，按件收费 {_next(requests).yuan} 元"
    yield "\n收费通知" if page.account.notices else "\n没有收费通知。"
    alone = {requests[0].case for requests in page.account.months.values() if len(requests) == 1}
    yield from (f"  {_said(notice, is_alone=notice.case in alone)}" for notice in page.account.notices)
    for month, cases in page.alike:
        listed = "、".join(cases)
        yield f"\n可能是同一申请人（同名，没有相加）：{month}，{listed} 等件。确是同一人的，请更正 applicant=案件编号。"
    if page.sentence:
        yield f"\n{page.sentence}"
    yield from (f"\n附注：{remark}" for remark in page.remarks)


def _said(notice: Notice, *, is_alone: bool) -> str:
    """``is_alone``: the ledger knows no other request of the applicant in the month, which it may not have been told."""
    from gongkai.law.fees import in_yuan

    label, unit = _SCALES[notice.fact.scale]
    said = [
        notice.case,
        str(notice.day),
        f"{label} {notice.fact.quantity} {unit} {in_yuan(notice.fact.fen)} 元",
    ]
    said.append("相符" if notice.is_right else f"不符，应当是 {notice.lawful.yuan} 元")
    if not notice.is_right and is_alone and notice.fact.scale == "items":
        said.append("（台账里该申请人当月只有这一件；另有申请的，请更正那几件的 applicant=案件编号）")
    said += [f"已缴 {in_yuan(notice.paid)} 元"] if notice.paid else []
    said += ["逾期未缴，不再处理"] if notice.has_lapsed else []
    return "  ".join(said)


def _values(page: _Page) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "organ": page.organ,
        "months": [
            {
                "month": month,
                "applicant": applicant,
                "name": page.names.get(applicant),
                "requests": [
                    {"case": each.case, "day": each.day.isoformat(), "place": each.place} for each in requests
                ],
                "next_fen": _next(requests).fen,
            }
            for (applicant, month), requests in page.account.months.items()
        ],
        "notices": [
            {
                "case": notice.case,
                "day": notice.day.isoformat(),
                "scale": notice.fact.scale,
                "quantity": notice.fact.quantity,
                "fen": notice.fact.fen,
                "lawful_fen": notice.lawful.fen,
                "is_right": notice.is_right,
                "paid_fen": notice.paid,
                "has_lapsed": notice.has_lapsed,
            }
            for notice in page.account.notices
        ],
        "possibly_same": [{"month": month, "cases": list(cases)} for month, cases in page.alike],
        "statement": page.sentence,
        "remarks": list(page.remarks),
    }
