"""The countable statements of the prose, with their places: 收到申请2件, 均未发生, 十八项制度.

A statement that could be read in more than one way (a part, a comparison, another period) is passed over: a fact
missed costs nothing, a wrong one accuses an organ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from gongkai.model.report import Fact
from gongkai.read.prose.numerals import CHINESE, NUMBER, YEAR, number_of, year_of
from gongkai.read.prose.text import Line, compact

_CASES = "件|份|条|个|宗|起|例|次|项|人次"
_NONE = r"(?:没有|未曾|均未|尚未|从未|并未|未有|未|无|不存在)"
_ANY = r"[^，。；！？]"  # within one clause
_N = rf"(?P<n>{NUMBER})"
_CLAUSE = re.compile(r"[^，。；！？]+")
_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")

# what makes a number say something else than the year's whole
_PART = re.compile(
    r"其中|比上年|较上年|比去年|较去年|同比|环比|增加|减少|增长|下降|上升|多于|少于|占比|分别|"
    r"平均|每[月季周人件]|通过|网络|网上|在线|信函|邮寄|当面|现场|传真|邮件|邮箱|平台提交|来信|"
    r"商业企业|科研机构|社会公益|法律服务|关于|涉及|有关[^政]|补正|撤回|撤销|逾期|转|超期|延期"
)
_OTHER_PERIOD = re.compile(
    r"上年|上一年|去年|往年|历年|近年|近[两三五二]年|累计|以来|截至|上半年|下半年|季度|[1-9]月份"
)
_NOT_A_REQUEST = re.compile(
    r"复议|诉讼|信访|投诉|举报|咨询|议案|提案|建议|留言|许可|补助|救助|项目申请|职称|入党"
)
_ABOUT = re.compile(r"信息公开|公开信息|依申请|公开申请|公开政府信息|政府信息|申请公开")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a clause stands in: its sentence, the year of the report, the form's version, its section."""

    sentence: str
    year: int | None
    form: str
    section: int
    before: str


@dataclass(frozen=True, slots=True)
class Found:
    """A statement within a clause: offsets, metric, number as printed (None for words that mean nothing)."""

    start: int
    end: int
    metric: str
    figure: str | None = None
    unit: str | None = None


Look = Callable[[str, Setting], Iterator[Found]]


def find_facts(line: Line, section: int, *, year: int | None, form: str) -> Iterator[Fact]:
    """The statements of one paragraph, in its order."""
    text, spots = compact(line.text)
    if not _WORTHWHILE.search(text):
        return
    yield from _periods(line, text, spots, section)
    for sentence in _SENTENCE.finditer(text):
        for clause in _CLAUSE.finditer(sentence[0]):
            setting = Setting(sentence[0], year, form, section, sentence[0][: clause.start()])
            base = sentence.start() + clause.start()
            for found in _in_clause(clause[0], setting):
                yield _fact(line, spots, base, found, section)


def _in_clause(clause: str, setting: Setting) -> Iterator[Found]:
    """The statements of a clause, the more exact ones first; no two over the same characters."""
    taken: list[Found] = []
    for look in _LOOKS:
        for found in look(clause, setting):
            if all(found.end <= other.start or found.start >= other.end for other in taken):
                taken.append(found)
    yield from sorted(taken, key=lambda found: found.start)


def _fact(line: Line, spots: Sequence[int], base: int, found: Found, section: int) -> Fact:
    start, end = spots[base + found.start], spots[base + found.end - 1] + 1
    value = 0 if found.figure is None else number_of(found.figure)
    zero = found.figure is None
    return Fact(line.text[start:end], value, found.unit, found.metric, line.at(start, end), zero, section)


_WORTHWHILE = re.compile(rf"\d|{CHINESE}+(?:件|份|条|个|项|次|元)|未|无|没有|零|不存在")
_PERIOD = re.compile(rf"{YEAR}年1月1日(?:起)?(?:至|到|—+|-+|~|～|－)(?:{YEAR}年)?12月31日(?:止)?")


def _periods(line: Line, text: str, spots: Sequence[int], section: int) -> Iterator[Fact]:
    for found in _PERIOD.finditer(text):
        start, end = spots[found.start()], spots[found.end() - 1] + 1
        yield Fact(line.text[start:end], None, None, "period", line.at(start, end), section=section)


# --- requests ---------------------------------------------------------------------------------------------


