"""What must not stand in a published report: sessions and tokens, inner addresses, personal data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.check.passages import Found, compact, find
from gongkai.check.registry import Hit, Seen, rule
from gongkai.model.finding import Severity
from gongkai.model.report import Report

_URL = re.compile(
    r"(?:https?[:：]//|www\.|(?:localhost|(?:\d{1,3}\.){3}\d{1,3})(?=[:：]\d|/))[^\u4e00-\u9fff，。；、（）”“》《]*",
    re.IGNORECASE,
)
_SECRET = re.compile(
    r"[?&;](?:access_?token|token|session(?:id)?|jsessionid|password|passwd|pwd|api_?key|secret)=[^&\s]+"
    r"|[?&;](?:sid|ticket|auth)=[^&\s]{12,}"  # list.aspx?sid=12 is the number of a column
    r"|;jsessionid=|mp\.weixin\.qq\.com/cgi-bin|//[^/@\s]+:[^/@\s]+@",
    re.IGNORECASE,
)
_INNER = re.compile(
    r"^(?:https?://)?(?:localhost|127\.\d+\.\d+\.\d+|10\.\d{1,3}\.\d{1,3}\.\d{1,3}|192\.168\.\d{1,3}\.\d{1,3}"
    r"|172\.(?:1[6-9]|2\d|3[01])\.\d{1,3}\.\d{1,3})(?=[:/]|$)",
    re.IGNORECASE,
)
_IDENTITY = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_MOBILE = re.compile(r"(?<![\d.=/_-])1[3-9]\d{9}(?!\d)")
_CARD = re.compile(r"(?<!\d)(?:62\d{14,17}|4\d{15}|5[1-5]\d{14})(?!\d)")
_NO_NUMBER = re.compile(r"(?:索引号|编号|文号|备案号?|代码|标识码|序号|案号|流水号|单号|档号)：?\D{0,2}$")
_AMOUNT = re.compile(r"[余多]?(?:元|万|亿|件|条|人|次|份|平方)")
_OFFICE = re.compile(r"办公|值班|咨询|监督|热线|举报|服务电话|联系电话|联系方式|电话[:：]?$|传真")
_CARD_WORDS = re.compile(r"卡号|银行卡|账号|帐号|账户|开户")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@rule(
    "PRV001",
    "private-url",
    Severity.WARNING,
    says="网址「{address}」{trouble}。",
    remedy="换成公众能直接打开的地址，或只写名称；已经公开的登录凭证应立即作废。",
)
def private_url(report: Report) -> Iterator[Seen]:
    """网址里带着登录凭证，或指向管理后台。

    带 token、session 的地址是登录以后才有的，公众打不开，却可能让人冒用登录状态。
    """
    for found in _addresses(report):
        if _SECRET.search(found.text):
            trouble = "指向公众号管理后台" if "cgi-bin" in found.text else "带有登录凭证"
            yield Hit.at(found.place, address=_shown(found.text), trouble=trouble, quote=_shown(found.text))


@rule(
    "PRV002",
    "inner-address",
    Severity.WARNING,
    says="「{address}」是单位内部网络的地址。",
    remedy="换成公众能打开的网址。",
)
def inner_address(report: Report) -> Iterator[Seen]:
    """网址指向内部网络或本机。

    公众打不开，还暴露了内部网络的编址。
    """
    for found in _addresses(report):
        if _INNER.match(found.text):
            yield Hit.at(found.place, address=_shown(found.text), quote=_shown(found.text))


@rule(
    "PRV003",
    "identity-number",
    Severity.ERROR,
    basis=("personal-information-law", "regulation/15"),
    says="文中有公民身份号码「{number}」。",
    remedy="立即撤下，删去号码后重新发布，并按个人信息泄露处理。",
)
def identity_number(report: Report) -> Iterator[Seen]:
    """文中有身份证号码。

    按校验码核对，只报校验相符的号码；提示里只显示头尾几位。
    """
    for found in find(report, _IDENTITY):
        if _is_identity(found.text):
            yield Hit.at(found.place, number=_masked(found.text), quote=_masked(found.text))


@rule(
    "PRV004",
    "mobile-number",
    Severity.WARNING,
    basis=("personal-information-law", "regulation/15"),
    says="文中有手机号码「{number}」。",
    remedy="个人的号码删去；对外联系用办公电话。",
)
def mobile_number(report: Report) -> Iterator[Seen]:
    """文中有手机号码。

    前面写明是办公、值班、咨询、监督或联系电话的，视为机关有意公布，不提示；座机号码不看。
    """
    for found in find(report, _MOBILE):
        before = found.around[max(found.start - 14, 0) : found.start]
        after = found.around[found.start + 11 : found.start + 14]
        if not (_OFFICE.search(before) or _NO_NUMBER.search(before) or _AMOUNT.match(after)):
            yield Hit.at(found.place, number=_masked(found.text), quote=_masked(found.text))


@rule(
    "PRV005",
    "bank-card",
    Severity.ERROR,
    basis=("personal-information-law", "regulation/15"),
    says="文中有银行卡号「{number}」。",
    remedy="立即撤下，删去卡号后重新发布。",
)
def bank_card(report: Report) -> Iterator[Seen]:
    """文中有银行卡号。

    只报前面写着卡号、账号，而且校验位相符的；单位的对公账户多半没有这种校验位。
    """
    for found in find(report, _CARD):
        before = found.around[max(found.start - 16, 0) : found.start]
        if _CARD_WORDS.search(before) and _is_luhn(found.text):
            yield Hit.at(found.place, number=_masked(found.text), quote=_masked(found.text))


def _addresses(report: Report) -> Iterator[Found]:
    return find(report, _URL)


def _shown(address: str) -> str:
    """An address without the values of its parameters: a report on a leak does not repeat it."""
    return re.sub(r"=[^&;]*", "=…", address)[:80]


def _masked(number: str) -> str:
    return f"{number[:3]}…{number[-2:]}"


def _is_identity(number: str) -> bool:
    number = compact(number)
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number[:17], strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def _is_luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(compact(number))]
    doubled = [sum(divmod(digit * 2, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
