"""What a pay rule may look at."""

import msgspec

from app.domain.case import Case
from app.domain.payline import PayLine
from app.domain.scoring.score import Score
from app.domain.staff import Staff


class Context(msgspec.Struct, frozen=True):
    """One agent on the way to the payslip: the case, its score, everybody else, and the lines of the phases before."""

    case: Case
    scored: Score
    staff: Staff
    lines: tuple[PayLine, ...] = ()

    def amount_of(self, code: str) -> int:
        """The signed fen of the printed line of that code, a deduction below 0; 0 where there is none."""
        return sum(line.signed for line in self.lines if line.code == code)