_RECEIVED = re.compile(
    rf"(?:新收到?|收到|接收|受理|接到|收受)(?:的)?(?P<gap>{_ANY}{{0,40}}?)(?:共计|合计|总计|总数为|共|为|数量为?|数为?)?{_N}(?P<u>件|份|条|个|宗|起|例)(?P<tail>{_ANY}{{0,30}})"
)
_NEW = re.compile(r"新收|本年度?新|当年新")
_ANSWERED = re.compile(
    rf"(?:答复|办结|办理完?结?|办理答复)(?:了)?(?P<gap>{_ANY}{{0,24}}?)(?:共计|合计|总计|共)?{_N}(?P<u>件|份|宗|起)"
)
_NO_REQUEST = re.compile(
    rf"(?P<none>(?:没有|均未|尚未|未曾|未有|未|无)(?:收到|接到|接收到?|受理|发生|产生|接收|新收)?)(?P<gap>{_ANY}{{0,34}}?)"
    r"(?:政府信息公开(?:的)?申请|信息公开申请|依申请公开(?:政府信息)?(?:的)?(?:申请|件|事项|业务|情况)?|公开政府信息的?申请|申请公开|公开申请|申请件)(?:事项|情况|件)?(?!人|内容|表|办理|工作|制度|渠道)"
)
_CARRIED_IN = re.compile(
    rf"(?:上年度?|上一年度?|{YEAR}年度?)结转(?:政府信息公开)?(?:的)?(?:申请)?(?:办理)?(?:数量)?(?:为|共)?{_N}(?P<u>件|份|宗|起|条)"
)
_CARRIED_OUT = re.compile(
    rf"结转(?:至|到)?(?:下一?年度?|下年|{YEAR}年度?|次年)(?:度)?(?:继续)?(?:办理)?(?:的)?(?:申请)?(?:为|共)?{_N}(?P<u>件|份|宗|起|条)"
)
_OUTCOMES = (
    ("requests.granted.total", re.compile(rf"(?<!不)予以公开(?:的)?(?:有|为|共)?{_N}(?P<u>件|份|宗|起)")),
    (
        "requests.partially_granted.total",
        re.compile(rf"(?:予以)?部分公开(?:的)?(?:有|为|共)?{_N}(?P<u>件|份|宗|起)"),
    ),
    ("requests.denied.*.total", re.compile(rf"不予公开(?:的)?(?:有|为|共)?{_N}(?P<u>件|份|宗|起)")),
    ("requests.unable.*.total", re.compile(rf"无法提供(?:的)?(?:有|为|共)?{_N}(?P<u>件|份|宗|起)")),
    ("requests.not_processed.*.total", re.compile(rf"不予处理(?:的)?(?:有|为|共)?{_N}(?P<u>件|份|宗|起)")),
)


def _received(clause: str, setting: Setting) -> Iterator[Found]:
    for found in _RECEIVED.finditer(clause):
        around = found["gap"] + found["tail"]
        if not re.search(r"申请|依申请", around) or _NOT_A_REQUEST.search(around):
            continue
        if not _ABOUT.search(setting.sentence) or _is_partial(
            clause[: found.end("u")] + found["tail"], setting
        ):
            continue
        end = found.end("u") if "申请" in found["gap"] else _after_request(found)
        yield Found(found.start(), end, "requests.new_received.total", found["n"], found["u"])


def _after_request(found: re.Match[str]) -> int:
    return found.start("tail") + found["tail"].index("申请") + 2


def _answered(clause: str, setting: Setting) -> Iterator[Found]:
    for found in _ANSWERED.finditer(clause):
        gap = found["gap"] + clause[: found.start()]
        about = _ABOUT.search(gap) or re.search(r"申请", setting.before)
        if about and not _NOT_A_REQUEST.search(setting.sentence) and not _is_partial(clause, setting):
            if "结转" in gap or _carries_more(setting):
                continue
            yield Found(found.start(), found.end(), "requests.total.total", found["n"], found["u"])


def _carries_more(setting: Setting) -> bool:
    """Another number of answers stands in the sentence: which of them is the whole is not said."""
    return len(_ANSWERED.findall(setting.sentence)) > 1


def _no_request(clause: str, setting: Setting) -> Iterator[Found]:
    for found in _NO_REQUEST.finditer(clause):
        inner = found["gap"]
        if (
            _NOT_A_REQUEST.search(found[0])
            or _PART.search(inner.replace("有关政", ""))
            or _of_other_period(clause, setting)
        ):
            continue
        if re.search(rf"正当|法提供|{NUMBER}(?:件|份)|超|及时|规范|答复|完成|处理|办结|按|工作|渠道", inner):
            continue
        yield Found(_subject(clause, found.start()), found.end(), "requests.new_received.total")


