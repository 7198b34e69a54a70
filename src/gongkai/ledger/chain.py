"""The chains: every entry carries the hash of the one before it, in its organ and in its case.

What is hashed is the line itself without its last member ``"hash"``. The name of the algorithm stands in it, so that
nobody can put a weaker one in its place unseen. Whoever has SHA-256 or SM3 at hand can check a ledger without gongkai.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from gongkai.ledger.codec import encode
from gongkai.ledger.entry import Act, Algorithm, Entry

_UNHASHED = "0" * 64
_TAIL = len(f',"hash":"{_UNHASHED}"}}')
ALGORITHMS: tuple[Algorithm, ...] = ("sha256", "sm3")


class NoAlgorithm(ValueError):
    """The hash that is asked for is none, or one that this Python cannot compute."""


def linked(
    act: Act, *, number: int, previous: str, case_previous: str, algorithm: Algorithm = "sha256"
) -> tuple[Entry, bytes]:
    """The act as the entry ``number`` of its organ, and its line. Raises ``BadEntry`` and :class:`NoAlgorithm`."""
    entry = Entry(act, number, previous, case_previous, algorithm, _UNHASHED)
    line = encode(entry)
    own = hash_of(line, algorithm)
    return replace(entry, hash=own), line[:-_TAIL] + f',"hash":"{own}"}}'.encode()


def hash_of(line: bytes, algorithm: str) -> str:
    """The hash that a whole, rightly written line should end in."""
    return digest(line[:-_TAIL] + b"}", algorithm)


def digest(content: bytes, algorithm: str) -> str:
    """The hash in 64 hexadecimal digits. Raises :class:`NoAlgorithm`."""
    if algorithm not in ALGORITHMS:
        raise NoAlgorithm(f"没有「{algorithm}」这种算法。可以用：{'、'.join(ALGORITHMS)}。")
    try:
        return hashlib.new(algorithm, content).hexdigest()
    except ValueError as error:
        raise NoAlgorithm(
            "这个 Python 的密码库（OpenSSL）没有 SM3。请换用带 SM3 的 Python（OpenSSL 1.1.1 以上），或改用 sha256。"
        ) from error
