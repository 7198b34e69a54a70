"""The articles on which a reply rests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.check.letters.citations import Citation, citations, titles
from gongkai.check.letters.registry import Held, letter_rule
from gongkai.check.letters.text import sentences
from gongkai.check.passages import compact
from gongkai.check.registry import CannotTell, Hit, Seen
from gongkai.law.acts import cited
from gongkai.law.letter_words import OldArticle, OutcomeWords, letter_words, outcome_words
from gongkai.law.numerals import in_chinese
from gongkai.model.finding import Severity
from gongkai.model.place import Place

_RESTS = re.compile(r"根据|依据|按照|依照|规定|适用")
_NOT_ITS_OWN = re.compile(r"政府信息公开条例$|^条例$|行政复议法$|行政诉讼法$")


@letter_rule(
    "LET021",
    "letter-basis-missing",
    Severity.ERROR,
    basis=("regulation/36",),
    says="没有写明法律依据：正文没有引用任何条文。",
    remedy="写明依据的条文，例如「{example}」。",
)
def basis_missing(held: Held) -> Iterator[Seen]:
    """没有引用条文。

    答复要写明依据的法律、法规和条、款、项。撤回、并案等没有单独依据的处理不在此列。
    """
    wanted = [
        fit for kind in sorted(held.kinds) if (words := outcome_words().get(kind)) for fit in words.fits
    ]
    if held.is_reply and wanted and not citations(held.letter.text) and not _rests_on_fees(held):
        yield Hit.at(held.letter.end, example=cited(wanted[0]))


@letter_rule(
    "LET022",
    "letter-article-without-item",
    Severity.WARNING,
    basis=("regulation/36",),
    says="引用{article}没有写明是第几项。",
    remedy="写明项次：该条分 {items} 项，每一项是不同的处理。",
)
def article_without_item(held: Held) -> Iterator[Seen]:
    """引用分项的条文而没有写到项。

    第三十六条有七项，从「已主动公开」到「行政查询」各不相同，只写条等于没有写依据。
    """
    if not held.is_reply or not held.is_under_the_regulation:
        return
    found = citations(held.letter.text)
    for divided in letter_words().articles_with_items:
        bare = [one for one in found if one.meets(divided.article)]
        if bare and all(one.item is None and one.paragraph in (None, 1) for one in bare):
            yield Hit.at(_place(held, bare[0]), article=bare[0].text, items=divided.items, quote=bare[0].text)


@letter_rule(
    "LET023",
    "letter-basis-does-not-fit",
    Severity.ERROR,
    basis=("regulation/36",),
    says="处理是「{outcome}」，引用的却是{found}。",
    remedy="核对依据；这种处理的依据是{wanted}。",
)
def basis_does_not_fit(held: Held) -> Iterator[Seen]:
    """引用的条文与处理结果不合。

    有登记的，按登记的处理判断；没有的，只在文书明确写了一种处理时判断。同时还引用了合适的条文就不报。
    不予公开的，只引第三十六条第（三）项不够，要写第十四条、第十五条或者第十六条。
    """
    if not held.is_reply or not held.is_under_the_regulation or (held.record is None and len(held.told) != 1):
        return
    for kind, text in _by_kind(held):
        words, found = outcome_words().get(kind), citations(text)
        if words is None or not words.fits or not found or _fits(words, found, text):
            continue
        wanted = "、".join(map(cited, words.fits))
        yield Hit.at(
            _place(held, found[0]),
            outcome=words.label,
            found="、".join(dict.fromkeys(one.text for one in found)),
            wanted=wanted,
            quote=found[0].text,
        )


@letter_rule(
    "LET024",
    "letter-cites-repealed-act",
    Severity.ERROR,
    says="{day} 的文书引用{words}，它自 {over} 起已经不再适用。",
    remedy="改引{now}。",
)
def cites_repealed_act(held: Held) -> Iterator[Seen]:
    """以已经废止的文件作依据。

    例如国务院令第492号（2007 年条例）、法释〔2011〕17号。只是提到、没有据以作出答复的不报。
    """
    for act in letter_words().repealed:
        said = [
            (word, sentence)
            for sentence in sentences(_whole(held))
            for word in act.words
            if word in sentence and _RESTS.search(sentence)
        ]
        if said and held.day is None:
            yield CannotTell("文书没有日期，不知道所引的文件当时是否有效。", held.letter.place)
        elif said and held.day is not None and held.day >= act.over:
            yield Hit.at(
                _place_of(held, said[0][0]),
                day=held.day.isoformat(),
                words=said[0][0],
                over=act.over.isoformat(),
                now=act.now,
                quote=said[0][0],
            )


@letter_rule(
    "LET025",
    "letter-cites-old-article",
    Severity.ERROR,
    says="{words}是修订以前的条号（{was}）。",
    remedy="现在是{now}，请改正。",
)
def cites_old_article(held: Held) -> Iterator[Seen]:
    """条号是修订以前的。

    2007 年《条例》和 2024 年以前《行政复议法》的条文，修订后条号都变了。条号和同一句里的用语都与旧条文相符才报。
    """
    if held.day is None:
        return
    words = letter_words()
    found = citations(_whole(held))
    if held.day >= words.old_articles_over:
        yield from _old(held, [one for one in found if one.is_of_regulation], words.old_articles)
    if held.day >= words.old_reconsideration_articles_over:
        law = [one for one in found if one.title.endswith("行政复议法")]
        yield from _old(held, law, words.old_reconsideration_articles)


@letter_rule(
    "LET026",
    "letter-old-wording",
    Severity.ERROR,
    says="文书写「{words}」，但{why}。",
    remedy="删去或者改写这一句。",
)
def old_wording(held: Held) -> Iterator[Seen]:
    """沿用旧条例的用语。

    「特殊需要」、十五个工作日的答复期限、检索复制邮寄费，2019 年 5 月 15 日起都没有了。
    引号里的是申请人的话，不看；说明「不再」「免收」的不报；征求第三方意见的十五个工作日不报。
    """
    if held.day is None:
        return
    for old in letter_words().old_wording:
        for sentence in sentences(_without_quotes(_whole(held))):
            word = next((word for word in old.words if word in sentence), None)
            if word and held.day >= old.over and not any(sign in sentence for sign in old.unless):
                yield Hit.at(_place_of(held, word), words=word, why=old.why, quote=word)
                break


@letter_rule(
    "LET027",
    "letter-law-not-named",
    Severity.ERROR,
    basis=("regulation/14",),
    says="以法律、行政法规禁止公开为由不予公开，没有写明是哪一部法律、行政法规{instead}。",
    remedy="写明禁止公开的法律或者行政法规及其条文；规章和规范性文件不能作为依据。",
)
def law_not_named(held: Held) -> Iterator[Seen]:
    """没有写明禁止公开的法律、行政法规。

    第十四条要求的是法律、行政法规禁止公开；部门规章、地方性法规、规范性文件都不够。
    地方性的「条例」单凭名称分不出来，不报。
    """
    if "prohibited_by_law" not in held.kinds:
        return
    others = [title for title in titles(_answers(held)) if not _NOT_ITS_OWN.search(title)]
    if any(re.search(r"(?<!办)(?:法|条例|法典)(?:（.*）)?$", title) for title in others):
        return
    lower = [title for title in others if re.search(r"办法|规定|细则|通知|意见$", title)]
    yield Hit.at(held.letter.end, instead=f"，只引了《{lower[0]}》" if lower else "")


def _by_kind(held: Held) -> Iterator[tuple[str, str]]:
    """Every outcome with the text that has to name its basis: its item's answer where there is one."""
    if held.record is None or len(held.record.items) < 2:
        yield from ((kind, held.letter.text) for kind in sorted(held.kinds))
        return
    answers = {answer.item: answer.text for answer in held.letter.answers}
    for item in held.record.items:
        text = answers.get(item.number, "")
        yield item.kind, text if citations(text) else held.letter.text


