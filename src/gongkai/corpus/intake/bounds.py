"""How much an archive may ask of us, counted in bytes that were actually met."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.read.limits import DEFAULT, MB, human_size


@dataclass(frozen=True, slots=True)
class Bounds:
    """On what lies in archives. The whole is far larger than any document; each document has its own limits."""

    file_bytes: int = DEFAULT.file_bytes
    archive_bytes: int = 64 * 1024 * MB  # an archive within an archive, unpacked to be opened
    ratio: int = DEFAULT.ratio  # of one member, looked at only beyond `ratio_from`
    ratio_from: int = DEFAULT.ratio_from
    total_ratio: int = 500  # of everything in one archive and the archives in it, beyond `total_from`
    total_from: int = 256 * MB
    total_bytes: int = 4 * 1024 * 1024 * MB
    directory_bytes: int = 32 * MB  # a ZIP's list of members, which stays in memory
    depth: int = 3  # archives within archives


BOUNDS = Bounds()


class Beyond(Exception):
    """A bound was reached. ``ends_archive`` where nothing more may be taken from the archive."""

    def __init__(self, why: str, *, ends_archive: bool = False) -> None:
        super().__init__(why)
        self.ends_archive = ends_archive


class Allowance:
    """What one archive on disk, with all archives within it, may still unpack."""

    def __init__(self, packed: int, bounds: Bounds) -> None:
        self._packed = max(packed, 1)
        self._bounds = bounds
        self._unpacked = 0

    def spend(self, size: int) -> None:
        """Raises :class:`Beyond`."""
        self._unpacked += size
        bounds = self._bounds
        is_bomb = self._unpacked > bounds.total_from and self._unpacked > bounds.total_ratio * self._packed
        if is_bomb or self._unpacked > bounds.total_bytes:
            raise Beyond(
                f"已解出 {human_size(self._unpacked)}，是压缩包的 {self._unpacked // self._packed} 倍，像是压缩炸弹，"
                "其余的没有读。请核对来源；确属报告的，请先解压再收",
                ends_archive=True,
            )
