"""``python -m gongkai_web.demo``: an empty database becomes the invented county."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai_web.settings")


def main() -> int:
    import django

    django.setup()
    from django.conf import settings

    from gongkai_web.demo.build import REQUESTS, NotEmpty, build
    from gongkai_web.demo.county import PASSWORD, TODAY, accounts

    parser = ArgumentParser(prog="python -m gongkai_web.demo", description="把空的数据库变成虚构的云溪县")
    parser.add_argument("--requests", type=int, default=REQUESTS, help="约多少件申请")
    options = parser.parse_args()
    try:
        build(settings.TODAY or TODAY, requests=options.requests)
    except NotEmpty as problem:
        print(problem, file=sys.stderr)
        return 2
    for role, login in accounts().items():
        print(f"{role}  {login}  {PASSWORD}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
