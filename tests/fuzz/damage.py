"""Bytes as no writer made them: random ones, and real files cut, spliced, flipped and swollen."""

from __future__ import annotations

import io
import random
import zipfile
import zlib


def noise(rng: random.Random) -> bytes:
    """Random bytes, often after the beginning of a real format."""
    magics = (
        b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1", b"<html>", b"<table><tr><td>",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n",
        b"\xff\xfe", b"\xef\xbb\xbf", "一、总体情况\n|".encode(), "规章\t".encode("gb18030"),
    )  # fmt: skip
    return rng.choice(magics) + rng.randbytes(rng.randrange(2000))


def mutated(data: bytes, rng: random.Random) -> bytes:
    """The file with one to eight wounds; inside its parts where it is a ZIP."""
    if data.startswith(b"PK") and rng.random() < 0.8:
        return _inside(data, rng)
    for _ in range(rng.randrange(1, 9)):
        data = _wounded(data, rng)
    return data


def _wounded(data: bytes, rng: random.Random) -> bytes:
    at, until = sorted((rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)))
    until = min(until, at + 200)
    match rng.randrange(6):
        case 0:
            return data[:at] + rng.randbytes(rng.randrange(1, 9)) + data[at:]
        case 1:
            return data[:at] + data[until:]
        case 2:
            return data[:at] + data[at:until] * rng.randrange(2, 20) + data[until:]
        case 3:
            return data[: max(at, 1)]
        case 4:
            return data[:at] + bytes(255 - byte for byte in data[at : at + 3]) + data[at + 3 :]
        case _:
            number = rng.choice(
                (b"-1", b"0", b"99999999999", b"1e309", b"&#0;", b"\xff\xff\xff\xff", b"<td>", b"]]>")
            )
            return data[:at] + number + data[at + len(number) :]


def _inside(data: bytes, rng: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        victims = set(rng.sample(names, min(len(names), rng.randrange(1, 4))))
        for name in names:
            content = old.read(name)
            if name in victims and name.endswith((".xml", ".rels")):
                content = _markup(content, rng)
            if name not in victims or rng.random() > 0.1:
                new.writestr(name, content)
    return stream.getvalue()


def _markup(content: bytes, rng: random.Random) -> bytes:
    """Mostly still well-formed: numbers and words in attributes change, elements repeat or go."""
    for _ in range(rng.randrange(1, 6)):
        pieces = content.split(b'"')
        if len(pieces) > 4 and rng.random() < 0.8:
            at = rng.randrange(1, len(pieces) - 1, 2) if len(pieces) > 3 else 1
            pieces[at] = rng.choice(
                (b"0", b"-5", b"999999999", b"x", b"", b"16384", b"continue", b"1.5", pieces[at] * 2)
            )
            content = b'"'.join(pieces)
        else:
            content = _wounded(content, rng)
    return content


def packed(size: int) -> bytes:
    """So many zero bytes as zlib packs them."""
    return zlib.compress(bytes(size))
