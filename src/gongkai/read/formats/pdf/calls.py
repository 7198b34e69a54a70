"""PDFium's functions that are called once a character or once an object, taking plain addresses.

The bindings check a typed pointer at each call and wrap each pointer that comes back: some two fifths of what
such a call costs.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, addressof, c_float, c_int, c_uint, c_void_p, cast
from typing import Any

import pypdfium2.raw as pdfium


def address_of(pointer: Any) -> int:
    """The address that a typed pointer holds."""
    return addressof(pointer.contents)


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    return CFUNCTYPE(result, *arguments)(cast(function, c_void_p).value or 0)


_floats = POINTER(c_float)
_colours = POINTER(c_uint)

objects_of_page = _plain(pdfium.FPDFPage_CountObjects, c_int, c_void_p)
object_of_page = _plain(pdfium.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
objects_of_form = _plain(pdfium.FPDFFormObj_CountObjects, c_int, c_void_p)
object_of_form = _plain(pdfium.FPDFFormObj_GetObject, c_void_p, c_void_p, c_int)
kind_of = _plain(pdfium.FPDFPageObj_GetType, c_int, c_void_p)
matrix_of = _plain(pdfium.FPDFPageObj_GetMatrix, c_int, c_void_p, POINTER(pdfium.FS_MATRIX))
bounds_of = _plain(pdfium.FPDFPageObj_GetBounds, c_int, c_void_p, _floats, _floats, _floats, _floats)
is_see_through = _plain(pdfium.FPDFPageObj_HasTransparency, c_int, c_void_p)
fill_of = _plain(pdfium.FPDFPageObj_GetFillColor, c_int, c_void_p, _colours, _colours, _colours, _colours)
render_mode_of = _plain(pdfium.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
draw_mode_of = _plain(pdfium.FPDFPath_GetDrawMode, c_int, c_void_p, POINTER(c_int), POINTER(c_int))
segments_of = _plain(pdfium.FPDFPath_CountSegments, c_int, c_void_p)
segment_of = _plain(pdfium.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
point_of = _plain(pdfium.FPDFPathSegment_GetPoint, c_int, c_void_p, _floats, _floats)
step_of = _plain(pdfium.FPDFPathSegment_GetType, c_int, c_void_p)
is_closing = _plain(pdfium.FPDFPathSegment_GetClose, c_int, c_void_p)
loose_box_of = _plain(pdfium.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, POINTER(pdfium.FS_RECTF))
text_object_of = _plain(pdfium.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
