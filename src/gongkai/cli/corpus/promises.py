"""``gongkai corpus promises``: what was announced last year, and what this year's report says of it."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gongkai.cli.answer import FINE
from gongkai.cli.arguments import Parser
from gongkai.cli.corpus.store_at import asking, in_rows, store_at

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from gongkai.corpus.promises import Followed, Promise

_ABOUT = """\
把上一年第五部分的改进措施逐句列出，看本年的报告里有没有写到，写在哪里，对上了哪些词。
只比文字，不评价：没有写到，不等于没有做；写到了，也不等于做到了。"""
_EXAMPLES = """\
gongkai corpus promises 仓库 --organ 云溪县财政局
gongkai corpus promises 仓库 --year 2023 --format csv -o 改进措施.csv"""
_NONE = "仓库里没有同一机关相邻两年的报告。"
_HEAD = ("机关", "年度", "上一年的改进措施", "本年的报告", "所在部分", "最接近的一句", "对上的词")


def parser() -> Parser:
    parser = Parser("corpus promises", _ABOUT, operands="仓库", examples=_EXAMPLES)
    parser.option("--organ", says="只看这个机关（名册里的代码或名称）", metavar="机关", default=None)
    asking(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.output import put
    from gongkai.corpus.promises import followed

    with store_at(options) as connection:
        found = list(followed(connection, year=options.year, organ=options.organ, area=options.area))
    put(_answer(found, options.format), options.output)
    return FINE


def _answer(found: Sequence[Followed], form: str) -> str | bytes:
    from dataclasses import asdict

    from gongkai.cli.output import as_json

    if form == "json":
        return as_json({"schema": "gongkai-promises/1", "reports": [asdict(each) for each in found]})
    if form in {"csv", "xlsx"}:
        rows = ((each.agency, each.year, *_row(promise)) for each in found for promise in each.promises)
        return in_rows(form, "改进措施", _HEAD, rows)
    return _page(found) if form == "html" else "\n".join(_lines(found))


def _row(promise: Promise) -> tuple[str, ...]:
    from gongkai.corpus.promises import SPOKEN

    says = (promise.heading, promise.sentence, "、".join(promise.words))
    return promise.text, SPOKEN[promise.spoken], *says


def _title(each: Followed) -> str:
    return f"{each.agency}：{each.year - 1} 年度的改进措施与 {each.year} 年度的报告"


def _counted(each: Followed) -> str:
    from gongkai.corpus.promises import SPOKEN

    counts = Counter(promise.spoken for promise in each.promises)
    said = [f"{label} {counts[spoken]} 句" for spoken, label in SPOKEN.items() if counts[spoken]]
    return (
        f"上一年列了 {len(each.promises)} 句：{'，'.join(said)}。"
        if said
        else "上一年的第五部分没有写改进措施。"
    )


def _lines(found: Sequence[Followed]) -> Iterator[str]:
    if not found:
        yield _NONE
    for each in found:
        yield f"{_title(each)}。{_counted(each)}"
        for promise in each.promises:
            text, spoken, heading, sentence, words = _row(promise)
            yield f"  {text}\n    {spoken}" + (f"（{words}）：{heading} {sentence}" if sentence else "")


def _page(found: Sequence[Followed]) -> str:
    from lxml.html import builder as tag

    from gongkai.cli.pages import cards, legal, page

    body: list[HtmlElement] = [
        tag.P("只比文字，不评价：没有写到，不等于没有做；写到了，也不等于做到了。", {"class": "aside"})
    ]
    if not found:
        body.append(tag.P(_NONE))
    for each in found:
        body += [tag.H2(legal(_title(each))), tag.P(_counted(each))]
        rows = [tag.TR(*(tag.TD(legal(cell)) for cell in _row(promise))) for promise in each.promises]
        body += [cards("逐句", list(_HEAD[2:]), rows)] if rows else []
    return page("上一年的改进措施", *body)
