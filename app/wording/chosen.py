"""A payslip's facts without what the owner does not want printed."""

from msgspec.structs import replace

from app.wording.choices import Choice, Depth
from app.wording.facts import LineFacts, PayslipFacts, ScoreRow, SectionFacts


def chosen(facts: PayslipFacts, choice: Choice) -> PayslipFacts:
    """The facts as deep as wanted, hidden fields emptied."""
    changes: dict[str, object] = {
        name: empty for field, empties in _EMPTY.items() if not choice.shows(field) for name, empty in empties.items()
    }
    facts = replace(facts, **changes)
    return facts if choice.depth == "full" else _shallow(facts, choice.depth)


_EMPTY: dict[str, dict[str, object]] = {
    "uppercase": {"uppercase": ""},
    "near_miss": {"near_miss": ()},
    "score": {"score_rows": (), "score_total": None},
    "notes": {"notes": ()},
    "signature": {"signature": ()},
    "seal": {"seal": "", "seal_picture": b""},
    "check": {"check": "", "scanned": ""},
    "scheme": {"scheme": ""},
    "objection": {"objection": ""},
}


def _shallow(facts: PayslipFacts, depth: Depth) -> PayslipFacts:
    def lines(found: tuple[LineFacts, ...]) -> tuple[LineFacts, ...]:
        return tuple(replace(line, reasons=line.reasons[:1] if depth == "line" else ()) for line in found)

    def section(found: SectionFacts) -> SectionFacts:
        return replace(found, lines=lines(found.lines))

    return replace(
        facts,
        one_line=True,
        earnings=section(facts.earnings),
        deductions=None if facts.deductions is None else section(facts.deductions),
        info=lines(facts.info),
        score_rows=tuple(_shallow_row(row, depth) for row in facts.score_rows),
    )


def _shallow_row(row: ScoreRow, depth: Depth) -> ScoreRow:
    return row if depth == "line" else replace(row, detail=row.actual)
