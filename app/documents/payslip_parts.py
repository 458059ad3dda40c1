"""The parts of a payslip on A5: each knows its height and the marks it makes at a place."""

import re
from collections.abc import Callable
from typing import TypeAlias

import msgspec

from app.documents.images import size_within
from app.documents.paper import ACCENT, GREY, INK, SEAL, TINT, Box, Line, Mark, Picture, Ruler, Squares, Turned
from app.documents.qr import qr_rows
from app.wording.facts import LineFacts, NearMissFacts, PayslipFacts, SectionFacts

WIDTH, HEIGHT = 420.0, 595.0
LEFT, RIGHT = 28.0, 392.0
INNER = RIGHT - LEFT
BODY, SMALL, LEAST = 8.6, 7.0, 6.5
SEAL_SIDE, QR_SIDE = 43.0, 35.7

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_BRACKETS = re.compile(r"[（(].*?[）)]")

Draw: TypeAlias = Callable[[float], tuple[Mark, ...]]
"""Marks of a part whose top edge is at the given height."""


class Pitch(msgspec.Struct, frozen=True):
    """Heights of a pay line and of a score row; letters never shrink, the air between them may."""

    line: float = 17
    score: float = 15.5


AIRY, CLOSER, DENSE = Pitch(), Pitch(16, 14.25), Pitch(15, 13)


class Part(msgspec.Struct, frozen=True):
    """Something that stays together on one page."""

    height: float
    draw: Draw


def heading(facts: PayslipFacts, ruler: Ruler) -> Part:
    """Business, title and month over the strong rule."""
    title = f"{facts.title}\u3000{facts.month}"
    logo = size_within(facts.logo, 84, 20) if facts.logo else (0.0, 0.0)
    left = LEFT + (logo[0] + 8 if facts.logo else 0)
    room = RIGHT - left - ruler.width(title, 10.5, bold=True) - 16
    names = ruler.wrap(facts.business, 14, room, bold=True)
    height = 24.5 + 17 * (len(names) - 1)

    def draw(y: float) -> tuple[Mark, ...]:
        base = y + 15 + 17 * (len(names) - 1)
        return (
            *((Picture(LEFT, y + 10 - logo[1] / 2, *logo, facts.logo),) if facts.logo else ()),
            *(ruler.left(left, y + 15 + 17 * i, name, 14, bold=True) for i, name in enumerate(names)),
            ruler.right(RIGHT, base, title, 10.5, bold=True),
            Line(LEFT, y + height, RIGHT, y + height, 1, INK),
        )

    return Part(height, draw)


def facts_part(facts: PayslipFacts, ruler: Ruler) -> Part:
    """Label and value pairs, four to a row; a long value takes the room of two or four."""
    columns = (0.0, 97.0, 182.0, 279.0, INNER + 10)
    cells: list[tuple[int, float, str, str]] = []
    row = column = 0
    for index, (label, value) in enumerate(facts.facts):
        needed = ruler.width(label, 8) + 5 + ruler.width(value, 8, bold=not index) + 10
        span = next((n for n in range(1, 4 - column + 1) if columns[column + n] - columns[column] >= needed), 0)
        if not span and column:
            row, column = row + 1, 0
            span = next((n for n in range(1, 5) if columns[n] >= needed), 4)
        span = span or 4
        x = columns[column]
        room = columns[column + span] - x - ruler.width(label, 8) - 15
        for part in ruler.wrap(value, 8, room, bold=not index):
            cells.append((row, x, label, part))
            label, row = "", row + 1
        row, column = row - 1, column + span
        if column >= 4:
            row, column = row + 1, 0
    rows = row + (column > 0)
    first = facts.facts[0][1] if facts.facts else ""

    def draw(y: float) -> tuple[Mark, ...]:
        marks: list[Mark] = []
        for at, x, label, value in cells:
            base = y + 16 + 13 * at
            indent = ruler.width(label, 8) + 5 if label else 0
            if label:
                marks.append(ruler.left(LEFT + x, base, label, 8, color=GREY))
            marks.append(ruler.left(LEFT + x + indent, base, value, 8, bold=first.startswith(value)))
        return tuple(marks)

    return Part(16 + 13 * rows - 3, draw)


