"""Words and bytes that only the system can open: AES-256-GCM, tied to the place where they stand."""

from __future__ import annotations

import hashlib
import hmac
import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from gongkai_web.keys import key_file, secret
from gongkai_web.store.models import PrivateWord

_NONCE = 12
_NAMES = ("private", "blind")


class NotOpened(ValueError):
    """The words were sealed with another key, for another place, or were altered."""


class KeysLost(RuntimeError):
    """Sealed words are there and their keys are not. No new key is made: with two of them nobody knows any more what opens."""


def is_used() -> bool:
    """Whether anything was ever sealed."""
    return PrivateWord.objects.exclude(sealed=None).exists()


def is_lost() -> bool:
    return any(not key_file(settings.HOME, name).exists() for name in _NAMES) and is_used()


def seal(content: bytes, place: str) -> bytes:
    """The content, sealed for ``place``: it opens nowhere else."""
    nonce = os.urandom(_NONCE)
    return nonce + _cipher().encrypt(nonce, content, place.encode())


def unseal(sealed: bytes, place: str) -> bytes:
    """Raises :class:`NotOpened`."""
    content = bytes(sealed)
    try:
        return _cipher().decrypt(content[:_NONCE], content[_NONCE:], place.encode())
    except InvalidTag as error:
        raise NotOpened(
            f"「{place}」打不开：密钥不是封存时的那一把，或者内容被改动过。请核对 keys 文件夹与备份。"
        ) from error


def blind(text: str) -> str:
    """Equal texts have equal marks; nobody without the key can tell which text a mark is of."""
    return hmac.new(_key("blind"), text.encode(), hashlib.sha256).hexdigest()


@cache
def _cipher() -> AESGCM:
    return AESGCM(_key("private"))


@cache
def _key(name: str) -> bytes:
    if is_lost():
        raise KeysLost(
            f"「{settings.HOME / 'keys'}」里的密钥不见了。请从另存的密钥放回去，再运行 gongkai doctor。"
        )
    made = {each: secret(settings.HOME, each) for each in _NAMES}  # together, or one would seem lost
    return bytes.fromhex(made[name])
