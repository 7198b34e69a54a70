"""What has to be there before a command can do anything: Django set up, the database at hand and up to date."""

from __future__ import annotations

import os
import socket

from gongkai.cli.answer import Unable

SETTINGS = "gongkai_web.settings"


def set_up() -> None:
    """Django with these settings. Everything of it may be imported afterwards. Raises :class:`Unable`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    from gongkai_web.databases import BadAddress

    try:
        django.setup()
    except BadAddress as bad:
        raise Unable(str(bad)) from bad


def migrate() -> None:
    """The tables as this version has them."""
    from django.conf import settings
    from django.core.management import call_command

    settings.HOME.mkdir(parents=True, exist_ok=True)
    with _told_in_chinese():
        call_command("migrate", verbosity=0, interactive=False)


def check_migrated() -> None:
    """Raises :class:`Unable` where the tables are not those of this version."""
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    if connection.vendor == "sqlite" and not settings.HOME.exists():
        raise Unable(
            f"「{settings.HOME}」还不存在。第一次启动请用：gongkai serve --migrate；文件夹由 GONGKAI_HOME 指定。"
        )
    with _told_in_chinese():
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise Unable(
                "数据库的结构不是这个版本的。请先备份（gongkai backup），再用 gongkai serve --migrate 升级。"
            )


def check_free(host: str, port: int) -> None:
    """Raises :class:`Unable` where somebody listens there: two servers on one port would share the visitors silently."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise Unable(
                f"{host}:{port} 不能用：{error.strerror}。可能已经有一个在运行；要用另一个端口：--port {port + 1}"
            ) from error


class _told_in_chinese:  # noqa: N801 - reads as a phrase
    """A database that cannot be reached is no bug."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, _type: object, error: BaseException | None, _trace: object) -> None:
        from django.db import OperationalError

        if isinstance(error, OperationalError):
            raise Unable(
                f"连不上数据库：{str(error).strip()}。请核对 GONGKAI_DATABASE 和数据库服务。"
            ) from error
