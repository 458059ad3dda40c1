"""The score table of a payslip: heading, items with their sub-items, the sum."""

from app.documents.paper import GREY, INK, Line, Mark, Ruler
from app.documents.payslip_parts import AIRY, BODY, LEFT, RIGHT, SMALL, Part, Pitch
from app.wording.facts import PayslipFacts, ScoreRow

FULL = 346.0
"""Right edge of the column of full marks."""


def score_head(facts: PayslipFacts, indent: float, ruler: Ruler) -> Part:
    """得分, 实际, 满分, 得分 over the score table."""
    score, actual, full, points = facts.score_heads

    def draw(y: float) -> tuple[Mark, ...]:
        return (
            ruler.left(LEFT, y + 18, score, BODY, bold=True),
            ruler.left(LEFT + indent, y + 18, actual, SMALL, color=GREY),
            ruler.right(FULL, y + 18, full, SMALL, color=GREY),
            ruler.right(RIGHT, y + 18, points, SMALL, color=GREY),
        )

    return Part(22.5, draw)


def score_columns(facts: PayslipFacts, ruler: Ruler) -> float:
    """Where the actual values begin: after the widest item name, within bounds."""
    widths = (ruler.width(row.name, 8) + 8 * row.level for row in facts.score_rows)
    return min(max(max(widths, default=0) + 12, 72), 130)


def score_part(row: ScoreRow, indent: float, ruler: Ruler, pitch: Pitch = AIRY) -> Part:
    """An item: name (sub-items indented), actual and reason, full marks, points."""
    inset = 8.0 * row.level
    names = ruler.wrap(row.name, 8, indent - 6 - inset)
    size = 7.5
    room = FULL - LEFT - indent - ruler.width(row.full, 8) - 12
    printed = ruler.wrap(row.detail, size, room)
    height = pitch.score + max(9.6 * (len(printed) - 1), 10.5 * (len(names) - 1), 0)
    base = pitch.score - 4.6

    def draw(y: float) -> tuple[Mark, ...]:
        color = GREY if row.level else INK
        return (
            Line(LEFT + inset, y, RIGHT, y),
            *(ruler.left(LEFT + inset, y + base + 10.5 * i, name, 8, color=color) for i, name in enumerate(names)),
            *(
                ruler.left(LEFT + indent, y + base - 0.1 + 9.6 * i, text, size, color=GREY)
                for i, text in enumerate(printed)
                if text
            ),
            ruler.right(FULL, y + base, row.full, 8, color=color),
            ruler.right(RIGHT, y + base, row.points, 8, bold=not row.level, color=color),
        )

    return Part(height, draw)


def score_total(total: tuple[str, str, str], ruler: Ruler) -> Part:
    """The sum under the score table."""
    name, full, points = total

    def draw(y: float) -> tuple[Mark, ...]:
        return (
            Line(LEFT, y, RIGHT, y, 0.75, INK),
            ruler.left(LEFT, y + 11.5, name, BODY, bold=True),
            ruler.right(FULL, y + 11.5, full, 9, bold=True),
            ruler.right(RIGHT, y + 11.5, points, 9, bold=True),
        )

    return Part(16, draw)
