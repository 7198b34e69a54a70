"""Names of documents as archives and systems of many years spell them."""

from __future__ import annotations

from pathlib import PurePosixPath


def from_zip(name: str, *, is_utf8: bool) -> str:
    """Without the sign for UTF-8, ZIP programmes of this country write GBK, or UTF-8 all the same."""
    if is_utf8:
        return tidy(name)
    try:
        return tidy(_decoded(name.encode("cp437")))
    except UnicodeEncodeError:
        return tidy(name)


def spelled(name: str) -> str:
    """A name from a file system or a TAR, whose undecodable bytes Python keeps as surrogates."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return tidy(_decoded(name.encode("utf-8", "surrogateescape")))
    return tidy(name)


def leads_out(name: str) -> bool:
    """The name points out of its archive, as those of hostile archives do."""
    return name.startswith("/") or name[1:2] == ":" or ".." in name.split("/")


def is_hidden(name: str) -> bool:
    """Hidden files and folders, what macOS adds to archives, and the lock files of Word and WPS."""
    parts = PurePosixPath(name).parts
    return any(
        part.startswith((".", "~$", "~WRL")) or part == "__MACOSX"
        for part in parts
        if part not in {".", ".."}
    )


def tidy(name: str) -> str:
    """Forward slashes, no control characters, nothing that cannot be written as UTF-8, no endless names."""
    plain = name.replace("\\", "/").encode("utf-8", "replace").decode("utf-8")
    return "".join(character for character in plain if character.isprintable()).removeprefix("./")[:1000]


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")
