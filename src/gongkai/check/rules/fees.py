"""The processing fee that the prose reports against the charges in the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.check.passages import find
from gongkai.check.registry import CannotTell, Hit, Seen, rule
from gongkai.check.tables import is_repaired
from gongkai.model.cell import number
from gongkai.model.finding import Severity
from gongkai.model.report import Report

_CHARGES = "disclosure.fees.amount"
_SUM = r"(?P<sum>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<unit>万元|元)"
_COLLECTED = re.compile(
    rf"(?:收取|收到|征收|收缴)(?:了|的)?(?:政府)?(?:信息公开|政府信息公开|依申请公开)?信息(?:公开)?处理费"
    rf"(?:用)?(?:的)?(?:总金额|总额|金额|费用)?(?:共计|合计|总计|共|计|为|是)?(?:人民币)?{_SUM}"
)
_OTHER_TIME = re.compile(r"上年|去年|上一年|历年|累计|退还|退回|应收|拟|代[\u4e00-\u9fff]{1,8}收取|代收")
_TEN_THOUSAND = Decimal(10_000)


@rule(
    "TXT012",
    "collected-fee-not-in-table",
    Severity.NOTE,
    basis=("fee-measures",),
    says="文字写「{words}」，主动公开表里行政事业性收费只有 {amount} 万元。",
    remedy="核对本年收费金额是否计入了信息处理费，单位是不是万元；按当地规定不计入的，不必改。",
    profiles={"strict": Severity.WARNING},
)
def collected_fee_not_in_table(report: Report) -> Iterator[Seen]:
    """收取的信息处理费，多于主动公开表里行政事业性收费的总金额。

    信息处理费按行政事业性收费管理，收了就应当在收费金额之内。是否计入，各地财政部门另有规定，所以只是提示。
    往年收取的、应收未收的和退还的不看。
    """
    cell = report.cells.get(_CHARGES)
    if cell is None:
        return
    charged = number(cell)
    for found in find(report, _COLLECTED):
        collected = Decimal(found.match["sum"].replace(",", ""))
        collected /= 1 if found.match["unit"] == "万元" else _TEN_THOUSAND
        if collected <= 0 or _OTHER_TIME.search(found.sentence):
            continue
        if charged is None or is_repaired(cell):
            yield CannotTell("收费金额一格没有可以依据的数字。", cell.place, (_CHARGES,))
        elif charged < collected:
            yield Hit.at(found.place, cells=[_CHARGES], words=found.text, amount=charged, quote=found.text)
