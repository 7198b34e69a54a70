"""What whoever runs the machine types: ``gongkai serve``, ``gongkai worker``, ``gongkai demo``…

The library's command line finds them through the entry point ``gongkai.commands`` and knows nothing of the web. Each is
a module here with ``parser`` and ``run``, as those of the library; nothing heavy is imported before one runs.
"""

from __future__ import annotations

from importlib.util import find_spec

COMMANDS = {
    "demo": "在浏览器里看演示：虚构的云溪县，三年的申请和年度报告",
    "serve": "启动网站",
    "worker": "启动后台任务进程",
    "operator": "任命系统管理员：新系统的第一个人",
    "doctor": "体检：数据库、密钥、备份、日历、后台任务，哪里不对，怎么办",
    "backup": "备份数据库和附件，并核对",
    "restore": "从备份恢复，或只核对一份备份",
    "rebuild": "从台账重新生成全部列表和期限",
    "verify-records": "核对数据库里的台账：每一条是否与写入时相同",
}


def commands() -> dict[str, tuple[str, str]]:
    """What each command is for, and its module; none where the extra ``web`` is not installed."""
    if find_spec("django") is None:
        return {}
    return {name: (says, f"{__name__}.{name.replace('-', '_')}") for name, says in COMMANDS.items()}
