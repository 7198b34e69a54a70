"""Letters and acts that a file states instead of a ledger: JSON, or YAML that says the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.cli.answer import Unable

if TYPE_CHECKING:
    from gongkai.model.letter import Letter

_LARGEST = 1_000_000
_DEEPEST = 20
_OPEN = "〔待填"
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,15})")


def letter_of(name: str) -> Letter:
    """The letter that the file states, with its verification code. Raises :class:`Unable`."""
    from dataclasses import replace

    from gongkai.law.letters import UnknownLetter, letters
    from gongkai.ledger.letters.drafting import refuse_unknown
    from gongkai.model.letter_payload import NotALetter, from_payload, letter_code, to_payload

    try:
        letter = from_payload(plain_values(name))
        if letter.kind not in letters():
            refuse_unknown(letter.kind)
    except NotALetter as error:
        raise Unable(f"「{name}」写得不对：\n" + "\n".join(error.mistakes)) from error
    except UnknownLetter as error:
        raise Unable(f"「{name}」：{error}") from error
    code = letter_code(letter)
    if letter.code not in {None, code}:
        raise Unable(
            f"「{name}」的核验码是 {letter.code}，内容算出来是 {code}：文书的字被改动过。"
            "请核对内容；确要改动的，请删去「code」。"
        )
    is_open = letter.day is None or _OPEN in str(to_payload(letter))
    return replace(letter, code=None if is_open else code)


def plain_values(name: str) -> Any:
    """What a JSON or YAML file states. Raises :class:`Unable`."""
    import yaml

    path = Path(name)
    if not path.is_file():
        raise Unable(f"没有文件「{name}」。请检查路径。")
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)  # no more of a great file than shows that it is one
    except OSError as error:
        from gongkai.read.refusals import reason

        raise Unable(f"「{name}」打不开（{reason(error)}）。请检查权限。") from error
    if len(data) > _LARGEST:
        raise Unable(f"「{name}」超过 {_LARGEST // 1_000_000} MB，不像是一件文书的内容。请核对文件。")
    try:
        text = data.decode("utf-8-sig")
        _refuse_tricks(text, name)
        return _plain(yaml.compose(text, Loader=yaml.CSafeLoader))
    except UnicodeDecodeError as error:
        raise Unable(f"「{name}」不是 UTF-8 文字。请另存为 UTF-8。") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 1} 行" if mark else ""
        raise Unable(f"「{name}」{where}读不懂：不是 JSON，也不是 YAML。请检查缩进、冒号和引号。") from error


def _refuse_tricks(text: str, name: str) -> None:
    """References multiply, and depth takes a parser more time than there is: no letter needs either."""
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise Unable(f"「{name}」用了 YAML 的引用（*）。请把内容直接写出来。")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise Unable(f"「{name}」读不懂：套了 {_DEEPEST} 层以上。请核对括号和缩进。")


def _plain(node: Any) -> Any:
    """The value of a node as JSON would have it: YAML's own guesses make true of ``on`` and a date of a day."""
    import yaml

    match node:
        case yaml.MappingNode():
            found = {str(key.value): _plain(value) for key, value in node.value}
            if len(found) < len(node.value):
                raise Unable(f"第 {node.start_mark.line + 1} 行起的一组里，有一项写了两次。请只留一处。")
            return found
        case yaml.SequenceNode():
            return [_plain(value) for value in node.value]
        case yaml.ScalarNode(value=str(word)) if not node.style:
            return _WORDS[word] if word in _WORDS else int(word) if _WHOLE.fullmatch(word) else word
        case yaml.ScalarNode():
            return node.value
        case _:
            return None