def section_head(section: SectionFacts, ruler: Ruler, pitch: Pitch = AIRY) -> Part:
    """应发 with its sum, under a firm rule."""

    def draw(y: float) -> tuple[Mark, ...]:
        return (
            Line(LEFT, y, RIGHT, y, 0.75, INK),
            ruler.left(LEFT, y + pitch.line - 4, section.title, BODY, bold=True),
            ruler.right(RIGHT, y + pitch.line - 4, section.total, 9.2, bold=True),
        )

    return Part(pitch.line + 1, draw)


def line_columns(facts: PayslipFacts, ruler: Ruler) -> float:
    """Where the reasons begin: after the widest line name, within bounds."""
    lines = (*facts.earnings.lines, *(facts.deductions.lines if facts.deductions else ()), *facts.info)
    widest = max((ruler.width(line.name, BODY) for line in lines), default=0)
    return min(max(widest + 12, 47), 110)


def reason_lines(line: LineFacts, indent: float, ruler: Ruler, *, one: bool = False) -> tuple[str, ...]:
    """The reasons broken to the room between name and amount; ``one`` line of them, its middle left out if need be."""
    room = INNER - indent - ruler.width(line.amount, BODY) - 14
    if one:
        return tuple(ruler.shorten(reason, SMALL, room) for reason in line.reasons[:1] if reason)
    return tuple(part for reason in line.reasons for part in ruler.wrap(reason, SMALL, room) if part)


def line_part(line: LineFacts, printed: tuple[str, ...], indent: float, ruler: Ruler, pitch: Pitch = AIRY) -> Part:
    """A pay line: name, reasons in small grey, amount."""
    names = ruler.wrap(line.name, BODY, indent - 6)
    height = pitch.line + max(10.4 * (len(printed) - 1), 11 * (len(names) - 1), 0)
    base = pitch.line - 5

    def draw(y: float) -> tuple[Mark, ...]:
        return (
            Line(LEFT, y, RIGHT, y),
            *(ruler.left(LEFT, y + base + 11 * i, name, BODY) for i, name in enumerate(names)),
            *(
                ruler.left(LEFT + indent, y + base - 0.2 + 10.4 * i, text, SMALL, color=GREY)
                for i, text in enumerate(printed)
            ),
            ruler.right(RIGHT, y + base, line.amount, BODY),
        )

    return Part(height, draw)


def reasons_part(printed: tuple[str, ...], indent: float, ruler: Ruler) -> Part:
    """Reasons alone, under the line that they belong to."""

    def draw(y: float) -> tuple[Mark, ...]:
        return tuple(
            ruler.left(LEFT + indent, y + 7 + 10.4 * i, text, SMALL, color=GREY) for i, text in enumerate(printed)
        )

    return Part(10.4 * len(printed), draw)


def net_part(facts: PayslipFacts, ruler: Ruler) -> Part:
    """Net in figures and words on the tint, the subtraction under the words."""
    label = ruler.width(facts.net_label, BODY)
    figures = ruler.width(facts.net, 16.5, bold=True)
    room = INNER - 18 - label - 8 - figures - 12
    words = ruler.wrap(facts.uppercase, 8, room)
    height = 37 + 11 * (len(words) - 1)

    def draw(y: float) -> tuple[Mark, ...]:
        middle = y + height / 2 + 5.5
        top = y + 15.5
        return (
            Box(LEFT, y, INNER, height, fill=TINT),
            Line(LEFT, y, RIGHT, y, 1, ACCENT),
            ruler.left(LEFT + 9, middle - 0.5, facts.net_label, BODY),
            ruler.left(LEFT + 9 + label + 8, middle, facts.net, 16.5, bold=True),
            *(ruler.right(RIGHT - 9, top + 11 * i, text, 8) for i, text in enumerate(words) if text),
            ruler.right(RIGHT - 9, y + height - 9, facts.subtraction, SMALL, color=GREY),
        )

    return Part(height, draw)


def near_miss_part(miss: NearMissFacts, ruler: Ruler) -> Part:
    """The near-miss sentence in its frame; what stands out is bold."""
    indent = ruler.width(miss.lead, 8, bold=True)
    first = ruler.wrap(miss.text, 8, INNER - 20 - indent)
    rest = miss.text[len(first[0]) :].lstrip(" ")
    lines = (first[0], *(ruler.wrap(rest, 8, INNER - 20) if rest else ()))
    height = 21 + 12 * (len(lines) - 1)

    def draw(y: float) -> tuple[Mark, ...]:
        marks: list[Mark] = [
            Box(LEFT, y + 8, INNER, height, stroke=ACCENT, radius=2.5),
            ruler.left(LEFT + 10, y + 21.5, miss.lead, 8, bold=True),
        ]
        for index, text in enumerate(lines):
            x = LEFT + 10 + (indent if not index else 0)
            for part, bold in _bold_parts(text, miss.bold):
                marks.append(ruler.left(x, y + 21.5 + 12 * index, part, 8, bold=bold))
                x += ruler.width(part, 8, bold=bold)
        return tuple(marks)

    return Part(height + 8, draw)


