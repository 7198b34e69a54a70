"""A progress bar on the side, where a person watches and it takes more than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

_PATIENCE = 1.0  # seconds

Item = TypeVar("Item")


def shown(items: Iterable[Item], *, total: int, quiet: bool) -> Iterator[Item]:
    """The items as they come, with a bar on standard error as soon as waiting grows long."""
    if quiet or total < 2 or not sys.stderr.isatty():
        yield from items
        return
    started = time.monotonic()
    with ExitStack() as stack:
        bar: Progress | None = None
        for done, item in enumerate(items, start=1):
            if bar is None and time.monotonic() - started > _PATIENCE:
                bar = stack.enter_context(_bar())
                bar.add_task("读取", total=total)
            if bar is not None:
                bar.update(bar.task_ids[0], completed=done)
            yield item


@contextmanager
def measured(what: str, *, quiet: bool) -> Iterator[Callable[[int, int, int], None]]:
    """A bar for work of unknown number: told bytes done, bytes in all, and how many are done; shows rate and time left."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _total, _number: None
        return
    started = time.monotonic()
    with ExitStack() as stack:
        bars: list[Progress] = []

        def show(done: int, total: int, number: int) -> None:
            passed = time.monotonic() - started
            if not bars and passed > _PATIENCE:
                bars.append(stack.enter_context(_rated_bar()))
                bars[0].add_task(what, total=total, said="")
            for bar in bars:
                bar.update(
                    bar.task_ids[0],
                    completed=done,
                    total=total,
                    said=f"{number} 份，每秒 {number / passed:.1f} 份",
                )

        yield show


def _rated_bar() -> AbstractContextManager[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[said]}，还要"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _bar() -> AbstractContextManager[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
