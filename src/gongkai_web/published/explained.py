"""What the rows of the table on requests mean, for somebody who has never seen it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ROWS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "new_received": ("本年新收", "这一年收到的申请，按件计；一人提几件就算几件。"),
        "carried_in": ("上年结转", "上一年收到、到年底还没有办完，转到这一年接着办的。"),
        "granted": ("予以公开", "申请的内容全部给了，或者告诉了申请人到哪里可以看到。"),
        "partially_granted": ("部分公开", "一部分可以公开，给了；另一部分依法不能公开，说明了理由。"),
        "denied": (
            "不予公开",
            (
                "信息是有的，但依法不能公开：国家秘密，法律禁止公开，会危及安全和稳定，损害第三方的合法权益，"
                "或者属于内部事务、过程性信息、执法案卷等。"
            ),
        ),
        "unable": ("无法提供", "机关没有这项信息，要另外加工、分析才有，或者补正以后仍然不清楚要的是什么。"),
        "not_processed": (
            "不予处理",
            (
                "实际是信访、举报、投诉，重复申请，要公开出版物，没有正当理由大量反复申请，"
                "或者要求确认、重新出具已经取得的信息。"
            ),
        ),
        "other": ("其他处理", "申请人逾期没有补正或者缴费，机关不再处理；以及撤回等其他情形。"),
        "total": ("总计", "这一年办完的件数，等于上面各种结果相加。"),
        "carried_out": ("结转下年度", "到年底还没有办完的。新收加上年结转，等于办完的加结转下年度的。"),
    }
)
COLUMNS = "各列按申请人分：自然人，以及商业企业、科研机构、社会公益组织、法律服务机构、其他五种法人或者组织。"
