"""Pages of a PDF as pictures: what is shown and printed is the file itself."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import msgspec


class PagePicture(msgspec.Struct, frozen=True):
    """A page as RGB pixels, three bytes each, rows from the top, no gaps; ``across`` × ``down`` of them."""

    across: int
    down: int
    pixels: bytes
    width: float
    height: float
    """Size of the page in points."""


def page_count(data: bytes) -> int:
    """How many pages a PDF has."""
    pdf = _opened(data)
    try:
        return len(pdf)
    finally:
        pdf.close()


def page_pictures(data: bytes, dpi: int, first: int = 0, last: int | None = None) -> Iterator[PagePicture]:
    """The pages ``first`` … ``last`` (counted from 0, both included) at so many dots an inch."""
    pdf = _opened(data)
    try:
        end = len(pdf) if last is None else min(last + 1, len(pdf))
        for index in range(first, end):
            yield _picture(pdf[index], dpi)
    finally:
        pdf.close()


def page_pngs(data: bytes, dpi: int = 200) -> Iterator[bytes]:
    """Each page as a PNG file."""
    from PIL import Image

    for page in page_pictures(data, dpi):
        out = BytesIO()
        Image.frombytes("RGB", (page.across, page.down), page.pixels).save(out, "PNG", dpi=(dpi, dpi))
        yield out.getvalue()


def _opened(data: bytes) -> Any:
    import pypdfium2

    return pypdfium2.PdfDocument(data)


def _picture(page: Any, dpi: int) -> PagePicture:
    width, height = page.get_size()
    bitmap = page.render(scale=dpi / 72, rev_byteorder=True)
    image = bitmap.to_pil().convert("RGB")
    found = PagePicture(image.width, image.height, image.tobytes(), width, height)
    bitmap.close()
    page.close()
    return found
