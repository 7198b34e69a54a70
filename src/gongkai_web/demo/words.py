"""Who asks, and what they ask for: names nobody has, numbers nobody can have."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TypeVar

from gongkai.ledger.facts.request import Category, Channel
from gongkai_web.store.privacy import Applicant

T = TypeVar("T")
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
_TERMS = (
    "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至", "小暑", "大暑",
    "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至", "小寒", "大寒",
)  # fmt: skip
_BODIES: dict[Category, tuple[str, ...]] = {
    "business": (
        "清江市远山置业有限公司", "清江市青山物业有限公司", "云溪县恒土建材有限公司", "清江市快讯咨询有限公司",
    ),
    "research": ("清江学院", "清江市地质研究院", "清江市农业科学研究所"),
    "public_welfare": ("云溪河保护协会", "清江市乡村规划学会", "清江市消费者权益服务中心"),
    "legal_service": ("清江市明理律师事务所", "清江市正声律师事务所"),
    "other": ("石板村村民委员会", "青山小区业主委员会"),
}  # fmt: skip
_CATEGORIES: tuple[tuple[Category, int], ...] = (
    ("natural_person", 76), ("business", 11), ("research", 3), ("public_welfare", 3), ("legal_service", 4), ("other", 3),
)  # fmt: skip
_CHANNELS: tuple[tuple[Channel, int], ...] = (
    ("internet", 42), ("registered_post", 30), ("on_site", 16), ("oral", 2), ("ordinary_letter", 5), ("fax", 3),
    ("wrong_desk", 2),
)  # fmt: skip
_VILLAGES = ("白石镇石板村", "白石镇青岩村", "龙潭镇东河村", "石板镇旧街村", "柳林乡柳树村", "南坡乡坡头村")
_SUBJECTS = {
    "ziran": (
        "东河片区征收土地预公告和现状调查结果", "龙潭片区征地补偿安置方案", "白石镇采石场采矿许可档案",
        "县城粮库地块国有建设用地出让合同", "石板村增减挂钩项目验收意见", "工业园区二期用地批复",
        "青岩村永久基本农田划定图件", "旧砖厂地块规划条件", "南坡村地质灾害危险性评估报告", "云溪大道两侧控制性详细规划",
    ),
    "zhujian": (
        "青山小区竣工验收备案材料", "老城区棚户区改造补偿方案", "云溪大道改造工程中标通知书", "公租房配租名单和轮候规则",
        "青山小区物业专项维修资金使用情况", "旧街片区房屋征收评估报告", "污水处理厂扩建工程施工许可", "燃气特许经营协议",
        "商品房预售资金监管账户信息", "农村危房改造2024年补助名单",
    ),
    "gongan": (
        "旧街路口电子监控设备检定证书", "大型活动安保经费支出", "辅警招聘方案和成绩", "云溪大道限行措施的决策材料",
        "治安管理处罚裁量标准", "出租房屋登记数量统计",
    ),
    "caizheng": (
        "2024年部门预算批复", "乡镇财政转移支付分配结果", "惠农补贴一卡通发放明细", "政府采购投诉处理决定",
        "国有资产处置台账", "地方政府专项债券项目清单",
    ),
    "jiaoyu": ("义务教育学区划分方案", "教师招聘体检标准", "校车运营企业评审材料", "民办幼儿园年检结果"),
    "minzheng": ("城乡低保对象花名册", "养老机构建设补贴发放情况", "社会组织年检结论", "殡葬服务收费依据"),
    "renshe": ("事业单位公开招聘面试评分表", "被征地农民参保缴费补贴清单", "劳动监察投诉处理结果", "职称评审委员会组成"),
    "jiaotong": ("石板至白石公路改线方案", "农村公路养护资金分配", "出租汽车经营权指标文件", "客运站搬迁协议"),
    "shuiwu": ("柳林水库除险加固合同", "东河河道采砂许可", "农村饮水安全工程水质检测报告"),
    "nongye": (
        "高标准农田建设项目验收报告", "生猪养殖禁养区划定图", "农村宅基地审批结果", "农机购置补贴公示名单",
        "土地承包经营权确权档案",
    ),
    "weijian": ("县医院设备采购合同", "医疗事故技术鉴定程序", "乡村医生补助发放表", "疫苗采购数量"),
    "shichang": ("餐饮单位食品抽检结果", "特种设备检验报告", "广告处罚决定书", "老年用品投诉处理情况"),
    "yunxi": (
        "县政府常务会议关于旧城改造的决定", "东河片区征收补偿决定", "2024年重点项目清单和投资完成情况",
        "行政复议决定书文本", "县属国有企业改制方案的批复", "云溪大道命名的请示和批复",
    ),
}  # fmt: skip
_OF_ANY = (
    "惠民资金发放明细",
    "三公经费支出明细",
    "会议纪要",
    "低保评议记录",
    "村级集体资产台账",
    "道路硬化工程合同",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it comes in. ``items`` are the applicant's own words."""

    applicant: Applicant
    category: Category
    channel: Channel
    subject: str
    items: tuple[str, ...]


def asked(
    rng: Random,
    organ: str,
    *,
    items: int = 1,
    channel: Channel | None = None,
    category: Category | None = None,
) -> Asked:
    """Somebody, and something that people ask this organ for."""
    of = _pick(rng, _CATEGORIES) if category is None else category
    subjects = rng.sample(_SUBJECTS.get(organ, _OF_ANY), items)
    years = rng.choice(("2021年", "2022年", "2023年以来", "历年"))
    worded = tuple(f"申请公开{years}{subject}，请提供加盖公章的复印件" for subject in subjects)
    came = _pick(rng, _CHANNELS) if channel is None else channel
    return Asked(applicant(rng, of), of, came, subjects[0], worded)


def applicant(rng: Random, category: Category) -> Applicant:
    """The number tells people of one name apart: it is no number that anybody could have."""
    number = rng.randrange(900)
    phone = f"1380000{number:04}"
    if category == "natural_person":
        name = _SURNAMES[number % len(_SURNAMES)] + _TERMS[number // len(_SURNAMES) % len(_TERMS)]
        village = _VILLAGES[number % len(_VILLAGES)]
        return Applicant(
            name,
            f"00000019000101{number:04}",
            f"云溪县{village}{number % 90 + 1}号",
            phone,
            f"a{number}@example.com",
        )
    bodies = _BODIES[category]
    place = number % len(bodies)
    contact = _SURNAMES[number % len(_SURNAMES)] + _TERMS[number % len(_TERMS)]
    code = f"00000000000000{list(_BODIES).index(category)}{place:03}"
    return Applicant(bodies[place], code, f"清江市云溪县解放路{place + 1}号", phone, contact=contact)


def _pick(rng: Random, weighed: tuple[tuple[T, int], ...]) -> T:
    return rng.choices([each for each, _ in weighed], [weight for _, weight in weighed])[0]
