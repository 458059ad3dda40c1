"""Pages of a PDF as pictures: what is shown and printed is the file itself."""

import math
from collections.abc import Iterator
from io import BytesIO
from threading import Lock
from types import TracebackType
from typing import Any, Self

import msgspec

_ONE_AT_A_TIME = Lock()
"""pdfium must not be called from two threads at once; a page is drawn in some hundredths of a second."""


class PagePicture(msgspec.Struct, frozen=True):
    """A page, or a band of it, as RGB pixels: three bytes each, rows from the top, no gaps; ``across`` × ``down``."""

    across: int
    down: int
    pixels: bytes


class Pages:
    """The pages of a PDF, drawn when they are asked for; ``sizes`` are theirs in points."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        with _ONE_AT_A_TIME:
            self._pdf = pypdfium2.PdfDocument(data)
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                self._pdf.get_page_size(index) for index in range(len(self._pdf))
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self.sizes)

    def pixels(self, index: int, dpi: float) -> tuple[int, int]:
        """How many pixels a page has across and down at so many dots an inch."""
        width, height = self.sizes[index]
        return math.ceil(width * dpi / 72), math.ceil(height * dpi / 72)

    def picture(self, index: int, dpi: float, top: int = 0, down: int | None = None) -> PagePicture:
        """The page counted from 0, or ``down`` pixel rows of it from row ``top`` on."""
        rows = self.pixels(index, dpi)[1]
        below = 0 if down is None else max(0, rows - top - down)
        scale = dpi / 72
        crop = (0.0, _points(below, scale), 0.0, _points(top, scale))
        with _ONE_AT_A_TIME:
            page: Any = self._pdf[index]
            bitmap = page.render(scale=scale, crop=crop, rev_byteorder=True)
            image = bitmap.to_pil().convert("RGB")
            bitmap.close()
            page.close()
        return PagePicture(image.width, image.height, image.tobytes())

    def close(self) -> None:
        """Let go of the file."""
        with _ONE_AT_A_TIME:
            self._pdf.close()


def page_count(data: bytes) -> int:
    """How many pages a PDF has."""
    with Pages(data) as pages:
        return len(pages)


def page_pngs(data: bytes, dpi: int = 200) -> Iterator[bytes]:
    """Each page as a PNG file."""
    from PIL import Image

    with Pages(data) as pages:
        for index in range(len(pages)):
            page = pages.picture(index, dpi)
            out = BytesIO()
            Image.frombytes("RGB", (page.across, page.down), page.pixels).save(out, "PNG", dpi=(dpi, dpi))
            yield out.getvalue()


def _points(rows: int, scale: float) -> float:
    """What to cut off, in points: pdfium rounds up to whole rows, so half a row less is meant."""
    return (rows - 0.5) / scale if rows else 0.0
