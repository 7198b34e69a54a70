"""``gongkai law``: a rule, a form, an act, a time limit, a setting, a reply or a letter, explained; the guide."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from gongkai.cli.answer import FINE, Unable
from gongkai.cli.arguments import Parser, output

_ABOUT = """\
查规则、年度报告的格式、法规条文、期限，法律没有写明之处的设置，各种答复和文书；
按法律的顺序逐个提问，引到应当怎样答复。不带参数时列出全部规则。"""
_EXAMPLES = """\
gongkai law                   全部规则
gongkai law REQ001            一条规则：查什么、依据、改法、例子
gongkai law form 2021         2021 年格式的各部分、表格和勾稽关系
gongkai law regulation/33     一条引用指的是什么
gongkai law term              各种期限，何时起是几天，依据
gongkai law setting           法律没有写明之处：有哪些取法，取了哪一种，为什么
gongkai law reply             各种答复，依据，计入年报的哪一行
gongkai law reply not_exist   一种答复：要写明什么、事先要有什么、怎样写
gongkai law letter            各种程序性文书；gongkai law letter fee 看一种
gongkai law result            复议、诉讼的各种结果，计入年报的哪一格
gongkai law guide             这件申请应当怎样答复：第一个问题
gongkai law guide 是 否       依次回答以后：下一个问题，或者结论和草稿"""


def parser() -> Parser:
    parser = Parser(
        "law",
        _ABOUT,
        operands="[编号 | form 年 | 引用 | term | setting | reply | letter | result | guide 回答…]",
        examples=_EXAMPLES,
    )
    parser.choice("--format", ("text", "json"), says="给人看，还是给程序用", default="text")
    output(parser)
    return parser


def run(options: Namespace) -> int:
    from gongkai.cli.output import put

    put(_answer(options.operands, options.format), options.output)
    return FINE


def _answer(words: Sequence[str], output_format: str) -> str:
    from gongkai.cli import law_in_time, law_replies, law_text

    match words:
        case []:
            found = law_text.rule_list()
        case ["form" | "forms" | "格式"]:
            found = law_text.form_list()
        case ["form" | "格式", version]:
            found = law_text.form(version)
        case ["term" | "terms" | "期限", *key] if len(key) < 2:
            found = law_in_time.terms(*key)
        case ["setting" | "settings" | "设置", *key] if len(key) < 2:
            found = law_in_time.setting_list(*key)
        case [topic, *key] if topic in law_replies.TOPICS and len(key) < 2:
            found = law_replies.TOPICS[topic](*key)
        case ["guide" | "引导", *answers]:
            found = law_replies.guide(answers)
        case [word]:
            found = law_text.rule_or_act(word)
        case _:
            raise Unable(f"不知道「{' '.join(words)}」是什么意思。用法：gongkai law --help")
    return found.json() if output_format == "json" else found.text
