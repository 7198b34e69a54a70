"""Tasks for a reading worker that do what a poisonous file might make a reader do."""

from __future__ import annotations

import ctypes
import os
import socket
import time
from pathlib import Path

from gongkai.model.document import Document, Format, Paragraph
from gongkai.model.place import Place
from gongkai.read.limits import Limits, Refused

TASK = "tests.read.hostile:obey"


def obey(path: Path, limits: Limits) -> object:
    """Do what the file's name says."""
    match path.stem.split("-")[0]:
        case "die":
            os._exit(3)
        case "crash":
            ctypes.string_at(0)
        case "hang":
            time.sleep(60)
        case "spin":
            while True:
                pass
        case "eat":
            return len([0] * 2**27)
        case "refuse":
            raise Refused("没有表格", remedy="请换一份", where="第 2 页")
        case "call":
            return _call()
        case "code":
            return _Bomb()
    return Document(Format.TEXT, (Paragraph(path.stem, Place(line=os.getpid())),))


def _call() -> str:
    try:
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    except OSError as error:
        return type(error).__name__
    return "connected"


class _Bomb:
    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("exit 0",)
