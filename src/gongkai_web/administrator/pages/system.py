"""How the system is: what it runs on, when it was last saved, what waits, and until when its calendar reaches."""

from __future__ import annotations

import sys

import django
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

import gongkai
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.keeping.checkup import checkup
from gongkai_web.keeping.found import Found
from gongkai_web.store.models import Entry, Job, Organ

_FAILED = 20


def system(request: StaffRequest) -> HttpResponse:
    """The same that ``gongkai doctor`` looks at, with the jobs that failed."""
    context = {
        "rows": [*_what(), *checkup()],
        "failed": Job.objects.filter(state=Job.State.FAILED).order_by("-pk")[:_FAILED],
        "counts": [("机构", Organ.objects.count()), ("台账记录", Entry.objects.count())],
    }
    return render(request, "administrator/system.html", context)


def _what() -> list[Found]:
    versions = f"gongkai {gongkai.__version__}，Django {django.__version__}，Python {sys.version.split()[0]}"
    return [Found("版本", versions), _second_factor()]


def _second_factor() -> Found:
    if settings.NEEDS_SECOND_FACTOR:
        return Found("验证器", "工作人员登录时必须使用")
    return Found(
        "验证器", "没有要求工作人员使用", "look", "正式使用请不要设置 GONGKAI_SECOND_FACTOR=optional。"
    )