def _subject(clause: str, start: int) -> int:
    """From where a zero statement is quoted: 全年未发生…, not 未发生… alone."""
    return start - 2 if clause[max(start - 2, 0) : start] in ("全年", "均为") else start


def _carried(clause: str, setting: Setting) -> Iterator[Found]:
    for metric, pattern in (
        ("requests.carried_out.total", _CARRIED_OUT),
        ("requests.carried_in.total", _CARRIED_IN),
    ):
        for found in pattern.finditer(clause):
            if re.search(r"复议|诉讼|办结|答复|办理", clause[: found.start()]) or not _carry_year_fits(
                found[0], metric, setting
            ):
                continue
            yield Found(found.start(), found.end(), metric, found["n"], found["u"])


def _carry_year_fits(text: str, metric: str, setting: Setting) -> bool:
    named = re.search(rf"({YEAR})年", text)
    if named is None or setting.year is None:
        return named is None
    shift = 1 if metric.startswith("requests.carried_out") else -1
    return year_of(named[1]) == setting.year + shift


def _outcomes(clause: str, setting: Setting) -> Iterator[Found]:
    if not re.search(r"申请|答复", setting.sentence) or _NOT_A_REQUEST.search(setting.sentence):
        return
    if _of_other_period(clause, setting) or re.search(r"比上年|同比|增加|减少|通过|占", clause):
        return
    for metric, pattern in _OUTCOMES:
        for found in pattern.finditer(clause):
            yield Found(found.start(), found.end(), metric, found["n"], found["u"])


# --- remedies ---------------------------------------------------------------------------------------------


_RECONSIDERATION = "remedies.reconsideration.total"
_LITIGATION = "remedies.{litigation_direct,litigation_after_reconsideration}.total"
_NO_REMEDY = re.compile(rf"{_NONE}(?P<what>{_ANY}{{0,40}}?(?:行政复议|复议|行政诉讼|诉讼){_ANY}*)")
_REMEDY_NUMBER = re.compile(
    rf"(?P<kind>行政复议|行政诉讼)(?:申请|案件|案|事项|情况)?(?:共|为|数为|数量为|均为)?{_N}(?P<u>件|起|宗|例|次)"
    rf"|{_N.replace('?P<n>', '?P<n2>')}(?P<u2>件|起|宗|例)(?:政府信息公开)?(?P<kind2>行政复议|行政诉讼)"
)
_REMEDY_DETAIL = re.compile(r"纠正|维持|败诉|胜诉|撤销|驳回|未审结|尚未|审结|其他结果|其他区|乡镇")


def _no_remedy(clause: str, setting: Setting) -> Iterator[Found]:
    for found in _NO_REMEDY.finditer(clause):
        what = found["what"]
        if re.search(
            r"纠正|败诉|维持|超期|撤销|审结|申请人|告知|途径|救济|渠道|出庭|经复议", what
        ) or _of_other_period(clause, setting):
            continue
        if re.search(rf"{NUMBER}(?:件|起|宗)", what) or not _is_about_disclosure(setting):
            continue
        metric = _remedy_metric(what)
        yield Found(_subject(clause, found.start()), found.end(), metric)


def _remedy_metric(what: str) -> str:
    """Which blocks the words deny. 未发生行政复议、行政诉讼 denies all, 未发生行政复议 only the first."""
    if "诉讼" in what and "复议" in what:
        return "remedies.*.total"
    return _LITIGATION if "诉讼" in what else _RECONSIDERATION


def _remedy_numbers(clause: str, setting: Setting) -> Iterator[Found]:
    if _REMEDY_DETAIL.search(clause) or _is_partial(clause, setting) or not _is_about_disclosure(setting):
        return
    if re.search(r"复议后|经复议|直接", clause):
        return
    for found in _REMEDY_NUMBER.finditer(clause):
        kind, figure, unit = (
            found["kind"] or found["kind2"],
            found["n"] or found["n2"],
            found["u"] or found["u2"],
        )
        yield Found(
            found.start(), found.end(), _LITIGATION if "诉讼" in kind else _RECONSIDERATION, figure, unit
        )


def _is_about_disclosure(setting: Setting) -> bool:
    return setting.section == 4 or "信息公开" in setting.sentence or "政务公开" in setting.sentence


# --- active disclosure and charges ------------------------------------------------------------------------