def _bold_parts(text: str, bold: tuple[str, ...]) -> list[tuple[str, bool]]:
    """The text cut into plain and bold stretches, each bold one once and in order."""
    parts: list[tuple[str, bool]] = []
    for word in bold:
        before, found, after = text.partition(word)
        if found:
            parts += [(before, False)] if before else []
            parts.append((found, True))
            text = after
    return [*parts, (text, False)] if text else parts


def paragraph(text: str, size: float, leading: float, ruler: Ruler, *, color: str = GREY, bold: bool = False) -> Part:
    """A text over the whole width."""
    lines = ruler.wrap(text, size, INNER, bold=bold)

    def draw(y: float) -> tuple[Mark, ...]:
        return tuple(
            ruler.left(LEFT, y + leading * (i + 1) - 2, line, size, bold=bold, color=color)
            for i, line in enumerate(lines)
        )

    return Part(leading * len(lines), draw)


def signature_part(facts: PayslipFacts, ruler: Ruler) -> Part:
    """Lines to sign and date on; beside them the code to check by and the seal of a sealed month."""
    seal = _seal(facts, ruler)
    height = 54 if seal else 46 if facts.scanned else 30 if facts.signature else 4

    def draw(y: float) -> tuple[Mark, ...]:
        foot = y + height - 6
        marks: list[Mark] = list(_lines_to_sign(facts.signature, foot - 2, ruler))
        if seal:
            marks.append(Turned(RIGHT - SEAL_SIDE - 5, y + 5, 3, seal))
        if facts.scanned:
            right = RIGHT - SEAL_SIDE - 21 if seal else RIGHT
            rows = qr_rows(facts.scanned)
            marks.append(Squares(right - QR_SIDE, foot - QR_SIDE, QR_SIDE / len(rows), rows))
        return tuple(marks)

    return Part(height, draw)


def _lines_to_sign(words: tuple[str, ...], base: float, ruler: Ruler) -> tuple[Mark, ...]:
    if not words:
        return ()
    signed, dated = words
    x = LEFT + ruler.width(signed, 8) + 3
    z = x + 82 + 14
    end = z + ruler.width(dated, 8) + 3
    return (
        ruler.left(LEFT, base, signed, 8),
        Line(x, base + 2, x + 82, base + 2, 0.5, INK),
        ruler.left(z, base, dated, 8),
        Line(end, base + 2, end + 67, base + 2, 0.5, INK),
    )


def _seal(facts: PayslipFacts, ruler: Ruler) -> tuple[Mark, ...] | None:
    """The owner's picture of a seal, else one cut from the business's name, else none."""
    if facts.seal_picture:
        width, height = size_within(facts.seal_picture, SEAL_SIDE, SEAL_SIDE)
        return (Picture((SEAL_SIDE - width) / 2, (SEAL_SIDE - height) / 2, width, height, facts.seal_picture),)
    return seal_part(facts.seal, ruler) if facts.seal else None


def seal_part(business: str, ruler: Ruler) -> tuple[Mark, ...] | None:
    """The marks of the business's seal: its Chinese characters, two to sixteen of them, what is in brackets not.

    A name without any has no seal.
    """
    text = "".join(_HAN.findall(_BRACKETS.sub("", business)))
    if not 2 <= len(text) <= 16:
        return None
    columns = 2 if len(text) in (2, 4) else 3 if len(text) in (3, 5, 6, 9) else 4
    rows = [text[i : i + columns] for i in range(0, len(text), columns)]
    side = SEAL_SIDE
    size = min(14.0, (side - 9) / columns)
    top = (side - len(rows) * size * 1.32) / 2
    marks: list[Mark] = [Box(0, 0, side, side, stroke=SEAL, line=1.4, radius=3)]
    for index, row in enumerate(rows):
        x = (side - ruler.width(row, size, bold=True)) / 2
        y = top + size * (1.04 + 1.32 * index)
        marks.append(ruler.left(x, y, row, size, bold=True, color=SEAL))
    return tuple(marks)
