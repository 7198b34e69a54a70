"""Why the operating system refused a file, in Chinese."""

from __future__ import annotations

import errno

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EISDIR: "这是文件夹",
    errno.ENAMETOOLONG: "名称太长",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超过了磁盘配额",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "文件正被占用",
    errno.ETXTBSY: "文件正被占用",
    errno.ELOOP: "链接绕成了圈",
}


def reason(error: OSError) -> str:
    """In Chinese where it is one that people meet, else in the words of the system."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__
