"""``python -m examples.bureau_year [FOLDER]``: what happens is told on the screen, what comes of it is in the folder."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import mkdtemp

from examples.bureau_year import closing, disputed, documents, given, not_given
from examples.bureau_year.office import Office, live_through


def main(folder: Path) -> Office:
    office = Office(folder)
    stories = (*documents.STORIES, *given.STORIES, *not_given.STORIES, *disputed.STORIES, *closing.STORIES)
    live_through(office, stories)
    return office


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(mkdtemp())
    where.mkdir(parents=True, exist_ok=True)
    if any(where.iterdir()):
        sys.exit(f"「{where}」不是空的。请给一个空文件夹，或者还没有的名称。")
    main(where.resolve())
    print(f"\n台账、文书和报告在「{where}」。")
