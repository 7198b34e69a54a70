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

    from gongkai_web.demo import crowd
    from gongkai_web.demo.build import REQUESTS, NotEmpty, build, refuse_among_others
    from gongkai_web.demo.county import PASSWORD, TODAY, accounts

    parser = ArgumentParser(prog="python -m gongkai_web.demo", description="把空的数据库变成虚构的云溪县")
    parser.add_argument("--requests", type=int, default=REQUESTS, help="约多少件申请")
    parser.add_argument("--organs", type=int, default=0, help="不放云溪县，放这么多机关，供压力测试")
    options = parser.parse_args()
    today = settings.TODAY or TODAY
    try:
        refuse_among_others()
        if options.organs:
            crowd.build(today, organs=options.organs, requests=options.requests)
        else:
            build(today, requests=options.requests)
    except NotEmpty as problem:
        print(problem, file=sys.stderr)
        return 2
    logins = crowd.accounts() if options.organs else accounts()
    for role, login in logins.items():
        print(f"{role}  {login}  {PASSWORD}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
