"""How forms are written: as Django does, but for what there is to choose from."""

from __future__ import annotations

from typing import Any

from django.forms import Select
from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString


class Renderer(DjangoTemplates):
    """A form of filters has a hundred options: each would be a template, included in that of its list."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if template_name == Select.template_name:
            return _select(context["widget"])
        return super().render(template_name, context, request)


def _select(widget: dict[str, Any]) -> SafeString:
    inside = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    name, attrs = conditional_escape(widget["name"]), flatatt(widget["attrs"])
    return SafeString(f'<select name="{name}"{attrs}>{inside}</select>')


def _group(name: str | None, options: list[dict[str, Any]]) -> str:
    inside = "".join(map(_option, options))
    return f'<optgroup label="{conditional_escape(name)}">{inside}</optgroup>' if name else inside


def _option(option: dict[str, Any]) -> str:
    value, label = conditional_escape(option["value"]), conditional_escape(option["label"])
    attrs = flatatt(option["attrs"]) if option["attrs"] else ""
    return f'<option value="{value}"{attrs}>{label}</option>'
