"""A bundle of evidence bound: what the ledger shows, set as pages, with the pages of files laid in."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.model.attachment import Attachment, Bound
    from gongkai.write.bundle.pdf import Typeset

_PICTURES = (".png", ".jpg", ".jpeg")


def pages_of(path: Path) -> Attachment:
    """The pages of a file. Pictures are set on a page of their own size first.

    Raises ``read.limits.Refused`` and ``write.bundle.pdf.BadPicture``.
    """
    from gongkai.read.worker import attachment_guarded

    if path.suffix.lower() not in _PICTURES:
        return attachment_guarded(path)
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        page = Path(folder, "page.pdf")
        page.write_bytes(_picture_page(path))
        return attachment_guarded(page)


def bound(pages: Typeset, laid: Sequence[Attachment], first: int) -> Bound:
    """The bundle with the files laid in; ``first`` is the place of the first of them among the exhibits.

    Raises ``read.limits.Refused``.
    """
    from gongkai.read.worker import bound_guarded

    with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
        folder = Path(name)
        (folder / "base.pdf").write_bytes(pages.data)
        for number, each in enumerate(laid):
            (folder / f"{number}.pdf").write_bytes(each.pdf)
        rooms = [
            {
                "on": room.on,
                "file": f"{room.exhibit - first}.pdf",
                "page": room.page,
                "size": laid[room.exhibit - first].sizes[room.page],
                "turn": laid[room.exhibit - first].turns[room.page],
                "box": room.box,
            }
            for room in pages.rooms
        ]
        (folder / "order.json").write_text(json.dumps({"base": "base.pdf", "laid": rooms}), "utf-8")
        return bound_guarded(folder / "order.json")


def _picture_page(path: Path) -> bytes:
    from gongkai.read.opening import file_bytes
    from gongkai.read.picture import refuse_unless_sound
    from gongkai.write.bundle.pdf import image_page

    data = file_bytes(path)
    refuse_unless_sound(data)
    return image_page(data)
