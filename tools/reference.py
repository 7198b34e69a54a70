"""Reference pages that are generated from the code."""

from __future__ import annotations

import contextlib
import io

_COMMAND_LINE = """\
# 命令行

由 `gongkai --help` 和各命令的 `--help` 生成。

```text
{overview}
```
"""


def command_line() -> dict[str, str]:
    """The page of the command line: what every command says of itself."""
    from gongkai.cli.main import COMMANDS

    sections = (f"\n## gongkai {name}\n\n```text\n{_help(name)}\n```\n" for name in COMMANDS)
    return {"docs/reference/cli.md": _COMMAND_LINE.format(overview=_help()) + "".join(sections)}


def _help(*command: str) -> str:
    from gongkai.cli.main import main

    with contextlib.redirect_stdout(io.StringIO()) as output:
        main([*command, "--help"])
    return output.getvalue().strip()
