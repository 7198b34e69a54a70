"""Kinds and levels of administrative organs, as far as the law makes a difference between them."""

from __future__ import annotations

from typing import Literal, TypeAlias

OrganKind: TypeAlias = Literal[
    "government",  # 地方人民政府，含乡镇人民政府
    "department",  # 政府工作部门
    "dispatched_office",  # 派出机关：街道办事处、行政公署
    "dispatched_body",  # 派出机构，以自己的名义行使职权
    "vertical",  # 海关、金融、外汇、税务、国家安全
    "justice",  # 司法行政部门，本级复议机构
    "authorised",  # 法律、法规授权的组织
]
Level: TypeAlias = Literal["state", "province", "city", "county", "township"]

KIND_LABELS: dict[OrganKind, str] = {
    "government": "人民政府",
    "department": "政府工作部门",
    "dispatched_office": "派出机关",
    "dispatched_body": "派出机构",
    "vertical": "垂直领导部门",
    "justice": "司法行政部门",
    "authorised": "法律、法规授权的组织",
}
LEVEL_LABELS: dict[Level, str] = {
    "state": "国家",
    "province": "省级",
    "city": "市级",
    "county": "县级",
    "township": "乡级",
}
