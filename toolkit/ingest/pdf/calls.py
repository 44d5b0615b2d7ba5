"""PDFium's functions with plain integers for pointers: half the price of the typed call.

Python's price for a foreign call is what structured reading costs; these are the calls made for every word, object or
segment of a page.
"""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium_c

POINTER, INT = ctypes.c_void_p, ctypes.c_int


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """`function` of PDFium, the addresses it takes and gives as integers."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


def address(handle: Any) -> int:
    """The address that one of pypdfium2's handles holds."""
    return ctypes.cast(handle, POINTER).value or 0


loose_box = _plain(pdfium_c.FPDFText_GetLooseCharBox, INT, POINTER, INT, POINTER)
text_object = _plain(pdfium_c.FPDFText_GetTextObject, POINTER, POINTER, INT)
character_code = _plain(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint, POINTER, INT)

text_font = _plain(pdfium_c.FPDFTextObj_GetFont, POINTER, POINTER)
text_size = _plain(pdfium_c.FPDFTextObj_GetFontSize, INT, POINTER, POINTER)
text_mode = _plain(pdfium_c.FPDFTextObj_GetTextRenderMode, INT, POINTER)

page_object = _plain(pdfium_c.FPDFPage_GetObject, POINTER, POINTER, INT)
form_object = _plain(pdfium_c.FPDFFormObj_GetObject, POINTER, POINTER, ctypes.c_ulong)
count_form_objects = _plain(pdfium_c.FPDFFormObj_CountObjects, INT, POINTER)
object_kind = _plain(pdfium_c.FPDFPageObj_GetType, INT, POINTER)
object_bounds = _plain(pdfium_c.FPDFPageObj_GetBounds, INT, POINTER, POINTER, POINTER, POINTER, POINTER)
object_matrix = _plain(pdfium_c.FPDFPageObj_GetMatrix, INT, POINTER, POINTER)
marked_content = _plain(pdfium_c.FPDFPageObj_GetMarkedContentID, INT, POINTER)
count_marks = _plain(pdfium_c.FPDFPageObj_CountMarks, INT, POINTER)

draw_mode = _plain(pdfium_c.FPDFPath_GetDrawMode, INT, POINTER, POINTER, POINTER)
count_segments = _plain(pdfium_c.FPDFPath_CountSegments, INT, POINTER)
path_segment = _plain(pdfium_c.FPDFPath_GetPathSegment, POINTER, POINTER, INT)
segment_point = _plain(pdfium_c.FPDFPathSegment_GetPoint, INT, POINTER, POINTER, POINTER)
segment_kind = _plain(pdfium_c.FPDFPathSegment_GetType, INT, POINTER)
