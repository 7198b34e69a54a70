"""``gongkai corpus lookalikes``: which reports share passages, who had them first, how much of each is its own."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gongkai.cli.answer import FINDINGS, FINE, Unable
from gongkai.cli.arguments import Parser
from gongkai.cli.corpus.store_at import asking, in_rows, store_at

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from gongkai.corpus.lookalike.find import Lookalikes, Originality, Pair
    from gongkai.corpus.lookalike.passages import Passage, Shared
    from gongkai.corpus.lookalike.scope import Chosen

_ABOUT = """\
查雷同：哪些报告有整段相同的文字，谁在先，每份报告有多少是自己写的。
机关名称、地名、「我局」、年份、标点、空格不算；法规和格式规定的话、家家都写的话也不算。
谁在先：年度早的在先，同一年度落款早的在先；同一年度同一天落款的、没有落款日期的，说不出先后。
文字相同不等于抄袭，也可能出自同一份样稿。决定不计入的文件不比；同一机关同一年度的另一份列在后面，不算照抄别人。
退出码：0 没有雷同，1 有，2 没能做完。"""
_EXAMPLES = """\
gongkai corpus lookalikes 仓库                                  各地区之内、同一年度
gongkai corpus lookalikes 仓库 --within organ                   每个机关历年之间
gongkai corpus lookalikes 仓库 --within all --least 50          所有报告之间，相同一半以上
gongkai corpus lookalikes 仓库 --format html -o 雷同.html       带图，可以打印"""
WITHIN = {"area": "同一地区、同一年度之内", "organ": "同一机关历年之间", "all": "所有报告之间"}
_SCOPES = {"area": "area", "organ": "organ", "all": "nation"}
WHOSE = ("与本机关以前的报告相同", "与别的机关在先的报告相同", "与别的机关相同、说不出先后")
_SHOWN = 30


def parser() -> Parser:
    parser = Parser("corpus lookalikes", _ABOUT, operands="仓库", examples=_EXAMPLES)
    parser.choice("--within", tuple(WITHIN), says="在什么范围里比", default="area")
    parser.option("--organ", says="只看这个机关（名册里的代码或名称）", metavar="机关", default=None)
    parser.whole("--least", says="相同的文字占百分之几才算，默认 30", least=1)
    parser.whole("--passages", says="并排列出前几对报告的相同文字，默认 20")
    asking(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.output import put
    from gongkai.corpus.lookalike.find import LEAST, lookalikes
    from gongkai.corpus.lookalike.scope import Choice, Scope

    if options.least is not None and options.least > 100:
        raise Unable(f"选项 --least 后面要 1 到 100 的整数，现在是「{options.least}」")
    years = () if options.year is None else (options.year,)
    choice = Choice(Scope(_SCOPES[options.within]), years, options.area, options.organ)
    with store_at(options) as connection:
        found = lookalikes(connection, choice, least=LEAST if options.least is None else options.least / 100)
        put(_answer(found, connection, options), options.output)
    return FINDINGS if found.pairs else FINE


def _answer(found: Lookalikes, connection: DuckDBPyConnection, options: Namespace) -> str | bytes:
    from gongkai.cli.output import as_json

    if options.format in {"csv", "xlsx"}:
        return in_rows(options.format, "雷同", _HEAD, (_row(pair) for pair in found.pairs))
    shared = list(_passages(found, connection, 20 if options.passages is None else options.passages))
    if options.format == "json":
        return as_json(_plain(found, shared))
    if options.format == "html":
        from gongkai.cli.corpus.lookalikes_html import lookalikes_html

        return lookalikes_html(found, shared, within=WITHIN[options.within])
    return "\n".join(_lines(found, WITHIN[options.within]))


def _passages(found: Lookalikes, connection: DuckDBPyConnection, most: int) -> Iterator[tuple[Pair, Shared]]:
    from gongkai.corpus.lookalike.find import passages

    for pair in found.pairs[:most]:
        yield pair, passages(connection, found, pair)


def named(report: Chosen) -> str:
    name = f"{report.agency} {report.year} 年度" if report.year else f"{report.agency}（年度不明）"
    return name if report.stands else f"{name}（另一份）"


def percent(share: float) -> str:
    return f"{int(share * 100)}%"


def summary(found: Lookalikes, within: str) -> str:
    """One sentence on all of it."""
    if not found.pairs:
        return f"比了 {found.reports} 份报告（{within}），没有两份相同 {percent(found.least)} 以上。"
    reports = len({one.number for pair in found.pairs for one in (pair.later, pair.earlier)})
    return (
        f"比了 {found.reports} 份报告（{within}），{len(found.pairs)} 对相同 {percent(found.least)} 以上，"
        f"涉及 {reports} 份，分为 {len(found.clusters)} 组。"
    )


def _lines(found: Lookalikes, within: str) -> Iterator[str]:
    yield summary(found, within)
    yield from found.remarks
    yield from (_said(pair) for pair in found.pairs[:_SHOWN])
    if (more := len(found.pairs) - _SHOWN) > 0:
        yield f"  另有 {more} 对没有列出；全部：--format csv"
    if found.originality:
        yield "自己写的最少的报告："
    yield from (_whose(each) for each in found.originality[:_SHOWN])
    for place, says in enumerate(doubles(found)[: _SHOWN + 1]):
        yield f"  {says}" if place else says


def _said(pair: Pair) -> str:
    shares = f"{percent(pair.share_of_later)}（{pair.characters} 字）", percent(pair.share_of_earlier)
    first, order = ("在先的 ", "") if pair.is_ordered else ("", "；说不出谁先谁后")
    return (
        f"  {named(pair.later)}  有 {shares[0]}与{first}{named(pair.earlier)} 相同，占后者 {shares[1]}{order}"
    )


def _whose(each: Originality) -> str:
    parts = zip(WHOSE, (each.own_earlier, each.others, each.unclear), strict=True)
    shares = (f"，{label} {percent(part / each.counted)}" for label, part in parts if part)
    return f"  {named(each.report)}  自己写的 {percent(each.share)}{''.join(shares)}"


def doubles(found: Lookalikes) -> list[str]:
    """The further documents of an organ on one year, in sentences under one that says what they are."""
    if not found.doubles:
        return []
    head = f"同一机关同一年度的另一份（{len(found.doubles)} 份），不算照抄别人："
    return [head, *(f"{named(one)}：{one.name}{_instead(of)}" for one, of in found.doubles)]


def _instead(standing: Chosen | None) -> str:
    return "" if standing is None else f"；比的是 {standing.name}"


_HEAD = (
    *("在后的机关", "年度", "落款日期", "文件", "在先的机关", "年度", "落款日期", "文件"),
    *("占在后的比例", "占在先的比例", "相同字数", "是否同一机关", "先后是否可知", "在后的摘要", "在先的摘要"),
)


def _row(pair: Pair) -> tuple[object, ...]:
    both = [
        field
        for one in (pair.later, pair.earlier)
        for field in (one.agency, one.year, one.signed_on, one.name)
    ]
    shares = (round(pair.share_of_later, 4), round(pair.share_of_earlier, 4), pair.characters)
    told = ("是" if so else "否" for so in (pair.is_same_organ, pair.is_ordered))
    return (*both, *shares, *told, pair.later.digest, pair.earlier.digest)


# --- JSON ---------------------------------------------------------------------------------------------------------


def _plain(found: Lookalikes, shared: list[tuple[Pair, Shared]]) -> dict[str, Any]:
    """``gongkai-lookalikes/1``. Passages are of the first pairs only; places count characters of a section from 0."""
    texts = {(pair.later.number, pair.earlier.number): both for pair, both in shared}
    return {
        "schema": "gongkai-lookalikes/1",
        "scope": found.choice.scope.value,
        "least": found.least,
        "reports": found.reports,
        "pairs": [
            _plain_pair(pair, texts.get((pair.later.number, pair.earlier.number))) for pair in found.pairs
        ],
        "originality": [_plain_share(each) for each in found.originality],
        "clusters": [
            {
                "source": found.by_number[cluster.source].digest,
                "members": [found.by_number[number].digest for number in cluster.members],
                "ties": [[found.by_number[number].digest for number in tie] for tie in cluster.ties],
            }
            for cluster in found.clusters
        ],
        "doubles": [
            {"report": _plain_report(one), "stands": None if of is None else of.digest}
            for one, of in found.doubles
        ],
        "remarks": list(found.remarks),
    }


def _plain_report(report: Chosen) -> dict[str, Any]:
    about = {"digest": report.digest, "name": report.name, "organ": report.organ, "agency": report.agency}
    return about | {"year": report.year, "area": report.area, "signed_on": report.signed_on}


def _plain_pair(pair: Pair, shared: Shared | None) -> dict[str, Any]:
    return {
        "later": _plain_report(pair.later),
        "earlier": _plain_report(pair.earlier),
        "share_of_later": round(pair.share_of_later, 4),
        "share_of_earlier": round(pair.share_of_earlier, 4),
        "characters": pair.characters,
        "same_organ": pair.is_same_organ,
        "ordered": pair.is_ordered,
        "passages": None if shared is None else [_plain_passage(shared, each) for each in shared.passages],
    }


def _plain_passage(shared: Shared, passage: Passage) -> dict[str, Any]:
    later, earlier = shared.later.parts[passage.part], shared.earlier.parts[passage.earlier_part]
    return {
        "later": {"section": later.number, "start": passage.start, "end": passage.end},
        "earlier": {"section": earlier.number, "start": passage.earlier_start, "end": passage.earlier_end},
        "text": later.text[passage.start : passage.end],
        "earlier_text": earlier.text[passage.earlier_start : passage.earlier_end],
    }


def _plain_share(each: Originality) -> dict[str, Any]:
    shares = {
        "counted": each.counted,
        "original": each.original,
        "own_earlier": each.own_earlier,
        "others": each.others,
        "unclear": each.unclear,
    }
    return {"report": _plain_report(each.report), **shares}
