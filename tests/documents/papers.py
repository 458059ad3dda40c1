"""What the tests of papers share: the text of pages, and what a structural check finds."""

import re
from io import BytesIO

import pikepdf
from pypdf import PdfReader

from app.documents.paper import Box, Line, Mark, Page, Picture, Ruler, Squares, Text, Turned


def page_texts(data: bytes) -> list[str]:
    """The text layer of each page, without blanks."""
    return [squeezed(page.extract_text()) for page in PdfReader(BytesIO(data)).pages]


def squeezed(text: str) -> str:
    """Without any blanks."""
    return re.sub(r"\s+", "", text)


def faults(data: bytes) -> list[str]:
    """What qpdf's check says, and fonts that are not embedded."""
    with pikepdf.open(BytesIO(data)) as pdf:
        found = [str(one) for one in pdf.check_pdf_syntax()]
        for page in pdf.pages:
            for name, font in page.resources.get("/Font", {}).items():
                if "/FontFile2" not in font.FontDescriptor:
                    found.append(f"{name} is not embedded")
    return found


def outside(page: Page, width: float, height: float, ruler: Ruler) -> list[Mark]:
    """The marks of a page that leave it."""
    return [mark for mark in _flat(page) if not _inside(mark, width, height, ruler)]


def _flat(page: Page, x: float = 0, y: float = 0) -> list[Mark]:
    from msgspec.structs import replace

    found: list[Mark] = []
    for mark in page:
        if isinstance(mark, Turned):
            found += _flat(mark.marks, x + mark.x, y + mark.y) if not mark.degrees else []
        elif isinstance(mark, Line):
            found.append(replace(mark, x=mark.x + x, to_x=mark.to_x + x, y=mark.y + y, to_y=mark.to_y + y))
        else:
            found.append(replace(mark, x=mark.x + x, y=mark.y + y))
    return found


def _inside(mark: Mark, width: float, height: float, ruler: Ruler) -> bool:
    match mark:
        case Text():
            right = mark.x + ruler.width(mark.text, mark.size, bold=mark.bold)
            return mark.x >= 0 and right <= width and 5 < mark.y < height - 5
        case Line():
            return min(mark.x, mark.to_x) >= 0 and max(mark.x, mark.to_x) <= width and max(mark.y, mark.to_y) < height
        case Box() | Picture():
            return mark.x >= 0 and mark.x + mark.width <= width and mark.y + mark.height <= height
        case Squares():
            side = mark.side * len(mark.rows)
            return mark.x >= 0 and mark.x + side <= width and mark.y + side <= height
        case Turned():
            return True
