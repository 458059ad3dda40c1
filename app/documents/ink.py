"""Marks to PDF: the drawing operators of a page, written here; fonts, pages and pictures by reportlab."""

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from math import cos, radians, sin
from typing import Any

from app.documents.fonts import Fonts
from app.documents.paper import Box, Line, Mark, Page, Picture, Squares, Text, Turned

Sheet = tuple[tuple[float, float], Page]
"""A page with its width and height in points."""

_CURVE = 0.5523
"""How far the handles of a quarter circle of radius 1 reach."""


def document(sheets: Iterable[Sheet], fonts: Fonts, title: str) -> bytes:
    """The PDF of pages of any size; same marks, same bytes."""
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    first: Any = fonts.regular.name  # else reportlab names a font that is not embedded
    canvas: Any = Canvas(out, invariant=1, pageCompression=1, initialFontName=first)
    canvas.setTitle(title)
    canvas.setSubject("")
    canvas.setAuthor("")
    canvas.setCreator("Jixin")
    canvas.setProducer("Jixin")
    pen = Pen(canvas, fonts)
    for size, page in sheets:
        canvas.setPageSize(size)
        pen.draw(page, size[1])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


class Pen:
    """Writes the operators of one document. Marks count from the top, PDF from the bottom."""

    def __init__(self, canvas: Any, fonts: Fonts) -> None:
        self._canvas = canvas
        self._fonts = fonts
        self._shown: dict[tuple[str, bool], tuple[tuple[str, str], ...]] = {}
        self._images: dict[bytes, Any] = {}

    def draw(self, marks: Iterable[Mark], top: float) -> None:
        """Append the marks to the page; ``top`` is how high its top edge is."""
        write = self._canvas._code.append
        for mark in marks:
            match mark:
                case Text():
                    write(self._text(mark, top))
                case Line():
                    write(_line(mark, top))
                case Box():
                    write(_box(mark, top))
                case Squares():
                    write(_squares(mark, top))
                case Picture():
                    self._picture(mark, top)
                case Turned():
                    write(_turn(mark, top))
                    self.draw(mark.marks, 0 if mark.degrees else top)
                    write("Q")

    def _text(self, mark: Text, top: float) -> str:
        parts = [f"BT {_fill(mark.color)} 1 0 0 1 {mark.x:.2f} {top - mark.y:.2f} Tm"]
        for name, codes in self._codes(mark.text, mark.bold):
            parts.append(f"{name} {mark.size:g} Tf <{codes}> Tj")
        parts.append("ET")
        return " ".join(parts)

    def _codes(self, text: str, bold: bool) -> tuple[tuple[str, str], ...]:
        """The text as codes of the embedded subsets, each stretch with its font's name in the page."""
        key = text, bold
        if key not in self._shown:
            doc = self._canvas._doc
            self._shown[key] = tuple(
                (face.getSubsetInternalName(subset, doc), codes.hex())
                for face, part in self._fonts.weight(bold=bold).stretches(text)
                for subset, codes in face.splitString(part, doc)
            )
        return self._shown[key]

    def _picture(self, mark: Picture, top: float) -> None:
        from reportlab.lib.utils import ImageReader

        if mark.data not in self._images:
            self._images[mark.data] = ImageReader(BytesIO(mark.data))
        place = mark.x, top - mark.y - mark.height, mark.width, mark.height
        self._canvas.drawImage(self._images[mark.data], *place, mask="auto")


@lru_cache(maxsize=64)
def _rgb(color: str) -> str:
    return " ".join(f"{int(color[at : at + 2], 16) / 255:.4g}" for at in (1, 3, 5))


def _fill(color: str) -> str:
    return f"{_rgb(color)} rg"


def _line(mark: Line, top: float) -> str:
    dash = f"[{mark.dash:g} {mark.dash:g}] 0 d" if mark.dash else "[] 0 d"
    path = f"{mark.x:.2f} {top - mark.y:.2f} m {mark.to_x:.2f} {top - mark.to_y:.2f} l S"
    return f"{mark.width:g} w {_rgb(mark.color)} RG {dash} {path}"


def _box(mark: Box, top: float) -> str:
    colours = [_fill(mark.fill)] if mark.fill else []
    if mark.stroke:
        colours.append(f"{mark.line:g} w {_rgb(mark.stroke)} RG [] 0 d")
    how = "B" if mark.fill and mark.stroke else "f" if mark.fill else "S"
    return " ".join((*colours, _outline(mark, top - mark.y - mark.height), how))


def _outline(mark: Box, bottom: float) -> str:
    x, y, right, up, r = mark.x, bottom, mark.x + mark.width, bottom + mark.height, mark.radius
    if not r:
        return f"{x:.2f} {y:.2f} {mark.width:.2f} {mark.height:.2f} re"
    k = r * (1 - _CURVE)
    corners = (
        (right - r, y, right - k, y, right, y + k, right, y + r),
        (right, up - r, right, up - k, right - k, up, right - r, up),
        (x + r, up, x + k, up, x, up - k, x, up - r),
        (x, y + r, x, y + k, x + k, y, x + r, y),
    )
    turns = ("{:.2f} {:.2f} l {:.2f} {:.2f} {:.2f} {:.2f} {:.2f} {:.2f} c".format(*corner) for corner in corners)
    return f"{x + r:.2f} {y:.2f} m {' '.join(turns)} h"


def _squares(mark: Squares, top: float) -> str:
    """Dark runs of each row as rectangles of one path, so that no hair of white shows between them."""
    parts = [_fill(mark.color)]
    for at, row in enumerate(mark.rows):
        bottom, start = top - mark.y - (at + 1) * mark.side, 0
        while (start := row.find("1", start)) >= 0:
            end = row.find("0", start)
            end = len(row) if end < 0 else end
            width = (end - start) * mark.side
            parts.append(f"{mark.x + start * mark.side:.2f} {bottom:.2f} {width:.2f} {mark.side:.2f} re")
            start = end
    return " ".join((*parts, "f"))


def _turn(mark: Turned, top: float) -> str:
    if not mark.degrees:
        return f"q 1 0 0 1 {mark.x:.2f} {-mark.y:.2f} cm"
    c, s = cos(radians(mark.degrees)), sin(radians(mark.degrees))
    return f"q {c:.5f} {s:.5f} {-s:.5f} {c:.5f} {mark.x:.2f} {top - mark.y:.2f} cm"
