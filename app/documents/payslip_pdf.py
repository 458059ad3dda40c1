"""Payslips as PDF: A5, or A4 with two to a page; same facts, same bytes."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import msgspec

from app.documents.fonts import Fonts, Replacement, load_fonts
from app.documents.paper import GREY, Box, Line, Mark, Page, Ruler, Text, Turned
from app.documents.payslip_layout import payslip_pages
from app.documents.payslip_parts import HEIGHT, WIDTH
from app.wording.facts import PayslipFacts


def render(facts: Sequence[PayslipFacts], paper: str = "a5") -> bytes:
    """All payslips in one PDF, each beginning a new page of A5, or A4 across with two A5 pages side by side."""
    fonts = load_fonts()
    ruler = Ruler(fonts)
    pages = [page for slip in facts for page in payslip_pages(slip, ruler)]
    title = " · ".join((facts[0].business, facts[0].title, facts[0].month)) if facts else ""
    return _document(pages, paper, fonts, title if len(facts) != 1 else f"{title} · {facts[0].agent}")


def render_each(facts: Sequence[PayslipFacts], paper: str = "a5") -> Iterator[bytes]:
    """One PDF for each payslip, in order."""
    for slip in facts:
        yield render((slip,), paper)


def replaced_characters(facts: Sequence[PayslipFacts]) -> tuple[Replacement, ...]:
    """What the fonts cannot draw in these payslips, and what is printed instead."""
    texts = {text for slip in facts for text in strings(slip)}
    return load_fonts().replacements(texts)


def strings(value: Any) -> Iterator[str]:
    """Every string inside a frozen value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:  # pyright: ignore[reportUnknownVariableType]
            yield from strings(part)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from strings(getattr(value, name))


def _document(pages: list[Page], paper: str, fonts: Fonts, title: str) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    across = paper == "a4"
    first: Any = fonts.regular.name  # else reportlab names a font that is not embedded
    out = BytesIO()
    size = (842.0, HEIGHT) if across else (WIDTH, HEIGHT)
    canvas: Any = Canvas(out, pagesize=size, invariant=1, pageCompression=1, initialFontName=first)
    canvas.setTitle(title)
    canvas.setSubject("")
    canvas.setAuthor("")
    canvas.setCreator("Jixin")
    canvas.setProducer("Jixin")
    for sheet in _sheets(pages, 2 if across else 1):
        for index, page in enumerate(sheet):
            canvas.saveState()
            canvas.translate(421.0 * index, 0)
            _paint(canvas, page, fonts)
            canvas.restoreState()
        if across:
            _paint(canvas, (Line(421, 0, 421, HEIGHT, 0.75, GREY, 3),), fonts)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _sheets(pages: list[Page], count: int) -> Iterator[list[Page]]:
    for start in range(0, len(pages), count):
        yield pages[start : start + count]


def _paint(canvas: Any, page: Page, fonts: Fonts, top: float = HEIGHT) -> None:
    for mark in page:
        _mark(canvas, mark, fonts, top)


def _mark(canvas: Any, mark: Mark, fonts: Fonts, top: float) -> None:
    match mark:
        case Text():
            _text(canvas, mark, fonts, top)
        case Line():
            _line(canvas, mark, top)
        case Box():
            _box(canvas, mark, top)
        case Turned():
            canvas.saveState()
            canvas.translate(mark.x, top - mark.y)
            canvas.rotate(mark.degrees)
            _paint(canvas, mark.marks, fonts, 0)
            canvas.restoreState()


def _text(canvas: Any, mark: Text, fonts: Fonts, top: float) -> None:
    face = fonts.weight(bold=mark.bold)
    line = canvas.beginText(mark.x, top - mark.y)
    line.setFillColor(_color(mark.color))
    for run in face.runs(mark.text):
        line.setFont(run.font, mark.size)
        line.textOut(run.text)
    canvas.drawText(line)


def _line(canvas: Any, mark: Line, top: float) -> None:
    canvas.setLineWidth(mark.width)
    canvas.setStrokeColor(_color(mark.color))
    canvas.setDash([mark.dash, mark.dash] if mark.dash else [])
    canvas.line(mark.x, top - mark.y, mark.to_x, top - mark.to_y)


def _box(canvas: Any, mark: Box, top: float) -> None:
    if mark.fill:
        canvas.setFillColor(_color(mark.fill))
    if mark.stroke:
        canvas.setLineWidth(mark.line)
        canvas.setStrokeColor(_color(mark.stroke))
        canvas.setDash([])
    canvas.roundRect(
        mark.x,
        top - mark.y - mark.height,
        mark.width,
        mark.height,
        mark.radius,
        stroke=int(bool(mark.stroke)),
        fill=int(bool(mark.fill)),
    )


def _color(text: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(text)
