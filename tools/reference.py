"""Reference pages that are generated from the code."""

from __future__ import annotations


def command_line() -> dict[str, str]:
    """The page of the command line, from the commands themselves."""
    import typer
    from typer.cli import get_docs_for_click

    from gongkai.cli.main import app

    command = typer.main.get_command(app)
    text = get_docs_for_click(obj=command, ctx=typer.Context(command), name="gongkai")
    return {"docs/reference/cli.md": text.strip() + "\n"}
