"""Payslips as PDF: A5, or A4 with two to a page; same facts, same bytes."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from app.documents.fonts import Fonts, Replacement, load_fonts
from app.documents.ink import document
from app.documents.paper import GREY, Line, Page, Turned, load_ruler
from app.documents.payslip_layout import payslip_pages
from app.documents.payslip_parts import HEIGHT, WIDTH
from app.wording.facts import PayslipFacts

A4_ACROSS = (842.0, 595.0)


def render(facts: Sequence[PayslipFacts], paper: str = "a5") -> bytes:
    """All payslips in one PDF, each beginning a new page of A5, or A4 across with two A5 pages side by side."""
    ruler = load_ruler()
    pages = [page for slip in facts for page in payslip_pages(slip, ruler)]
    title = " · ".join((facts[0].business, facts[0].title, facts[0].month)) if facts else ""
    return _document(pages, paper, ruler.fonts, title if len(facts) != 1 else f"{title} · {facts[0].agent}")


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
    if paper != "a4":
        return document([((WIDTH, HEIGHT), page) for page in pages], fonts, title)
    return document([(A4_ACROSS, two_up(pages[at : at + 2])) for at in range(0, len(pages), 2)], fonts, title)


def two_up(pages: Sequence[Page]) -> Page:
    """One or two A5 pages side by side with a line to cut along."""
    half = A4_ACROSS[0] / 2
    moved = tuple(Turned(half * index, 0, 0, page) for index, page in enumerate(pages))
    return (*moved, Line(half, 0, half, HEIGHT, 0.75, GREY, 3))
