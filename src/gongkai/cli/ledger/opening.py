"""``gongkai ledger init``: the first entry of an organ."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from gongkai.cli.answer import FINE, Unable
from gongkai.cli.arguments import Parser

_ABOUT = """\
为一个机关启用台账，记下它的名称、种类、级别、发文机关代字。台账文件还没有时新建；已有时加进一个机关。
--from 是台账从哪一天记起。发文机关代字（--short）用在文号里：云财公开〔2026〕3号。"""
_EXAMPLES = """\
gongkai ledger init 台账.jsonl --organ yxcz --name 云溪县财政局 \\
    --kind department --level county --short 云财公开 --from 2026-01-01
gongkai ledger init 台账.jsonl --organ bszf --name 云溪县白石镇人民政府 \\
    --kind 人民政府 --level 乡级 --short 白政公开 --parent yxzf --from 2026-01-01"""
_FIELDS = {
    "name": "机关全称",
    "kind": "种类",
    "level": "级别",
    "short": "发文机关代字",
    "parent": "汇总时的上级（代号）",
    "reconsideration-body": "行政复议机关",
    "court": "管辖法院",
    "contact": "工作机构的联系方式",
    "online-reconsideration": "网上申请行政复议的渠道",
}


def parser() -> Parser:
    parser = Parser("ledger init", _ABOUT, operands="台账", examples=_EXAMPLES)
    parser.option("--organ", says="机关的代号，自己定，例如 yxcz", metavar="代号", default=None)
    for name, says in _FIELDS.items():
        parser.option(f"--{name}", says=f"{says}{_words(name)}", metavar="…", default=None)
    parser.day("--from", says="台账从哪一天记起")
    parser.option("--actor", says="谁记的（代号，不写姓名）", metavar="代号", default="clerk")
    parser.choice("--algorithm", ("sha256", "sm3"), says="这一条用哪种哈希", default="sha256")
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.ledger.access import book_at, recorded, taken
    from gongkai.cli.ledger.fields import fact_of
    from gongkai.cli.output import put

    given = {name.replace("-", "_"): getattr(options, name.replace("-", "_")) for name in _FIELDS}
    start = getattr(options, "from")
    wanted = ("organ", "name", "kind", "level", "short")
    missing = [f"--{name}" for name in wanted if getattr(options, name) is None] + ["--from"] * (
        start is None
    )
    if missing or len(options.operands) != 1:
        raise Unable(
            f"启用台账要写台账文件和 {'、'.join(missing or ['--organ 等'])}。用法：gongkai ledger init --help"
        )
    words = [f"{name}={value}" for name, value in given.items() if value is not None]
    with book_at(Path(options.operands[0]), options, may_be_new=True) as book:
        fact = fact_of("organ.ledger_opened", words, private=None)
        (entry,) = taken(book, [recorded(options.organ, "organ", start, fact, options.actor)])
    put(f"已启用 {options.name}（{options.organ}）的台账，自 {entry.act.on} 起。", None)
    return FINE


def _words(name: str) -> str:
    from gongkai.law.organs import KIND_LABELS, LEVEL_LABELS

    labels = {"kind": KIND_LABELS.items(), "level": LEVEL_LABELS.items()}.get(name)
    return f"：{'、'.join(f'{key} {label}' for key, label in labels)}" if labels else ""
