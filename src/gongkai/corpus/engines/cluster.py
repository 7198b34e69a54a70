"""A Dask cluster: each task is one shard, carried out by a hand beside the worker, so that no document kills a worker.

Workers see nothing of the client's disk but the store, which lies on storage that all of them share.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai import __version__
from gongkai.corpus.engines import hand
from gongkai.corpus.intake.carrying import Died, Ended
from gongkai.corpus.intake.shards import Order

if TYPE_CHECKING:
    from distributed import Future

PATIENCE = 30  # seconds until a cluster answers


class NoCluster(Exception):
    """The cluster cannot be used, or is gone. The sentence says why, and what would help."""


class Cluster:
    """A client of a scheduler that somebody else started."""

    is_remote = True

    def __init__(self, address: str, store: Path) -> None:
        self._address = address
        self._client: Any = _connected(address)
        self._running: dict[Future[Ended], Order] = {}
        try:
            self._check_workers(store)
        except BaseException:
            self.close()
            raise

    @property
    def width(self) -> int:
        """How many shards the workers there are now can do at a time."""
        with self._talking():
            threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def submit(self, order: Order) -> None:
        key = f"gongkai-{order.shard}-{id(order):x}-{order.deaths}"
        with self._talking():
            self._running[self._client.submit(hand.carry, order, key=key, pure=False)] = order

    def wait(self, seconds: float) -> list[tuple[Order, Ended]]:
        from concurrent.futures import FIRST_COMPLETED

        from distributed import wait

        done: list[Future[Ended]] = []
        with self._talking(), suppress(TimeoutError), self._client.as_current():
            done = list(wait(list(self._running), seconds, FIRST_COMPLETED).done)  # type: ignore[no-untyped-call]
        if self._client.status != "running":
            raise self._gone()
        return [(self._running.pop(future), self._ended(future)) for future in done]

    def close(self) -> None:
        """Our tasks go with us; scheduler and workers stay."""
        with suppress(OSError, TimeoutError, RuntimeError, CancelledError):
            if self._client.status == "running":
                self._client.cancel(list(self._running), force=True)
            self._client.close(timeout=5)

    @contextmanager
    def _talking(self) -> Iterator[None]:
        """What the client raises when its scheduler has gone: several things, by chance of the moment."""
        try:
            yield
        except (OSError, RuntimeError, CancelledError) as error:
            raise self._gone() from error

    def _ended(self, future: Future[Ended]) -> Ended:
        from distributed import KilledWorker

        if future.status == "finished":
            ended: Ended = future.result()
            return ended
        if future.status in {"cancelled", "lost"}:
            raise self._gone()
        error = future.exception()  # type: ignore[no-untyped-call]
        if isinstance(error, KilledWorker):
            return Died("工作进程一再中途退出", is_certain=True)
        raise NoCluster(
            f"集群的工作进程做不了（{type(error).__name__}：{error}）。请检查各台机器的安装"
        ) from error

    def _check_workers(self, store: Path) -> None:
        """Every worker has this version, and sees the store where we see it."""
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise NoCluster(
                f"「{self._address}」没有工作进程。请在各台机器上启动：dask worker {self._address}"
            ) from error
        answers: dict[str, Any] = self._client.run(hand.sees, str(store), on_error="return")
        for worker, answer in answers.items():
            if isinstance(answer, BaseException):
                raise NoCluster(f"工作进程 {worker} 没有装好 gongkai {__version__}（{answer}）")
            version, is_there = answer
            if version != __version__:
                raise NoCluster(
                    f"工作进程 {worker} 装的是 gongkai {version}，这里是 {__version__}。请装成一样的"
                )
            if not is_there:
                raise NoCluster(
                    f"工作进程 {worker} 看不到「{store}」。仓库要放在各台机器路径相同的共享存储上"
                )

    def _gone(self) -> NoCluster:
        return NoCluster(
            f"与「{self._address}」的连接断了。已入库的都在；调度进程恢复以后重新运行同一个命令，会接着做"
        )


def _connected(address: str) -> Any:
    import logging

    try:
        from distributed import Client, Security
    except ImportError as error:
        raise NoCluster("没有装 Dask。请安装：pip install 'gongkai[cluster]'") from error
    try:
        secured = Security().get_connection_args("client")  # type: ignore[no-untyped-call]
    except OSError as error:
        raise NoCluster(f"证书或密钥读不了（{error}）。请检查 Dask 的 TLS 设置") from error
    if address.startswith("tls:") and secured.get("ssl_context") is None:
        raise NoCluster(f"「{address}」要用证书。请设置 Dask 的 TLS（DASK_DISTRIBUTED__COMM__TLS__…）")
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it tells of a lost connection, we tell
    try:
        return Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        raise NoCluster(
            f"连不上「{address}」。请确认调度进程在运行（dask scheduler），地址写成 tcp://主机:8786 的样子"
        ) from error
