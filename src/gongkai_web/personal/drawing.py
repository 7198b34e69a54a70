"""A QR code as a drawing that stands in the page itself, without style and script."""

from __future__ import annotations

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from qrcode.constants import ERROR_CORRECT_M


def drawn(text: str) -> SafeString:
    """One path of black squares with the white border that cameras need."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    squares = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, is_black in enumerate(row) if is_black
    )
    return format_html(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" width="232" height="232" role="img" '
        'aria-label="二维码，用手机上的验证器扫描" shape-rendering="crispEdges">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path fill="#000" d="{1}"/></svg>',
        len(matrix),
        mark_safe(squares),  # noqa: S308 - made of numbers above
    )