_DOCUMENTS = re.compile(
    rf"(?P<verb>新?(?:制定|制作|制发|印发|出台))(?:了|并公开)?(?:行政)?规范性文件(?:共|为|数量为?)?{_N}(?P<u>件|份|个|部|条|项)"
    rf"|(?P<verb2>新?(?:制定|制作|制发|印发|出台))(?:了)?(?P<n2>{NUMBER})(?P<u2>件|份|个|部|项)(?:行政)?规范性文件"
)
_OPENED = re.compile(rf"(?:其中)?(?:新公开|对外公开|主动公开){_N}(?P<u>件|份|个|部)$")
_REPEALED = re.compile(rf"废止(?:失效)?(?:行政)?规范性文件{_N}(?P<u>件|份|个|部)")
_IN_FORCE = re.compile(rf"现行有效(?:的)?(?:行政)?规范性文件(?:共|为)?{_N}(?P<u>件|份|个|部)")
_DECISIONS = {"行政许可": "licensing", "行政处罚": "penalties", "行政强制": "coercion"}
_KINDS = r"(?:行政许可|行政处罚|行政强制)"
_NO_DECISION = re.compile(
    rf"{_NONE}(?:实施|作出|做出|发生|办理|产生|涉及)?(?P<kinds>{_KINDS}(?:(?:、|和|及|以及|或)?{_KINDS})*)(?:类)?(?:处理)?(?:决定|事项|情况|行为)?(?!权|职)"
)
_DECIDED = re.compile(rf"(?:作出|做出)(?P<kind>{_KINDS})(?:处理)?(?:决定){_N}(?P<u>件|项|起|宗|例)")
_NO_CHARGE = re.compile(rf"{_NONE}(?:收取|发生|产生|涉及)?(?:任何)?行政事业性收费(?:信息|项目|事项|情况)?")


def _documents(clause: str, setting: Setting) -> Iterator[Found]:
    if _of_other_period(clause, setting) or re.search(
        r"累计|县政府|市政府|全[县市区省]|解读|乡镇|部门", clause
    ):
        return
    made = "made" if setting.form == "2019" else "issued"
    for found in _DOCUMENTS.finditer(clause):
        start = _whole_year(clause, found.start())
        yield Found(
            start,
            found.end(),
            f"disclosure.normative_documents.{made}",
            found["n"] or found["n2"],
            found["u"] or found["u2"],
        )
    if setting.form == "2019" and _DOCUMENTS.search(setting.before) and (opened := _OPENED.match(clause)):
        yield Found(
            0, opened.end(), "disclosure.normative_documents.newly_disclosed", opened["n"], opened["u"]
        )
    if setting.form != "2019":
        for metric, pattern in (("repealed", _REPEALED), ("in_force", _IN_FORCE)):
            for found in pattern.finditer(clause):
                yield Found(
                    found.start(),
                    found.end(),
                    f"disclosure.normative_documents.{metric}",
                    found["n"],
                    found["u"],
                )


def _whole_year(clause: str, start: int) -> int:
    return start - 2 if clause[max(start - 2, 0) : start] in ("全年", "本年") else start


def _decisions(clause: str, setting: Setting) -> Iterator[Found]:
    if _of_other_period(clause, setting):
        return
    for found in _NO_DECISION.finditer(clause):
        if re.search(r"超|权限|职能|职权|公示|公开", clause[found.end() : found.end() + 3]):
            continue
        kinds = [_DECISIONS[kind] for kind in dict.fromkeys(re.findall(_KINDS, found["kinds"]))]
        row = kinds[0] if len(kinds) == 1 else "{" + ",".join(kinds) + "}"
        yield Found(found.start(), found.end(), f"disclosure.{row}.decisions")
    if not _PART.search(clause):
        for found in _DECIDED.finditer(clause):
            yield Found(
                found.start(),
                found.end(),
                f"disclosure.{_DECISIONS[found['kind']]}.decisions",
                found["n"],
                found["u"],
            )


def _charges(clause: str, setting: Setting) -> Iterator[Found]:
    metric = (
        "disclosure.fees.{items_last_year,change}" if setting.form == "2019" else "disclosure.fees.amount"
    )
    for found in _NO_CHARGE.finditer(clause):
        if not _of_other_period(clause, setting):
            yield Found(_whole_year(clause, found.start()), found.end(), metric)


