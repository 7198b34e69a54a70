"""Words and bytes that only the system can open: AES-256-GCM, tied to the place where they stand."""

from __future__ import annotations

import hashlib
import hmac
import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from gongkai_web.keys import secret

_NONCE = 12


class NotOpened(ValueError):
    """The words were sealed with another key, for another place, or were altered."""


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
    return bytes.fromhex(secret(settings.HOME, name))
