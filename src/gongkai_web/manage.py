"""Django's own commands, with these settings: ``python -m gongkai_web.manage migrate``."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai_web.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
