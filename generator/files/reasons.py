"""Why the system refused, in Chinese."""

from __future__ import annotations

import errno

_REASONS = {
    errno.EACCES: "没有写入的权限，或者文件正在别的程序里打开着，请先关闭",
    errno.EPERM: "没有写入的权限，或者文件正在别的程序里打开着，请先关闭",
    errno.EROFS: "这个位置是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "空间配额已用完",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EMFILE: "同时打开的文件太多",
    errno.EIO: "磁盘出错，或者网络盘断开了",
    errno.ENOMEM: "内存不够",
}


def reason(error: OSError | ValueError) -> str:
    """What the system, or Python before it, has against a file."""
    if not isinstance(error, OSError):
        return "文件名里有不能用的字符"
    if error.errno in _REASONS:
        return _REASONS[error.errno]
    told = error.strerror or str(error)
    return f"系统出错（{told}）" if told.isascii() else told
