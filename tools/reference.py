"""Schemas and reference pages that are generated from the code, as texts by path."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tools.rule_examples import examples, in_short

if TYPE_CHECKING:
    from gongkai.check.registry import Card

_COMMAND_LINE = """\
# 命令行

由 `gongkai --help` 和各命令的 `--help` 生成。

```text
{overview}
```
"""
_INDEX = """\
# {title}

由规则的卡片生成。一条规则的说明也可以用 `gongkai law 编号` 查看。

| 编号 | 缺陷 | 说明 | 级别 |
|---|---|---|---|
{rows}
"""
_RULE = """\
# {code} {title}

`{name}` · {severity} · 责任在{cause}

{about}

**改法** {remedy}

**依据** {basis}

{examples}"""
_SEVERITIES = {"error": "错误", "warning": "警告", "note": "提示"}
_CAUSES = {"organ": "填报机关", "form": "格式", "conversion": "文件转换"}
_PROFILES = {"national": "全国", "strict": "从严"}


def command_line() -> dict[str, str]:
    """The page of the command line: what every command says of itself."""
    sections = (
        f"\n##{'#' * (len(words) - 1)} gongkai {' '.join(words)}\n\n```text\n{_help(*words)}\n```\n"
        for words in _commands()
    )
    return {"docs/reference/cli.md": _COMMAND_LINE.format(overview=_help()) + "".join(sections)}


def _commands() -> Iterator[tuple[str, ...]]:
    """The words of every command, and of those below it."""
    from gongkai.cli.main import COMMANDS, module_of, others

    for name in (*COMMANDS, *others()):
        yield (name,)
        yield from ((name, word) for word in getattr(module_of(name).parser(), "of", ()))


def _help(*command: str) -> str:
    from gongkai.cli.main import main

    with contextlib.redirect_stdout(io.StringIO()) as output:
        main([*command, "--help"])
    return output.getvalue().strip()


def rules() -> dict[str, str]:
    """A page for every rule, from its card, and a list of them."""
    from gongkai.check.registry import cards

    return _pages("docs/reference/rules", "检查规则", cards())


def letter_rules() -> dict[str, str]:
    """The same of the rules on letters."""
    from gongkai.check.letters.registry import cards

    return _pages("docs/reference/letters", "文书检查规则", cards())


def _pages(folder: str, title: str, cards: Sequence[Card]) -> dict[str, str]:
    rows = "\n".join(
        f"| [{card.code}]({card.code}.md) | `{card.name}` | {card.title} | {_SEVERITIES[card.severity]} |"
        for card in cards
    )
    pages = {f"{folder}/{card.code}.md": _rule(card) for card in cards}
    return pages | {f"{folder}/README.md": _INDEX.format(title=title, rows=rows)}


def _rule(card: Card) -> str:
    from gongkai.law.acts import cited

    in_profiles = "".join(
        f"，{_PROFILES[profile]}方案：{_SEVERITIES[severity] if severity else '不查'}"
        for profile, severity in card.profiles.items()
    )
    return _RULE.format(
        code=card.code,
        title=card.title,
        name=card.name,
        severity=_SEVERITIES[card.severity] + in_profiles,
        cause=_CAUSES[card.cause],
        about=card.about,
        remedy=re.sub(r"\{\w+\}", "……", card.remedy),
        basis="；".join(map(cited, card.basis)) or "无明文，出于核对",
        examples=examples(card.code),
    )


def examples_in_short() -> dict[str, str]:
    """Examples of every rule for ``gongkai law``, which has no tests at hand."""
    from gongkai.check.letters import registry as of_letters
    from gongkai.check.registry import cards
    from gongkai.cli.output import as_json

    known = (*cards(), *of_letters.cards())
    return {"src/gongkai/check/examples.json": as_json({card.code: in_short(card.code) for card in known})}


def corpus_standard() -> dict[str, str]:
    """The page of the open standard for annual reports as data."""
    from gongkai.corpus.store.standard import standard_page

    return {"docs/reference/corpus-standard.md": standard_page()}


def schemas() -> dict[str, str]:
    """The JSON Schemas that are published."""
    from gongkai.check.payload import findings_schema, letter_findings_schema
    from gongkai.cli.output import as_json
    from gongkai.corpus.answers.shapes import answer_schemas
    from gongkai.corpus.payload import comparison_schema
    from gongkai.corpus.store.standard import corpus_schema
    from gongkai.ledger.shapes import entry_schema
    from gongkai.model.letter_payload import letter_schema
    from gongkai.model.letter_record import letter_record_schema
    from gongkai.model.payload import report_schema

    return {
        **{f"schemas/{name}.json": as_json(schema) for name, schema in answer_schemas().items()},
        "schemas/gongkai-comparison-1.json": as_json(comparison_schema()),
        "schemas/gongkai-corpus-1.json": as_json(corpus_schema()),
        "schemas/gongkai-entry-1.json": as_json(entry_schema()),
        "schemas/gongkai-findings-1.json": as_json(findings_schema()),
        "schemas/gongkai-letter-1.json": as_json(letter_schema()),
        "schemas/gongkai-letter-findings-1.json": as_json(letter_findings_schema()),
        "schemas/gongkai-letter-record-1.json": as_json(letter_record_schema()),
        "schemas/gongkai-report-1.json": as_json(report_schema()),
    }