def _fits(words: OutcomeWords, found: Sequence[Citation], text: str) -> bool:
    if "fee-measures" in words.fits:
        return any("信息处理费" in title for title in titles(text))
    if any(fit.startswith("regulation/36") for fit in words.fits) and any(
        one.meets("regulation/36") and one.item is None and one.paragraph in (None, 1) for one in found
    ):
        return True  # without its item: another rule says so
    met = [one for one in found for fit in words.fits if one.meets(fit)]
    if words.paragraph is None:
        return bool(met)
    return any(one.paragraph in (None, words.paragraph) for one in met)


def _old(held: Held, found: Sequence[Citation], articles: Sequence[OldArticle]) -> Iterator[Seen]:
    text = _whole(held)
    for old in articles:
        for one in found:
            if one.article != old.article:
                continue
            sentence = _sentence(text, one.start)
            is_old = one.item is not None and one.item <= old.items
            if is_old or any(word in sentence for word in old.words):
                yield Hit.at(
                    _place(held, one),
                    words=f"《{one.title}》第{in_chinese(one.article)}条",
                    was=old.was,
                    now=old.now,
                    quote=one.text,
                )
                break


def _rests_on_fees(held: Held) -> bool:
    return any("信息处理费" in title for title in titles(held.letter.text))


def _sentence(text: str, at: int) -> str:
    start = max(text.rfind(sign, 0, at) for sign in "。；\n")
    ends = [end for sign in "。；\n" if (end := text.find(sign, at)) >= 0]
    return text[start + 1 : min(ends, default=len(text))]


def _whole(held: Held) -> str:
    return f"{held.letter.text}\n{held.letter.remedies}"


def _answers(held: Held) -> str:
    return "\n".join(answer.text for answer in held.letter.answers) or held.letter.text


def _without_quotes(text: str) -> str:
    return re.sub(r"“[^”]{0,400}”", "", text)


def _place(held: Held, citation: Citation) -> Place:
    return _place_of(held, citation.text.partition("》")[2] or citation.text)


def _place_of(held: Held, words: str) -> Place:
    for passage in (*held.letter.body, *held.letter.remedy):
        if words in compact(passage.text):
            return passage.place
    return held.letter.place
