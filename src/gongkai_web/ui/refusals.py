"""What forms say of what somebody typed: what is wrong with it and what would help, where Django only says the first.

A field that knows more says more, with ``error_messages`` of its own.
"""

from __future__ import annotations

from typing import Any

from django.core import validators
from django.forms import fields

_NOT_OFFERED = "不在可以选的里面。请从列出的里面选。"
_OF_FIELDS: dict[type[fields.Field], dict[str, str]] = {
    fields.Field: {"required": "请填写这一项。"},
    fields.ChoiceField: {"required": "请选择这一项。", "invalid_choice": _NOT_OFFERED},
    fields.MultipleChoiceField: {"required": "请至少选一项。", "invalid_choice": _NOT_OFFERED},
    fields.TypedChoiceField: {"invalid_choice": _NOT_OFFERED},
    fields.DateField: {"invalid": "没有这一天，或者写法不对。请写成 2026-01-20 的样子。"},
    fields.IntegerField: {"invalid": "这不是整数。请用阿拉伯数字。"},
    fields.DecimalField: {"invalid": "这不是数。请用阿拉伯数字。"},
    fields.FileField: {
        "required": "请选择文件。",
        "empty": "这个文件是空的。请重新选择。",
        "missing": "没有收到文件。请重新选择。",
    },
}
_OF_VALIDATORS: dict[Any, str] = {
    validators.EmailValidator: "这不像是电子邮箱的地址，例如 name@example.cn。",
    validators.ProhibitNullCharactersValidator: "里面有看不见的字符，多半是粘贴带进来的。请重新输入。",
    validators.MaxLengthValidator: "最多 %(limit_value)d 个字，现在是 %(show_value)d 个。请缩短。",
    validators.MinLengthValidator: "至少 %(limit_value)d 个字，现在是 %(show_value)d 个。",
    validators.MinValueValidator: "不能小于 %(limit_value)s。",
    validators.MaxValueValidator: "不能大于 %(limit_value)s。",
}


def say() -> None:
    """From now on, for every form of the system."""
    for field, words in _OF_FIELDS.items():
        field.default_error_messages = {**field.default_error_messages, **words}
    for validator, sentence in _OF_VALIDATORS.items():
        validator.message = sentence