_FEE = r"(?:政府)?(?:信息公开)?信息(?:公开)?(?:处理|检索|公开)费用?"
_NO_FEE = re.compile(
    rf"(?:{_NONE}|不)(?:发生|收取|产生|存在|涉及|向[^，。；]{{0,12}}收取|发出|对[^，。；]{{0,12}}收取)?(?P<gap>{_ANY}{{0,24}}?){_FEE}{_ANY}{{0,14}}"
)
_FEE_TAKEN = re.compile(
    rf"(?:收取|收缴|收到)(?:政府)?(?:信息公开)?信息处理费(?:共计?|合计|总金额为?|金额为?|总额为?|总计|为)?(?:人民币)?{_N}(?P<u>万元|元)"
)
_FEE_IS = re.compile(
    rf"信息处理费(?:收取|收入)?(?:情况|总?金额|总额)?(?:均?为|共计?|合计|总计|：)?(?:人民币)?{_N}(?P<u>万元|元)"
)


def _fees(clause: str, setting: Setting) -> Iterator[Found]:
    if _of_other_period(clause, setting):
        return
    for found in _NO_FEE.finditer(clause):
        if not re.search(r"按|逾期|缴纳|规定|标准", found[0]):
            yield Found(found.start(), found.end(), "narrative.processing_fee")
    for pattern in (_FEE_TAKEN, _FEE_IS):
        for found in pattern.finditer(clause):
            if not re.search(r"其中|每|按", clause):
                yield Found(found.start(), found.end(), "narrative.processing_fee", found["n"], found["u"])


# --- what no cell holds -----------------------------------------------------------------------------------


_ITEMS = re.compile(
    rf"(?:主动公开|公开|发布|推送|公布)(?:政府|政务)?(?:各类|各种)?(?:政府|政务)?信息(?:共|共计|总数|累计|达|约|为)?{_N}(?:余|多)?(?P<u>条|篇|件|份)"
    rf"|(?P<k>[\u4e00-\u9fff]{{2}})信息(?:共|共计|为)?(?P<n3>{NUMBER})(?:余|多)?(?P<u3>条|篇|件|份)"
    rf"|主动公开(?:了)?(?P<n2>{NUMBER})(?:余|多)?(?P<u2>条|篇|件|份)(?:政府|政务)?信息"
)
_NARRATIVE = (
    ("narrative.documents_made", re.compile(rf"制发的?(?:公文|文件)(?:总数)?(?:为|共){_N}(?P<u>件|份)")),
    (
        "narrative.disclosed_on_site",
        re.compile(rf"(?:政府)?网站公开(?:数量|总数)?(?:为|共)?{_N}(?P<u>件|份|条)"),
    ),
    ("structure.sections", re.compile(rf"共(?:分为?)?{_N}(?P<u>个?部分)(?:组成|构成)?")),
    ("narrative.rules", re.compile(rf"(?P<n>{NUMBER})(?P<u>项)(?:工作)?制度")),
    (
        "narrative.withdrawn",
        re.compile(rf"(?:申请人)?(?:主动)?(?:撤回|撤销)(?:政府信息公开)?申请?{_N}(?P<u>件|份)"),
    ),
)
_NO_LEAK = re.compile(rf"(?:全年)?{_NONE}(?:发生|出现)(?:任何)?(?:过)?失?泄密(?:事件|现象|情况|问题|事故)?")


def _items(clause: str, setting: Setting) -> Iterator[Found]:
    if not re.search(r"公开|发布|推送|公布", setting.sentence) or _of_other_period(clause, setting):
        return
    if re.search(r"同比|增长|增加|减少|平均|每|占|申请", clause):
        return
    for found in _ITEMS.finditer(clause):
        figure, unit = (found["n"] or found["n2"] or found["n3"], found["u"] or found["u2"] or found["u3"])
        yield Found(found.start(), found.end(), "narrative.disclosed_items", figure, unit)


def _narrative(clause: str, _: Setting) -> Iterator[Found]:
    for metric, pattern in _NARRATIVE:
        for found in pattern.finditer(clause):
            yield Found(found.start(), found.end(), metric, found["n"], found["u"])
    for found in _NO_LEAK.finditer(clause):
        yield Found(found.start(), found.end(), "narrative.leaks")


def _is_partial(clause: str, setting: Setting) -> bool:
    return _PART.search(clause) is not None or _of_other_period(clause, setting)


def _of_other_period(clause: str, setting: Setting) -> bool:
    """The clause, or what stands before it in the sentence, speaks of another time than the report year."""
    words = setting.before + clause
    if _OTHER_PERIOD.search(clause):
        return True
    years = {year_of(found) for found in re.findall(rf"({YEAR})年", words)}
    return setting.year is not None and bool(years - {setting.year})


_LOOKS: tuple[Look, ...] = (
    _carried,
    _outcomes,
    _received,
    _answered,
    _no_remedy,
    _no_request,
    _remedy_numbers,
    _documents,
    _decisions,
    _charges,
    _fees,
    _narrative,
    _items,
)
